"""View models: what each page shows, as plain frozen values, and the use-cases it may call. No Streamlit here."""

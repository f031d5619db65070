"""The pages, one real file each: Streamlit and its tests run them by path."""

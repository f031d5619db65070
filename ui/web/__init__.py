"""The pages in a browser. Streamlit is imported here and nowhere else.

`streamlit run` puts a script's folder first on `sys.path`: no file here may bear the name of one of our packages, the
standard library or a dependency, so the screens are called `…_screen`.
"""

"""One invented case, whole: its files are made by a script, its records are told by `story.py`."""

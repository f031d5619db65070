"""Six languages in three scripts: letters, folding, names, dates and endings, as pure functions and tables."""

"""The desks behind the pages: each answers one page's questions from one open session."""

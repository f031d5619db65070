"""What the law asks: crimes, elements, modes, provisions, headings and rules, as validated data with marks."""

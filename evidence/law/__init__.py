"""What the law asks: crimes, elements, modes, provisions, headings and rules, as validated data with marks."""

from evidence.law.catalogue import Catalogue, catalogue

__all__ = ["Catalogue", "catalogue"]

"""What the case file needs of the outside: somebody to set its pages."""

from __future__ import annotations

from typing import Protocol

from evidence.casefile.document import Document


class Typesetter(Protocol):
    """Sets a document as an archival, accessible PDF."""

    def typeset(self, document: Document) -> bytes:
        """The PDF (PDF/A-3a and PDF/UA-1), ending in a line feed; equal documents give equal bytes, at any time.

        No text in the document can stop it or become part of its program: a character that the faces lack is written
        out as `[U+1F642]` and counted. TypesetError if `lint` finds something, or if the pages cannot be set;
        MissingToolError if the typesetter is not installed.
        """
        ...

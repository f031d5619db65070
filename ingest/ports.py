"""What ingest asks of whoever runs the readers: a pool of processes that open documents for it."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum
from typing import Protocol

from evidence.errors import MalformedError
from ingest.read.pages import NotDone, Reading, Rect, Word

Table = tuple[tuple[str | None, ...], ...]
"""Rows of cells as the page shows them; None where a merged cell leaves a gap."""


class Ocr(StrEnum):
    """When pages without a believable text layer are read off their image."""

    NOW = "now"
    LATER = "later"


@dataclass(frozen=True, slots=True, kw_only=True)
class Document:
    """One document to open: its bytes, and what others claim about it.

    `content` is bytes, or a seekable descriptor open for reading, which stays the caller's and whose position is not
    used. `suffix` (`.pdf`) and `media_type` are claims: content decides, a lie becomes a finding. Nothing else of the
    name goes in, so that no name can reach a process that parses hostile bytes.
    """

    content: bytes | int
    suffix: str | None = None
    media_type: str | None = None
    password: str | None = field(default=None, repr=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class Limits:
    """What one document may use: seconds of processor time, bytes of memory, input and output, and pages.

    By the clock it may take three times the seconds. Each page read by OCR adds `ocr_page_seconds`; after `ocr_pages`
    of them the others wait.
    """

    seconds: int = 60
    memory: int = 1 << 30
    input: int = 1 << 30
    output: int = 256 << 20
    pages: int = 20_000
    ocr_pages: int = 300
    ocr_page_seconds: int = 20

    def __post_init__(self) -> None:
        if min(self.seconds, self.memory, self.input, self.output, self.pages, self.ocr_page_seconds) < 1:
            raise MalformedError("a limit is at least 1")
        if self.ocr_pages < 0:
            raise MalformedError("a number of pages is not negative")


class Pool(Protocol):
    """Opens documents where they can do no harm: bytes in, values out.

    Whatever a document does (crash, loop, flood, allocate), the answer is a `NotDone` for that document, within its
    limits, and the next call works. The same bytes give the same values. Any thread may call; a call waits its turn.
    Offsets are code points of the page string that `read` gives; boxes are whole hundredths of a point of the page as
    shown. A page that does not exist is `NotDone(reason=malformed)`.
    """

    def read(self, document: Document, *, ocr: Ocr = Ocr.NOW) -> Reading | NotDone:
        """All pages of the document, in order, with what was noticed."""
        ...

    def render(self, document: Document, *, page: int, dpi: int = 100) -> bytes | NotDone:
        """A PDF page as it is shown, as PNG; `dpi` from 20 to 600, less where the page is so large that it must be."""
        ...

    def words(self, document: Document, *, page: int) -> tuple[Word, ...] | NotDone:
        """Each word of a PDF page's own text layer with its box; for a page read by OCR ask the derivative instead."""
        ...

    def rectangles(self, document: Document, *, page: int, start: int, end: int) -> tuple[Rect, ...] | NotDone:
        """Where these characters of a PDF page's own text layer are shown: one box a line."""
        ...

    def second_reading(self, document: Document, *, page: int) -> str | NotDone:
        """The PDF page's text as an independent second engine reads it."""
        ...

    def tables(self, document: Document, *, page: int) -> tuple[Table, ...] | NotDone:
        """The ruled tables of a PDF page."""
        ...

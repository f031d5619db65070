"""Helpers for citing a page: offsets of other worlds into ours, the quote itself, and where it is on a read image."""

from __future__ import annotations

from collections.abc import Sequence

from evidence.errors import CitationError
from ingest.read.pages import Page, Rect, Word


def quote_at(page: Page, start: int, end: int) -> str:
    """The characters `start` to `end` (first one outside) of the page; CitationError if they are not on it."""
    if not 0 <= start < end <= len(page.text):
        raise CitationError(f"page {page.number} has no characters {start} to {end}; it has {len(page.text)}")
    return page.text[start:end]


def from_utf16(text: str, offset: int) -> int:
    """A UTF-16 offset (as browsers count) in code points; CitationError inside a pair or past the end."""
    units = at = 0
    while units < offset and at < len(text):
        units += 2 if text[at] > "\uffff" else 1
        at += 1
    if units != offset:
        raise CitationError(f"UTF-16 offset {offset} is inside a character or outside the text")
    return at


def to_utf16(text: str, offset: int) -> int:
    """An offset in code points as UTF-16 counts it; CitationError past the end."""
    if not 0 <= offset <= len(text):
        raise CitationError(f"offset {offset} is outside the text")
    return offset + sum(character > "\uffff" for character in text[:offset])


def only_place(page: Page, quote: str) -> tuple[int, int] | None:
    """Where the quote stands on this page, if exactly once (overlapping ones count); None otherwise."""
    first = page.text.find(quote) if quote else -1
    if first < 0 or page.text.find(quote, first + 1) >= 0:
        return None
    return first, first + len(quote)


def rectangles_in(words: Sequence[Word], start: int, end: int) -> tuple[Rect, ...]:
    """Boxes of the words that these characters touch, neighbours of one line as one box: for pages read by OCR."""
    found: list[Rect] = []
    for word in words:
        if word.start >= end or word.end <= start:
            continue
        if found and _one_line(found[-1], word.box):
            found[-1] = _both(found[-1], word.box)
        else:
            found.append(word.box)
    return tuple(found)


def _one_line(line: Rect, word: Rect) -> bool:
    """True if the word goes on to the right, and half of its height or more is on the line's level."""
    shared = min(line.y1, word.y1) - max(line.y0, word.y0)
    return word.x0 >= line.x0 and shared * 2 >= min(line.y1 - line.y0, word.y1 - word.y0)


def _both(one: Rect, other: Rect) -> Rect:
    return Rect(x0=min(one.x0, other.x0), y0=min(one.y0, other.y0), x1=max(one.x1, other.x1), y1=max(one.y1, other.y1))

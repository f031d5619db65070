"""Page strings out of the vault: what a citation is checked against, and what search indexes."""

from __future__ import annotations

from collections.abc import Callable
from functools import lru_cache

from evidence import canonical
from evidence.errors import CitationError, MalformedError, UnknownReferenceError
from evidence.ids import DerivativeId
from evidence.model.holding import Derivative
from evidence.model.values import shown

Read = Callable[[Derivative], bytes]
"""Gives the plain bytes of a derivative."""

_KEPT = 64


class VaultTexts:
    """Reads `text` derivatives; the last few stay in memory, because a person stays with one document for a while."""

    def __init__(self, derivative: Callable[[DerivativeId], Derivative | None], read: Read) -> None:
        self._derivative = derivative
        self._read = read
        # Pages of one server ask from several threads; this cache bears it.
        self._pages = lru_cache(maxsize=_KEPT)(self._load)

    def pages(self, text: DerivativeId) -> tuple[str, ...]:
        """All page strings; page n is the n-th."""
        return self._pages(text)

    def _load(self, text: DerivativeId) -> tuple[str, ...]:
        derivative = self._derivative(text)
        if derivative is None:
            raise UnknownReferenceError(f"no text {shown(text)} here")
        return page_strings(self._read(derivative))

    def page(self, text: DerivativeId, page: int) -> str:
        """The stored string of this page; CitationError if the derivative has no such page."""
        pages = self.pages(text)
        if not 1 <= page <= len(pages):
            raise CitationError(f"{text} has {len(pages)} pages, and no page {page}")
        return pages[page - 1]

    def locate(self, text: DerivativeId, page: int, quote: str, start: int | None) -> int:
        """Where the quote starts on the page; CitationError unless it stands there (once, without `start`)."""
        stored = self.page(text, page)
        if start is not None:
            if start < 0 or not quote or stored[start : start + len(quote)] != quote:
                raise CitationError(f"{text}, page {page}: the quote does not stand at {start}")
            return start
        first = stored.find(quote) if quote else -1
        # Looking on from the next character: "anana" stands twice in "ananana".
        if first < 0 or stored.find(quote, first + 1) >= 0:
            if first < 0:
                raise CitationError(
                    f"{text}, page {page}: the quote does not stand there",
                    hint="copy it from `sviedka exhibit show --page`, letter for letter",
                )
            raise CitationError(
                f"{text}, page {page}: the quote stands more than once there", hint="give more words, or the place"
            )
        return first


def page_strings(derivative: bytes) -> tuple[str, ...]:
    """The page strings of a `text/1` derivative (docs/spec/derivative.md)."""
    body = canonical.decode_object(derivative)
    pages = body.get("pages")
    if body.get("kind") != "text/1" or not isinstance(pages, list):
        raise MalformedError("not a text/1 derivative")
    strings = [page["text"] for page in pages if isinstance(page, dict) and isinstance(page.get("text"), str)]
    if len(strings) != len(pages):
        raise MalformedError("a page of a text/1 derivative without its text")
    return tuple(str(string) for string in strings)

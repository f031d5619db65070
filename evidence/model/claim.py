"""The claim, the only assertion: one statement, by one source, read at one place."""

from __future__ import annotations

import msgspec

from evidence.errors import MalformedError
from evidence.ids import DerivativeId, ExhibitId
from evidence.model.record import Record
from evidence.model.statement import AnyStatement
from evidence.model.values import Basis, SourceId, Value, check_reference


class Selector(msgspec.Struct, frozen=True, kw_only=True, tag_field="form"):
    """Where in an exhibit something can be read, seen or heard."""


class Span(Selector, frozen=True, kw_only=True, tag="span"):
    """Characters of one page string, in Unicode code points; `end` is the first one outside."""

    page: int
    start: int
    end: int

    def __post_init__(self) -> None:
        _check_page(self.page)
        _check_range("span", self.start, self.end)


class Region(Selector, frozen=True, kw_only=True, tag="region"):
    """Rectangles on a page: left, top, right, bottom in whole hundredths of a point, from the top left corner."""

    page: int
    rects: tuple[tuple[int, int, int, int], ...]

    def __post_init__(self) -> None:
        _check_page(self.page)
        if not self.rects or any(left >= right or top >= bottom for left, top, right, bottom in self.rects):
            raise MalformedError("a region has at least one rectangle: left < right, top < bottom")


class Cell(Selector, frozen=True, kw_only=True, tag="cell"):
    """One cell of a spreadsheet."""

    sheet: str
    ref: str


class Message(Selector, frozen=True, kw_only=True, tag="message"):
    """Characters of one message of a chat or mailbox, by the message's own id."""

    id: str
    start: int
    end: int

    def __post_init__(self) -> None:
        _check_range("message", self.start, self.end)


class Turn(Selector, frozen=True, kw_only=True, tag="turn"):
    """Characters of one turn of an account; turns are counted from 1."""

    n: int
    start: int
    end: int

    def __post_init__(self) -> None:
        _check_page(self.n)
        _check_range("turn", self.start, self.end)


class Time(Selector, frozen=True, kw_only=True, tag="time"):
    """A stretch of a recording, in milliseconds from its start."""

    from_ms: int
    to_ms: int

    def __post_init__(self) -> None:
        _check_range("time", self.from_ms, self.to_ms)


AnySelector = Span | Region | Cell | Message | Turn | Time


class Citation(Value, frozen=True):
    """Exactly where a claim can be read; `quote` equals text[at], never normalised.

    `text` names the derivative whose offsets these are, for ever. Without one (a Region or a Time) the quote is what
    the person read or heard, as typed.
    """

    exhibit: ExhibitId
    text: DerivativeId | None
    at: AnySelector
    quote: str

    def __post_init__(self) -> None:
        check_reference("exhibit", self.exhibit, "exh")
        if self.text is not None:
            check_reference("text", self.text, "drv")
        if self.text is None and not isinstance(self.at, Region | Time | Cell):
            raise MalformedError("a citation by characters names the text derivative it counts in")
        if not self.quote:
            raise MalformedError("a citation has a quote")

    @property
    def page(self) -> int | None:
        """The page or turn, where the selector has one."""
        match self.at:
            case Span() | Region():
                return self.at.page
            case Turn():
                return self.at.n
            case _:
                return None


class Claim(Record, frozen=True, kw_only=True, tag="claim/1"):
    """One statement, by one source, read at one place or several; `denies` turns it round."""

    says: AnyStatement
    cites: tuple[Citation, ...]
    said_by: SourceId
    basis: Basis
    denies: bool = False
    told_by: SourceId | None = None
    credibility: int | None = None

    def __post_init__(self) -> None:
        super().__post_init__()
        if not self.cites:
            raise MalformedError("a claim cites at least one place")
        check_reference("said_by", self.said_by, "src")
        if self.told_by is not None:
            check_reference("told_by", self.told_by, "src")
        if self.credibility is not None and not 1 <= self.credibility <= 6:
            raise MalformedError("credibility is 1 to 6, where 6 means that it cannot be judged")


def _check_page(page: int) -> None:
    if page < 1:
        raise MalformedError(f"page {page}: pages and turns start at 1")


def _check_range(form: str, start: int, end: int) -> None:
    if not 0 <= start < end:
        raise MalformedError(f"no {form}: {start} to {end}")

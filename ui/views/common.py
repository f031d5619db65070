"""Values that several pages share."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from evidence.errors import MalformedError
from ui.views.words_shown import Reading, Side


@dataclass(frozen=True, slots=True, kw_only=True)
class Choice:
    """One thing that can be chosen: the id that is kept, the label that is read."""

    id: str
    label: str

    def __post_init__(self) -> None:
        if not self.id or not self.label:
            raise MalformedError("a choice needs an id and a label")


@dataclass(frozen=True, slots=True, kw_only=True)
class Spot:
    """Words on a page: code points `start` to before `end` of page `page` (from 1) of an exhibit.

    `label` is the page's number as people read it (`A-000123.004`).
    """

    exhibit: str
    page: int
    start: int
    end: int
    label: str

    def __post_init__(self) -> None:
        if self.page < 1 or not 0 <= self.start <= self.end:
            raise MalformedError(f"no place in {self.exhibit}: page {self.page}, characters {self.start} to {self.end}")


@dataclass(frozen=True, slots=True, kw_only=True)
class ClaimCard:
    """One claim as a reader meets it: what it says, the words it rests on, and where they stand.

    `source` is who says it and how they know it; `note` what limits it (credibility, who read it second).
    """

    id: str
    number: str
    says: str
    quote: str
    source: str
    note: str
    spot: Spot
    side: Side = Side.FOR


@dataclass(frozen=True, slots=True, kw_only=True)
class ClaimLine:
    """One claim in a list: its number, what it says, by whom, and how far the second reading has come."""

    id: str
    number: str
    says: str
    by: str
    reading: Reading
    spot: Spot


def label_of(choices: Sequence[Choice], chosen: str) -> str:
    """The label of a chosen id; the id itself when it is not among the choices (a new name, typed)."""
    return next((choice.label for choice in choices if choice.id == chosen), chosen)

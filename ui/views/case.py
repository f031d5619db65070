"""Case: what needs a person now, how ready the file is, and which element rests on which claims."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum
from typing import Protocol

from evidence.errors import MalformedError
from evidence.words import marked as _
from ui.views.common import Choice, ClaimCard, Spot
from ui.views.words_shown import Coverage, Side, Weight


class Axis(Enum):
    """What the columns of the matrix are."""

    INCIDENTS = _("Incidents")
    PERSONS = _("Persons")


@dataclass(frozen=True, slots=True, kw_only=True)
class Headline:
    """The file's title, one line on it, and a notice on the law data ("" when a lawyer of that forum signed it off)."""

    title: str
    about: str
    law_notice: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Tally:
    """How many rules of one weight are open, or passed, of how many."""

    weight: Weight
    count: int
    of: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Need:
    """One thing that waits: how much it weighs, what it is, the rule or the time, and where to go.

    `screen` is one of `review`, `evidence`, `disclose`, `case`, or "" where no page can mend it; `exhibit` is an id
    where the screen opens one, `spot` the very words.
    """

    weight: Weight
    text: str
    reference: str
    verb: str
    screen: str
    exhibit: str = ""
    spot: Spot | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Column:
    """An incident or a person: id, short label, and a second line (its dates)."""

    id: str
    label: str
    note: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Cell:
    """One element for one column: state, and how many usable claims speak for and against."""

    element: str
    column: str
    state: Coverage
    claims_for: int
    claims_against: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """One element. Either a cell for each column, or one `whole` cell that every column inherits."""

    element: str
    label: str
    cells: tuple[Cell, ...] = ()
    whole: Cell | None = None

    def __post_init__(self) -> None:
        if (self.whole is None) == (not self.cells):
            raise MalformedError(f"element {self.element} needs either its cells or one for the whole case")


@dataclass(frozen=True, slots=True, kw_only=True)
class Group:
    """The elements of one crime or mode, under its title."""

    title: str
    lines: tuple[Line, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Matrix:
    """Elements by columns."""

    columns: tuple[Column, ...]
    groups: tuple[Group, ...]

    def __post_init__(self) -> None:
        asked = tuple(column.id for column in self.columns)
        for line in (line for group in self.groups for line in group.lines):
            if line.whole is None and tuple(cell.column for cell in line.cells) != asked:
                raise MalformedError(f"element {line.element} has not one cell for each column")


@dataclass(frozen=True, slots=True, kw_only=True)
class CellView:
    """What a cell rests on: its element and column in words, state, one line of counts, and the claims."""

    title: str
    where: str
    state: Coverage
    count: str
    claims: tuple[ClaimCard, ...]


class CaseDesk(Protocol):
    """Everything the Case page may ask or do."""

    def files(self) -> tuple[Choice, ...]:
        """The case files of this workspace; the one chosen is the last one asked for."""
        ...

    def headline(self, file: str) -> Headline:
        """What the head of the page says."""
        ...

    def tallies(self, file: str) -> tuple[Tally, ...]:
        """Readiness: blockers, major, minor, passed."""
        ...

    def needs(self, file: str) -> tuple[Need, ...]:
        """The next things for this person, heaviest first, at most a handful."""
        ...

    def matrix(self, file: str, axis: Axis, *, only_gaps: bool) -> Matrix:
        """Coverage; `only_gaps` leaves out lines whose every cell is corroborated."""
        ...

    def cell(self, file: str, element: str, column: str) -> CellView:
        """The claims under one cell (`column` is "" for the whole case); NotHeldError for an unknown pair."""
        ...

    def linkable(self, file: str, element: str, column: str) -> tuple[Choice, ...]:
        """The usable claims that do not yet bear on that element."""
        ...

    def link(self, file: str, element: str, column: str, claim: str, side: Side, *, why: str) -> None:
        """Sign how a claim bears on an element; `why` is empty for direct evidence, the inference otherwise."""
        ...

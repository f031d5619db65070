"""Evidence: take material in, see the state of every exhibit, help the reader on, search."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum
from pathlib import Path
from typing import Protocol

from evidence.errors import MalformedError
from evidence.words import marked as _
from ui.views.common import Choice, Spot
from ui.views.words_shown import Holding

ROWS_PER_PAGE = 8
"""Rows that a list shows at once; the desk pages in its database."""


class Shown(Enum):
    """Which rows a list shows; the value is the English word."""

    ALL = _("All")
    NEEDS_PERSON = _("Needs a person")
    READ = _("Read")
    WAITING = _("Waiting")


class Remedy(Enum):
    """What a person can do about a state: word and icon."""

    READ_WITH_OCR = (_("Read with OCR"), "document_scanner")
    ENTER_PASSWORD = (_("Enter password"), "key")
    TRY_AGAIN = (_("Try again"), "refresh")

    @property
    def word(self) -> str:
        """The button's word, in English."""
        return self.value[0]

    @property
    def icon(self) -> str:
        """The button's Material icon."""
        return self.value[1]


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """One exhibit: number, the name it came with, its one state, what happened, what a person can do."""

    exhibit: str
    number: str
    name: str
    state: Holding
    what: str
    remedy: Remedy | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class RowsPage:
    """One page (from 1) of a list of `total` rows."""

    rows: tuple[Row, ...]
    page: int
    pages: int
    total: int

    def __post_init__(self) -> None:
        if not 1 <= self.page <= max(self.pages, 1):
            raise MalformedError(f"no page {self.page} of {self.pages}")


@dataclass(frozen=True, slots=True, kw_only=True)
class Summary:
    """How many exhibits each list would show, and one line on the last intake ("" before the first)."""

    counts: dict[Shown, int]
    last_intake: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Intake:
    """An intake under way or just ended: files and bytes done of all, and how its files ended."""

    number: int
    files_done: int
    files: int
    bytes_done: int
    bytes: int
    seconds_left: int | None
    read: int
    need_help: int
    failed: int
    duplicates: int
    running: bool
    trouble: str = ""

    @property
    def share(self) -> float:
        """How much of it is done, 0 to 1; by bytes, because files differ in size."""
        return min(self.bytes_done / self.bytes, 1.0) if self.bytes else float(not self.running)


@dataclass(frozen=True, slots=True, kw_only=True)
class Obtained:
    """When, where, how and by whom material was obtained; empty means not stated, and is recorded so."""

    when: str = ""
    where: str = ""
    how: str = ""
    by: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Hit:
    """One place where the words were found: the text before, the match as it stands there, the text after."""

    spot: Spot
    kind: str
    before: str
    match: str
    after: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Hits:
    """The best hits, and how many there are in all."""

    hits: tuple[Hit, ...]
    total: int


class EvidenceDesk(Protocol):
    """Everything the Evidence page, and the search box on every page, may ask or do."""

    def summary(self) -> Summary:
        """Counts for the page's head and its filter."""
        ...

    def rows(self, shown: Shown, page: int) -> RowsPage:
        """One page of at most ROWS_PER_PAGE rows, newest last; a page past the end gives the last one."""
        ...

    def intake(self) -> Intake | None:
        """The intake under way, else the last one of this server; None when there was none."""
        ...

    def sources(self) -> tuple[Choice, ...]:
        """Who has given material so far, by code."""
        ...

    def add_folder(self, path: Path, source: str, obtained: Obtained) -> None:
        """Start taking in a folder or file of this machine in a process of its own, and return at once.

        A code that no source has makes that source. UnreadableError if nothing can be read there, BusyError while
        another intake runs.
        """
        ...

    def remedy(self, exhibit: str, remedy: Remedy, password: str = "") -> None:
        """Do what the row offers; a retry adds an entry and overwrites nothing."""
        ...

    def search(self, words: str) -> Hits:
        """Find words in any spelling, names, numbers, original file names and digests; each hit opens at its words."""
        ...

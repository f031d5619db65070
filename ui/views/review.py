"""Review: read a page, select words, save a claim that rests on them; accept or dismiss what the machine proposes."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import Enum
from typing import Protocol

from evidence.errors import MalformedError
from evidence.words import marked as _
from ui.views.common import Choice, ClaimLine, Spot


@dataclass(frozen=True, slots=True, kw_only=True)
class Word:
    """One word of a page: its code points in the page's text, and its box in hundredths of a point from top left."""

    start: int
    end: int
    text: str
    left: int
    top: int
    right: int
    bottom: int


class MarkKind(Enum):
    """What is already there for some words of a page."""

    CLAIM = "claim"
    PROPOSAL = "proposal"


@dataclass(frozen=True, slots=True, kw_only=True)
class Mark:
    """Words that a claim cites, or that a proposal stands on; `label` is the proposal's number on the page."""

    id: str
    kind: MarkKind
    label: str
    start: int
    end: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Sheet:
    """One page (from 1) of an exhibit: text, words with boxes, marks; sizes in hundredths of a point.

    `words` is empty where the reading has no boxes: the text itself is then shown for selection. `picture` is false
    where there is no image to show (plain text, a message).
    """

    exhibit: str
    number: str
    page: int
    pages: int
    width: int
    height: int
    text: str
    words: tuple[Word, ...]
    marks: tuple[Mark, ...]
    picture: bool
    notice: str = ""

    def __post_init__(self) -> None:
        if not 1 <= self.page <= self.pages or self.width <= 0 or self.height <= 0:
            raise MalformedError(f"no page {self.page} of {self.pages} in {self.exhibit}")


@dataclass(frozen=True, slots=True, kw_only=True)
class Heading:
    """An exhibit as the head of a page names it: title, and one line on what it is and whence it came."""

    exhibit: str
    number: str
    title: str
    about: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Proposal:
    """What a recogniser found: its number on the page, form, meaning, and the recogniser with its version."""

    id: str
    label: str
    form: str
    says: str
    tool: str
    spot: Spot


class FieldKind(Enum):
    """How a field of a statement is filled in."""

    HEAD = "head"
    """One of `choices`, or a new label typed in."""
    CHOICE = "choice"
    """One of `choices`."""
    DATE = "date"
    """An EDTF date or interval."""
    TEXT = "text"
    YES = "yes"
    """A tick; the value is "yes" or ""."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Field:
    """One field of a form of statement."""

    key: str
    label: str
    kind: FieldKind
    choices: tuple[Choice, ...] = ()
    required: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Form:
    """One form of statement that a person can fill in here."""

    id: str
    label: str
    fields: tuple[Field, ...]


class Basis(Enum):
    """How the source knows; the value is what a record keeps, and English besides."""

    SAW = _("saw")
    HEARD = _("heard")
    TOLD = _("told")
    READ = _("read")
    INFERRED = _("inferred")


@dataclass(frozen=True, slots=True, kw_only=True)
class ClaimDraft:
    """A claim as filled in. Values by field key: a choice's id, a new label, an EDTF date, or text.

    `said_by` is a source's id; `credibility` 1 to 6 or None for not yet judged.
    """

    spot: Spot
    form: str
    values: Mapping[str, str]
    said_by: str
    basis: Basis
    denies: bool = False
    credibility: int | None = None

    def __post_init__(self) -> None:
        if self.spot.start >= self.spot.end:
            raise MalformedError("a claim rests on words: none are selected", hint="drag over the words on the page")
        if self.credibility is not None and not 1 <= self.credibility <= 6:
            raise MalformedError("credibility is 1 to 6")


class ReviewDesk(Protocol):
    """Everything the Review page may ask or do. Offsets are code points of the page's stored text."""

    def exhibits(self) -> tuple[Choice, ...]:
        """The exhibits that can be read, those with open proposals first."""
        ...

    def heading(self, exhibit: str) -> Heading:
        """What the page's head says; NotHeldError for an unknown exhibit."""
        ...

    def sheet(self, exhibit: str, page: int) -> Sheet:
        """One page; NotHeldError for an unknown exhibit or a page past its end."""
        ...

    def page_image(self, exhibit: str, page: int) -> bytes:
        """The page drawn as a PNG by the isolated reader; NotHeldError if there is none."""
        ...

    def proposals(self, exhibit: str, page: int) -> tuple[Proposal, ...]:
        """The open ones of that page, in reading order."""
        ...

    def accept(self, proposal: str) -> None:
        """Sign a claim that the proposal leads to."""
        ...

    def dismiss(self, proposal: str, reason: str) -> None:
        """Sign a dismissal; it holds after the recogniser runs again."""
        ...

    def claims(self, exhibit: str, page: int) -> tuple[ClaimLine, ...]:
        """The live claims that cite that page."""
        ...

    def forms(self) -> tuple[Form, ...]:
        """The forms of statement on offer, with heads to choose from."""
        ...

    def sources(self, exhibit: str) -> tuple[Choice, ...]:
        """Who can have said it, the exhibit's own source first."""
        ...

    def save_claim(self, draft: ClaimDraft) -> str:
        """Sign it and return its number; CitationError, InvalidDateError or MalformedError, nothing written then."""
        ...

    def waiting(self, exhibit: str) -> tuple[ClaimLine, ...]:
        """Claims of others on this exhibit that wait for this person's second reading."""
        ...

    def read_second(self, claim: str, *, accepted: bool, note: str) -> None:
        """Sign the second reading: accepted, or returned with a note; NotAllowedError on one's own claim."""
        ...

"""The words of a case file: pieces of a line, sentences, and the notes that say what each rests on.

All text is a stranger's: it is set as text whatever it says. `lang` is an ISO 639-1 code; the empty string means that
of the part around it.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import Enum

from evidence.errors import MalformedError


class State(Enum):
    """The five states of a coverage cell; how much there is, never whether it is so."""

    NO_EVIDENCE = "no_evidence"
    LEAD_ONLY = "lead_only"
    SINGLE_SOURCE = "single_source"
    CORROBORATED = "corroborated"
    CONTESTED = "contested"


class LawMark(Enum):
    """How far an article of law was checked: from memory, or seen in part. A checked one bears no mark."""

    MEMORY = "memory"
    PARTLY = "partly"


class Translated(Enum):
    """Who answers for a translation; unreviewed machine text has no member, because it never prints."""

    HUMAN = "human"
    SWORN = "sworn"
    MACHINE_REVIEWED = "machine_reviewed"


class DigestForm(Enum):
    """All 64 digits in groups of eight · the first sixteen in groups of four · the first eight."""

    FULL = "full"
    SHORT = "short"
    BRIEF = "brief"


# Runs: the pieces of a line.


@dataclass(frozen=True, slots=True, kw_only=True)
class Plain:
    """A piece of text in one language; `light` is grey, and not bold even in a row's first cell."""

    text: str
    lang: str = ""
    bold: bool = False
    light: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Mono:
    """A file name or a command inside a line."""

    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Digest:
    """A SHA-256 or a public key: 64 lower-case hexadecimal digits, set in groups."""

    hex: str
    form: DigestForm = DigestForm.FULL

    def __post_init__(self) -> None:
        if not re.fullmatch(r"[0-9a-f]{64}", self.hex):
            raise MalformedError("a digest on paper is 64 lower-case hexadecimal digits")


@dataclass(frozen=True, slots=True, kw_only=True)
class LawNote:
    """The framed warning beside a date or an article of law that no lawyer has confirmed."""

    mark: LawMark


@dataclass(frozen=True, slots=True, kw_only=True)
class StateMark:
    """The shape of a state, and beside it its word where `word` is set."""

    state: State
    word: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Tally:
    """A cell of the matrix: the shape, claims for and against, or the number of leads; never a score."""

    state: State
    plus: int = 0
    minus: int = 0
    leads: int = 0

    def __post_init__(self) -> None:
        if min(self.plus, self.minus, self.leads) < 0:
            raise MalformedError("claims for and against are counted from nought")


@dataclass(frozen=True, slots=True, kw_only=True)
class Ref:
    """A link to the section, heading, table or figure with this key; prints its number and word."""

    to: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Flag:
    """The label of an unbound or a stale sentence, by itself, for the page that explains it."""

    stale: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Break:
    """A new line inside a cell."""


Run = Plain | Mono | Digest | LawNote | StateMark | Tally | Ref | Flag | Break
Words = tuple[Run, ...]


# Sentences and what they rest on.


@dataclass(frozen=True, slots=True, kw_only=True)
class Translation:
    """The forum's words for a quote, and who answers for them."""

    text: str
    lang: str
    sort: Translated


@dataclass(frozen=True, slots=True, kw_only=True)
class Footnote:
    """Claim, exhibit, place in it (`p. 6`, `00:03:12`), how the source knows, the quote in its own language."""

    claim: str
    exhibit: str
    place: str
    basis: str
    quote: Plain
    translation: Translation | None = None

    def __post_init__(self) -> None:
        if not (self.claim and self.exhibit and self.place and self.basis):
            raise MalformedError("a footnote names its claim, exhibit, place and basis")
        if not self.quote.lang:
            raise MalformedError("a quote says in which language it is")


@dataclass(frozen=True, slots=True, kw_only=True)
class Sentence:
    """A sentence is bound (it has notes), unbound (printed so), or the program's own fixed text (asserts nothing)."""

    words: Words
    notes: tuple[Footnote, ...] = ()
    unbound: bool = False
    stale: bool = False
    fixed: bool = False

    def __post_init__(self) -> None:
        if [bool(self.notes), self.unbound, self.fixed].count(True) != 1:
            raise MalformedError("a sentence is exactly one of: bound by a note, unbound, fixed text")


Cell = tuple[Sentence, ...]


def plain(text: str, lang: str = "") -> Words:
    """One run of text, as words."""
    return (Plain(text=text, lang=lang),)


def fixed(text: str | Words, lang: str = "") -> Sentence:
    """The program's own text, which asserts nothing about the case."""
    return Sentence(words=plain(text, lang) if isinstance(text, str) else text, fixed=True)


def bound(text: str | Words, *notes: Footnote, stale: bool = False) -> Sentence:
    """A sentence that rests on the claims of its notes; MalformedError without any."""
    return Sentence(words=plain(text) if isinstance(text, str) else text, notes=notes, stale=stale)


def unbound(text: str | Words) -> Sentence:
    """A sentence that rests on nothing, and is printed as such."""
    return Sentence(words=plain(text) if isinstance(text, str) else text, unbound=True)


def cell(*pieces: str | Run) -> Cell:
    """A table cell that rests on the claims it names itself, or on none: text, marks and references in one line."""
    return (fixed(tuple(Plain(text=piece) if isinstance(piece, str) else piece for piece in pieces)),)

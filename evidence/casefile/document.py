"""A finished case file as plain values: what stands on its pages and in which order, not how it is set.

The pieces of a line stand in `runs`, the tables and paragraphs in `blocks`; here is what holds them together.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import Enum

from evidence.casefile.blocks import Block, Field
from evidence.casefile.runs import LawMark, State, Translated, Words
from evidence.errors import MalformedError


class SectionKind(Enum):
    """Front matter bears no number; sections and annexes are counted each for themselves."""

    FRONT = "front"
    BODY = "body"
    ANNEX = "annex"


@dataclass(frozen=True, slots=True, kw_only=True)
class Section:
    """A part under a heading of the first level."""

    key: str
    title: str
    blocks: tuple[Block, ...]
    kind: SectionKind = SectionKind.BODY
    lang: str = ""
    new_page: bool = False
    landscape: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Cover:
    """Page one. `facts` are label and cell; `note` stands at its foot."""

    confidentiality: str
    addressee: tuple[str, ...]
    title: str
    subtitle: str
    facts: tuple[Field, ...]
    note: Words = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Labels:
    """The words that the typesetter puts in by itself; `{n}`, `{page}` and `{pages}` are filled in."""

    page: str
    table: str
    figure: str
    annex: str
    section_ref: str
    annex_ref: str
    table_ref: str
    figure_ref: str
    unbound: str
    stale: str
    sources: str
    lead: str
    memory: str
    partly: str
    human: str
    sworn: str
    machine_reviewed: str
    no_evidence: str
    lead_only: str
    single_source: str
    corroborated: str
    contested: str
    quote: tuple[str, str] = ("«", "»")
    translation: tuple[str, str] = ("“", "”")
    arrow: str = "→"
    note_before_stop: bool = False

    def state(self, state: State) -> str:
        """The word for a state."""
        return str(getattr(self, state.value))

    def translated(self, sort: Translated) -> str:
        """The abbreviation that stands behind a translation."""
        return str(getattr(self, sort.value))

    def mark(self, mark: LawMark) -> str:
        """The words in the frame of a law mark."""
        return str(getattr(self, mark.value))


@dataclass(frozen=True, slots=True, kw_only=True)
class Document:
    """A whole case file; equal documents become equal bytes. `title` also names the PDF: no protected name in it."""

    title: str
    lang: str
    at: datetime
    running_head: str
    confidentiality: str
    labels: Labels
    cover: Cover
    sections: tuple[Section, ...]
    foot: str = ""

    def __post_init__(self) -> None:
        if self.at.utcoffset() != timedelta(0) or self.at.microsecond:
            raise MalformedError("a document's time is UTC, in whole seconds")

    def blocks(self) -> Iterator[tuple[Section, Block]]:
        """Every block in reading order, with the section it stands in."""
        for section in self.sections:
            for block in section.blocks:
                yield section, block

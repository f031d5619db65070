"""The numbers of a case file: sections, headings, tables and figures, and one count of paragraphs through the whole."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType

from evidence.casefile.blocks import (
    Chronology,
    CustodyAnnex,
    EvidenceIndex,
    Figure,
    Heading,
    IncidentTable,
    Matrix,
    Paragraph,
    QuoteTable,
    Table,
)
from evidence.casefile.document import Document, Section, SectionKind

AnyTable = Table | IncidentTable | QuoteTable | Chronology | Matrix | EvidenceIndex | CustodyAnnex


@dataclass(frozen=True, slots=True, kw_only=True)
class Numbers:
    """What each section and block is called, by its place in the document; and the words of a reference, by key."""

    sections: tuple[str, ...]
    blocks: Mapping[tuple[int, int], str]
    refs: Mapping[str, str]
    repeated: tuple[str, ...]

    def of(self, section: int, block: int) -> str:
        """The number printed before a block, or nothing; both places count from nought."""
        return self.blocks.get((section, block), "")


class _Count:
    """Counts as the reader does; an anchor used twice is remembered."""

    def __init__(self, document: Document) -> None:
        self.labels = document.labels
        self.sections: list[str] = []
        self.blocks: dict[tuple[int, int], str] = {}
        self.refs: dict[str, str] = {}
        self.repeated: list[str] = []
        self.body = self.annex = self.heading = self.table = self.figure = self.paragraph = 0

    def refer(self, key: str, words: str) -> None:
        if key and key in self.refs:
            self.repeated.append(key)
        if key:
            self.refs[key] = words

    def section(self, section: Section) -> None:
        self.heading = 0
        number, words = "", section.title
        if section.kind is SectionKind.BODY:
            self.body += 1
            number, words = str(self.body), self.labels.section_ref.replace("{n}", str(self.body))
        elif section.kind is SectionKind.ANNEX:
            self.annex += 1
            number = self.labels.annex.replace("{n}", str(self.annex))
            words = self.labels.annex_ref.replace("{n}", str(self.annex))
        self.sections.append(number)
        self.refer(section.key, words)

    def block(self, section: Section, at: tuple[int, int], block: object) -> None:
        if isinstance(block, Paragraph) and block.numbered:
            self.paragraph += 1
            self.blocks[at] = str(self.paragraph)
        elif isinstance(block, Heading):
            self.heading += 1
            number = f"{self.body}.{self.heading}" if section.kind is SectionKind.BODY else ""
            self.blocks[at] = number
            self.refer(block.key, self.labels.section_ref.replace("{n}", number) if number else block.title)
        elif isinstance(block, Figure):
            self.figure += 1
            self.blocks[at] = self.labels.figure.replace("{n}", str(self.figure))
            self.refer(block.key, self.labels.figure_ref.replace("{n}", str(self.figure)))
        elif isinstance(block, AnyTable) and block.caption:
            self.table += 1
            self.blocks[at] = self.labels.table.replace("{n}", str(self.table))
            self.refer(block.key, self.labels.table_ref.replace("{n}", str(self.table)))


def numbers(document: Document) -> Numbers:
    """Number everything in reading order."""
    count = _Count(document)
    for place, section in enumerate(document.sections):
        count.section(section)
        for at, block in enumerate(section.blocks):
            count.block(section, (place, at), block)
    return Numbers(
        sections=tuple(count.sections),
        blocks=MappingProxyType(count.blocks),
        refs=MappingProxyType(count.refs),
        repeated=tuple(count.repeated),
    )

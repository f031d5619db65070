"""What a section of a case file is made of: paragraphs, tables, the matrix, figures, annexes.

Every word is given, heads and labels too, so that the same values serve any language.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum

from evidence.casefile.runs import Cell, LawMark, Plain, Sentence, Tally, Words


@dataclass(frozen=True, slots=True, kw_only=True)
class Paragraph:
    """Sentences under one number in the margin; `head` runs in before them in bold."""

    sentences: tuple[Sentence, ...]
    head: str = ""
    numbered: bool = True
    small: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Heading:
    """A heading of the second level, numbered within its section."""

    title: str
    key: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Enumeration:
    """Numbered items; they belong to the paragraph before them."""

    items: tuple[Cell, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Column:
    """A column: its head, and its share of the width; with no share it is as wide as its longest cell."""

    head: str
    share: int = 0


class TableStyle(Enum):
    """Size of a table's text: that of the body tables, or of the wide index."""

    BODY = "body"
    INDEX = "index"


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """One cell for each column; the first is set bold where it is the row's `head`."""

    cells: tuple[Cell, ...]
    head: bool = True


@dataclass(frozen=True, slots=True, kw_only=True)
class Group:
    """A line across the table that names the rows below it."""

    words: Words


@dataclass(frozen=True, slots=True, kw_only=True)
class Table:
    """A table whose head is repeated on every page; without a caption it bears no number."""

    columns: tuple[Column, ...]
    rows: tuple[Row | Group, ...]
    caption: Words = ()
    key: str = ""
    style: TableStyle = TableStyle.BODY


@dataclass(frozen=True, slots=True, kw_only=True)
class Field:
    """A named row of an incident."""

    label: str
    cell: Cell


@dataclass(frozen=True, slots=True, kw_only=True)
class IncidentTable:
    """What is known of one incident, always in these nine rows."""

    heads: tuple[str, str]
    date: Field
    place: Field
    acts: Field
    victims: Field
    unit: Field
    officials: Field
    exhibits: Field
    contradictions: Field
    elements: Field
    caption: Words = ()
    key: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class QuoteRow:
    """A quote relied on, its translation, and who made it when (`sort`, in words)."""

    claim: str
    exhibit: str
    place: str
    quote: Plain
    translation: Plain | None
    sort: str


@dataclass(frozen=True, slots=True, kw_only=True)
class QuoteTable:
    """Quotes and translations side by side; four heads: claim, original, translation, translator."""

    heads: tuple[str, str, str, str]
    rows: tuple[QuoteRow, ...]
    caption: Words
    key: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class ChronologyRow:
    """One event as its source dates it (`~` for an uncertain date), each source, and whether it is contested."""

    date: str
    event: Cell
    relation: str
    sources: tuple[str, ...]
    contested: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Chronology:
    """Events in order; four heads: date, event, relation, sources."""

    heads: tuple[str, str, str, str]
    rows: tuple[ChronologyRow, ...]
    caption: Words
    key: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class MatrixRow:
    """An element, and for each column its tally or a word such as `not applicable`."""

    element: Words
    cells: tuple[Tally | str, ...]
    marks: tuple[LawMark | None, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class MatrixGroup:
    """The elements of one provision."""

    title: Words
    rows: tuple[MatrixRow, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Matrix:
    """Elements against incidents or persons; `heads` has one more than there are cells in a row."""

    heads: tuple[str, ...]
    groups: tuple[MatrixGroup, ...]
    caption: Words
    key: str = ""
    legend: Words = ()
    legend_head: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class ExhibitRow:
    """An exhibit in the index; `sha256` is that of the bytes handed over."""

    number: str
    title: Words
    date: str
    language: str
    extent: str
    source: str
    received: str
    sha256: str
    fact: Cell


@dataclass(frozen=True, slots=True, kw_only=True)
class EvidenceIndex:
    """The list of exhibits; nine heads in the order of `ExhibitRow`. Belongs in a landscape section."""

    heads: tuple[str, ...]
    rows: tuple[ExhibitRow, ...]
    caption: Words
    key: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class CustodyRow:
    """A ledger entry: number, UTC time, what happened, who gave to whom, the digest where there is one."""

    entry: str
    time: str
    event: Cell
    hands: str
    sha256: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class CustodyGroup:
    """The entries about one exhibit."""

    title: Words
    rows: tuple[CustodyRow, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class CustodyAnnex:
    """Who had each exhibit when; five heads in the order of `CustodyRow`."""

    heads: tuple[str, str, str, str, str]
    groups: tuple[CustodyGroup, ...]
    caption: Words
    key: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Figure:
    """A drawing; `alt` tells all that it shows, `sources` what `[n]` in it means."""

    svg: str
    alt: str
    caption: Words
    sources: Cell = ()
    key: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Callout:
    """A grey box with a bar: something to read before going on. Lines stand under each other."""

    lines: tuple[Cell, ...]
    head: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Notice:
    """A black frame across the page, centred."""

    head: str
    words: Words = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Commands:
    """Lines to be typed as they stand."""

    lines: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Signature:
    """Who signs: as printed text for an invisible signature, or a line for the hand."""

    role: str
    name: str
    remark: str
    by_hand: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Contents:
    """The list of sections with their pages."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Unprintable:
    """Says how many characters the faces lack; `some` holds `{count}` and `{list}` (`U+1F642 × 3`)."""

    none: str
    some: str
    head: str = ""


Block = (
    Paragraph
    | Heading
    | Enumeration
    | Table
    | IncidentTable
    | QuoteTable
    | Chronology
    | Matrix
    | EvidenceIndex
    | CustodyAnnex
    | Figure
    | Callout
    | Notice
    | Commands
    | Signature
    | Contents
    | Unprintable
)

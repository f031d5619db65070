"""Notices what makes a page unreadable to some reader and what neither Typst nor veraPDF sees.

A table without a head or with ragged rows, a language that does not exist, a figure that says nothing in words, a
reference that leads nowhere, a drawing with a program in it, a command line that would be cut.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, fields, is_dataclass

from evidence.casefile.blocks import Commands, Figure, Heading, Matrix, Row, Table
from evidence.casefile.document import Document
from evidence.casefile.numbering import AnyTable, numbers
from evidence.casefile.runs import Footnote, Plain, Ref, Translation
from evidence.casefile.tables import as_table

# ISO 639-1, all of it: first letter, second letters.
_SECOND_LETTERS = {
    "a": "abefkmnrsvyz",
    "b": "aeghimnors",
    "c": "aehorsuvy",
    "d": "aevz",
    "e": "elnostu",
    "f": "afijory",
    "g": "adlnuv",
    "h": "aeiortuyz",
    "i": "adegikostu",
    "j": "av",
    "k": "agijklmnorsuvwy",
    "l": "abginotuv",
    "m": "ghiklnrsty",
    "n": "abdeglnorvy",
    "o": "cjmrs",
    "p": "ailst",
    "q": "u",
    "r": "mnouw",
    "s": "acdegiklmnoqrstuvw",
    "t": "aeghiklnorstwy",
    "u": "gkrz",
    "v": "eio",
    "w": "ao",
    "x": "h",
    "y": "io",
    "z": "ahu",
}
LANGUAGES = frozenset(first + second for first, seconds in _SECOND_LETTERS.items() for second in seconds)
_LONGEST_COMMAND = 96
_KEY = re.compile(r"[a-z0-9][a-z0-9_-]*")
_ACTIVE_SVG = re.compile(r"<\s*(script|foreignObject|image|use|style|animate)|\son\w+\s*=|href\s*=|<!", re.IGNORECASE)


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """What is wrong (a code), in which section (counted from 1; 0 is the whole document), and what is asked instead."""

    code: str
    section: int
    says: str


def lint(document: Document) -> tuple[Finding, ...]:
    """Everything found, in reading order; nothing means that the document may be set."""
    return tuple(_findings(document))


def _findings(document: Document) -> Iterator[Finding]:
    numbered = numbers(document)
    if document.lang not in LANGUAGES:
        yield Finding(code="lang", section=0, says="the document has no language of ISO 639-1")
    if not document.title.strip():
        yield Finding(code="title", section=0, says="the document has no title")
    for key in numbered.refs:
        if not _KEY.fullmatch(key):
            yield Finding(code="key", section=0, says="a key is small Latin letters, digits, - and _")
    for _key in numbered.repeated:
        yield Finding(code="key", section=0, says="a key stands twice, so a reference to it could mean either place")
    for part in _parts(document.cover):
        yield from _part(part, 0, numbered.refs.keys())
    for at, section in enumerate(document.sections, start=1):
        if not section.key or not section.title.strip():
            yield Finding(code="heading", section=at, says="a section has a key and a title")
        if section.lang and section.lang not in LANGUAGES:
            yield Finding(code="lang", section=at, says="the section's language is not in ISO 639-1")
        for block in section.blocks:
            yield from _block(block, at)
            for part in _parts(block):
                yield from _part(part, at, numbered.refs.keys())


def _block(block: object, at: int) -> Iterator[Finding]:
    if isinstance(block, AnyTable):
        yield from _table(block, at)
    elif isinstance(block, Heading) and not block.title.strip():
        yield Finding(code="heading", section=at, says="a heading has no words")
    elif isinstance(block, Figure):
        yield from _figure(block, at)
    elif isinstance(block, Commands) and max(map(len, block.lines), default=0) > _LONGEST_COMMAND:
        yield Finding(code="command", section=at, says=f"a command line is longer than {_LONGEST_COMMAND} characters")


def _table(block: AnyTable, at: int) -> Iterator[Finding]:
    table: Table = as_table(block)
    if not table.columns or not all(column.head.strip() for column in table.columns):
        yield Finding(code="head", section=at, says="every column of a table has a head")
    if any(isinstance(row, Row) and len(row.cells) != len(table.columns) for row in table.rows):
        yield Finding(code="ragged", section=at, says="a row has one cell for each column")
    if not table.rows:
        yield Finding(code="empty", section=at, says="a table without rows: say in a sentence that there is nothing")
    if isinstance(block, Matrix) and any(
        len(row.marks) > len(row.cells) for group in block.groups for row in group.rows
    ):
        yield Finding(code="ragged", section=at, says="a row of the matrix has no more marks than cells")


def _figure(block: Figure, at: int) -> Iterator[Finding]:
    if not block.alt.strip() or not block.caption:
        yield Finding(code="alt", section=at, says="a figure tells in words what it shows, and has a caption")
    if not block.svg.startswith("<svg ") or _ACTIVE_SVG.search(block.svg):
        yield Finding(
            code="svg", section=at, says="a figure is plain SVG: no program, no outside picture, no style sheet"
        )


def _part(part: object, at: int, keys: object) -> Iterator[Finding]:
    if isinstance(part, (Plain, Translation)) and part.lang and part.lang not in LANGUAGES:
        yield Finding(code="lang", section=at, says="a passage's language is not in ISO 639-1")
    if isinstance(part, Footnote) and not part.quote.text.strip():
        yield Finding(code="quote", section=at, says="a footnote quotes nothing")
    if isinstance(part, Ref) and (not isinstance(keys, type({}.keys())) or part.to not in keys):
        yield Finding(code="ref", section=at, says="a reference leads to a key that nothing has")


def _parts(value: object) -> Iterator[object]:
    """A value and everything inside it."""
    if isinstance(value, tuple):
        for each in value:
            yield from _parts(each)
    elif is_dataclass(value):
        yield value
        for each in fields(value):
            yield from _parts(getattr(value, each.name))

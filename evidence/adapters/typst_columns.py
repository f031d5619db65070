"""Widths of table columns: a column without a share is as wide as its longest cell, but never starves the others.

Typst gives such a column all the room it asks for. One long word would leave nothing for the rest of the table, and a
cell of no width is as high as its text has letters.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from evidence.casefile.blocks import Column, Row, Table, TableStyle
from evidence.casefile.glyphs import faces, show
from evidence.casefile.runs import Break, Cell, Digest, DigestForm, Flag, LawNote, Mono, Plain, Run, Tally
from evidence.casefile.unbroken import WIDEST

# Points: the text widths of the upright and of the landscape page, the type sizes, what a cell has at its sides.
_WIDTHS = {TableStyle.BODY: 439, TableStyle.INDEX: 728}
_SIZES = {TableStyle.BODY: 8.8, TableStyle.INDEX: 8.2}
_SIDES = 9
# Of the whole width, what columns without a share may take from those with one.
_MOST = 0.6
# What a table that does not break may have: rows, and lines with those of its notes (half a page of them).
_SHORT_ROWS, _SHORT_LINES = 9, 36
# Letters in a line of notes, and in a note besides its quote.
_NOTE_LINE, _NOTE_LETTERS = 120, 60
_MONO_EM, _MONO_SIZE = 0.602, 0.8
_DIGITS = {DigestForm.FULL: 35, DigestForm.SHORT: 19, DigestForm.BRIEF: 11}


@dataclass(frozen=True, slots=True, kw_only=True)
class Layout:
    """A column as the page has it: `points` it is held to (0: by its share or its cells), and its text's `width`.

    `room` is what a word may have, in thousandths of the type size.
    """

    points: int
    width: int
    room: int


def layout(table: Table) -> tuple[Layout, ...]:
    """Every column of a table, in order."""
    whole, size = _WIDTHS[table.style], _SIZES[table.style]
    free = {
        at: _natural(column, (row.cells[at] for row in _rows(table)), size)
        for at, column in enumerate(table.columns)
        if column.share == 0
    }
    shares = sum(column.share for column in table.columns)
    held = _held(free, int(_MOST * whole) if shares else whole)
    left = whole - sum(held.get(at, width) for at, width in free.items())
    columns = []
    for at, column in enumerate(table.columns):
        points = left * column.share / shares if column.share else held.get(at, free.get(at, 0))
        # A word gets its own column at least; thirty letters if the column grows with its cells.
        room = int(max(points - _SIDES, 1) * 1000 / size) if column.share or at in held else WIDEST
        columns.append(Layout(points=held.get(at, 0), width=max(int(points) - _SIDES, 1), room=min(room, WIDEST)))
    return tuple(columns)


def stays_whole(table: Table, columns: Sequence[Layout]) -> bool:
    """Whether the table is short enough to stand on one page with all its notes; one that is not must break."""
    rows, size = _rows(table), _SIZES[table.style]
    if len(table.rows) > _SHORT_ROWS:
        return False
    lines = sum(
        max((_height(cell, at.width, size) for cell, at in zip(row.cells, columns, strict=True)), default=1)
        for row in rows
    )
    letters = sum(
        len(note.quote.text) + (len(note.translation.text) if note.translation else 0) + _NOTE_LETTERS
        for row in rows
        for cell in row.cells
        for sentence in cell
        for note in sentence.notes
    )
    return lines + len(table.rows) + letters // _NOTE_LINE <= _SHORT_LINES


def _height(cell: Cell, width: int, size: float) -> int:
    """About how many lines a cell has; a line is seldom full."""
    return sum(1 + int(1.25 * line / width) for line in _lines(cell, size))


def _held(wanted: Mapping[int, int], room: int) -> dict[int, int]:
    """The columns that want more than their part of the room, and what they get."""
    held: dict[int, int] = {}
    # The narrowest first: what it leaves of its part is for the wider ones.
    for number, at in enumerate(sorted(wanted, key=lambda column: wanted[column])):
        part = room // (len(wanted) - number)
        if wanted[at] > part:
            held[at] = part
        room -= min(wanted[at], part)
    return held


def _rows(table: Table) -> list[Row]:
    return [row for row in table.rows if isinstance(row, Row)]


def _natural(column: Column, cells: Iterable[Cell], size: float) -> int:
    longest = max((line for cell in cells for line in _lines(cell, size)), default=0.0)
    head = faces().width(show(column.head).text, bold=True) * size / 1000
    return int(max(longest, head)) + _SIDES


def _lines(cell: Cell, size: float) -> list[float]:
    lines = [0.0]
    for sentence in cell:
        for run in sentence.words:
            if isinstance(run, Break):
                lines.append(0.0)
            else:
                lines[-1] += _length(run, size)
    return lines


def _length(run: Run, size: float) -> float:
    match run:
        case Plain():
            # Bold, because it may be the row's head.
            return faces().width(show(run.text).text, bold=True) * size / 1000
        case Mono():
            return len(run.text) * _MONO_EM * _MONO_SIZE * size
        case Digest():
            return _DIGITS[run.form] * _MONO_EM * _MONO_SIZE * size
        case Tally() | LawNote() | Flag():
            return 6 * size
        case _:
            return 10 * size

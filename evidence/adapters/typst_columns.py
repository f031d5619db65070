"""Widths of table columns: a column without a share is as wide as its longest cell, but never starves the others.

Typst gives such a column all the room it asks for. One long word would leave nothing for the rest of the table, and a
cell of no width is as high as its text has letters.
"""

from __future__ import annotations

from collections.abc import Iterable

from evidence.casefile.blocks import Column, Row, Table, TableStyle
from evidence.casefile.glyphs import faces, show
from evidence.casefile.runs import Break, Cell, Digest, DigestForm, Flag, LawNote, Mono, Plain, Run, Tally

# Points: the text widths of the upright and of the landscape page, the type sizes, what a cell has at its sides.
_WIDTHS = {TableStyle.BODY: 439, TableStyle.INDEX: 728}
_SIZES = {TableStyle.BODY: 8.8, TableStyle.INDEX: 8.2}
_SIDES = 9
# Of the whole width, what columns without a share may take from those with one.
_MOST = 0.6
_MONO_EM, _MONO_SIZE = 0.602, 0.8
_DIGITS = {DigestForm.FULL: 35, DigestForm.SHORT: 19, DigestForm.BRIEF: 11}


def widths(table: Table) -> tuple[int, ...]:
    """For each column 0 (as wide as its cells, or by its share) or a width in points that it is held to."""
    free = [at for at, column in enumerate(table.columns) if column.share == 0]
    if not free or len(free) == len(table.columns):
        return tuple(0 for _ in table.columns)
    size = _SIZES[table.style]
    wanted = {at: _natural(table.columns[at], (row.cells[at] for row in _rows(table)), size) for at in free}
    room = int(_MOST * _WIDTHS[table.style])
    held: dict[int, int] = {}
    # The narrowest first: what it leaves of its part is for the wider ones.
    for number, at in enumerate(sorted(free, key=lambda column: wanted[column])):
        part = room // (len(free) - number)
        if wanted[at] > part:
            held[at] = part
        room -= min(wanted[at], part)
    return tuple(held.get(at, 0) for at in range(len(table.columns)))


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

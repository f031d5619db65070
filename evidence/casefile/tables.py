"""The fixed tables of a case file as plain ones: incident, quotes, chronology, matrix, evidence index, custody."""

from __future__ import annotations

from dataclasses import replace

from evidence.casefile.blocks import (
    Chronology,
    Column,
    CustodyAnnex,
    EvidenceIndex,
    Group,
    IncidentTable,
    Matrix,
    MatrixRow,
    QuoteTable,
    Row,
    Table,
    TableStyle,
)
from evidence.casefile.numbering import AnyTable
from evidence.casefile.runs import (
    Break,
    Cell,
    Digest,
    DigestForm,
    LawNote,
    Mono,
    Plain,
    Run,
    State,
    StateMark,
    Words,
    cell,
    fixed,
)

_MATRIX_COLUMNS = 7
_QUOTE_SHARES = (12, 21, 21, 15)
# A source (`C-0412, A-000101 part 3` and the mark of a contested one) fits its column.
_CHRONOLOGY_SHARES = (0, 9, 0, 5)
_INDEX_SHARES = (0, 21, 0, 0, 0, 0, 15, 0, 20)
_CUSTODY_SHARES = (0, 0, 10, 5, 0)


def as_table(block: AnyTable) -> Table:
    """The same cells as rows and columns; a plain table comes back as it is."""
    match block:
        case IncidentTable():
            return _incident(block)
        case QuoteTable():
            return _quotes(block)
        case Chronology():
            return _chronology(block)
        case Matrix():
            return _matrix(block)
        case EvidenceIndex():
            return _index(block)
        case CustodyAnnex():
            return _custody(block)
        case Table():
            return block


def split(block: Matrix) -> tuple[Matrix, ...]:
    """The matrix in parts of at most seven columns of cells, each with all elements; a small one comes back alone."""
    count = len(block.heads) - 1
    parts = -(-count // _MATRIX_COLUMNS)
    if parts < 2:
        return (block,)
    # Parts as equal as can be: 8 columns make 4 and 4, not 7 and 1.
    size = -(-count // parts)
    return tuple(_columns_of(block, at * size, size, f" ({at + 1}/{parts})") for at in range(parts))


def _columns_of(block: Matrix, first: int, size: int, part: str) -> Matrix:
    chosen = slice(first, first + size)
    return replace(
        block,
        heads=(block.heads[0], *block.heads[1:][chosen]),
        groups=tuple(
            replace(
                group,
                rows=tuple(replace(row, cells=row.cells[chosen], marks=row.marks[chosen]) for row in group.rows),
            )
            for group in block.groups
        ),
        caption=(*block.caption, Plain(text=part)),
    )


def _columns(heads: tuple[str, ...], shares: tuple[int, ...]) -> tuple[Column, ...]:
    return tuple(Column(head=head, share=shares[at] if at < len(shares) else 0) for at, head in enumerate(heads))


def _incident(block: IncidentTable) -> Table:
    fields = (
        block.date,
        block.place,
        block.acts,
        block.victims,
        block.unit,
        block.officials,
        block.exhibits,
        block.contradictions,
        block.elements,
    )
    return Table(
        columns=_columns(block.heads, (0, 1)),
        rows=tuple(Row(cells=(cell(each.label), each.cell)) for each in fields),
        caption=block.caption,
        key=block.key,
    )


def _quotes(block: QuoteTable) -> Table:
    rows = []
    for row in block.rows:
        place = Plain(text=f"{row.exhibit}, {row.place}", light=True)
        first = (fixed((Plain(text=row.claim), Break(), place)),)
        translation: Words = (row.translation,) if row.translation else (Plain(text="–"),)
        rows.append(Row(cells=(first, (fixed((row.quote,)),), (fixed(translation),), cell(row.sort))))
    return Table(columns=_columns(block.heads, _QUOTE_SHARES), rows=tuple(rows), caption=block.caption, key=block.key)


def _chronology(block: Chronology) -> Table:
    rows = []
    for row in block.rows:
        sources = _stacked(*row.sources)
        if row.contested:
            sources = (*sources, Plain(text=" "), StateMark(state=State.CONTESTED))
        # One day to a line, one incident to a line: the room is for the event.
        first, *last = row.date.partition(" – ")[::2]
        dates = _stacked(f"{first} –", *last) if last[0] else (Plain(text=row.date),)
        relation = _stacked(*row.relation.replace(", ", ",\n").split("\n"))
        rows.append(Row(cells=(cell(*dates), row.event, cell(*relation), cell(*sources))))
    return Table(
        columns=_columns(block.heads, _CHRONOLOGY_SHARES), rows=tuple(rows), caption=block.caption, key=block.key
    )


def _stacked(*texts: str) -> tuple[Run, ...]:
    """The texts under one another."""
    return tuple(run for text in texts for run in (Break(), Plain(text=text)))[1:]


def _matrix(block: Matrix) -> Table:
    rows: list[Row | Group] = []
    for group in block.groups:
        rows.append(Group(words=group.title))
        rows += [Row(cells=((fixed(row.element),), *_matrix_cells(row)), head=False) for row in group.rows]
    shares = (3, *(1 for _ in block.heads[1:]))
    return Table(columns=_columns(block.heads, shares), rows=tuple(rows), caption=block.caption, key=block.key)


def _matrix_cells(row: MatrixRow) -> list[Cell]:
    cells: list[Cell] = []
    for at, value in enumerate(row.cells):
        mark = row.marks[at] if at < len(row.marks) else None
        run: Run = Plain(text=value, light=True) if isinstance(value, str) else value
        cells.append(cell(run, Break(), LawNote(mark=mark)) if mark else cell(run))
    return cells


def _index(block: EvidenceIndex) -> Table:
    rows = tuple(
        Row(
            cells=(
                cell(row.number),
                (fixed(row.title),),
                *(cell(text) for text in (row.date, row.language, row.extent, row.source, row.received)),
                cell(Digest(hex=row.sha256, form=DigestForm.SHORT)),
                row.fact,
            )
        )
        for row in block.rows
    )
    return Table(
        columns=_columns(block.heads, _INDEX_SHARES),
        rows=rows,
        caption=block.caption,
        key=block.key,
        style=TableStyle.INDEX,
    )


def _custody(block: CustodyAnnex) -> Table:
    rows: list[Row | Group] = []
    for group in block.groups:
        rows.append(Group(words=group.title))
        for row in group.rows:
            digest: Run = Digest(hex=row.sha256, form=DigestForm.BRIEF) if row.sha256 else Mono(text="–")
            rows.append(Row(cells=(cell(row.entry), cell(row.time), row.event, cell(row.hands), cell(digest))))
    return Table(columns=_columns(block.heads, _CUSTODY_SHARES), rows=tuple(rows), caption=block.caption, key=block.key)

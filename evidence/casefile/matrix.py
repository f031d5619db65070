"""The matrix on paper: elements against incidents and persons, and beneath it every contested cell with both sides."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import groupby

from evidence.casefile import english as e
from evidence.casefile.blocks import Block, Column, Matrix, MatrixGroup, MatrixRow, Paragraph, Row, Table
from evidence.casefile.coverage import Borne, CellState
from evidence.casefile.footnotes import Notes
from evidence.casefile.law_words import element_text, element_words, limb_words, tally, title_of
from evidence.casefile.matter import Matter
from evidence.casefile.passages import paragraphs
from evidence.casefile.runs import LawMark, LawNote, Plain, StateMark, Tally, cell, fixed, plain
from evidence.ids import RecordId
from evidence.law.terms import Mark, Requirement, Scope

_MOST_COLUMNS = 5
"""Incidents or persons beside each other on one page; more make another table."""


def matrix(matter: Matter, notes: Notes) -> tuple[Block, ...]:
    """The whole section."""
    blocks: list[Block] = [
        *paragraphs(matter, notes, "matrix"),
        Paragraph(sentences=(fixed(matter.say(e.MATRIX_INTRO)),)),
    ]
    if not matter.rows:
        return (*blocks, Paragraph(sentences=(fixed(matter.say(e.NO_ELEMENTS)),)))
    blocks += _of_incidents(matter)
    blocks += _of_persons(matter)
    blocks.append(Paragraph(sentences=(fixed(matter.sign_off),), numbered=False, small=True))
    contested = tuple(_contested(matter, notes))
    if not contested:
        return (*blocks, Paragraph(sentences=(fixed(matter.say(e.NONE_CONTESTED)),)))
    heads = ((e.H_CELL, 3), (e.H_FOR, 4), (e.H_AGAINST, 4))
    return (
        *blocks,
        Table(
            columns=tuple(Column(head=matter.say(head), share=share) for head, share in heads),
            rows=contested,
            caption=plain(matter.say(e.CONTESTED_CAPTION)),
            key="contested",
        ),
    )


def context_table(matter: Matter, notes: Notes) -> tuple[Block, ...]:
    """The elements that are established once for the whole case, each with its claims."""
    rows = []
    for row in matter.rows:
        if row.scope is Scope.WORKSPACE:
            found = matter.coverage.cell(row.id)
            state = tally(found)
            rows.append(
                Row(
                    cells=(
                        (fixed(element_words(matter, row, cited=True, marked=True)),),
                        cell(_sides(notes, found.claims_for) or "–"),
                        cell(_sides(notes, found.claims_against) or "–"),
                        cell(StateMark(state=state.state, word=True)),
                    ),
                    head=False,
                )
            )
    if not rows:
        return ()
    heads = ((e.H_ELEMENT, 4), (e.H_FOR, 4), (e.H_AGAINST, 2), (e.H_STATE, 2))
    table = Table(
        columns=tuple(Column(head=matter.say(head), share=share) for head, share in heads),
        rows=tuple(rows),
        caption=plain(matter.say(e.CONTEXT_CAPTION)),
        key="context-elements",
    )
    return (table,)


def _of_incidents(matter: Matter) -> Iterator[Block]:
    rows = [row for row in matter.rows if row.scope is not Scope.PERSON]
    incidents = [scene.incident for scene in matter.scenes]
    if not rows:
        return
    for n, chosen in enumerate(_pages(incidents), start=1):
        numbers = [scene.number for scene in matter.scenes if scene.incident in chosen]
        names = [matter.say(e.INCIDENT, n=str(number)) for number in numbers]
        yield Matrix(
            heads=(matter.say(e.H_ELEMENT), matter.say(e.WHOLE_CASE), *names),
            groups=(*_groups(matter, rows, chosen), *_not_chosen(matter, rows, len(chosen) + 1)),
            caption=plain(matter.say(e.MATRIX_CAPTION)),
            key=f"incident-matrix-{n}",
            legend_head=matter.say(e.SIGNS),
            legend=plain(matter.say(e.LEGEND)),
        )


def _of_persons(matter: Matter) -> Iterator[Block]:
    rows = [row for row in matter.rows if row.scope is Scope.PERSON]
    if not rows or not matter.persons:
        return
    for n, chosen in enumerate(_pages(list(matter.persons)), start=1):
        groups = []
        for _, several in groupby(rows, key=lambda row: (row.source, row.citation)):
            same = list(several)
            lines = tuple(
                MatrixRow(
                    element=element_words(matter, row, marked=True),
                    cells=tuple(tally(matter.coverage.cell(row.id, person)) for person in chosen),
                )
                for row in same
            )
            groups.append(MatrixGroup(title=_title(matter, same[0]), rows=lines))
        yield Matrix(
            heads=(matter.say(e.H_ELEMENT), *(matter.label(person) for person in chosen)),
            groups=tuple(groups),
            caption=plain(matter.say(e.MATRIX_PERSONS)),
            key=f"person-matrix-{n}",
            legend_head=matter.say(e.SIGNS),
            legend=plain(matter.say(e.LEGEND)),
        )


def _groups(matter: Matter, rows: Sequence[Requirement], incidents: Sequence[RecordId]) -> Iterator[MatrixGroup]:
    for _, several in groupby(rows, key=lambda row: (row.source, row.citation)):
        same = list(several)
        yield MatrixGroup(title=_title(matter, same[0]), rows=tuple(_row(matter, row, incidents) for row in same))


def _row(matter: Matter, row: Requirement, incidents: Sequence[RecordId]) -> MatrixRow:
    if row.scope is Scope.WORKSPACE:
        inherited = tuple(matter.say(e.FROM_CASE) for _ in incidents)
        cells: tuple[Tally | str, ...] = (tally(matter.coverage.cell(row.id)), *inherited)
        return MatrixRow(element=element_words(matter, row, marked=True), cells=cells)
    cells = (matter.say(e.PER_INCIDENT), *(tally(matter.coverage.cell(row.id, one)) for one in incidents))
    marks = [_mark(matter, row, one) for one in incidents]
    if len(set(marks)) == 1:
        # One mark for all dates stands beside the element itself.
        same = (Plain(text=" "), LawNote(mark=marks[0])) if marks[0] else ()
        return MatrixRow(element=(*element_words(matter, row), *same), cells=cells)
    return MatrixRow(element=element_words(matter, row), cells=cells, marks=(None, *marks))


def _mark(matter: Matter, row: Requirement, incident: RecordId) -> LawMark | None:
    """The mark of the row for the day of that incident: an earlier wording may be less well known than today's."""
    day = next((scene.day for scene in matter.scenes if scene.incident == incident), None)
    mark = row.mark_on(day) if day else row.mark
    return {Mark.MEMORY: LawMark.MEMORY, Mark.PARTLY: LawMark.PARTLY}.get(mark)


def _not_chosen(matter: Matter, rows: Sequence[Requirement], cells: int) -> Iterator[MatrixGroup]:
    """The limbs that are not alleged, so that nobody takes their absence for an oversight."""
    limbs = matter.law.not_chosen(matter.case_file.forum, matter.crimes)
    word = matter.say(e.NOT_APPLICABLE)
    for provision, several in groupby(limbs, key=lambda limb: limb.element.crime):
        lines = tuple(
            MatrixRow(
                element=limb_words(matter, limb),
                cells=(word,) * cells,
            )
            for limb in several
        )
        row = next(row for row in rows if row.source == provision)
        yield MatrixGroup(title=_title(matter, row, e.NOT_APPLICABLE), rows=lines)


def _title(matter: Matter, row: Requirement, more: str = "") -> tuple[Plain, ...]:
    provision = matter.law.provisions.get(row.source)
    title = title_of(matter, provision) if provision else matter.law_text(row.title).text
    words = matter.say(e.GROUP, citation=row.citation.partition(";")[0], title=title)
    return (Plain(text=f"{words}: {matter.say(more)}" if more else words),)


def _contested(matter: Matter, notes: Notes) -> Iterator[Row]:
    for row in matter.rows:
        for column in (None,) if row.scope is Scope.WORKSPACE else _columns(matter, row.scope):
            found = matter.coverage.cell(row.id, column)
            if found.state is CellState.CONTESTED:
                where = matter.say(e.IN_SCOPE, element=element_text(matter, row), column=column_words(matter, column))
                yield Row(
                    cells=(
                        cell(where),
                        cell(_sides(notes, found.claims_for)),
                        cell(_sides(notes, found.claims_against)),
                    )
                )


def _columns(matter: Matter, scope: Scope) -> tuple[RecordId, ...]:
    return matter.persons if scope is Scope.PERSON else tuple(scene.incident for scene in matter.scenes)


def column_words(matter: Matter, column: RecordId | None) -> str:
    """What a column is called: the whole case, an incident by its number, a person by the working label."""
    if column is None:
        return matter.say(e.WHOLE_CASE)
    number = next((scene.number for scene in matter.scenes if scene.incident == column), None)
    return matter.label(column) if number is None else matter.say(e.INCIDENT, n=str(number))


def _sides(notes: Notes, borne: Sequence[Borne]) -> str:
    return notes.listed(one.claim for one in borne)


def _pages(columns: Sequence[RecordId]) -> list[list[RecordId]]:
    return [list(columns[at : at + _MOST_COLUMNS]) for at in range(0, len(columns), _MOST_COLUMNS)] or [[]]

"""Behind the Case page: what waits, how much there is for each element, and which claims it rests on."""

from __future__ import annotations

from collections import defaultdict

from evidence.casefile import coverage as cover
from evidence.casefile.wording import says
from evidence.disclosure.plan import Weight as Stops
from evidence.errors import NotHeldError
from evidence.ids import RecordId
from evidence.law.terms import Requirement, Scope
from evidence.model.output import CaseFile
from evidence.model.statement import Happened
from evidence.standing import Usable
from ui.desks.cards import STATE, card, label_of
from ui.desks.room import Room
from ui.session import Session
from ui.use import case, disclosure
from ui.use.material import number_of
from ui.views.case import Axis, Cell, CellView, Column, Group, Headline, Line, Matrix, Need, Tally
from ui.views.common import Choice
from ui.views.words_shown import Side, Weight

_MOST_NEEDS = 5


class RealCase:
    """A `CaseDesk` over one session."""

    def __init__(self, room: Room) -> None:
        self._room = room

    def files(self) -> tuple[Choice, ...]:
        """The case files of this workspace."""
        with self._room.session() as session:
            files = session.standing.live(CaseFile)
            return tuple(
                Choice(id=session.standing.line(one.id), label=f"{one.code} {one.title.text}") for one in files
            )

    def headline(self, file: str) -> Headline:
        """What the head of the page says."""
        with self._room.session(fresh=True) as session:
            found = _file(session, file)
            profile = session.catalogue.profile(found.forum)
            about = f"Case file {found.code} · {found.recipient} · law data {found.law_digest[:8]}"
            return Headline(title=found.title.text, about=about, law_notice=profile.sign_off)

    def tallies(self, file: str) -> tuple[Tally, ...]:
        """Readiness: what blocks, what is major, what passed, of all that was looked at."""
        with self._room.session() as session:
            found = disclosure.checks(session, _file(session, file).id, None, ())
            weights = [(Weight.BLOCKER, Stops.BLOCKER), (Weight.MAJOR, Stops.MAJOR), (Weight.PASSED, Stops.PASSED)]
            return tuple(
                Tally(weight=shown, count=sum(one.weight is weight for one in found), of=len(found))
                for shown, weight in weights
            )

    def needs(self, file: str) -> tuple[Need, ...]:
        """The next things for this person, heaviest first."""
        with self._room.session() as session:
            found = disclosure.checks(session, _file(session, file).id, None, ())
            waiting = [one for one in found if one.weight is not Stops.PASSED]
            waiting.sort(key=lambda one: one.weight is not Stops.BLOCKER)
            return tuple(
                Need(
                    weight=Weight.BLOCKER if one.weight is Stops.BLOCKER else Weight.MAJOR,
                    text=one.says,
                    reference=one.rule,
                    verb="Open",
                    screen="disclose" if one.weight is Stops.BLOCKER else "case",
                )
                for one in waiting[:_MOST_NEEDS]
            )

    def matrix(self, file: str, axis: Axis, *, only_gaps: bool) -> Matrix:
        """Coverage of the file's elements over its incidents or persons."""
        with self._room.session() as session:
            found = case.coverage(session, _file(session, file).forum)
            scope = Scope.INCIDENT if axis is Axis.INCIDENTS else Scope.PERSON
            columns = tuple(str(column) for column in found.columns(scope) if column is not None)
            groups: dict[str, list[Line]] = defaultdict(list)
            for row in found.rows:
                line = _line(found, row, scope, columns)
                if line is not None and not (only_gaps and _is_full(line)):
                    groups[_group(row)].append(line)
            return Matrix(
                columns=tuple(
                    Column(id=one, label=label_of(session, one), note=_dates(session, one)) for one in columns
                ),
                groups=tuple(Group(title=title, lines=tuple(lines)) for title, lines in groups.items()),
            )

    def cell(self, file: str, element: str, column: str) -> CellView:
        """The claims under one cell."""
        with self._room.session() as session:
            found = case.coverage(session, _file(session, file).forum)
            row = next((one for one in found.rows if one.id == element), None)
            if row is None:
                raise NotHeldError(f"no element {element} in this file")
            cell = found.cell(element, RecordId(column) if column else None)
            independent = f"{cell.independent} independent"
            return CellView(
                title=row.element.text,
                where=f"{label_of(session, column)} · {_dates(session, column)}"
                if column
                else "Once for the whole case",
                state=STATE[cell.state],
                count=f"{cell.plus} for, {independent} · {cell.minus} against · {row.citation} · mark {row.mark.value}",
                claims=tuple(
                    card(session, one.claim, side)
                    for side, borne in ((Side.FOR, cell.claims_for), (Side.AGAINST, cell.claims_against))
                    for one in borne
                ),
            )

    def linkable(self, file: str, element: str, column: str) -> tuple[Choice, ...]:
        """The usable claims that do not yet bear on that element."""
        with self._room.session() as session:
            cell = case.coverage(session, _file(session, file).forum).cell(
                element, RecordId(column) if column else None
            )
            bearing = {one.claim.id for one in (*cell.claims_for, *cell.claims_against)}
            return tuple(
                Choice(id=claim.id, label=f"{number_of(session, claim.id)}  {says(claim, session.standing)}")
                for claim in session.standing.usable_claims
                if claim.id not in bearing and session.standing.usable(claim.id) is Usable.YES
            )

    def link(self, file: str, element: str, column: str, claim: str, side: Side, *, why: str) -> None:
        """Sign how a claim bears on an element."""
        with self._room.session(fresh=True) as session:
            which = "for" if side is Side.FOR else "against"
            case.bear(session, claim, element, head=column or None, side=which, inference=why or None)


def _file(session: Session, file: str) -> CaseFile:
    return session.standing.current(RecordId(file), CaseFile)


def _line(found: cover.Coverage, row: Requirement, scope: Scope, columns: tuple[str, ...]) -> Line | None:
    if row.scope is Scope.WORKSPACE:
        return Line(element=row.id, label=_label(row), whole=_cell(found.cell(row.id), ""))
    if row.scope is not scope or not columns:
        return None
    cells = tuple(_cell(found.cell(row.id, RecordId(column)), column) for column in columns)
    return Line(element=row.id, label=_label(row), cells=cells)


def _label(row: Requirement) -> str:
    mark = "" if row.mark.value == "V" else f" [{row.mark.value}]"
    return f"{row.element.title or row.element.text}{mark}"


def _cell(cell: cover.Cell, column: str) -> Cell:
    return Cell(
        element=cell.element, column=column, state=STATE[cell.state], claims_for=cell.plus, claims_against=cell.minus
    )


def _is_full(line: Line) -> bool:
    cells = line.cells or ((line.whole,) if line.whole else ())
    return all(cell.state is STATE[cover.CellState.CORROBORATED] for cell in cells)


def _group(row: Requirement) -> str:
    return "Context: once for the whole case" if row.scope is Scope.WORKSPACE else f"{row.citation} {row.title}"


def _dates(session: Session, head: str) -> str:
    found = [
        claim.says.when.text
        for claim in session.standing.usable_claims
        if isinstance(claim.says, Happened) and session.standing.canonical(claim.says.incident) == head
    ]
    return ", ".join(sorted(set(found)))

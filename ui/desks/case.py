"""Behind the Case page: what waits, how much there is for each element, and which claims it rests on."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator
from dataclasses import replace
from datetime import date

from evidence.casefile import coverage as cover
from evidence.casefile.wording import says
from evidence.disclosure.plan import PlanCheck
from evidence.disclosure.plan import Weight as Stops
from evidence.errors import NotHeldError
from evidence.ids import RecordId
from evidence.law.terms import Mark, Requirement, Scope
from evidence.model.claim import Claim
from evidence.model.holding import ExhibitState
from evidence.model.output import CaseFile
from evidence.model.statement import Happened
from evidence.standing import Usable
from evidence.when import When
from ui.desks import days, findings
from ui.desks.cards import STATE, card, label_of, reading, recipient_label, spot, states_of
from ui.desks.room import Room
from ui.session import Session
from ui.use import case, disclosure
from ui.use.material import number_of
from ui.views.case import Axis, Cell, CellView, Column, Group, Headline, Line, Matrix, Need, Tally
from ui.views.common import Choice
from ui.views.words_shown import Reading, Side, Weight

_MOST_NEEDS = 5
_LONGEST_LABEL, _LONGEST_TITLE = 66, 200
_MARKED = {Mark.SEEN: "", Mark.PARTLY: "wording partly checked", Mark.MEMORY: "wording from memory"}


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
        with self._room.session() as session:
            found = _file(session, file)
            profile = session.catalogue.profile(found.forum)
            about = f"Case file {found.code} · {recipient_label(session, found)} · law data {found.law_digest[:8]}"
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
            needs = alike([_need(session, one) for one in waiting])
            return (*needs, *_second_readings(session), *_unread(session))[:_MOST_NEEDS]

    def matrix(self, file: str, axis: Axis, *, only_gaps: bool) -> Matrix:
        """Coverage of the file's elements over its incidents or persons."""
        with self._room.session() as session:
            found = case.coverage(session, _file(session, file).forum)
            scope = Scope.INCIDENT if axis is Axis.INCIDENTS else Scope.PERSON
            columns = _in_order(session, [str(column) for column in found.columns(scope) if column is not None])
            groups: dict[str, list[Line]] = defaultdict(list)
            for row in found.rows:
                line = _line(found, row, scope, columns)
                if line is not None and not (only_gaps and _is_full(line)):
                    groups[_group(session, row)].append(line)
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
            return CellView(
                title=_cut(_sentence(row.element.title or row.element.text), _LONGEST_TITLE),
                where=_where(session, column),
                state=STATE[cell.state],
                count=_count(cell, row),
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


def _in_order(session: Session, columns: list[str]) -> tuple[str, ...]:
    """By their first date, then by label: as people tell them."""

    def key(column: str) -> tuple[date, str, str]:
        dates = _dates_of(session, column)
        return dates[0].earliest if dates else date.max, label_of(session, column), column

    return tuple(sorted(columns, key=key))


def _line(found: cover.Coverage, row: Requirement, scope: Scope, columns: tuple[str, ...]) -> Line | None:
    if row.scope is Scope.WORKSPACE:
        return Line(element=row.id, label=_label(row), whole=_cell(found.cell(row.id), ""))
    if row.scope is not scope or not columns:
        return None
    cells = tuple(_cell(found.cell(row.id, RecordId(column)), column) for column in columns)
    return Line(element=row.id, label=_label(row), cells=cells)


def _label(row: Requirement) -> str:
    number = f"{row.label}. " if row.label.isdigit() else f"({row.label}) " if row.label else ""
    mark = "" if row.mark.value == "V" else f" [{row.mark.value}]"
    return f"{number}{_cut(_sentence(row.element.title or row.element.text), _LONGEST_LABEL)}{mark}"


def _sentence(text: str) -> str:
    return f"{text[:1].upper()}{text[1:]}"


def _cut(text: str, most: int) -> str:
    """The text, or as many of its words as have room."""
    return text if len(text) <= most else f"{text[:most].rpartition(' ')[0].rstrip(',;:')}…"


def _where(session: Session, column: str) -> str:
    if not column:
        return "Once for the whole case"
    return " · ".join(part for part in (label_of(session, column), _dates(session, column)) if part)


def _count(cell: cover.Cell, row: Requirement) -> str:
    counted = f"{cell.plus} for, {cell.independent} independent · {cell.minus} against"
    return " · ".join(part for part in (counted, row.citation.partition(";")[0], _MARKED[row.mark]) if part)


def _cell(cell: cover.Cell, column: str) -> Cell:
    return Cell(
        element=cell.element, column=column, state=STATE[cell.state], claims_for=cell.plus, claims_against=cell.minus
    )


def _is_full(line: Line) -> bool:
    cells = line.cells or ((line.whole,) if line.whole else ())
    return all(cell.state is STATE[cover.CellState.CORROBORATED] for cell in cells)


def _group(session: Session, row: Requirement) -> str:
    if row.scope is Scope.WORKSPACE:
        return "Context: once for the whole case"
    source = session.catalogue.provisions.get(row.source)
    title = source.title.get("en", row.title) if source else row.title
    crime = session.catalogue.crimes.get(row.source)
    # A crime's default mental element is written elsewhere, and still belongs under the crime.
    citation = crime.citation if crime else row.citation
    return f"{citation.partition(';')[0]} · {title}"


def _dates(session: Session, head: str) -> str:
    return ", ".join(days.said(when) for when in _dates_of(session, head))


def _dates_of(session: Session, head: str) -> tuple[When, ...]:
    return session.once("dates", lambda: _all_dates(session)).get(head, ())


def _all_dates(session: Session) -> dict[str, tuple[When, ...]]:
    found: dict[str, dict[str, When]] = defaultdict(dict)
    for claim in session.standing.usable_claims:
        if isinstance(claim.says, Happened) and not claim.denies:
            found[session.standing.canonical(claim.says.incident)][claim.says.when.text] = claim.says.when
    return {
        head: tuple(sorted(dates.values(), key=lambda when: (when.earliest, when.latest)))
        for head, dates in found.items()
    }


def alike(needs: list[Need]) -> list[Need]:
    """One line for those that say the same of different numbers; the Disclose page lists each."""
    groups: dict[tuple[Weight, str, str], list[Need]] = defaultdict(list)
    for need in needs:
        groups[need.weight, need.reference, findings.without_numbers(need.text)].append(need)
    return [replace(first, text=findings.with_others(first.text, len(others))) for first, *others in groups.values()]


def _need(session: Session, check: PlanCheck) -> Need:
    leads = findings.way(session, check)
    return Need(
        weight=Weight.BLOCKER if check.weight is Stops.BLOCKER else Weight.MAJOR,
        text=findings.told(session, check),
        reference=check.rule,
        verb=leads.verb,
        screen=leads.screen,
        exhibit=leads.exhibit,
        spot=leads.spot,
    )


def _second_readings(session: Session) -> Iterator[Need]:
    mine = session.workspace.person
    waiting = [
        claim for claim in session.standing.live(Claim) if claim.by != mine and reading(session, claim) is Reading.WAITS
    ]
    if waiting:
        text = f"{len(waiting)} claims wait for you" if len(waiting) > 1 else "1 claim waits for you"
        first = min(waiting, key=lambda claim: claim.at)
        yield Need(
            weight=Weight.SECOND_READING,
            text=text,
            reference=f"since {days.day_of(first.at)}",
            verb="Read",
            screen="review",
            spot=spot(session, first.cites[0]),
        )


def _unread(session: Session) -> Iterator[Need]:
    states = Counter(states_of(session).values())
    count = sum(number for state, number in states.items() if state not in (ExhibitState.READ, ExhibitState.TAKEN_IN))
    if count:
        text = f"{count} exhibits need a person" if count > 1 else "1 exhibit needs a person"
        yield Need(weight=Weight.LATER, text=text, reference="", verb="Open", screen="evidence")

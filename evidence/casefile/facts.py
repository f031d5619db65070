"""The measured questions answered from Standing in plain Python: the case file never needs a database engine.

The graph must agree with these row for row; that is its contract. A day lies in a period if it lies between the
outermost days that the source's words allow. No head stands twice on one line, and several statements of one step are
one step, resting on all of their claims. Whoever is named here is named by sources: nothing is "proven".
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass

from evidence.casefile.coverage import Borne, Origins
from evidence.casefile.edges import NO_DATE, Dated, Edge, EdgeType, dates_of_incidents, disputed_claims, edges
from evidence.ids import RecordId
from evidence.model.decision import IncidentScope, PersonScope, Side
from evidence.model.heads import Incident
from evidence.standing import Standing, Usable

_UP = frozenset({EdgeType.PART_OF, EdgeType.REPORTS_TO})
_CLIMB = _UP | {EdgeType.HOLDS}
_HIGHEST = 8
"""Steps that a line of command may have; the same bound stands in the graph's questions."""
_REPORTING = 3


@dataclass(frozen=True, slots=True, kw_only=True)
class Commander:
    """One step above a unit: a unit or a person over it, and who commanded that unit; `commander` None is a gap."""

    level: int
    head: str
    commander: str | None
    title: str
    de_facto: bool
    disputed: bool
    claims: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """One line from an alleged direct perpetrator up to a superior; `steps` are the heads on it, both ends included."""

    perpetrator: str
    what: str
    degree: str
    steps: tuple[str, ...]
    de_facto: bool
    disputed: bool
    claims: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class HeldTogether:
    """Two people whom sources place in one place on days that may be the same: from `first_day` to `last_day`."""

    person: str
    other: str
    place: str
    first_day: str
    last_day: str
    cell: str
    other_cell: str
    disputed: bool
    claims: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class UnitMonth:
    """Incidents alleged of a unit, or of someone posted to it then, in a month `YYYY-MM`; "" where no one month is."""

    unit: str
    month: str
    incidents: tuple[str, ...]
    disputed: bool
    claims: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Thin:
    """An element for one incident or person ("" is the whole situation) with fewer than two independent origins.

    `claims` bear for it and count; `leads` bear for it and cannot be judged; `against` bear against it.
    """

    element: str
    scope: str
    origins: int
    claims: tuple[str, ...]
    leads: tuple[str, ...]
    against: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class _Step:
    """From one head to the next above it: every statement that leads there, by law or in fact."""

    end: str
    de_facto: bool
    edges: tuple[Edge, ...]


class Facts:
    """One Standing, asked; heads are canonical ids, rows come in one total order."""

    def __init__(self, standing: Standing, elements: Iterable[str] = ()) -> None:
        """`elements`: those of the law data, so that one on which nothing bears is known too."""
        self._standing = standing
        self._elements = set(elements)
        disputed = disputed_claims(standing)
        self.edges = edges(standing, disputed)
        self._dates = dates_of_incidents(standing, disputed)
        self._out: dict[str, list[Edge]] = defaultdict(list)
        self._in: dict[str, list[Edge]] = defaultdict(list)
        for edge in self.edges:
            self._out[edge.start].append(edge)
            self._in[edge.end].append(edge)

    def chain_of_command(self, unit: str, day: str) -> tuple[Commander, ...]:
        """Who stood over a unit on a day (`YYYY-MM-DD`), nearest first; level 0 is the unit itself."""
        found = []
        for steps in self._paths(unit, 0, _HIGHEST, lambda edge: edge.type in _UP and edge.covers(day)):
            head = steps[-1].end if steps else unit
            posts: dict[tuple[str, str], list[Edge]] = defaultdict(list)
            for post in self._commands(head, day):
                posts[post.start, str(post.detail("title"))].append(post)
            gap: dict[tuple[str | None, str], list[Edge]] = {(None, ""): []}
            for (commander, title), held in (posts or gap).items():
                rests_on = [*_edges(steps), *held]
                found.append(
                    Commander(
                        level=len(steps),
                        head=head,
                        commander=commander,
                        title=title,
                        de_facto=any(step.de_facto for step in steps),
                        disputed=_disputed(rests_on),
                        claims=_claims(rests_on),
                    )
                )
        return tuple(sorted(found, key=lambda row: (row.level, row.head, row.commander or "", row.title, row.claims)))

    def perpetrator_to_superior(self, incident: str, superior: str, day: str) -> tuple[Line, ...]:
        """Every line, as of a day, from alleged perpetrators of an incident or its acts up to a person."""
        found = []
        alleged: dict[tuple[str, str, str], list[Edge]] = defaultdict(list)
        for edge, inner in self._alleged(incident):
            if edge.start != superior and edge.start.startswith("per_"):
                alleged[edge.start, edge.end, str(edge.detail("degree"))] += [edge, *inner]
        for (who, what, degree), acts in alleged.items():
            for steps in self._lines(who, superior, day):
                rests_on = [*acts, *_edges(steps)]
                found.append(
                    Line(
                        perpetrator=who,
                        what=what,
                        degree=degree,
                        steps=(who, *(step.end for step in steps)),
                        de_facto=any(step.de_facto for step in steps),
                        disputed=_disputed(rests_on),
                        claims=_claims(rests_on),
                    )
                )
        return tuple(sorted(found, key=lambda row: (len(row.steps), row.perpetrator, row.what, row.steps, row.claims)))

    def held_with(self, persons: Sequence[str]) -> tuple[HeldTogether, ...]:
        """Whom sources place in the same place as these persons, on days that may be the same."""
        stays: dict[str, list[Edge]] = defaultdict(list)
        for edge in self.edges:
            if edge.type is EdgeType.HELD_AT:
                stays[edge.end].append(edge)
        pairs = (
            (one, other)
            for person in sorted(set(persons))
            for one in self._out[person]
            if one.type is EdgeType.HELD_AT
            for other in stays[one.end]
            if other.start != person
        )
        found = [row for one, other in pairs if (row := _held_together(one, other)) is not None]
        return tuple(sorted(found, key=lambda row: (row.person, row.other, row.place, row.first_day, row.claims)))

    def incidents_by_unit(self) -> tuple[UnitMonth, ...]:
        """Incidents by unit and month; one with two dates in dispute stands in both months.

        A post counts only where it shares a day with the incident; one with dates never against an incident without.
        """
        groups: dict[tuple[str, str], list[tuple[str, list[Edge | Dated]]]] = defaultdict(list)
        for incident in sorted({self._standing.canonical(head.id) for head in self._standing.live(Incident)}):
            for alleged, inner in self._alleged(incident):
                for unit, post in self._units_of(alleged.start):
                    for date in self._dates.get(incident, (NO_DATE,)):
                        if post is None or _overlap(post, date):
                            rests_on: list[Edge | Dated] = [alleged, *inner, date, *([post] if post else [])]
                            groups[unit, date.month].append((incident, rests_on))
        return tuple(
            UnitMonth(
                unit=unit,
                month=month,
                incidents=tuple(sorted({incident for incident, _ in found})),
                disputed=any(_disputed(rests_on) for _, rests_on in found),
                claims=_claims([one for _, rests_on in found for one in rests_on]),
            )
            for (unit, month), found in sorted(groups.items())
        )

    def thinly_supported(self) -> tuple[Thin, ...]:
        """Elements that rest on fewer than two independent origins, those that rest on none among them."""
        origins = Origins(self._standing)
        borne: dict[tuple[str, str], list[Borne]] = defaultdict(list)
        for bearing in self._standing.bearings():
            one = origins.borne(bearing)
            if one.usable is Usable.YES:
                borne[bearing.element, self._scope(one)].append(one)
        for element in self._elements - {element for element, _ in borne}:
            borne[element, ""] = []
        found = (_thin(element, scope, here, origins) for (element, scope), here in sorted(borne.items()))
        return tuple(row for row in found if row is not None)

    def _scope(self, borne: Borne) -> str:
        match borne.bearing.scope:
            case IncidentScope(incident=head) | PersonScope(person=head):
                return self._standing.canonical(head)
            case _:
                return ""

    def _commands(self, unit: str, day: str) -> Iterator[Edge]:
        for edge in self._in[unit]:
            if edge.type is EdgeType.HOLDS and edge.detail("commands") is True and edge.covers(day):
                yield edge

    def _alleged(self, incident: str) -> Iterator[tuple[Edge, list[Edge]]]:
        inner = [(edge.start, [edge]) for edge in self._in[incident] if edge.type is EdgeType.PART_OF_INCIDENT]
        whats: list[tuple[str, list[Edge]]] = [(incident, []), *inner]
        for what, within in whats:
            for edge in self._in[what]:
                if edge.type is EdgeType.ALLEGED_PERPETRATOR_OF:
                    yield edge, within

    def _units_of(self, who: str) -> Iterator[tuple[str, Edge | None]]:
        if who.startswith("unt_"):
            yield who, None
        for edge in self._out[who]:
            if edge.type is EdgeType.HOLDS:
                yield edge.end, edge

    def _lines(self, who: str, superior: str, day: str) -> Iterator[list[_Step]]:
        for steps in self._paths(who, 1, _HIGHEST, lambda edge: edge.type in _CLIMB and edge.covers(day)):
            top, below = steps[-1].end, {who, *(step.end for step in steps)}
            if top == superior:
                yield steps
            posts: dict[str, list[Edge]] = defaultdict(list)
            for post in self._commands(top, day):
                posts[post.start].append(post)
            for commander, held in posts.items():
                for over in self._reporting(commander, day):
                    above = [_Step(end=commander, de_facto=False, edges=tuple(held)), *over]
                    if above[-1].end == superior and below.isdisjoint(step.end for step in above):
                        yield [*steps, *above]

    def _reporting(self, person: str, day: str) -> Iterator[list[_Step]]:
        return self._paths(person, 0, _REPORTING, lambda edge: edge.type is EdgeType.REPORTS_TO and edge.covers(day))

    def _paths(self, start: str, least: int, most: int, follow: Callable[[Edge], bool]) -> Iterator[list[_Step]]:
        # No head twice on one path: a circle of reporting lines ends.
        waiting: list[tuple[frozenset[str], list[_Step]]] = [(frozenset({start}), [])]
        while waiting:
            seen, steps = waiting.pop()
            if len(steps) >= least:
                yield steps
            if len(steps) < most:
                further = self._steps(steps[-1].end if steps else start, follow)
                waiting += [(seen | {step.end}, [*steps, step]) for step in further if step.end not in seen]

    def _steps(self, start: str, follow: Callable[[Edge], bool]) -> list[_Step]:
        # As many sources, so many statements: paths along each of them by itself would be their product.
        alike: dict[tuple[str, bool], list[Edge]] = defaultdict(list)
        for edge in self._out[start]:
            if follow(edge):
                alike[edge.end, edge.type is EdgeType.REPORTS_TO and edge.detail("de_facto") is True].append(edge)
        return [_Step(end=end, de_facto=de_facto, edges=tuple(found)) for (end, de_facto), found in alike.items()]


def _held_together(one: Edge, other: Edge) -> HeldTogether | None:
    first, last = max(one.valid_from, other.valid_from), min(one.valid_to, other.valid_to)
    if first > last:
        return None
    return HeldTogether(
        person=one.start,
        other=other.start,
        place=one.end,
        first_day=first,
        last_day=last,
        cell=str(one.detail("cell")),
        other_cell=str(other.detail("cell")),
        disputed=_disputed([one, other]),
        claims=_claims([one, other]),
    )


def _thin(element: str, scope: str, here: Sequence[Borne], origins: Origins) -> Thin | None:
    counted = [one.claim for one in here if one.bearing.side is Side.FOR and one.judged]
    if origins.count_independent(counted) > 1:
        return None
    leads = {one.claim.id for one in here if one.bearing.side is Side.FOR and not one.judged}
    against = {one.claim.id for one in here if one.bearing.side is Side.AGAINST}
    return Thin(
        element=element,
        scope=scope,
        origins=1 if counted else 0,
        claims=tuple(sorted({claim.id for claim in counted})),
        leads=tuple(sorted(leads)),
        against=tuple(sorted(against)),
    )


def _overlap(post: Edge, date: Dated) -> bool:
    return post.valid_from <= date.valid_to and post.valid_to >= date.valid_from


def _edges(steps: Iterable[_Step]) -> list[Edge]:
    return [edge for step in steps for edge in step.edges]


def _disputed(rests_on: Iterable[Edge | Dated]) -> bool:
    return any(one.disputed for one in rests_on)


def _claims(rests_on: Iterable[Edge | Dated]) -> tuple[RecordId, ...]:
    return tuple(sorted({claim for one in rests_on for claim in one.claims}))

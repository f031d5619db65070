"""Derived edges: one for each distinct statement that usable claims make, with the claims it rests on.

Facts, graph and figures all read these. Intervals of different claims are never united: who commanded until when is
what each source says. A claim that denies makes no edge; it makes the edge of the statement it denies `disputed`.
"""

from __future__ import annotations

import enum
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field

from evidence.casefile.agreement import contradictions
from evidence.ids import RecordId
from evidence.model.claim import Claim
from evidence.model.statement import (
    AnyStatement,
    Crossed,
    Did,
    Happened,
    Held,
    Knew,
    Located,
    Ordered,
    PartOf,
    Posted,
    ReportsTo,
    Role,
    TookPart,
)
from evidence.standing import Standing
from evidence.when import Period, When

EARLIEST = "0001-01-01"
"""The first day of a period whose beginning is not known."""
LATEST = "9999-12-31"
"""The last day of a period whose end is not known."""


class EdgeType(enum.Enum):
    """What an edge says; the graph's relation types have the same names."""

    HOLDS = "HOLDS"
    PART_OF = "PART_OF"
    REPORTS_TO = "REPORTS_TO"
    WITHIN = "WITHIN"
    AT = "AT"
    PART_OF_INCIDENT = "PART_OF_INCIDENT"
    ALLEGED_PERPETRATOR_OF = "ALLEGED_PERPETRATOR_OF"
    PRESENT_AT = "PRESENT_AT"
    VICTIM_OF = "VICTIM_OF"
    ASSISTED = "ASSISTED"
    HELD_AT = "HELD_AT"
    CROSSED = "CROSSED"
    ORDERED = "ORDERED"
    KNEW_OF = "KNEW_OF"


_OF_ROLE = {
    Role.VICTIM: EdgeType.VICTIM_OF,
    Role.ALLEGED_PERPETRATOR: EdgeType.ALLEGED_PERPETRATOR_OF,
    Role.PRESENT: EdgeType.PRESENT_AT,
    Role.ASSISTED: EdgeType.ASSISTED,
}

Detail = str | bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Edge:
    """One statement between two heads (canonical ids). Days are `YYYY-MM-DD`, with sentinels for what is not known."""

    type: EdgeType
    start: RecordId
    end: RecordId
    valid_from: str
    valid_to: str
    details: tuple[tuple[str, Detail], ...] = ()
    claims: tuple[RecordId, ...] = field(default=())
    roots: tuple[RecordId, ...] = field(default=())
    disputed: bool = False

    def detail(self, name: str) -> Detail:
        """One of the statement's own fields, such as `commands`."""
        return dict(self.details)[name]

    def covers(self, day: str) -> bool:
        """Whether the day lies between the outermost days that the source's words allow."""
        return self.valid_from <= day <= self.valid_to


@dataclass(frozen=True, slots=True, kw_only=True)
class Dated:
    """The outermost days on which something can have happened, as these claims say."""

    valid_from: str
    valid_to: str
    claims: tuple[RecordId, ...]
    disputed: bool

    @property
    def month(self) -> str:
        """`YYYY-MM`; "" where the days lie in more than one, or there are none."""
        first, last = self.valid_from[:7], self.valid_to[:7]
        return first if first == last else ""


NO_DATE = Dated(valid_from=LATEST, valid_to=EARLIEST, claims=(), disputed=False)
"""When something happened that nobody dates: no period shares a day with it but one without any beginning and end."""


_Key = tuple[EdgeType, RecordId, RecordId, str, str, tuple[tuple[str, Detail], ...]]


def edges(standing: Standing, disputed: frozenset[RecordId] | None = None) -> tuple[Edge, ...]:
    """All derived edges, sorted; each with its claims, their roots, and whether something usable contradicts it.

    `disputed` is what `disputed_claims` gave, where the caller has it already.
    """
    contested = disputed_claims(standing) if disputed is None else disputed
    made: dict[_Key, list[Claim]] = defaultdict(list)
    for claim in standing.usable_claims:
        if not claim.denies:
            for key in _keys(claim.says, standing):
                # Judged to be one, a unit and the unit above it have no line between them any more.
                if key[1] != key[2]:
                    made[key].append(claim)
    found = [_edge(key, claims, standing, contested) for key, claims in made.items()]
    return tuple(sorted(found, key=lambda edge: (edge.type.value, edge.start, edge.end, edge.valid_from, edge.claims)))


def disputed_claims(standing: Standing) -> frozenset[RecordId]:
    """The usable claims that another usable claim contradicts."""
    return frozenset(claim.id for found in contradictions(standing) for claim in (found.a, found.b))


def dates_of_incidents(standing: Standing, disputed: frozenset[RecordId]) -> dict[RecordId, tuple[Dated, ...]]:
    """When each incident happened, one for each claim that says so; no key for one that nobody dates.

    The acts date an incident only where nobody says when it happened.
    """
    happened: dict[RecordId, list[Dated]] = defaultdict(list)
    done: dict[RecordId, list[Dated]] = defaultdict(list)
    for claim in standing.usable_claims:
        says = claim.says
        if isinstance(says, Happened | Did) and not claim.denies:
            first, last = days(says.when)
            dated = Dated(valid_from=first, valid_to=last, claims=(claim.id,), disputed=claim.id in disputed)
            told = happened if isinstance(says, Happened) else done
            told[standing.canonical(says.incident)].append(dated)
    return {incident: tuple(dates) for incident, dates in (done | happened).items()}


def _edge(key: _Key, claims: list[Claim], standing: Standing, disputed: frozenset[RecordId]) -> Edge:
    kind, start, end, valid_from, valid_to, details = key
    return Edge(
        type=kind,
        start=start,
        end=end,
        valid_from=valid_from,
        valid_to=valid_to,
        details=details,
        claims=tuple(sorted(claim.id for claim in claims)),
        roots=tuple(sorted(frozenset().union(*(standing.claim_roots(claim) for claim in claims)))),
        disputed=any(claim.id in disputed for claim in claims),
    )


def _keys(says: AnyStatement, standing: Standing) -> Iterator[_Key]:
    def key(kind: EdgeType, start: str, end: str, when: When | Period | None, **details: Detail) -> _Key:
        first, last = days(when)
        ordered = tuple(sorted(details.items()))
        return kind, standing.canonical(start), standing.canonical(end), first, last, ordered

    match says:
        case Posted():
            yield key(EdgeType.HOLDS, says.person, says.unit, says.period, commands=says.commands, title=says.title)
        case PartOf():
            yield key(EdgeType.PART_OF, says.unit, says.parent, says.period)
        case ReportsTo():
            yield key(EdgeType.REPORTS_TO, says.subordinate, says.superior, says.period, de_facto=says.de_facto)
        case Located():
            yield key(EdgeType.WITHIN, says.entity, says.place, says.period)
        case Happened() if says.place is not None:
            yield key(EdgeType.AT, says.incident, says.place, says.when)
        case Did():
            kind = says.act_kind
            yield key(EdgeType.PART_OF_INCIDENT, says.act, says.incident, says.when, act_kind=kind)
            if says.place is not None:
                yield key(EdgeType.AT, says.act, says.place, says.when)
        case TookPart():
            degree = says.degree.value if says.degree else ""
            yield key(_OF_ROLE[says.role], says.who, says.what, None, degree=degree)
        case Held():
            yield key(EdgeType.HELD_AT, says.person, says.place, says.period, cell=says.cell or "")
        case Crossed():
            yield key(EdgeType.CROSSED, says.person, says.point, says.when, coerced=says.coerced)
        case Ordered():
            yield key(EdgeType.ORDERED, says.person, says.what, says.when, content=says.content)
        case Knew():
            yield key(EdgeType.KNEW_OF, says.person, says.what, says.when, means=says.means)
        case _:
            pass


def days(when: When | Period | None) -> tuple[str, str]:
    """The outermost days that the words allow, sentinels where they allow any."""
    match when:
        case When():
            return when.earliest.isoformat(), when.latest.isoformat()
        case Period():
            first = when.start.earliest.isoformat() if when.start else EARLIEST
            last = when.end.latest.isoformat() if when.end else LATEST
            return first, last
        case None:
            return EARLIEST, LATEST

"""Coverage: elements of the law against incidents or persons; how much there is, never whether it is so.

States: no evidence · lead only (bearings, but every claim unusable or not to be judged) · single source · corroborated
(two claims for it whose origins share nothing, nor an interviewer) · contested (usable claims for and against). A cell
with claims against only is "no evidence", with its against shown.
"""

from __future__ import annotations

import enum
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from itertools import combinations

from evidence.ids import RecordId
from evidence.law.terms import Requirement, Scope
from evidence.model.claim import Claim
from evidence.model.decision import AnyScope, Bearing, IncidentScope, PersonScope, Side, WorkspaceScope
from evidence.model.heads import Account, Incident, Person, Source, code_key
from evidence.model.values import CANNOT_JUDGE_CREDIBILITY, Reliability, SourceId
from evidence.standing import Standing, Usable


class CellState(enum.Enum):
    """The five states; the same on screen, in tables, on the command line and on paper."""

    NO_EVIDENCE = "no_evidence"
    LEAD_ONLY = "lead_only"
    SINGLE_SOURCE = "single_source"
    CORROBORATED = "corroborated"
    CONTESTED = "contested"


GLYPHS = {
    CellState.NO_EVIDENCE: "○",
    CellState.LEAD_ONLY: "△",
    CellState.SINGLE_SOURCE: "●",
    CellState.CORROBORATED: "●●",
    CellState.CONTESTED: "◆",
}
"""One shape a state; one disc is one independent origin."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Borne:
    """One claim on an element: its bearing, whether it may be built on, and whether it can be judged at all."""

    claim: Claim
    bearing: Bearing
    usable: Usable
    judged: bool

    @property
    def holds(self) -> bool:
        """Whether it counts as more than a lead."""
        return self.usable is Usable.YES and self.judged


@dataclass(frozen=True, slots=True, kw_only=True)
class Cell:
    """One element for one incident, person, or the whole situation (`column` None); each claim once on each side."""

    element: str
    column: RecordId | None
    state: CellState
    claims_for: tuple[Borne, ...]
    claims_against: tuple[Borne, ...]
    independent: int
    """How many of the claims for it are pairwise independent."""

    @property
    def plus(self) -> int:
        """How many usable claims are for it."""
        return sum(borne.usable is Usable.YES for borne in self.claims_for)

    @property
    def minus(self) -> int:
        """How many usable claims are against it."""
        return sum(borne.usable is Usable.YES for borne in self.claims_against)


@dataclass(frozen=True, slots=True, kw_only=True)
class Coverage:
    """All cells of some requirements; `cell` gives an empty one where nothing bears."""

    rows: tuple[Requirement, ...]
    incidents: tuple[RecordId, ...]
    persons: tuple[RecordId, ...]
    cells: dict[tuple[str, RecordId | None], Cell]

    def cell(self, element: str, column: RecordId | None = None) -> Cell:
        """The cell of this element and column."""
        empty = Cell(
            element=element, column=column, state=CellState.NO_EVIDENCE, claims_for=(), claims_against=(), independent=0
        )
        return self.cells.get((element, column), empty)

    def columns(self, scope: Scope) -> tuple[RecordId | None, ...]:
        """The columns of a row of this scope."""
        match scope:
            case Scope.WORKSPACE:
                return (None,)
            case Scope.INCIDENT:
                return self.incidents
            case Scope.PERSON:
                return self.persons


def cover(
    standing: Standing, rows: Iterable[Requirement], incidents: Iterable[str] = (), persons: Iterable[str] = ()
) -> Coverage:
    """The coverage of these rows; all heads with a bearing are columns unless some are chosen."""
    wanted = tuple(rows)
    origins = Origins(standing)
    borne: dict[tuple[str, RecordId | None], list[Borne]] = defaultdict(list)
    for bearing in standing.bearings():
        column = _column(bearing.scope, standing)
        borne[bearing.element, column].append(origins.borne(bearing))
    elements = {row.id for row in wanted}
    cells = {key: _cell(key[0], key[1], found, origins) for key, found in borne.items() if key[0] in elements}
    chosen = {standing.canonical(head) for head in (*incidents, *persons)}
    columns = chosen or {column for _, column in cells if column is not None}
    return Coverage(
        rows=wanted,
        incidents=_heads(standing, Incident, columns),
        persons=_heads(standing, Person, columns),
        cells=cells,
    )


class Origins:
    """Where claims come from, for counting origins instead of documents; one Standing, as it is now."""

    def __init__(self, standing: Standing) -> None:
        self._standing = standing
        self._interviewers: dict[RecordId, set[str]] = defaultdict(set)
        for account in standing.live(Account):
            self._interviewers[standing.line(RecordId(account.source))].add(code_key(account.taken.interviewer))
        self._behind: dict[SourceId, frozenset[str]] = {}

    def borne(self, bearing: Bearing) -> Borne:
        """What this bearing is worth today."""
        claim = self._standing.record(bearing.claim)
        if not isinstance(claim, Claim):
            raise TypeError("a bearing names a claim; checked when it was made")
        return Borne(
            claim=claim,
            bearing=bearing,
            usable=self._standing.usable(claim.id),
            judged=can_be_judged(self._standing, claim),
        )

    def of(self, claim: Claim) -> frozenset[str]:
        """The claim's roots, and `asked:<code>` of whoever took an account of a source that it comes from.

        Two claims are independent if these share nothing.
        """
        told = self._of(claim.told_by) if claim.told_by is not None else frozenset()
        return self._of(claim.said_by) | told

    def independent(self, a: Claim, b: Claim) -> bool:
        """Whether two claims share neither an origin nor an interviewer."""
        return self.of(a).isdisjoint(self.of(b))

    def count_independent(self, claims: Iterable[Claim]) -> int:
        """How many claims are pairwise independent; see `count_apart`."""
        return count_apart(self.of(claim) for claim in sorted(claims, key=lambda one: self._standing.place(one.id)))

    def _of(self, source: SourceId) -> frozenset[str]:
        if source not in self._behind:
            # The interviewer of a witness stands behind the newspaper that derives from her, too.
            asked = {code for origin in self._standing.origins(source) for code in self._interviewers.get(origin, ())}
            self._behind[source] = self._standing.roots(source) | {f"asked:{code}" for code in asked}
        return self._behind[source]


def can_be_judged(standing: Standing, claim: Claim) -> bool:
    """Whether source and claim can be judged at all: neither reliability F nor credibility 6."""
    source = standing.current(RecordId(claim.said_by), Source)
    return source.reliability is not Reliability.F and claim.credibility != CANNOT_JUDGE_CREDIBILITY


def count_apart(origins: Iterable[frozenset[str]]) -> int:
    """How many of these share nothing with each other, the smallest taken first, then as they come.

    It is 2 or more exactly where two of them share nothing, which is what "corroborated" asks.
    """
    # What comes from the same origins is compared once: a thousand claims of one witness are one.
    ordered = sorted(dict.fromkeys(origins), key=len)
    chosen: list[frozenset[str]] = []
    for one in ordered:
        if all(one.isdisjoint(other) for other in chosen):
            chosen.append(one)
    if len(chosen) < 2 and any(one.isdisjoint(other) for one, other in combinations(ordered, 2)):
        return 2
    return len(chosen)


def _cell(element: str, column: RecordId | None, borne: list[Borne], origins: Origins) -> Cell:
    claims_for = _each_once(one for one in borne if one.bearing.side is Side.FOR)
    claims_against = _each_once(one for one in borne if one.bearing.side is Side.AGAINST)
    independent = origins.count_independent(one.claim for one in claims_for if one.holds)
    return Cell(
        element=element,
        column=column,
        state=_state(claims_for, claims_against, independent),
        claims_for=claims_for,
        claims_against=claims_against,
        independent=independent,
    )


def _each_once(borne: Iterable[Borne]) -> tuple[Borne, ...]:
    """One for each claim, its first bearing: two people may have made the same one, and it is still one claim."""
    first: dict[RecordId, Borne] = {}
    for one in borne:
        first.setdefault(one.claim.id, one)
    return tuple(first.values())


def _state(claims_for: tuple[Borne, ...], claims_against: tuple[Borne, ...], independent: int) -> CellState:
    usable_for = any(one.usable is Usable.YES for one in claims_for)
    if usable_for and any(one.usable is Usable.YES for one in claims_against):
        return CellState.CONTESTED
    if not claims_for:
        return CellState.NO_EVIDENCE
    if independent >= 2:
        return CellState.CORROBORATED
    return CellState.SINGLE_SOURCE if independent == 1 else CellState.LEAD_ONLY


def _column(scope: AnyScope, standing: Standing) -> RecordId | None:
    match scope:
        case WorkspaceScope():
            return None
        case IncidentScope():
            return standing.canonical(scope.incident)
        case PersonScope():
            return standing.canonical(scope.person)


def _heads(standing: Standing, kind: type[Incident] | type[Person], chosen: set[RecordId]) -> tuple[RecordId, ...]:
    made = sorted(standing.live(kind), key=lambda head: standing.place(standing.line(head.id)))
    return tuple(line for line in dict.fromkeys(standing.canonical(head.id) for head in made) if line in chosen)

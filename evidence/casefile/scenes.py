"""Incidents with everything that is said of them: their acts, their dates, and the claims that concern them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from evidence.ids import RecordId
from evidence.model.claim import Claim
from evidence.model.decision import IncidentScope
from evidence.model.heads import Incident
from evidence.model.statement import Did, Happened
from evidence.standing import Standing
from evidence.when import When


@dataclass(frozen=True, slots=True, kw_only=True)
class Scene:
    """One incident, by its number in the file. `claims` concern it: they name it, one of its acts, or bear on it."""

    number: int
    incident: RecordId
    acts: frozenset[RecordId]
    dates: tuple[When, ...]
    claims: tuple[Claim, ...]

    @property
    def day(self) -> date | None:
        """The first day that the sources allow; None where no date is given."""
        return self.dates[0].earliest if self.dates else None


def scenes(standing: Standing, claims: Iterable[Claim], wanted: Collection[RecordId] | None) -> tuple[Scene, ...]:
    """The wanted incidents (None: all) in the order of their dates; those without a date last."""
    given = tuple(claims)
    acts = _acts(standing, given)
    concerning: dict[RecordId, dict[RecordId, Claim]] = defaultdict(dict)
    borne = _borne(standing)
    for claim in given:
        for incident in _incidents(standing, claim, acts, borne):
            concerning[incident][claim.id] = claim
    every = {standing.canonical(head.id) for head in standing.live(Incident)}
    chosen = every if wanted is None else {incident for incident in every if incident in wanted}
    found = [_scene(standing, incident, acts, tuple(concerning[incident].values())) for incident in chosen]
    found.sort(key=lambda scene: (scene.day or date.max, standing.label(scene.incident), scene.incident))
    return tuple(
        Scene(number=n, incident=one.incident, acts=one.acts, dates=one.dates, claims=one.claims)
        for n, one in enumerate(found, start=1)
    )


def _scene(
    standing: Standing, incident: RecordId, acts: Mapping[RecordId, set[RecordId]], claims: tuple[Claim, ...]
) -> Scene:
    mine = {act for act, incidents in acts.items() if incident in incidents}
    happened = {
        claim.says.when
        for claim in claims
        if isinstance(claim.says, Happened) and not claim.denies and standing.canonical(claim.says.incident) == incident
    }
    done = {
        claim.says.when
        for claim in claims
        if isinstance(claim.says, Did) and not claim.denies and standing.canonical(claim.says.act) in mine
    }
    # The acts date an incident only where nobody says when it happened.
    dates = tuple(sorted(happened or done))
    return Scene(number=0, incident=incident, acts=frozenset(mine), dates=dates, claims=claims)


def _acts(standing: Standing, claims: Iterable[Claim]) -> dict[RecordId, set[RecordId]]:
    acts: dict[RecordId, set[RecordId]] = defaultdict(set)
    for claim in claims:
        if isinstance(claim.says, Did) and not claim.denies:
            acts[standing.canonical(claim.says.act)].add(standing.canonical(claim.says.incident))
    return acts


def _borne(standing: Standing) -> dict[RecordId, set[RecordId]]:
    borne: dict[RecordId, set[RecordId]] = defaultdict(set)
    for bearing in standing.bearings():
        if isinstance(bearing.scope, IncidentScope):
            borne[bearing.claim].add(standing.canonical(bearing.scope.incident))
    return borne


def _incidents(
    standing: Standing,
    claim: Claim,
    acts: Mapping[RecordId, set[RecordId]],
    borne: Mapping[RecordId, set[RecordId]],
) -> set[RecordId]:
    heads = {standing.canonical(head) for _, head in claim.says.heads()}
    named = {head for head in heads if isinstance(standing.record(head), Incident)}
    through_acts = {incident for head in heads for incident in acts.get(head, ())}
    return named | through_acts | borne.get(claim.id, set())

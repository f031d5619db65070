"""Which claims a case file is about: a workspace holds more than goes into one file."""

from __future__ import annotations

from collections.abc import Collection, Iterable

from evidence.casefile.scenes import Scene
from evidence.ids import RecordId
from evidence.model.claim import Claim
from evidence.model.statement import Context, Named, PartOf, Posted, ReportsTo, TookPart
from evidence.standing import Standing


class Relevance:
    """The heads of one file: its incidents and acts, who took part, who is alleged, and every unit above them."""

    def __init__(
        self, standing: Standing, claims: Iterable[Claim], scenes: Iterable[Scene], persons: Iterable[RecordId]
    ) -> None:
        self._standing = standing
        given = tuple(claims)
        whats = {head for scene in scenes for head in (scene.incident, *scene.acts)}
        took_part = {
            standing.canonical(claim.says.who)
            for claim in given
            if isinstance(claim.says, TookPart) and standing.canonical(claim.says.what) in whats
        }
        self.heads = frozenset(whats | took_part | set(persons))
        self.units = self._units(given)

    def concerns(self, claim: Claim) -> bool:
        """Whether the claim is about the file: its heads, or the context that every incident shares."""
        canonical = self._standing.canonical
        match claim.says:
            case Context():
                return True
            case Posted(person=person, unit=unit, commands=commands):
                return canonical(person) in self.heads or (commands and canonical(unit) in self.units)
            case Named(entity=entity):
                return canonical(entity) in self.heads
            case PartOf() | ReportsTo():
                return any(canonical(head) in self.heads | self.units for _, head in claim.says.heads())
            case _:
                return any(canonical(head) in self.heads for _, head in claim.says.heads())

    def _units(self, claims: Collection[Claim]) -> frozenset[RecordId]:
        """Units that took part or in which a head held a post, and all that any claim puts above them."""
        canonical = self._standing.canonical
        above: dict[RecordId, set[RecordId]] = {}
        found = {head for head in self.heads if head.startswith("unt_")}
        for claim in claims:
            match claim.says:
                case PartOf(unit=lower, parent=upper) | ReportsTo(subordinate=lower, superior=upper):
                    above.setdefault(canonical(lower), set()).add(canonical(upper))
                case Posted(person=person, unit=unit) if canonical(person) in self.heads:
                    found.add(canonical(unit))
                case _:
                    pass
        waiting = list(found)
        while waiting:
            for higher in above.get(waiting.pop(), set()) - found:
                found.add(higher)
                waiting.append(higher)
        return frozenset(found)

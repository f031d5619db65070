"""When two claims say the same, and when they contradict: one definition for chronology, graph and exculpatory list.

Contradict, and nothing else does: (a) one statement, one of them denies; (b) an incident or act on disjoint dates, or
in places of which neither lies in the other; (c) born, died, sex, patronymic with values that cannot both hold; (d) two
parents of one unit at a time; (e) two commanders of one unit at a time; (f) one person held in two places over the same
days. Heads are compared after the judgements; what is half known (a fuzzy date, an initial) contradicts nothing.
"""

from __future__ import annotations

import enum
from collections import defaultdict
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from itertools import combinations

import msgspec

from evidence.ids import RecordId
from evidence.language.fold import fold
from evidence.language.names import Relation, compare
from evidence.model.claim import Claim
from evidence.model.statement import (
    AnyStatement,
    Attribute,
    AttributeKey,
    Did,
    Happened,
    Held,
    Located,
    PartOf,
    Posted,
    Statement,
)
from evidence.standing import Standing
from evidence.when import Answer, When, disjoint

_SEXES = {"f", "m"}
"""The two codes that exclude each other; any other word for a sex may mean either."""
_ANY_SURNAME = "Неіснуючы"


class Why(enum.Enum):
    """Why two claims contradict."""

    DENIED = "denied"
    DATES = "dates"
    PLACES = "places"
    VALUES = "values"
    PARENTS = "parents"
    COMMANDERS = "commanders"
    HELD_TWICE = "held_twice"


@dataclass(frozen=True, slots=True, kw_only=True)
class Contradiction:
    """Two usable claims that cannot both be true; the earlier id first."""

    a: Claim
    b: Claim
    why: Why


class Geography:
    """Which place lies in which, by the usable Located claims."""

    def __init__(self, standing: Standing) -> None:
        self._canonical = standing.canonical
        self._within: dict[RecordId, set[RecordId]] = defaultdict(set)
        for claim in standing.usable_claims:
            if isinstance(claim.says, Located) and not claim.denies:
                self._within[self._canonical(claim.says.entity)].add(self._canonical(claim.says.place))

    def around(self, place: str) -> frozenset[RecordId]:
        """The place itself and all that it lies in."""
        seen: set[RecordId] = set()
        waiting = [self._canonical(place)]
        while waiting:
            current = waiting.pop()
            if current not in seen:
                seen.add(current)
                waiting.extend(self._within.get(current, ()))
        return frozenset(seen)

    def apart(self, a: str, b: str) -> bool:
        """Whether neither lies in the other."""
        return self._canonical(a) not in self.around(b) and self._canonical(b) not in self.around(a)


def contradictions(standing: Standing) -> tuple[Contradiction, ...]:
    """All pairs of usable claims that contradict, as they lie in the ledger; `a` is the earlier."""
    geography = Geography(standing)
    found = []
    for one, other in _comparable(standing):
        why = contradict(one, other, standing.canonical, geography)
        if why is not None:
            found.append(Contradiction(a=one, b=other, why=why))
    return tuple(sorted(found, key=lambda pair: (standing.place(pair.a.id), standing.place(pair.b.id))))


def contradict(a: Claim, b: Claim, canonical: Callable[[str], str], geography: Geography) -> Why | None:
    """Why these two cannot both be true; None if they can."""
    if a.denies != b.denies:
        return Why.DENIED if same_statement(a.says, b.says, canonical) else None
    if a.denies:
        return None
    match a.says, b.says:
        case Happened() as one, Happened() as other if canonical(one.incident) == canonical(other.incident):
            return _apart(one, other, geography)
        case Did() as one, Did() as other if canonical(one.act) == canonical(other.act):
            return _apart(one, other, geography)
        case Attribute() as one, Attribute() as other if canonical(one.entity) == canonical(other.entity):
            return Why.VALUES if _cannot_both_hold(one, other) else None
        case PartOf() as one, PartOf() as other if canonical(one.unit) == canonical(other.unit):
            others = canonical(one.parent) != canonical(other.parent)
            return Why.PARENTS if others and one.period.overlaps(other.period) is Answer.YES else None
        case Posted() as one, Posted() as other if canonical(one.unit) == canonical(other.unit):
            others = one.commands and other.commands and canonical(one.person) != canonical(other.person)
            return Why.COMMANDERS if others and one.period.overlaps(other.period) is Answer.YES else None
        case Held() as one, Held() as other if canonical(one.person) == canonical(other.person):
            together = one.period.overlaps(other.period, except_transfer=True) is Answer.YES
            return Why.HELD_TWICE if together and geography.apart(one.place, other.place) else None
        case _:
            return None


def same_statement(a: Statement, b: Statement, canonical: Callable[[str], str]) -> bool:
    """Whether two statements say the very same, their heads compared after the judgements."""
    return type(a) is type(b) and _shape(a, canonical) == _shape(b, canonical)


def _shape(statement: Statement, canonical: Callable[[str], str]) -> tuple[object, ...]:
    heads: dict[str, str] = {head: canonical(head) for _, head in statement.heads()}
    values = msgspec.structs.asdict(statement)
    return tuple(_renamed(value, heads) for value in values.values())


def _renamed(value: object, heads: dict[str, str]) -> object:
    if isinstance(value, tuple):
        # In which order heads are named, and how often one is, says nothing.
        return tuple(sorted({heads.get(str(one), str(one)) for one in value}))
    return heads.get(value, value) if isinstance(value, str) else value


def _comparable(standing: Standing) -> Iterator[tuple[Claim, Claim]]:
    """Pairs of usable claims, the earlier first, among which all that contradict are, each once."""
    canonical = standing.canonical
    alike: dict[tuple[object, ...], list[Claim]] = defaultdict(list)
    about: dict[tuple[object, ...], list[Claim]] = defaultdict(list)
    for claim in standing.usable_claims:
        alike[type(claim.says), *_shape(claim.says, canonical)].append(claim)
        subject = _subject(claim.says)
        if subject is not None and not claim.denies:
            about[type(claim.says), canonical(subject)].append(claim)
    # A denial contradicts what it denies, whatever the form; two that affirm can clash only over one subject.
    for group in alike.values():
        yield from _denied(group)
    for group in about.values():
        yield from combinations(group, 2)


def _denied(group: list[Claim]) -> Iterator[tuple[Claim, Claim]]:
    """The pairs of which one denies, without a look at the others: of one statement there may be very many claims."""
    affirmed: list[Claim] = []
    denials: list[Claim] = []
    for claim in group:
        mine, theirs = (denials, affirmed) if claim.denies else (affirmed, denials)
        mine.append(claim)
        yield from ((other, claim) for other in theirs)


def _subject(statement: AnyStatement) -> str | None:
    """Over what two affirmed statements of this form can exclude each other; None where they never do."""
    match statement:
        case Posted():
            return statement.unit if statement.commands else None
        case Happened():
            return statement.incident
        case Did():
            return statement.act
        case Attribute():
            return statement.entity
        case PartOf():
            return statement.unit
        case Held():
            return statement.person
        case _:
            return None


def _apart(one: Happened | Did, other: Happened | Did, geography: Geography) -> Why | None:
    if disjoint(one.when, other.when):
        return Why.DATES
    if one.place is not None and other.place is not None and geography.apart(one.place, other.place):
        return Why.PLACES
    return None


def _cannot_both_hold(one: Attribute, other: Attribute) -> bool:
    if one.key is not other.key:
        return False
    match one.key:
        case AttributeKey.BORN | AttributeKey.DIED:
            return disjoint(When.parse(one.value), When.parse(other.value))
        case AttributeKey.SEX:
            return {one.value.strip().casefold(), other.value.strip().casefold()} == _SEXES
        case AttributeKey.PATRONYMIC:
            return not patronymics_agree(one.value, other.value)
        case _:
            return False


def patronymics_agree(one: str, other: str) -> bool:
    """Whether two patronymics can be one, across languages and spellings; an initial can stand for any of them.

    The names module decides; of what it does not know to be a patronymic, only the folded words are compared.
    """
    if _is_initial(one) or _is_initial(other):
        return True
    # Without a surname beside it, a man's patronymic would itself be read as one.
    match compare(f"{_ANY_SURNAME} {one}", f"{_ANY_SURNAME} {other}").relation("patronymic"):
        case Relation.MISSING:
            return fold(one.strip()) == fold(other.strip())
        case found:
            return found is not Relation.CONFLICT


def _is_initial(word: str) -> bool:
    return len(word.strip().rstrip(".")) == 1

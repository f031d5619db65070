"""Small random workspaces: a few people, units and incidents, and whatever sources may say of them."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from hypothesis import strategies as st

from evidence.decide import Hand
from evidence.ids import DerivativeId, ExhibitId, RecordId
from evidence.law.load import catalogue
from evidence.model import heads, output
from evidence.model.claim import Claim
from evidence.model.decision import Bearing, Decision, IncidentScope, Judgement, Side
from evidence.model.statement import (
    AnyStatement,
    Attribute,
    AttributeKey,
    Did,
    Happened,
    Held,
    Named,
    NameSort,
    PartOf,
    Posted,
    ReportsTo,
    Role,
    Says,
    TookPart,
)
from evidence.model.values import ActId, Basis, HeadId, IncidentId, PersonId, PlaceId, SourceId, Text, UnitId
from evidence.standing import Standing
from evidence.when import Period, When
from tests.support.told_story import paper_hand
from tests.support.world import World

PAGE = "alpha beta gamma delta"
WORDS = tuple(PAGE.split())
DATES = ("2020-08", "2020-08-09", "2020-08-10", "2020-08-10/2020-08-12", "2020-08-12", "2020-08-11~", "2020-22")
ELEMENT = "LT-BK-100.f"


@dataclass(frozen=True, slots=True, kw_only=True)
class Small:
    """A world, its one Standing, and the heads and sources that claims may name."""

    world: World
    standing: Standing
    hand: Hand
    sources: tuple[SourceId, ...]
    exhibits: tuple[tuple[ExhibitId, DerivativeId], ...]
    persons: tuple[PersonId, ...]
    units: tuple[UnitId, ...]
    places: tuple[PlaceId, ...]
    incidents: tuple[IncidentId, ...]
    acts: tuple[ActId, ...]

    def claim(
        self,
        says: AnyStatement,
        *,
        source: int = 0,
        word: str = "alpha",
        denies: bool = False,
        basis: Basis = Basis.SAW,
    ) -> Claim:
        exhibit, text = self.exhibits[source % len(self.exhibits)]
        cites = (self.hand.cite(exhibit, text, 1, word),)
        said_by = self.sources[source % len(self.sources)]
        return self.hand.record(Claim, says=says, cites=cites, said_by=said_by, basis=Basis.SAW, denies=denies)

    def bear(self, claim: RecordId, side: Side = Side.FOR, incident: int = 0) -> Bearing:
        scope = IncidentScope(incident=self.incidents[incident])
        return self.hand.record(Bearing, claim=claim, element=ELEMENT, scope=scope, side=side)

    def case_file(self, *, language: str = "en", forum: str = "LT") -> output.CaseFile:
        allegation = self.hand.record(
            output.Allegation,
            person=self.persons[0],
            office=None,
            crime="7-1-f",
            mode="28-b",
            period=Period(start=When("2020-08-10"), end=When("2020-08-12")),
        )
        return self.hand.record(
            output.CaseFile,
            code="CF-1",
            title=Text(lang="en", text="Small"),
            forum=forum,
            language=language,
            recipient="share_national_prosecutor_LT",
            profile="LT",
            allegations=(allegation.id,),
            law_digest=catalogue().digest,
        )

    def passage(self, case_file: RecordId, section: str, text: str, *claims: RecordId) -> output.Passage:
        sentences = (output.Sentence(text=Text(lang="en", text=text), claims=claims),)
        return self.hand.record(output.Passage, case_file=case_file, section=section, order=1, sentences=sentences)


def small(world: World | None = None) -> Small:
    """Three sources (the third goes back to the first), and a few heads of each kind."""
    world = world or World()
    standing = world.standing()
    hand = paper_hand(world, standing)
    one = hand.source("W-1", heads.SourceSort.WITNESS, protected=True)
    two = hand.source("W-2", heads.SourceSort.WITNESS)
    paper = hand.record(heads.Source, sort=heads.SourceSort.MEDIA, code="S-3", protected=False, derives_from=(one.id,))
    sources = tuple(SourceId(source.id) for source in (one, two, paper))
    exhibits = tuple(world.exhibit(source, [PAGE], name=f"e{n}") for n, source in enumerate(sources))
    standing.absorb(world.entries)

    def made(kind: type[heads.Head], count: int) -> list[str]:
        return [hand.head(kind, f"{kind.__name__} {n}").id for n in range(1, count + 1)]

    return Small(
        world=world,
        standing=standing,
        hand=hand,
        sources=sources,
        exhibits=exhibits,
        persons=tuple(map(PersonId, made(heads.Person, 3))),
        units=tuple(map(UnitId, made(heads.Unit, 3))),
        places=tuple(map(PlaceId, made(heads.Place, 2))),
        incidents=tuple(map(IncidentId, made(heads.Incident, 2))),
        acts=tuple(map(ActId, made(heads.Act, 2))),
    )


# One claim, before its world exists: numbers that a world turns into heads.
@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """What a random claim says, by whom, and whether it denies; `bears` is a side or None."""

    form: int
    a: int
    b: int
    date: str
    end: str
    source: int
    denies: bool
    bears: Side | None

    def says(self, small: Small) -> AnyStatement:
        return _FORMS[self.form % len(_FORMS)](self, small)


def _period(told: Told) -> Period:
    start, end = sorted((When(told.date), When(told.end)))
    return Period(start=start, end=end)


_FORMS: tuple[Callable[[Told, Small], AnyStatement], ...] = (
    lambda t, s: Happened(incident=s.incidents[t.a % 2], when=When(t.date), place=s.places[t.b % 2]),
    lambda t, s: Did(act=s.acts[t.a % 2], incident=s.incidents[t.b % 2], act_kind="beating", when=When(t.date)),
    lambda t, s: TookPart(who=HeadId(s.persons[t.a % 3]), what=HeadId(s.acts[t.b % 2]), role=tuple(Role)[t.a % 4]),
    lambda t, s: Held(person=s.persons[t.a % 3], place=s.places[t.b % 2], period=_period(t)),
    lambda t, s: Posted(
        person=s.persons[t.a % 3], unit=s.units[t.b % 3], title="head", commands=t.a % 2 == 0, period=_period(t)
    ),
    lambda t, s: PartOf(unit=s.units[t.a % 3], parent=s.units[(t.a + 1 + t.b % 2) % 3], period=_period(t)),
    lambda t, s: ReportsTo(
        subordinate=HeadId(s.persons[t.a % 3]),
        superior=HeadId(s.persons[(t.a + 1 + t.b % 2) % 3]),
        period=_period(t),
        de_facto=t.b % 2 == 0,
    ),
    lambda t, s: Named(entity=HeadId(s.persons[t.a % 3]), name=f"Имя {t.b}", lang="ru", sort=NameSort.ALIAS),
    lambda t, s: Attribute(entity=HeadId(s.persons[t.a % 3]), key=AttributeKey.BORN, value=t.date),
    lambda t, s: Says(entities=(HeadId(s.persons[t.a % 3]),), text="something"),
)

TOLD = st.builds(
    Told,
    form=st.integers(0, len(_FORMS) - 1),
    a=st.integers(0, 5),
    b=st.integers(0, 5),
    date=st.sampled_from(DATES),
    end=st.sampled_from(DATES),
    source=st.integers(0, 2),
    denies=st.sampled_from((False, False, False, True)),
    bears=st.sampled_from((None, Side.FOR, Side.FOR, Side.AGAINST)),
)
STORIES = st.lists(TOLD, max_size=10)


def tell(small: Small, stories: list[Told], *, one_person: bool = False) -> list[Claim]:
    """Make the claims and their bearings; with `one_person`, the first two persons are judged to be one."""
    claims = []
    for n, told in enumerate(stories):
        claim = small.claim(told.says(small), source=told.source, word=WORDS[n % 4], denies=told.denies)
        if told.bears is not None:
            small.bear(claim.id, told.bears, told.a % 2)
        claims.append(claim)
    if one_person:
        small.hand.record(Judgement, a=small.persons[0], b=small.persons[1], decision=Decision.SAME)
    return claims

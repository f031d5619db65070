"""Small random workspaces: a few people, units and incidents, and whatever sources may say of them."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace

from hypothesis import strategies as st

from evidence.decide import Hand
from evidence.ids import DerivativeId, ExhibitId, RecordId
from evidence.law.load import catalogue
from evidence.model import heads, output
from evidence.model.claim import Claim
from evidence.model.decision import Bearing, Decision, IncidentScope, Judgement, Side
from evidence.model.statement import (
    AnyStatement,
    Aspect,
    Attribute,
    AttributeKey,
    Authenticates,
    Context,
    Crossed,
    Did,
    Happened,
    Held,
    Knew,
    Located,
    Named,
    NameSort,
    Ordered,
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

    def ask(self, source: int, interviewer: str) -> heads.Account:
        """An account of this source, taken by this interviewer."""
        who = self.sources[source]
        self.hand.record(heads.Consent, source=who, given_at=When("2021"), manner="oral", dimensions={})
        taken = heads.Taken(
            when=When("2021"),
            means=heads.Means.IN_PERSON,
            place_kind="office",
            language="be",
            interviewer=interviewer,
        )
        exhibits = (self.exhibits[source][0],)
        return self.hand.record(heads.Account, source=who, exhibits=exhibits, extent=heads.Extent.FULL, taken=taken)

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
        return FORMS[self.form % len(FORMS)](self, small)


def _period(told: Told) -> Period:
    start, end = sorted((When(told.date), When(told.end)))
    return Period(start=start, end=end)


def _event(told: Told, small: Small) -> HeadId:
    return HeadId((*small.acts, *small.incidents)[told.b % 4])


def _attribute(told: Told, small: Small) -> Attribute:
    key, value = (
        (AttributeKey.BORN, told.date),
        (AttributeKey.DIED, told.end),
        (AttributeKey.SEX, ("f", "m", "M", "male")[told.a % 4]),
        (AttributeKey.PATRONYMIC, ("Мікалаевіч", "Николаевич", "Рыгоравіч", "Григорьевич", "Г.")[told.a % 5]),
        (AttributeKey.RANK, ("major", "colonel")[told.a % 2]),
    )[told.b % 5]
    return Attribute(entity=HeadId(small.persons[told.source]), key=key, value=value)


# Every form that a statement can have, each with heads and values that often meet those of another.
FORMS: tuple[Callable[[Told, Small], AnyStatement], ...] = (
    lambda t, s: Happened(incident=s.incidents[t.a % 2], when=When(t.date), place=(*s.places, None)[t.b % 3]),
    lambda t, s: Did(
        act=s.acts[t.a % 2],
        incident=s.incidents[t.b % 2],
        act_kind="beating",
        when=When(t.date),
        place=(*s.places, None)[t.b % 3],
    ),
    lambda t, s: TookPart(
        who=HeadId((*s.persons, *s.units)[t.a]), what=_event(t, s), role=tuple(Role)[(t.a + t.b) % 4]
    ),
    # Twice, so that what somebody is alleged to have done meets posts and dates often enough.
    lambda t, s: TookPart(who=HeadId(s.persons[t.a % 3]), what=_event(t, s), role=Role.ALLEGED_PERPETRATOR),
    lambda t, s: Held(person=s.persons[t.a % 3], place=s.places[t.b % 2], period=_period(t)),
    lambda t, s: Posted(
        person=s.persons[t.a % 3],
        unit=s.units[t.b % 3],
        title="head",
        commands=t.a % 2 == 0,
        period=_period(t) if t.b < 4 else Period(start=None, end=None),
    ),
    lambda t, s: PartOf(unit=s.units[t.a % 3], parent=s.units[(t.a + 1 + t.b % 2) % 3], period=_period(t)),
    lambda t, s: ReportsTo(
        subordinate=HeadId((*s.persons, *s.units)[t.a]),
        superior=HeadId((*s.persons, *s.units)[(t.a + 1 + t.b // 2) % 6]),
        period=_period(t),
        de_facto=t.b % 2 == 0,
    ),
    lambda t, s: Located(
        entity=HeadId((*s.units, s.places[t.b % 2])[t.a % 4]), place=s.places[(t.b + 1) % 2], period=_period(t)
    ),
    lambda t, s: Crossed(
        person=s.persons[t.a % 3],
        point=s.places[t.b % 2],
        when=When(t.date),
        from_state="BY",
        to_state="LT",
        coerced=t.b < 3,
    ),
    lambda t, s: Ordered(
        person=s.persons[t.a % 3],
        what=HeadId((*s.acts, *s.incidents, *s.units)[t.b]),
        content="words",
        when=When(t.date),
    ),
    lambda t, s: Knew(person=s.persons[t.a % 3], what=_event(t, s), means="a report", when=When(t.date)),
    lambda t, s: Named(entity=HeadId(s.persons[t.a % 3]), name=f"Имя {t.b}", lang="ru", sort=NameSort.ALIAS),
    _attribute,
    lambda t, s: Context(sub_fact="attack", text=f"words {t.a % 2}", period=_period(t) if t.b < 3 else None),
    lambda t, s: Authenticates(
        exhibit=s.exhibits[t.a % 3][0], aspect=tuple(Aspect)[t.b % 2], method="looked at", result="nothing found"
    ),
    lambda t, s: Says(entities=(HeadId(s.persons[t.a % 3]),), text="something"),
    lambda t, s: Says(entities=(HeadId(s.persons[t.a % 3]), HeadId(s.units[t.b % 3])), text="something"),
    lambda t, s: Says(entities=(HeadId(s.units[t.b % 3]), HeadId(s.persons[t.a % 3])), text="something"),
)

TOLD = st.builds(
    Told,
    form=st.integers(0, len(FORMS) - 1),
    a=st.integers(0, 5),
    b=st.integers(0, 5),
    date=st.sampled_from(DATES),
    end=st.sampled_from(DATES),
    source=st.integers(0, 2),
    denies=st.sampled_from((False, False, False, True)),
    bears=st.sampled_from((None, Side.FOR, Side.FOR, Side.AGAINST)),
)


# Form, a and b of claims that meet: the second person did an act of the first incident, in a unit under one that the
# first person commands; two are held in one place. Left to chance alone, they would hardly ever come together.
_MEETING = ((3, 1, 0), (1, 0, 0), (0, 0, 2), (5, 1, 0), (6, 0, 0), (5, 0, 1), (4, 0, 0), (4, 2, 0))


@st.composite
def _stories(draw: st.DrawFn) -> list[Told]:
    """A few claims: some by chance, some that meet, and some that say, or deny, what one before them said."""
    told = draw(st.lists(TOLD, max_size=6))
    meeting = draw(st.one_of(st.just(()), st.just(_MEETING), st.sets(st.sampled_from(_MEETING)).map(sorted)))
    told += [replace(draw(TOLD), form=form, a=a, b=b, denies=False) for form, a, b in meeting]
    again = draw(st.lists(st.sampled_from(told), max_size=2)) if told else []
    return [*told, *(replace(one, source=(one.source + 1) % 3, denies=draw(st.booleans())) for one in again)]


STORIES = _stories()


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

"""What a file relies on is all that it prints: nothing stands on paper whose change would go unnoticed."""

from __future__ import annotations

import re

from hypothesis import given, settings
from hypothesis import strategies as st

from evidence.casefile.assemble import assemble
from evidence.casefile.numbers import code_of
from evidence.casefile.papers import Papers, handed_as_received
from evidence.disclosure import plan
from evidence.ids import RecordId
from evidence.law.load import catalogue
from evidence.model import heads
from evidence.model.claim import Claim
from evidence.model.decision import Decision, Judgement, Review, ReviewDecision
from evidence.model.output import CaseFile, Disclosure
from evidence.model.statement import Happened, Role, TookPart
from evidence.model.values import HeadId
from evidence.when import When
from tests.support.made_file import AT, strings
from tests.support.small_world import STORIES, Small, Told, small, tell
from tests.support.told_story import paper_hand
from tests.support.world import BORIS

NUMBER = re.compile(r"\bC-[A-Z]{0,2}[0-9]{4,}\b")


def relied_on(world: Small, file: CaseFile) -> plan.Reliance:
    return plan.reliance(world.standing, file, catalogue())


def printed(world: Small, file: CaseFile, reliance: plan.Reliance) -> set[str]:
    papers = Papers(handed=handed_as_received(world.standing, world.world.entries, reliance.exhibits), withheld=())
    return set(NUMBER.findall(strings(assemble(file, world.standing, catalogue(), papers, AT))))


def about_an_incident(world: Small) -> tuple[CaseFile, Claim, Claim]:
    """A file whose one sentence rests on when an incident happened; another claim on that exhibit names a man in it."""
    when = world.claim(Happened(incident=world.incidents[0], when=When("2020-08-10")), source=1)
    part = TookPart(who=HeadId(world.persons[2]), what=HeadId(world.incidents[0]), role=Role.ALLEGED_PERPETRATOR)
    named = world.claim(part, source=1, word="beta")
    file = world.case_file()
    world.passage(file.id, "incidents", "words", when.id)
    return file, when, named


def stale(world: Small, disclosure: Disclosure) -> bool:
    file = world.standing.current(disclosure.case_file, CaseFile)
    return plan.is_stale(world.standing, disclosure, relied_on(world, file))


def disclosed(world: Small, file: CaseFile) -> Disclosure:
    reliance = relied_on(world, file)
    return world.hand.record(
        Disclosure, case_file=file.id, recipient=file.recipient, purpose="x", exhibits=reliance.exhibits, withheld=(),
        rests_on=reliance.records, manifest=catalogue().digest, pdf=catalogue().digest,
    )  # fmt: skip


@settings(max_examples=40, deadline=None)
@given(stories=STORIES, bound=st.integers(0, 9), one_person=st.booleans())
def test_every_claim_that_is_printed_is_relied_on(stories: list[Told], bound: int, one_person: bool) -> None:
    world = small()
    claims = tell(world, stories, one_person=one_person)
    file = world.case_file()
    if claims:
        world.passage(file.id, "incidents", "words", claims[bound % len(claims)].id)

    reliance = relied_on(world, file)

    told = [record for record in reliance.records if record.startswith("clm_")]
    assert set(reliance.claims) <= set(told)
    assert printed(world, file, reliance) <= {code_of(world.standing, claim) for claim in told}


def test_a_claim_that_only_the_incident_prints_makes_the_disclosure_stale_when_it_is_taken_back() -> None:
    world = small()
    file, _, named = about_an_incident(world)
    disclosure = disclosed(world, file)
    assert code_of(world.standing, named.id) in printed(world, file, relied_on(world, file))
    assert not stale(world, disclosure)

    undo = world.hand.withdraw(named.id, "wrong man")

    assert stale(world, disclosure)
    world.hand.undo(undo.id)
    assert not stale(world, disclosure)


def test_a_claim_that_a_colleague_returns_makes_the_disclosure_stale() -> None:
    world = small()
    file, _, named = about_an_incident(world)
    disclosure = disclosed(world, file)

    paper_hand(world.world, world.standing, BORIS).record(Review, of=named.id, decision=ReviewDecision.RETURN, note="x")

    assert stale(world, disclosure)


def test_another_name_or_judgement_of_whom_the_file_names_makes_it_stale() -> None:
    for change in ("label", "judgement", "source"):
        world = small()
        file, _, _ = about_an_incident(world)
        third = RecordId(world.persons[2])
        world.hand.record(Judgement, a=third, b=RecordId(world.persons[1]), decision=Decision.UNSURE, note="x")
        disclosure = disclosed(world, file)
        if change == "label":
            world.hand.amend(world.standing.current(third, heads.Person), label="another")
        elif change == "judgement":
            world.hand.undo(world.standing.live(Judgement)[0].id)
        else:
            world.hand.amend(world.standing.current(RecordId(world.sources[1]), heads.Source), protected=True)

        assert stale(world, disclosure), change


def test_what_comes_later_and_would_be_printed_makes_it_stale() -> None:
    world = small()
    file, _, _ = about_an_incident(world)
    disclosure = disclosed(world, file)

    denied = TookPart(who=HeadId(world.persons[2]), what=HeadId(world.incidents[0]), role=Role.PRESENT)
    later = world.claim(denied, source=1, word="gamma", denies=True)

    assert later.id in set(relied_on(world, file).records) - set(disclosure.rests_on)
    assert stale(world, disclosure)

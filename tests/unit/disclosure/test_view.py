"""What is left out leaves no trace, and nothing that people gave up comes to life by leaving something out."""

from __future__ import annotations

import random
from collections import Counter
from collections.abc import Collection, Set

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from evidence import canonical
from evidence.casefile.coverage import cover
from evidence.disclosure.view import standing_without
from evidence.errors import NotAllowedError, UnknownReferenceError
from evidence.ids import ExhibitId, RecordId
from evidence.law.load import catalogue
from evidence.model import heads, output
from evidence.model.claim import Claim
from evidence.model.codec import body_of
from evidence.model.decision import Decision, Description, Judgement, Review, ReviewDecision
from evidence.model.record import Record
from evidence.model.statement import Authenticates, Says
from evidence.model.values import HeadId, SourceId, Text
from evidence.standing import Standing, Usable
from evidence.when import When
from tests.support.desk import Desk, desk
from tests.support.small_world import ELEMENT, STORIES, Small, Told, small, tell
from tests.support.world import BORIS

LEFT_OUT = st.sets(st.integers(0, 2), max_size=3)


def cut(made: Small | Desk, left_out: Collection[ExhibitId]) -> Standing:
    return standing_without(made.world.entries, [made.world.policy], set(left_out))


def all_that_stands(world: Small, standing: Standing) -> list[object]:
    """Everything a file could be made from, said with labels and codes instead of ids."""

    def claim(one: Claim) -> str:
        said = [type(one.says).__name__, str(one.denies), one.cites[0].quote, standing.usable(one.id).value]
        said += [f"{part}: {standing.label(head)}" for part, head in one.says.heads()]
        roots = [standing.current(root, heads.Source).code for root in standing.claim_roots(one)]
        return " ".join([*said, *sorted(roots)])

    by_id = {one.id: claim(one) for one in standing.live(Claim)}
    bearings = [f"{by_id[one.claim]} {one.side}" for one in standing.bearings()]
    row = catalogue().row(ELEMENT)
    coverage = cover(standing, (row,), world.incidents)
    cells = [coverage.cell(ELEMENT, RecordId(incident)).state for incident in world.incidents]
    persons = [sorted(standing.label(one) for one in standing.clusters.members(RecordId(p))) for p in world.persons]
    return [Counter(by_id.values()), Counter(bearings), cells, persons]


@settings(max_examples=60, deadline=None)
@given(stories=STORIES, left_out=LEFT_OUT, grounds=st.sets(st.integers(0, 9), max_size=2))
def test_leaving_exhibits_out_comes_to_a_world_where_nobody_ever_claimed_anything_from_them(
    stories: list[Told], left_out: set[int], grounds: set[int]
) -> None:
    whole, never = small(), small()
    claims = tell(whole, stories)
    gone = {whole.exhibits[n][0] for n in left_out}
    told = [n for n, claim in enumerate(claims) if not tells_of(claim, gone)]
    kept = dict(zip(told, tell_only(never, stories, told), strict=True))
    for world, held in ((whole, dict(enumerate(claims))), (never, kept)):
        judged = tuple(held[n].id for n in sorted(grounds) if n in held)
        if judged or not [n for n in grounds if n < len(stories)]:
            world.hand.record(Judgement, a=world.persons[0], b=world.persons[1], decision=Decision.SAME, grounds=judged)

    without = cut(whole, gone)

    assert all_that_stands(whole, without) == all_that_stands(never, never.standing)


def tells_of(claim: Claim, exhibits: Set[ExhibitId]) -> bool:
    """Whether the claim cites one of the exhibits, or authenticates it."""
    told = claim.says.exhibit if isinstance(claim.says, Authenticates) else None
    return told in exhibits or any(cited.exhibit in exhibits for cited in claim.cites)


def tell_only(world: Small, stories: list[Told], wanted: list[int]) -> list[Claim]:
    """Tell these stories and no others, each with the word that it would have had among all."""
    claims = []
    for n in wanted:
        told = stories[n]
        word = ("alpha", "beta", "gamma", "delta")[n % 4]
        claim = world.claim(told.says(world), source=told.source, word=word, denies=told.denies)
        if told.bears is not None:
            world.bear(claim.id, told.bears, told.a % 2)
        claims.append(claim)
    return claims


@settings(max_examples=60, deadline=None)
@given(stories=STORIES, left_out=LEFT_OUT, pick=st.randoms(use_true_random=False), steps=st.integers(0, 15))
def test_nothing_comes_to_life_and_no_word_of_what_is_left_out_stays(
    stories: list[Told], left_out: set[int], pick: random.Random, steps: int
) -> None:
    world = small()
    records: list[Record] = list(tell(world, stories))
    for _ in range(steps if records else 0):
        one = pick.choice(records)
        try:
            records.append(_step(world, one, pick))
        except (NotAllowedError, UnknownReferenceError):
            continue
    exhibits = {world.exhibits[n][0] for n in left_out}
    whole = world.world.standing()

    without = cut(world, exhibits)

    for record in without.records():
        assert without.life(record.id) is whole.life(record.id)
        assert isinstance(record, Record)
        assert not any(exhibit.encode() in canonical.encode(body_of(record)) for exhibit in exhibits)
    assert {claim.id for claim in without.usable_claims} <= {claim.id for claim in whole.usable_claims}
    clean = {one.id for one in whole.usable_claims if not tells_of(one, exhibits)}
    assert {claim.id for claim in without.usable_claims} == clean
    dumped = without.dump()
    for n in left_out:
        assert all(identifier.encode() not in dumped for identifier in world.exhibits[n])


def _step(world: Small, one: Record, pick: random.Random) -> Record:
    match pick.randrange(4):
        case 0 if isinstance(one, Claim):
            exhibit, text = pick.choice(world.exhibits)
            return world.hand.amend(one, cites=(world.hand.cite(exhibit, text, 1, "alpha"),))
        case 1:
            return world.hand.withdraw(one.id, "x")
        case _:
            return world.hand.undo(one.id)


def test_a_claim_that_was_corrected_from_what_is_left_out_does_not_come_back_uncorrected() -> None:
    made = desk()
    other = made.another("іншыя словы")
    first = made.claim()
    made.hand.amend(first, cites=(other.cite("словы"),))

    assert cut(made, {other.exhibit}).usable_claims == ()


def test_a_claim_that_was_corrected_so_that_it_no_longer_cites_it_stands_alone() -> None:
    made = desk()
    other = made.another("іншыя словы")
    first = other.claim(cites=[other.cite("словы")])
    second = made.hand.amend(first, cites=(made.cite(),))

    without = cut(made, {other.exhibit})

    assert without.usable(second.id) is Usable.YES
    assert not without.holds(first.id)
    with pytest.raises(UnknownReferenceError):
        without.life(first.id)


def test_a_claim_that_was_taken_back_by_way_of_what_is_left_out_stays_taken_back() -> None:
    made = desk()
    other = made.another("іншыя словы")
    first = made.claim()
    second = made.hand.amend(first, cites=(other.cite("словы"),))
    made.hand.withdraw(second.id, "whole line")

    assert cut(made, {other.exhibit}).usable_claims == ()


def everything_about(made: Desk) -> dict[str, Record]:
    """Records of all kinds that tell of one exhibit, and one claim's neighbours."""
    claim = made.claim(about=[made.hand.head(heads.Person, "p").id])
    boris = made.world.hand(BORIS, standing=made.standing)
    review = boris.record(Review, of=claim.id, decision=ReviewDecision.ACCEPT, note="secret")
    kinds = output.TranslationSort
    return {
        "claim": claim,
        "review": review,
        "undo": boris.undo(review.id, "secret"),
        "description": made.hand.record(Description, exhibit=made.exhibit, title=Text(lang="en", text="secret")),
        "translation": made.hand.record(
            output.Translation, quote=made.cite(), passage=None, text=Text(lang="en", text="secret"), translator="T",
            sort=kinds.HUMAN,
        ),
    }  # fmt: skip


def test_reviews_undos_descriptions_and_translations_go_with_what_they_tell_of() -> None:
    made = desk()
    about = everything_about(made)

    without = cut(made, {made.exhibit})

    assert [name for name, record in about.items() if without.holds(record.id)] == []
    assert b"secret" not in b"".join(canonical.encode(body_of(r)) for r in without.records() if isinstance(r, Record))


def account(made: Desk, *exhibits: ExhibitId) -> heads.Account:
    if not made.standing.live(heads.Consent):
        made.hand.record(heads.Consent, source=made.source, given_at=When("2026"), manner="x", dimensions={})
    taken = heads.Taken(when=When("2026"), means=heads.Means.WRITING, place_kind="x", language="be", interviewer="I-1")
    return made.hand.record(
        heads.Account, source=SourceId(made.source), exhibits=exhibits, extent=heads.Extent.FULL, taken=taken
    )


def test_an_account_of_which_one_exhibit_goes_out_stays_to_ask_for_consent_and_for_its_interviewer() -> None:
    made = desk()
    other = made.another("іншыя словы")
    told = account(made, made.exhibit, other.exhibit)

    half, none = cut(made, {other.exhibit}), cut(made, {other.exhibit, made.exhibit})

    [left] = half.live(heads.Account)
    assert (left.id, left.exhibits, left.taken) == (told.id, (made.exhibit,), told.taken)
    assert none.live(heads.Account) == ()


def test_a_judgement_that_rests_on_what_is_left_out_alone_is_not_told_but_keeps_heads_apart() -> None:
    made = desk()
    other = made.another("іншыя словы")
    a, b = (made.hand.head(heads.Person, label).id for label in "ab")
    hidden, shown = other.claim(cites=[other.cite("словы")]), made.claim()

    def judge(decision: Decision, *grounds: RecordId) -> Judgement:
        return made.hand.record(Judgement, a=HeadId(a), b=HeadId(b), decision=decision, grounds=grounds, note="secret")

    same = judge(Decision.SAME, hidden.id)
    assert cut(made, {other.exhibit}).live(Judgement) == ()

    made.hand.undo(same.id)
    judge(Decision.SAME, hidden.id, shown.id)
    [left] = cut(made, {other.exhibit}).live(Judgement)
    assert (left.grounds, left.note, left.decision) == ((shown.id,), "", Decision.SAME)

    judge(Decision.NOT_SAME, hidden.id)
    without = cut(made, {other.exhibit})
    assert without.clusters.contested == {a, b}
    assert {one.note for one in without.live(Judgement)} == {""}
    assert {one.note for one in cut(made, set()).live(Judgement)} == {"secret"}


def test_a_passage_stays_so_that_its_unheld_claims_stop_the_file() -> None:
    world = small()
    claim = world.claim(Says(entities=(HeadId(world.persons[0]),), text="x"))
    file = world.case_file()
    passage = world.passage(file.id, "facts", "words", claim.id)

    without = cut(world, {world.exhibits[0][0]})

    assert without.live(output.Passage) == (passage,)
    assert without.is_stale([claim.id])


def test_leaving_nothing_out_changes_nothing() -> None:
    made = desk()
    everything_about(made)

    assert cut(made, set()).dump() == made.world.standing().dump()

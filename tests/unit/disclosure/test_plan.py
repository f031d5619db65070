"""What a file relies on, and every reason why it may not go: each is found, named by ids, and gone once it is met."""

from __future__ import annotations

import datetime
from collections.abc import Iterable
from dataclasses import dataclass, field

import pytest

from evidence.casefile.coverage import cover
from evidence.casefile.translations import Readers
from evidence.custody.entry import Draft, EntryType
from evidence.disclosure import plan
from evidence.disclosure.consent import use_by
from evidence.errors import NotClearedError
from evidence.ids import ExhibitId, RecordId
from evidence.law.load import catalogue
from evidence.life import Life
from evidence.model import heads, output
from evidence.model.claim import Claim
from evidence.model.codec import body_of
from evidence.model.decision import Description, Review, ReviewDecision
from evidence.model.statement import Says
from evidence.model.values import HeadId, Text
from evidence.standing import Standing
from evidence.when import When
from tests.support.made_file import file_of, strings
from tests.support.small_world import ELEMENT, Small, small
from tests.support.told_story import paper_hand
from tests.support.world import ANNA, BORIS, World, paper_policy

LT = "share_national_prosecutor_LT"
TODAY = datetime.date(2026, 11, 25)
WORDS = Text(lang="en", text="x")


@dataclass(frozen=True, slots=True, kw_only=True)
class Ready:
    """A small world with one file, whose one sentence rests on one claim by the unprotected second source."""

    world: Small
    file: output.CaseFile
    claim: Claim
    passage: output.Passage
    cleared: list[Description] = field(default_factory=list)

    def checks(self, standing: Standing | None = None, recipient: str = LT) -> tuple[plan.PlanCheck, ...]:
        held = standing or self.world.standing
        return plan.check(
            held, self.file, catalogue(), plan.reliance(held, self.file, catalogue()), recipient, TODAY
        )  # fmt: skip

    def rules(self, weight: plan.Weight, standing: Standing | None = None) -> list[str]:
        return [one.rule for one in self.checks(standing) if one.weight is weight]

    def reliance(self) -> plan.Reliance:
        return plan.reliance(self.world.standing, self.file, catalogue())


def about_the_first(world: Small, source: int, word: str = "alpha") -> Claim:
    return world.claim(Says(entities=(HeadId(world.persons[0]),), text="x"), source=source, word=word)


def clear(world: Small, exhibits: Iterable[ExhibitId], language: str = "en") -> list[Description]:
    return [
        world.hand.record(Description, exhibit=exhibit, title=WORDS, cleared=True, language=language)
        for exhibit in exhibits
    ]


def ready(world: World | None = None) -> Ready:
    made = small(world)
    claim = about_the_first(made, 1)
    file = made.case_file()
    passage = made.passage(file.id, "facts", "words", claim.id)
    cleared = clear(made, [made.exhibits[1][0]])
    return Ready(world=made, file=file, claim=claim, passage=passage, cleared=cleared)


def account(world: Small, source: int) -> heads.Account:
    taken = heads.Taken(when=When("2026"), means=heads.Means.WRITING, place_kind="x", language="be", interviewer="I-1")
    return world.hand.record(
        heads.Account, source=world.sources[source], exhibits=(world.exhibits[source][0],),
        extent=heads.Extent.FULL, taken=taken,
    )  # fmt: skip


def consent(world: Small, source: int, answer: heads.Answer) -> heads.Consent:
    return world.hand.record(
        heads.Consent, source=world.sources[source], given_at=When("2026"), manner="x", dimensions={use_by(LT): answer}
    )


def test_a_file_with_nothing_in_its_way_has_no_blocker() -> None:
    made = ready()

    assert made.rules(plan.Weight.BLOCKER) == []
    plan.require_none_blocks(made.checks())


def test_a_file_relies_on_bound_claims_on_bearings_and_on_what_is_said_of_the_alleged() -> None:
    made = ready()
    bound = made.world.claim(Says(entities=(), text="bound"), source=0)
    made.world.passage(made.file.id, "law", "words", bound.id)
    borne = made.world.claim(Says(entities=(), text="borne"), source=2)
    bearing = made.world.bear(borne.id)
    unused = made.world.claim(Says(entities=(HeadId(made.world.persons[2]),), text="unused"), source=0)

    relied_on = made.reliance()

    assert set(relied_on.claims) == {made.claim.id, bound.id, borne.id}
    assert [made.world.standing.holdings.exhibit(e).number for e in relied_on.exhibits] == [
        "A-000001", "A-000002", "A-000003",
    ]  # fmt: skip
    wanted = {made.file.id, made.passage.id, bearing.id, made.cleared[0].id, *made.file.allegations}
    assert wanted <= set(relied_on.records)
    assert unused.id not in relied_on.records


def test_a_claim_that_is_not_usable_is_not_relied_on_and_stops_the_sentence_that_names_it() -> None:
    made = ready()
    boris = paper_hand(made.world.world, made.world.standing, BORIS)
    returned = boris.record(Review, of=made.claim.id, decision=ReviewDecision.RETURN)

    assert made.reliance().claims == ()
    assert made.rules(plan.Weight.BLOCKER) == ["FRM-06"]
    boris.undo(returned.id)
    assert made.rules(plan.Weight.BLOCKER) == []


def test_a_sentence_whose_claim_was_amended_or_is_withheld_stops_the_file() -> None:
    made = ready()
    made.world.hand.amend(made.claim, credibility=2)
    assert made.rules(plan.Weight.BLOCKER) == ["FRM-06"]

    made = ready()
    without = made.world.world.standing()
    without.conceal({made.claim.id}, {made.world.exhibits[1][0]})
    [blocker] = [one for one in made.checks(without) if one.weight is plan.Weight.BLOCKER]
    assert (blocker.rule, set(blocker.subjects)) == ("FRM-06", {made.passage.id, made.claim.id})


def test_an_unbound_sentence_is_said_and_stops_nothing() -> None:
    made = ready()
    made.world.passage(made.file.id, "facts", "unbound words")

    assert made.rules(plan.Weight.BLOCKER) == []
    assert "FRM-06" in made.rules(plan.Weight.MAJOR)


@pytest.mark.parametrize("answer", heads.Answer)
def test_an_account_goes_only_where_its_source_agreed(answer: heads.Answer) -> None:
    made = ready()
    about_the_first(made.world, 0)
    clear(made.world, [made.world.exhibits[0][0]])
    consent(made.world, 0, answer)
    account(made.world, 0)

    agreed = answer is heads.Answer.YES
    assert made.rules(plan.Weight.BLOCKER) == ([] if agreed else ["ACC-01"])
    refused = plan.refused_accounts(made.world.standing, LT, TODAY)
    assert refused == (frozenset() if agreed else {made.world.exhibits[0][0]})
    assert plan.refused_accounts(made.world.standing, "another", TODAY) == {made.world.exhibits[0][0]}
    assert made.rules(plan.Weight.BLOCKER, _without(made, refused)) == []


def _without(made: Ready, exhibits: Iterable[ExhibitId]) -> Standing:
    from evidence.disclosure.view import standing_without

    return standing_without(made.world.world.entries, [made.world.world.policy], set(exhibits))


def test_an_account_whose_every_consent_was_undone_is_refused_as_not_asked() -> None:
    made = ready()
    about_the_first(made.world, 0)
    clear(made.world, [made.world.exhibits[0][0]])
    given = consent(made.world, 0, heads.Answer.YES)
    account(made.world, 0)
    assert made.rules(plan.Weight.BLOCKER) == []

    made.world.hand.undo(given.id)

    [blocker] = [one for one in made.checks() if one.weight is plan.Weight.BLOCKER]
    assert "not_asked" in blocker.says
    assert plan.refused_accounts(made.world.standing, LT, TODAY) == {made.world.exhibits[0][0]}


def test_what_a_protected_source_gave_and_is_no_account_is_pointed_out() -> None:
    made = ready()
    about_the_first(made.world, 0)
    clear(made.world, [made.world.exhibits[0][0]])

    assert "ACC-01" in made.rules(plan.Weight.MAJOR)
    consent(made.world, 0, heads.Answer.YES)
    assert "ACC-01" not in made.rules(plan.Weight.MAJOR)


def test_an_exhibit_is_cleared_when_somebody_says_so_and_nobody_says_that_it_is_not() -> None:
    made = ready()
    made.world.hand.undo(made.cleared[0].id)
    assert made.rules(plan.Weight.BLOCKER) == ["ACC-02"]

    clear(made.world, [made.world.exhibits[1][0]])
    assert made.rules(plan.Weight.BLOCKER) == []

    made.world.hand.record(Description, exhibit=made.world.exhibits[1][0], title=WORDS)
    assert made.rules(plan.Weight.BLOCKER) == ["ACC-02"]


def test_a_record_of_a_newer_kind_stops_every_file() -> None:
    made = ready()
    body = {**body_of(made.claim), "kind": "claim/2", "id": "clm_" + "0" * 26}
    made.world.world.commit([Draft(type=EntryType.RECORDED, compartment="case", private=(("record", body),))])

    assert made.rules(plan.Weight.BLOCKER, made.world.world.standing()) == ["REC-01"]


def test_law_data_that_changed_since_the_file_was_opened_stops_it() -> None:
    made = ready()
    old = made.world.hand.amend(made.file, law_digest="0" * 64)

    found = plan.check(made.world.standing, old, catalogue(), made.reliance(), LT, TODAY)

    assert "LAW-01" in [one.rule for one in found if one.weight is plan.Weight.BLOCKER]


@pytest.mark.parametrize("sort", output.TranslationSort)
def test_a_translation_counts_when_it_may_leave_and_a_machines_needs_a_second_person(
    sort: output.TranslationSort,
) -> None:
    made = ready()
    made.world.hand.amend(made.cleared[0], language="be")
    assert "FRM-04" in made.rules(plan.Weight.MAJOR)
    translation = made.world.hand.record(
        output.Translation, quote=made.claim.cites[0], passage=None, text=WORDS, translator="T-1", sort=sort
    )
    machine = sort is output.TranslationSort.MACHINE
    assert ("FRM-04" in made.rules(plan.Weight.MAJOR)) is machine
    boris = paper_hand(made.world.world, made.world.standing, BORIS)

    accepted = boris.record(Review, of=translation.id, decision=ReviewDecision.ACCEPT)
    assert Readers(made.world.standing).may_leave(translation)
    boris.amend(accepted, decision=ReviewDecision.RETURN)
    assert not Readers(made.world.standing).may_leave(translation)
    assert "FRM-04" in made.rules(plan.Weight.MAJOR)


def test_a_machine_translation_whose_acceptance_is_contested_neither_leaves_nor_prints() -> None:
    made = ready()
    made.world.hand.amend(made.cleared[0], language="be")
    translation = made.world.hand.record(
        output.Translation, quote=made.claim.cites[0], passage=None, text=Text(lang="en", text="said so"),
        translator="T-1", sort=output.TranslationSort.MACHINE,
    )  # fmt: skip
    world, standing = made.world.world, made.world.standing
    accepted = paper_hand(world, standing, BORIS).record(Review, of=translation.id, decision=ReviewDecision.ACCEPT)
    elsewhere = paper_hand(world, world.standing(), BORIS, device="d-02")
    for hand, note in ((paper_hand(world, standing, BORIS), "a"), (elsewhere, "b")):
        hand.amend(accepted, note=note)
    standing.absorb(world.entries)

    assert [standing.life(one.id) for one in standing.live(Review)] == [Life.CONTESTED] * 2
    assert not Readers(standing).may_leave(translation)
    assert "said so" not in strings(file_of(made.world, made.file))


def test_what_blocks_is_refused_by_rules_and_ids_alone() -> None:
    made = ready()
    made.world.hand.undo(made.cleared[0].id)

    with pytest.raises(NotClearedError, match="ACC-02") as caught:
        plan.require_none_blocks(made.checks())
    assert made.world.exhibits[1][0] in str(caught.value)


# The disclosure itself


def stale(made: Ready, disclosure: output.Disclosure) -> bool:
    standing = made.world.standing
    now = plan.reliance(standing, standing.current(disclosure.case_file, output.CaseFile), catalogue())
    return plan.is_stale(standing, disclosure, now)


def disclose(made: Ready) -> output.Disclosure:
    relied_on = made.reliance()
    return made.world.hand.record(
        output.Disclosure, case_file=made.file.id, recipient=LT, purpose="p", exhibits=relied_on.exhibits,
        withheld=(), rests_on=relied_on.records, manifest="0" * 64, pdf="0" * 64,
    )  # fmt: skip


def test_approvals_are_persons_the_author_first_and_any_return_takes_all_away() -> None:
    made = ready(World(paper_policy(approvals=2)))
    disclosure = disclose(made)
    boris = paper_hand(made.world.world, made.world.standing, BORIS)
    assert plan.approvals(made.world.standing, disclosure) == (ANNA,)

    accepted = boris.record(Review, of=disclosure.id, decision=ReviewDecision.ACCEPT)
    boris.record(Review, of=disclosure.id, decision=ReviewDecision.ACCEPT)
    assert plan.approvals(made.world.standing, disclosure) == (ANNA, BORIS)
    boris.amend(accepted, decision=ReviewDecision.RETURN)
    assert plan.approvals(made.world.standing, disclosure) == ()


def test_a_disclosure_that_was_taken_back_has_no_approvals_and_is_stale() -> None:
    made = ready()
    disclosure = disclose(made)
    assert not stale(made, disclosure)

    made.world.hand.withdraw(disclosure.id, "x")

    assert plan.approvals(made.world.standing, disclosure) == ()
    assert stale(made, disclosure)


def test_every_record_that_a_file_used_makes_its_disclosure_stale_when_it_changes() -> None:
    made = ready()
    about_the_first(made.world, 0)
    clear(made.world, [made.world.exhibits[0][0]])
    consent(made.world, 0, heads.Answer.YES)
    account(made.world, 0)
    made.world.bear(made.claim.id)
    disclosure = disclose(made)
    kinds = {made.world.standing.record(one).kind.partition("/")[0] for one in disclosure.rests_on}
    assert kinds >= {"claim", "bearing", "passage", "case_file", "description", "account", "consent", "allegation"}

    for record in disclosure.rests_on:
        undo = made.world.hand.undo(record)
        assert stale(made, disclosure), record
        made.world.hand.undo(undo.id)
        assert not stale(made, disclosure)


def test_the_elements_a_file_relies_on_are_those_of_its_forum() -> None:
    made = ready()
    made.world.bear(made.claim.id)
    coverage = cover(made.world.standing, (catalogue().row(ELEMENT),), made.world.incidents)

    assert coverage.cell(ELEMENT, RecordId(made.world.incidents[0])).plus == 1
    assert made.claim.id in made.reliance().claims

"""Laws of Standing over random histories of one workspace: any order, any device, kept or rebuilt."""

from __future__ import annotations

import random

from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, precondition, rule

from evidence.decide import Hand
from evidence.errors import NotAllowedError, SviedkaError
from evidence.ids import ProposalId, RecordId
from evidence.model import heads
from evidence.model.claim import Claim
from evidence.model.decision import Decision, Judgement, Review, ReviewDecision
from evidence.model.statement import Happened
from evidence.model.values import Basis, HeadId, IncidentId, SourceId
from evidence.standing import Standing
from evidence.when import When
from tests.support.world import ANNA, BORIS, World, paper_policy

PAGE = "Ясь Выдуманы сказаў, што гэта было ўночы."


class Histories(RuleBasedStateMachine):
    """Two people on two devices decide whatever they like; one Standing is kept, the other built anew."""

    def __init__(self) -> None:
        super().__init__()
        self.world = World(paper_policy(needs_review=True))
        self.kept = self.world.standing()
        self.absorbed = len(self.world.entries)
        self.source = SourceId(self.world.hand().source("S-1", heads.SourceSort.WITNESS).id)
        self.exhibit, self.text = self.world.exhibit(self.source, [PAGE])
        self.records: list[RecordId] = []

    def _hand(self, second: bool) -> Hand:
        return self.world.hand(BORIS if second else ANNA, device="d-02" if second else "d-01")

    @rule(second=st.booleans(), label=st.sampled_from("abc"))
    def name_a_person(self, second: bool, label: str) -> None:
        self.records.append(self._hand(second).head(heads.Person, label).id)

    @rule(second=st.booleans(), day=st.integers(1, 28), proposal=st.sampled_from([None, "p1", "p2"]))
    def claim(self, second: bool, day: int, proposal: str | None) -> None:
        hand = self._hand(second)
        incident = hand.head(heads.Incident, "x")
        made = hand.record(
            Claim,
            says=Happened(incident=IncidentId(incident.id), when=When.parse(f"2020-08-{day:02}")),
            cites=(hand.cite(self.exhibit, self.text, 1, "ўночы"),),
            said_by=self.source,
            basis=Basis.SAW,
            via=ProposalId(proposal) if proposal else None,
        )
        self.records.append(made.id)

    @precondition(lambda self: self.records)
    @rule(second=st.booleans(), pick=st.randoms(use_true_random=False), whole=st.booleans())
    def take_back(self, second: bool, pick: random.Random, whole: bool) -> None:
        record = pick.choice(self.records)
        hand = self._hand(second)
        try:
            self.records.append((hand.withdraw(record, "x") if whole else hand.undo(record)).id)
        except NotAllowedError:
            assert record.startswith("rev_")

    @precondition(lambda self: self.records)
    @rule(second=st.booleans(), pick=st.randoms(use_true_random=False))
    def amend(self, second: bool, pick: random.Random) -> None:
        hand = self._hand(second)
        record = hand.standing.record(pick.choice(self.records))
        if isinstance(record, heads.Person):
            try:
                self.records.append(hand.amend(record, label="other").id)
            except SviedkaError:
                assert hand.standing.life(record.id).value in ("superseded", "withdrawn")

    @precondition(lambda self: len(self.records) > 1)
    @rule(second=st.booleans(), pick=st.randoms(use_true_random=False), decision=st.sampled_from(Decision))
    def judge(self, second: bool, pick: random.Random, decision: Decision) -> None:
        hand = self._hand(second)
        people = [r for r in self.records if r.startswith("per_") and not hand.standing.record(r).replaces]
        people = [r for r in people if hand.standing.heirs(r)]
        if len(people) > 1:
            a, b = pick.sample(people, 2)
            self.records.append(hand.record(Judgement, a=HeadId(a), b=HeadId(b), decision=decision).id)

    @precondition(lambda self: self.records)
    @rule(second=st.booleans(), pick=st.randoms(use_true_random=False), decision=st.sampled_from(ReviewDecision))
    def review(self, second: bool, pick: random.Random, decision: ReviewDecision) -> None:
        hand = self._hand(second)
        record = pick.choice(self.records)
        if hand.standing.record(record).by != (BORIS if second else ANNA):
            self.records.append(hand.record(Review, of=record, decision=decision).id)

    @invariant()
    def kept_equals_rebuilt(self) -> None:
        self.kept.absorb(self.world.entries[self.absorbed :])
        self.absorbed = len(self.world.entries)
        assert self.kept.dump() == self.world.standing().dump()

    @invariant()
    def order_does_not_matter(self) -> None:
        shuffled = list(self.world.entries)
        shuffled.sort(key=lambda opened: opened.entry.sd)
        assert Standing.of(shuffled, [self.world.policy]).dump() == self.world.standing().dump()

    @invariant()
    def only_accepted_live_claims_are_usable(self) -> None:
        standing = self.world.standing()
        for claim in standing.usable_claims:
            assert standing.life(claim.id).value == "live"
            by_others = [r for r in standing.live(Review) if r.of == claim.id and r.by != claim.by]
            assert by_others
            assert all(review.decision is ReviewDecision.ACCEPT for review in by_others)


TestHistories = Histories.TestCase
TestHistories.settings = settings(max_examples=25, stateful_step_count=20, deadline=None)


@given(st.permutations(range(6)))
@settings(max_examples=20, deadline=None)
def test_arriving_one_by_one_in_any_order_comes_to_the_same(order: list[int]) -> None:
    world = World()
    hand = world.hand()
    first = hand.head(heads.Person, "a")
    second = hand.amend(first, label="b")
    hand.undo(second.id)
    entries = world.entries
    kept = Standing.of([], [world.policy])
    for n in [*order, *range(len(entries))]:
        if n < len(entries):
            kept.absorb([entries[n]])

    assert kept.dump() == world.standing().dump()

"""A record lies in the strictest compartment of all that it leans on, whether that is in the ledger or still waits."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from evidence.custody.policy import COMPARTMENTS
from evidence.holdings import strictest
from evidence.ids import RecordId
from evidence.model import decision, heads, output
from evidence.model.record import Record
from evidence.model.values import SourceId, Text
from evidence.when import When
from tests.support.desk import Desk, desk
from tests.support.world import BORIS

COMPARTMENT = st.sampled_from(COMPARTMENTS)


def leaning_on(made: Desk, claim: RecordId, exhibit: Desk) -> list[Record]:
    """One record of each kind that leans on this claim or this exhibit, none of them asking for a compartment."""
    hand = made.hand
    a, b = (hand.head(heads.Person, label) for label in "ab")
    file = hand.record(
        output.CaseFile,
        code="CF",
        title=Text(lang="en", text="x"),
        forum="LT",
        language="en",
        recipient="r",
        profile="LT",
        allegations=(),
        law_digest="0" * 64,
        compartment="open",
    )
    sentence = output.Sentence(text=Text(lang="en", text="x"), claims=(claim,))
    passage = hand.record(
        output.Passage, case_file=file.id, section="s", order=1, sentences=(sentence,), compartment="open"
    )
    translation: dict[str, Any] = {
        "text": Text(lang="en", text="x"),
        "translator": "T",
        "sort": output.TranslationSort.HUMAN,
    }
    boris = made.world.hand(BORIS, standing=made.standing)
    review = boris if made.standing.holds(claim) else None
    made_of_claim: list[Record] = [
        passage,
        hand.record(
            decision.Bearing,
            claim=claim,
            element="el-attack",
            scope=decision.WorkspaceScope(),
            side=decision.Side.FOR,
            compartment="open",
        ),
        hand.record(
            decision.Judgement, a=a.id, b=b.id, decision=decision.Decision.SAME, grounds=(claim,), compartment="open"
        ),
        hand.record(output.Translation, quote=None, passage=passage.id, compartment="open", **translation),
        hand.record(
            output.Disclosure,
            case_file=file.id,
            recipient="r",
            purpose="p",
            exhibits=(),
            withheld=(),
            rests_on=(claim,),
            manifest="0" * 64,
            pdf="0" * 64,
            compartment="open",
        ),
    ]
    if review is not None:
        made_of_claim.append(
            review.record(decision.Review, of=claim, decision=decision.ReviewDecision.ACCEPT, compartment="open")
        )
    of_exhibit: list[Record] = [
        hand.record(decision.Description, exhibit=exhibit.exhibit, title=Text(lang="en", text="x"), compartment="open"),
        hand.record(output.Translation, quote=exhibit.cite(), passage=None, compartment="open", **translation),
        exhibit.claim(compartment="open"),
    ]
    return [
        *made_of_claim,
        *of_exhibit,
        hand.record(decision.Withdrawal, of=claim, whole=False, reason="x", compartment="open"),
    ]


@given(of_exhibit=COMPARTMENT, asked=COMPARTMENT, in_batch=st.booleans())
def test_every_kind_of_record_is_kept_as_strictly_as_what_it_leans_on(
    of_exhibit: str, asked: str, in_batch: bool
) -> None:
    made = desk(compartment=of_exhibit)
    records: list[Record] = []
    if in_batch:
        with made.hand.batch():
            claim = made.claim(compartment=asked)
            records += leaning_on(made, claim.id, made)
    else:
        claim = made.claim(compartment=asked)
        records += leaning_on(made, claim.id, made)

    assert made.kept_in(claim.id) == strictest([of_exhibit, asked])
    for record in records:
        floor = made.kept_in(claim.id) if not isinstance(record, decision.Description) else of_exhibit
        wanted = {floor, of_exhibit} if record.kind in ("translation/1", "claim/1") else {floor}
        assert made.kept_in(record.id) in wanted, record.kind
        assert strictest([made.kept_in(record.id), of_exhibit]) == made.kept_in(record.id), record.kind


@pytest.mark.parametrize("in_batch", [False, True])
def test_a_later_version_is_never_kept_less_strictly_than_the_earlier(in_batch: bool) -> None:
    made = desk()
    if in_batch:
        with made.hand.batch():
            first = made.hand.record(heads.Person, label="a", compartment="protected")
            second = made.hand.amend(first, label="b")
    else:
        first = made.hand.record(heads.Person, label="a", compartment="protected")
        second = made.hand.amend(first, label="b")
    third = made.hand.amend(second, label="c")
    undo = made.hand.undo(third.id)

    assert [made.kept_in(one.id) for one in (first, second, third, undo)] == ["protected"] * 4


def test_who_a_source_is_lies_with_the_custodians_whatever_is_asked() -> None:
    made = desk()

    key = made.hand.record(heads.IdentityKey, subject=RecordId(made.source), names=("x",), compartment="open")

    assert made.kept_in(key.id) == "sealed"


def test_an_account_lies_where_its_strictest_exhibit_lies() -> None:
    made = desk()
    protected = made.another("іншае", compartment="protected")
    made.hand.record(heads.Consent, source=made.source, given_at=When("2026"), manner="x", dimensions={})
    taken = heads.Taken(when=When("2026"), means=heads.Means.WRITING, place_kind="x", language="be", interviewer="I-1")

    account = made.hand.record(
        heads.Account,
        source=SourceId(made.source),
        exhibits=(made.exhibit, protected.exhibit),
        extent=heads.Extent.FULL,
        taken=taken,
    )

    assert made.kept_in(account.id) == "protected"


@given(st.lists(st.sampled_from([*COMPARTMENTS, "unheard-of"])))
def test_the_strictest_of_compartments_is_none_less_than_any_and_their_order_is_nothing(names: list[str]) -> None:
    order = [*COMPARTMENTS, "unheard-of"]

    assert order.index(strictest(names)) == max((order.index(name) for name in names), default=0)

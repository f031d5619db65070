"""What a hand does to records that are there: amend, undo, withdraw; of every kind, and never twice the same way."""

from __future__ import annotations

from typing import Any

import pytest

from evidence.errors import MalformedError, NotAllowedError, UnknownReferenceError
from evidence.ids import RecordId
from evidence.life import Life
from evidence.model import decision, heads, output
from evidence.model.codec import KINDS, body_of, check_record
from evidence.model.record import Record
from evidence.model.statement import Happened
from evidence.model.values import IncidentId, PersonId, SourceId, Text
from evidence.standing import Usable
from evidence.when import Period, When
from tests.support.desk import Desk, desk
from tests.support.world import BORIS

EVER = Period(start=None, end=None)
WORDS = Text(lang="en", text="x")


def one_of_each(made: Desk) -> list[tuple[Record, dict[str, Any]]]:
    """A live record of every kind, and a change that a person may make to it."""
    hand = made.hand
    person, other = (hand.head(heads.Person, label) for label in "ab")
    claim = made.claim()
    allegation = hand.record(
        output.Allegation, person=PersonId(person.id), office=None, crime="c", mode="m", period=EVER
    )
    file = hand.record(
        output.CaseFile, code="CF", title=WORDS, forum="LT", language="en", recipient="r", profile="LT",
        allegations=(allegation.id,), law_digest="0" * 64,
    )  # fmt: skip
    consent = hand.record(heads.Consent, source=made.source, given_at=When("2026"), manner="x", dimensions={})
    taken = heads.Taken(when=When("2026"), means=heads.Means.WRITING, place_kind="x", language="be", interviewer="I")
    boris = made.world.hand(BORIS, standing=made.standing)
    translated: dict[str, Any] = {"text": WORDS, "translator": "T", "sort": output.TranslationSort.HUMAN}
    return [
        (hand.source("W-9", heads.SourceSort.WITNESS), {"reliability": "B"}),
        (consent, {"manner": "by voice"}),
        (
            hand.record(
                heads.Account, source=made.source, exhibits=(made.exhibit,), extent=heads.Extent.FIRST, taken=taken
            ),
            {"read_back": True},
        ),
        (hand.record(heads.IdentityKey, subject=RecordId(made.source), names=("x",)), {"names": ("y",)}),
        *((hand.head(kind, "h"), {"label": "other"}) for kind in (heads.Person, heads.Unit, heads.Place)),
        *((hand.head(kind, "h"), {"label": "other"}) for kind in (heads.Incident, heads.Act)),
        (claim, {"credibility": 2}),
        (
            hand.record(decision.Judgement, a=person.id, b=other.id, decision=decision.Decision.UNSURE),
            {"decision": decision.Decision.SAME},
        ),
        (
            hand.record(
                decision.Bearing, claim=made.claim().id, element="el-attack", scope=decision.WorkspaceScope(),
                side=decision.Side.FOR,
            ),
            {"side": decision.Side.AGAINST},
        ),
        (boris.record(decision.Review, of=file.id, decision=decision.ReviewDecision.RETURN), {"note": "x"}),
        (hand.dismiss("prp_x", "x"), {"reason": "y"}),  # type: ignore[arg-type]  # any proposal
        (hand.record(decision.Description, exhibit=made.exhibit, title=WORDS), {"cleared": True}),
        (hand.withdraw(hand.head(heads.Person, "gone").id, "x"), {"reason": "y"}),
        (allegation, {"mode": "n"}),
        (
            hand.record(output.Assessment, allegation=allegation.id, element="el-attack", text=WORDS),
            {"text": Text(lang="lt", text="y")},
        ),
        (file, {"recipient": "s"}),
        (hand.record(output.Passage, case_file=file.id, section="s", order=1, sentences=()), {"order": 2}),
        (hand.record(output.Translation, quote=made.cite(), passage=None, **translated), {"translator": "U"}),
        (
            hand.record(
                output.Disclosure, case_file=file.id, recipient="r", purpose="p", exhibits=(), withheld=(),
                rests_on=(), manifest="0" * 64, pdf="0" * 64,
            ),
            {"purpose": "q"},
        ),
    ]  # fmt: skip


def test_every_kind_is_amended_in_its_line_and_an_older_version_is_amended_no_more() -> None:
    made = desk()
    records = one_of_each(made)
    boris = made.world.hand(BORIS, standing=made.standing)
    assert {type(record) for record, _ in records} == set(KINDS)

    for first, changes in records:
        hand = boris if first.by == BORIS else made.hand
        second = hand.amend(first, **changes)

        assert type(second) is type(first)
        assert second.replaces == (first.id,)
        assert made.standing.line(second.id) == first.id
        assert (made.standing.life(first.id), made.standing.life(second.id)) == (Life.SUPERSEDED, Life.LIVE)
        assert made.standing.current(first.id, type(first)) == second
        kept = body_of(first).keys() - {"id", "sig", "nonce", "at", "replaces", "by", *changes}
        assert {name: body_of(first)[name] for name in kept} == {name: body_of(second)[name] for name in kept}
        check_record(body_of(second))
        with pytest.raises(NotAllowedError):
            hand.amend(first, **changes)


def test_a_change_that_the_kind_does_not_have_is_refused() -> None:
    made = desk()
    person = made.hand.head(heads.Person, "a")

    for changes in ({"lable": "b"}, {"label": 5}, {"label": ""}, {"label": object()}):
        with pytest.raises(MalformedError):
            made.hand.amend(person, **changes)


def test_a_field_that_is_missing_or_of_another_shape_is_refused() -> None:
    made = desk()

    for fields in ({}, {"label": None}, {"label": "a", "gazetteer": 3}, {"label": "a", "other": 1}):
        with pytest.raises(MalformedError):
            made.hand.record(heads.Person, **fields)


def test_a_contest_is_settled_by_a_record_that_replaces_both() -> None:
    made = desk()
    first = made.hand.head(heads.Person, "a")
    second = made.hand.amend(first, label="b")
    third = made.hand.record(heads.Person, label="c", replaces=(first.id,))
    assert made.standing.life(second.id) is made.standing.life(third.id) is Life.CONTESTED

    settled = made.hand.record(heads.Person, label="d", replaces=(second.id, third.id))

    assert made.standing.life(settled.id) is Life.LIVE
    assert made.standing.line(settled.id) == first.id


def test_an_undone_step_brings_back_the_one_before_and_undoing_the_undo_the_step_itself() -> None:
    made = desk()
    incident = IncidentId(made.hand.head(heads.Incident, "i").id)
    first = made.claim(Happened(incident=incident, when=When("2020")))
    before = made.standing.usable_claims
    second = made.hand.amend(first, says=Happened(incident=incident, when=When("2020-08")))
    after = made.standing.usable_claims

    undo = made.hand.undo(second.id)
    assert made.standing.usable_claims == before
    made.hand.undo(undo.id)
    assert made.standing.usable_claims == after


def test_withdrawing_whole_takes_every_version_and_what_is_not_held_cannot_be_withdrawn() -> None:
    made = desk()
    first = made.claim()
    second = made.hand.amend(first, credibility=1)

    made.hand.withdraw(second.id, "x")

    assert made.standing.life(first.id) is made.standing.life(second.id) is Life.WITHDRAWN
    with pytest.raises(UnknownReferenceError):
        made.hand.withdraw(RecordId("clm_" + "0" * 26), "x")


def test_a_code_once_given_is_never_given_to_another_source() -> None:
    made = desk()
    first = made.hand.source("W-1", heads.SourceSort.WITNESS)
    renamed = made.hand.amend(first, code="W-2")

    for code in ("W-2", "W-1", " w-1 ", "S-1"):
        with pytest.raises(MalformedError) as caught:
            made.hand.source(code, heads.SourceSort.WITNESS)
        assert code.strip() not in str(caught.value)
    assert made.hand.amend(renamed, code="W-1").code == "W-1"

    made.hand.withdraw(made.standing.current(first.id, heads.Source).id, "never was")
    with pytest.raises(MalformedError):
        made.hand.source("W-1", heads.SourceSort.WITNESS)


def test_a_source_is_never_its_own_origin_at_any_depth() -> None:
    made = desk()
    one, two, three = (made.hand.source(f"W-{n}", heads.SourceSort.WITNESS) for n in range(3))
    second = made.hand.amend(two, derives_from=(SourceId(one.id),))
    made.hand.amend(three, derives_from=(SourceId(two.id),))

    for origin in (one, two, three):
        with pytest.raises(MalformedError):
            made.hand.amend(one, derives_from=(SourceId(origin.id),))
    made.hand.amend(second, derives_from=())

    assert made.hand.amend(one, derives_from=(SourceId(three.id),))


def test_an_account_needs_a_consent_of_its_source_given_or_refused() -> None:
    made = desk()
    taken = heads.Taken(when=When("2026"), means=heads.Means.WRITING, place_kind="x", language="be", interviewer="I")
    fields: dict[str, Any] = {"exhibits": (made.exhibit,), "extent": heads.Extent.FULL, "taken": taken}
    other = made.hand.source("W-1", heads.SourceSort.WITNESS)
    no = {"use:r": heads.Answer.NO}

    made.hand.record(heads.Consent, source=SourceId(other.id), given_at=When("2026"), manner="x", dimensions=no)
    with pytest.raises(NotAllowedError):
        made.hand.record(heads.Account, source=made.source, **fields)
    assert made.hand.record(heads.Account, source=SourceId(other.id), **fields)


def test_nobody_clears_away_what_a_second_reader_said_of_their_own_record() -> None:
    made = desk()
    claim = made.claim()
    boris = made.world.hand(BORIS, standing=made.standing)
    returned = boris.record(decision.Review, of=claim.id, decision=decision.ReviewDecision.RETURN)

    for take_back in (made.hand.undo, made.hand.withdraw):
        with pytest.raises(NotAllowedError):
            take_back(returned.id, "x")
    with pytest.raises(NotAllowedError):
        made.hand.amend(returned, decision=decision.ReviewDecision.ACCEPT)
    assert made.standing.usable(claim.id) is Usable.RETURNED

    boris.undo(returned.id)
    assert made.standing.usable(claim.id) is Usable.YES

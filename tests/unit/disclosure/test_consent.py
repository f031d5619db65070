"""A source's account goes to a recipient when every answer says yes, today, and nobody disputes it."""

from __future__ import annotations

import datetime
from collections.abc import Mapping

import pytest
from hypothesis import given
from hypothesis import strategies as st

from evidence.disclosure.consent import Leave, consent_for, use_by
from evidence.model.heads import Answer, Consent
from evidence.standing import Standing
from evidence.when import When
from tests.support.desk import Desk, desk

RECIPIENT = "share_national_prosecutor_LT"
TODAY = datetime.date(2026, 11, 25)
YES = {use_by(RECIPIENT): Answer.YES}
NO = {use_by(RECIPIENT): Answer.NO}


def consent(made: Desk, answers: Mapping[str, Answer], until: str | None = None, given: str = "2026") -> Consent:
    return made.hand.record(
        Consent,
        source=made.source,
        given_at=When(given),
        manner="in writing",
        dimensions=dict(answers),
        until=When(until) if until else None,
    )


def leave(made: Desk, on: datetime.date = TODAY, standing: Standing | None = None) -> Leave:
    return consent_for(standing or made.standing, made.source, RECIPIENT, on).leave


@given(answers=st.lists(st.one_of(st.none(), st.sampled_from(Answer)), max_size=4))
def test_the_narrowest_of_all_answers_counts_and_what_is_not_known_is_no(answers: list[Answer | None]) -> None:
    made = desk()
    for answer in answers:
        consent(made, {} if answer is None else {use_by(RECIPIENT): answer, use_by("another"): Answer.YES})

    wanted = Leave.NOT_ASKED if not answers else Leave.YES if set(answers) == {Answer.YES} else Leave.NO
    assert leave(made) is wanted


def test_an_answer_for_another_recipient_or_another_source_is_none_for_this_one() -> None:
    made = desk()
    consent(made, {use_by("another"): Answer.YES})
    assert leave(made) is Leave.NO

    other = made.another("x", source=made.source)
    assert leave(other) is Leave.NO


@pytest.mark.parametrize(
    ("until", "on", "wanted"),
    [
        ("2026-11-25", TODAY, Leave.YES),
        ("2026-11-24", TODAY, Leave.NO),
        ("2026-11", TODAY, Leave.YES),
        ("2026", datetime.date(2027, 1, 1), Leave.NO),
        (None, datetime.date(2099, 1, 1), Leave.YES),
    ],
)
def test_a_consent_holds_to_the_end_of_its_last_day(until: str | None, on: datetime.date, wanted: Leave) -> None:
    made = desk()
    consent(made, YES, until)

    assert leave(made, on) is wanted


@pytest.mark.parametrize(
    ("given", "wanted"), [("2026-11-25", Leave.YES), ("2026-12", Leave.NO), ("2030", Leave.NO), ("2026", Leave.YES)]
)
def test_a_consent_does_not_hold_before_it_can_have_been_given(given: str, wanted: Leave) -> None:
    made = desk()
    consent(made, YES, given=given)

    assert leave(made) is wanted


def test_an_amended_consent_says_what_its_last_version_says() -> None:
    made = desk()
    first = consent(made, YES)
    second = made.hand.amend(first, dimensions=NO)
    assert leave(made) is Leave.NO

    undo = made.hand.undo(second.id)
    assert leave(made) is Leave.YES
    made.hand.undo(undo.id)
    assert leave(made) is Leave.NO


def test_a_consent_that_was_withdrawn_on_one_device_and_amended_on_another_is_no() -> None:
    made = desk()
    first = consent(made, YES)
    apart = made.world.standing()
    made.hand.withdraw(first.id, "the witness asked")
    made.world.hand(device="d-02", standing=apart).amend(first, dimensions=YES)

    assert leave(made, standing=made.world.standing()) is Leave.NO


def test_two_versions_that_compete_are_no_even_if_both_say_yes() -> None:
    made = desk()
    first = consent(made, YES)
    apart = made.world.standing()
    made.hand.amend(first, manner="by voice")
    made.world.hand(device="d-02", standing=apart).amend(first, manner="in writing")

    assert leave(made, standing=made.world.standing()) is Leave.NO


def test_who_withdraws_takes_back_what_was_said_before_and_only_a_later_yes_counts() -> None:
    made = desk()
    consent(made, YES)
    later = consent(made, YES)

    withdrawal = made.hand.withdraw(later.id, "the witness asked")
    assert leave(made) is Leave.NO
    anew = consent(made, YES)
    assert leave(made) is Leave.YES
    made.hand.undo(anew.id)
    assert leave(made) is Leave.NO

    made.hand.undo(withdrawal.id)
    assert leave(made) is Leave.YES


def test_a_no_that_was_said_before_a_withdrawal_is_still_a_no_after_a_new_yes() -> None:
    made = desk()
    consent(made, NO)
    made.hand.withdraw(consent(made, YES).id, "the witness asked")

    consent(made, YES)

    assert leave(made) is Leave.NO


def test_withdrawing_the_only_consent_is_no_and_not_the_same_as_never_asked() -> None:
    made = desk()
    only = consent(made, YES)

    made.hand.withdraw(only.id, "the witness asked")

    assert leave(made) is Leave.NO
    consent(made, YES)
    assert leave(made) is Leave.YES


def test_undoing_a_consent_recorded_by_mistake_leaves_the_others_as_they_are() -> None:
    made = desk()
    consent(made, YES)
    mistake = consent(made, NO)

    made.hand.undo(mistake.id)

    assert leave(made) is Leave.YES


def test_the_answer_names_the_consents_that_it_rests_on() -> None:
    made = desk()
    ids = {consent(made, YES).id, consent(made, NO).id}

    assert set(consent_for(made.standing, made.source, RECIPIENT, TODAY).rests_on) == ids

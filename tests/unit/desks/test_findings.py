"""Checks as pages show them: no id is left in the text, and each leads to where it can be cleared, or nowhere."""

from __future__ import annotations

import re

import pytest

from evidence.casefile.numbers import code_of
from evidence.disclosure.plan import PlanCheck, Weight
from evidence.model.statement import Says
from tests.support.small_world import Small, small
from tests.unit.desks.paper import PaperSession, session_of
from ui.desks import findings
from ui.desks.case import alike
from ui.session import Session
from ui.views.case import Need
from ui.views.words_shown import Weight as Shown

ANY_ID = re.compile(r"\b[a-z]{3}_[0-9a-z]{20,}")


@pytest.fixture
def world() -> Small:
    return small()


def _session(world: Small) -> Session:
    return session_of(PaperSession(standing=world.standing))


def _check(says: str, *subjects: str, weight: Weight = Weight.MAJOR) -> PlanCheck:
    return PlanCheck(rule="FRM-04", weight=weight, says=says, subjects=subjects)


def test_numbers_stand_in_place_of_ids(world: Small) -> None:
    claim = world.claim(Says(entities=(), text="alpha"))
    passage = world.passage(world.case_file().id, "chronology", "Something.", claim.id)
    exhibit = world.exhibits[0][0]
    says = f"{passage.id} rests on claims that are not usable: {claim.id}, {exhibit}"
    told = findings.told(_session(world), _check(says, passage.id, claim.id))
    code, number = code_of(world.standing, claim.id), world.standing.holdings.exhibit(exhibit).number
    assert told == f"“Chronology of events”, paragraph 1, rests on claims that are not usable: {code}, {number}"
    assert not ANY_ID.search(told)


def test_claims_that_are_only_counted_are_named(world: Small) -> None:
    claims = [world.claim(Says(entities=(), text=f"alpha {n}")) for n in range(6)]
    says = "6 relied-on quotes have no translation into en"
    told = findings.told(_session(world), _check(says, *(claim.id for claim in claims)))
    codes = sorted(code_of(world.standing, claim.id) for claim in claims)
    assert told == f"6 relied-on quotes have no translation into English: {', '.join(codes[:4])} and 2 more"


def test_an_id_of_nothing_held_stays_as_it_is(world: Small) -> None:
    unknown = "clm_" + "0" * 26
    assert findings.told(_session(world), _check(f"{unknown} is gone")) == f"{unknown} is gone".capitalize()


def test_a_check_that_passed_leads_nowhere_and_one_on_an_exhibit_opens_it(world: Small) -> None:
    exhibit = world.exhibits[0][0]
    session = _session(world)
    assert findings.way(session, _check("fine", exhibit, weight=Weight.PASSED)) == findings.Way()
    assert findings.way(session, _check("nobody has cleared it", exhibit)).exhibit == exhibit
    assert findings.way(session, _check("the law data has changed")) == findings.Way()


def test_needs_that_say_the_same_of_different_numbers_are_one_line() -> None:
    def need(text: str, weight: Shown = Shown.MAJOR) -> Need:
        return Need(weight=weight, text=text, reference="ACC-02", verb="Open", screen="review")

    needs = [need(f"nobody has cleared who is named in A-{n:06}") for n in range(1, 5)]
    other, blocker = need("something else of A-000001"), need(needs[0].text, Shown.BLOCKER)
    merged = [one.text for one in alike([*needs, other, blocker])]
    assert merged == [f"{needs[0].text} (3 more like it)", other.text, blocker.text]

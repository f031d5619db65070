"""Contradiction: symmetric, blind to fuzzy dates, and nothing but the six reasons."""

from __future__ import annotations

from itertools import combinations
from typing import get_args

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from evidence.casefile.agreement import Geography, Why, contradict, contradictions, same_statement
from evidence.model.decision import Decision, Judgement
from evidence.model.statement import AnyStatement, Attribute, AttributeKey, Happened, Held, Located, Posted, Says
from evidence.model.values import HeadId
from evidence.when import Period, When
from tests.support.small_world import FORMS, STORIES, TOLD, Told, small, tell


def _period(start: str | None, end: str | None) -> Period:
    return Period(start=When(start) if start else None, end=When(end) if end else None)


@settings(max_examples=40, deadline=None)
@given(stories=STORIES, one_person=st.booleans())
def test_contradiction_does_not_depend_on_who_is_named_first(stories: list[Told], one_person: bool) -> None:
    world = small()
    claims = tell(world, stories, one_person=one_person)
    canonical, geography = world.standing.canonical, Geography(world.standing)

    for a, b in combinations(claims, 2):
        assert contradict(a, b, canonical, geography) is contradict(b, a, canonical, geography)


@settings(max_examples=40, deadline=None)
@given(stories=STORIES, one_person=st.booleans())
def test_the_contradictions_are_those_of_all_pairs_of_usable_claims(stories: list[Told], one_person: bool) -> None:
    world = small()
    tell(world, stories, one_person=one_person)
    canonical, geography = world.standing.canonical, Geography(world.standing)
    usable = world.standing.usable_claims

    found = {frozenset((one.a.id, one.b.id)): one.why for one in contradictions(world.standing)}

    assert found == {
        frozenset((a.id, b.id)): why
        for a, b in combinations(usable, 2)
        if (why := contradict(a, b, canonical, geography)) is not None
    }


@pytest.mark.parametrize("form", range(len(FORMS)))
@settings(max_examples=5, deadline=None)
@given(told=TOLD)
def test_whoever_denies_a_statement_of_any_form_contradicts_it(form: int, told: Told) -> None:
    world = small()
    says = FORMS[form](told, world)
    one, other = world.claim(says), world.claim(says, source=1, denies=True)

    assert contradict(one, other, world.standing.canonical, Geography(world.standing)) is Why.DENIED
    [found] = contradictions(world.standing)
    assert (found.a, found.b, found.why) == (one, other, Why.DENIED)


def test_the_random_stories_know_every_form_of_statement() -> None:
    world = small()
    told = [
        Told(form=n, a=0, b=0, date="2020", end="2020", source=0, denies=False, bears=None) for n in range(len(FORMS))
    ]

    assert {type(one.says(world)) for one in told} == set(get_args(AnyStatement))


def test_a_fuzzy_date_contradicts_nothing_and_a_sure_one_does() -> None:
    world = small()
    incident = world.incidents[0]
    for when in ("2020-08-10", "2020-08-12~", "2020-22", "2020-08"):
        world.claim(Happened(incident=incident, when=When(when)))
    assert contradictions(world.standing) == ()

    world.claim(Happened(incident=incident, when=When("2020-08-12")), source=1)

    assert [one.why for one in contradictions(world.standing)] == [Why.DATES]


def test_a_place_inside_another_is_no_contradiction() -> None:
    world = small()
    incident, (town, yard) = world.incidents[0], world.places
    for n, place in enumerate((town, yard)):
        world.claim(Happened(incident=incident, when=When("2020-08-10"), place=place), source=n)
    assert [one.why for one in contradictions(world.standing)] == [Why.PLACES]

    world.claim(Located(entity=HeadId(yard), place=town, period=_period(None, None)))

    assert contradictions(world.standing) == ()


def test_a_day_of_transfer_is_in_two_places_and_two_such_days_are_not() -> None:
    world = small()
    person, (one, other) = world.persons[0], world.places
    world.claim(Held(person=person, place=one, period=_period("2020-08-09", "2020-08-12")))
    world.claim(Held(person=person, place=other, period=_period("2020-08-12", "2020-08-14")))
    assert contradictions(world.standing) == ()

    world.claim(Held(person=person, place=other, period=_period("2020-08-11", "2020-08-14")), source=1)

    assert [one.why for one in contradictions(world.standing)] == [Why.HELD_TWICE]


def test_two_commanders_of_one_unit_at_a_time_contradict_and_one_after_the_other_do_not() -> None:
    world = small()
    first, second, third = world.persons
    for person, start, end in ((first, "2020-01-01", "2020-06-30"), (second, "2020-07-01", "2020-12-31")):
        world.claim(Posted(person=person, unit=world.units[0], title="head", commands=True, period=_period(start, end)))
    assert contradictions(world.standing) == ()

    world.claim(
        Posted(
            person=third, unit=world.units[0], title="head", commands=True, period=_period("2020-06-01", "2020-06-30")
        )
    )

    assert [one.why for one in contradictions(world.standing)] == [Why.COMMANDERS]


def test_a_patronymic_in_two_languages_is_one_and_another_one_contradicts() -> None:
    world = small()
    who = HeadId(world.persons[0])
    for value in ("Андреевич", "Андрэевіч"):
        world.claim(Attribute(entity=who, key=AttributeKey.PATRONYMIC, value=value))
    assert contradictions(world.standing) == ()

    world.claim(Attribute(entity=who, key=AttributeKey.PATRONYMIC, value="Александрович"), source=1)

    assert {one.why for one in contradictions(world.standing)} == {Why.VALUES}


def test_free_words_contradict_only_by_denial() -> None:
    world = small()
    who = (HeadId(world.persons[0]),)
    world.claim(Says(entities=who, text="was there"))
    world.claim(Says(entities=who, text="was elsewhere"), source=1)

    assert contradictions(world.standing) == ()


def test_heads_named_in_another_order_or_judged_to_be_one_are_denied_all_the_same() -> None:
    world = small()
    one, two, _ = map(HeadId, world.persons)
    unit = HeadId(world.units[0])
    world.claim(Says(entities=(one, unit), text="was there"))
    world.claim(Says(entities=(unit, one), text="was there"), source=1, denies=True)
    assert [found.why for found in contradictions(world.standing)] == [Why.DENIED]

    both = world.claim(Says(entities=(one, two), text="left"))
    alone = world.claim(Says(entities=(two,), text="left"), source=1, denies=True)
    assert not same_statement(both.says, alone.says, world.standing.canonical)

    world.hand.record(Judgement, a=one, b=two, decision=Decision.SAME)

    assert same_statement(both.says, alone.says, world.standing.canonical)
    assert (both, alone) in [(found.a, found.b) for found in contradictions(world.standing)]


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Мікалаевіч", "Николаевич"),
        ("Рыгоравіч", "Григорьевич"),
        ("Рыгораўна", "Григорьевна"),
        ("Mikałajevič", "Nikołajewicz"),
        ("Янавіч", "Иванович"),
        ("Ахмедович", "Ахмедавіч"),
        ("николаевича ", "Николаевич"),
        # An initial is half known, like a fuzzy date: М. may be Мікалаевіч, and he Николаевич.
        ("М.", "Николаевич"),
    ],
)
def test_a_patronymic_that_the_names_module_takes_for_the_same_contradicts_nothing(one: str, other: str) -> None:
    assert _attributed(AttributeKey.PATRONYMIC, one, other) == []
    assert _attributed(AttributeKey.PATRONYMIC, other, one) == []


@pytest.mark.parametrize(
    ("one", "other"), [("Мікалаевіч", "Рыгоравіч"), ("Ахмедович", "Иванович"), ("Ахмедович", "Рустамович")]
)
def test_a_patronymic_of_another_father_contradicts(one: str, other: str) -> None:
    assert _attributed(AttributeKey.PATRONYMIC, one, other) == [Why.VALUES]


@pytest.mark.parametrize(
    ("one", "other", "found"),
    [
        ("m", "male", []),
        ("f", "female", []),
        # Only of the two codes is it known that they exclude each other.
        ("f", "male", []),
        ("m", "M ", []),
        ("m", "F", [Why.VALUES]),
        ("f", "m", [Why.VALUES]),
    ],
)
def test_sexes_contradict_only_where_both_are_given_by_their_codes(one: str, other: str, found: list[Why]) -> None:
    assert _attributed(AttributeKey.SEX, one, other) == found


def _attributed(key: AttributeKey, *values: str) -> list[Why]:
    world = small()
    for n, value in enumerate(values):
        world.claim(Attribute(entity=HeadId(world.persons[0]), key=key, value=value), source=n)
    return [one.why for one in contradictions(world.standing)]

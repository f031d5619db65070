"""The chronology: dates as given, in order, nothing lost, a contradiction in both its places."""

from __future__ import annotations

from hypothesis import given, settings

from evidence.casefile.chronology import events
from evidence.model.statement import Did, Happened, Held, Posted
from evidence.when import Period, When
from tests.support.made_file import file_of, matter_of, section, strings
from tests.support.small_world import STORIES, Told, small, tell


@settings(max_examples=30, deadline=None)
@given(stories=STORIES)
def test_events_stand_in_order_and_each_usable_claim_at_most_once(stories: list[Told]) -> None:
    world = small()
    tell(world, stories)

    found = events(matter_of(world, world.case_file()))

    assert list(found) == sorted(found, key=lambda event: (event.first, event.last))
    placed = [claim.id for event in found for claim in event.claims]
    assert len(placed) == len(set(placed))
    assert set(placed) <= {claim.id for claim in world.standing.usable_claims}


@settings(max_examples=30, deadline=None)
@given(stories=STORIES)
def test_whoever_contradicts_is_contradicted_in_his_own_place_too(stories: list[Told]) -> None:
    world = small()
    tell(world, stories)

    found = events(matter_of(world, world.case_file()))

    at = {claim.id: event for event in found for claim in event.claims}
    for event in found:
        for other in event.contradicted_by:
            if other.id in at:
                assert at[other.id].contested


def test_a_fuzzy_date_is_printed_as_the_source_gives_it_and_no_day_is_made_up() -> None:
    world = small()
    for n, when in enumerate(("2020-08~", "2020-22", "2020-08-XX", "2020-08-10/2020-08-11")):
        claim = world.claim(Happened(incident=world.incidents[0], when=When(when)), source=n)
        world.bear(claim.id)

    shown = [event.shown for event in events(matter_of(world, world.case_file()))]

    assert sorted(shown) == ["2020-08-10 – 2020-08-11", "2020-08-XX", "2020-08~", "2020-22"]


def test_an_interval_stands_where_it_begins() -> None:
    world = small()
    stays = (("2020-08-10", "2020-08-10"), ("2020-08-09", "2020-08-12"), ("2020-08-11", "2020-08-11"))
    for n, (start, end) in enumerate(stays):
        stay = Period(start=When(start), end=When(end))
        world.claim(Held(person=world.persons[0], place=world.places[0], period=stay), source=n)
    for act, when in enumerate(("2020-08-10/2020-08-12", "2020-08-11")):
        did = Did(act=world.acts[act], incident=world.incidents[0], act_kind="beating", when=When(when))
        world.bear(world.claim(did).id)

    shown = [event.shown for event in events(matter_of(world, world.case_file()))]

    assert shown == ["2020-08-09 – 2020-08-12", "2020-08-10", "2020-08-10 – 2020-08-12", "2020-08-11", "2020-08-11"]


def test_two_dates_of_one_incident_stand_at_both_and_each_names_the_other() -> None:
    world = small()
    one = world.claim(Happened(incident=world.incidents[0], when=When("2020-08-10")))
    other = world.claim(Happened(incident=world.incidents[0], when=When("2020-08-12")), source=1)
    world.bear(one.id)
    world.bear(other.id)

    first, second = events(matter_of(world, world.case_file()))

    assert (first.shown, second.shown) == ("2020-08-10", "2020-08-12")
    assert [claim.id for claim in first.contradicted_by] == [other.id]
    assert [claim.id for claim in second.contradicted_by] == [one.id]
    printed = strings(section(file_of(world, world.case_file()), "chronology"))
    assert printed.count("; contradicted by C-") == 2


def test_a_posting_is_an_event_by_its_beginning_and_a_stay_by_its_days() -> None:
    world = small()
    person = world.persons[0]
    since = Period(start=When("2020-01-09"), end=None)
    world.claim(Posted(person=person, unit=world.units[0], title="head", commands=True, period=since))
    world.claim(
        Posted(person=person, unit=world.units[1], title="x", commands=False, period=Period(start=None, end=None))
    )
    stay = Period(start=When("2020-08-09"), end=When("2020-08-12~"))
    world.claim(Held(person=person, place=world.places[0], period=stay))

    shown = [event.shown for event in events(matter_of(world, world.case_file()))]

    assert shown == ["2020-01-09", "2020-08-09 – 2020-08-12~"]

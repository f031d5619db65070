"""Facts == graph: from random workspaces, each question gives the same rows in plain Python and on each engine."""

from __future__ import annotations

from collections.abc import Iterable

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from evidence.casefile.facts import Facts
from evidence.law.load import catalogue
from evidence.model.statement import Happened, PartOf, Posted, Role, TookPart
from evidence.model.values import HeadId
from evidence.when import Period, When
from graph import questions
from graph.derive import rows_of
from tests.support.graph_engines import ENGINES, store_of
from tests.support.small_world import STORIES, Told, small, tell
from tests.support.told_story import on_paper

_FEW = settings(max_examples=20, deadline=None, suppress_health_check=list(HealthCheck))
CRIMES = {crime.id: [element.id for element in crime.elements] for crime in catalogue().crimes.values()}
ELEMENTS = [element for elements in CRIMES.values() for element in elements]


def same(rows: Iterable[object], others: Iterable[object]) -> bool:
    # Both orders are total and begin alike; engines break the last ties by a digest that only rows of a graph have.
    return sorted(map(repr, rows)) == sorted(map(repr, others))


@pytest.mark.parametrize("engine", ENGINES)
@given(
    stories=STORIES,
    day=st.sampled_from(["2020-08-09", "2020-08-10", "2020-08-12"]),
    asked=st.lists(st.tuples(st.integers(0, 1), st.sampled_from(["I-1", "i-1 ", "I-2"])), max_size=2),
    one_person=st.booleans(),
)
@_FEW
def test_facts_and_graph_give_the_same_rows_on_random_states(
    engine: str, stories: list[Told], day: str, asked: list[tuple[int, str]], one_person: bool
) -> None:
    world = small()
    tell(world, stories, one_person=one_person)
    for source, interviewer in asked:
        world.ask(source, interviewer)
    store, facts = store_of(engine), Facts(world.standing, ELEMENTS)
    store.replace(rows_of(world.standing, CRIMES))

    canonical = world.standing.canonical
    for unit in {canonical(unit) for unit in world.units}:
        assert same(questions.chain_of_command(store, unit, day), facts.chain_of_command(unit, day))
    incidents = {canonical(incident) for incident in world.incidents}
    persons = sorted({canonical(person) for person in world.persons})
    for incident in incidents:
        for person in persons:
            lines = questions.perpetrator_to_superior(store, incident, person, day)
            assert same(lines, facts.perpetrator_to_superior(incident, person, day))
    assert same(questions.held_with(store, persons), facts.held_with(persons))
    assert same(questions.incidents_by_unit(store), facts.incidents_by_unit())
    assert same(questions.thinly_supported(store), facts.thinly_supported())


@pytest.mark.parametrize("engine", ENGINES)
def test_facts_and_graph_charge_no_unit_that_somebody_left_before_an_incident(engine: str) -> None:
    world = small()
    person, incident = world.persons[0], world.incidents[0]
    world.claim(TookPart(who=HeadId(person), what=HeadId(incident), role=Role.ALLEGED_PERPETRATOR))
    for unit, start, end in zip(world.units, ("2004", "2019", None), ("2006", None, None), strict=True):
        period = Period(start=When(start) if start else None, end=When(end) if end else None)
        world.claim(Posted(person=person, unit=unit, title="x", commands=False, period=period))
    store, months = store_of(engine), []
    for says in (None, Happened(incident=incident, when=When("2020-08-09"))):
        if says is not None:
            world.claim(says, source=1)
        store.replace(rows_of(world.standing))
        rows = questions.incidents_by_unit(store)
        assert rows == Facts(world.standing).incidents_by_unit()
        months.append({(row.unit, row.month) for row in rows})

    _, then, undated = world.units
    assert months == [{(undated, "")}, {(then, "2020-08"), (undated, "2020-08")}]


@pytest.mark.parametrize("engine", ENGINES)
def test_facts_and_graph_make_one_line_of_many_statements(engine: str) -> None:
    world = small()
    first, second, third = world.units
    for lower, upper in ((first, second), (second, third), (third, first)):
        for year in ("2010", "2011", "2012"):
            period = Period(start=When(year), end=None)
            world.claim(PartOf(unit=lower, parent=upper, period=period))
            world.claim(Posted(person=world.persons[0], unit=upper, title="head", commands=True, period=period))
    store = store_of(engine)
    store.replace(rows_of(world.standing))

    rows = questions.chain_of_command(store, first, "2020-08-09")

    assert [(row.level, row.head, len(row.claims)) for row in rows] == [(0, first, 3), (1, second, 6), (2, third, 9)]
    assert same(rows, Facts(world.standing).chain_of_command(first, "2020-08-09"))


@pytest.mark.parametrize("engine", ENGINES)
def test_facts_and_graph_agree_on_the_whole_story(engine: str) -> None:
    told = on_paper()
    standing = told.standing
    store, facts = store_of(engine), Facts(standing, ELEMENTS)
    store.replace(rows_of(standing, CRIMES))
    units = sorted({edge.start for edge in facts.edges if edge.start.startswith("unt_")})
    persons = sorted({edge.start for edge in facts.edges if edge.start.startswith("per_")})
    incidents = sorted({edge.end for edge in facts.edges if edge.end.startswith("inc_")})

    assert units
    assert persons
    assert incidents
    for unit in units:
        assert same(questions.chain_of_command(store, unit, "2020-08-12"), facts.chain_of_command(unit, "2020-08-12"))
    lines = [
        (
            questions.perpetrator_to_superior(store, i, p, "2020-08-12"),
            facts.perpetrator_to_superior(i, p, "2020-08-12"),
        )
        for i in incidents
        for p in persons
    ]
    assert any(found for found, _ in lines)
    assert all(same(found, plain) for found, plain in lines)
    assert same(questions.held_with(store, persons), facts.held_with(persons))
    assert same(questions.incidents_by_unit(store), facts.incidents_by_unit())
    assert same(questions.thinly_supported(store), facts.thinly_supported())

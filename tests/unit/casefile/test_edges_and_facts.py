"""Edges and facts: every edge rests on claims that say it, and the answers equal those of the graph's own reference."""

from __future__ import annotations

import random
from collections.abc import Iterable
from dataclasses import astuple

from hypothesis import given, settings
from hypothesis import strategies as st

from evidence.casefile.edges import EARLIEST, LATEST, EdgeType, edges
from evidence.casefile.facts import Facts
from evidence.ids import RecordId
from evidence.model.statement import Held, PartOf, Posted, Role, TookPart
from evidence.model.values import HeadId
from evidence.when import Period, When
from graph.derive import rows_of
from tests.support.graph_reference import Reference
from tests.support.small_world import STORIES, Told, small, tell

DAYS = ("2020-08-09", "2020-08-11", "2021-01-01")


@settings(max_examples=40, deadline=None)
@given(stories=STORIES, one_person=st.booleans())
def test_an_edge_rests_on_usable_claims_that_deny_nothing_and_has_their_roots(
    stories: list[Told], one_person: bool
) -> None:
    world = small()
    tell(world, stories, one_person=one_person)
    usable = {claim.id: claim for claim in world.standing.usable_claims}

    for edge in edges(world.standing):
        assert edge.claims
        assert all(claim in usable and not usable[claim].denies for claim in edge.claims)
        assert set(edge.roots) == set().union(*(world.standing.claim_roots(usable[claim]) for claim in edge.claims))
        assert EARLIEST <= edge.valid_from <= edge.valid_to <= LATEST
        assert {edge.start, edge.end} == {world.standing.canonical(head) for head in (edge.start, edge.end)}


@settings(max_examples=20, deadline=None)
@given(stories=STORIES, seed=st.randoms(use_true_random=False))
def test_edges_do_not_depend_on_the_order_of_entries(stories: list[Told], seed: random.Random) -> None:
    world = small()
    tell(world, stories)
    shuffled = list(world.world.entries)
    seed.shuffle(shuffled)

    assert edges(world.world.standing(shuffled)) == edges(world.standing)


@settings(max_examples=40, deadline=None)
@given(stories=STORIES, one_person=st.booleans())
def test_facts_answer_as_the_reference_of_the_graph_does(stories: list[Told], one_person: bool) -> None:
    world = small()
    tell(world, stories, one_person=one_person)
    facts, reference = Facts(world.standing), Reference(rows_of(world.standing))
    heads = {head: world.standing.canonical(head) for head in (*world.persons, *world.units, *world.incidents)}

    for day in DAYS:
        for unit in world.units:
            mine, theirs = facts.chain_of_command(unit, day), reference.chain_of_command(unit, day)
            assert _rows(mine) == _rows(theirs)
        for incident in world.incidents:
            superior = heads[world.persons[0]]
            ours = facts.perpetrator_to_superior(incident, superior, day)
            assert _rows(ours) == _rows(reference.perpetrator_to_superior(incident, superior, day))
    persons = [heads[person] for person in world.persons]
    assert _rows(facts.held_with(persons)) == _rows(reference.held_with(persons))
    assert _rows(facts.incidents_by_unit()) == _rows(reference.incidents_by_unit())


def _rows(rows: Iterable[object]) -> list[tuple[object, ...]]:
    return sorted((astuple(row) for row in rows), key=repr)  # type: ignore[call-overload]  # every row is a dataclass


def test_a_unit_without_a_named_commander_is_a_gap_and_is_shown() -> None:
    world = small()
    lower, upper, _ = world.units
    nobody = Period(start=None, end=None)
    world.claim(PartOf(unit=lower, parent=upper, period=nobody))
    world.claim(Posted(person=world.persons[0], unit=lower, title="head", commands=True, period=nobody))

    below, above = Facts(world.standing).chain_of_command(lower, "2020-08-10")

    assert (below.level, below.commander) == (0, world.persons[0])
    assert (above.level, above.head, above.commander) == (1, upper, None)


def test_dates_of_different_claims_are_never_united() -> None:
    world = small()
    one = Period(start=When("2020-08-09"), end=When("2020-08-10"))
    other = Period(start=When("2020-08-12"), end=When("2020-08-13"))
    for n, period in enumerate((one, other)):
        world.claim(Held(person=world.persons[0], place=world.places[0], period=period), source=n)

    held = [edge for edge in edges(world.standing) if edge.type is EdgeType.HELD_AT]

    assert [(edge.valid_from, edge.valid_to) for edge in held] == [
        ("2020-08-09", "2020-08-10"),
        ("2020-08-12", "2020-08-13"),
    ]


def test_a_denied_statement_makes_no_edge_and_its_opposite_a_disputed_one() -> None:
    world = small()
    says = _took_part(world.persons[0], world.acts[0])
    world.claim(says)
    assert [edge.disputed for edge in edges(world.standing)] == [False]

    denial = world.claim(says, source=1, denies=True)

    [edge] = edges(world.standing)
    assert edge.disputed
    assert denial.id not in edge.claims


def test_an_element_on_which_nothing_bears_is_known_to_be_thin() -> None:
    world = small()
    world.bear(world.claim(_took_part(world.persons[0], world.acts[0])).id)

    found = {(row.element, row.scope): row.origins for row in Facts(world.standing, ["el-none"]).thinly_supported()}

    assert found == {("LT-BK-100.f", RecordId(world.incidents[0])): 1, ("el-none", ""): 0}


def _took_part(person: str, act: str) -> TookPart:

    return TookPart(who=HeadId(person), what=HeadId(act), role=Role.ALLEGED_PERPETRATOR)

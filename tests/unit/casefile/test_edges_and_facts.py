"""Edges and facts: every edge rests on claims that say it, and the answers equal those of the graph's own reference."""

from __future__ import annotations

import random
from collections.abc import Iterable
from dataclasses import astuple
from itertools import pairwise

from hypothesis import given, settings
from hypothesis import strategies as st

from evidence.casefile.edges import EARLIEST, LATEST, EdgeType, disputed_claims, edges
from evidence.casefile.facts import Facts
from evidence.ids import RecordId
from evidence.model.heads import Unit
from evidence.model.statement import (
    Context,
    Did,
    Happened,
    Held,
    Knew,
    PartOf,
    Posted,
    ReportsTo,
    Role,
    TookPart,
)
from evidence.model.values import HeadId, UnitId
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
    nobody = _period(None, None)
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


def test_a_denial_of_any_form_makes_what_it_denies_disputed() -> None:
    world = small()
    says = Knew(person=world.persons[0], what=HeadId(world.incidents[0]), means="a report", when=When("2020-08"))
    one, denial = world.claim(says), world.claim(says, source=1, denies=True)
    context = Context(sub_fact="attack", text="words")
    other, denied = world.claim(context), world.claim(context, source=1, denies=True)

    assert disputed_claims(world.standing) == {one.id, denial.id, other.id, denied.id}
    assert [edge.disputed for edge in edges(world.standing)] == [True]


def test_a_unit_that_somebody_left_before_an_incident_is_not_charged_with_it() -> None:
    world = small()
    person, incident = world.persons[0], world.incidents[0]
    before, then, _ = world.units
    world.claim(_took_part(person, incident))
    world.claim(Posted(person=person, unit=before, title="x", commands=False, period=_period("2004", "2006")))
    post = world.claim(Posted(person=person, unit=then, title="y", commands=False, period=_period("2019", None)))
    # Nobody says when: then no post with a date is known to be of that time.
    assert Facts(world.standing).incidents_by_unit() == ()

    # A place would make an edge of it; the date is known without one.
    when = world.claim(Happened(incident=incident, when=When("2020-08-09")), source=1)

    [row] = Facts(world.standing).incidents_by_unit()
    assert (row.unit, row.month, row.incidents) == (then, "2020-08", (incident,))
    assert {post.id, when.id} <= set(row.claims)
    assert not row.disputed


def test_without_any_date_of_an_incident_only_a_post_without_any_date_counts() -> None:
    world = small()
    one, two, three = world.units
    world.claim(_took_part(world.persons[0], world.incidents[0]))
    for unit, period in ((one, _period(None, None)), (two, _period("2019", None)), (three, _period(None, "2030"))):
        world.claim(Posted(person=world.persons[0], unit=unit, title="x", commands=False, period=period))

    assert [(row.unit, row.month) for row in Facts(world.standing).incidents_by_unit()] == [(one, "")]


def test_acts_date_an_incident_only_where_nobody_says_when_it_happened() -> None:
    world = small()
    incident = world.incidents[0]
    world.claim(TookPart(who=HeadId(world.units[0]), what=HeadId(incident), role=Role.ALLEGED_PERPETRATOR))
    world.claim(Did(act=world.acts[0], incident=incident, act_kind="beating", when=When("2020-08-12")))
    assert [row.month for row in Facts(world.standing).incidents_by_unit()] == ["2020-08"]

    for n, when in enumerate(("2020-07-30", "2020-09-01")):
        world.claim(Happened(incident=incident, when=When(when)), source=n)

    rows = Facts(world.standing).incidents_by_unit()
    assert [(row.month, row.disputed) for row in rows] == [("2020-07", True), ("2020-09", True)]


def test_many_statements_of_one_line_are_one_line_that_rests_on_all_of_them() -> None:
    world = small()
    units = [world.hand.head(Unit, f"unit {n}").id for n in range(7)]
    said = []
    for lower, upper in pairwise(units):
        for year in range(2010, 2016):
            part = PartOf(unit=UnitId(lower), parent=UnitId(upper), period=_period(str(year), None))
            said.append(world.claim(part, source=year).id)

    rows = Facts(world.standing).chain_of_command(units[0], "2020-08-09")

    assert [(row.level, row.head) for row in rows] == list(enumerate(units))
    assert rows[-1].claims == tuple(sorted(said))


def test_what_is_said_by_law_and_what_in_fact_are_two_lines() -> None:
    world = small()
    lower, upper, _ = map(HeadId, world.units)
    for de_facto in (False, True):
        world.claim(ReportsTo(subordinate=lower, superior=upper, period=_period(None, None), de_facto=de_facto))

    rows = Facts(world.standing).chain_of_command(lower, "2020-08-09")

    assert sorted((row.level, row.head, row.de_facto) for row in rows) == [
        (0, lower, False),
        (1, upper, False),
        (1, upper, True),
    ]


def test_a_circle_of_reporting_lines_comes_to_no_head_twice() -> None:
    world = small()
    for n, lower in enumerate(world.units):
        for year in ("2018", "2019"):
            world.claim(PartOf(unit=lower, parent=world.units[(n + 1) % 3], period=_period(year, None)))

    rows = Facts(world.standing).chain_of_command(world.units[0], "2020-08-09")

    assert [(row.level, row.head) for row in rows] == list(enumerate(world.units))


def test_an_element_on_which_nothing_bears_is_known_to_be_thin() -> None:
    world = small()
    world.bear(world.claim(_took_part(world.persons[0], world.acts[0])).id)

    found = {(row.element, row.scope): row.origins for row in Facts(world.standing, ["el-none"]).thinly_supported()}

    assert found == {("LT-BK-100.f", RecordId(world.incidents[0])): 1, ("el-none", ""): 0}


def _took_part(person: str, what: str) -> TookPart:
    return TookPart(who=HeadId(person), what=HeadId(what), role=Role.ALLEGED_PERPETRATOR)


def _period(start: str | None, end: str | None) -> Period:
    return Period(start=When(start) if start else None, end=When(end) if end else None)

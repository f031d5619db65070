"""Around one and up the line: everybody once, superiors to the left, gaps and disagreement shown."""

from __future__ import annotations

from datetime import date

from hypothesis import given, settings
from hypothesis import strategies as st

from evidence.model import heads
from evidence.model.statement import AnyStatement, PartOf, Posted, ReportsTo, Role, TookPart
from evidence.model.values import HeadId, PersonId, UnitId
from evidence.when import Period, When
from tests.support.small_world import Small, small
from tests.unit.desks.paper import PaperSession, session_of
from ui.desks.graph import RealGraph
from ui.desks.room import Room
from ui.views.drawing import chain_svg, surroundings_svg
from ui.views.graph import NodeKind
from ui.views.words_shown import Coverage

ALWAYS = Period(start=None, end=None)
DAY = date(2020, 8, 12)


def _desk(world: Small) -> RealGraph:
    return RealGraph(Room(session_of(PaperSession(standing=world.standing))))


def _head(world: Small, kind: type[heads.Head], label: str) -> str:
    return world.hand.head(kind, label).id


LINES = st.lists(st.tuples(st.integers(0, 7), st.integers(0, 7), st.booleans()), max_size=14)


@settings(max_examples=60)
@given(LINES, st.integers(0, 7))
def test_whoever_is_reached_stands_once_and_every_superior_to_the_left(
    lines: list[tuple[int, int, bool]], root: int
) -> None:
    world = small()
    units = [UnitId(_head(world, heads.Unit, f"Unit {n}")) for n in range(8)]
    for under, over, by_report in lines:
        if under == over:
            continue
        says: AnyStatement = PartOf(unit=units[under], parent=units[over], period=ALWAYS)
        if by_report:
            says = ReportsTo(
                subordinate=HeadId(units[under]), superior=HeadId(units[over]), period=ALWAYS, de_facto=True
            )
        world.claim(says)
    view = _desk(world).chain(units[root], DAY)
    assert chain_svg(view)
    ids = [post.id for post in view.posts]
    assert len(ids) == len(set(ids))
    assert [post.id for post in view.posts if post.focus] == [units[root]]
    left = {post.id: post.x for post in view.posts}
    assert all(left[order.over] < left[order.under] for order in view.orders)
    assert len(view.orders) == len(ids) - 1
    assert view.left_out == 0
    told = {(units[under], units[over]) for under, over, _ in lines}
    assert all((order.under, order.over) in told for order in view.orders)
    assert {above for below, above in told if below == units[root]} <= set(ids)


def test_a_unit_that_nobody_is_said_to_command_has_a_gap_and_two_names_are_a_disagreement() -> None:
    world = small()
    one, two, three = world.units
    world.claim(PartOf(unit=one, parent=two, period=ALWAYS))
    world.claim(PartOf(unit=two, parent=three, period=ALWAYS))
    for person, source in zip(world.persons, (0, 1), strict=False):
        post = Posted(person=person, unit=two, title="head", commands=True, period=ALWAYS)
        world.claim(post, source=source)
    world.claim(Posted(person=world.persons[2], unit=one, title="driver", commands=False, period=ALWAYS))
    posts = {post.id: post for post in _desk(world).chain(one, DAY).posts}
    assert (posts[one].holder, posts[one].state) == ("", Coverage.NO_EVIDENCE)
    assert posts[two].holder == "Person 1, head; or Person 2, head"
    assert posts[two].state is Coverage.CONTESTED


def test_a_post_is_shown_only_on_the_days_that_its_source_allows() -> None:
    world = small()
    unit = world.units[0]
    summer = Period(start=When("2020-06"), end=When("2020-08-12"))
    world.claim(Posted(person=world.persons[0], unit=unit, title="head", commands=True, period=summer))
    desk = _desk(world)
    assert desk.days() == (date(2020, 6, 1), DAY)
    assert [post.holder for post in desk.chain(unit, DAY).posts] == ["Person 1, head"]
    assert [post.holder for post in desk.chain(unit, date(2020, 8, 13)).posts] == [""]


def test_what_does_not_fit_around_one_is_counted_by_kind() -> None:
    world = small()
    person = world.persons[0]
    for n in range(70):
        incident = HeadId(_head(world, heads.Incident, f"I-{n:02}"))
        world.claim(TookPart(who=HeadId(person), what=incident, role=Role.PRESENT))
    for n in range(5):
        unit = UnitId(_head(world, heads.Unit, f"U-{n}"))
        world.claim(Posted(person=person, unit=unit, title="head", commands=True, period=ALWAYS))
    view = _desk(world).around(person, DAY)
    assert (view.near, view.neighbours, view.further) == (60, 75, 0)
    assert view.left_out == ((NodeKind.INCIDENT, 10), (NodeKind.UNIT, 5))
    assert len(view.nodes) <= 300
    assert surroundings_svg(view)


def test_with_few_neighbours_what_they_lead_to_is_shown_too_and_nobody_twice() -> None:
    world = small()
    person, chief, other = world.persons
    unit, parent, _ = world.units
    world.claim(Posted(person=person, unit=unit, title="driver", commands=False, period=ALWAYS))
    world.claim(Posted(person=chief, unit=unit, title="head", commands=True, period=ALWAYS))
    world.claim(PartOf(unit=unit, parent=parent, period=ALWAYS))
    world.claim(Posted(person=other, unit=parent, title="head", commands=True, period=ALWAYS))
    view = _desk(world).around(person, DAY)
    assert (view.near, view.neighbours, view.further) == (1, 1, 2)
    assert {node.id for node in view.nodes} == {person, unit, chief, parent}
    labels = {(edge.tail, edge.head): edge.label for edge in view.edges}
    # Only the edges of the one in the middle carry words.
    assert labels == {(person, unit): "driver", (chief, unit): "", (unit, parent): ""}


def test_those_judged_to_be_one_person_are_one_choice() -> None:
    from evidence.model.decision import Decision, Judgement

    world = small()
    first, second, third = world.persons
    note = world.claim(Posted(person=first, unit=world.units[0], title="head", commands=True, period=ALWAYS))
    world.hand.record(Judgement, a=first, b=second, decision=Decision.SAME, grounds=(note.id,), note="one post")
    choices = {choice.id for choice in _desk(world).persons()}
    assert len(choices) == 2
    assert third in choices
    assert {world.standing.canonical(PersonId(first))} == choices - {third}


def test_units_at_the_foot_of_a_chain_are_offered_first() -> None:
    world = small()
    one, two, three = world.units
    world.claim(PartOf(unit=two, parent=one, period=ALWAYS))
    world.claim(PartOf(unit=three, parent=two, period=ALWAYS))
    # A circle that a mistaken source closes must not keep the page from opening.
    world.claim(PartOf(unit=one, parent=three, period=ALWAYS), source=1)
    assert {choice.id for choice in _desk(world).units()} == {one, two, three}
    plain = small()
    one, two, three = plain.units
    plain.claim(PartOf(unit=two, parent=three, period=ALWAYS))
    plain.claim(PartOf(unit=three, parent=one, period=ALWAYS))
    assert [choice.id for choice in _desk(plain).units()] == [two, three, one]

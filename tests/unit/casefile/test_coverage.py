"""Coverage: five states, counted by origin; more of the same never makes a cell stronger."""

from __future__ import annotations

import random
from collections.abc import Iterable
from itertools import combinations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from evidence.casefile.coverage import Cell, CellState, count_apart, cover
from evidence.ids import RecordId
from evidence.law.load import catalogue
from evidence.model.claim import Claim
from evidence.model.decision import Side
from evidence.model.heads import Source, SourceSort
from evidence.model.statement import Says
from evidence.model.values import Basis, HeadId, Reliability, SourceId
from evidence.standing import Standing
from tests.support.small_world import ELEMENT, STORIES, Small, Told, small, tell

ROW = (catalogue().row(ELEMENT),)


def cell(world: Small, incident: int = 0, standing: Standing | None = None) -> Cell:
    holds = standing or world.standing
    return cover(holds, ROW, world.incidents).cell(ELEMENT, RecordId(world.incidents[incident]))


def says(world: Small, text: str = "words") -> Says:
    return Says(entities=(HeadId(world.persons[0]),), text=text)


@settings(max_examples=40, deadline=None)
@given(stories=STORIES)
def test_the_state_of_every_cell_is_that_of_the_definition(stories: list[Told]) -> None:
    world = small()
    tell(world, stories)

    for incident in range(2):
        found = cell(world, incident)
        roots = [world.standing.claim_roots(one.claim) for one in found.claims_for]
        independent = any(not a & b for a, b in combinations(roots, 2))
        match (bool(roots), bool(found.claims_against), independent):
            case (True, True, _):
                expected = CellState.CONTESTED
            case (False, _, _):
                expected = CellState.NO_EVIDENCE
            case (True, False, True):
                expected = CellState.CORROBORATED
            case _:
                expected = CellState.SINGLE_SOURCE
        assert found.state is expected
        assert (found.plus, found.minus) == (len(found.claims_for), len(found.claims_against))


@settings(max_examples=20, deadline=None)
@given(stories=STORIES, seed=st.randoms(use_true_random=False))
def test_the_order_in_which_entries_are_read_changes_no_cell(stories: list[Told], seed: random.Random) -> None:
    world = small()
    tell(world, stories)
    shuffled = list(world.world.entries)
    seed.shuffle(shuffled)

    again = world.world.standing(shuffled)

    assert [cell(world, n, again) for n in range(2)] == [cell(world, n) for n in range(2)]


def test_claims_of_one_origin_stay_a_single_source_however_many_they_are() -> None:
    world = small()
    # The newspaper (2) goes back to the first witness (0).
    for source in (0, 2, 0, 2):
        world.bear(world.claim(says(world), source=source).id)

    assert cell(world).state is CellState.SINGLE_SOURCE
    assert cell(world).plus == 4

    world.bear(world.claim(says(world), source=1).id)

    assert cell(world).state is CellState.CORROBORATED


@pytest.mark.parametrize("codes", [("I-1", "I-1"), ("I-1", "i-1"), (" I-1 ", "I-1")])
def test_two_witnesses_of_one_interviewer_do_not_corroborate_each_other(codes: tuple[str, str]) -> None:
    world = small()
    for n, code in enumerate(codes):
        world.ask(n, code)
        world.bear(world.claim(says(world), source=n).id)

    assert cell(world).state is CellState.SINGLE_SOURCE


def test_two_witnesses_of_two_interviewers_corroborate_each_other() -> None:
    world = small()
    for n in (0, 1):
        world.ask(n, f"I-{n}")
        world.bear(world.claim(says(world), source=n).id)

    assert cell(world).state is CellState.CORROBORATED


def test_whoever_derives_from_a_witness_was_asked_by_that_witness_interviewer() -> None:
    world = small()
    # The newspaper (2) goes back to the first witness (0); nobody took an account of the newspaper itself.
    for n in (0, 1):
        world.ask(n, "I-1")
    for n in (1, 2):
        world.bear(world.claim(says(world), source=n).id)

    assert cell(world).state is CellState.SINGLE_SOURCE


def test_whoever_told_a_source_counts_with_her_interviewer_too() -> None:
    world = small()
    third = world.hand.source("W-3", SourceSort.WITNESS)
    for n in (0, 1):
        world.ask(n, "I-1")
    cites = world.claim(says(world), source=0).cites
    heard = world.hand.record(
        Claim,
        says=says(world),
        cites=cites,
        said_by=SourceId(third.id),
        told_by=world.sources[0],
        basis=Basis.TOLD,
    )
    world.bear(heard.id)
    world.bear(world.claim(says(world), source=1).id)

    assert cell(world).state is CellState.SINGLE_SOURCE


def test_a_claim_that_bears_twice_on_one_cell_is_one_claim() -> None:
    world = small()
    claim, other = world.claim(says(world)), world.claim(says(world, "other"), source=2)
    for side in (Side.FOR, Side.FOR, Side.AGAINST, Side.AGAINST):
        world.bear(claim.id, side)
    world.bear(other.id)

    found = cell(world)

    assert (found.plus, found.minus) == (2, 1)
    assert [one.claim for one in found.claims_for] == [claim, other]
    assert [one.claim for one in found.claims_against] == [claim]


@settings(max_examples=200, deadline=None)
@given(wheres=st.lists(st.frozensets(st.sampled_from("abcde"), min_size=1, max_size=3), max_size=8))
def test_two_are_counted_exactly_where_two_share_nothing(wheres: list[frozenset[str]]) -> None:
    found = count_apart(wheres)

    assert (found >= 2) == any(one.isdisjoint(other) for one, other in combinations(wheres, 2))
    assert (found >= 1) == bool(wheres)
    # Saying again what was said makes nothing stronger.
    assert count_apart([*wheres, *wheres]) == found


def test_many_claims_of_one_origin_are_compared_by_their_origins_and_not_pair_by_pair() -> None:
    compared = 0

    class Counted(frozenset[str]):
        def isdisjoint(self, other: Iterable[object]) -> bool:
            nonlocal compared
            compared += 1
            return super().isdisjoint(other)

    assert count_apart([Counted({"src_1", f"src_{n % 2}"}) for n in range(2000)]) == 1
    assert compared < 20


def test_one_claim_against_makes_a_cell_contested_and_alone_it_is_no_evidence() -> None:
    world = small()
    world.bear(world.claim(says(world), source=1).id, Side.AGAINST)
    assert (cell(world).state, cell(world).minus) == (CellState.NO_EVIDENCE, 1)

    for source in (0, 0, 0):
        world.bear(world.claim(says(world), source=source).id)

    assert cell(world).state is CellState.CONTESTED


def test_what_cannot_be_judged_or_was_taken_back_is_a_lead_only() -> None:
    world = small()
    source = world.standing.current(RecordId(world.sources[0]), Source)
    world.hand.amend(source, reliability=Reliability.F)
    world.bear(world.claim(says(world), source=0).id)
    withdrawn = world.claim(says(world, "other"), source=1)
    world.bear(withdrawn.id)
    assert cell(world).state is CellState.SINGLE_SOURCE

    world.hand.withdraw(withdrawn.id, "wrong page")

    assert cell(world).state is CellState.LEAD_ONLY
    assert cell(world).plus == 1

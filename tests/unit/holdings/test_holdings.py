"""Exhibits and derivatives from entries in any order: receipts add up, and each exhibit is in one state."""

from __future__ import annotations

import random
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from evidence.canonical import Json
from evidence.custody.entry import Draft, EntryType, Opened
from evidence.errors import MalformedError, UnknownReferenceError
from evidence.holdings import ANNOTATIONS, PAGES_WAIT_FOR_OCR, TEXT, Holdings
from evidence.ids import DerivativeId, ExhibitId
from evidence.model.holding import ExhibitState
from ingest.read.pages import Reason
from tests.support.world import World

ONE, TWO = ExhibitId("exh_" + "1" * 26), ExhibitId("exh_" + "2" * 26)
SOURCE = "src_" + "0" * 26
OBJECT = "0" * 64


def received(
    exhibit: str = ONE, *, compartment: str = "case", number: str = "A-000001", object_: str = OBJECT, **fields: Json
) -> Draft:
    private: dict[str, Json] = {
        "exhibit": exhibit, "sha256": "1" * 64, "blake3": "2" * 64, "size": 5, "name": "YQ", "media_type": None,
        "source": SOURCE, "obtained": None, "parent": None, **fields,
    }  # fmt: skip
    return Draft(
        type=EntryType.RECEIVED, compartment=compartment, private=tuple(private.items()), object=object_, number=number
    )


def derived(
    of: str = ONE, *, kind: str = TEXT, derivative: str = "drv_1", object_: str = OBJECT, **fields: Json
) -> Draft:
    private: dict[str, Json] = {
        "derivative": derivative, "of": of, "kind": kind, "sha256": "1" * 64, "tool": "t", "version": "1",
        "isolation": "none", "findings": [], **fields,
    }  # fmt: skip
    return Draft(type=EntryType.DERIVED, compartment="case", private=tuple(private.items()), object=object_)


def not_done(reason: str, **fields: Json) -> Draft:
    private: dict[str, Json] = {"step": "read", "reason": reason, **(fields or {"exhibit": ONE})}
    return Draft(type=EntryType.NOT_DONE, compartment="case", private=tuple(private.items()))


def entered(*drafts: Draft | tuple[Draft, str]) -> list[Opened]:
    """The entries of these drafts, each on d-01 or on the device named with it."""
    world = World()
    first = len(world.entries)
    for draft in drafts:
        one, device = draft if isinstance(draft, tuple) else (draft, "d-01")
        world.commit([one], device=device)
    return world.entries[first:]


def held(*drafts: Draft | tuple[Draft, str]) -> Holdings:
    holdings = Holdings()
    for opened in entered(*drafts):
        holdings.absorb(opened)
    return holdings


STATES = {
    Reason.NEEDS_PASSWORD: ExhibitState.NEEDS_PASSWORD,
    Reason.UNSUPPORTED: ExhibitState.UNSUPPORTED,
    Reason.EMPTY: ExhibitState.REFUSED,
    Reason.NEEDS_OCR_DATA: ExhibitState.NEEDS_OCR,
}


@pytest.mark.parametrize("reason", Reason)
def test_an_exhibit_without_a_text_is_in_the_state_of_its_last_attempt(reason: Reason) -> None:
    holdings = held(received(), not_done("crashed"), not_done(str(reason)))

    assert holdings.state(ONE) is STATES.get(reason, ExhibitState.FAILED)
    assert holdings.reason(ONE) == reason


def test_a_text_outweighs_every_attempt_that_failed_also_a_later_one() -> None:
    assert held(received()).state(ONE) is ExhibitState.TAKEN_IN
    for drafts in ((not_done("crashed"), derived()), (derived(), not_done("crashed"))):
        holdings = held(received(), *drafts)
        assert (holdings.state(ONE), holdings.reason(ONE)) == (ExhibitState.READ, None)


def test_pages_that_wait_for_ocr_are_said_until_a_newer_text_has_them() -> None:
    waiting = derived(findings=[PAGES_WAIT_FOR_OCR])

    assert held(received(), waiting).state(ONE) is ExhibitState.NEEDS_OCR
    assert held(received(), waiting, derived(derivative="drv_2")).state(ONE) is ExhibitState.READ


def test_every_receipt_is_kept_and_the_earliest_gives_number_and_source() -> None:
    holdings = held(
        received(number="A-000007", name="YQ"),
        (received(number="B-000003", name="Yg", source="src_" + "1" * 26), "d-02"),
        received(number="A-000009", name="Yw"),
    )

    exhibit = holdings.exhibit(ONE)
    assert (exhibit.number, exhibit.source) == ("A-000007", SOURCE)
    assert [one.name for one in exhibit.receipts] == [b"a", b"b", b"c"]
    assert holdings.by_number("B-000003") == exhibit


def test_the_stricter_compartment_wins_and_the_object_stays_that_of_the_earliest_receipt() -> None:
    holdings = held(
        received(object_="a" * 64),
        (received(compartment="sealed", number="B-000001", object_="b" * 64), "d-02"),
        received(compartment="open", number="A-000002", object_="c" * 64),
    )

    assert (holdings.exhibit(ONE).compartment, holdings.exhibit(ONE).object) == ("sealed", "a" * 64)


DRAFTS: tuple[Draft | tuple[Draft, str], ...] = (
    received(),
    (received(compartment="protected", number="B-000001", object_="3" * 64, parent=TWO), "d-02"),
    received(TWO, number="A-000002"),
    derived(object_="4" * 64),
    (derived(object_="5" * 64), "d-02"),
    derived(derivative="drv_2", findings=["x"]),
    derived("drv_2", kind=ANNOTATIONS, derivative="drv_3"),
    not_done("crashed"),
    not_done("unsupported", exhibit=TWO),
    not_done("no_permission", name="Yg"),
)


@given(st.randoms(use_true_random=False))
def test_entries_in_any_order_and_more_than_once_come_to_the_same(pick: random.Random) -> None:
    entries = entered(*DRAFTS)
    oracle, shuffled = Holdings(), Holdings()
    for opened in entries:
        oracle.absorb(opened)
    twice = [*entries, *entries]
    pick.shuffle(twice)
    for opened in twice:
        shuffled.absorb(opened)

    def all_of(holdings: Holdings) -> tuple[Any, ...]:
        states = {exhibit: (holdings.state(exhibit), holdings.latest(exhibit, TEXT)) for exhibit in holdings.exhibits}
        return holdings.exhibits, holdings.derivatives, states, holdings.never_came_in()

    assert all_of(shuffled) == all_of(oracle)


def test_the_same_bytes_derived_twice_are_one_derivative_as_old_as_the_first() -> None:
    holdings = held(received(), derived(object_="4" * 64), (derived(object_="5" * 64), "d-02"))

    [derivative] = holdings.derivatives.values()
    assert (derivative.device, derivative.object) == ("d-01", "4" * 64)


def test_only_a_file_that_was_named_never_came_in() -> None:
    holdings = held(not_done("no_permission", name="Yg"), not_done("not_configured", step="timestamp"))

    assert [one.name for one in holdings.never_came_in()] == [b"b"]


def test_what_is_not_held_is_named_by_its_id_and_by_nothing_else_that_somebody_typed() -> None:
    holdings = held(received())

    with pytest.raises(UnknownReferenceError) as by_id:
        holdings.exhibit(ExhibitId("Янка Выдуманы"))
    with pytest.raises(UnknownReferenceError) as by_number:
        holdings.by_number("Янка Выдуманы")
    assert "Выдуманы" not in str(by_id.value) + str(by_number.value)
    with pytest.raises(UnknownReferenceError, match="A-000077"):
        holdings.by_number("A-000077")


@pytest.mark.parametrize(
    "fields",
    [{"name": "Y"}, {"name": "a b"}, {"name": 5}, {"source": None}, {"obtained": {"when": 5}}, {"obtained": "x"}],
)
def test_a_receipt_of_another_shape_is_refused_with_our_own_error(fields: dict[str, Json]) -> None:
    with pytest.raises(MalformedError):
        held(received(ONE, **fields))  # type: ignore[arg-type]  # none of them is one of its own arguments


def test_an_entry_of_a_compartment_that_is_closed_here_says_nothing_of_holdings() -> None:
    holdings = Holdings()
    for opened in entered(received(), derived(), not_done("crashed")):
        holdings.absorb(Opened(entry=opened.entry, private={}))

    assert (holdings.exhibits, holdings.derivatives, holdings.never_came_in()) == ({}, {}, ())


def test_the_parts_of_an_archive_are_all_that_came_out_of_it_at_any_depth() -> None:
    three, four = (ExhibitId("exh_" + n * 26) for n in "34")
    holdings = held(
        received(),
        received(TWO, number="A-000002", parent=ONE),
        received(three, number="A-000003", parent=TWO),
        received(four, number="A-000004"),
    )

    assert holdings.parts_of([ONE]) == {ONE, TWO, three}
    assert holdings.parts_of([four]) == {four}
    assert holdings.parts_of([]) == frozenset()


def test_what_is_concealed_leaves_no_exhibit_no_derivative_at_any_depth_and_no_attempt() -> None:
    holdings = held(*DRAFTS)

    holdings.conceal({ONE})

    assert set(holdings.exhibits) == {TWO}
    assert holdings.derivatives == {}
    assert holdings.latest(ONE, TEXT) is None
    assert holdings.latest(DerivativeId("drv_2"), ANNOTATIONS) is None
    assert holdings.state(TWO) is ExhibitState.UNSUPPORTED

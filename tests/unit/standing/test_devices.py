"""Two devices, several policies: what counts, what is void, and that nobody takes away what counts elsewhere."""

from __future__ import annotations

import itertools
import random
from collections.abc import Mapping
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from evidence import canonical
from evidence.canonical import Json
from evidence.custody.entry import Draft, EntryType, Opened
from evidence.custody.policy import Policy, Removal
from evidence.errors import MalformedError, UnknownReferenceError
from evidence.ids import DeviceId, RecordId
from evidence.life import Life
from evidence.model import heads
from evidence.model.codec import body_of
from evidence.model.decision import Review, ReviewDecision
from evidence.model.record import Record, UnknownRecord
from evidence.model.values import SourceId
from evidence.standing import Standing, Usable
from tests.support.desk import desk
from tests.support.world import ANNA, BORIS, World, paper_policy

D1, D2 = DeviceId("d-01"), DeviceId("d-02")


def policy_after(policy: Policy, **changes: object) -> Policy:
    return replace(policy, version=policy.version + 1, previous=policy.sha256, **changes)  # type: ignore[arg-type]


def enter_policy(world: World, policy: Policy, device: str = "d-01") -> None:
    private: tuple[tuple[str, Json], ...] = (("version", policy.version), ("sha256", policy.sha256))
    world.commit([Draft(type=EntryType.POLICY, compartment="open", private=private)], device=device)


def enter(world: World, body: Mapping[str, Json], device: str = "d-01", actor: str = ANNA) -> None:
    draft = Draft(type=EntryType.RECORDED, compartment="case", private=(("record", dict(body)),))
    world.commit([draft], device=device, actor=actor)


def again(world: World, record: Record, device: str) -> None:
    """The same record in another log, as a device that was offline enters it."""
    enter(world, body_of(record), device)


def every_order(entries: list[Opened]) -> list[list[Opened]]:
    fixed, moved = entries[:-3], entries[-3:]
    return [[*order, *fixed] for order in itertools.permutations(moved)] + [[*fixed, *moved]]


def test_records_of_one_second_stand_in_the_order_in_which_they_were_made() -> None:
    world = World(pace=0)
    hand = world.hand()
    with hand.batch():
        made = [hand.head(heads.Person, f"person {n}").id for n in range(12)]

    standing = world.standing()
    assert len({standing.place(one)[0] for one in made}) == 1
    assert [one.id for one in standing.live(heads.Person)] == made
    assert [one.id for one in world.standing(reversed(world.entries)).live(heads.Person)] == made


def test_a_record_that_two_devices_hold_is_one_record_and_reads_as_the_earliest() -> None:
    world = World()
    person = world.hand().head(heads.Person, "a")
    again(world, person, "d-02")
    again(world, person, "d-02")

    for entries in every_order(world.entries):
        standing = Standing.of(entries, [world.policy])
        assert standing.live(heads.Person) == (person,)
        assert standing.entry_of(person.id).device == "d-01"


def test_a_stolen_device_takes_nothing_away_by_entering_it_again_before_its_time() -> None:
    world = World()
    person = world.hand().head(heads.Person, "a")
    again(world, person, "d-02")
    # The copy claims to be older than the record itself.
    copy = world.entries[-1]
    world.entries[-1] = replace(copy, entry=replace(copy.entry, time="2020-01-01T00:00:00Z"))
    without = policy_after(world.policy, removals=(Removal(who="d-02", sizes={D2: 1}),))

    for entries in every_order(world.entries):
        standing = Standing.of(entries, [world.policy, without])
        assert standing.life(person.id) is Life.LIVE
        assert standing.entry_of(person.id).device == "d-01"
    assert Standing.of(world.entries, [world.policy]).entry_of(person.id).device == "d-02"


@pytest.mark.parametrize("who", ["d-02", BORIS])
def test_what_a_removed_device_or_person_wrote_from_that_size_on_is_void(who: str) -> None:
    world = World()
    hand = world.hand(BORIS, device="d-02")
    before, after = (hand.head(heads.Person, label) for label in "ab")
    mine = world.hand().head(heads.Person, "c")
    size = world.standing().entry_of(after.id).seq
    without = policy_after(world.policy, removals=(Removal(who=who, sizes={D1: 10**6, D2: size}),))

    standing = Standing.of(world.entries, [world.policy, without])

    assert {one: standing.life(one.id) for one in (before, after, mine)} == {
        before: Life.LIVE, after: Life.VOID, mine: Life.LIVE,
    }  # fmt: skip
    assert standing.record(after.id) == after
    assert {one.label for one in standing.live(heads.Person)} == {"a", "c"}


def test_a_log_that_a_removal_does_not_name_counts_for_nothing() -> None:
    world = World()
    hand = world.hand(BORIS, device="d-02")
    person = hand.head(heads.Person, "a")
    without = policy_after(world.policy, removals=(Removal(who=BORIS, sizes={D1: 3}),))

    assert Standing.of(world.entries, [world.policy, without]).life(person.id) is Life.VOID


def test_a_void_record_replaces_takes_back_and_reviews_nothing() -> None:
    world = World()
    person = world.hand().head(heads.Person, "a")
    hand = world.hand(BORIS, device="d-02")
    later = hand.amend(person, label="b")
    taken = hand.withdraw(person.id, "x")
    without = policy_after(world.policy, removals=(Removal(who=BORIS, sizes={}),))

    standing = Standing.of(world.entries, [world.policy, without])

    assert standing.life(person.id) is Life.LIVE
    assert standing.label(person.id) == "a"
    assert standing.life(later.id) is standing.life(taken.id) is Life.VOID


def test_a_role_counts_from_the_policy_entry_of_the_same_log_on_and_not_backwards() -> None:
    world = World()
    early = world.hand(BORIS).head(heads.Person, "early")
    less = policy_after(paper_policy(kinds_of_boris=frozenset({"review"})), root=world.policy.root)
    enter_policy(world, less, "d-01")
    stale_hand = world.hand(BORIS, standing=Standing.of(world.entries, [world.policy]))
    late = stale_hand.head(heads.Person, "late")
    elsewhere = world.hand(BORIS, device="d-02", standing=Standing.of(world.entries, [world.policy])).head(
        heads.Person, "elsewhere"
    )

    standing = Standing.of(world.entries, [world.policy, less])

    assert standing.life(early.id) is Life.LIVE
    assert standing.life(late.id) is Life.VOID
    assert standing.life(elsewhere.id) is Life.LIVE, "its own log still stands under the first policy"


def test_records_under_a_policy_that_has_not_arrived_wait_for_it() -> None:
    world = World()
    person = world.hand().head(heads.Person, "a")
    standing = Standing.of(world.entries, [])
    assert standing.life(person.id) is Life.VOID

    standing.absorb([], [world.policy])

    assert standing.life(person.id) is Life.LIVE
    assert standing.dump() == world.standing().dump()


@given(st.randoms(use_true_random=False))
def test_policies_and_entries_in_any_order_and_in_pieces_come_to_the_same(pick: random.Random) -> None:
    world = World()
    hand = world.hand(BORIS, device="d-02")
    first = hand.head(heads.Person, "a")
    hand.amend(first, label="b")
    again(world, first, "d-01")
    policies = [world.policy, policy_after(world.policy, removals=(Removal(who="d-02", sizes={D2: 2}),))]
    enter_policy(world, policies[1])
    whole = Standing.of(world.entries, policies)
    pieces: list[Opened | Policy] = [*world.entries, *policies, *world.entries]
    pick.shuffle(pieces)

    kept = Standing.of([], [])
    for piece in pieces:
        kept.absorb([piece] if isinstance(piece, Opened) else [], [piece] if isinstance(piece, Policy) else [])

    assert kept.dump() == whole.dump()
    assert kept.sizes == whole.sizes


def newer(record: Record) -> dict[str, Json]:
    """The record as a later version might write it: another kind, another shape."""
    body = body_of(record)
    word = record.kind.partition("/")[0]
    return {**body, "id": f"{record.id[:4]}{'0' * 26}", "kind": f"{word}/2", "colour": {"of": ["x", 1]}}


def test_a_record_of_a_newer_kind_is_kept_shown_and_in_no_way_counted() -> None:
    made = desk()
    claim = made.claim()
    body = newer(claim)
    enter(made.world, body)

    standing = made.world.standing()

    [unknown] = standing.unknown()
    assert (unknown.kind, unknown.id) == ("claim/2", body["id"])
    assert standing.life(unknown.id) is Life.LIVE
    assert standing.usable_claims == (claim,)
    with pytest.raises(UnknownReferenceError):
        standing.usable(unknown.id)
    assert canonical.encode(made.world.entries[-1].private["record"]) == canonical.encode(body)


def test_a_newer_record_that_replaces_or_is_withdrawn_follows_the_same_life() -> None:
    made = desk()
    claim = made.claim()
    enter(made.world, {**newer(claim), "replaces": [claim.id]})
    made.standing.absorb(made.world.entries)
    assert made.standing.life(claim.id) is Life.SUPERSEDED
    assert made.standing.usable(claim.id) is Usable.NOT_LIVE

    made.hand.withdraw(made.standing.unknown()[0].id, "cannot be read here")

    assert made.standing.life(claim.id) is Life.WITHDRAWN


def test_a_known_kind_of_a_shape_that_nobody_knows_is_kept_as_unknown() -> None:
    made = desk()
    body = {**body_of(made.claim()), "basis": "dreamt", "id": "clm_" + "1" * 26}
    enter(made.world, body)

    [unknown] = made.world.standing().unknown()

    assert isinstance(unknown, UnknownRecord)
    assert unknown.id == "clm_" + "1" * 26


def test_a_field_that_this_version_does_not_know_changes_nothing_else() -> None:
    made = desk()
    body = {**body_of(made.claim()), "id": "clm_" + "2" * 26, "mood": "calm"}
    enter(made.world, body)

    assert RecordId("clm_" + "2" * 26) in {claim.id for claim in made.world.standing().usable_claims}


def test_a_record_without_what_every_record_has_is_refused() -> None:
    made = desk()
    enter(made.world, {"kind": "claim/1", "note": "no id"})

    with pytest.raises(MalformedError):
        made.world.standing()


def test_a_disputed_acceptance_passes_nothing_and_a_disputed_return_still_stops() -> None:
    for first, usable in ((ReviewDecision.ACCEPT, Usable.NOT_REVIEWED), (ReviewDecision.RETURN, Usable.RETURNED)):
        made = desk(world=World(paper_policy(needs_review=True)))
        claim = made.claim()
        boris = made.world.hand(BORIS, standing=made.standing)
        review = boris.record(Review, of=claim.id, decision=first)
        made.world.hand(BORIS, device="d-02").amend(review, note="on one device")
        boris.amend(review, note="on the other")

        assert made.world.standing().usable(claim.id) is usable


def test_sources_that_two_devices_made_derive_from_each_other_are_one_origin() -> None:
    world = World()
    hand = world.hand()
    one, other = (hand.source(f"W-{n}", heads.SourceSort.WITNESS) for n in (1, 2))
    apart = world.standing()
    hand.amend(one, derives_from=(SourceId(other.id),))
    world.hand(device="d-02", standing=apart).amend(other, derives_from=(SourceId(one.id),))
    third = hand.source("W-3", heads.SourceSort.MEDIA, derives_from=(SourceId(one.id),))

    standing = world.standing()

    for source in (one, other, third):
        assert standing.roots(SourceId(source.id)) == {one.id, other.id}


def test_a_source_that_this_person_cannot_see_is_an_origin_of_its_own() -> None:
    made = desk()
    hidden = SourceId("src_" + "0" * 26)

    assert made.standing.roots(hidden) == {RecordId(hidden)}

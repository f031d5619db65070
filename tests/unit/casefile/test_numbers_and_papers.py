"""Numbers come from the ledger and stay; an exhibit's custody is every entry that names it."""

from __future__ import annotations

import pytest

from evidence.casefile.numbers import code_of, entry_number
from evidence.casefile.papers import Handling, custody_of, handed_as_received
from evidence.custody.entry import Draft, EntryType
from evidence.errors import UnknownReferenceError
from evidence.ids import RecordId
from evidence.model.decision import Description
from evidence.model.heads import Person
from evidence.model.statement import Says
from evidence.model.values import HeadId, Text
from tests.support.small_world import small
from tests.support.told_story import paper_hand
from tests.support.world import World


def test_a_number_is_the_place_in_the_ledger_and_later_records_do_not_move_it() -> None:
    world = small()
    claim = world.claim(Says(entities=(HeadId(world.persons[0]),), text="words"))
    code = code_of(world.standing, claim.id)
    assert code == f"C-{world.standing.entry_of(claim.id).seq:04}"

    world.hand.head(Person, "another")
    world.hand.undo(claim.id)

    assert code_of(world.standing, claim.id) == code


def test_another_device_puts_its_letter_before_the_number_and_another_kind_has_another_letter() -> None:
    world = World()
    standing = world.standing()
    first = paper_hand(world, standing).head(Person, "one")
    second = paper_hand(world, standing, device="d-02").head(Person, "two")

    assert code_of(standing, first.id) == f"R-{standing.entry_of(first.id).seq:04}"
    assert code_of(standing, second.id) == f"R-B{standing.entry_of(second.id).seq:04}"
    assert entry_number(standing, standing.entry_of(second.id)) == f"B{standing.entry_of(second.id).seq}"


def test_a_record_that_is_not_held_has_no_number() -> None:
    with pytest.raises(UnknownReferenceError):
        code_of(small().standing, RecordId("clm_" + "0" * 26))


def test_custody_names_each_receipt_reading_and_description_in_the_order_of_time() -> None:
    world = small()
    exhibit = world.exhibits[0][0]
    world.world.exhibit(world.sources[1], ["alpha beta gamma delta"], name="e0", device="d-02")
    missed = (("exhibit", exhibit), ("step", "thumbnail"), ("reason", "unsupported"))
    world.world.commit([Draft(type=EntryType.NOT_DONE, compartment="case", private=missed)])
    world.standing.absorb(world.world.entries)
    world.hand.record(Description, exhibit=exhibit, title=Text(lang="en", text="A page"))

    notes = custody_of(world.standing, world.world.entries)[exhibit]

    assert [note.what for note in notes] == [
        Handling.RECEIVED,
        Handling.READ,
        Handling.RECEIVED_AGAIN,
        Handling.READ,
        Handling.NOT_DONE,
        Handling.DESCRIBED,
    ]
    assert notes[2].entry.startswith("B")
    assert notes[4].detail == "thumbnail: unsupported"
    assert notes[0].sha256 == world.standing.holdings.exhibit(exhibit).sha256
    assert list(notes) == sorted(notes, key=lambda note: note.time)


def test_what_is_handed_over_as_received_has_its_own_number_and_digest() -> None:
    world = small()
    exhibit = world.exhibits[1][0]

    handed = handed_as_received(world.standing, world.world.entries, [exhibit], {exhibit: 3})

    held = world.standing.holdings.exhibit(exhibit)
    assert (handed[exhibit].number, handed[exhibit].sha256, handed[exhibit].pages) == (held.number, held.sha256, 3)
    assert list(handed) == [exhibit]

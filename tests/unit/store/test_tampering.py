"""What is done to a log on disk, and what is said of it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from evidence.adapters.signer_ed25519 import Ed25519Signer
from evidence.custody.audit import Depth
from evidence.custody.checkpoint import Checkpoint, sign_note
from evidence.custody.checks import Check, Code, Summary, Verdict, summarise
from evidence.custody.entry import Draft, EntryType, line, parse_entry
from evidence.custody.merkle import Tree
from evidence.errors import LedgerBrokenError
from tests.support.store import House, fingerprint, new_house, note, notes_in


@pytest.fixture
def house(tmp_path: Path) -> House:
    house = new_house(tmp_path / "ws")
    house.workspace.commit([note(1), note(2)])
    house.workspace.commit([note(3)])
    return house


def _entries(house: House) -> Path:
    return house.folder / "log/d-01/entries.jsonl"


def _lines(house: House) -> list[bytes]:
    return _entries(house).read_bytes().splitlines(keepends=True)


def _audited(house: House) -> Summary:
    return summarise(house.workspace.audit())


def test_a_fresh_workspace_is_intact_inside_and_says_that_nobody_outside_holds_it(house: House) -> None:
    summary = _audited(house)

    assert summary.internal is Verdict.INTACT
    assert (summary.outside, summary.anchored) == (Verdict.INDETERMINATE, False)
    assert summary.exit_code == 0


def _change(lines: list[bytes]) -> list[bytes]:
    return [lines[0], lines[1].replace(b"2026-11-25T09:14:02Z", b"2026-11-25T09:14:03Z"), *lines[2:]]


@pytest.mark.parametrize(
    "attack",
    [
        _change,
        lambda lines: lines[:-1],
        lambda lines: [*lines[:2], lines[3], lines[2], *lines[4:]],
        lambda lines: lines[1:],
        lambda lines: [lines[0], lines[0], *lines[1:]],
        lambda lines: [*lines[:-1], lines[-1][:-1]],
        lambda lines: [*lines[:-1], lines[-1][:-9]],
        lambda lines: [],
    ],
    ids=["changed", "cut", "reordered", "first-gone", "doubled", "no-newline", "torn", "emptied"],
)
def test_a_log_that_is_not_its_checkpoints_is_broken(
    house: House, attack: Callable[[list[bytes]], list[bytes]]
) -> None:
    attacked = attack(_lines(house))
    assert attacked != _lines(house)
    _entries(house).write_bytes(b"".join(attacked))

    with pytest.raises(LedgerBrokenError):
        house.reopened()
    # Who has it open already notices as well, whether reading or verifying.
    with pytest.raises(LedgerBrokenError):
        list(house.workspace.entries())


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=60, deadline=None)
@given(data=st.data())
def test_any_flipped_bit_of_the_log_is_noticed(house: House, data: st.DataObject) -> None:
    path = _entries(house)
    good = path.read_bytes()
    at = data.draw(st.integers(0, len(good) - 1))
    bad = bytearray(good)
    bad[at] ^= 1 << data.draw(st.integers(0, 7))
    path.write_bytes(bad)
    try:
        with pytest.raises(LedgerBrokenError):
            house.reopened()
        assert _audited(house).exit_code == 1
    finally:
        path.write_bytes(good)


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=60, deadline=None)
@given(data=st.data())
def test_any_flipped_bit_of_the_checkpoint_is_noticed(house: House, data: st.DataObject) -> None:
    path = house.folder / "log/d-01/checkpoint"
    good = path.read_bytes()
    bad = bytearray(good)
    bad[data.draw(st.integers(0, len(good) - 1))] ^= 1 << data.draw(st.integers(0, 7))
    path.write_bytes(bad)
    try:
        with pytest.raises(LedgerBrokenError):
            house.reopened()
        assert _audited(house).exit_code == 1
    finally:
        path.write_bytes(good)


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=40, deadline=None)
@given(data=st.data())
def test_any_flipped_bit_of_a_private_half_is_noticed(house: House, data: st.DataObject) -> None:
    path = data.draw(st.sampled_from(sorted(house.folder.glob("log/d-01/bodies/*/*.age"))))
    good = path.read_bytes()
    bad = bytearray(good)
    bad[data.draw(st.integers(0, len(good) - 1))] ^= 1 << data.draw(st.integers(0, 7))
    path.write_bytes(bad)
    try:
        assert _audited(house).exit_code == 1
    finally:
        path.write_bytes(good)


def test_a_missing_private_half_is_indeterminate_to_a_verifier(house: House) -> None:
    (house.folder / "log/d-01/bodies/case/4.age").unlink()

    assert _audited(house).exit_code == 2


def test_a_checkpoint_by_another_key_is_broken(house: House) -> None:
    tree = Tree(each.rstrip(b"\n") for each in _lines(house)[:-1])
    thief = Ed25519Signer(b"t" * 32)
    checkpoint = Checkpoint(origin=f"{house.workspace.id}/d-01", size=tree.size, root=tree.root())
    forged = sign_note(checkpoint, public_key=thief.public, sign=thief.sign)
    _entries(house).write_bytes(b"".join(_lines(house)[:-1]))
    (house.folder / "log/d-01/checkpoint").write_bytes(forged)

    with pytest.raises(LedgerBrokenError):
        house.reopened()
    assert _audited(house).exit_code == 1


def test_an_older_backup_is_noticed_by_whoever_has_seen_the_newer_log(house: House) -> None:
    backup = fingerprint(house.folder)
    house.workspace.commit([note(4)])
    for name in ("log/d-01/entries.jsonl", "log/d-01/checkpoint"):
        (house.folder / name).write_bytes(backup[name])

    with pytest.raises(LedgerBrokenError):
        list(house.workspace.entries())


def test_what_stands_past_the_checkpoint_is_not_read_and_is_set_aside_by_the_next_commit(house: House) -> None:
    last = parse_entry(_lines(house)[-1].rstrip(b"\n"))
    forged = line(replace(last, seq=last.seq + 1)) + b"\n"
    with _entries(house).open("ab") as log:
        log.write(forged + b"half a li")
    stray = house.folder / "log/d-01/bodies/case/7.age"
    stray.write_bytes(b"left by a dead process")

    assert notes_in(house.reopened().entries()) == [1, 2, 3]
    workspace = house.reopened()
    workspace.commit([note(4)])

    assert notes_in(house.reopened().entries()) == [1, 2, 3, 4]
    assert not stray.exists()
    aside = sorted(path.read_bytes() for path in (house.folder / "local/set-aside").iterdir())
    assert aside == sorted([forged + b"half a li", b"left by a dead process"])


def _object_entry(house: House, content: bytes) -> str:
    stored = house.workspace.put([content], "case")
    draft = Draft(
        type=EntryType.DERIVED,
        compartment="case",
        object=stored.object,
        private=(("sha256", stored.digests.sha256),),
    )
    house.workspace.commit([draft])
    return stored.object


def _of(checks: list[Check], object_: str) -> dict[Code, Verdict]:
    return {check.code: check.verdict for check in checks if check.subject == object_}


def test_a_flipped_byte_of_an_object_is_noticed_with_keys_and_without_and_not_by_a_quick_look(house: House) -> None:
    object_ = _object_entry(house, b"x" * 1000)
    path = house.folder / f"objects/{object_[:2]}/{object_}.age"
    content = bytearray(path.read_bytes())
    content[-1] ^= 1
    path.chmod(0o600)
    path.write_bytes(content)

    whole = _of(list(house.workspace.audit()), object_)
    assert whole == {Code.STORED: Verdict.BROKEN, Code.CONTENT: Verdict.BROKEN}
    assert _of(list(house.workspace.audit(Depth.STORED)), object_) == {Code.STORED: Verdict.BROKEN}
    [quick] = [check for check in house.workspace.audit(Depth.QUICK) if check.subject == object_]
    assert (quick.verdict, quick.says) == (Verdict.INTACT, "there; its bytes were not read")


def test_one_object_in_the_place_of_another_is_noticed(house: House) -> None:
    first, second = _object_entry(house, b"first"), _object_entry(house, b"second")
    place = house.folder / f"objects/{first[:2]}/{first}.age"
    place.chmod(0o600)
    place.write_bytes((house.folder / f"objects/{second[:2]}/{second}.age").read_bytes())

    assert _of(list(house.workspace.audit()), first)[Code.STORED] is Verdict.BROKEN


def test_an_absent_object_and_one_without_entry_are_indeterminate_and_the_rest_is_still_checked(house: House) -> None:
    lost, kept = _object_entry(house, b"lost"), _object_entry(house, b"kept")
    (house.folder / f"objects/{lost[:2]}/{lost}.age").unlink()
    stray = house.workspace.put([b"stray"], "case").object

    checks = list(house.workspace.audit())

    assert _of(checks, lost) == {Code.PRESENT: Verdict.INDETERMINATE}
    assert _of(checks, stray) == {Code.STRAY: Verdict.INDETERMINATE}
    assert set(_of(checks, kept).values()) == {Verdict.INTACT}
    assert summarise(checks).exit_code == 2


def test_a_record_whose_signature_does_not_hold_is_broken(house: House) -> None:
    checks = list(house.workspace.audit(record_holds=lambda opened: opened.entry.seq != 3))

    records = {check.subject: check.verdict for check in checks if check.code is Code.RECORD}
    assert records == {"d-01/2": Verdict.INTACT, "d-01/3": Verdict.BROKEN, "d-01/4": Verdict.INTACT}


def test_a_lost_checkpoint_is_broken(house: House) -> None:
    (house.folder / "log/d-01/checkpoint").unlink()

    with pytest.raises(LedgerBrokenError):
        house.reopened()
    assert _audited(house).exit_code == 1

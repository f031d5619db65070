from __future__ import annotations

import stat
from dataclasses import replace
from pathlib import Path

import pytest

from evidence.adapters.identity_age import new_identity, new_root, recover
from evidence.adapters.workspace_folder import create_workspace, open_workspace
from evidence.custody.entry import EntryType
from evidence.custody.policy import Role
from evidence.errors import (
    LedgerBrokenError,
    MalformedError,
    NewerFormatError,
    NotAllowedError,
    NotHeldError,
    StorageError,
)
from evidence.ids import PREFIX, DeviceId
from evidence.ports import LockState
from tests.support.store import House, admitted, new_house, note, notes_in

DEVICE = DeviceId("d-01")


@pytest.fixture
def house(tmp_path: Path) -> House:
    return new_house(tmp_path / "ws")


def test_a_new_workspace_has_begun_has_a_policy_and_has_a_checkpoint(house: House) -> None:
    begun, policy = house.reopened().entries()

    assert (begun.entry.type, policy.entry.type) == (EntryType.BEGUN, EntryType.POLICY)
    assert policy.private == {"version": 1, "sha256": house.workspace.policy.sha256}
    assert begun.private["policy"] == house.workspace.policy.sha256
    assert house.workspace.checkpoint().startswith(f"{house.workspace.id}/d-01\n2\n".encode())


def test_the_founder_holds_every_role_and_may_make_every_kind_of_record(house: House) -> None:
    workspace = house.workspace

    assert workspace.roles == frozenset(Role)
    assert all(workspace.policy.may_make(workspace.person, f"{kind}/1") for kind in PREFIX)
    assert workspace.compartments == {"open", "case", "protected", "sealed"}


def test_nothing_on_disk_is_readable_by_others(house: House) -> None:
    house.workspace.put([b"x"], "case")

    for path in house.folder.rglob("*"):
        assert stat.S_IMODE(path.stat().st_mode) & 0o077 == 0, path.name
    [stored] = house.folder.glob("objects/*/*.age")
    assert stat.S_IMODE(stored.stat().st_mode) == 0o400


def test_a_folder_that_is_not_empty_is_left_alone(house: House) -> None:
    before = sorted(house.folder.rglob("*"))
    with pytest.raises(StorageError):
        create_workspace(house.folder, new_identity(), new_root())
    assert sorted(house.folder.rglob("*")) == before


def test_a_folder_without_a_workspace_says_so(tmp_path: Path) -> None:
    with pytest.raises(NotHeldError):
        open_workspace(tmp_path, new_identity())


def test_a_newer_format_is_refused_and_nothing_is_changed(house: House) -> None:
    format_ = house.folder / "FORMAT"
    newer = format_.read_text().replace('"sviedka":1', '"sviedka":2').replace("workspace", "home")
    format_.chmod(0o600)
    format_.write_text(newer)

    with pytest.raises(NewerFormatError):
        house.reopened()
    assert format_.read_text() == newer


@pytest.mark.parametrize(
    "content", ["", "{}", "[]", '{"sviedka":true,"workspace":"x"}', '{"sviedka":1,"workspace":"x"}']
)
def test_a_format_file_that_is_not_one_is_malformed(house: House, content: str) -> None:
    format_ = house.folder / "FORMAT"
    format_.chmod(0o600)
    format_.write_text(content)

    with pytest.raises(MalformedError):
        house.reopened()


def test_a_stranger_is_not_let_in(house: House) -> None:
    with pytest.raises(NotAllowedError):
        open_workspace(house.folder, new_identity())


def test_the_recovery_sheet_opens_every_object_and_writes_nothing(house: House) -> None:
    objects = {name: house.workspace.put([name.encode()], name).object for name in house.workspace.compartments}
    typed = " ".join(house.sheet.groups("to test that it opens")).lower()

    saved = open_workspace(house.folder, recover(typed))

    assert {name: saved.read(object_) for name, object_ in objects.items()} == {n: n.encode() for n in objects}
    assert saved.device is None
    with pytest.raises(NotAllowedError):
        saved.commit([note(1)])


def test_a_slip_on_the_recovery_sheet_is_noticed(house: House) -> None:
    groups = list(house.sheet.groups("to test that a slip is noticed"))
    groups[6] = groups[6][::-1] if groups[6] != groups[6][::-1] else "QQQQ"

    with pytest.raises(MalformedError):
        recover(" ".join(groups))


def test_the_same_bytes_have_the_same_exhibit_id_however_often_it_is_opened(house: House) -> None:
    digest = house.workspace.put([b"x"], "case").digests.sha256
    assert house.reopened().ids.exhibit(digest) == house.workspace.ids.exhibit(digest)


def test_committed_entries_come_back_in_order_and_reading_goes_on_from_where_it_stopped(house: House) -> None:
    workspace = house.workspace
    workspace.commit([note(n) for n in range(3)])
    sizes = workspace.sizes()
    workspace.commit([note(3), note(4, "sealed")])

    assert notes_in(house.reopened().entries()) == [0, 1, 2, 3, 4]
    assert notes_in(workspace.entries(sizes)) == [3, 4]
    assert notes_in(workspace.entries(workspace.sizes())) == []


def test_reading_goes_on_right_from_any_size(house: House) -> None:
    # More than one remembered line beginning.
    house.workspace.commit([note(n) for n in range(2100)])
    whole = list(house.reopened().entries())
    for since in (0, 1, 1023, 1024, 1025, 2047, 2048, 2101, 2102):
        assert list(house.workspace.entries({DEVICE: since})) == whole[since:]


def test_a_colleague_sees_that_something_was_recorded_and_not_what(house: House) -> None:
    colleague = admitted(house, Role.LAWYER)
    house.workspace.commit([note(1, "case"), note(2, "sealed")])

    workspace = open_workspace(house.folder, colleague)

    assert workspace.compartments == {"open", "case", "protected"}
    case, sealed = list(workspace.entries())[-2:]
    assert notes_in([case]) == [1]
    assert sealed.private == {}
    with pytest.raises(NotAllowedError):
        workspace.put([b"x"], "sealed")


def test_each_policy_continues_the_one_before_and_is_an_entry(house: House) -> None:
    first = house.workspace.policy
    second = house.workspace.amend(replace(first, approvals=2, needs_review=True), house.root)

    workspace = house.reopened()
    assert workspace.policies == {1: first, 2: second}
    assert second.previous == first.sha256
    *_, last = workspace.entries()
    assert last.private == {"version": 2, "sha256": second.sha256}


def test_another_root_changes_no_policy(house: House) -> None:
    with pytest.raises(NotAllowedError):
        house.workspace.amend(house.workspace.policy, new_root())


@pytest.mark.parametrize("name", ["policy/0001.json", "policy/0001.sig"])
def test_a_changed_or_missing_policy_is_broken(house: House, name: str) -> None:
    path = house.folder / name
    content = path.read_bytes()
    path.chmod(0o600)
    path.write_bytes(content.replace(b'"approvals":1', b'"approvals":2') if name.endswith("json") else b"AAAA\n")
    with pytest.raises(LedgerBrokenError):
        house.reopened()

    path.unlink()
    with pytest.raises(LedgerBrokenError):
        house.reopened()


def test_an_error_inside_a_commit_leaves_the_ledger_as_it_was(house: House) -> None:
    class _OwnError(Exception):
        pass

    def fail() -> list[object]:
        raise _OwnError

    before = list(house.workspace.entries())
    with pytest.raises(_OwnError):
        house.workspace.commit_after(fail)  # type: ignore[arg-type]  # it never returns

    assert house.workspace.status().lock is LockState.LEFT
    assert list(house.workspace.entries()) == before
    house.workspace.commit([note(1)])
    assert house.workspace.status().lock is LockState.FREE


def test_the_status_counts_what_is_here(house: House) -> None:
    house.workspace.put([b"x"], "case")
    house.workspace.commit([note(1)])
    house.clock.move(60)
    house.workspace.commit([note(2)])

    status = house.reopened().status()

    assert status.entries == {EntryType.BEGUN: 1, EntryType.POLICY: 1, EntryType.RECORDED: 2}
    assert (status.objects, status.checkpoints, status.exposed) == (1, {DEVICE: 4}, {DEVICE: 4})
    assert status.latest == "2026-11-25T09:15:02Z"
    assert status.object_bytes == sum(path.stat().st_size for path in house.folder.glob("objects/*/*"))


def test_no_secret_shows_in_a_repr(house: House) -> None:
    line = house.identity.secret.reveal("to test that it does not show")
    shown = repr([house.identity, house.sheet, house.workspace, house.root, f"{house.identity.secret}"])
    assert line[16:40] not in shown
    assert "•••" in shown

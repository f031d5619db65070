from __future__ import annotations

import os
import socket
import threading
from base64 import urlsafe_b64decode
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from evidence.adapters.identity_age import recover
from evidence.adapters.workspace_folder import open_workspace
from evidence.custody.checks import Verdict, summarise
from evidence.custody.entry import EntryType, Opened
from evidence.errors import NotAllowedError, NotHeldError, StorageError, UnknownReferenceError
from evidence.holdings import Holdings
from evidence.model.holding import ExhibitState, Obtained
from ingest import walk
from ingest.receive import Arrival, Reason, Receipts, State, receive
from tests.support.store import OTHER_SOURCE, SOURCE, House, new_house


@pytest.fixture
def house(tmp_path: Path) -> House:
    return new_house(tmp_path / "ws")


@pytest.fixture
def delivery(tmp_path: Path) -> Path:
    folder = tmp_path / "delivery"
    folder.mkdir()
    return folder


def _take(house: House, *paths: Path, source: object = SOURCE, largest: int = 1 << 40) -> Receipts:
    assert source in (SOURCE, OTHER_SOURCE)
    return receive(paths, source=source, workspace=house.workspace, largest=largest)  # type: ignore[arg-type]  # one of two


def _entries(house: House, kind: EntryType) -> list[Opened]:
    return [opened for opened in house.reopened().entries() if opened.entry.type is kind]


def _states(receipts: Receipts) -> list[State]:
    return [arrival.state for arrival in receipts.arrivals]


def _row(receipts: Receipts, name: bytes) -> Arrival:
    [row] = [arrival for arrival in receipts.arrivals if arrival.name == name]
    return row


def _holdings(house: House) -> Holdings:
    holdings = Holdings()
    for opened in house.reopened().entries():
        holdings.absorb(opened)
    return holdings


def _healthy(house: House) -> bool:
    return summarise(house.reopened().audit()).internal is Verdict.INTACT


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=15, deadline=None)
@given(contents=st.lists(st.binary(max_size=40), max_size=12))
def test_every_file_ends_in_one_state_and_what_was_taken_in_comes_out_the_same(
    tmp_path_factory: pytest.TempPathFactory, contents: list[bytes]
) -> None:
    folder = tmp_path_factory.mktemp("law")
    house, delivery = new_house(folder / "ws"), folder / "delivery"
    delivery.mkdir()
    for number, content in enumerate(contents):
        (delivery / f"{number:03}").write_bytes(content)

    receipts = _take(house, delivery)

    assert [int(row.name) for row in receipts.arrivals] == list(range(len(contents)))
    assert [house.workspace.read(row.object or "") for row in receipts.arrivals] == contents
    assert len(set(contents)) == receipts.count(State.TAKEN_IN) + receipts.count(State.REFUSED)
    assert len(list(house.workspace.vault.objects())) == len(set(contents))
    assert set(_states(_take(house, delivery))) <= {State.ALREADY_HERE}
    assert _healthy(house)


def test_a_receipt_says_what_came_from_whom_and_how(house: House, delivery: Path) -> None:
    (delivery / "sub").mkdir()
    (delivery / "sub" / "letter.txt").write_bytes(b"Dear colleague")
    obtained = Obtained(how="handed over", by="investigator")

    receive([delivery], source=SOURCE, workspace=house.workspace, obtained=obtained)

    [opened] = _entries(house, EntryType.RECEIVED)
    private = opened.private
    assert urlsafe_b64decode(str(private["name"]) + "==") == b"sub/letter.txt"
    assert (private["size"], private["source"], private["media_type"], private["parent"]) == (14, SOURCE, None, None)
    assert private["obtained"] == {"when": None, "where": None, "how": "handed over", "by": "investigator"}
    assert private["exhibit"] == house.workspace.ids.exhibit(private["sha256"])  # type: ignore[arg-type]  # a digest
    assert opened.entry.number == "A-000001"


def test_numbers_follow_the_order_of_the_names_and_go_on_later(house: House, delivery: Path) -> None:
    for name in ("b", "a", "c"):
        (delivery / name).write_text(name)
    assert [row.number for row in _take(house, delivery).arrivals] == ["A-000001", "A-000002", "A-000003"]

    (delivery / "aa").write_text("aa")
    assert _row(_take(house, delivery), b"aa").number == "A-000004"


def test_a_duplicate_has_a_receipt_of_its_own_the_first_number_and_no_new_object(house: House, delivery: Path) -> None:
    (delivery / "one").write_bytes(b"same")
    (delivery / "two").write_bytes(b"same")

    first, second = _take(house, delivery).arrivals

    assert (first.state, second.state) == (State.TAKEN_IN, State.DUPLICATE)
    assert (first.number, first.exhibit, first.object) == (second.number, second.exhibit, second.object)
    [exhibit] = _holdings(house).exhibits.values()
    assert [receipt.name for receipt in exhibit.receipts] == [b"one", b"two"]
    assert len(list(house.workspace.vault.objects())) == 1


def test_the_same_file_from_another_source_is_another_receipt_and_from_the_same_is_none(
    house: House, delivery: Path
) -> None:
    (delivery / "one").write_bytes(b"same")

    states = [_states(_take(house, delivery, source=source)) for source in (SOURCE, SOURCE, OTHER_SOURCE, OTHER_SOURCE)]

    assert states == [[State.TAKEN_IN], [State.ALREADY_HERE], [State.DUPLICATE], [State.ALREADY_HERE]]
    assert len(_entries(house, EntryType.RECEIVED)) == 2


def test_a_file_that_changed_since_is_another_exhibit(house: House, delivery: Path) -> None:
    (delivery / "one").write_bytes(b"draft")
    _take(house, delivery)
    (delivery / "one").write_bytes(b"final")

    [row] = _take(house, delivery).arrivals
    assert (row.state, row.number) == (State.TAKEN_IN, "A-000002")


def test_an_empty_file_is_taken_in_and_refused(house: House, delivery: Path) -> None:
    (delivery / "nothing").touch()

    [row] = _take(house, delivery).arrivals

    assert (row.state, row.reason, row.number) == (State.REFUSED, Reason.EMPTY, "A-000001")
    holdings = _holdings(house)
    assert row.exhibit is not None
    assert holdings.state(row.exhibit) is ExhibitState.REFUSED


def _link_loop(path: Path) -> None:
    path.symlink_to(path.name)


def _socket(path: Path) -> None:
    with socket.socket(socket.AF_UNIX) as end:
        end.bind(os.path.relpath(path))


def _device(path: Path) -> None:
    os.mknod(path, 0o600 | 0o020000, os.makedev(1, 3))


@pytest.mark.parametrize(
    ("make", "reason"),
    [
        (_link_loop, Reason.LINK),
        (lambda path: path.symlink_to("/etc/hostname"), Reason.LINK),
        (os.mkfifo, Reason.NOT_A_REGULAR_FILE),
        (_socket, Reason.NOT_A_REGULAR_FILE),
        pytest.param(
            _device,
            Reason.NOT_A_REGULAR_FILE,
            marks=pytest.mark.skipif(os.geteuid() != 0, reason="only root makes a device file"),
        ),
    ],
    ids=["link loop", "link", "fifo", "socket", "device"],
)
def test_what_is_no_regular_file_is_a_row_and_an_entry_with_its_name_and_no_exhibit(
    house: House, delivery: Path, make: Callable[[Path], None], reason: Reason
) -> None:
    make(delivery / "odd")
    (delivery / "plain").write_text("x")

    receipts = _take(house, delivery)

    odd = _row(receipts, b"odd")
    assert (odd.state, odd.reason, odd.exhibit) == (State.NOT_TAKEN, reason, None)
    assert odd.remedy
    assert _row(receipts, b"plain").state is State.TAKEN_IN
    [missed] = _holdings(house).never_came_in()
    assert (missed.name, missed.step, missed.reason) == (b"odd", "receive", reason.value)


def test_a_file_given_by_a_link_is_not_followed(house: House, delivery: Path) -> None:
    (delivery / "file").write_text("x")
    (delivery / "link").symlink_to("file")

    [row] = _take(house, delivery / "link").arrivals
    assert row.reason is Reason.LINK


def test_a_name_that_is_not_utf8_and_one_of_255_bytes_come_back_byte_for_byte(house: House, delivery: Path) -> None:
    names = [b"\xff\xfe\x00"[:2] + b"report", "ж".encode() * 127 + b"x"]
    assert len(names[1]) == 255
    for name in names:
        Path(os.fsdecode(os.fsencode(delivery) + b"/" + name)).write_bytes(name)

    _take(house, delivery)

    held = {receipt.name for exhibit in _holdings(house).exhibits.values() for receipt in exhibit.receipts}
    assert held == set(names)


def test_a_file_that_vanishes_between_the_walk_and_the_reading_is_a_row(
    house: House, delivery: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (delivery / "gone").write_text("x")
    (delivery / "here").write_text("y")
    found = list(walk.walk([delivery]))
    (delivery / "gone").unlink()
    monkeypatch.setattr("ingest.receive.walk", lambda _: found)

    receipts = _take(house, delivery)

    assert _row(receipts, b"gone").reason is Reason.VANISHED
    assert _row(receipts, b"here").state is State.TAKEN_IN


@pytest.mark.parametrize("become", ["link", "fifo"])
def test_a_file_that_becomes_something_else_after_the_walk_is_not_read(
    house: House, delivery: Path, monkeypatch: pytest.MonkeyPatch, become: str
) -> None:
    path = delivery / "file"
    path.write_text("x")
    found = list(walk.walk([delivery]))
    path.unlink()
    if become == "link":
        path.symlink_to("/etc/hostname")
    else:
        os.mkfifo(path)
    monkeypatch.setattr("ingest.receive.walk", lambda _: found)

    [row] = _take(house, delivery).arrivals
    assert row.reason is (Reason.LINK if become == "link" else Reason.NOT_A_REGULAR_FILE)
    assert list(house.workspace.vault.objects()) == []


def test_a_file_that_is_written_to_while_it_is_read_is_not_taken_in(
    house: House, delivery: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = delivery / "growing"
    path.write_bytes(b"x" * 3_000_000)
    really = os.read

    def read_and_grow(fd: int, size: int) -> bytes:
        piece = really(fd, size)
        if path.samefile(f"/proc/self/fd/{fd}") and path.stat().st_size < 4_000_000:
            with path.open("ab") as file:
                file.write(b"y" * 100_000)
        return piece

    monkeypatch.setattr(os, "read", read_and_grow)
    [row] = _take(house, delivery).arrivals

    assert (row.state, row.reason) == (State.NOT_TAKEN, Reason.CHANGED_WHILE_READ)
    assert list(house.workspace.vault.objects()) == []


def test_a_file_beyond_the_limit_is_not_taken_in(house: House, delivery: Path) -> None:
    (delivery / "large").write_bytes(b"x" * 11)
    (delivery / "small").write_bytes(b"x" * 10)

    receipts = _take(house, delivery, largest=10)
    assert (_row(receipts, b"large").reason, _row(receipts, b"small").state) == (Reason.TOO_LARGE, State.TAKEN_IN)


def test_a_workspace_is_not_taken_into_a_workspace(house: House, tmp_path: Path) -> None:
    (tmp_path / "plain").write_text("x")

    receipts = _take(house, tmp_path)
    assert [(row.name, row.reason) for row in receipts.arrivals] == [(b"plain", None), (b"ws", Reason.A_WORKSPACE)]


def test_a_path_that_does_not_exist_stops_before_anything_is_written(house: House, delivery: Path) -> None:
    (delivery / "file").write_text("x")
    before = house.workspace.sizes()

    with pytest.raises(NotHeldError) as caught:
        _take(house, delivery, delivery / "Petrova-secret")
    assert "Petrova" not in str(caught.value)
    assert house.workspace.sizes() == before


def test_a_compartment_that_is_not_the_persons_or_does_not_exist_takes_nothing(house: House, delivery: Path) -> None:
    with pytest.raises(UnknownReferenceError):
        receive([delivery], source=SOURCE, workspace=house.workspace, compartment="attic")


def test_progress_ends_with_everything_done(house: House, delivery: Path) -> None:
    for number in range(5):
        (delivery / str(number)).write_bytes(b"x" * number)
    told: list[tuple[int, int, int, int]] = []

    receive([delivery], source=SOURCE, workspace=house.workspace, progress=lambda *numbers: told.append(numbers))

    assert told[-1] == (5, 10, 5, 10)
    assert [done for done, *_ in told] == sorted(done for done, *_ in told)


def test_an_object_that_lost_its_entry_is_admitted_again(house: House, delivery: Path) -> None:
    orphan = house.workspace.put([b"kept before the power went"], "case").object
    (delivery / "file").write_bytes(b"kept before the power went")

    [row] = _take(house, delivery).arrivals

    assert (row.state, row.object) == (State.TAKEN_IN, orphan)
    assert list(house.workspace.vault.objects()) == [orphan]
    assert _healthy(house)


def test_two_intakes_at_once_give_no_number_twice_and_keep_each_thing_once(house: House, delivery: Path) -> None:
    for number in range(60):
        (delivery / f"{number:03}").write_bytes(b"%d" % (number // 2))
    other = house.reopened()
    threads = [
        threading.Thread(target=receive, args=([delivery],), kwargs={"source": source, "workspace": workspace})
        for source, workspace in ((SOURCE, house.workspace), (OTHER_SOURCE, other))
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    exhibits = _holdings(house).exhibits.values()
    assert sorted(exhibit.number for exhibit in exhibits) == [f"A-{n:06}" for n in range(1, 31)]
    assert all(len(exhibit.receipts) == 4 for exhibit in exhibits)
    assert len(list(house.workspace.vault.objects())) == 30
    assert _healthy(house)


def test_an_intake_that_the_disk_stops_leaves_nothing_half_written_and_resumes(
    house: House, delivery: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for number in range(30):
        (delivery / f"{number:03}").write_bytes(os.urandom(1000))
    left = [12_000]
    really = os.write

    def write(fd: int, content: bytes) -> int:
        left[0] -= len(content)
        if left[0] < 0:
            raise OSError(28, "No space left on device")
        return really(fd, content)

    with monkeypatch.context() as full:
        full.setattr(os, "write", write)
        with pytest.raises(StorageError):
            _take(house, delivery)

    assert list((house.folder / "local/new").iterdir()) == []
    assert house.reopened().sizes() == house.workspace.sizes()
    receipts = _take(house, delivery)
    assert set(_states(receipts)) <= {State.TAKEN_IN, State.ALREADY_HERE}
    assert len(_holdings(house).exhibits) == len(list(house.workspace.vault.objects())) == 30
    assert _healthy(house)


def test_no_name_of_a_file_stands_in_the_clear_anywhere(
    house: House, delivery: Path, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(1)
    name = "Zdzislava-Kanarejka"
    (delivery / f"{name}.txt").write_text(f"{name} was here")
    (delivery / f"{name}.link").symlink_to("x")

    receipts = _take(house, delivery)

    for path in house.folder.rglob("*"):
        assert name not in path.name
        if path.is_file():
            content = path.read_bytes()
            assert not any(spelled in content for spelled in (name.encode(), b"WmR6aXNsYXZh", b"YWRcz"))
    assert name not in caplog.text + repr(receipts)


def test_a_recovery_sheet_takes_nothing_in(house: House, delivery: Path) -> None:
    (delivery / "file").write_text("x")
    typed = " ".join(house.sheet.groups("to test that it only reads"))
    workspace = open_workspace(house.folder, recover(typed))

    with pytest.raises(NotAllowedError):
        receive([delivery], source=SOURCE, workspace=workspace)
    assert list(workspace.vault.objects()) == []

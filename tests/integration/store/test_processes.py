"""Several processes on one workspace, and processes that die: nothing is lost, doubled or half done."""

from __future__ import annotations

import os
import signal
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from evidence.custody.checks import Verdict, summarise
from evidence.custody.entry import Draft, EntryType
from evidence.errors import SviedkaError
from evidence.holdings import Holdings
from evidence.ports import LockState
from ingest.receive import Reason, State, receive
from tests.support.store import SOURCE, House, new_house, note, notes_in


@pytest.fixture
def house(tmp_path: Path) -> House:
    return new_house(tmp_path / "ws")


def _child(work: Callable[[], None]) -> int:
    """Fork; the child does the work and leaves with 0, or 3 for one of our errors."""
    pid = os.fork()
    if pid:
        return pid
    try:
        work()
    except SviedkaError:
        os._exit(3)
    except BaseException:  # noqa: BLE001 - a forked child must never run the tests on
        os._exit(99)
    os._exit(0)


def _code(pid: int) -> int:
    return os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1])


def _healthy(house: House) -> bool:
    return summarise(house.reopened().audit()).internal is Verdict.INTACT


def test_two_processes_of_a_hundred_commits_each_leave_no_gap_and_no_repeat(house: House) -> None:
    def commit_from(start: int) -> Callable[[], None]:
        def work() -> None:
            workspace = house.reopened()
            for number in range(start, start + 100):
                workspace.commit([note(number)])

        return work

    children = [_child(commit_from(start)) for start in (0, 1000)]
    for number in range(2000, 2100):
        house.workspace.commit([note(number)])
    assert [_code(pid) for pid in children] == [0, 0]

    entries = list(house.reopened().entries())
    assert [opened.entry.seq for opened in entries] == list(range(302))
    found = notes_in(entries)
    assert sorted(found, key=str) == sorted([*range(100), *range(1000, 1100), *range(2000, 2100)], key=str)
    assert [n for n in found if isinstance(n, int) and n < 1000] == list(range(100))
    assert _healthy(house)


def _delivery(tmp_path: Path, files: int) -> Path:
    folder = tmp_path / "delivery"
    folder.mkdir()
    for number in range(files):
        # Every third is a duplicate of its neighbour.
        (folder / f"{number:05}").write_bytes(b"%d" % (number - number % 3 // 2) * 500)
    return folder


def _final(house: House) -> dict[str, tuple[str, tuple[bytes, ...]]]:
    holdings = Holdings()
    for opened in house.reopened().entries():
        holdings.absorb(opened)
    return {
        exhibit.number: (exhibit.sha256, tuple(receipt.name for receipt in exhibit.receipts))
        for exhibit in holdings.exhibits.values()
    }


def test_an_intake_killed_again_and_again_ends_as_one_that_was_not(tmp_path: Path, house: House) -> None:
    delivery = _delivery(tmp_path, 900)
    killed = 0
    for patience in (0.05, 0.15, 0.3, 0.1, 0.2):
        pid = _child(
            lambda: (receive([delivery], source=SOURCE, workspace=house.reopened()), None)[
                1
            ]  # the receipts are not needed
        )
        time.sleep(patience)
        os.kill(pid, signal.SIGKILL)
        killed += _code(pid) == -signal.SIGKILL

    receive([delivery], source=SOURCE, workspace=house.reopened())

    undisturbed = new_house(tmp_path / "undisturbed")
    receive([delivery], source=SOURCE, workspace=undisturbed.workspace)
    assert killed > 0
    assert _final(house) == _final(undisturbed)
    assert len(list(house.workspace.vault.objects())) == len(_final(house)) == 600
    assert _healthy(house)
    again = receive([delivery], source=SOURCE, workspace=house.reopened())
    assert again.count(State.ALREADY_HERE) == 900


DURABLE = ("write", "pwrite", "fsync", "fdatasync", "rename", "ftruncate")


class _Stop:
    """Lets `allowed` durable steps pass, then does `then` at each further one."""

    def __init__(self, allowed: int, then: Callable[[], None]) -> None:
        self.taken = 0
        self._allowed = allowed
        self._then = then

    def install(self, patch: pytest.MonkeyPatch) -> None:
        for name in DURABLE:
            patch.setattr(os, name, self._guarded(getattr(os, name)))

    def _guarded(self, really: Callable[..., object]) -> Callable[..., object]:
        def step(*arguments: object, **named: object) -> object:
            self.taken += 1
            if self.taken > self._allowed:
                self._then()
            return really(*arguments, **named)

        return step


def _steps(house: House, work: Callable[[House], None]) -> int:
    """How many durable steps the work takes when nothing stops it."""
    counter = _Stop(10**9, lambda: None)
    with pytest.MonkeyPatch.context() as patch:
        counter.install(patch)
        work(house)
    return counter.taken


def _three_files(delivery: Path) -> None:
    delivery.mkdir()
    for name in ("a", "b", "c"):
        (delivery / name).write_text(name * 10)


def _die() -> None:
    os.kill(os.getpid(), signal.SIGKILL)


def _refuse() -> None:
    raise OSError(28, "No space left on device")


@pytest.mark.parametrize("how", [_die, _refuse], ids=["killed", "disk full"])
def test_whatever_durable_step_is_the_last_nothing_acknowledged_is_lost(
    tmp_path: Path, how: Callable[[], None], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("ingest.receive.THREADS", 1)
    # On a busy machine a group is entered early, and the number of steps would be another in each run.
    monkeypatch.setattr("ingest.receive.GROUP_SECONDS", 1e9)
    delivery = tmp_path / "delivery"
    _three_files(delivery)

    def work(house: House) -> None:
        workspace = house.reopened()
        workspace.commit([note(1), note(2, "sealed")])
        receive([delivery], source=SOURCE, workspace=workspace)

    total = _steps(new_house(tmp_path / "counted"), work)
    assert total > 30
    for allowed in range(total):
        house = new_house(tmp_path / f"ws-{allowed}")

        def stopped(house: House = house, allowed: int = allowed) -> None:
            with pytest.MonkeyPatch.context() as patch:
                _Stop(allowed, how).install(patch)
                work(house)

        assert _code(_child(stopped)) == (-signal.SIGKILL if how is _die else 3), allowed
        _resumes(house, delivery)


def _resumes(house: House, delivery: Path) -> None:
    before = list(house.reopened().entries())
    workspace = house.reopened()
    if not notes_in(before):
        workspace.commit([note(1), note(2, "sealed")])
    receive([delivery], source=SOURCE, workspace=workspace)
    entries = list(house.reopened().entries())
    assert entries[: len(before)] == before
    assert notes_in(entries) == [1, 2]
    assert [_name(opened.private) for opened in entries if opened.entry.type is EntryType.RECEIVED] == [
        "YQ",
        "Yg",
        "Yw",
    ]
    assert len(list(house.workspace.vault.objects())) == 3
    assert house.workspace.status().lock is LockState.FREE
    assert _healthy(house)


def _name(private: object) -> object:
    assert isinstance(private, dict)
    return private["name"]


def test_the_lock_that_a_dead_process_held_is_free(house: House) -> None:
    def die() -> list[Draft]:
        _die()
        return []

    def hold() -> None:
        house.reopened().commit_after(die)

    assert _code(_child(hold)) == -signal.SIGKILL
    assert house.reopened().status().lock is LockState.LEFT
    house.workspace.commit([note(1)])
    assert house.reopened().status().lock is LockState.FREE


@pytest.mark.skipif(os.geteuid() != 0, reason="only root becomes another user")
def test_what_another_user_may_not_read_is_a_row_and_the_rest_is_taken_in(tmp_path: Path) -> None:
    tmp_path.chmod(0o755)
    for parent in tmp_path.parents:
        if parent.is_relative_to(tempfile.gettempdir()) and parent != Path(tempfile.gettempdir()):
            parent.chmod(0o755)
    delivery, home = tmp_path / "delivery", tmp_path / "home"
    (delivery / "closed").mkdir(parents=True)
    (delivery / "closed" / "file").write_text("x")
    (delivery / "secret").write_text("x")
    (delivery / "plain").write_text("x")
    (delivery / "closed").chmod(0o700)
    (delivery / "secret").chmod(0o600)
    home.mkdir()
    os.chown(home, 65534, 65534)

    def work() -> None:
        os.setgroups([])
        os.setgid(65534)
        os.setuid(65534)
        house = new_house(home / "ws")
        receipts = receive([delivery], source=SOURCE, workspace=house.workspace)
        rows = [(row.name, row.state, row.reason) for row in receipts.arrivals]
        assert rows == [
            (b"closed", State.NOT_TAKEN, Reason.NO_PERMISSION),
            (b"plain", State.TAKEN_IN, None),
            (b"secret", State.NOT_TAKEN, Reason.NO_PERMISSION),
        ]
        kinds = [opened.entry.type for opened in house.reopened().entries()]
        assert kinds[2:] == [EntryType.NOT_DONE, EntryType.RECEIVED, EntryType.NOT_DONE]

    assert _code(_child(work)) == 0

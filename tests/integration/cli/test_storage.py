"""A full disk, a changed ledger, two processes at once, an end in the middle: nothing is lost, nothing half done."""

from __future__ import annotations

import fcntl
import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from evidence.adapters.envelope_age import AgeEnvelope
from evidence.adapters.index_sqlcipher import SqlcipherIndex
from evidence.errors import WrongPassphraseError
from tests.integration.cli.house import PAGES, Desk, Kept
from tests.support.documents import plain_pdf
from ui.settings import Settings
from ui.wiring import keys_for_child

# One command of a person who is unlocked already, in a process of its own.
CHILD = """
import json, os, sys
import ui.wiring
from evidence.adapters.identity_age import identity_of
from evidence.adapters.signer_ed25519 import Ed25519Signer
from evidence.secrecy import Confidential
from ui.cli.app import app
from ui.cli.trouble import run
keys = json.loads(os.environ.pop("KEYS"))
identity = identity_of(Confidential(keys["age"]), Ed25519Signer(bytes.fromhex(keys["ed25519"])))
ui.wiring.unlock = lambda settings, ask: identity
sys.exit(run(app, ["--workspace", keys["workspace"], "--identity", "none", *sys.argv[1:]]))
"""


def start(desk: Desk, *words: str | Path) -> subprocess.Popen[str]:
    keys = json.dumps(keys_for_child(Settings(workspace=desk.workspace), desk.identity))
    return subprocess.Popen(
        [sys.executable, "-c", CHILD, *words], env={**os.environ, "KEYS": keys}, text=True,
        stdout=subprocess.PIPE, stderr=subprocess.PIPE, stdin=subprocess.DEVNULL,
    )  # fmt: skip


def entries(desk: Desk) -> int:
    return (desk.workspace / "log" / "d-01" / "entries.jsonl").read_bytes().count(b"\n")


def flip(path: Path, at: int) -> None:
    content = bytearray(path.read_bytes())
    content[at] ^= 1
    path.chmod(0o600)
    path.write_bytes(content)


# Changed by somebody


def test_an_untouched_workspace_is_intact(told: Desk) -> None:
    done = told("workspace", "verify").fine()

    assert "internal consistency: INTACT" in done.out
    assert "outside anchor:       none" in done.out


def test_any_flipped_object_is_broken_and_named(desk: Desk) -> None:
    objects = sorted((desk.workspace / "objects").rglob("*.age"))
    for object_ in objects:
        whole = object_.read_bytes()
        flip(object_, len(whole) // 2)

        done = desk("workspace", "verify")

        assert done.code == 1, done.out
        assert "internal consistency: BROKEN" in done.out
        object_.write_bytes(whole)
    desk("workspace", "verify").fine()


def test_a_lost_object_is_not_called_intact(desk: Desk) -> None:
    next((desk.workspace / "objects").rglob("*.age")).unlink()

    assert desk("workspace", "verify").code in (1, 2)


def test_a_changed_ledger_line_stops_every_command_and_is_broken_to_verify(desk: Desk) -> None:
    log = desk.workspace / "log" / "d-01" / "entries.jsonl"
    for at in (40, len(log.read_bytes()) // 2, len(log.read_bytes()) - 2):
        whole = log.read_bytes()
        flip(log, at)
        before = desk.kept()

        desk("source", "add", "S-5", "--sort", "open").refused(15)
        desk("exhibit", "list").refused(15)
        verify = desk("workspace", "verify")
        as_json = desk("workspace", "verify", "--json")

        assert (verify.code, as_json.code) == (1, 1)
        assert "BROKEN" in verify.out
        assert json.loads(as_json.out)[0]["verdict"] == "BROKEN"
        assert desk.kept() == before
        log.write_bytes(whole)
    desk("workspace", "verify").fine()


@pytest.mark.parametrize("name", ["log/d-01/checkpoint", "policy/0001.json", "policy/0001.sig"])
def test_a_changed_checkpoint_or_policy_opens_nothing(desk: Desk, name: str) -> None:
    flip(desk.workspace / name, 60)
    before = desk.kept()

    desk("source", "add", "S-5", "--sort", "open").refused(15)

    assert desk("workspace", "verify").code == 1
    assert desk.kept() == before


def test_a_log_that_was_cut_off_is_broken(desk: Desk) -> None:
    log = desk.workspace / "log" / "d-01" / "entries.jsonl"
    log.write_bytes(b"".join(line + b"\n" for line in log.read_bytes().splitlines()[:-1]))

    desk("exhibit", "list").refused(15)
    assert desk("workspace", "verify").code == 1


def test_a_changed_private_half_opens_nothing_that_rests_on_it(desk: Desk) -> None:
    segment = max((desk.workspace / "log" / "d-01" / "bodies" / "case").iterdir(), key=lambda one: one.stat().st_size)
    flip(segment, segment.stat().st_size - 20)

    done = desk("claim", "list")

    done.refused(done.code)
    assert done.code in (14, 15)
    assert desk("workspace", "verify").code == 1


@pytest.mark.parametrize(
    "content", [b"", b"nonsense", b'{"sviedka":2,"workspace":"wsp_x"}', b"[]", b'{"sviedka":true}']
)
def test_a_format_of_another_time_is_refused_by_its_number(empty: Desk, content: bytes) -> None:
    (empty.workspace / "FORMAT").chmod(0o600)
    (empty.workspace / "FORMAT").write_bytes(content)
    before = empty.kept()

    done = empty("source", "add", "S-1", "--sort", "open")

    done.refused(12 if b"2" in content else 10)
    assert empty.kept() == before


@pytest.mark.parametrize("where", [0.0, 0.3, 0.9])
@pytest.mark.parametrize("name", ["index.db", "index.key.age"])
def test_a_damaged_search_index_is_no_loss(desk: Desk, name: str, where: float) -> None:
    [file] = (desk.workspace / "local").glob(f"*/{name}")
    before = desk.kept()
    noise = os.urandom(2048)
    content = bytearray(file.read_bytes())
    at = int(len(content) * where)
    content[at : at + len(noise)] = noise[: len(content) - at]
    file.write_bytes(content)

    tried = desk("search", "Zarubavets")
    desk("index", "rebuild").fine()

    assert "Traceback" not in tried.err
    assert json.loads(desk("search", "Zarubavets", "--json").fine().out)
    assert desk.kept() == before


def test_an_index_key_that_somebody_else_put_there_opens_no_index(desk: Desk) -> None:
    [file] = (desk.workspace / "local").glob("*/index.key.age")
    known = bytes(32)
    for old in file.parent.glob("index.*"):
        old.unlink()
    file.write_bytes(AgeEnvelope().seal(known, [desk.identity.recipient]))

    assert json.loads(desk("search", "Zarubavets", "--json").fine().out)

    with pytest.raises(WrongPassphraseError):
        SqlcipherIndex(file.parent / "index.db", known)


# A disk that refuses


@contextmanager
def small_disk(place: Path, size: str) -> Iterator[Path]:
    place.mkdir()
    subprocess.run(["mount", "-t", "tmpfs", "-o", f"size={size},mode=700", "tmpfs", place], check=True)
    try:
        yield place
    finally:
        subprocess.run(["umount", "-l", place], check=True)


def fill(disk: Path, left: int) -> Path:
    """Take what is free but for so many bytes."""
    free = os.statvfs(disk).f_bavail * os.statvfs(disk).f_frsize
    (disk / "filler").write_bytes(b"\0" * max(0, free - left))
    return disk / "filler"


NOTHING, ENOUGH_TO_OPEN = 0, 96 << 10


@pytest.mark.skipif(os.geteuid() != 0, reason="only root mounts a small disk")
@pytest.mark.parametrize(
    ("left", "words"),
    [
        (NOTHING, ("source", "add", "S-9", "--sort", "open")),
        (NOTHING, ("index", "rebuild")),
        (NOTHING, ("identity", "new", "DISK/second.age")),
        (NOTHING, ("workspace", "new", "DISK/second", "--root", "DISK/second.root")),
        (16 << 10, ("workspace", "new", "DISK/second", "--root", "DISK/second.root")),
        (ENOUGH_TO_OPEN, ("head", "add", "person", "x" * 200_000)),
        (ENOUGH_TO_OPEN, ("exhibit", "add", "/usr/bin/env", "/usr/bin/openssl", "--source", "S-1", "--no-read")),
        (ENOUGH_TO_OPEN, ("casefile", "build", "LT-1", "DISK/file.pdf")),
        (ENOUGH_TO_OPEN, ("disclosure", "seal", "LT-1", "DISK/package")),
    ],
    ids=lambda value: " ".join(value)[:30] if isinstance(value, tuple) else str(value),
)
def test_a_full_disk_refuses_one_command_and_leaves_nothing_half_written(
    told: Desk, tmp_path: Path, left: int, words: tuple[str, ...], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SVIEDKA_PASSPHRASE_FILE", str(told.home / "passphrase"))
    with small_disk(tmp_path / "disk", "8m") as disk:
        desk = told.copied(disk, monkeypatch)
        filler = fill(disk, left)
        before, names = desk.kept(), set(disk.iterdir())

        desk(*(word.replace("DISK", str(disk)) for word in words)).refused(31)

        assert set(disk.iterdir()) == names
        assert entries(desk) == before.files["log/d-01/entries.jsonl"].count(b"\n")
        filler.unlink()
        assert before.files.keys() <= desk.kept().files.keys()
        assert desk("workspace", "verify").code in (0, 2)
        desk("source", "add", "S-10", "--sort", "open").fine()


# Two at once, and an end in the middle


def test_commands_of_two_processes_on_one_workspace_all_enter(empty: Desk) -> None:
    size = entries(empty)
    running = [start(empty, "source", "add", f"S-{number}", "--sort", "open") for number in range(6)]

    ended = [(one.communicate(timeout=120), one.returncode) for one in running]

    assert [code for _, code in ended] == [0] * 6, ended
    assert entries(empty) == size + 6
    sources = json.loads(empty("source", "list", "--json").fine().out)
    assert sorted(row["code"] for row in sources) == [f"S-{number}" for number in range(6)]
    empty("workspace", "verify").fine()


def test_two_intakes_of_one_delivery_at_once_keep_each_object_once(empty: Desk) -> None:
    many = empty.home / "many"
    many.mkdir()
    for number in range(30):
        (many / f"{number}.bin").write_bytes(os.urandom(50_000))
    empty("source", "add", "S-1", "--sort", "open").fine()

    running = [start(empty, "exhibit", "add", many, "--source", "S-1", "--no-read") for _ in range(2)]
    ended = [(one.communicate(timeout=120), one.returncode) for one in running]

    assert [code for _, code in ended] == [0, 0], ended
    assert len(json.loads(empty("exhibit", "list", "--json").fine().out)) == 30
    assert len(list((empty.workspace / "objects").rglob("*.age"))) == 30
    empty("workspace", "verify").fine()


def test_a_command_waits_for_the_one_that_writes(empty: Desk) -> None:
    with (empty.workspace / "LOCK").open("rb+") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        running = start(empty, "source", "add", "S-1", "--sort", "open")
        time.sleep(4)
        assert running.poll() is None
        reading = start(empty, "workspace", "status")
        assert "held" in reading.communicate(timeout=60)[0]
    assert running.wait(timeout=60) == 0


@pytest.mark.slow
def test_a_command_gives_up_on_one_that_never_ends(empty: Desk) -> None:
    before = empty.kept()
    with (empty.workspace / "LOCK").open("rb+") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)

        empty("source", "add", "S-1", "--sort", "open").refused(22)

    assert empty.kept() == before


@pytest.mark.parametrize("sign", [signal.SIGINT, signal.SIGKILL])
def test_an_intake_that_is_ended_goes_on_where_it_was(empty: Desk, sign: signal.Signals) -> None:
    many = empty.home / "many"
    many.mkdir()
    for number in range(400):
        (many / f"{number:03}.bin").write_bytes(os.urandom(200_000))
    running = start(empty, "exhibit", "add", many, "--source", "S-1", "--no-read")
    objects = empty.workspace / "objects"
    end = time.monotonic() + 60
    while len(list(objects.rglob("*.age"))) < 40 and running.poll() is None:
        assert time.monotonic() < end
        time.sleep(0.02)

    running.send_signal(sign)
    _, said = running.communicate(timeout=60)

    if sign is signal.SIGINT:
        assert running.returncode == 130, said
        assert "run the same command again" in said
        assert "Traceback" not in said
    rows = json.loads(empty("exhibit", "add", many, "--source", "S-1", "--no-read", "--json").fine().out)
    assert len(rows) == 400
    assert len(list(objects.rglob("*.age"))) == 400
    empty("workspace", "verify").fine()


def test_a_reading_that_is_ended_is_read_by_the_next_command(empty: Desk) -> None:
    for number in range(6):
        (empty.home / f"{number}.pdf").write_bytes(plain_pdf([*PAGES, str(number)] * 20))
    empty("exhibit", "add", *sorted(empty.home.glob("*.pdf")), "--source", "S-1", "--no-read").fine()
    before = Kept.of(empty.workspace)
    running = start(empty, "exhibit", "read")
    time.sleep(3)
    running.send_signal(signal.SIGINT)
    running.communicate(timeout=60)

    empty("exhibit", "read").fine()

    assert {row["state"] for row in json.loads(empty("exhibit", "list", "--json").fine().out)} == {"read"}
    assert before.files.keys() <= Kept.of(empty.workspace).files.keys()

"""The true program at a terminal and in a pipe: prompts without echo, progress, help, and a reader that went away."""

from __future__ import annotations

import os
import pty
import re
import select
import shlex
import subprocess
import time
from pathlib import Path

import pytest

from tests.integration.cli.conftest import PASSPHRASE
from tests.integration.cli.house import PROGRAM, Desk, program
from ui.cli.app import app

GROUPS = sorted(str(group.name) for group in app.registered_groups)
COMMANDS = sorted(str(command.name) for command in app.registered_commands)


class Terminal:
    """A command at a terminal of its own; answers prompts as a person would."""

    def __init__(self, *words: str | Path, home: Path) -> None:
        self.said = b""
        self._pid, self._fd = pty.fork()
        if self._pid == 0:
            known = {
                "PATH": os.environ["PATH"],
                "HOME": str(home),
                "LANG": "C.UTF-8",
                "TERM": "xterm",
                "COLUMNS": "120",
            }
            os.execve(PROGRAM, [str(PROGRAM), *map(str, words)], known)  # noqa: S606 - the program under test

    def wait_for(self, words: str) -> None:
        end = time.monotonic() + 60
        while words.encode() not in self.said:
            assert time.monotonic() < end, self.said
            self._read()

    def type(self, line: bytes) -> None:
        os.write(self._fd, line)

    def end(self) -> int:
        """Its exit code."""
        while self._read():
            pass
        _, status = os.waitpid(self._pid, 0)
        os.close(self._fd)
        return os.waitstatus_to_exitcode(status)

    def _read(self) -> bool:
        try:
            if not select.select([self._fd], [], [], 60)[0]:
                return False
            more = os.read(self._fd, 1 << 16)
        except OSError:
            # The other end of a terminal that is closed reads as an error.
            return False
        self.said += more
        return bool(more)


def where(desk: Desk) -> list[str | Path]:
    return ["--workspace", desk.workspace, "--identity", desk.home / "me.age"]


def test_a_passphrase_is_asked_for_without_echo(empty: Desk) -> None:
    there = Terminal(*where(empty), "workspace", "status", home=empty.home)
    there.wait_for("Passphrase:")
    there.type(f"{PASSPHRASE}\n".encode())

    assert there.end() == 0, there.said
    assert PASSPHRASE.encode() not in there.said
    assert b"wsp_" in there.said


def test_a_new_passphrase_is_asked_for_twice_and_must_agree(empty: Desk) -> None:
    there = Terminal("identity", "new", empty.home / "new.age", home=empty.home)
    there.wait_for("New passphrase for the identity:")
    there.type(b"one\n")
    there.wait_for("Repeat")
    there.type(b"other\n")
    there.wait_for("do not match")
    for _ in range(2):
        there.type(b"the same\n")
        time.sleep(0.5)

    assert there.end() == 0, there.said
    assert (empty.home / "new.age").is_file()
    assert b"the same" not in there.said


def test_a_person_who_stops_at_the_prompt_leaves_nothing(empty: Desk) -> None:
    before = empty.kept()
    there = Terminal("identity", "new", empty.home / "new.age", home=empty.home)
    there.wait_for("New passphrase")
    there.type(b"\x03")

    assert there.end() == 130, there.said
    assert b"Traceback" not in there.said
    assert not (empty.home / "new.age").exists()
    assert empty.kept() == before


def test_no_passphrase_is_asked_for_where_there_is_no_workspace(empty: Desk) -> None:
    there = Terminal("--workspace", empty.home, "--identity", empty.home / "me.age", "exhibit", "list", home=empty.home)

    assert there.end() == 13
    assert b"Passphrase" not in there.said


def test_an_intake_at_a_terminal_shows_rate_and_time_left(empty: Desk) -> None:
    many = empty.home / "many"
    many.mkdir()
    for number in range(60):
        (many / f"{number}.bin").write_bytes(os.urandom(2_000_000))
    there = Terminal(*where(empty), "exhibit", "add", many, "--source", "S-1", "--no-read", home=empty.home)
    there.wait_for("Passphrase:")
    there.type(f"{PASSPHRASE}\n".encode())

    assert there.end() == 0, there.said[-2000:]
    shown = there.said.decode("utf-8", "replace")
    assert "taking in" in shown
    assert re.search(r"\d+(\.\d+)?/\d+(\.\d+)? .?B", shown), shown[-2000:]
    assert re.search(r"\d (bytes|[kM]B)/s", shown)
    assert re.search(r"\d:\d\d:\d\d", shown)
    assert "60 taken_in" in shown


def test_help_is_there_for_everything_and_costs_little(tmp_path: Path) -> None:
    whole = program("--help", home=tmp_path)
    assert whole.returncode == 0
    for name in (*GROUPS, *COMMANDS):
        assert f"\n  {name} " in whole.stdout, name
        done = program(name, "--help", home=tmp_path)
        assert done.returncode == 0, name
        assert done.stdout.startswith(f"Usage: sviedka {name}"), name
        assert len(done.stdout.splitlines()) > 4


@pytest.mark.parametrize("group", GROUPS)
def test_each_command_of_a_group_says_what_it_does(group: str, tmp_path: Path) -> None:
    [found] = [one for one in app.registered_groups if one.name == group]
    inner = found.typer_instance
    assert inner is not None
    for command in inner.registered_commands:
        assert command.callback is not None
        assert (command.callback.__doc__ or "").strip(), command.name
    done = program(group, str(inner.registered_commands[0].name), "--help", home=tmp_path)
    assert done.returncode == 0


def test_nothing_typed_shows_the_help_and_is_no_verdict(tmp_path: Path) -> None:
    for words in ((), ("exhibit",), ("graph", "ask")):
        done = program(*words, home=tmp_path)
        assert done.returncode == 42
        assert "Usage: sviedka" in done.stderr


@pytest.mark.parametrize("words", ["casefile elements --forum ICC", "claim forms", "workspace status", "--help"])
def test_a_reader_that_went_away_is_no_error(told: Desk, words: str) -> None:
    command = shlex.join([str(PROGRAM), *map(str, where(told)), *words.split()])

    ran = subprocess.run(
        ["bash", "-c", f"{command} | head -c 1; echo; echo ${{PIPESTATUS[0]}}"], capture_output=True, text=True,
        check=True, env={**os.environ, "SVIEDKA_PASSPHRASE_FILE": str(told.home / "passphrase")},
    )  # fmt: skip

    assert ran.stderr == ""
    assert ran.stdout.splitlines()[-1] == "0"


def test_a_full_output_is_an_error_and_not_a_traceback(told: Desk) -> None:
    with Path("/dev/full").open("w") as full:
        ran = subprocess.run([PROGRAM, "claim", "forms"], stdout=full, stderr=subprocess.PIPE, text=True, check=False)

    assert ran.returncode == 31
    assert "Traceback" not in ran.stderr
    assert "ENOSPC" in ran.stderr


def test_a_terminal_without_our_letters_still_shows_what_it_can(desk: Desk) -> None:
    desk("head", "add", "person", "Зарубавец").fine()

    ran = subprocess.run(
        [PROGRAM, *where(desk), "head", "list"], capture_output=True, check=False,
        env={"PATH": os.environ["PATH"], "HOME": str(desk.home), "PYTHONIOENCODING": "ascii",
             "SVIEDKA_PASSPHRASE_FILE": str(desk.home / "passphrase")},
    )  # fmt: skip

    assert ran.returncode == 0, ran.stderr
    assert rb"\u0417" in ran.stdout

"""The true program at a terminal and in a pipe: prompts without echo, progress, help, and a reader that went away."""

from __future__ import annotations

import json
import os
import pty
import re
import select
import shlex
import signal
import subprocess
import termios
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.integration.cli.conftest import PASSPHRASE
from tests.integration.cli.house import PAGES, PROGRAM, Desk, program
from tests.support.documents import plain_pdf
from ui.cli.app import app

GROUPS = sorted(str(group.name) for group in app.registered_groups)
COMMANDS = sorted(str(command.name) for command in app.registered_commands)


_PATIENCE = 120


class Terminal:
    """A command at a terminal of its own; answers prompts as a person would. `heard` is all that it showed."""

    def __init__(self, *words: str | Path, home: Path) -> None:
        self.said = b""
        self.heard = b""
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

    def answer(self, prompt: str, line: str) -> None:
        """Type a line once this prompt stands there and the echo is off; what is typed before is thrown away."""
        self._wait(lambda: prompt.encode() in self.said and not termios.tcgetattr(self._fd)[3] & termios.ECHO)
        self.said = b""
        os.write(self._fd, line.encode())
        if line.endswith("\n"):
            self._wait(lambda: b"\n" in self.said)

    def press(self, key: str, *, once: str) -> None:
        """Press a key as soon as these words stand there."""
        self._wait(lambda: once.encode() in self.heard)
        os.write(self._fd, key.encode())

    def end(self) -> int:
        """Its exit code; a command that does not end is killed, and that is the test's failure."""
        end = time.monotonic() + _PATIENCE
        while self._read() and time.monotonic() < end:
            pass
        if time.monotonic() >= end:
            os.kill(self._pid, signal.SIGKILL)
        _, status = os.waitpid(self._pid, 0)
        os.close(self._fd)
        return os.waitstatus_to_exitcode(status)

    def _wait(self, holds: Callable[[], bool]) -> None:
        end = time.monotonic() + _PATIENCE
        while not holds():
            if time.monotonic() >= end or not self._read():
                os.kill(self._pid, signal.SIGKILL)
                raise AssertionError(self.heard)

    def _read(self) -> bool:
        """Take what is there, waiting a moment; False once the command has let go of its terminal."""
        if not select.select([self._fd], [], [], 0.2)[0]:
            return True
        try:
            more = os.read(self._fd, 1 << 16)
        except OSError:
            # A terminal whose other end is closed reads as an error.
            return False
        self.said += more
        self.heard += more
        return bool(more)


def where(desk: Desk) -> list[str | Path]:
    return ["--workspace", desk.workspace, "--identity", desk.home / "me.age"]


def test_a_passphrase_is_asked_for_without_echo(empty: Desk) -> None:
    there = Terminal(*where(empty), "workspace", "status", home=empty.home)
    there.answer("Passphrase:", f"{PASSPHRASE}\n")

    assert there.end() == 0, there.heard
    assert PASSPHRASE.encode() not in there.heard
    assert b"wsp_" in there.heard


def test_a_new_passphrase_is_asked_for_twice_and_must_agree(empty: Desk) -> None:
    there = Terminal("identity", "new", empty.home / "new.age", home=empty.home)
    there.answer("New passphrase for the identity:", "one thing\n")
    there.answer("Repeat", "another\n")
    there.answer("New passphrase for the identity:", "the same\n")
    there.answer("Repeat", "the same\n")

    assert there.end() == 0, there.heard
    assert b"do not match" in there.heard
    assert (empty.home / "new.age").is_file()
    assert b"the same" not in there.heard


def test_a_person_who_stops_at_the_prompt_leaves_nothing(empty: Desk) -> None:
    before = empty.kept()
    there = Terminal("identity", "new", empty.home / "new.age", home=empty.home)
    there.answer("New passphrase", "\x03")

    assert there.end() == 130, there.heard
    assert b"Traceback" not in there.heard
    assert not (empty.home / "new.age").exists()
    assert empty.kept() == before


def test_no_passphrase_is_asked_for_where_there_is_no_workspace(empty: Desk) -> None:
    there = Terminal("--workspace", empty.home, "--identity", empty.home / "me.age", "exhibit", "list", home=empty.home)

    assert there.end() == 13
    assert b"Passphrase" not in there.heard


def test_an_intake_at_a_terminal_shows_rate_and_time_left(empty: Desk) -> None:
    many = empty.home / "many"
    many.mkdir()
    for number in range(60):
        (many / f"{number}.bin").write_bytes(os.urandom(2_000_000))
    there = Terminal(*where(empty), "exhibit", "add", many, "--source", "S-1", "--no-read", home=empty.home)
    there.answer("Passphrase:", f"{PASSPHRASE}\n")

    assert there.end() == 0, there.heard[-2000:]
    shown = there.heard.decode("utf-8", "replace")
    assert "taking in" in shown
    assert re.search(r"\d+(\.\d+)?/\d+(\.\d+)? .?B", shown), shown[-2000:]
    assert re.search(r"\d (bytes|[kM]B)/s", shown)
    assert re.search(r"\d:\d\d:\d\d", shown)
    assert "60 taken_in" in shown


@pytest.mark.parametrize("shown", ["taking in", "reading"])
def test_ctrl_c_at_a_terminal_reaches_all_processes_and_the_next_run_goes_on(empty: Desk, shown: str) -> None:
    many = empty.home / "many"
    many.mkdir()
    for number in range(40):
        pages = plain_pdf([*PAGES, str(number)] * 60)
        (many / f"{number}.pdf").write_bytes(pages + os.urandom(3_000_000 if shown == "taking in" else 0))
    there = Terminal(*where(empty), "exhibit", "add", many, "--source", "S-1", home=empty.home)
    there.answer("Passphrase:", f"{PASSPHRASE}\n")
    there.press("\x03", once=shown)

    assert there.end() == 130, there.heard[-2000:]
    assert b"Traceback" not in there.heard
    assert b"run the same command again" in there.heard
    empty("exhibit", "add", many, "--source", "S-1").fine()
    rows = json.loads(empty("exhibit", "list", "--json").fine().out)
    assert len(rows) == 40
    assert {row["state"] for row in rows} <= {"read", "failed"}
    empty("workspace", "verify").fine()


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

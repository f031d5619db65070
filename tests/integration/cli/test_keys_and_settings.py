"""Passphrase, identity, settings, folder: what is missing or wrong is named before anything is opened or written."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from evidence.errors import SviedkaError
from tests.integration.cli.conftest import PASSPHRASE
from tests.integration.cli.house import PROGRAM, Desk, Done, Kept, program


def said(ran: subprocess.CompletedProcess[str]) -> Done:
    return Done(code=ran.returncode, out=ran.stdout, err=ran.stderr)


def true(desk: Desk, *words: str | Path, passphrase: Path | None = None, **environment: str) -> Done:
    """The true program, on this desk's workspace, with a passphrase file."""
    known = {
        "SVIEDKA_WORKSPACE": str(desk.workspace),
        "SVIEDKA_IDENTITY": str(desk.home / "me.age"),
        "SVIEDKA_PASSPHRASE_FILE": str(passphrase or desk.home / "passphrase"),
        **environment,
    }
    return said(program(*words, home=desk.home, stdin=b"", **known))


def test_every_error_has_its_own_exit_code_and_says_what_to_do() -> None:
    classes = [SviedkaError]
    for one in classes:
        classes.extend(one.__subclasses__())
    ours = [one for one in classes if one.__module__ == "evidence.errors" and one is not SviedkaError]

    codes = [one.exit_code for one in ours]

    assert len(set(codes)) == len(codes)
    assert not set(codes) & {0, 1, 2, 130}
    assert not [one.__name__ for one in ours if not one.default_hint and not one("x").hint]


def test_the_true_program_opens_with_a_passphrase_file(empty: Desk) -> None:
    assert json.loads(true(empty, "workspace", "status", "--json").fine().out)


def test_a_wrong_passphrase_opens_nothing(empty: Desk) -> None:
    wrong = empty.home / "wrong"
    wrong.write_text("another passphrase\n", encoding="utf-8")
    before = empty.kept()

    done = true(empty, "source", "add", "S-1", "--sort", "open", passphrase=wrong).refused(20)

    assert "another passphrase" not in done.err
    assert empty.kept() == before


@pytest.mark.parametrize("content", [None, b"", b"\n", b"\xff\xfe\n"], ids=["absent", "empty", "blank", "no text"])
def test_an_unusable_passphrase_file_is_named(empty: Desk, content: bytes | None) -> None:
    file = empty.home / "p"
    if content is not None:
        file.write_bytes(content)
    before = set(empty.home.iterdir())

    true(empty, "workspace", "status", passphrase=file).refused(40)
    true(empty, "identity", "new", empty.home / "new.age", passphrase=file).refused(40)
    true(empty, "workspace", "status", passphrase=empty.home).refused(40)

    assert set(empty.home.iterdir()) == before


def test_without_a_terminal_and_without_a_file_nobody_waits_for_a_passphrase(empty: Desk) -> None:
    where = ["--workspace", str(empty.workspace), "--identity", str(empty.home / "me.age")]

    ran = subprocess.run(
        [PROGRAM, *where, "workspace", "status"], stdin=subprocess.DEVNULL, capture_output=True, text=True,
        check=False, start_new_session=True, timeout=60, env={"PATH": os.environ["PATH"], "HOME": str(empty.home)},
    )  # fmt: skip

    assert ran.returncode == 40
    assert "SVIEDKA_PASSPHRASE_FILE" in ran.stderr
    assert "Traceback" not in ran.stderr


@pytest.mark.parametrize(
    ("words", "code"),
    [
        (("--workspace", "HOME/none", "workspace", "status"), 13),
        (("--workspace", "HOME", "workspace", "status"), 13),
        (("--workspace", "HOME/passphrase", "workspace", "status"), 13),
        (("--workspace", "HOME/loop", "workspace", "status"), 13),
        (("--workspace", "x" * 300, "workspace", "status"), 31),
        (("--identity", "HOME/none.age", "workspace", "status"), 13),
        (("--identity", "HOME", "workspace", "status"), 13),
        (("--identity", "HOME/passphrase", "workspace", "status"), 10),
        (("--identity", "HOME/root.age", "workspace", "status"), 10),
        (("--settings", "HOME/none.toml", "doctor"), 40),
        (("--settings", "HOME", "doctor"), 40),
        (("--settings", "HOME/loop", "doctor"), 40),
        (("identity", "new", "HOME/me.age"), 31),
        (("identity", "new", "HOME/loop"), 31),
        (("identity", "new", "HOME/passphrase/x"), 31),
        (("workspace", "new", "HOME/workspace"), 31),
        (("workspace", "new", "HOME/passphrase"), 31),
        (("workspace", "new", "HOME/new", "--root", "HOME/root.age"), 31),
        (("workspace", "new", "HOME/new", "--root", "HOME/new/root.age"), 31),
        (("workspace", "new", "HOME/new", "--root", "HOME/r", "--sheet", "HOME/passphrase"), 31),
        (("workspace", "new", "HOME/new", "--root", "HOME/r", "--sheet", "HOME/none/sheet"), 31),
        (("ledger", "stamp"), 40),
        (("ledger", "stamp", "--import", "HOME/none.tsr"), 40),
        (("verify", "HOME/none"), 30),
        (("verify", "HOME/passphrase"), 30),
    ],
)
def test_what_is_missing_or_in_the_way_is_said_and_nothing_is_made(
    empty: Desk, words: tuple[str, ...], code: int
) -> None:
    (empty.home / "loop").symlink_to("loop")
    before, kept = set(empty.home.iterdir()), empty.kept()

    true(empty, *(word.replace("HOME", str(empty.home)) for word in words)).refused(code)

    assert set(empty.home.iterdir()) == before
    assert empty.kept() == kept


@pytest.mark.parametrize(
    "text",
    [
        *("a = [", "\x00", "organisation = 3", "graph = 1", "[graph]\nuri = 'bolt://127.0.0.1:1'", "[seal]\nkey = 'k'"),
        *("[autority]\nname = 'x'", "[seal]\ncertificat = 'x'", "a\x1b = 1"),
    ],
)
def test_settings_that_are_not_as_asked_are_refused(empty: Desk, text: str) -> None:
    file = empty.home / "settings.toml"
    file.write_text(text, encoding="utf-8")

    true(empty, "doctor", SVIEDKA_SETTINGS=str(file)).refused(10)


def test_a_failed_founding_can_be_tried_again_in_the_same_words(empty: Desk) -> None:
    new, root = empty.home / "new", empty.home / "r.age"
    (new / "something").mkdir(parents=True)
    true(empty, "workspace", "new", new, "--root", root).refused(31)
    assert not root.exists()
    (new / "something").rmdir()

    done = true(empty, "workspace", "new", new, "--root", root, "--sheet", empty.home / "sheet").fine()

    assert (new / "FORMAT").is_file()
    for file in (root, empty.home / "sheet"):
        assert file.stat().st_mode & 0o777 == 0o600
    sheet = (empty.home / "sheet").read_text("utf-8")
    assert sheet.startswith("AGE")
    assert sheet.split()[1] not in done.out + done.err
    true(empty, "workspace", "verify", SVIEDKA_WORKSPACE=str(new)).fine()
    # The root's fingerprint is on the sheet, on the screen and in the status: three ways to compare it.
    [printed] = [line.split()[3] for line in sheet.splitlines() if line.startswith("# root fingerprint ")]
    assert f"root fingerprint {printed}" in done.out
    assert printed in true(empty, "workspace", "status", "--json", SVIEDKA_WORKSPACE=str(new)).fine().out


@pytest.mark.parametrize("package", ["empty", "links", "pipes"])
def test_a_folder_that_is_no_package_is_broken_and_nothing_in_it_is_followed(empty: Desk, package: str) -> None:
    folder = empty.home / package
    folder.mkdir()
    if package == "links":
        (folder / "manifest-sha256.txt").symlink_to("/dev/zero")
        (folder / "loop").symlink_to("loop")
        (folder / "data").symlink_to("/etc")
    if package == "pipes":
        os.mkfifo(folder / "bagit.txt")
        os.mkfifo(folder / "manifest-sha256.txt")

    done = empty("verify", folder)

    assert (done.code, done.out.splitlines()[-1]) == (1, "BROKEN")
    assert "Traceback" not in done.err


def test_a_verifier_that_fails_never_says_broken(empty: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    (empty.home / "package").mkdir()
    # A Python that ends with 1, as one does that cannot even read the verifier.
    (empty.home / "python").write_text("#!/bin/sh\nexit 1\n", encoding="ascii")
    (empty.home / "python").chmod(0o755)
    monkeypatch.setattr(sys, "executable", str(empty.home / "python"))

    done = empty("verify", empty.home / "package")

    assert (done.code, done.out.splitlines()[-1]) == (2, "INDETERMINATE")


def test_names_in_a_strangers_package_are_shown_and_not_obeyed(empty: Desk) -> None:
    folder = empty.home / "package"
    folder.mkdir()
    (folder / "a\x1b[2J\u202eb").write_text("x", encoding="utf-8")
    Path(os.fsdecode(os.fsencode(folder) + b"/\xff\x9b")).write_text("x", encoding="utf-8")

    done = empty("verify", folder)

    assert done.code == 1
    assert not set(done.out) & set("\x1b\u202e\x9b\udcff")


def test_the_workspace_is_untouched_by_all_that_only_reads(told: Desk) -> None:
    before = Kept.of(told.workspace)

    for words in (("exhibit", "list"), ("search", "wall"), ("graph", "ask", "thin"), ("casefile", "coverage")):
        told(*words).fine()
    told("casefile", "build", "LT-1", told.home / "read.pdf").fine()

    assert Kept.of(told.workspace) == before
    assert PASSPHRASE not in str(before)

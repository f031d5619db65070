"""The whole thread as a new user walks it: from a folder of files to a package whose verifiers need nothing of ours."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.integration.cli.house import Desk
from ui.settings import Settings
from ui.use.disclosure import PDF
from ui.wiring import open_session

STATES = ("INTACT", "BROKEN", "INDETERMINATE")


@pytest.fixture(scope="module")
def sealed(told: Desk, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with package/ and keys/, sealed by the command line with the demonstration's authority."""
    home = tmp_path_factory.mktemp("sealed")
    with pytest.MonkeyPatch.context() as patch:
        desk = told.copied(home, patch)
        done = desk("disclosure", "seal", "LT-1", home / "package", "--purpose", "complaint").fine()
    assert "time stamp: by demo" in done.out
    assert {path.name for path in (home / "keys").iterdir()} == {
        "log.pem",
        "origin",
        "seal-ca.pem",
        "seal.pem",
        "tsa-ca.pem",
    }
    return home


def test_every_file_of_the_delivery_is_in_one_state_and_found_by_its_words(told: Desk) -> None:
    rows = json.loads(told("exhibit", "list", "--json").fine().out)

    assert [row["state"] for row in rows] == ["read"] * 4
    assert [row["receipts"] for row in rows].count(2) == 1
    for words in ("Zarubavets", "зарубавец", "пратакол", "zatrymanne"):
        hits = json.loads(told("search", words, "--json").fine().out)
        assert hits, words
    [hit] = json.loads(told("search", "Zarubavets", "--json").fine().out)
    number, _, page = hit["page"].partition(".")
    start, end = map(int, hit["at"].split(", ")[0].split("-"))
    text = told("exhibit", "show", number, "--page", str(int(page))).fine().out
    assert text[start:end] == "Zarubavets"


def test_the_case_file_is_readable_by_its_owner_only_and_replaced_whole(desk: Desk) -> None:
    target = desk.home / "file.pdf"
    target.write_bytes(b"an older one")
    target.chmod(0o644)

    done = desk("casefile", "build", "LT-1", target).fine()

    assert target.read_bytes().startswith(b"%PDF-")
    assert target.stat().st_mode & 0o777 == 0o600
    assert "blocker" not in done.out


def test_a_case_file_has_nowhere_to_go_into_a_folder_a_link_or_a_missing_place(desk: Desk) -> None:
    (desk.home / "link").symlink_to(desk.home / "me.age")
    before = (desk.home / "me.age").read_bytes()

    for target in (desk.home, desk.home / "link", desk.home / "no" / "file.pdf", "/dev/null", "/dev/stdout", "/", "."):
        desk("casefile", "build", "LT-1", target).refused(31)

    assert (desk.home / "me.age").read_bytes() == before
    assert not [path for path in desk.home.iterdir() if path.name.startswith(".sviedka")]


def verdict(place: Path, *words: str) -> tuple[str, int]:
    """What the shell verifier of the package says, without network where this machine can take it away."""
    alone = ["unshare", "-n"] if os.geteuid() == 0 else []
    ran = subprocess.run(
        [*alone, "sh", "verify/verify.sh", *words],
        cwd=place / "package", capture_output=True, text=True, check=False, env={"PATH": os.environ["PATH"]},
    )  # fmt: skip
    last = ran.stdout.strip().splitlines()[-1]
    assert STATES.index(last) == ran.returncode, ran.stdout + ran.stderr
    return last, ran.returncode


def test_a_copy_of_the_package_is_intact(sealed: Path, tmp_path: Path, told: Desk) -> None:
    shutil.copytree(sealed, tmp_path / "copy", ignore=shutil.ignore_patterns("workspace"))

    assert verdict(tmp_path / "copy", "--keys", "../keys") == ("INTACT", 0)
    assert verdict(tmp_path / "copy", "--keys", "../keys", "--all") == ("INTACT", 0)
    ours = told("verify", tmp_path / "copy" / "package")
    assert (ours.code, ours.out.splitlines()[-1]) == (0, "INTACT")


def test_without_the_keys_the_verdict_stays_open(sealed: Path, tmp_path: Path, told: Desk) -> None:
    shutil.copytree(sealed / "package", tmp_path / "package")

    assert verdict(tmp_path) == ("INDETERMINATE", 2)
    assert verdict(tmp_path, "--keys", "../keys") == ("INDETERMINATE", 2)
    assert told("verify", tmp_path / "package").code == 2
    assert told("verify", tmp_path / "package", "--keys", tmp_path / "none").code == 2


def flip(path: Path) -> None:
    content = bytearray(path.read_bytes())
    content[len(content) // 2] ^= 1
    path.write_bytes(content)


def files_of(package: Path) -> list[str]:
    return sorted(str(path.relative_to(package)) for path in package.rglob("*") if path.is_file())


def spoiled(sealed: Path, told: Desk, place: Path, spoil: Callable[[Path], object]) -> None:
    """Each package that was touched is BROKEN to the program, and to the verifier in it unless that was touched."""
    shutil.copytree(sealed / "package", place / "package")
    shutil.copytree(sealed / "keys", place / "keys")
    spoil(place / "package")

    ours = told("verify", place / "package")

    assert (ours.code, ours.out.splitlines()[-1]) == (1, "BROKEN")
    shutil.rmtree(place)


def test_a_flipped_byte_and_a_removed_file_anywhere_is_broken(sealed: Path, told: Desk, tmp_path: Path) -> None:
    for at, name in enumerate(files_of(sealed / "package")):
        spoiled(sealed, told, tmp_path / f"flip{at}", lambda package, name=name: flip(package / name))  # type: ignore[misc]
        spoiled(sealed, told, tmp_path / f"gone{at}", lambda package, name=name: (package / name).unlink())  # type: ignore[misc]


@pytest.mark.parametrize("folder", ["", "data", "data/exhibits", "custody", "custody/exhibits", "seal", "verify"])
def test_a_file_added_anywhere_is_broken(sealed: Path, told: Desk, tmp_path: Path, folder: str) -> None:
    spoiled(sealed, told, tmp_path / "a", lambda package: (package / folder / "added.txt").write_text("x"))
    spoiled(sealed, told, tmp_path / "b", lambda package: (package / folder / "link").symlink_to("/etc/hostname"))


def test_both_manifests_rewritten_are_broken_to_the_shell_too(sealed: Path, told: Desk, tmp_path: Path) -> None:
    shutil.copytree(sealed, tmp_path / "copy", ignore=shutil.ignore_patterns("workspace"))
    package = tmp_path / "copy" / "package"
    victim = next((package / "data" / "exhibits").iterdir())
    flip(victim)
    rewrite = "find data -type f -print0 | sort -z | xargs -0 sha256sum > manifest-sha256.txt"
    tags = "find . -type f ! -path './data/*' ! -path './seal/*' ! -name 'tagmanifest*' -printf '%P\\0' | sort -z"
    subprocess.run(["sh", "-c", f"{rewrite}; {tags} | xargs -0 sha256sum > tagmanifest-sha256.txt"], cwd=package)

    assert verdict(tmp_path / "copy", "--keys", "../keys") == ("BROKEN", 1)
    assert told("verify", package).code == 1


def test_rebuilt_graph_and_rebuilt_index_dump_equal(desk: Desk) -> None:
    dumps = []
    for _ in range(2):
        desk("graph", "rebuild").fine()
        dumps.append(desk("graph", "dump").fine().out)
        desk("index", "rebuild").fine()
        desk("index", "dump", desk.home / "dump").fine()
        dumps.append((desk.home / "dump").read_text("utf-8"))

    assert dumps[0] == dumps[2]
    assert dumps[1] == dumps[3]
    assert "captain" in dumps[0]
    assert (desk.home / "dump").stat().st_mode & 0o777 == 0o600
    desk("graph", "check").fine()


def test_doctor_names_what_is_there_and_what_to_do(told: Desk) -> None:
    done = told("doctor", "--json")

    rows = json.loads(done.out)
    assert {"Python", "openssl", "our packages", "workspace's disk", "isolation of readers"} <= {
        r["what"] for r in rows
    }
    assert all(bool(row["do"]) == (row["state"] == "lacking") for row in rows)
    assert done.code == (1 if any(row["state"] == "lacking" for row in rows) else 0)


def test_a_prepared_file_is_kept_as_strictly_as_the_strictest_of_its_quotes(desk: Desk) -> None:
    (desk.home / "told.txt").write_text("He was heard to give the order.\n", encoding="utf-8")
    added = ("--source", "S-1", "--compartment", "protected", "--json")
    [row] = json.loads(desk("exhibit", "add", desk.home / "told.txt", *added).fine().out)
    number = str(row["number"])
    desk("disclosure", "prepare", "LT-1", "--purpose", "complaint").fine()
    quoted = ("--exhibit", number, "--page", "1", "--quote", "heard to give the order")
    claim = desk("claim", "add", "says", "entities=the captain", "text=x", *quoted, "--by", "S-1", "--basis", "heard")
    desk("casefile", "write", "LT-1", "context", "He gave it.", "--claim", claim.fine().last).fine()
    desk("exhibit", "describe", number, "--title", "Heard", "--language", "en", "--cleared").fine()

    desk("disclosure", "prepare", "LT-1", "--purpose", "complaint").fine()

    with open_session(Settings(workspace=desk.workspace), desk.identity) as session:
        kept = [one for one in session.standing.holdings.derivatives.values() if one.kind == PDF]
    assert [one.compartment for one in kept] == ["case", "protected"]
    assert desk("disclosure", "seal", "LT-1", desk.home / "out" / "package").fine()


def state(desk: Desk) -> list[str]:
    return [str(row["state"]) for row in json.loads(desk("disclosure", "list", "--json").fine().out)]


def test_what_was_said_since_makes_a_prepared_disclosure_stale(desk: Desk) -> None:
    alleged = desk("casefile", "allege", "the captain", "7-1-f", "25-3-b").fine().last
    desk("casefile", "amend", "LT-1", "--allegation", alleged).fine()
    desk("disclosure", "prepare", "LT-1", "--purpose", "complaint").fine()
    [row] = json.loads(desk("disclosure", "list", "--json").fine().out)
    assert row["state"] == "approved"

    quoted = ("--exhibit", "A-000001", "--page", "2", "--quote", "signed by the head", "--by", "S-1", "--basis", "read")
    later = desk("claim", "add", "says", "entities=the captain", "text=he did not sign it", "--denies", *quoted).fine()

    assert state(desk) == ["stale"]
    desk("disclosure", "seal", "LT-1", desk.home / "out" / "package", "--disclosure", str(row["id"])).refused(61)
    assert not (desk.home / "out").exists()
    desk("decide", "withdraw", later.last, "--reason", "x").fine()
    assert state(desk) == ["approved"]


def test_a_recipient_is_one_that_consent_knows(desk: Desk) -> None:
    for words in (("check", "LT-1"), ("prepare", "LT-1", "--purpose", "x")):
        refused = desk("disclosure", *words, "--recipient", "nonsense").refused(10)
        assert "share_national_prosecutor_LT" in refused.err


def test_an_account_that_the_file_does_not_use_is_not_told_of(desk: Desk) -> None:
    (desk.home / "told.txt").write_text("Something else altogether.\n", encoding="utf-8")
    [added] = json.loads(desk("exhibit", "add", desk.home / "told.txt", "--source", "W-9", "--json").fine().out)
    number = str(added["number"])
    desk("account", "consent", "W-9", "use:share_ICC=yes", "--given", "2026", "--manner", "oral").fine()
    desk(
        "account",
        "add",
        "W-9",
        number,
        "--when",
        "2026",
        "--means",
        "writing",
        "--language",
        "be",
        "--interviewer",
        "I-1",
    ).fine()

    checked = desk("disclosure", "check", "LT-1", "--json").out

    assert number not in checked
    desk("disclosure", "prepare", "LT-1", "--purpose", "complaint").fine()
    [row] = json.loads(desk("disclosure", "list", "--json").fine().out)
    assert row["withheld"] == 0

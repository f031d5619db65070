"""Each vector is read, or refused, by the Python readers and by both verifiers."""

from __future__ import annotations

import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from evidence.custody.checkpoint import parse_note
from evidence.custody.entry import line, open_entry, parse_entry
from evidence.custody.proof import check_proof, parse_proof
from evidence.errors import DigestMismatchError, MalformedError, NewerFormatError
from tests.vectors import custody_vectors as vectors

VERIFIERS = Path(__file__).parents[3] / "evidence" / "disclosure" / "verifier"
FOLDER = vectors.HERE


def named(kind: str, suffix: str) -> list[str]:
    return sorted(path.stem for path in (FOLDER / kind).glob(f"bad-*.{suffix}"))


def test_the_files_are_those_that_the_module_describes() -> None:
    kept = {
        f"{kind}/{path.name}": path.read_bytes()
        for kind in ("entry", "checkpoint", "proof")
        for path in (FOLDER / kind).iterdir()
    }
    assert kept == vectors.files()


def test_the_good_entry_is_read_written_back_and_opened() -> None:
    kept = (FOLDER / "entry/good.line").read_bytes()
    entry = parse_entry(kept)

    assert line(entry) == kept
    assert open_entry(entry, (FOLDER / "entry/good.opened").read_text().split()).private["size"] == 9


@pytest.mark.parametrize("name", named("entry", "line"))
def test_a_bad_entry_is_refused(name: str) -> None:
    wanted = NewerFormatError if name == "bad-a-newer-version" else MalformedError
    with pytest.raises(wanted):
        parse_entry((FOLDER / f"entry/{name}.line").read_bytes())


def test_the_good_checkpoint_is_read() -> None:
    note = (FOLDER / "checkpoint/good.note").read_bytes()
    public = bytes.fromhex((FOLDER / "checkpoint/log.key").read_text())

    assert parse_note(note, origin=vectors.ORIGIN, public_key=public) == vectors.CHECKPOINT


@pytest.mark.parametrize("name", named("checkpoint", "note"))
def test_a_bad_checkpoint_is_refused(name: str) -> None:
    another_signature = name.startswith(("bad-signature-of-another-key", "bad-signature-of-another-text"))
    with pytest.raises(DigestMismatchError if another_signature else MalformedError):
        parse_note((FOLDER / f"checkpoint/{name}.note").read_bytes(), origin=vectors.ORIGIN, public_key=vectors.PUBLIC)


def test_the_good_proof_holds() -> None:
    proof = parse_proof((FOLDER / "proof/good.proof").read_bytes())

    checkpoint = check_proof(proof, leaf=vectors.LINE, origin=vectors.ORIGIN, public_key=vectors.PUBLIC)

    assert checkpoint == vectors.CHECKPOINT


@pytest.mark.parametrize("name", named("proof", "proof"))
def test_a_bad_proof_is_refused(name: str) -> None:
    content = (FOLDER / f"proof/{name}.proof").read_bytes()
    with pytest.raises(DigestMismatchError if name.startswith("bad-path-") else MalformedError):
        check_proof(parse_proof(content), leaf=vectors.LINE, origin=vectors.ORIGIN, public_key=vectors.PUBLIC)


# ---- the verifiers, who read the same files ------------------------------------------------------------------------
PROGRAMS = {"verify.sh": ("dash",), "verify.py": (sys.executable, "-I")}


def lines_of(program: str, package: Path) -> list[str]:
    command = [*PROGRAMS[program], str(VERIFIERS / program), "--package", str(package), "--all"]
    return subprocess.run(command, capture_output=True, text=True, timeout=50).stdout.splitlines()


def package_of(folder: Path, items: dict[str, tuple[bytes, bytes]]) -> Path:
    """Only custody/: what is not there is BROKEN too, on other lines."""
    exhibits = folder / "custody" / "exhibits"
    exhibits.mkdir(parents=True)
    shutil.copy(FOLDER / "checkpoint/good.note", folder / "custody/checkpoint")
    for number, (entry, proof) in items.items():
        (exhibits / f"{number}.entry").write_bytes(entry)
        (exhibits / f"{number}.proof").write_bytes(proof)
        shutil.copy(FOLDER / "entry/good.opened", exhibits / f"{number}.opened")
    return folder


@pytest.mark.parametrize("program", PROGRAMS)
def test_a_verifier_takes_the_good_ones(program: str, tmp_path: Path) -> None:
    package = package_of(tmp_path, {"A-000123": (vectors.LINE + b"\n", vectors.PROOF)})

    lines = lines_of(program, package)

    assert "INTACT        C1 a checkpoint of 7 entries" in lines
    assert "INTACT        E1 1 exhibits: received, opened and proven under this checkpoint" in lines


@pytest.mark.parametrize("program", PROGRAMS)
@pytest.mark.parametrize("start", range(0, 40, 10))
def test_a_verifier_refuses_every_bad_entry(program: str, start: int, tmp_path: Path) -> None:
    # To a verifier an impossible day is a matter of the program that wrote it: it reads no calendar.
    names = [name for name in vectors.bad_entries() if name != "time-on-no-day"][start : start + 10]
    bad = vectors.bad_entries()
    items = {f"A-1000{place:02d}": (bad[name] + b"\n", vectors.PROOF) for place, name in enumerate(names)}

    lines = lines_of(program, package_of(tmp_path, items))

    about_type = {"no-such-type", "received-without-number", "received-without-object", "recorded-with-number"}
    for place, name in enumerate(names):
        wrong = "of another type, number or log" if name in about_type else "not in its one spelling"
        assert f"BROKEN        E1 custody/exhibits/A-1000{place:02d}: its entry is {wrong}" in lines, name


@pytest.mark.parametrize("program", PROGRAMS)
@pytest.mark.parametrize("name", vectors.bad_proofs())
def test_a_verifier_refuses_every_bad_proof(program: str, name: str, tmp_path: Path) -> None:
    package = package_of(tmp_path, {"A-000123": (vectors.LINE + b"\n", vectors.bad_proofs()[name])})

    [found] = [text for text in lines_of(program, package) if text[14:16] == "E1"]

    assert found.startswith("BROKEN        E1 custody/exhibits/A-000123: its p"), found


@pytest.mark.parametrize("program", PROGRAMS)
@pytest.mark.parametrize("name", [name for name in vectors.bad_checkpoints() if not name.startswith("signature-of")])
def test_a_verifier_refuses_every_misspelled_checkpoint(program: str, name: str, tmp_path: Path) -> None:
    package = package_of(tmp_path, {})
    (package / "custody/checkpoint").write_bytes(vectors.bad_checkpoints()[name])

    assert "BROKEN        C1 custody/checkpoint is not a checkpoint in its one spelling" in lines_of(program, package)

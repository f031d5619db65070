"""What somebody who can rewrite lists, or even seal, would do; and other keys."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from evidence.custody.checkpoint import Checkpoint, sign_note
from evidence.custody.commitments import disclose
from evidence.digest import sha256_of
from tests.security.package_maker import ORIGIN, openssl
from tests.security.verifier_bench import BROKEN, INDETERMINATE, INTACT, Case, both, make_case, replace


def edited_exhibit(case: Case) -> None:
    (case.root / "data/exhibits/A-000001.txt").write_bytes(b"another exhibit\n")


def edited_with_both_lists(case: Case) -> None:
    edited_exhibit(case)
    case.maker.write_payload_list()
    case.maker.write_tag_list()


def edited_with_lists_and_seal(case: Case) -> None:
    edited_exhibit(case)
    case.maker.reseal()


def edited_pdf(case: Case) -> None:
    (case.root / "case-file.pdf").write_bytes(b"%PDF-1.7 another\n")
    case.maker.reseal()


def removed_exhibit_and_line(case: Case) -> None:
    for path in [*case.root.glob("data/exhibits/A-000003.*"), *case.root.glob("custody/exhibits/A-000003.*")]:
        path.unlink()
    case.maker.reseal()


def swapped(suffixes: tuple[str, ...]) -> Callable[[Case], None]:
    def change(case: Case) -> None:
        for suffix in suffixes:
            one, other = (case.root / f"custody/exhibits/A-00000{number}.{suffix}" for number in (1, 2))
            held = one.read_bytes()
            one.write_bytes(other.read_bytes())
            other.write_bytes(held)
        case.maker.reseal()

    return change


def false_opening(case: Case) -> None:
    target = case.root / "custody/exhibits/A-000001.opened"
    lines = target.read_text().splitlines()
    lines[-1] = disclose("size", 19, b"x" * 16)
    target.write_text("\n".join(lines) + "\n")
    case.maker.reseal()


def false_disclosure(case: Case) -> None:
    """A changed exhibit, new lists, and an opening of the disclosed entry that fits them."""
    edited_exhibit(case)
    case.maker.write_payload_list()
    manifest = sha256_of((case.root / "manifest-sha256.txt").read_bytes())
    target = case.root / "custody/disclosed.opened"
    lines = target.read_text().splitlines()
    lines[1] = disclose("manifest_sha256", manifest, b"x" * 16)
    target.write_text("\n".join(lines) + "\n")
    case.maker.reseal()


def unopened(case: Case) -> None:
    target = case.root / "custody/disclosed.opened"
    target.write_text(target.read_text().splitlines()[0] + "\n")
    case.maker.reseal()


def opened_twice(case: Case) -> None:
    target = case.root / "custody/disclosed.opened"
    target.write_text(target.read_text() + target.read_text().splitlines()[0] + "\n")
    case.maker.reseal()


def wrong_checkpoint(case: Case) -> None:
    """Signed by the true log, for a tree that never was."""
    note = case.maker.note(Checkpoint(origin=ORIGIN, size=8, root=b"r" * 32))
    old = (case.root / "custody/checkpoint").read_bytes()
    for path in case.root.glob("custody/**/*.proof"):
        path.write_bytes(path.read_bytes().replace(old, note))
    (case.root / "custody/checkpoint").write_bytes(note)
    case.maker.authorities.stamp(case.root / "custody/checkpoint", case.root / "custody/checkpoint.tsr")
    case.maker.reseal()


def proof_under_another_checkpoint(case: Case) -> None:
    note = case.maker.note(Checkpoint(origin=ORIGIN, size=8, root=b"r" * 32))
    target = case.root / "custody/disclosed.proof"
    target.write_bytes(target.read_bytes().replace((case.root / "custody/checkpoint").read_bytes(), note))
    case.maker.reseal()


def path_with_a_wrong_step(case: Case) -> None:
    target = case.root / "custody/exhibits/A-000003.proof"
    lines = target.read_bytes().split(b"\n")
    lines[2] = b"A" * 43 + b"="
    target.write_bytes(b"\n".join(lines))
    case.maker.reseal()


def path_without_a_step(case: Case) -> None:
    target = case.root / "custody/disclosed.proof"
    lines = target.read_bytes().split(b"\n")
    del lines[2]
    target.write_bytes(b"\n".join(lines))
    case.maker.reseal()


def wrong_index(case: Case) -> None:
    replace(case, "custody/disclosed.proof", b"index 6\n", b"index 5\n")
    case.maker.reseal()


def stamp_of_another_checkpoint(case: Case) -> None:
    """A replayed token: true, and over other bytes."""
    other = case.root.parent / "other"
    other.write_bytes(b"another checkpoint\n")
    case.maker.authorities.stamp(other, case.root / "custody/checkpoint.tsr")
    case.maker.reseal()


def checkpoint_after_the_stamp(case: Case) -> None:
    """A cosignature appended to the stamped note."""
    for path in [case.root / "custody/checkpoint", *case.root.glob("custody/**/*.proof")]:
        path.write_bytes(path.read_bytes() + f"— witness {'A' * 91}=\n".encode())
    case.maker.reseal()


def two_promises(case: Case) -> None:
    (case.root / "custody/checkpoint.tsr").unlink()
    with (case.root / "bag-info.txt").open("a") as opened:
        opened.write("Sviedka-Stamp: none\n")
    case.maker.reseal()


def exhibit_without_receipt(case: Case) -> None:
    (case.root / "data/exhibits/A-000099.txt").write_bytes(b"never received\n")
    case.maker.reseal()


def altered_verifier(case: Case) -> None:
    for name in ("verify.sh", "verify.py"):
        (case.root / "verify" / name).write_text("print('INTACT')\n")
    case.maker.write_tag_list()


def damaged_stamp(case: Case) -> None:
    target = case.root / "custody/checkpoint.tsr"
    content = bytearray(target.read_bytes())
    content[-5] ^= 1
    target.write_bytes(content)
    case.maker.reseal()


INSIDE: dict[str, tuple[Callable[[Case], None], set[str]]] = {
    "edit an exhibit": (edited_exhibit, {"F4", "E2"}),
    "edit it and rewrite both lists": (edited_with_both_lists, {"S1", "S2", "D3", "E2"}),
    "edit it, rewrite both lists and seal": (edited_with_lists_and_seal, {"D3", "E2"}),
    "edit the PDF and seal": (edited_pdf, {"D3"}),
    "remove exhibit and line": (removed_exhibit_and_line, {"D3"}),
    "swap two entries": (swapped(("entry",)), {"E1"}),
    "swap two entries with openings": (swapped(("entry", "opened")), {"E1"}),
    "swap two entries with openings and proofs": (swapped(("entry", "opened", "proof")), {"E1"}),
    "swap two proofs": (swapped(("proof",)), {"E1"}),
    "swap two openings": (swapped(("opened",)), {"E1"}),
    "a false opening": (false_opening, {"E1"}),
    "a false opening of the disclosure": (false_disclosure, {"D1"}),
    "an opening left out": (unopened, {"D1"}),
    "an opening given twice": (opened_twice, {"D1"}),
    "a checkpoint of another tree": (wrong_checkpoint, {"D2", "E1"}),
    "a proof under another checkpoint": (proof_under_another_checkpoint, {"D2"}),
    "a wrong step": (path_with_a_wrong_step, {"E1"}),
    "a step left out": (path_without_a_step, {"D2"}),
    "a wrong index": (wrong_index, {"D2"}),
    "a replayed time stamp": (stamp_of_another_checkpoint, {"T2"}),
    "a damaged time stamp": (damaged_stamp, {"T2"}),
    "a line added under the stamp": (checkpoint_after_the_stamp, {"C1"}),
    "a stamp promised and unpromised": (two_promises, {"F2"}),
    "an exhibit without receipt": (exhibit_without_receipt, {"E2"}),
    "an altered verifier": (altered_verifier, {"S1"}),
}


@pytest.mark.parametrize("attack", INSIDE)
def test_the_attack_is_broken_at_the_check_that_is_for_it(case: Case, attack: str) -> None:
    change, codes = INSIDE[attack]
    change(case)

    answer = both(case.root, case.keys)

    assert answer.code == BROKEN, answer.lines
    for code in codes:
        assert "BROKEN" in answer.judged(code), answer.lines


@pytest.fixture(scope="module")
def foreign(tmp_path_factory: pytest.TempPathFactory) -> Case:
    """Everything made again by somebody else, under the same names."""
    return make_case(tmp_path_factory.mktemp("foreign"), seed=b"b")


def test_whoever_rewrites_everything_under_new_keys_is_told_by_the_keys(foreign: Case, true_case: Case) -> None:
    answer = both(foreign.root, true_case.keys)

    assert answer.code == BROKEN
    assert answer.lines[-3] == "internal consistency: INTACT"
    assert {code for code in ("S2", "C2", "T3") if answer.judged(code) == {"BROKEN"}} == {"S2", "C2", "T3"}


def test_a_foreign_seal_is_broken(case: Case, foreign: Case) -> None:
    foreign.maker.authorities.seal(case.root)

    answer = both(case.root, case.keys)

    assert (answer.code, answer.judged("S2")) == (BROKEN, {"BROKEN"})


def test_a_foreign_key_under_the_true_key_id_is_broken(case: Case, foreign: Case) -> None:
    old = (case.root / "custody/checkpoint").read_bytes()
    authorities = foreign.maker.authorities
    checkpoint = Checkpoint(origin=ORIGIN, size=8, root=b"r" * 32)
    note = sign_note(checkpoint, public_key=authorities.public, sign=authorities.log.sign)
    true_id = old.decode().split()[-1][:5]
    note = note.replace(note.split()[-1][:5], true_id.encode())
    (case.root / "custody/checkpoint").write_bytes(note)
    case.maker.reseal()

    assert "BROKEN" in both(case.root, case.keys).judged("C2")


def test_a_log_of_another_name_is_broken(case: Case, tmp_path: Path) -> None:
    shutil.copytree(case.keys, tmp_path / "keys")
    (tmp_path / "keys/origin").write_text("wsp-0123456789abcdef/d-03\n")

    assert both(case.root, tmp_path / "keys").judged("C2") == {"BROKEN"}


def test_a_seal_with_rsa_is_intact(case: Case, tmp_path: Path) -> None:
    at = case.maker.authorities.folder
    openssl("req", "-x509", "-config", at / "cnf", "-newkey", "rsa:2048", "-nodes", "-keyout", tmp_path / "rsa.key",
            "-out", tmp_path / "rsa.pem", "-days", 30, "-extensions", "ca")  # fmt: skip
    case.maker.authorities.seal_with(case.root, tmp_path / "rsa.pem", tmp_path / "rsa.key")
    shutil.copytree(case.keys, tmp_path / "keys")
    for name in ("seal-ca.pem", "seal.pem"):
        shutil.copy(tmp_path / "rsa.pem", tmp_path / "keys" / name)

    assert both(case.root, tmp_path / "keys").code == INTACT


def test_a_seal_whose_certificate_has_run_out_is_indeterminate(case: Case, tmp_path: Path) -> None:
    at = case.maker.authorities.folder
    openssl("x509", "-req", "-in", at / "seal.csr", "-CA", at / "seal-ca.pem", "-CAkey", at / "seal-ca.key",
            "-out", tmp_path / "old.pem", "-days", -1, "-extfile", at / "cnf", "-extensions", "seal")  # fmt: skip
    case.maker.authorities.seal_with(case.root, tmp_path / "old.pem", at / "seal.key")
    shutil.copytree(case.keys, tmp_path / "keys")
    shutil.copy(tmp_path / "old.pem", tmp_path / "keys/seal.pem")

    answer = both(case.root, tmp_path / "keys")

    assert (answer.code, answer.judged("S2")) == (INDETERMINATE, {"INDETERMINATE"})

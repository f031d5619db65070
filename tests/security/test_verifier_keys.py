"""The folder of keys: what is wrong with it is never the package's fault, and another certificate is no seal."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.security.package_maker import openssl
from tests.security.verifier_bench import BROKEN, INDETERMINATE, INTACT, Case, both, unprivileged

GARBAGE = b"-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----\n"


@pytest.fixture
def keys(true_case: Case, tmp_path: Path) -> Path:
    """A copy that a test may spoil."""
    shutil.copytree(true_case.keys, tmp_path / "keys")
    return tmp_path / "keys"


def der(file: Path) -> None:
    openssl("x509", "-in", file, "-outform", "DER", "-out", file)


def garbage_first(file: Path) -> None:
    file.write_bytes(GARBAGE + file.read_bytes())


def garbage_last(file: Path) -> None:
    file.write_bytes(file.read_bytes() + GARBAGE)


def crlf(file: Path) -> None:
    file.write_bytes(file.read_bytes().replace(b"\n", b"\r\n"))


def empty(file: Path) -> None:
    file.write_bytes(b"")


def locked(file: Path) -> None:
    file.chmod(0)


def twice(file: Path) -> None:
    file.write_bytes(file.read_bytes() * 2)


def words(file: Path) -> None:
    file.write_bytes(b"to be sent by post\n")


def binary(file: Path) -> None:
    file.write_bytes(bytes(range(256)))


DAMAGES = (der, garbage_first, garbage_last, crlf, empty, locked, twice, words, binary)
CHECKS = {"seal-ca.pem": "S2", "tsa-ca.pem": "T3", "seal.pem": "S3", "log.pem": "C2", "origin": "C2"}


@pytest.mark.parametrize("damage", DAMAGES)
@pytest.mark.parametrize("name", CHECKS)
def test_a_damaged_key_is_taken_or_left_open_and_never_broken(
    true_case: Case, keys: Path, name: str, damage: Callable[[Path], None]
) -> None:
    if damage is der and name in ("log.pem", "origin"):
        if name == "origin":
            (keys / name).write_text("\ufeffwsp-0123456789abcdef/d-02\n")
        else:
            openssl("pkey", "-pubin", "-in", keys / name, "-outform", "DER", "-out", keys / "der")
            (keys / "der").replace(keys / name)
    else:
        damage(keys / name)

    answer = both(true_case.root, keys, every=False, before=unprivileged())

    assert answer.code in (INTACT, INDETERMINATE), answer.lines
    if damage in (empty, locked, words, binary):
        assert {line[14:16] for line in answer.lines[:-3] if line.startswith("INDETERMINATE")} == {CHECKS[name]}
    if damage is crlf:
        assert answer.code == INTACT, answer.lines


def test_a_folder_of_keys_that_cannot_be_opened_is_said(true_case: Case, keys: Path) -> None:
    keys.chmod(0o600)

    answer = both(true_case.root, keys, every=False, before=unprivileged())

    assert (answer.code, answer.judged("F0")) == (INDETERMINATE, {"INDETERMINATE"})


def test_intermediates_beside_the_root_are_taken(true_case: Case, keys: Path) -> None:
    other = (keys / "tsa-ca.pem").read_bytes()
    (keys / "seal-ca.pem").write_bytes(other + b"words between\n" + (keys / "seal-ca.pem").read_bytes())

    assert both(true_case.root, keys, every=False).judged("S2") == {"INTACT"}


# ---- the certificate of the seal -----------------------------------------------------------------------------------
def another_of_the_same_authority(case: Case, folder: Path, extensions: str) -> None:
    at = case.maker.authorities.folder
    openssl("req", "-new", "-config", at / "cnf", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256", "-nodes",
            "-keyout", folder / "key", "-out", folder / "csr", "-subj", "/CN=somebody else")  # fmt: skip
    (folder / "ext").write_text(extensions)
    openssl("x509", "-req", "-in", folder / "csr", "-CA", at / "seal-ca.pem", "-CAkey", at / "seal-ca.key",
            "-out", folder / "other.pem", "-days", 30, "-extfile", folder / "ext")  # fmt: skip
    case.maker.authorities.seal_with(case.root, folder / "other.pem", folder / "key")


def test_another_certificate_of_the_same_authority_is_no_seal(case: Case, tmp_path: Path) -> None:
    another_of_the_same_authority(case, tmp_path, "basicConstraints=CA:FALSE\n")

    answer = both(case.root, case.keys, every=False)

    assert (answer.code, answer.judged("S2"), answer.judged("S3")) == (BROKEN, {"INTACT"}, {"BROKEN"})
    assert answer.lines[-3] == "internal consistency: INTACT"


def test_without_the_sealing_certificate_only_its_authority_is_checked_and_that_is_said(
    case: Case, keys: Path, tmp_path: Path
) -> None:
    (keys / "seal.pem").unlink()
    assert both(case.root, keys, every=False).judged("S3") == {"NOTE"}

    another_of_the_same_authority(case, tmp_path, "basicConstraints=CA:FALSE\n")

    assert both(case.root, keys, every=False).code == INTACT


@pytest.mark.parametrize("usage", ["timeStamping", "OCSPSigning", "critical, timeStamping", "clientAuth, timeStamping"])
def test_a_certificate_for_time_stamps_or_ocsp_is_no_seal(case: Case, keys: Path, tmp_path: Path, usage: str) -> None:
    another_of_the_same_authority(case, tmp_path, f"basicConstraints=CA:FALSE\nextendedKeyUsage={usage}\n")
    (keys / "seal.pem").unlink()

    answer = both(case.root, keys, every=False)

    assert (answer.code, answer.judged("S1")) == (BROKEN, {"BROKEN"})


@pytest.mark.parametrize("usage", ["emailProtection", "clientAuth", "1.3.6.1.5.5.7.3.36"])
def test_a_certificate_for_anything_else_may_seal(case: Case, keys: Path, tmp_path: Path, usage: str) -> None:
    another_of_the_same_authority(case, tmp_path, f"basicConstraints=CA:FALSE\nextendedKeyUsage={usage}\n")
    shutil.copy(tmp_path / "other.pem", keys / "seal.pem")

    assert both(case.root, keys, every=False).code == INTACT

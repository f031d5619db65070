"""The seal by stock openssl: any verifier takes it, and whatever is wrong is said at once."""

from __future__ import annotations

import shutil
import subprocess
from dataclasses import replace
from pathlib import Path

import pytest

from evidence.errors import MissingToolError, NotConfiguredError, SealError
from tests.security.package_maker import Authorities, is_lower, openssl
from tests.support.package_parts import Parts


def test_a_seal_is_a_detached_signature_that_stock_openssl_verifies(given: Parts, tmp_path: Path) -> None:
    content = tmp_path / "content"
    content.write_bytes(b"any\r\nbytes\x00")
    (tmp_path / "seal").write_bytes(given.sealer.seal(content.read_bytes()))
    check = ("cms", "-verify", "-binary", "-inform", "DER", "-in", tmp_path / "seal", "-content", content,
             "-CAfile", given.sealer.issuer, "-purpose", "any", "-out", "/dev/null")  # fmt: skip

    openssl(*check)
    content.write_bytes(b"any\nbytes\x00")
    with pytest.raises(subprocess.CalledProcessError):
        openssl(*check)


def test_every_seal_is_der_with_the_lower_number_and_signs_its_certificate(given: Parts, tmp_path: Path) -> None:
    for _ in range(8):
        made = given.sealer.seal(b"x")
        (tmp_path / "seal").write_bytes(made)
        openssl("cms", "-cmsout", "-inform", "DER", "-in", tmp_path / "seal", "-outform", "DER", "-out", tmp_path / "x")
        assert (tmp_path / "x").read_bytes() == made
        assert is_lower(made)
        assert bytes.fromhex("060b2a864886f70d010910022f") in made


def test_a_certificate_that_is_none_or_for_time_stamps_makes_no_seal(
    given: Parts, authorities: Authorities, tmp_path: Path
) -> None:
    (tmp_path / "none.pem").write_bytes(b"none")
    at = authorities.folder
    for certificate, key in ((at / "stamp.pem", at / "stamp.key"), (tmp_path / "none.pem", at / "seal.key")):
        with pytest.raises(SealError):
            replace(given.sealer, certificate=certificate, key=key).seal(b"x")


def test_a_key_under_a_passphrase_fails_at_once_and_asks_nobody(
    given: Parts, authorities: Authorities, tmp_path: Path
) -> None:
    locked = tmp_path / "locked.key"
    openssl("pkey", "-in", authorities.folder / "seal.key", "-aes256", "-passout", "pass:secret", "-out", locked)

    with pytest.raises(SealError) as caught:
        replace(given.sealer, key=locked).seal(b"x")
    assert str(tmp_path) not in str(caught.value)


def test_what_is_not_configured_or_not_installed_says_so(
    given: Parts, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with pytest.raises(NotConfiguredError):
        replace(given.sealer, certificate=tmp_path / "none.pem")
    monkeypatch.setattr(shutil, "which", lambda _: None)
    with pytest.raises(MissingToolError):
        given.sealer.seal(b"x")


def test_a_tool_that_never_answers_is_our_own_error(given: Parts, monkeypatch: pytest.MonkeyPatch) -> None:
    def hangs(*_: object, **given_to_it: object) -> None:
        raise subprocess.TimeoutExpired(cmd="openssl", timeout=1)

    monkeypatch.setattr(subprocess, "run", hangs)
    with pytest.raises(SealError):
        given.sealer.seal(b"x")

"""The seal by stock openssl: any verifier takes it, and whatever is wrong is said at once."""

from __future__ import annotations

import shutil
import subprocess
from dataclasses import replace
from pathlib import Path

import pytest

from evidence.errors import MissingToolError, NotConfiguredError, SealError
from tests.security.package_maker import Authorities, openssl
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

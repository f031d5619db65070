"""A machine that stalls: the right passphrase is never called wrong, and no key file is sealed cheaply."""

from __future__ import annotations

import re
from pathlib import Path
from types import SimpleNamespace

import pyrage  # type: ignore[import-untyped]  # it carries no types
import pytest

from evidence.adapters import identity_age
from evidence.adapters.identity_age import new_identity, read_identity, write_identity
from evidence.errors import BusyError, WrongPassphraseError

PASSPHRASE = "invented people only"


class Stalling:
    """age, taking an honest file for one that is made to keep the machine busy, some times over."""

    def __init__(self, stalls: int) -> None:
        self.stalls = stalls

    def decrypt(self, sealed: bytes, passphrase: str) -> bytes:
        self.stalls -= 1
        if self.stalls >= 0:
            raise pyrage.DecryptError("Excessive work parameter for passphrase.\nDecryption would take a while.")
        return bytes(pyrage.passphrase.decrypt(sealed, passphrase))


def stall(monkeypatch: pytest.MonkeyPatch, passphrase: object) -> None:
    seen = SimpleNamespace(passphrase=passphrase, DecryptError=pyrage.DecryptError)
    monkeypatch.setattr(identity_age, "pyrage", seen)
    monkeypatch.setattr(identity_age, "_PAUSE_SECONDS", 0)


def test_a_stall_is_waited_out(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    identity = new_identity()
    write_identity(tmp_path / "me.age", identity, PASSPHRASE)
    stall(monkeypatch, Stalling(3))

    assert read_identity(tmp_path / "me.age", PASSPHRASE).person == identity.person


def test_one_that_does_not_end_is_no_wrong_passphrase(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    write_identity(tmp_path / "me.age", new_identity(), PASSPHRASE)
    stall(monkeypatch, Stalling(10**9))

    with pytest.raises(BusyError):
        read_identity(tmp_path / "me.age", PASSPHRASE)


def test_a_wrong_passphrase_is_told_at_once(tmp_path: Path) -> None:
    write_identity(tmp_path / "me.age", new_identity(), PASSPHRASE)

    with pytest.raises(WrongPassphraseError):
        read_identity(tmp_path / "me.age", "another")


def test_of_several_sealings_the_dearest_is_kept(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    works = iter((12, 15, 13, 14, 16))

    def encrypt(content: bytes, passphrase: str) -> bytes:
        sealed = bytes(pyrage.passphrase.encrypt(content, passphrase))
        return re.sub(rb"(-> scrypt \S+) \d+", rb"\1 %d" % next(works), sealed)

    stall(monkeypatch, SimpleNamespace(encrypt=encrypt))

    write_identity(tmp_path / "me.age", new_identity(), PASSPHRASE)

    assert re.search(rb"-> scrypt \S+ 15\n", (tmp_path / "me.age").read_bytes())

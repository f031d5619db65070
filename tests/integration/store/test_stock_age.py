"""Stock `age` follows the chain person -> compartment -> object, with the passphrase typed at a terminal."""

from __future__ import annotations

import os
import pty
import select
import subprocess
import time
from pathlib import Path

import pytest

from evidence.adapters.identity_age import (
    new_identity,
    new_root,
    read_identity,
    read_root,
    write_identity,
    write_root,
)
from evidence.adapters.workspace_folder import create_workspace
from evidence.custody.policy_file import signed_bytes
from evidence.errors import MalformedError, NotHeldError, StorageError, WrongPassphraseError

PASSPHRASE = "seven quiet herons"


def _typed(arguments: list[str], passphrase: str) -> bytes:
    """Run a program at a terminal of its own, type the passphrase when it asks, and give its standard output."""
    reading, writing = os.pipe()
    pid, terminal = pty.fork()
    if pid == 0:
        os.dup2(writing, 1)
        os.execvp(arguments[0], arguments)  # noqa: S606 - no shell is wanted
    os.close(writing)
    shown, output, typed, end = b"", b"", False, time.monotonic() + 60
    while time.monotonic() < end:
        ready, _, _ = select.select([terminal, reading], [], [], 1)
        if terminal in ready:
            try:
                shown += os.read(terminal, 4096)
            except OSError:
                ready.remove(terminal)
        if b"passphrase" in shown and not typed:
            os.write(terminal, passphrase.encode() + b"\n")
            typed = True
        if reading in ready:
            piece = os.read(reading, 65536)
            if not piece:
                break
            output += piece
    os.close(reading)
    _, status = os.waitpid(pid, 0)
    os.close(terminal)
    assert os.waitstatus_to_exitcode(status) == 0, shown
    assert typed
    return output


def _opened(identity: bytes, sealed: Path, folder: Path) -> bytes:
    key = folder / "key.txt"
    key.write_bytes(identity)
    return subprocess.run(["age", "-d", "-i", str(key), str(sealed)], check=True, capture_output=True).stdout


def test_stock_age_opens_any_object_from_the_identity_file(tmp_path: Path) -> None:
    identity = new_identity()
    path = tmp_path / "me.age"
    write_identity(path, identity, PASSPHRASE)
    workspace, _ = create_workspace(tmp_path / "ws", identity, new_root())
    stored = workspace.put([b"the whole page\n"], "protected")
    person_key = tmp_path / f"ws/keys/protected/1/{identity.person}.age"
    object_key = tmp_path / f"ws/keys/protected/1/{stored.object[:2]}/{stored.object}.age"
    sealed = tmp_path / f"ws/objects/{stored.object[:2]}/{stored.object}.age"

    compartment = _typed(["age", "-d", "-i", str(path), str(person_key)], PASSPHRASE)

    assert compartment.startswith(b"AGE-SECRET-KEY-1")
    assert _opened(_opened(compartment, object_key, tmp_path), sealed, tmp_path) == b"the whole page\n"
    lines = _typed(["age", "-d", str(path)], PASSPHRASE).decode().splitlines()
    assert [line.split(" ")[0] for line in lines] == ["#", identity.secret.reveal("to compare with what age shows")]


def test_an_identity_file_opens_with_its_passphrase_alone(tmp_path: Path) -> None:
    identity, path = new_identity(), tmp_path / "me.age"
    write_identity(path, identity, PASSPHRASE)

    opened = read_identity(path, PASSPHRASE)
    assert (opened.person, opened.recipient) == (identity.person, identity.recipient)
    assert path.stat().st_mode & 0o777 == 0o600
    with pytest.raises(WrongPassphraseError):
        read_identity(path, PASSPHRASE + "s")
    with pytest.raises(StorageError):
        write_identity(path, new_identity(), PASSPHRASE)
    with pytest.raises(MalformedError):
        read_root(path, PASSPHRASE)
    with pytest.raises(NotHeldError):
        read_identity(tmp_path / "absent.age", PASSPHRASE)


def test_stock_openssl_verifies_the_policy_with_the_root_that_the_root_file_holds(tmp_path: Path) -> None:
    root, path = new_root(), tmp_path / "root.age"
    write_root(path, root, PASSPHRASE)
    workspace, _ = create_workspace(tmp_path / "ws", new_identity(), root)
    (tmp_path / "key.pem").write_bytes(_typed(["age", "-d", str(path)], PASSPHRASE))
    (tmp_path / "signed").write_bytes(signed_bytes(workspace.policy))
    encoded = (tmp_path / "ws/policy/0001.sig").read_bytes()
    signature = subprocess.run(["openssl", "base64", "-d", "-A"], input=encoded.strip(), capture_output=True).stdout
    (tmp_path / "signature").write_bytes(signature)

    verify = ["openssl", "pkeyutl", "-verify", "-rawin", "-inkey", "key.pem", "-in", "signed", "-sigfile", "signature"]
    assert subprocess.run(verify, cwd=tmp_path, capture_output=True).returncode == 0
    (tmp_path / "signed").write_bytes(signed_bytes(workspace.policy) + b" ")
    assert subprocess.run(verify, cwd=tmp_path, capture_output=True).returncode != 0

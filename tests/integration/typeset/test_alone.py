"""The process that sets the pages has no network, writes no file, and sets the same pages where it may not leave."""

from __future__ import annotations

import ctypes
import json
import logging
import socket
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from evidence.adapters import typst_child
from evidence.adapters.typesetter_typst import TypstTypesetter
from tests.support.sample_document import sample

# A Typst that tries to do what a hostile one would; its `PDF` says how far it came. No module of ours is in there.
_TRY = """
import runpy, socket, sys, types

def reach(port):
    try:
        socket.create_connection(("127.0.0.1", port), 5).close()
    except OSError:
        return "refused"
    return "reached"

def write(path):
    try:
        with open(path, "wb") as file:
            file.write(b"testimony")
    except OSError:
        return "refused"
    return "written"

class Compiler:
    def __init__(self, *values, **named):
        pass

    def compile(self, **named):
        return f"%PDF- {reach(PORT)} {write(FILE)}".encode()

class Refusing:
    def unshare(self, flags):
        return -1

    def prctl(self, *values):
        return -1

if REFUSE:
    import ctypes
    ctypes.CDLL = lambda *values, **named: Refusing()
assert reach(PORT) == "reached"
sys.modules["typst"] = types.SimpleNamespace(Compiler=Compiler, TypstError=RuntimeError)
runpy.run_path(CHILD, run_name="__main__")
"""
_ORDER = {"memory": 6 << 30, "template": "/nonexistent", "document": "{}", "standards": [], "time": 0}


def _may_leave() -> bool:
    """Whether this machine lets a process leave the network; asked in a process of its own."""
    ask = "import ctypes; c = ctypes.CDLL(None); print(c.unshare(0x40000000) == 0 or c.unshare(0x50000000) == 0)"
    done = subprocess.run([sys.executable, "-I", "-c", ask], capture_output=True, check=False)
    return done.stdout.strip() == b"True"


@pytest.fixture
def port() -> Iterator[int]:
    with socket.create_server(("127.0.0.1", 0)) as listening:
        yield int(listening.getsockname()[1])


def _tried(port: int, file: Path, *, refuse: bool) -> subprocess.CompletedProcess[bytes]:
    values = f"PORT = {port}\nFILE = {str(file)!r}\nREFUSE = {refuse}\nCHILD = {typst_child.__file__!r}\n"
    command = [sys.executable, "-I", "-c", values + _TRY]
    return subprocess.run(command, input=json.dumps(_ORDER).encode(), capture_output=True, check=False)


@pytest.mark.skipif(not _may_leave(), reason="this machine lets no process leave the network")
def test_no_socket_to_this_machine_can_be_opened_and_no_file_written(port: int, tmp_path: Path) -> None:
    done = _tried(port, tmp_path / "leak", refuse=False)

    assert (done.returncode, done.stdout) == (0, b"%PDF- refused refused")
    assert done.stderr.split() == [b"nonet", b"nonewprivs"]


def test_where_the_kernel_refuses_the_pages_are_set_all_the_same_and_nothing_is_claimed(
    port: int, tmp_path: Path
) -> None:
    done = _tried(port, tmp_path / "leak", refuse=True)

    assert (done.returncode, done.stdout, done.stderr) == (0, b"%PDF- reached refused", b"")


@pytest.mark.skipif(not hasattr(ctypes.CDLL(None), "unshare"), reason="no Linux")
def test_what_the_process_left_is_logged_in_names_alone(caplog: pytest.LogCaptureFixture) -> None:
    with caplog.at_level(logging.INFO, logger="evidence.adapters.typesetter_typst"):
        TypstTypesetter().typeset(sample())

    [record] = caplog.records
    assert record.getMessage().startswith("set the pages; the process had left: ")
    assert set(record.getMessage().partition(": ")[2].split()) <= {"nonet", "nonewprivs", "nothing"}
    assert ("nonet" in record.getMessage()) == _may_leave()

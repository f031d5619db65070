"""A reader in the hands of its document: what the document says is what the process tries to do. Run in the child."""

from __future__ import annotations

import ctypes
import os
import signal
import socket
import time
from collections.abc import Callable, Iterator
from pathlib import Path

from evidence import canonical
from evidence.canonical import Json
from ingest.read.request import Content
from ingest.sandbox import zygote
from ingest.sandbox.wire import PAGE, VALUE, Frame, Job


def main(control: int) -> None:
    zygote.main(control, perform)


def perform(job: Job, content: Content) -> Iterator[Frame]:
    """Do what the content says, then answer with what came of it."""
    command, _, argument = content[:].decode().partition(" ")
    if command == "flood":
        while True:
            yield PAGE, b'{"kind":"page","n":1,"text":"%s"}' % (b"x" * 1_000_000)
    if command == "lie":
        yield PAGE, argument.encode()
    yield VALUE, canonical.encode(_ATTACKS[command](argument))


def _segfault(_: str) -> Json:
    return ctypes.string_at(0).decode()


def _loop(_: str) -> Json:
    while True:
        pass


def _sleep(_: str) -> Json:
    time.sleep(600)
    return "awake"


def _allocate(_: str) -> Json:
    return len(bytearray(8 << 30))


def _tried(action: Callable[[], object]) -> Json:
    try:
        action()
    except OSError as error:
        return type(error).__name__
    return "done"


def _connect(argument: str) -> Json:
    return _tried(lambda: socket.create_connection(("127.0.0.1", int(argument)), timeout=2))


def _write(argument: str) -> Json:
    Path(argument).write_bytes(b"written")
    return "done"


def _environment(_: str) -> Json:
    return sorted(os.environ)


def _fork(_: str) -> Json:
    pid = os.fork()
    if pid == 0:
        os.setsid()
        time.sleep(600)
    return pid


def _kill_zygote(_: str) -> Json:
    os.kill(os.getppid(), signal.SIGKILL)
    time.sleep(600)
    return "alive"


def _children(_: str) -> Json:
    return Path(f"/proc/{os.getppid()}/task/{os.getppid()}/children").read_text().split()


def _descriptors(_: str) -> Json:
    # The listing itself holds one more descriptor, gone again when its name is looked at.
    return sorted(str(name.readlink()).split(":")[0] for name in Path("/proc/self/fd").iterdir() if name.is_symlink())


def _nothing(_: str) -> Json:
    return "nothing"


_ATTACKS: dict[str, Callable[[str], Json]] = {
    "segfault": _segfault,
    "loop": _loop,
    "sleep": _sleep,
    "allocate": _allocate,
    "connect": _connect,
    "write": _write,
    "environment": _environment,
    "fork": _fork,
    "kill-zygote": _kill_zygote,
    "children": _children,
    "descriptors": _descriptors,
    "nothing": _nothing,
    "lie": _nothing,
}

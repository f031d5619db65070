"""What a process that opens a document gives up first; each thing that it could give up is named, and no other.

Linux only. Every step may be refused by the machine (a container without user name spaces): then it is left out of the
level, and the level stands in every derivative, so that nobody believes in a wall that was not there.
"""

from __future__ import annotations

import ctypes
import os
import resource
import signal

_CLONE_NEWUSER = 0x10000000
_CLONE_NEWNET = 0x40000000
_CLONE_NEWIPC = 0x08000000
_PR_SET_PDEATHSIG = 1
_PR_SET_DUMPABLE = 4
_PR_SET_CHILD_SUBREAPER = 36
_PR_SET_NO_NEW_PRIVS = 38
# prctl(2) reads five unsigned longs; a shorter call leaves the rest to chance.
_LIBC = ctypes.CDLL(None, use_errno=True)


def enter() -> tuple[str, ...]:
    """Leave the network and the rights to gain rights, once, before the first document; the names of what was left."""
    left: list[str] = []
    if _unshare(_CLONE_NEWNET | _CLONE_NEWIPC) or _unshare(_CLONE_NEWUSER | _CLONE_NEWNET | _CLONE_NEWIPC):
        left.append("nonet")
    if _prctl(_PR_SET_NO_NEW_PRIVS, 1):
        left.append("nonewprivs")
    # A grandchild that runs away from its parent falls to the zygote, which ends it.
    _prctl(_PR_SET_CHILD_SUBREAPER, 1)
    return tuple(left)


def limit(*, seconds: int, memory: int) -> None:
    """Bind this process for one document: CPU seconds, bytes of address space, no file writes, no children."""
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    # Writing one byte to any file raises SIGXFSZ; pipes are not files.
    resource.setrlimit(resource.RLIMIT_FSIZE, (0, 0))
    resource.setrlimit(resource.RLIMIT_NOFILE, (64, 64))
    resource.setrlimit(resource.RLIMIT_NPROC, (0, 0))
    resource.setrlimit(resource.RLIMIT_CPU, (seconds, seconds + 1))
    ceiling = address_space() + memory
    resource.setrlimit(resource.RLIMIT_AS, (ceiling, ceiling))
    _prctl(_PR_SET_DUMPABLE, 0)
    # prctl(2): the signal comes when the parent *thread* ends; the zygote has only one, so here it is safe.
    _prctl(_PR_SET_PDEATHSIG, int(signal.SIGKILL))


def address_space() -> int:
    """Bytes of address space that this process holds now."""
    with open("/proc/self/statm", "rb") as statm:  # noqa: PTH123 (pathlib costs more than the read)
        return int(statm.read().split()[0]) * resource.getpagesize()


def _unshare(flags: int) -> bool:
    done: int = _LIBC.unshare(ctypes.c_int(flags))
    return done == 0


def _prctl(option: int, value: int) -> bool:
    zero = ctypes.c_ulong(0)
    done: int = _LIBC.prctl(ctypes.c_int(option), ctypes.c_ulong(value), zero, zero, zero)
    return done == 0


def end_strays() -> None:
    """Kill and reap whatever an ended document left running under this process."""
    while True:
        try:
            pid, _ = os.waitpid(-1, os.WNOHANG)
        except ChildProcessError:
            return
        if pid:
            continue
        children = _children()
        if not children:
            return
        for child in children:
            os.kill(child, signal.SIGKILL)
        os.waitpid(-1, 0)


def _children() -> list[int]:
    with open("/proc/thread-self/children", "rb") as listed:  # noqa: PTH123 (one short read)
        return [int(pid) for pid in listed.read().split()]

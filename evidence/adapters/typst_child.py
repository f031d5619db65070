"""Runs Typst in a process of its own, started as a script: values in on standard input, a PDF out on standard output.

It imports nothing of ours, reads no file but the template, writes none, and reaches no network where the kernel lets it
leave it; what it left stands on standard error. The values never touch the disk.
"""

from __future__ import annotations

import ctypes
import json
import re
import resource
import sys
from pathlib import Path

# 4: the template did not compile; 5: no typst in this environment. Python's own failures end as 1.
NOT_SET, NO_TYPST = 4, 5
# sched.h and sys/prctl.h of Linux
_CLONE_NEWUSER, _CLONE_NEWNET, _CLONE_NEWIPC = 0x10000000, 0x40000000, 0x08000000
_PR_SET_DUMPABLE, _PR_SET_NO_NEW_PRIVS = 4, 38
_PLACE = re.compile(r"([a-z]+\.typ):(\d+):(\d+)")


def main() -> int:
    """Set one document; on failure say where in the template, never with which words."""
    # First, because only a process of one thread may enter a user name space of its own.
    left = leave()
    # A core file would hold testimony in the clear; so would any other file. Pipes are not files.
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    resource.setrlimit(resource.RLIMIT_FSIZE, (0, 0))
    try:
        import typst
    except ImportError:
        return NO_TYPST
    order = json.load(sys.stdin.buffer)
    resource.setrlimit(resource.RLIMIT_AS, (order["memory"], order["memory"]))
    folder = Path(order["template"])
    # Packages are looked for in a place that cannot hold any, so that no import can reach outside the template.
    nowhere = folder / "casefile.typ" / "packages"
    try:
        pdf = typst.Compiler(
            str(folder / "casefile.typ"),
            root=str(folder),
            ignore_system_fonts=True,
            sys_inputs={"document": order["document"]},
            package_path=str(nowhere),
            package_cache_path=str(nowhere),
        ).compile(format="pdf", pdf_standards=order["standards"], timestamp=order["time"])
    except typst.TypstError as error:
        place = _PLACE.search(error.diagnostic)
        sys.stderr.write(place[0] if place else "no place given")
        return NOT_SET
    if not isinstance(pdf, bytes):
        return NOT_SET
    sys.stderr.write(" ".join(left))
    sys.stdout.buffer.write(pdf)
    return 0


def leave() -> tuple[str, ...]:
    """Leave the network and the right to gain rights; the names of what was left: a container may refuse either."""
    try:
        libc = ctypes.CDLL(None, use_errno=True)
        unshare, prctl = libc.unshare, libc.prctl
    except (OSError, AttributeError):
        # No Linux: the dead ends in the environment, and a Typst that fetches nothing, have to do.
        return ()
    zero = ctypes.c_ulong(0)
    apart = _CLONE_NEWNET | _CLONE_NEWIPC
    left = []
    # A name space of networks that nobody has furnished: even loopback is down.
    if unshare(ctypes.c_int(apart)) == 0 or unshare(ctypes.c_int(_CLONE_NEWUSER | apart)) == 0:
        left.append("nonet")
    if prctl(ctypes.c_int(_PR_SET_NO_NEW_PRIVS), ctypes.c_ulong(1), zero, zero, zero) == 0:
        left.append("nonewprivs")
    prctl(ctypes.c_int(_PR_SET_DUMPABLE), zero, zero, zero, zero)
    return tuple(left)


if __name__ == "__main__":
    sys.exit(main())

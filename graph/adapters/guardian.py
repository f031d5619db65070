"""The process between us and the embedded engine: starts it, ends it with us, and leaves nothing behind.

Run as a script of its own, with the standard library alone: `guardian.py FOLDER JAVA remove|keep`. It ends the engine,
and removes the folder if so told, when its standard input is closed or its parent dies; SIGUSR1 makes it end a stuck
engine and start it again on the same folder. It is a process because a Java machine cannot be started twice within one
Python, and because the signal at a parent's death (prctl) follows the *thread* that started a child: here there is one.
"""

from __future__ import annotations

import ctypes
import os
import select
import shutil
import signal
import subprocess
import sys
from pathlib import Path

_PR_SET_PDEATHSIG = 1
_MOST_STARTS = 8
_SECONDS_TO_END = 10.0


def main(folder: Path, java: str, *, remove: bool) -> int:
    """Guard the engine until nobody needs it; 0 when it was ended on purpose."""
    parent = os.getppid()
    wake_read, wake_write = os.pipe()
    os.set_blocking(wake_write, False)
    signal.set_wakeup_fd(wake_write)
    for number in (signal.SIGUSR1, signal.SIGTERM, signal.SIGHUP):
        signal.signal(number, lambda *_: None)
    # Ctrl-C goes to the whole terminal; the parent decides when the engine ends.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    engine = _start(folder, java)
    starts = 1
    try:
        while True:
            ready, _, _ = select.select([sys.stdin, wake_read], [], [], 0.5)
            signals = os.read(wake_read, 64) if wake_read in ready else b""
            if sys.stdin in ready or os.getppid() != parent or signal.SIGTERM in signals or signal.SIGHUP in signals:
                return 0
            if signal.SIGUSR1 in signals:
                _end(engine, gently=False)
            if engine.poll() is not None:
                if starts == _MOST_STARTS:
                    return 1
                engine = _start(folder, java)
                starts += 1
    finally:
        _end(engine, gently=True)
        if remove:
            shutil.rmtree(folder, ignore_errors=True)


def _start(folder: Path, java: str) -> subprocess.Popen[bytes]:
    # The engine's output quotes the values of failing statements: nobody may keep it.
    return subprocess.Popen(
        [java, "@java.args"],
        cwd=folder,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        env={"HOME": str(folder), "TMPDIR": str(folder), "LANG": "C.UTF-8"},
        umask=0o077,
        preexec_fn=_die_with_parent,  # noqa: PLW1509 - this process has one thread
    )


def _die_with_parent() -> None:
    ctypes.CDLL(None, use_errno=True).prctl(_PR_SET_PDEATHSIG, signal.SIGKILL, 0, 0, 0)


def _end(engine: subprocess.Popen[bytes], *, gently: bool) -> None:
    if gently and engine.poll() is None:
        engine.terminate()
        try:
            engine.wait(_SECONDS_TO_END)
        except subprocess.TimeoutExpired:
            engine.kill()
    elif engine.poll() is None:
        engine.kill()
    engine.wait()


if __name__ == "__main__":
    sys.exit(main(Path(sys.argv[1]), sys.argv[2], remove=sys.argv[3] == "remove"))

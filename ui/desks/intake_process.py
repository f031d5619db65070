"""An intake started from a page: a child process that is told everything by a pipe, and tells back only counts.

Neither path, source nor key stands on its command line, where every user of the machine could read it.
"""

from __future__ import annotations

import json
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Mapping
from contextlib import suppress
from pathlib import Path

from evidence.errors import NotAllowedError
from ui.views.evidence import Intake

Order = Callable[[Path, str, Mapping[str, str]], bytes]
"""Writes what the child must know: path, source code, how obtained."""

_PATIENCE_SECONDS = 10


class IntakeProcess:
    """At most one intake at a time; its last numbers stay until the next."""

    def __init__(self) -> None:
        self._order: Order | None = None
        self._lock = threading.Lock()
        self._child: subprocess.Popen[bytes] | None = None
        self._latest: Intake | None = None
        self._number = 0
        self._told_more = False
        self._began = 0.0

    def hand_over(self, order: Order | None) -> None:
        """What tells the next child its keys; None while the workspace is locked. A child at work keeps its own."""
        self._order = order

    def is_running(self) -> bool:
        """Whether a child is at work."""
        return self._child is not None and self._child.poll() is None

    def progress(self) -> Intake | None:
        """The numbers of the present or the last intake."""
        with self._lock:
            return self._latest

    def has_told_more(self) -> bool:
        """Whether the numbers have changed since this was last asked: then the ledger has grown."""
        with self._lock:
            told, self._told_more = self._told_more, False
            return told

    def start(self, path: Path, source: str, obtained: Mapping[str, str]) -> None:
        """Start the child and read its numbers in the background; NotAllowedError while the workspace is locked."""
        if self._order is None:
            raise NotAllowedError("the workspace is locked", hint="unlock it")
        told = self._order(path, source, obtained)
        child = subprocess.Popen(
            [sys.executable, "-m", "ui.intake_child"],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
        )
        self._number += 1
        self._began = time.monotonic()
        self._take({}, running=True)
        self._child = child
        if child.stdin is not None:
            # A child that could not start says so by its exit code.
            with suppress(BrokenPipeError), child.stdin as pipe:
                pipe.write(told)
        threading.Thread(target=self._listen, args=(child,), daemon=True).start()

    def stop(self) -> None:
        """End the child; what it has acknowledged stays, and the same folder can be added again."""
        if self._child is not None and self._child.poll() is None:
            self._child.terminate()
            try:
                self._child.wait(_PATIENCE_SECONDS)
            except subprocess.TimeoutExpired:
                self._child.kill()
                self._child.wait()

    def _listen(self, child: subprocess.Popen[bytes]) -> None:
        last: dict[str, object] = {}
        for row in child.stdout or ():
            last = json.loads(row)
            self._take(last, running=True)
        code = child.wait()
        self._take({**last, "trouble": str(last.get("trouble", "")) or _said_of(code)}, running=False)

    def _take(self, row: Mapping[str, object], *, running: bool) -> None:
        def number(name: str) -> int:
            value = row.get(name, 0)
            return value if isinstance(value, int) else 0

        done, of = number("bytes_done"), number("bytes")
        spent = time.monotonic() - self._began
        left = round(spent * (of - done) / done) if running and done and of > done else None
        with self._lock:
            self._told_more = True
            self._latest = Intake(
                number=self._number,
                files_done=number("files_done"),
                files=number("files"),
                bytes_done=done,
                bytes=of,
                seconds_left=left,
                read=number("read"),
                need_help=number("need_help"),
                failed=number("failed"),
                duplicates=number("duplicates"),
                running=running,
                trouble=str(row.get("trouble", "")),
            )


def _said_of(code: int) -> str:
    if code < 0:
        return "the intake was stopped; what it had taken in is kept: add the same folder again and it goes on"
    return f"the intake ended with exit code {code}" if code else ""

"""One measure: a piece of work beside its peer, in seconds by the clock and in seconds of all its processors.

Processor time counts children too, those that have ended and those that still live: readers, engines and typesetters
are processes of their own. The clock of a shared machine wanders; processor time is the steadier figure.
"""

from __future__ import annotations

import os
import resource
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TypeVar

T = TypeVar("T")
_TICK = os.sysconf("SC_CLK_TCK")


@dataclass(frozen=True, slots=True, kw_only=True)
class Size:
    """How much of everything a run takes; `TOY` shows in seconds that every measure runs, `FULL` is what is kept."""

    small_files: int
    small_bytes: int
    large_bytes: int
    documents: int
    document_pages: int
    claims: int
    clicks: int
    nodes: int
    relations: int
    sections: int
    repeats: int


FULL = Size(
    small_files=5_000,
    small_bytes=15_000,
    large_bytes=512 << 20,
    documents=60,
    document_pages=10,
    claims=20_000,
    clicks=5,
    nodes=20_000,
    relations=40_000,
    sections=30,
    repeats=3,
)
TOY = Size(
    small_files=12,
    small_bytes=500,
    large_bytes=3 << 20,
    documents=2,
    document_pages=2,
    claims=40,
    clicks=1,
    nodes=40,
    relations=60,
    sections=1,
    repeats=1,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Spent:
    """What a piece of work took: seconds by the clock, seconds of processors, bytes of memory at its peak (or 0)."""

    wall: float
    cpu: float
    peak: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """One line of the table. `amount` and `peer_amount` are in `unit`; where one side was not run, `peer` says why."""

    what: str
    unit: str
    amount: float
    ours: Spent | None
    peer: str
    peer_amount: float = 0
    theirs: Spent | None = None

    @property
    def rate(self) -> float | None:
        """Units a second by the clock."""
        return self.amount / self.ours.wall if self.ours else None

    @property
    def wall_ratio(self) -> float | None:
        """Ours over the peer's, clock seconds for each unit; above 1 ours is the slower one."""
        if self.ours is None or self.theirs is None:
            return None
        return (self.ours.wall / self.amount) / (self.theirs.wall / self.peer_amount)

    @property
    def cpu_ratio(self) -> float | None:
        """The same in processor seconds; None where the peer took less than the clock tick shows."""
        if self.ours is None or self.theirs is None or self.theirs.cpu < 2 / _TICK:
            return None
        return (self.ours.cpu / self.amount) / (self.theirs.cpu / self.peer_amount)


def timed(work: Callable[[], T]) -> tuple[Spent, T]:
    """What the work took, its children's time included, and what it gave."""
    cpu, wall = _cpu(), time.perf_counter()
    made = work()
    wall = time.perf_counter() - wall
    return Spent(wall=wall, cpu=max(0.0, _cpu() - cpu)), made


def median(times: int, work: Callable[[], object]) -> Spent:
    """The run in the middle of several, by the clock."""
    runs = sorted((timed(work)[0] for _ in range(times)), key=lambda spent: spent.wall)
    return runs[len(runs) // 2]


def apart(module: str, *arguments: str) -> Spent:
    """What `python -m MODULE …` takes as a process of its own; `peak` is that of the largest process in it."""
    began = time.perf_counter()
    process = subprocess.Popen([sys.executable, "-m", module, *arguments])
    _, status, used = os.wait4(process.pid, 0)
    wall = time.perf_counter() - began
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode:
        raise subprocess.CalledProcessError(process.returncode, module)
    # Linux counts ru_maxrss in kibibytes.
    return Spent(wall=wall, cpu=used.ru_utime + used.ru_stime, peak=used.ru_maxrss << 10)


def missing(program: str) -> bool:
    """Whether a peer's program is not installed; its row then says so."""
    return shutil.which(program) is None


@contextmanager
def scratch() -> Iterator[Path]:
    """A folder of this run, on the disk where TMPDIR is, removed afterwards."""
    with tempfile.TemporaryDirectory(prefix="sviedka-bench-") as folder:
        yield Path(folder)


def _cpu() -> float:
    spent = [resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)]
    return sum(one.ru_utime + one.ru_stime for one in spent) + living_cpu()


def living_cpu() -> float:
    """Seconds of the processes below this one that have not ended, and of those that they have already buried."""
    rows = dict(_processes())
    below, ticks = {os.getpid()}, 0
    waiting = [os.getpid()]
    while waiting:
        parent = waiting.pop()
        for pid, (its_parent, its_ticks) in rows.items():
            if its_parent == parent and pid not in below:
                below.add(pid)
                waiting.append(pid)
                ticks += its_ticks
    return ticks / _TICK


def _processes() -> Iterator[tuple[int, tuple[int, int]]]:
    for folder in Path("/proc").iterdir():
        if folder.name.isdigit():
            try:
                stat = (folder / "stat").read_text()
            except OSError:
                continue  # it ended meanwhile
            # proc(5): after the name in brackets come state, parent, and at 11 to 14 own and buried children's ticks.
            fields = stat.rpartition(")")[2].split()
            yield int(folder.name), (int(fields[1]), sum(map(int, fields[11:15])))

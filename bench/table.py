"""The one table of a run, and the machine it ran on, described without its name."""

from __future__ import annotations

import os
import platform
from collections.abc import Iterable
from pathlib import Path

from bench.measure import Row, Spent

_HEADS = ("measure", "amount", "ours: s (CPU s)", "a second", "peer: s (CPU s)", "× clock", "× CPU", "beside")


def table(rows: Iterable[Row]) -> str:
    """Markdown, one line for each row; × is ours over the peer's for the same amount."""
    cells = [_HEADS, *map(_cells, rows)]
    widths = [max(len(line[column]) for line in cells) for column in range(len(_HEADS))]
    lines = [_line(line, widths) for line in cells]
    return "\n".join([lines[0], _line(tuple("-" * width for width in widths), widths), *lines[1:]])


def machine() -> str:
    """Cores, memory, kernel, Python and how busy it is: what a reader must know to compare."""
    memory = os.sysconf("SC_PHYS_PAGES") * os.sysconf("SC_PAGE_SIZE") / (1 << 30)
    release, loads = platform.release().split("-")[0], os.getloadavg()
    return (
        f"{os.cpu_count()} cores ({_model()}), {memory:.0f} GiB of memory, Linux {release}, "
        f"Python {platform.python_version()}; load before the run {loads[0]:.2f}, {loads[1]:.2f}, {loads[2]:.2f}"
    )


def _model() -> str:
    for line in Path("/proc/cpuinfo").read_text().splitlines():
        name, _, value = line.partition(":")
        if name.strip() == "model name":
            return value.strip()
    return platform.machine()


def _cells(row: Row) -> tuple[str, ...]:
    rate, clock, cpu = map(_number, (row.rate, row.wall_ratio, row.cpu_ratio))
    beside = row.peer
    if row.theirs is not None and row.peer_amount != row.amount:
        beside += f" ({_number(row.peer_amount)} {row.unit})"
    amount = f"{_number(row.amount)} {row.unit}"
    return (row.what, amount, _spent(row.ours), rate, _spent(row.theirs), clock, cpu, beside)


def _spent(spent: Spent | None) -> str:
    if spent is None:
        return "–"
    peak = f", {spent.peak / (1 << 20):,.0f} MiB" if spent.peak else ""
    return f"{_number(spent.wall)} ({_number(spent.cpu)}){peak}"


def _number(value: float | None) -> str:
    """Three digits that mean something; a dash for what was not measured."""
    if value is None:
        return "–"
    if value >= 100 or value == int(value):
        return f"{value:,.0f}"
    return f"{value:.1f}" if value >= 10 else f"{value:.2f}" if value >= 0.095 else f"{value:.3f}"


def _line(cells: tuple[str, ...], widths: list[int]) -> str:
    return "| " + " | ".join(cell.ljust(width) for cell, width in zip(cells, widths, strict=True)) + " |"

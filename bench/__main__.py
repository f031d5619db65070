"""`make bench`: every measure in a process of its own, one after another, and one table at the end.

    python -m bench [--toy] [intake reading records graph_rebuild casefile browser]

`--toy` takes seconds and shows that everything runs; its figures mean nothing.
"""

from __future__ import annotations

import subprocess
import sys
import time
from collections.abc import Sequence
from importlib import import_module

import msgspec

from bench.measure import FULL, TOY, Row
from bench.table import machine, table

MEASURES = ("intake", "reading", "records", "graph_rebuild", "casefile", "browser")
_ROWS = "--rows"
_TOY = "--toy"


def main(arguments: Sequence[str]) -> int:
    """Run the measures named, or all; the exit code is 1 if one did not end well."""
    names = [one for one in arguments if not one.startswith("-")] or list(MEASURES)
    if unknown := set(names) - set(MEASURES):
        print(f"no measure {', '.join(sorted(unknown))}; there are {', '.join(MEASURES)}", file=sys.stderr)
        return 2
    if _ROWS in arguments:
        size = TOY if _TOY in arguments else FULL
        for row in import_module(f"bench.{names[0]}").rows(size):
            sys.stdout.buffer.write(msgspec.json.encode(row) + b"\n")
            sys.stdout.flush()
        return 0
    return _all(names, [one for one in arguments if one == _TOY])


def _all(names: Sequence[str], options: Sequence[str]) -> int:
    began, where = time.monotonic(), machine()
    rows: list[Row] = []
    failed: list[str] = []
    for name in names:
        print(f"measuring {name} …", file=sys.stderr, flush=True)
        # In a process of its own: what one measure leaves in memory must not slow the next.
        ran = subprocess.run(
            [sys.executable, "-m", "bench", _ROWS, *options, name], stdout=subprocess.PIPE, check=False
        )
        rows += [msgspec.json.decode(line, type=Row) for line in ran.stdout.splitlines()]
        failed += [name] if ran.returncode else []
    print(f"{where}\n\n{table(rows)}\n\n{time.monotonic() - began:.0f} s in all")
    for name in failed:
        print(f"{name} did not end well: its rows above are not all there", file=sys.stderr)
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))

"""Runs Typst in a process of its own, started as a script: values in on standard input, a PDF out on standard output.

It imports nothing of ours, reads no file but the template, and reaches no network. The values never touch the disk.
"""

from __future__ import annotations

import json
import re
import resource
import sys
from pathlib import Path

# 4: the template did not compile; 5: no typst in this environment. Python's own failures end as 1.
NOT_SET, NO_TYPST = 4, 5
_PLACE = re.compile(r"([a-z]+\.typ):(\d+):(\d+)")


def main() -> int:
    """Set one document; on failure say where in the template, never with which words."""
    # A core file would hold testimony in the clear.
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
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
    sys.stdout.buffer.write(pdf)
    return 0


if __name__ == "__main__":
    sys.exit(main())

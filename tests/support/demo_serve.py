"""Serve the demo desks: `python -m tests.support.demo_serve FOLDER [--unlocked]`; prints the link, then serves."""

from __future__ import annotations

import sys
from pathlib import Path

from tests.support.demo_views import DemoHouse
from ui.web.server import serve


def main(arguments: list[str]) -> None:
    house = DemoHouse(Path(arguments[0]), unlocked="--unlocked" in arguments)
    if "--cleared" in arguments:
        house.disclose.blockers = False
    serve(house, open_browser=False, announce=lambda link: print(link, flush=True))  # noqa: T201


if __name__ == "__main__":
    main(sys.argv[1:])

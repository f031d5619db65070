"""The house that this process serves: set once by `serve`, asked for by every page and route."""

from __future__ import annotations

from evidence.errors import NotConfiguredError
from ui.views.house import House

_served: list[House] = []


def move_in(house: House) -> None:
    """Serve this house from now on, instead of any before it."""
    _served[:] = [house]


def house() -> House:
    """The house served; NotConfiguredError when a page is run without a server of ours."""
    if not _served:
        raise NotConfiguredError("no workspace is served here", hint="start the pages with `sviedka serve`")
    return _served[0]

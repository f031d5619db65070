"""`sviedka serve`: the pages, on this machine only."""

from __future__ import annotations

from typing import Annotated

import typer

from ui.cli.common import say, settings_of


def command(
    context: typer.Context,
    port: Annotated[int, typer.Option(help="Port on the loopback; 0 takes a free one.")] = 0,
    browser: Annotated[bool, typer.Option(help="Open the browser.")] = True,
    idle: Annotated[int, typer.Option(help="Lock after so many idle minutes.")] = 15,
) -> None:
    """Open the pages in the browser; nothing leaves this machine. Ctrl+C ends it.

    The link is new at each start. Its name ends in .localhost, which Firefox and Chromium take for this machine.
    """
    from ui.desks.house import RealHouse
    from ui.web.server import serve

    settings = settings_of(context)
    settings.need_workspace()
    house = RealHouse(settings, idle_minutes=idle)
    serve(house, port, open_browser=browser, announce=lambda link: say(f"open {link}"))

"""`sviedka doctor`: what this machine has and lacks."""

from __future__ import annotations

import typer

from ui.cli.common import JsonOption, settings_of, show


def command(context: typer.Context, as_json: JsonOption = False) -> None:
    """Check tools, language data, isolation, the installation and the workspace's disk; exit 1 if something lacks."""
    from ui.doctor import examine

    found = examine(settings_of(context))
    show([one.as_table() for one in found], as_json=as_json)
    raise typer.Exit(0 if all(one.fine for one in found) else 1)

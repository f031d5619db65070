"""The application: its groups, and the options before them."""

from __future__ import annotations

from importlib import import_module
from pathlib import Path
from typing import Annotated

import typer

from ui.cli.common import Where

app = typer.Typer(
    name="sviedka",
    help="Case files on crimes against humanity in Belarus that a prosecutor can check.",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    rich_markup_mode=None,
)

_GROUPS = {
    "identity": "A person's identity file.",
    "workspace": "One organisation's material on one situation, in one folder.",
    "source": "Persons and bodies that gave information.",
    "exhibit": "Preserved things with a number.",
    "account": "What people told the organisation, and their consent.",
    "proposal": "What the machine found; nothing until a person accepts it.",
    "head": "Persons, units, places, incidents and acts.",
    "claim": "Assertions: one statement, by one source, read at one place.",
    "translation": "What a quote says in another language.",
    "decide": "Judgements, reviews, undo.",
    "casefile": "Allegations, passages, coverage, the file itself.",
    "disclosure": "What leaves the house.",
    "graph": "Who did what to whom, under whose command.",
    "index": "The search index, which can be deleted and rebuilt.",
    "ledger": "Checkpoints and time stamps.",
}

for _name, _help in _GROUPS.items():
    app.add_typer(import_module(f"ui.cli.{_name}").app, name=_name, help=_help, no_args_is_help=True)
for _name in ("search", "verify", "serve", "doctor"):
    app.command(_name)(import_module(f"ui.cli.{_name}").command)


@app.callback()
def options(
    context: typer.Context,
    workspace: Annotated[
        Path | None, typer.Option("--workspace", "-w", help="The workspace's folder; else SVIEDKA_WORKSPACE.")
    ] = None,
    identity: Annotated[
        Path | None, typer.Option("--identity", "-i", help="Your identity file; else SVIEDKA_IDENTITY.")
    ] = None,
    settings: Annotated[
        Path | None, typer.Option("--settings", help="The settings file; else SVIEDKA_SETTINGS.")
    ] = None,
) -> None:
    """Nothing is opened, and no connection made, before a command asks for it."""
    context.obj = Where(settings=settings, workspace=workspace, identity=identity)

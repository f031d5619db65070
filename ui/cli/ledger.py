"""`sviedka ledger`: checkpoints, and outsiders who hold us to them."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from ui.cli.common import say, session_of

app = typer.Typer()


@app.command("checkpoint")
def checkpoint(context: typer.Context) -> None:
    """Print the signed checkpoint of this device's log: give it to an outsider, and nobody can rewrite it unseen."""
    with session_of(context) as session:
        say(session.workspace.checkpoint().decode().rstrip("\n"))


@app.command("stamp")
def stamp(
    context: typer.Context,
    request: Annotated[Path | None, typer.Option(help="Write a request here, for a machine with a connection.")] = None,
    answer: Annotated[Path | None, typer.Option("--import", help="Take in the answer that came back.")] = None,
) -> None:
    """Have the checkpoint stamped by the configured authority, or over a stick with --request and --import."""
    from ui.use.anchors import import_answer, stamp_now, write_request

    with session_of(context) as session:
        if request is not None:
            write_request(session, request)
            say(f"request written to {request}; keep it until the answer is imported")
        elif answer is not None:
            say(import_answer(session, answer))
        else:
            say(stamp_now(session))

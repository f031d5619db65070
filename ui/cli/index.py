"""`sviedka index`: the search index, a projection of vault and ledger."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from ui.cli.common import say, session_of

app = typer.Typer()


@app.command("rebuild")
def rebuild(context: typer.Context) -> None:
    """Forget the index and make it anew."""
    with session_of(context) as session:
        say(f"{session.rebuild_index()} texts indexed")


@app.command("dump")
def dump(context: typer.Context, file: Annotated[Path, typer.Argument(help="Where the canonical lines go.")]) -> None:
    """Write all that the index and Standing hold, as canonical lines: two equal dumps are two equal indexes.

    The file holds names in the clear: keep it where the workspace is kept, and delete it.
    """
    with session_of(context) as session:
        file.touch(mode=0o600)
        file.write_bytes(session.standing.dump() + session.index.dump())
        say(f"written to {file}: it holds names in the clear, delete it when you have compared it")

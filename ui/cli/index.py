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
    # Forgotten before it is opened: what is damaged might not open.
    with session_of(context, index_afresh=True) as session:
        say(f"{len(session.index.texts())} texts indexed")


@app.command("dump")
def dump(context: typer.Context, file: Annotated[Path, typer.Argument(help="Where the canonical lines go.")]) -> None:
    """Write all that the index and Standing hold, as canonical lines: two equal dumps are two equal indexes.

    The file holds names in the clear: keep it where the workspace is kept, and delete it.
    """
    from ui.use.writing import check_target, write_private

    check_target(file)
    with session_of(context) as session:
        write_private(file, session.standing.dump() + session.index.dump())
        say(f"written to {file}: it holds names in the clear, delete it when you have compared it")

"""`sviedka head`: bare heads; all that is known of them is in claims."""

from __future__ import annotations

from typing import Annotated

import typer

from ui.cli.common import JsonOption, say, session_of, show

app = typer.Typer()


@app.command("add")
def add(
    context: typer.Context,
    kind: Annotated[str, typer.Argument(help="person, unit, place, incident or act.")],
    label: Annotated[str, typer.Argument(help="A working label.")],
    gazetteer: Annotated[str | None, typer.Option(help="Id in the gazetteer of organs and places.")] = None,
) -> None:
    """Make a head."""
    from evidence.errors import MalformedError
    from ui.use.material import HEADS

    if kind not in HEADS:
        raise MalformedError("no such kind of head", hint=f"one of: {', '.join(HEADS)}")
    with session_of(context) as session:
        say(session.hand.head(HEADS[kind], label, gazetteer).id)


@app.command("amend")
def amend(
    context: typer.Context,
    head: Annotated[str, typer.Argument(help="Label or id of the head.")],
    label: Annotated[str | None, typer.Option(help="Another working label.")] = None,
    gazetteer: Annotated[str | None, typer.Option(help="Id in the gazetteer of organs and places.")] = None,
) -> None:
    """Give a head another working label; what is claimed of it stays."""
    from evidence.errors import UsageError
    from ui.use.amending import amend_head

    if label is None and gazetteer is None:
        raise UsageError("nothing to change was given", hint="add --label or --gazetteer")
    with session_of(context) as session:
        say(amend_head(session, head, label=label, gazetteer=gazetteer).id)


@app.command("list")
def listing(context: typer.Context, as_json: JsonOption = False) -> None:
    """All heads, with the one that stands for them after the judgements."""
    from ui.use.material import HEADS

    with session_of(context) as session:
        standing = session.standing
        rows: list[dict[str, object]] = [
            {"kind": kind, "label": head.label, "id": standing.line(head.id), "stands as": standing.canonical(head.id)}
            for kind, sort in HEADS.items()
            for head in standing.live(sort)
        ]
        show(rows, as_json=as_json, empty="no heads")

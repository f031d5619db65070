"""`sviedka source`: who gave information, by code."""

from __future__ import annotations

from typing import Annotated

import typer

from ui.cli.common import JsonOption, say, session_of, show

app = typer.Typer()


@app.command("add")
def add(
    context: typer.Context,
    code: Annotated[str, typer.Argument(help="Such as S-1 or W-014.")],
    sort: Annotated[
        str | None, typer.Option(help="witness, official, media, organisation, insider, open, own, other.")
    ] = None,
    protected: Annotated[
        bool | None, typer.Option("--protected/--not-protected", help="Known by its code only, or not.")
    ] = None,
    reliability: Annotated[str | None, typer.Option(help="A to F; F cannot be judged.")] = None,
    derives_from: Annotated[list[str] | None, typer.Option(help="Code of each source it goes back to.")] = None,
) -> None:
    """Make a source, or a new version of the one with this code, in which what you leave out stays as it was."""
    from evidence.model.heads import SourceSort
    from evidence.model.values import Reliability
    from ui.use.given import one_of
    from ui.use.material import say_of_source

    with session_of(context) as session:
        made = say_of_source(
            session,
            code,
            sort=one_of(SourceSort, sort, "sort of source") if sort else None,
            protected=protected,
            reliability=one_of(Reliability, reliability, "reliability") if reliability else None,
            derives_from=derives_from,
        )
        say(f"{code} {session.standing.line(made.id)}")


@app.command("list")
def listing(context: typer.Context, as_json: JsonOption = False) -> None:
    """All sources: code, sort, reliability, what they go back to."""
    from evidence.model.heads import Source

    with session_of(context) as session:
        rows: list[dict[str, object]] = [
            {
                "code": source.code,
                "sort": source.sort.value,
                "reliability": source.reliability.value if source.reliability else "",
                "protected": "yes" if source.protected else "no",
                "goes back to": ", ".join(sorted(session.standing.roots(session.source(source.code)[0]))),
                "id": session.standing.line(source.id),
            }
            for source in session.standing.live(Source)
        ]
        show(rows, as_json=as_json, empty="no sources")

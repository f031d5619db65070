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
    sort: Annotated[str, typer.Option(help="witness, official, media, organisation, insider, open, own, other.")],
    protected: Annotated[bool, typer.Option(help="Known by its code only.")] = False,
    reliability: Annotated[str | None, typer.Option(help="A to F; F cannot be judged.")] = None,
    derives_from: Annotated[list[str] | None, typer.Option(help="Code of a source it goes back to.")] = None,
) -> None:
    """Make a source, or a new version of the one with this code."""
    from evidence.decide import source_of_code
    from evidence.model.heads import SourceSort
    from evidence.model.values import Reliability, SourceId
    from ui.use.given import one_of

    with session_of(context) as session:
        known = source_of_code(session.standing, code)
        origins = [session.source_record(one) for one in derives_from or ()]
        made = session.hand.source(
            code,
            one_of(SourceSort, sort, "sort of source"),
            protected=protected,
            reliability=one_of(Reliability, reliability, "reliability") if reliability else None,
            derives_from=tuple(SourceId(session.standing.line(origin.id)) for origin in origins),
            replaces=(known.id,) if known else (),
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

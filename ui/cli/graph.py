"""`sviedka graph`: rebuild it, check it against Standing, ask it."""

from __future__ import annotations

from typing import Annotated

import typer

from ui.cli.common import JsonOption, safe_json, say, session_of, show

app = typer.Typer()
ask = typer.Typer(no_args_is_help=True, help="Questions in domain words; every row carries its claims.")
app.add_typer(ask, name="ask")

Unit = Annotated[str, typer.Argument(help="A unit, by label or id.")]
Day = Annotated[str, typer.Argument(help="A day, YYYY-MM-DD.")]


@app.command("rebuild")
def rebuild(context: typer.Context) -> None:
    """Make the graph anew from what stands."""
    from ui.use.graph import rebuild as rebuild_it

    with session_of(context) as session:
        say(rebuild_it(session))


@app.command("check")
def check(context: typer.Context, as_json: JsonOption = False) -> None:
    """Compare the graph with what stands: every node and relation that differs; exit 1 if any does."""
    from ui.use.graph import differences

    with session_of(context) as session:
        rows = differences(session)
        show(rows, as_json=as_json, empty="the graph equals what stands")
        raise typer.Exit(1 if rows else 0)


@app.command("dump")
def dump(context: typer.Context) -> None:
    """Print the whole graph as canonical lines, for comparing two of them; it holds names."""
    from ui.use.graph import opened

    with session_of(context) as session:
        say(safe_json(opened(session).dump().decode().rstrip("\n")))


@ask.command("chain")
def chain(context: typer.Context, unit: Unit, day: Day, as_json: JsonOption = False) -> None:
    """Chain of command over a unit, as of a day."""
    from ui.use import graph

    with session_of(context) as session:
        show(graph.chain(session, unit, day), as_json=as_json, empty="nobody is known over this unit on that day")


@ask.command("superior")
def superior(
    context: typer.Context,
    incident: Annotated[str, typer.Argument(help="An incident, by label or id.")],
    person: Annotated[str, typer.Argument(help="The superior, by label or id.")],
    day: Day,
    as_json: JsonOption = False,
) -> None:
    """Lines from alleged direct perpetrators of an incident up to a superior, as of a day."""
    from ui.use import graph

    with session_of(context) as session:
        show(graph.superior(session, incident, person, day), as_json=as_json, empty="no such line is known")


@ask.command("held")
def held(
    context: typer.Context,
    persons: Annotated[list[str], typer.Argument(help="Persons, by label or id.")],
    as_json: JsonOption = False,
) -> None:
    """Who was held with whom."""
    from ui.use import graph

    with session_of(context) as session:
        show(graph.held(session, persons), as_json=as_json, empty="nobody is known to have been held with them")


@ask.command("incidents")
def incidents(context: typer.Context, as_json: JsonOption = False) -> None:
    """Incidents by unit and month."""
    from ui.use import graph

    with session_of(context) as session:
        show(graph.incidents(session), as_json=as_json, empty="no incident is alleged of a unit")


@ask.command("thin")
def thin(context: typer.Context, as_json: JsonOption = False) -> None:
    """Elements that rest on fewer than two independent origins."""
    from ui.use import graph

    with session_of(context) as session:
        show(graph.thin(session), as_json=as_json, empty="every element rests on two independent origins")

"""`sviedka proposal`: what the machine found; accepted or dismissed by a person, for good."""

from __future__ import annotations

from typing import Annotated

import typer

from ui.cli.common import JsonOption, say, session_of, show

app = typer.Typer()


@app.command("list")
def listing(
    context: typer.Context,
    exhibit: Annotated[str, typer.Argument(help="Number or id.")],
    all_states: Annotated[bool, typer.Option("--all", help="Also those that people have answered.")] = False,
    as_json: JsonOption = False,
) -> None:
    """Open proposals in the newest text of an exhibit."""
    from evidence.standing import ProposalState

    with session_of(context) as session:
        found = session.exhibit(exhibit)
        rows: list[dict[str, object]] = []
        for one in session.proposals(found.id):
            state = session.standing.proposal(one.id)
            if all_states or state is ProposalState.OPEN:
                rows.append(
                    {
                        "page": one.page, "quote": " ".join(one.quote.split()), "form": str(one.form),
                        "value": one.label or one.value,
                        "by": one.by, "state": state.value, "id": one.id,
                    }
                )  # fmt: skip
        show(rows, as_json=as_json, empty="no open proposals")


@app.command("accept")
def accept(
    context: typer.Context,
    exhibit: Annotated[str, typer.Argument(help="Number or id.")],
    proposal: Annotated[str, typer.Argument(help="Id of the proposal.")],
    by: Annotated[str, typer.Option(help="Who says it: code of a source.")],
    entity: Annotated[str | None, typer.Option(help="The head it speaks of, by label or id; else a new one.")] = None,
) -> None:
    """Make the record that a proposal suggests, signed by you."""
    from ui.use.proposals import accept as accept_it

    with session_of(context) as session:
        say(accept_it(session, exhibit, proposal, by=by, entity=entity).id)


@app.command("dismiss")
def dismiss(
    context: typer.Context,
    proposal: Annotated[str, typer.Argument(help="Id of the proposal.")],
    reason: Annotated[str, typer.Option(help="Why not.")] = "not relevant",
) -> None:
    """Refuse a proposal, also for every later run of the machine."""
    from ui.use.proposals import dismiss as dismiss_it

    with session_of(context) as session:
        say(dismiss_it(session, proposal, reason).id)

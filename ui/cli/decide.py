"""`sviedka decide`: judgements, bearings, reviews; and taking back."""

from __future__ import annotations

from typing import Annotated

import typer

from ui.cli.common import say, session_of

app = typer.Typer()


@app.command("same")
def same(
    context: typer.Context,
    a: Annotated[str, typer.Argument(help="Id of a head.")],
    b: Annotated[str, typer.Argument(help="Id of another head of the same kind.")],
    decision: Annotated[str, typer.Option(help="same, not_same or unsure.")] = "same",
    why: Annotated[str, typer.Option(help="On what grounds.")] = "",
) -> None:
    """Judge whether two heads are one; reversible, and nothing is merged."""
    from evidence.ids import RecordId
    from evidence.model.decision import Decision, Judgement
    from evidence.model.values import HeadId
    from ui.use.given import one_of

    with session_of(context) as session:
        line = session.standing.line
        made = session.hand.record(
            Judgement,
            a=HeadId(line(RecordId(a))),
            b=HeadId(line(RecordId(b))),
            decision=one_of(Decision, decision, "decision"),
            note=why,
        )
        say(made.id)


@app.command("bear")
def bear(
    context: typer.Context,
    claim: Annotated[str, typer.Argument(help="Number or id of the claim.")],
    element: Annotated[str, typer.Argument(help="Id of the element; `casefile elements` lists them.")],
    head: Annotated[
        str | None, typer.Option("--of", help="The incident or person; none for the whole situation.")
    ] = None,
    side: Annotated[str, typer.Option(help="for or against.")] = "for",
    inference: Annotated[str | None, typer.Option(help="Why it can be inferred; needed for mental elements.")] = None,
) -> None:
    """Link a claim to an element of a crime, for or against."""
    from ui.use.case import bear as bear_it

    with session_of(context) as session:
        say(bear_it(session, claim, element, head=head, side=side, inference=inference).id)


@app.command("review")
def review(
    context: typer.Context,
    record: Annotated[str, typer.Argument(help="Number or id of another person's record.")],
    decision: Annotated[str, typer.Argument(help="accept or return.")],
    note: Annotated[str, typer.Option(help="A word to its author.")] = "",
) -> None:
    """Read a record second: accept it, or return it; you cannot edit it."""
    from evidence.model.decision import Review, ReviewDecision
    from ui.use.given import one_of

    with session_of(context) as session:
        word = one_of(ReviewDecision, decision, "decision")
        say(session.hand.record(Review, of=session.named(record), decision=word, note=note).id)


@app.command("undo")
def undo(
    context: typer.Context,
    record: Annotated[str, typer.Argument(help="Number or id of the record to take back.")],
    reason: Annotated[str, typer.Option(help="Why.")] = "undo",
) -> None:
    """Take back this one step; what it replaced holds again. Undo the undo to restore it."""
    with session_of(context) as session:
        say(session.hand.undo(session.named(record), reason).id)


@app.command("withdraw")
def withdraw(
    context: typer.Context,
    record: Annotated[str, typer.Argument(help="Number or id of the record.")],
    reason: Annotated[str, typer.Option(help="Why.")],
) -> None:
    """Take a record back with all its earlier versions; this too can be undone."""
    with session_of(context) as session:
        say(session.hand.withdraw(session.named(record), reason).id)

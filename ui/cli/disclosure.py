"""`sviedka disclosure`: check, prepare, approve, seal."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from ui.cli.common import JsonOption, say, session_of, show

app = typer.Typer()
File = Annotated[str, typer.Argument(help="Code or id of the case file.")]
Recipient = Annotated[str | None, typer.Option(help="For whom; else the recipient of its forum.")]
Withhold = Annotated[list[str] | None, typer.Option(help="Number of an exhibit that stays here.")]


@app.command("check")
def check(
    context: typer.Context,
    file: File,
    recipient: Recipient = None,
    withhold: Withhold = None,
    as_json: JsonOption = False,
) -> None:
    """Everything that must hold before it leaves; exit 1 if something blocks."""
    from ui.use.disclosure import checks

    with session_of(context) as session:
        found = checks(session, file, recipient, withhold or ())
        rows: list[dict[str, object]] = [
            {"rule": one.rule, "weight": one.weight.value, "says": one.says} for one in found
        ]
        show(rows, as_json=as_json)
        raise typer.Exit(1 if any(one.weight.value == "blocker" for one in found) else 0)


@app.command("prepare")
def prepare(
    context: typer.Context,
    file: File,
    purpose: Annotated[str, typer.Option(help="What it is handed over for.")],
    recipient: Recipient = None,
    withhold: Withhold = None,
) -> None:
    """Typeset the file for a recipient and sign its body; refused while something blocks."""
    from ui.use.disclosure import prepare as prepare_it

    with session_of(context) as session:
        made = prepare_it(session, file, recipient, purpose, withhold or ())
        say(f"{made.id}: {len(made.exhibits)} exhibits, {len(made.withheld)} withheld")
        say(f"PDF SHA-256      {made.pdf}")
        say(f"manifest SHA-256 {made.manifest}")


@app.command("approve")
def approve(
    context: typer.Context, disclosure: Annotated[str, typer.Argument(help="Number or id of the disclosure.")]
) -> None:
    """Approve this very body, as another person than its author."""
    from evidence.errors import UnknownReferenceError
    from evidence.model.decision import Review, ReviewDecision
    from evidence.model.output import Disclosure

    with session_of(context) as session:
        body = session.named(disclosure)
        if not isinstance(session.standing.record(body), Disclosure):
            raise UnknownReferenceError(f"{body} is no disclosure", hint="`sviedka disclosure list` shows them")
        say(session.hand.record(Review, of=body, decision=ReviewDecision.ACCEPT).id)


@app.command("seal")
def seal(
    context: typer.Context,
    file: File,
    target: Annotated[Path, typer.Argument(help="A new folder for the package; keys/ is written beside it.")],
    purpose: Annotated[str, typer.Option(help="What it is handed over for, if nothing is prepared yet.")] = "case file",
    recipient: Recipient = None,
    withhold: Withhold = None,
    disclosure: Annotated[
        str | None, typer.Option(help="Number or id of a prepared one, also of one whose sealing was interrupted.")
    ] = None,
) -> None:
    """Enter, stamp, seal and write the package of the prepared disclosure; prepares it first if nobody has."""
    from ui.use.disclosure import ready_for
    from ui.use.sealing import seal as seal_it
    from ui.use.writing import check_new_folder

    check_new_folder(target, beside={})
    with session_of(context) as session:
        ready = ready_for(session, file, recipient, purpose=purpose, withhold=withhold or (), named=disclosure)
        sealed = seal_it(session, ready, target)
        say(f"package {sealed.folder}")
        say(f"keys    {sealed.keys}  (hand them over by another way)")
        say(f"time stamp: {sealed.stamp}")


@app.command("list")
def listing(context: typer.Context, as_json: JsonOption = False) -> None:
    """All disclosures and where they stand."""
    from ui.use.disclosure import rows

    with session_of(context) as session:
        show(rows(session), as_json=as_json, empty="nothing was disclosed")

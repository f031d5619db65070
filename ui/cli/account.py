"""`sviedka account`: what people told the organisation; consent first."""

from __future__ import annotations

from typing import Annotated

import typer

from ui.cli.common import JsonOption, say, session_of, show

app = typer.Typer()


@app.command("consent")
def consent(
    context: typer.Context,
    source: Annotated[str, typer.Argument(help="Code of the source.")],
    answers: Annotated[
        list[str],
        typer.Argument(help="DIMENSION=yes|no|ask_again|unknown, such as use:share_national_prosecutor_LT=yes."),
    ],
    given: Annotated[str, typer.Option(help="When it was given (EDTF).")],
    manner: Annotated[str, typer.Option(help="How: signed, spoken, recorded …")],
    until: Annotated[str | None, typer.Option(help="When it ends (EDTF).")] = None,
) -> None:
    """Record a person's consent, given or refused; a new one counts beside the old, the narrowest holds."""
    from ui.use.accounts import consent as record_it

    with session_of(context) as session:
        say(record_it(session, source, answers, given=given, manner=manner, until=until).id)


@app.command("add")
def add(
    context: typer.Context,
    source: Annotated[str, typer.Argument(help="Code of the source.")],
    exhibits: Annotated[list[str], typer.Argument(help="Numbers of the exhibits that hold the account.")],
    when: Annotated[str, typer.Option(help="When it was taken (EDTF).")],
    means: Annotated[str, typer.Option(help="in_person, video_call, telephone or writing.")],
    language: Annotated[str, typer.Option(help="Language it was taken in.")],
    interviewer: Annotated[str, typer.Option(help="Code of the interviewer.")],
    place: Annotated[str, typer.Option(help="Kind of place, never an address.")] = "not stated",
    extent: Annotated[str, typer.Option(help="first or full.")] = "full",
    read_back: Annotated[bool, typer.Option(help="It was read back to the person.")] = False,
) -> None:
    """Record an account; its text is listed only once a consent is on record."""
    from ui.use.accounts import account

    with session_of(context) as session:
        made = account(
            session, source, exhibits, when=when, means=means, language=language, interviewer=interviewer, place=place,
            extent=extent, read_back=read_back,
        )  # fmt: skip
        say(made.id)


@app.command("list")
def listing(context: typer.Context, as_json: JsonOption = False) -> None:
    """All accounts by source code, with what their consent allows."""
    from ui.use.accounts import rows

    with session_of(context) as session:
        show(rows(session), as_json=as_json, empty="no accounts")

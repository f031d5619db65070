"""`sviedka translation`: what a quote says in another language."""

from __future__ import annotations

from typing import Annotated

import typer

from ui.cli.common import JsonOption, say, session_of, show

app = typer.Typer()


@app.command("add")
def add(
    context: typer.Context,
    exhibit: Annotated[str, typer.Argument(help="Number or id of the exhibit.")],
    page: Annotated[int, typer.Option(help="Page, or part of a DOCX.")],
    quote: Annotated[str, typer.Option(help="The very words, exactly as they stand.")],
    text: Annotated[str, typer.Option(help="What they say.")],
    translator: Annotated[str, typer.Option(help="Code of the person, or name of the machine.")],
    sort: Annotated[str, typer.Option(help="human, sworn or machine.")],
    to: Annotated[str, typer.Option(help="Language of the translation.")] = "en",
    start: Annotated[
        int | None, typer.Option(help="Where the quote starts, if it stands there more than once.")
    ] = None,
) -> None:
    """Translate a quote; a machine's words leave only after another person accepted them (`decide review`)."""
    from ui.use.material import number_of
    from ui.use.translating import translate

    with session_of(context) as session:
        made = translate(session, exhibit, page, quote, text=text, to=to, translator=translator, sort=sort, start=start)
        say(f"{number_of(session, made.id)} {made.id}")


@app.command("list")
def listing(context: typer.Context, as_json: JsonOption = False) -> None:
    """All translations, and whether each may leave."""
    from ui.use.translating import translation_rows

    with session_of(context) as session:
        show(translation_rows(session), as_json=as_json, empty="no translations")

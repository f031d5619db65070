"""`sviedka claim`: one statement, by one source, read at one place."""

from __future__ import annotations

from typing import Annotated

import typer

from ui.cli.common import JsonOption, say, session_of, show

app = typer.Typer()


@app.command("add")
def add(
    context: typer.Context,
    form: Annotated[str, typer.Argument(help="Form of statement, such as posted or says; `claim forms` lists them.")],
    fields: Annotated[list[str], typer.Argument(help="FIELD=VALUE; heads by label or id, periods as start/end.")],
    exhibit: Annotated[str, typer.Option(help="Number or id of the exhibit.")],
    page: Annotated[int, typer.Option(help="Page, or part of a DOCX.")],
    quote: Annotated[str, typer.Option(help="The very words, exactly as they stand.")],
    by: Annotated[str, typer.Option(help="Who says it: code of a source.")],
    basis: Annotated[str, typer.Option(help="saw, heard, told, read or inferred.")],
    start: Annotated[
        int | None, typer.Option(help="Where the quote starts, if it stands there more than once.")
    ] = None,
    denies: Annotated[bool, typer.Option(help="The source denies it.")] = False,
    told_by: Annotated[str | None, typer.Option(help="Who told the source.")] = None,
    credibility: Annotated[int | None, typer.Option(help="1 to 6; 6 cannot be judged.")] = None,
) -> None:
    """Make a claim from words on a page."""
    from evidence.errors import MalformedError
    from evidence.model.values import Basis
    from ui.use import material
    from ui.use.given import one_of

    pairs = [field.partition("=") for field in fields]
    if any(not equals for _, equals, _ in pairs):
        raise MalformedError("a field is written FIELD=VALUE", hint="`sviedka claim forms` lists them")
    known_basis = one_of(Basis, basis, "basis")
    with session_of(context) as session:
        told = session.source_record(told_by) if told_by else None
        made = material.claim(
            session,
            material.statement(session, form, {name: value for name, _, value in pairs}),
            [material.cite(session, exhibit, page, quote, start)],
            said_by=session.source_line(session.source_record(by)),
            basis=known_basis,
            denies=denies,
            told_by=session.source_line(told) if told else None,
            credibility=credibility,
        )
        say(f"{material.number_of(session, made.id)} {made.id}")


@app.command("forms")
def forms(as_json: JsonOption = False) -> None:
    """The forms of statement and their fields."""
    import msgspec

    from ui.use.material import forms as all_forms

    rows: list[dict[str, object]] = [
        {
            "form": name,
            "fields": ", ".join(
                field.name + ("" if field.required else " (may be left out)") for field in msgspec.structs.fields(form)
            ),
        }
        for name, form in sorted(all_forms().items())
    ]
    show(rows, as_json=as_json)


@app.command("list")
def listing(context: typer.Context, as_json: JsonOption = False) -> None:
    """All claims that live, and whether they may be built on."""
    from evidence.casefile.wording import says
    from evidence.model.claim import Claim
    from ui.use.material import number_of

    with session_of(context) as session:
        rows: list[dict[str, object]] = []
        for claim in session.standing.live(Claim):
            first = claim.cites[0]
            exhibit = session.standing.holdings.exhibit(first.exhibit)
            rows.append(
                {
                    "claim": number_of(session, claim.id),
                    "says": says(claim, session.standing),
                    "basis": claim.basis.value,
                    "read at": f"{exhibit.number}" + (f".{first.page:03}" if first.page else ""),
                    "usable": session.standing.usable(claim.id).value,
                    "id": claim.id,
                }
            )
        show(rows, as_json=as_json, empty="no claims")

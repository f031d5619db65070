"""`sviedka claim`: one statement, by one source, read at one place."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Annotated

import typer

from ui.cli.common import JsonOption, note, say, session_of, show

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
    from evidence.model.values import Basis
    from ui.use import material
    from ui.use.given import one_of

    values = _values(fields)
    known_basis = one_of(Basis, basis, "basis")
    with session_of(context) as session:
        told = session.source_record(told_by) if told_by else None
        made = material.claim(
            session,
            material.statement(session, form, values),
            [material.cite(session, exhibit, page, quote, start)],
            said_by=session.source_line(session.source_record(by)),
            basis=known_basis,
            denies=denies,
            told_by=session.source_line(told) if told else None,
            credibility=credibility,
        )
        say(f"{material.number_of(session, made.id)} {made.id}")


@app.command("amend")
def amend(
    context: typer.Context,
    claim: Annotated[str, typer.Argument(help="Number or id of the claim.")],
    fields: Annotated[
        list[str] | None, typer.Argument(help="FIELD=VALUE of what it says otherwise; FIELD= takes the field out.")
    ] = None,
    quote: Annotated[str | None, typer.Option(help="Other words; they replace all its citations.")] = None,
    exhibit: Annotated[str | None, typer.Option(help="Where they stand; else where the first quote stood.")] = None,
    page: Annotated[int | None, typer.Option(help="Page, or part of a DOCX; else that of the first quote.")] = None,
    start: Annotated[int | None, typer.Option(help="Where they start, if they stand there more than once.")] = None,
    by: Annotated[str | None, typer.Option(help="Who says it: code of a source.")] = None,
    basis: Annotated[str | None, typer.Option(help="saw, heard, told, read or inferred.")] = None,
    denies: Annotated[bool | None, typer.Option(help="The source denies it, or does not.")] = None,
    told_by: Annotated[str | None, typer.Option(help="Who told the source.")] = None,
    credibility: Annotated[int | None, typer.Option(help="1 to 6; 6 cannot be judged.")] = None,
    carry: Annotated[
        bool, typer.Option("--carry", help="Let its links to elements and its sentences name the new version.")
    ] = False,
) -> None:
    """Say a claim better: a new version, in which what you leave out stays as it was; undo brings the old one back."""
    from evidence.errors import UsageError
    from evidence.model.values import Basis
    from ui.use.amending import amend_claim, resting_on
    from ui.use.given import one_of
    from ui.use.material import number_of

    if quote is None and (exhibit, page, start) != (None, None, None):
        raise UsageError("a place without a quote", hint="add --quote with the words that stand there")
    values = _values(fields or ())
    with session_of(context) as session:
        given = {
            "said_by": session.source_line(session.source_record(by)) if by else None,
            "basis": one_of(Basis, basis, "basis") if basis else None,
            "denies": denies,
            "told_by": session.source_line(session.source_record(told_by)) if told_by else None,
            "credibility": credibility,
        }
        changes = {name: value for name, value in given.items() if value is not None}
        if not changes and not values and quote is None:
            raise UsageError("nothing to change was given", hint="name a field, a quote or an option: see --help")
        made = amend_claim(
            session, claim, values, carry=carry, quote=quote, exhibit=exhibit, page=page, start=start, **changes
        )
        say(f"{number_of(session, made.id)} {made.id}")
        bearings, passages = resting_on(session, made.replaces[0])
        if bearings or passages:
            note(f"still naming the old version: links to elements: {len(bearings)}, paragraphs: {len(passages)}")


@app.command("show")
def one(
    context: typer.Context,
    claim: Annotated[str, typer.Argument(help="Number or id of the claim.")],
    as_json: JsonOption = False,
) -> None:
    """One claim: what it says, who says it and how they know, the very words, and where it stands."""
    from ui.use.claims import told

    with session_of(context) as session:
        show(told(session, claim), as_json=as_json)


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
    from ui.use.material import number_of, place_of

    with session_of(context) as session:
        rows: list[dict[str, object]] = []
        for claim in session.standing.live(Claim):
            rows.append(
                {
                    "claim": number_of(session, claim.id),
                    "says": says(claim, session.standing),
                    "basis": claim.basis.value,
                    "read at": place_of(session, claim.cites[0]),
                    "usable": session.standing.usable(claim.id).value,
                    "id": claim.id,
                }
            )
        show(rows, as_json=as_json, empty="no claims")


def _values(fields: Sequence[str]) -> dict[str, str]:
    from evidence.errors import MalformedError

    pairs = [field.partition("=") for field in fields]
    if any(not equals for _, equals, _ in pairs):
        raise MalformedError("a field is written FIELD=VALUE", hint="`sviedka claim forms` lists them")
    return {name: value for name, _, value in pairs}

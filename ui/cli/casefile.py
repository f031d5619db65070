"""`sviedka casefile`: allegations, elements, coverage, text, and the file as a PDF."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from ui.cli.common import JsonOption, say, session_of, show

app = typer.Typer()
File = Annotated[str, typer.Argument(help="Code or id of the case file.")]


@app.command("allege")
def allege(
    context: typer.Context,
    person: Annotated[str, typer.Argument(help="Whom, by label or id.")],
    crime: Annotated[str, typer.Argument(help="Id of the crime in the law data, such as 7-1-f.")],
    mode: Annotated[str, typer.Argument(help="Id of the mode of liability, such as 25-3-b.")],
    start: Annotated[str | None, typer.Option("--from", help="First day (EDTF).")] = None,
    end: Annotated[str | None, typer.Option("--to", help="Last day (EDTF).")] = None,
    place: Annotated[str | None, typer.Option(help="Where, by label or id.")] = None,
    act: Annotated[list[str] | None, typer.Option(help="An act, by label or id.")] = None,
) -> None:
    """Allege a crime; the word for everything in a case file is alleged."""
    from ui.use.case import allege as allege_it

    with session_of(context) as session:
        say(allege_it(session, person, crime, mode, start=start, end=end, place=place, acts=act or ()).id)


@app.command("allege-office")
def allege_office(
    context: typer.Context,
    office: Annotated[str, typer.Argument(help="The office whose holder nobody has identified.")],
    crime: Annotated[str, typer.Argument(help="Id of the crime in the law data, such as 7-1-f.")],
    mode: Annotated[str, typer.Argument(help="Id of the mode of liability, such as 28-b.")],
    start: Annotated[str | None, typer.Option("--from", help="First day (EDTF).")] = None,
    end: Annotated[str | None, typer.Option("--to", help="Last day (EDTF).")] = None,
) -> None:
    """Allege a crime of whoever held an office; a person is named by `allege`."""
    from ui.use.case import allege as allege_it

    with session_of(context) as session:
        say(allege_it(session, None, crime, mode, office=office, start=start, end=end).id)


@app.command("new")
def new(
    context: typer.Context,
    code: Annotated[str, typer.Argument(help="Such as LT-1.")],
    title: Annotated[str, typer.Argument(help="Its title; no name of a protected person.")],
    forum: Annotated[str, typer.Option(help="LT, PL or ICC.")] = "LT",
    language: Annotated[str, typer.Option(help="Language of the file: en, lt or pl.")] = "en",
    allegation: Annotated[list[str] | None, typer.Option(help="Number or id of an allegation.")] = None,
) -> None:
    """Open a case file; it pins the law data as it is today."""
    from ui.use.case import open_case_file

    with session_of(context) as session:
        say(open_case_file(session, code, title, forum, language=language, allegations=allegation or ()).id)


@app.command("amend")
def amend(
    context: typer.Context,
    file: File,
    title: Annotated[str | None, typer.Option(help="Another title; no name of a protected person.")] = None,
    allegation: Annotated[list[str] | None, typer.Option(help="Number or id of an allegation to add.")] = None,
    drop: Annotated[list[str] | None, typer.Option(help="Number or id of an allegation to leave out.")] = None,
) -> None:
    """Change a case file's title and allegations; it is pinned to the law data as it is today."""
    from ui.use.amending import amend_case_file

    with session_of(context) as session:
        say(amend_case_file(session, file, title=title, add=allegation or (), drop=drop or ()).id)


@app.command("allegations")
def allegations(context: typer.Context, as_json: JsonOption = False) -> None:
    """All allegations, and the case files that hold them."""
    from ui.use.case import allegation_rows

    with session_of(context) as session:
        show(allegation_rows(session), as_json=as_json, empty="no allegations")


@app.command("text")
def text(context: typer.Context, file: File, as_json: JsonOption = False) -> None:
    """The sentences of a case file, section by section, and the claims that each rests on."""
    from ui.use.case import sentence_rows

    with session_of(context) as session:
        show(sentence_rows(session, file), as_json=as_json, empty="no sentences; `sviedka casefile write` adds one")


@app.command("list")
def listing(context: typer.Context, as_json: JsonOption = False) -> None:
    """All case files."""
    from evidence.model.output import CaseFile

    with session_of(context) as session:
        rows: list[dict[str, object]] = [
            {"code": one.code, "title": one.title.text, "forum": one.forum, "recipient": one.recipient, "id": one.id}
            for one in session.standing.live(CaseFile)
        ]
        show(rows, as_json=as_json, empty="no case files")


@app.command("write")
def write(
    context: typer.Context,
    file: File,
    section: Annotated[str, typer.Argument(help="Section, such as complaint, context or incidents.")],
    text: Annotated[str, typer.Argument(help="One sentence.")],
    claim: Annotated[list[str] | None, typer.Option(help="Number or id of a claim that it rests on.")] = None,
    lang: Annotated[str, typer.Option(help="Language of the sentence.")] = "en",
) -> None:
    """Add a sentence to a section; without claims it is printed as unbound."""
    from ui.use.case import add_passage

    with session_of(context) as session:
        say(add_passage(session, file, section, text, claim or (), lang).id)


@app.command("elements")
def elements(
    context: typer.Context,
    forum: Annotated[str, typer.Option(help="LT, PL or ICC.")] = "LT",
    as_json: JsonOption = False,
) -> None:
    """The elements that a forum asks for, with their marks: V seen, P partly, M from memory."""
    from ui.use.case import rows_for

    with session_of(context) as session:
        rows: list[dict[str, object]] = [
            {
                "id": row.id, "provision": row.citation, "text": row.element.text, "kind": row.element.kind.value,
                "established per": row.scope.value, "mark": row.mark.value,
            }
            for row in rows_for(session, forum)
        ]  # fmt: skip
        show(rows, as_json=as_json)


@app.command("coverage")
def coverage(
    context: typer.Context,
    forum: Annotated[str, typer.Option(help="LT, PL or ICC.")] = "LT",
    gaps: Annotated[bool, typer.Option(help="Only what rests on fewer than two independent origins.")] = False,
    as_json: JsonOption = False,
) -> None:
    """Elements against incidents and persons: how much there is, never whether it is so."""
    from ui.use.case import coverage_rows

    with session_of(context) as session:
        show(coverage_rows(session, forum, only_gaps=gaps), as_json=as_json)


@app.command("build")
def build(
    context: typer.Context,
    file: File,
    target: Annotated[Path, typer.Argument(help="Where the PDF goes; it holds names in the clear.")],
    recipient: Annotated[str | None, typer.Option(help="For whom; else the recipient of its forum.")] = None,
) -> None:
    """Typeset the case file as it stands now, for reading; what blocks a disclosure is listed, not hidden."""
    from ui.use.disclosure import preview
    from ui.use.writing import check_target, write_private

    check_target(target)
    with session_of(context) as session:
        made = preview(session, file, recipient)
        write_private(target, made.pdf)
        say(f"{target}: {made.pages} pages, SHA-256 {made.sha256}")
        for one in made.blockers:
            say(f"blocker {one.rule}: {one.says}")

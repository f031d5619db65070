"""`sviedka exhibit`: take in, read, list, describe."""

from __future__ import annotations

from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from ui.cli.common import JsonOption, note, say, session_of, show

if TYPE_CHECKING:
    from ui.session import Session

app = typer.Typer()


@app.command("add")
def add(
    context: typer.Context,
    paths: Annotated[list[Path], typer.Argument(help="Files and folders; links are not followed.")],
    source: Annotated[str, typer.Option(help="Code of the source, such as S-1; a new code makes the source.")],
    protected: Annotated[bool, typer.Option(help="A new source that is known by its code only.")] = False,
    obtained_when: Annotated[str | None, typer.Option("--when", help="When it was obtained (EDTF).")] = None,
    obtained_where: Annotated[str | None, typer.Option("--where", help="Where it was obtained.")] = None,
    obtained_how: Annotated[str | None, typer.Option("--how", help="How it was obtained.")] = None,
    obtained_by: Annotated[str | None, typer.Option("--by", help="By whom it was obtained.")] = None,
    compartment: Annotated[str, typer.Option(help="open, case, protected or sealed.")] = "case",
    read: Annotated[bool, typer.Option(help="Read the text at once.")] = True,
    as_json: JsonOption = False,
) -> None:
    """Take files in: digests, encrypted object, receipt for every arrival. Run it again to go on after a stop."""
    from ingest.walk import check_paths
    from ui.use.given import obtained as obtained_of
    from ui.use.intake import check_order, file_rows, take_in

    obtained = obtained_of(when=obtained_when, where=obtained_where, how=obtained_how, by=obtained_by)
    check_paths(paths)
    with session_of(context) as session:
        # All that can be refused is refused before a source is made for it.
        check_order(session, compartment)
        code, made = session.source(source, protected=protected)
        if made:
            note(f"new source {source} ({code})")
        with _bar("taking in", "bytes") as watch:
            receipts = take_in(session, paths, code, obtained, compartment, watch)
        if read:
            _read(session, ())
        listed = [row.as_table() for row in file_rows(session, receipts)]
        show(listed, as_json=as_json, empty="no files there")
        if not as_json:
            say(", ".join(f"{n} {state}" for state, n in sorted(Counter(str(row["state"]) for row in listed).items())))


@app.command("read")
def read_again(
    context: typer.Context,
    again: Annotated[list[str] | None, typer.Option(help="Also try these states again, such as failed.")] = None,
) -> None:
    """Read what was taken in and is not read yet."""
    with session_of(context) as session:
        done = _read(session, again or ())
        say(f"{len(done)} tried, {sum(one.reason is None for one in done)} read")


@app.command("list")
def listing(
    context: typer.Context,
    state: Annotated[str | None, typer.Option(help="Only this state, such as failed or needs_ocr.")] = None,
    as_json: JsonOption = False,
) -> None:
    """All exhibits with their state; what never came in is listed too."""
    from ui.use.intake import exhibit_rows

    with session_of(context) as session:
        show(exhibit_rows(session, state), as_json=as_json, empty="no exhibits")


@app.command("show")
def one(
    context: typer.Context,
    exhibit: Annotated[str, typer.Argument(help="Number or id.")],
    page: Annotated[int | None, typer.Option(help="Print this page.")] = None,
    second: Annotated[bool, typer.Option(help="Print the page as a second, independent engine reads it.")] = False,
    tables: Annotated[bool, typer.Option(help="Print the ruled tables of the page.")] = False,
    as_json: JsonOption = False,
) -> None:
    """One exhibit: digests, receipts, derivatives; or one page as text, read a second time, or its tables."""
    from ui.cli.common import visible
    from ui.use import intake

    with session_of(context) as session:
        found = session.exhibit(exhibit)
        if page is None:
            show(intake.life_of(session, found), as_json=as_json)
        elif tables:
            for rows in intake.tables_of(session, found, page):
                say("\n".join("\t".join(visible(cell or "") for cell in row) for row in rows) + "\n")
        elif second:
            say(visible(intake.second_reading_of(session, found, page)))
        else:
            say(visible(session.texts.page(session.text(found.id), page)))


@app.command("describe")
def describe(
    context: typer.Context,
    exhibit: Annotated[str, typer.Argument(help="Number or id.")],
    title: Annotated[str, typer.Option(help="What it is.")],
    lang: Annotated[str, typer.Option(help="Language of the title.")] = "en",
    date: Annotated[str | None, typer.Option(help="Its date (EDTF).")] = None,
    author: Annotated[str | None, typer.Option(help="Its author, as it names itself.")] = None,
    language: Annotated[str, typer.Option(help="Language of the exhibit.")] = "und",
    cleared: Annotated[
        bool, typer.Option(help="The third parties it names have been looked at; it may leave.")
    ] = False,
    fact: Annotated[str | None, typer.Option(help="The fact it is to prove.")] = None,
) -> None:
    """Say what an exhibit is, and whether it may leave; describing again makes a new version."""
    from ui.use.material import describe as describe_it

    with session_of(context) as session:
        made = describe_it(
            session,
            exhibit,
            title=title,
            lang=lang,
            date=date,
            author=author,
            language=language,
            cleared=cleared,
            fact=fact,
        )
        say(f"{made.id}: {'cleared' if made.cleared else 'not cleared'}")


def _read(session: Session, again: tuple[str, ...] | list[str]):  # type: ignore[no-untyped-def]  # noqa: ANN202
    from evidence.model.holding import ExhibitState
    from ui.use.given import all_of

    states = all_of(ExhibitState, again, "state")
    with _bar("reading", "files") as watch:
        return session.read(again=states, watch=lambda now: watch(now.done, now.of))


def _bar(what: str, unit: str):  # type: ignore[no-untyped-def]  # noqa: ANN202
    from ui.cli.progress import bar

    return bar(what, unit)

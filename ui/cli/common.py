"""What all commands share: where the workspace is, how it is unlocked, tables and JSON."""

from __future__ import annotations

import json
import os
import sys
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

if TYPE_CHECKING:
    from ui.session import Session
    from ui.settings import Settings

JsonOption = Annotated[bool, typer.Option("--json", help="Print JSON instead of a table.")]


@dataclass(frozen=True, slots=True, kw_only=True)
class Where:
    """The options before the command."""

    settings: Path | None
    workspace: Path | None
    identity: Path | None


def settings_of(context: typer.Context) -> Settings:
    """What the person has configured, options first."""
    from ui.settings import load_settings

    where: Where = context.obj
    return load_settings(os.environ, settings=where.settings, workspace=where.workspace, identity=where.identity)


@contextmanager
def session_of(context: typer.Context, *, index_afresh: bool = False) -> Iterator[Session]:
    """Unlock and open the workspace for one command; `index_afresh` forgets the search index first."""
    from ui.wiring import check_workspace, open_session, unlock

    settings = settings_of(context)
    # Before anybody types a passphrase: is there a workspace, and one that this program reads?
    check_workspace(settings.need_workspace())
    settings.need_identity()
    with open_session(settings, unlock(settings, ask_passphrase), index_afresh=index_afresh) as session:
        yield session


def ask_passphrase() -> str:
    """Ask at the terminal, without echo; NotConfiguredError where nobody can answer."""
    return _asked("Passphrase", twice=False)


def new_passphrase(settings: Settings, what: str) -> str:
    """A passphrase for a new file: from the passphrase file, or asked twice."""
    from ui.settings import first_line

    if settings.passphrase_file is not None:
        return first_line(settings.passphrase_file, "the passphrase file", "check SVIEDKA_PASSPHRASE_FILE")
    return _asked(f"New passphrase for {what}", twice=True)


def root_passphrase(settings: Settings) -> str:
    """The root key's passphrase: from SVIEDKA_ROOT_PASSPHRASE_FILE, else from the passphrase file, else asked for."""
    from ui.settings import first_line

    named = os.environ.get("SVIEDKA_ROOT_PASSPHRASE_FILE")
    file = Path(named) if named else settings.passphrase_file
    if file is not None:
        return first_line(file, "the root key's passphrase file", "check SVIEDKA_ROOT_PASSPHRASE_FILE")
    return _asked("Passphrase of the root key", twice=False)


def _asked(what: str, *, twice: bool) -> str:
    from evidence.errors import NotConfiguredError

    try:
        return str(typer.prompt(what, hide_input=True, confirmation_prompt=twice, err=True))
    except typer.Abort:
        if sys.stdin.isatty():
            raise
        raise NotConfiguredError(
            "no passphrase was given", hint="type it at a terminal, or name a file in SVIEDKA_PASSPHRASE_FILE"
        ) from None


def say(text: str = "") -> None:
    """One line for the person."""
    sys.stdout.write(f"{text}\n")


def note(text: str) -> None:
    """One line beside the result, on standard error."""
    sys.stderr.write(f"{text}\n")


def show(rows: Iterable[Mapping[str, object]], *, as_json: bool, empty: str = "nothing") -> None:
    """Rows as a table, or as one JSON list."""
    listed = list(rows)
    if as_json:
        say(safe_json(json.dumps(listed, ensure_ascii=False, indent=2, default=str)))
    elif not listed:
        say(empty)
    else:
        table(list(listed[0]), [[str(value) if value is not None else "" for value in row.values()] for row in listed])


def table(heads: Sequence[str], rows: Sequence[Sequence[str]]) -> None:
    """A plain table, as wide as the terminal; control characters of strangers are shown, not obeyed."""
    from rich import box
    from rich.console import Console
    from rich.table import Table
    from rich.text import Text

    drawn = Table(box=box.SIMPLE_HEAD, pad_edge=False)
    for head in heads:
        drawn.add_column(head, overflow="fold")
    for row in rows:
        # A line break in a stranger's file name must not look like another row.
        drawn.add_row(*(Text(visible(cell).replace("\n", "[U+000A]")) for cell in row))
    width = None if sys.stdout.isatty() else 200
    Console(width=width).print(drawn)


def visible(untrusted: str) -> str:
    """The text with control and bidi characters written out, so that no quote can redraw the terminal."""
    lines = untrusted.replace("\r\n", "\n").replace("\r", "\n")
    return "".join(one if one.isprintable() or one == "\n" else f"[U+{ord(one):04X}]" for one in lines)


def safe_json(text: str) -> str:
    """JSON with the same meaning, its control and bidi characters as `\\uXXXX`, so that it can be looked at."""
    return "".join(one if one.isprintable() or one == "\n" else _escaped(one) for one in text)


def _escaped(one: str) -> str:
    # RFC 8259, 7: beyond the basic plane a character is written as its two surrogates.
    units = one.encode("utf-16-be", "surrogatepass")
    return "".join(f"\\u{units[at]:02x}{units[at + 1]:02x}" for at in range(0, len(units), 2))

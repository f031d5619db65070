"""`sviedka workspace`: found it, look at it, verify it."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from ui.cli.common import (
    JsonOption,
    ask_passphrase,
    new_passphrase,
    note,
    say,
    session_of,
    settings_of,
    show,
)

app = typer.Typer()


@app.command("new")
def new(
    context: typer.Context,
    folder: Annotated[Path, typer.Argument(help="An empty folder, or one that does not exist yet.")],
    root: Annotated[
        Path | None, typer.Option(help="Where the root key file goes (a stick); else beside your identity.")
    ] = None,
    sheet: Annotated[Path | None, typer.Option(help="Write the recovery sheet here instead of printing it.")] = None,
) -> None:
    """Found a workspace: policy and root key, compartments, device key, recovery sheet, first checkpoint."""
    from ui.wiring import found_workspace, unlock

    settings = settings_of(context)
    identity = unlock(settings, ask_passphrase)
    root_file = root or settings.need_identity().with_suffix(".root.age")
    founded = found_workspace(folder, identity, root_file, new_passphrase(settings, "the root key"))
    say(f"workspace {founded.id} in {folder}, device {founded.device}, person {founded.person}")
    say(f"root key written to {root_file}: keep it offline")
    lines = founded.recovery_lines
    if sheet is not None:
        sheet.touch(mode=0o600, exist_ok=False)
        sheet.write_text("\n".join(lines) + "\n", encoding="utf-8")
        say(f"recovery sheet written to {sheet}: print it, lock it away, delete the file")
    else:
        note("RECOVERY SHEET. Print or copy it, lock it away; it is shown once and opens every exhibit:")
        for line in lines:
            note(f"    {line}")


@app.command("status")
def status(context: typer.Context, as_json: JsonOption = False) -> None:
    """Counts, sizes, checkpoints, and the window in which a key thief could rewrite the ledger unseen."""
    from evidence.custody.entry import EntryType

    with session_of(context) as session:
        found = session.workspace.status()
        states: dict[str, int] = {}
        for exhibit in session.standing.holdings.exhibits:
            state = session.standing.holdings.state(exhibit).value
            states[state] = states.get(state, 0) + 1
        rows: list[dict[str, object]] = [
            {"what": "workspace", "value": found.workspace},
            {"what": "person, device", "value": f"{found.person}, {found.device}"},
            {"what": "policy version", "value": found.policy_version},
            {"what": "exhibits", "value": ", ".join(f"{n} {state}" for state, n in sorted(states.items())) or 0},
            {"what": "receipts", "value": found.entries.get(EntryType.RECEIVED, 0)},
            {"what": "records", "value": found.entries.get(EntryType.RECORDED, 0)},
            {"what": "objects", "value": f"{found.objects}, {found.object_bytes} bytes"},
            {"what": "checkpoints", "value": ", ".join(f"{d}: {n} entries" for d, n in found.checkpoints.items())},
            {"what": "latest entry", "value": found.latest},
            {
                "what": "newer than any outside anchor",
                "value": ", ".join(f"{d}: {n}" for d, n in found.exposed.items()),
            },
            {"what": "lock", "value": found.lock.value},
        ]
        show(rows, as_json=as_json)


@app.command("verify")
def verify(
    context: typer.Context,
    quick: Annotated[bool, typer.Option(help="Stored bytes only, nothing is decrypted.")] = False,
    as_json: JsonOption = False,
) -> None:
    """Compare every entry, record and object with what was recorded; exit 0 INTACT, 1 BROKEN, 2 INDETERMINATE."""
    from ui.use.audit import audit_workspace

    with session_of(context) as session:
        found = audit_workspace(session, quick=quick)
        shown = found.checks if as_json else [check for check in found.checks if check.verdict.value != "INTACT"]
        rows = [
            {"code": check.code.value, "verdict": check.verdict.value, "subject": check.subject, "says": check.says}
            for check in shown
        ]
        if rows or as_json:
            show(rows, as_json=as_json)
        if not as_json:
            anchored = (
                f"{found.summary.outside.value}, since {found.anchored_since}" if found.anchored_since else "none"
            )
            say(f"internal consistency: {found.summary.internal.value} ({len(found.checks)} checks)")
            say(f"outside anchor:       {anchored}")
        raise typer.Exit(found.summary.exit_code)

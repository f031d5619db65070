"""`sviedka workspace`: found it, look at it, verify it."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Annotated

import typer

from ui.cli.common import (
    JsonOption,
    ask_passphrase,
    new_passphrase,
    note,
    root_passphrase,
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
    from evidence.errors import StorageError
    from ui.use.writing import check_target, write_private
    from ui.wiring import check_founding, found_workspace, unlock

    settings = settings_of(context)
    root_file = root or settings.need_identity().with_suffix(".root.age")
    check_founding(folder, root_file)
    if sheet is not None:
        check_target(sheet, fresh=True)
    identity = unlock(settings, ask_passphrase)
    founded = found_workspace(folder, identity, root_file, new_passphrase(settings, "the root key"))
    say(f"workspace {founded.id} in {folder}, device {founded.device}, person {founded.person}")
    say(f"root key written to {root_file}: keep it offline")
    say(f"root fingerprint {founded.root}: whoever you admit compares it")
    # A comment to age, and to whoever types the sheet off.
    lines = (*founded.recovery_lines, f"# root fingerprint {founded.root}")
    if sheet is not None:
        try:
            write_private(sheet, ("\n".join(lines) + "\n").encode())
            say(f"recovery sheet written to {sheet}: print it, lock it away, delete the file")
            return
        except StorageError as error:
            # It exists nowhere else: what cannot be written is shown.
            note(f"{error}; the sheet follows here instead")
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
            {"what": "root fingerprint", "value": session.workspace.root_fingerprint},
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
    quick: Annotated[bool, typer.Option(help="Of each object the stored bytes only; none is decrypted.")] = False,
    as_json: JsonOption = False,
) -> None:
    """Compare every entry, record and object with what was recorded; exit 0 INTACT, 1 BROKEN, 2 INDETERMINATE."""
    from ui.use.audit import audit_workspace

    with _unbroken(as_json=as_json), session_of(context) as session:
        found = audit_workspace(session, quick=quick)
        shown = found.checks if as_json else [check for check in found.checks if check.verdict.value != "INTACT"]
        rows = [
            {"code": check.code.value, "verdict": check.verdict.value, "subject": check.subject, "says": check.says}
            for check in shown
        ]
        if rows or as_json:
            show(rows, as_json=as_json)
        if not as_json:
            say(f"internal consistency: {found.summary.internal.value} ({len(found.checks)} checks)")
            say(f"outside anchor:       {found.outside}")
        raise typer.Exit(found.summary.exit_code)


@contextmanager
def _unbroken(*, as_json: bool) -> Iterator[None]:
    from evidence.errors import DigestMismatchError, LedgerBrokenError

    try:
        yield
    except (LedgerBrokenError, DigestMismatchError) as error:
        # A ledger that cannot even be opened is no trouble of this command but its answer.
        row = {"code": "LEDGER", "verdict": "BROKEN", "subject": "ledger", "says": str(error)}
        show([row], as_json=as_json)
        if not as_json:
            say("internal consistency: BROKEN (the ledger does not open; nothing behind it was checked)")
        raise typer.Exit(1) from error


@app.command("admit")
def admit(
    context: typer.Context,
    root: Annotated[Path, typer.Option(help="The root key file of the workspace.")],
    person: Annotated[str, typer.Option(help="k-… as `sviedka identity show` prints it.")],
    recipient: Annotated[str, typer.Option(help="age1… as `sviedka identity show` prints it.")],
    public: Annotated[str, typer.Option(help="Public signing key, 64 hexadecimal digits, printed there too.")],
    roles: Annotated[str, typer.Option(help="With commas: investigator, lawyer, custodian, prosecutor, recovery.")],
) -> None:
    """Let another person work here, or change the roles of one; a new version of the policy, signed by the root key."""
    from ui.use.house_rules import admit as admit_it
    from ui.use.house_rules import newcomer
    from ui.wiring import read_root_key

    wanted = newcomer(person, recipient, public, roles)
    with session_of(context) as session:
        made = admit_it(session, wanted, read_root_key(root, root_passphrase(settings_of(context))))
        say(f"{wanted.key} is admitted as {', '.join(sorted(role.value for role in wanted.roles))}")
        say(f"policy {made.version}, SHA-256 {made.sha256}")
        say(f"root fingerprint {session.workspace.root_fingerprint}")
        if wanted.key != session.workspace.person:
            say("hand it over by another way than this folder; then: `sviedka workspace trust FINGERPRINT`")


@app.command("trust")
def trust(
    context: typer.Context,
    fingerprint: Annotated[list[str], typer.Argument(help="The root's, as it was handed over: 64 digits, in groups.")],
) -> None:
    """Say once that this workspace has the root you were told of; every later opening compares it and your keys."""
    from ui.wiring import check_workspace, trust_root, unlock

    settings = settings_of(context)
    check_workspace(settings.need_workspace())
    identity = unlock(settings, ask_passphrase)
    say(f"trusted root {trust_root(settings, identity, ' '.join(fingerprint))}, as {identity.person}")


@app.command("policy")
def policy(
    context: typer.Context,
    root: Annotated[Path | None, typer.Option(help="The root key file; needed to change anything.")] = None,
    approvals: Annotated[int | None, typer.Option(help="Persons who must stand for a disclosure: 1 or 2.")] = None,
    reviews: Annotated[str | None, typer.Option(help="yes: a claim counts once another person accepted it.")] = None,
    as_json: JsonOption = False,
) -> None:
    """Show the rules of the house, or change them; a new version of the policy, signed by the root key."""
    from ui.use.house_rules import amend, rows
    from ui.wiring import read_root_key

    with session_of(context) as session:
        if approvals is not None or reviews is not None:
            if root is None:
                raise typer.BadParameter("needed to change the policy", param_hint="--root")
            key = read_root_key(root, root_passphrase(settings_of(context)))
            amend(session, key, approvals=approvals, reviews=reviews)
        show(rows(session), as_json=as_json)

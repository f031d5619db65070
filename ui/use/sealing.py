"""From an approved disclosure to a sealed package: entered, stamped, written; it may be run again after a stop."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from evidence.canonical import Json
from evidence.custody.entry import Draft, Entry, EntryType
from evidence.digest import sha256_of
from evidence.disclosure import plan
from evidence.disclosure.package import write_package
from evidence.errors import NotClearedError, StaleError, TimestampError
from evidence.model.output import Disclosure
from ui.session import Session
from ui.use.anchors import record_not_done
from ui.use.disclosure import cut, is_stale, payload_of, pdf_of, sealed_entry, withheld_by_hand
from ui.use.proving import custody, labels, ready_to_seal


@dataclass(frozen=True, slots=True, kw_only=True)
class Sealed:
    """Where the package and its keys are, and how it stands with the time stamp, in words."""

    folder: Path
    keys: Path
    stamp: str


def seal(session: Session, disclosure: Disclosure, target: Path) -> Sealed:
    """Enter the disclosure, stamp the checkpoint, write and seal the package; it may be run again after a stop."""
    if is_stale(session, disclosure):
        raise StaleError(f"{disclosure.id}: a record that it rests on has changed", hint="prepare it again")
    _require_approvals(session, disclosure)
    found = cut(session, disclosure.case_file, disclosure.recipient, withheld_by_hand(session, disclosure))
    plan.require_none_blocks(found.checks)
    payload = payload_of(session, found)
    if sha256_of(payload.manifest()) != disclosure.manifest:
        raise StaleError(f"{disclosure.id}: what it would hand over has changed", hint="prepare it again")
    label = labels(session, found.file.code, found.recipient)
    sealer, stamp_certificate = ready_to_seal(session, target)
    entry = sealed_entry(session, disclosure) or _enter(session, disclosure)
    note = session.workspace.checkpoint()
    stamp, said = _stamp(session, note)
    folder = write_package(
        target,
        payload,
        pdf_of(session, disclosure),
        custody(session, found.reliance.exhibits, entry, note, stamp),
        label,
        sealer,
        stamp_certificate if stamp else None,
    )
    session.refresh()
    return Sealed(folder=folder, keys=folder.with_name("keys"), stamp=said)


def _require_approvals(session: Session, disclosure: Disclosure) -> None:
    asked, given = session.workspace.policy.approvals, plan.approvals(session.standing, disclosure)
    if len(given) < asked:
        raise NotClearedError(
            f"{disclosure.id} has {len(given)} of {asked} approvals",
            hint=f"another person runs `sviedka disclosure approve {disclosure.id}`",
        )


def _enter(session: Session, disclosure: Disclosure) -> Entry:
    private: tuple[tuple[str, Json], ...] = (
        ("disclosure", disclosure.id),
        ("exhibits", list(disclosure.exhibits)),
        ("manifest_sha256", disclosure.manifest),
        ("pdf_sha256", disclosure.pdf),
        ("recipient", disclosure.recipient),
    )
    [opened] = session.workspace.commit([Draft(type=EntryType.DISCLOSED, compartment="case", private=private)])
    session.refresh()
    return opened.entry


def _stamp(session: Session, note: bytes) -> tuple[bytes | None, str]:
    authority = session.authority
    if authority is None:
        record_not_done(session, "not_configured")
        return None, "not done: no authority is configured (recorded)"
    try:
        token = authority.stamp(note)
        session.workspace.import_stamp(authority, note, token)
    except TimestampError as error:
        reason = getattr(getattr(error, "reason", None), "value", "refused")
        record_not_done(session, reason)
        return None, f"not done: {reason} (recorded)"
    return token, f"by {authority.name}"

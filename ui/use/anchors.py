"""Outside anchors: having the checkpoint stamped, at once or over a stick; what was not done is recorded so."""

from __future__ import annotations

from pathlib import Path

from evidence.custody.entry import Draft, EntryType
from evidence.errors import NotConfiguredError, TimestampError
from evidence.ports import TimestampAuthority
from ui.session import Session


def stamp_now(session: Session) -> str:
    """Stamp the checkpoint; TimestampError after a `not_done` entry, so that the attempt is not only a log line."""
    authority = _need(session)
    try:
        session.workspace.stamp(authority)
    except TimestampError as error:
        reason = getattr(error, "reason", None)
        record_not_done(session, getattr(reason, "value", "refused"))
        raise
    session.refresh()
    return f"stamped by {authority.name}"


def write_request(session: Session, file: Path) -> None:
    """A time-stamp request for the present checkpoint, and the checkpoint beside it."""
    note = session.workspace.checkpoint()
    file.write_bytes(_need(session).request(note))
    file.with_suffix(".checkpoint").write_bytes(note)


def import_answer(session: Session, file: Path) -> str:
    """Take in the authority's answer for the checkpoint that stands beside it."""
    authority = _need(session)
    session.workspace.import_stamp(authority, file.with_suffix(".checkpoint").read_bytes(), file.read_bytes())
    session.refresh()
    return f"stamped by {authority.name}"


def record_not_done(session: Session, reason: str) -> None:
    """Enter that the checkpoint was not stamped, and why."""
    private = (("step", "timestamp"), ("reason", reason))
    session.workspace.commit([Draft(type=EntryType.NOT_DONE, compartment="open", private=private)])
    session.refresh()


def _need(session: Session) -> TimestampAuthority:
    if session.authority is None:
        raise NotConfiguredError(
            "no time-stamp authority is configured", hint="name one under [authority] in the settings"
        )
    return session.authority

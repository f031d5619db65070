"""Outside anchors: having the checkpoint stamped, at once or over a stick; what was not done is recorded so."""

from __future__ import annotations

from pathlib import Path

from evidence.custody.entry import Draft, EntryType
from evidence.errors import NotConfiguredError, TimestampError, UnreadableError
from evidence.ports import TimestampAuthority
from ui.session import Session
from ui.use.writing import write_private


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
    request = _need(session).request(note)
    write_private(_beside(file), note)
    write_private(file, request)


def import_answer(session: Session, file: Path) -> str:
    """Take in the authority's answer for the checkpoint that stands beside it."""
    authority = _need(session)
    try:
        note, token = _beside(file).read_bytes(), file.read_bytes()
    except OSError as error:
        raise UnreadableError(
            "the answer, or the .checkpoint beside it, cannot be read", hint="keep both files together"
        ) from error
    session.workspace.import_stamp(authority, note, token)
    session.refresh()
    return f"stamped by {authority.name}"


def _beside(file: Path) -> Path:
    try:
        return file.with_suffix(".checkpoint")
    except ValueError as error:
        raise UnreadableError("that path ends in no file's name", hint="name a file, such as log.tsq") from error


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

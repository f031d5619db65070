"""Anchors: what an outsider holds of a log, so that it cannot be rewritten unseen up to that size.

    anchors/<device>/<size>/checkpoint        the note that was stamped, byte for byte
    anchors/<device>/<size>/<authority>.tsr   the token as it came (RFC 3161)

A stamp is a file of its own beside the note: a line added to the note would break it.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime

from evidence.custody.checkpoint import Checkpoint, parse_note
from evidence.custody.checks import Check, Code, Verdict
from evidence.custody.commit import DeviceLog
from evidence.custody.entry import Draft, EntryType
from evidence.digest import sha256_of
from evidence.errors import (
    DigestMismatchError,
    LedgerBrokenError,
    MalformedError,
    MissingToolError,
    NotHeldError,
    TimestampError,
)
from evidence.ports import Shelf, TimestampAuthority


@dataclass(frozen=True, slots=True, kw_only=True)
class Anchor:
    """One outsider's hold: which log, up to which size, by whom, and the files."""

    device: str
    size: int
    authority: str
    note: bytes
    token: bytes


def folder_of(device: str, size: int) -> str:
    """Where the anchors of this size of this log stand."""
    return f"anchors/{device}/{size}"


def keep_anchor(shelf: Shelf, anchor: Anchor) -> Draft:
    """Write the note and the token, and give the `anchored` entry to commit; a note of this size is never replaced."""
    folder = folder_of(anchor.device, anchor.size)
    if not shelf.has(f"{folder}/checkpoint"):
        shelf.keep(f"{folder}/checkpoint", anchor.note)
    elif shelf.read(f"{folder}/checkpoint") != anchor.note:
        raise LedgerBrokenError(f"the log of {anchor.device} has two checkpoints of size {anchor.size}")
    shelf.keep(f"{folder}/{anchor.authority}.tsr", anchor.token)
    return Draft(
        type=EntryType.ANCHORED,
        compartment="open",
        private=(
            ("device", anchor.device),
            ("size", anchor.size),
            ("authority", anchor.authority),
            ("checkpoint", sha256_of(anchor.note)),
            ("token", sha256_of(anchor.token)),
        ),
    )


def anchored_size(shelf: Shelf, device: str) -> int:
    """The largest size that an outsider holds, unverified; 0 for none: what is newer could be rewritten unseen."""
    return max((size for size, _ in _tokens(shelf, device)), default=0)


def _tokens(shelf: Shelf, device: str) -> Iterator[tuple[int, str]]:
    """Size and authority of each token of a log, from the smallest size on."""
    for size in sorted(int(name) for name in shelf.names(f"anchors/{device}") if name.isdecimal()):
        for name in shelf.names(folder_of(device, size)):
            if name.endswith(".tsr"):
                yield size, name.removesuffix(".tsr")


def check_anchors(
    shelf: Shelf, known: DeviceLog, authorities: Mapping[str, TimestampAuthority]
) -> Iterator[tuple[Check, datetime | None]]:
    """One check for each anchor of a log, with the stamped moment where it holds; none at all if there is no anchor."""
    for size, authority in _tokens(shelf, known.device):
        folder = folder_of(known.device, size)
        try:
            note, token = (shelf.read(f"{folder}/{name}") for name in ("checkpoint", f"{authority}.tsr"))
        except NotHeldError:
            says = "a token whose checkpoint is not here"
            subject = f"{known.device}/{size}"
            yield Check(code=Code.ANCHOR, verdict=Verdict.INDETERMINATE, subject=subject, says=says), None
            continue
        anchor = Anchor(device=known.device, size=size, authority=authority, note=note, token=token)
        yield _check_one(anchor, known, authorities)


def _check_one(
    anchor: Anchor, known: DeviceLog, authorities: Mapping[str, TimestampAuthority]
) -> tuple[Check, datetime | None]:
    subject = f"{anchor.device}/{anchor.size}/{anchor.authority}"

    def said(verdict: Verdict, says: str) -> tuple[Check, None]:
        return Check(code=Code.ANCHOR, verdict=verdict, subject=subject, says=says), None

    try:
        checkpoint = parse_note(anchor.note, origin=known.origin, public_key=known.public)
    except (MalformedError, DigestMismatchError):
        return said(Verdict.BROKEN, "the anchored checkpoint is not one of this log")
    if checkpoint.size != anchor.size or not _extends(known, checkpoint):
        return said(Verdict.BROKEN, "the log does not continue the anchored checkpoint: it was cut or rewritten")
    authority = authorities.get(anchor.authority)
    if authority is None:
        return said(Verdict.INDETERMINATE, "the authority's certificate was not given")
    try:
        moment = authority.verify(anchor.note, anchor.token)
    except MissingToolError:
        return said(Verdict.INDETERMINATE, "the tool that verifies a token is missing")
    except TimestampError:
        return said(Verdict.BROKEN, "the token is not one of this authority over this checkpoint")
    says = "the log continues the anchored checkpoint, and the token holds"
    return Check(code=Code.ANCHOR, verdict=Verdict.INTACT, subject=subject, says=says), moment


def _extends(known: DeviceLog, checkpoint: Checkpoint) -> bool:
    return checkpoint.size <= known.size and known.tree.root(checkpoint.size) == checkpoint.root

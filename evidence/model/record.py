"""What every record has: who made it, when, what it replaces; immutable and signed.

A record's id is BLAKE3 over its canonical body (all fields but `id` and `sig`), which holds a 128-bit nonce: references
can neither form cycles nor be swapped.
"""

from __future__ import annotations

import re
from datetime import datetime

import msgspec

from evidence.errors import MalformedError
from evidence.ids import PersonKey, ProposalId, RecordId

_INSTANT = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:[0-9]{2}Z")


class Record(msgspec.Struct, frozen=True, kw_only=True, tag_field="kind"):
    """One decision of one named person."""

    id: RecordId
    nonce: str
    at: str
    by: PersonKey
    sig: str
    replaces: tuple[RecordId, ...] = ()
    via: ProposalId | None = None

    def __post_init__(self) -> None:
        _check_instant(self.at)
        if len(set(self.replaces)) != len(self.replaces):
            raise MalformedError("a record is replaced once")

    @property
    def kind(self) -> str:
        """`claim/1`: the word of the kind and its version."""
        tag = self.__struct_config__.tag
        return str(tag)


class UnknownRecord(msgspec.Struct, frozen=True, kw_only=True):
    """A record of a newer kind or shape: kept whole, shown, and in the way of a case file."""

    kind: str
    id: RecordId
    nonce: str
    at: str
    by: PersonKey
    sig: str
    replaces: tuple[RecordId, ...] = ()
    via: ProposalId | None = None


def _check_instant(at: str) -> None:
    try:
        held = _INSTANT.fullmatch(at) is not None and bool(datetime.fromisoformat(at))
    except ValueError:
        held = False
    if not held:
        raise MalformedError("`at` is UTC to the second: 2026-11-25T09:14:02Z")

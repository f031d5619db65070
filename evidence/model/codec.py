"""Records to canonical bytes and back; unknown fields and newer kinds are kept, because the bytes are kept.

The order has no arrow back (9, "Ids"): body -> id -> signature -> what the ledger holds.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

import msgspec

from evidence import canonical
from evidence.canonical import Json
from evidence.errors import MalformedError
from evidence.ids import PersonKey, ProposalId, RecordId, WorkspaceId, record_id
from evidence.model import claim, decision, heads, output
from evidence.model.record import Record, UnknownRecord
from evidence.when import dec_hook, enc_hook

KINDS: tuple[type[Record], ...] = (
    heads.Source, heads.Account, heads.Consent, heads.IdentityKey,
    heads.Person, heads.Unit, heads.Place, heads.Incident, heads.Act,
    claim.Claim, decision.Judgement, decision.Bearing, decision.Review, decision.Dismissal, decision.Description,
    decision.Withdrawal, output.Allegation, output.Assessment, output.CaseFile, output.Passage, output.Translation,
    output.Disclosure,
)  # fmt: skip

_BY_TAG: dict[str, type[Record]] = {str(kind.__struct_config__.tag): kind for kind in KINDS}


def tag_of(kind: type[Record]) -> str:
    """The `kind` field that records of this class carry."""
    return str(kind.__struct_config__.tag)


def parse_record(untrusted_body: Mapping[str, Json]) -> Record | UnknownRecord:
    """The record that this body writes; a newer or unreadable shape comes back as UnknownRecord."""
    kind = _BY_TAG.get(str(untrusted_body.get("kind")))
    if kind is not None:
        try:
            return msgspec.convert(untrusted_body, kind, dec_hook=dec_hook)
        except (msgspec.ValidationError, MalformedError):
            # A shape this version does not know: kept and shown, never guessed at.
            pass
    try:
        return msgspec.convert(untrusted_body, UnknownRecord)
    except msgspec.ValidationError as error:
        raise MalformedError("a record lacks id, nonce, at, by or sig") from error


def body_of(record: Record) -> dict[str, Json]:
    """All fields of a record as plain JSON values, `id` and `sig` among them."""
    body: dict[str, Json] = msgspec.to_builtins(record, enc_hook=enc_hook)
    return body


def check_record(untrusted_body: Mapping[str, Json]) -> RecordId:
    """The record's id, recomputed; MalformedError if it is not the one that the body carries."""
    computed = record_id(str(untrusted_body.get("kind")), unsigned_bytes(untrusted_body))
    if computed != untrusted_body.get("id"):
        raise MalformedError(f"record {computed} carries another id")
    return computed


def unsigned_bytes(body: Mapping[str, Json]) -> bytes:
    """The canonical body: all but `id` and `sig`."""
    return canonical.encode({name: value for name, value in body.items() if name not in ("id", "sig")})


def signed_message(workspace: WorkspaceId, body: Mapping[str, Json]) -> bytes:
    """What the author's Ed25519 key signs; the workspace's id keeps a record from being replayed elsewhere."""
    return b"sviedka record 1\n" + workspace.encode() + b"\n" + unsigned_bytes(body)


def _built(kind: type[Record], fields: Mapping[str, Any]) -> Record:
    # By way of plain values, so that whatever a caller hands over is checked as if it came from outside.
    if not fields.keys() <= {"kind", *kind.__struct_fields__}:
        raise MalformedError(f"a {tag_of(kind)} record has no such field")
    try:
        return msgspec.convert(msgspec.to_builtins(dict(fields), enc_hook=enc_hook), kind, dec_hook=dec_hook)
    except (msgspec.ValidationError, TypeError, NotImplementedError) as error:
        raise MalformedError(f"a {tag_of(kind)} record with a field that is missing or of another shape") from error


def compose(
    kind: type[Record],
    fields: Mapping[str, Any],
    *,
    by: PersonKey,
    at: str,
    nonce: str,
    workspace: WorkspaceId,
    sign: Callable[[bytes], str],
    replaces: tuple[RecordId, ...] = (),
    via: ProposalId | None = None,
) -> Record:
    """Build, name and sign a record; MalformedError unless `fields` hold all of the kind's own values and no others."""
    common = {"kind": tag_of(kind), "id": "", "sig": "", "nonce": nonce, "at": at, "by": by, "via": via}
    body = body_of(_built(kind, {**fields, **common, "replaces": replaces}))
    body["id"] = record_id(tag_of(kind), unsigned_bytes(body))
    body["sig"] = sign(signed_message(workspace, body))
    record = parse_record(body)
    if not isinstance(record, kind):
        raise MalformedError(f"a {tag_of(kind)} record that cannot be read back")
    return record

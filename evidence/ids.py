"""Ids: a kind prefix, `_`, and 128 bits in lower-case Crockford base32 (26 characters)."""

from __future__ import annotations

import re
from typing import NewType

from blake3 import blake3

from evidence.digest import Sha256
from evidence.errors import MalformedError

RecordId = NewType("RecordId", str)
"""Any record; the prefix tells the kind."""
ExhibitId = NewType("ExhibitId", str)
DerivativeId = NewType("DerivativeId", str)
ProposalId = NewType("ProposalId", str)
PersonKey = NewType("PersonKey", str)
"""The name of a person's signing key, `k-` and 16 hexadecimal digits; who it is stands in the policy's sealed part."""
DeviceId = NewType("DeviceId", str)
WorkspaceId = NewType("WorkspaceId", str)

_ALPHABET = "0123456789abcdefghjkmnpqrstvwxyz"
ID = re.compile(r"[a-z]{2,4}_[0-9a-hjkmnp-tv-z]{26}")
"""What every id looks like: kind prefix, `_`, 26 characters."""

PREFIX = {
    "source": "src",
    "account": "acc",
    "consent": "con",
    "identity_key": "idk",
    "person": "per",
    "unit": "unt",
    "place": "plc",
    "incident": "inc",
    "act": "act",
    "claim": "clm",
    "judgement": "jdg",
    "bearing": "brg",
    "review": "rev",
    "dismissal": "dsm",
    "description": "dsc",
    "withdrawal": "wdr",
    "allegation": "alg",
    "assessment": "ass",
    "case_file": "cas",
    "passage": "psg",
    "translation": "trn",
    "redaction": "red",
    "override": "ovr",
    "disclosure": "dis",
}
"""The prefix of each kind of record."""


def base32(bits128: bytes) -> str:
    """26 characters for 16 bytes, most significant first; the two spare bits in front are zero."""
    if len(bits128) != 16:
        raise MalformedError("an id holds 128 bits")
    number = int.from_bytes(bits128, "big")
    return "".join(_ALPHABET[(number >> shift) & 31] for shift in range(125, -1, -5))


def record_id(kind: str, canonical_body: bytes) -> RecordId:
    """The id of a record: BLAKE3 over its canonical body, which holds a nonce, so ids cannot form cycles."""
    return RecordId(f"{prefix_of(kind)}_{base32(blake3(canonical_body).digest(length=16))}")


def prefix_of(kind: str) -> str:
    """The prefix for `claim` or `claim/1`; an unknown kind gets `rec`."""
    return PREFIX.get(kind.partition("/")[0], "rec")


def parse_id(untrusted: str) -> str:
    """The id as it is, or MalformedError."""
    if not ID.fullmatch(untrusted):
        raise MalformedError("an id is a prefix, `_` and 26 characters of Crockford base32")
    return untrusted


class KeyedIds:
    """Ids of exhibits, derivatives and proposals, keyed with the workspace's secret.

    Two offline devices agree on them, and an id in a log confirms nothing to whoever lacks the secret.
    """

    def __init__(self, workspace_secret: bytes) -> None:
        if len(workspace_secret) != 32:
            raise MalformedError("the workspace's secret is 32 bytes")
        self._key = workspace_secret

    def exhibit(self, sha256: Sha256) -> ExhibitId:
        """The exhibit made of these bytes."""
        return ExhibitId(self._id("exh", sha256))

    def derivative(self, of: ExhibitId | DerivativeId, kind: str, sha256: Sha256) -> DerivativeId:
        """The derivative of this kind with these bytes."""
        return DerivativeId(self._id("drv", of, kind, sha256))

    def proposal(self, exhibit: ExhibitId, quote: str, form: str, value: str) -> ProposalId:
        """The same finding gets the same id in every run, so that a dismissal survives."""
        return ProposalId(self._id("prp", exhibit, quote, form, value))

    def pseudonym(self, recipient: str, identifier: str) -> str:
        """Another id for one recipient, same prefix: two recipients cannot join their tables by it."""
        return self._id(identifier.partition("_")[0], recipient, identifier)

    def _id(self, prefix: str, *parts: str) -> str:
        # Each part is preceded by its length: no two lists of parts write the same bytes.
        hasher = blake3(key=self._key)
        for part in (prefix, *parts):
            coded = part.encode()
            hasher.update(len(coded).to_bytes(8, "big") + coded)
        return f"{prefix}_{base32(hasher.digest(length=16))}"

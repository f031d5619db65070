"""Proofs: that one entry is in the log a checkpoint speaks of, as a text that needs nothing else (C2SP tlog-proof@v1).

It shows that the entry was there when the checkpoint was signed. It does not show when that was (a stamp does), nor
that what the entry says is true.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from evidence.custody.checkpoint import Checkpoint, from_base64, parse_note, read_note, to_base64
from evidence.custody.merkle import HASH_BYTES, leaf_hash, verify_inclusion
from evidence.errors import DigestMismatchError, MalformedError

HEADER = "c2sp.org/tlog-proof@v1"

_INDEX = re.compile(r"index (0|[1-9][0-9]{0,14})")
# A tree of fewer than 10^15 leaves is at most 50 levels high.
_HIGHEST = 50


@dataclass(frozen=True, slots=True, kw_only=True)
class Proof:
    """Index of the entry, the hashes from its sibling up to the root, and the signed note, not yet checked."""

    index: int
    path: tuple[bytes, ...]
    note: bytes

    def __post_init__(self) -> None:
        checkpoint, _ = read_note(self.note)
        if not 0 <= self.index < checkpoint.size:
            raise MalformedError("a proof of an index that its checkpoint does not reach")
        if len(self.path) > _HIGHEST or any(len(step) != HASH_BYTES for step in self.path):
            raise MalformedError("the path of a proof is at most 50 hashes of 32 bytes")


def write_proof(*, index: int, path: Sequence[bytes], note: bytes) -> bytes:
    """The text of a proof: header, index, one hash a line, an empty line, the note."""
    proof = Proof(index=index, path=tuple(path), note=note)
    lines = [HEADER, f"index {proof.index}", *map(to_base64, proof.path), "", ""]
    return "\n".join(lines).encode() + note


def parse_proof(untrusted: bytes) -> Proof:
    """The proof of this text, whether it holds not yet checked; MalformedError for any other spelling."""
    head, empty_line, note = untrusted.partition(b"\n\n")
    try:
        lines = head.decode("ascii").split("\n")
    except UnicodeDecodeError as error:
        raise MalformedError("a proof is text") from error
    if not empty_line or len(lines) < 2 or lines[0] != HEADER:
        raise MalformedError(f"a proof opens with {HEADER}, then its index")
    # Our proofs carry no `extra` line, so a reader that knows one has nothing to ask of it.
    index = _INDEX.fullmatch(lines[1])
    if index is None:
        raise MalformedError("the index of a proof is a whole number without leading zeros")
    return Proof(index=int(index[1]), path=tuple(map(from_base64, lines[2:])), note=note)


def check_proof(proof: Proof, *, leaf: bytes, origin: str, public_key: bytes) -> Checkpoint:
    """The checkpoint under which this leaf (an entry's line) is proven to stand; DigestMismatchError if it is not."""
    checkpoint = parse_note(proof.note, origin=origin, public_key=public_key)
    if not verify_inclusion(
        index=proof.index, size=checkpoint.size, leaf=leaf_hash(leaf), path=proof.path, root=checkpoint.root
    ):
        raise DigestMismatchError("an entry that this proof does not lead to the checkpoint's root")
    return checkpoint

"""Checkpoints: how large a log is and under which root, signed by its device.

The text is a C2SP tlog-checkpoint in a C2SP signed note with one Ed25519 signature, the log's own. Stamps and
cosignatures are kept beside it: a line added to the note would break the stamp. See docs/spec/checkpoint-and-proof.md.
"""

from __future__ import annotations

import base64
import binascii
import hashlib
import re
from collections.abc import Callable
from dataclasses import dataclass

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

from evidence.custody.merkle import EMPTY_ROOT, HASH_BYTES
from evidence.errors import DigestMismatchError, MalformedError

KEY_BYTES = 32
SIGNATURE_BYTES = 64
# C2SP signed-note: signature type 0x01 is Ed25519.
_ED25519 = b"\x01"
_ORIGIN = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]{0,63}/[A-Za-z0-9][A-Za-z0-9._-]{0,63}")
_SIZE = re.compile(r"0|[1-9][0-9]{0,14}")
_LARGEST = 10**15 - 1
_NOTE_LINES = 5


@dataclass(frozen=True, slots=True, kw_only=True)
class Checkpoint:
    """`origin` is `<workspace id>/<device>`, `size` the number of entries, `root` the 32 bytes of their tree."""

    origin: str
    size: int
    root: bytes

    def __post_init__(self) -> None:
        parse_origin(self.origin)
        if not 0 <= self.size <= _LARGEST:
            raise MalformedError("the size of a checkpoint is a whole number from 0")
        if len(self.root) != HASH_BYTES or (self.size == 0) != (self.root == EMPTY_ROOT):
            raise MalformedError("the root of a checkpoint is 32 bytes, and the empty tree has its own")

    def text(self) -> bytes:
        """What is signed: three lines, each with its newline."""
        return f"{self.origin}\n{self.size}\n{to_base64(self.root)}\n".encode()


def parse_origin(untrusted: str) -> str:
    """The origin as it is, or MalformedError: `<workspace id>/<device>`."""
    if not _ORIGIN.fullmatch(untrusted):
        raise MalformedError("an origin is <workspace id>/<device>")
    return untrusted


def key_id(name: str, public_key: bytes) -> bytes:
    """C2SP signed-note: the first 4 bytes of SHA-256(name || 0x0A || 0x01 || key)."""
    if len(public_key) != KEY_BYTES:
        raise MalformedError("an Ed25519 public key is 32 bytes")
    return hashlib.sha256(name.encode() + b"\n" + _ED25519 + public_key).digest()[:4]


def sign_note(checkpoint: Checkpoint, *, public_key: bytes, sign: Callable[[bytes], bytes]) -> bytes:
    """The note: the checkpoint, an empty line, and one signature under the key named as the origin.

    `sign` makes the Ed25519 signature of 64 bytes; one that the public key does not confirm is an error, not a note.
    """
    text = checkpoint.text()
    spelled = to_base64(key_id(checkpoint.origin, public_key) + sign(text))
    note = text + f"\n\u2014 {checkpoint.origin} {spelled}\n".encode()
    parse_note(note, origin=checkpoint.origin, public_key=public_key)
    return note


def parse_note(untrusted: bytes, *, origin: str, public_key: bytes) -> Checkpoint:
    """The checkpoint, its signature checked; else MalformedError (spelling, origin) or DigestMismatchError."""
    checkpoint, signature_line = read_note(untrusted)
    if checkpoint.origin != origin:
        raise MalformedError("a checkpoint of another log")
    identified, signature = signature_line[:4], signature_line[4:]
    if identified != key_id(origin, public_key):
        raise DigestMismatchError("a checkpoint signed with another key")
    try:
        Ed25519PublicKey.from_public_bytes(public_key).verify(signature, checkpoint.text())
    except InvalidSignature as error:
        raise DigestMismatchError("a checkpoint whose signature is wrong") from error
    return checkpoint


def read_note(untrusted: bytes) -> tuple[Checkpoint, bytes]:
    """Checkpoint and the 68 bytes of its signature line, the signature NOT checked; MalformedError if misspelled."""
    try:
        lines = untrusted.decode("utf-8").split("\n")
    except UnicodeDecodeError as error:
        raise MalformedError("a checkpoint is text") from error
    if len(lines) != _NOTE_LINES + 1 or lines[-1] or lines[3]:
        raise MalformedError("a checkpoint is three lines, an empty line and one signature line")
    origin, size, root, _, signed, _ = lines
    if not _SIZE.fullmatch(size):
        raise MalformedError("the size of a checkpoint is a whole number without leading zeros")
    checkpoint = Checkpoint(origin=origin, size=int(size), root=from_base64(root))
    prefix = f"\u2014 {origin} "
    if not signed.startswith(prefix):
        raise MalformedError("the signature line names the origin as its key")
    signature_line = from_base64(signed.removeprefix(prefix))
    if len(signature_line) != 4 + SIGNATURE_BYTES:
        raise MalformedError("a signature line holds 4 bytes of key id and 64 of signature")
    return checkpoint, signature_line


def to_base64(content: bytes) -> str:
    """RFC 4648, section 4, with padding."""
    return base64.b64encode(content).decode()


def from_base64(untrusted: str) -> bytes:
    """The bytes that this text spells; MalformedError for anything but their one spelling."""
    try:
        content = base64.b64decode(untrusted.encode("ascii"), validate=True)
    except (binascii.Error, UnicodeEncodeError) as error:
        raise MalformedError("not base64 (RFC 4648, section 4)") from error
    if to_base64(content) != untrusted:
        raise MalformedError("not canonical base64")
    return content

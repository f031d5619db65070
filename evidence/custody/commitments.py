"""Salted commitments to one named value each: RFC 9901 (SD-JWT) disclosures, without the JWT.

A disclosure is the base64url text of the canonical JSON `[salt, name, value]`; an entry shows only its digest. The salt
keeps a guesser with a dictionary of names away; the text is hashed as it stands, so nothing is serialised twice.
"""

from __future__ import annotations

import base64
import binascii
import hashlib
import re

from evidence import canonical
from evidence.canonical import Json
from evidence.errors import MalformedError

SALT_BYTES = 16

_NAME = re.compile(r"[a-z][a-z0-9_]{0,63}")
_BASE64URL = re.compile(r"[A-Za-z0-9_-]+")
# 32 bytes are 43 characters, the last of which carries two zero bits: any other last character is a second spelling.
DIGEST_PATTERN = r"[A-Za-z0-9_-]{42}[AEIMQUYcgkosw048]"
_DIGEST = re.compile(DIGEST_PATTERN)


def to_base64url(content: bytes) -> str:
    """RFC 4648, section 5, without padding."""
    return base64.urlsafe_b64encode(content).rstrip(b"=").decode()


def from_base64url(untrusted: str) -> bytes:
    """The bytes that this text spells; MalformedError for padding, a foreign character or a second spelling."""
    if not _BASE64URL.fullmatch(untrusted):
        raise MalformedError("not base64url without padding (RFC 4648, section 5)")
    try:
        content = base64.urlsafe_b64decode(untrusted + "=" * (-len(untrusted) % 4))
    except binascii.Error as error:
        raise MalformedError("not base64url: a length that no bytes have") from error
    if to_base64url(content) != untrusted:
        raise MalformedError("not canonical base64url: spare bits are set")
    return content


def disclose(name: str, value: Json, salt: bytes) -> str:
    """The disclosure of one named value under a fresh salt of 16 random bytes."""
    _check(name, salt)
    return to_base64url(canonical.encode([to_base64url(salt), name, value]))


def digest_of(disclosure: str) -> str:
    """What an entry shows of a disclosure: base64url of the SHA-256 of its text (RFC 9901, 4.2.3)."""
    return to_base64url(hashlib.sha256(disclosure.encode("ascii", "replace")).digest())


def parse_digest(untrusted: str) -> str:
    """The digest as it is, or MalformedError: 43 characters of canonical base64url."""
    if not _DIGEST.fullmatch(untrusted):
        raise MalformedError("a digest in `_sd` is 43 characters of canonical base64url")
    return untrusted


def open_disclosure(untrusted: str) -> tuple[bytes, str, Json]:
    """Salt, name and value; MalformedError for anything that `disclose` would not have written."""
    row = canonical.decode(from_base64url(untrusted))
    match row:
        case [str(spelled_salt), str(name), value]:
            salt = from_base64url(spelled_salt)
            _check(name, salt)
            return salt, name, value
        case _:
            raise MalformedError("a disclosure is [salt, name, value]")


def _check(name: str, salt: bytes) -> None:
    if len(salt) != SALT_BYTES:
        raise MalformedError("the salt of a disclosure is 16 bytes")
    # RFC 9901, 4.2.1 reserves `_sd` and `...`; the pattern holds neither.
    if not _NAME.fullmatch(name):
        raise MalformedError("the name of a disclosure is a small letter, then small letters, digits and _")

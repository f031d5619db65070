"""Ed25519 signatures (RFC 8032): who signed, named by the key, and whether the signature holds."""

from __future__ import annotations

import hashlib

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

from evidence.ids import PersonKey


def verifies(public: bytes, signature: bytes, message: bytes) -> bool:
    """Whether the holder of this key (32 bytes) signed this message; a malformed key or signature did not."""
    try:
        Ed25519PublicKey.from_public_bytes(public).verify(signature, message)
    except (InvalidSignature, ValueError):
        return False
    return True


def person_key(key: bytes) -> PersonKey:
    """`k-` and the first 16 hexadecimal digits of the SHA-256 of the public key (or recipient line) of a person."""
    return PersonKey(f"k-{hashlib.sha256(key).hexdigest()[:16]}")

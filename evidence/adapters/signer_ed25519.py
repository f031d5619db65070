"""Ed25519 (RFC 8032) by `cryptography`."""

from __future__ import annotations

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.serialization import (
    Encoding,
    NoEncryption,
    PrivateFormat,
    load_pem_private_key,
)

from evidence.errors import MalformedError


class Ed25519Signer:
    """Signs with one private key; its `repr` shows none of it."""

    __slots__ = ("_key", "_public")

    def __init__(self, seed: bytes) -> None:
        if len(seed) != 32:
            raise MalformedError("an Ed25519 private key is 32 bytes")
        self._key = Ed25519PrivateKey.from_private_bytes(seed)
        self._public = self._key.public_key().public_bytes_raw()

    @classmethod
    def from_pem(cls, untrusted: bytes) -> Ed25519Signer:
        """The key in a PKCS#8 PEM, as `openssl genpkey -algorithm ed25519` writes it; MalformedError for another."""
        try:
            key = load_pem_private_key(untrusted, password=None)
        except (ValueError, TypeError) as error:
            raise MalformedError("not a PEM private key") from error
        if not isinstance(key, Ed25519PrivateKey):
            raise MalformedError("not an Ed25519 private key")
        return cls(key.private_bytes_raw())

    @property
    def public(self) -> bytes:
        """The public key, 32 bytes."""
        return self._public

    def sign(self, message: bytes) -> bytes:
        """The signature, 64 bytes."""
        return self._key.sign(message)

    def seed(self) -> bytes:
        """The 32 private bytes, to be sealed at once."""
        return self._key.private_bytes_raw()

    def pem(self) -> bytes:
        """PKCS#8 PEM, which stock openssl signs with; to be sealed at once."""
        return self._key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption())

    def __repr__(self) -> str:
        return "Ed25519Signer(•••)"

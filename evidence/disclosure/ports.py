"""What sealing needs of the outside: a certificate's signature over the list of tag files."""

from __future__ import annotations

from typing import Protocol


class Sealer(Protocol):
    """Makes the electronic seal; who it speaks for is in its certificate."""

    def seal(self, content: bytes) -> bytes:
        """A detached CMS signature (RFC 5652, DER, SHA-256) over the content, its certificate inside."""
        ...

    def authority(self) -> bytes:
        """The certificate (PEM) that the recipient must trust, handed over by another way than the package."""
        ...

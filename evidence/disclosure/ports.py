"""What sealing needs of the outside: a certificate's signature over the list of tag files."""

from __future__ import annotations

from typing import Protocol


class Sealer(Protocol):
    """Makes the electronic seal; who it speaks for is in its certificate."""

    def seal(self, content: bytes) -> bytes:
        """A detached CMS signature (RFC 5652, DER, SHA-256) over the content and its own certificate, which is inside.

        In the one spelling of docs/spec/package.md, "The seal"; SealError for a certificate that gives none.
        """
        ...

    def authority(self) -> bytes:
        """The certificate (PEM) that the recipient must trust, handed over by another way than the package."""
        ...

    def signer(self) -> bytes:
        """The certificate (PEM) that the seal is made with, handed over beside that authority's."""
        ...

"""Digests: SHA-256 for courts and stock tools, BLAKE3 for addresses, and both in one reading of the bytes."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable
from dataclasses import dataclass
from typing import NewType

from blake3 import blake3

from evidence.errors import MalformedError

Sha256 = NewType("Sha256", str)
Blake3 = NewType("Blake3", str)

_HEX = re.compile(r"[0-9a-f]{64}")


@dataclass(frozen=True, slots=True, kw_only=True)
class Digests:
    """Both digests and the size in bytes of one thing; equal digests mean equal bytes."""

    sha256: Sha256
    blake3: Blake3
    size: int

    def __post_init__(self) -> None:
        parse_sha256(self.sha256)
        parse_blake3(self.blake3)
        if self.size < 0:
            raise MalformedError("a size is not negative")


class Digester:
    """Takes chunks as they pass by; knows both digests at any time."""

    def __init__(self) -> None:
        self._sha256 = hashlib.sha256()
        self._blake3 = blake3()
        self._size = 0

    def update(self, chunk: bytes | bytearray | memoryview) -> None:
        """Take the next bytes of the thing."""
        self._sha256.update(chunk)
        self._blake3.update(chunk)
        self._size += len(chunk)

    def digests(self) -> Digests:
        """Both digests of what has passed by so far."""
        return Digests(
            sha256=Sha256(self._sha256.hexdigest()), blake3=Blake3(self._blake3.hexdigest()), size=self._size
        )


def digests_of(chunks: Iterable[bytes]) -> Digests:
    """Both digests of the bytes, read once."""
    digester = Digester()
    for chunk in chunks:
        digester.update(chunk)
    return digester.digests()


def sha256_of(content: bytes) -> Sha256:
    """SHA-256 (FIPS 180-4), lower-case hexadecimal."""
    return Sha256(hashlib.sha256(content).hexdigest())


def blake3_of(content: bytes) -> Blake3:
    """BLAKE3, lower-case hexadecimal."""
    return Blake3(blake3(content).hexdigest())


def parse_sha256(untrusted: str) -> Sha256:
    """The digest, or MalformedError: 64 lower-case hexadecimal digits, nothing else."""
    if not _HEX.fullmatch(untrusted):
        raise MalformedError("a SHA-256 digest is 64 lower-case hexadecimal digits")
    return Sha256(untrusted)


def parse_blake3(untrusted: str) -> Blake3:
    """The digest, or MalformedError: 64 lower-case hexadecimal digits, nothing else."""
    if not _HEX.fullmatch(untrusted):
        raise MalformedError("a BLAKE3 digest is 64 lower-case hexadecimal digits")
    return Blake3(untrusted)

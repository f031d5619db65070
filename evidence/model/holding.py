"""What is held: exhibits and what was derived from them, as entries tell of them (no person asserts these)."""

from __future__ import annotations

import enum

from evidence.digest import Blake3, Sha256
from evidence.ids import DerivativeId, ExhibitId
from evidence.model.values import SourceId, Value


class ExhibitState(enum.Enum):
    """Every exhibit is in exactly one."""

    TAKEN_IN = "taken_in"
    READ = "read"
    NEEDS_OCR = "needs_ocr"
    NEEDS_PASSWORD = "needs_password"  # noqa: S105 - a state, no secret
    UNSUPPORTED = "unsupported"
    REFUSED = "refused"
    FAILED = "failed"


class Obtained(Value, frozen=True):
    """How a thing was obtained; None where nobody stated it."""

    when: str | None = None
    where: str | None = None
    how: str | None = None
    by: str | None = None


class Receipt(Value, frozen=True):
    """One arrival of an exhibit; a duplicate's receipt is evidence too."""

    device: str
    seq: int
    time: str
    number: str
    source: SourceId
    name: bytes
    obtained: Obtained


class Exhibit(Value, frozen=True):
    """One preserved thing; its number is that of its earliest receipt."""

    id: ExhibitId
    number: str
    sha256: Sha256
    blake3: Blake3
    size: int
    media_type: str | None
    compartment: str
    object: Blake3
    parent: ExhibitId | None
    receipts: tuple[Receipt, ...]

    @property
    def source(self) -> SourceId:
        """The source of the earliest receipt."""
        return self.receipts[0].source


class Derivative(Value, frozen=True):
    """Something a machine made from an exhibit or from another derivative."""

    id: DerivativeId
    of: ExhibitId | DerivativeId
    kind: str
    sha256: Sha256
    object: Blake3
    compartment: str
    media_type: str | None
    tool: str
    version: str
    isolation: str
    findings: tuple[str, ...]
    time: str
    device: str
    seq: int

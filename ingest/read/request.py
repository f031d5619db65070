"""What a reader is handed, and how it says that it cannot go on."""

from __future__ import annotations

import mmap
from collections.abc import Iterator
from dataclasses import dataclass

from evidence.errors import ReaderError
from ingest.read.pages import Finding, Page, Parameter, Reason

Content = bytes | mmap.mmap
"""The bytes of one document: given whole, or mapped privately from a descriptor."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Request:
    """What is claimed of the document, and how far the reader may go."""

    suffix: str | None = None
    media_type: str | None = None
    password: str | None = None
    ocr: bool = True
    pages: int = 20_000
    ocr_pages: int = 300
    memory: int = 1 << 30


@dataclass(frozen=True, slots=True, kw_only=True)
class Done:
    """The last thing a reader yields: what the document was and with what it was read."""

    media_type: str
    tool: str
    version: str
    parameters: tuple[Parameter, ...] = ()


Steps = Iterator[Page | Finding | Done]
"""What a reader yields: pages and findings as they come, so that memory stays flat, and one `Done` at the end."""


class CannotReadError(ReaderError):
    """The document cannot be read, for one of the closed reasons."""

    def __init__(self, reason: Reason, *, media_type: str | None = None) -> None:
        super().__init__(f"not read: {reason}")
        self.reason = reason
        self.media_type = media_type

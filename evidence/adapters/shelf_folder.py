"""A workspace's small files, below its folder."""

from __future__ import annotations

from pathlib import Path

from evidence.adapters.durable import WRITE_ONCE, DurableFolder


class FolderShelf:
    """Names are relative paths (`policy/0001.json`)."""

    def __init__(self, folder: Path) -> None:
        self._files = DurableFolder(folder)

    def read(self, name: str) -> bytes:
        """The content."""
        return self._files.read(name)

    def has(self, name: str) -> bool:
        """Whether the file exists."""
        return (self._files.folder / name).exists()

    def keep(self, name: str, content: bytes) -> None:
        """Write a file (0400) that is never changed."""
        self._files.keep(name, content, WRITE_ONCE)

    def replace(self, name: str, content: bytes) -> None:
        """Write or replace a file."""
        self._files.write(name, content)

    def names(self, folder: str) -> tuple[str, ...]:
        """The names in a folder, sorted."""
        return self._files.names(folder)

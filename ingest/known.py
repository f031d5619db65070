"""What earlier receipts say: which bytes are held, and which arrivals were already entered."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from evidence.custody.entry import EntryType, Opened
from evidence.digest import Blake3, Sha256
from evidence.ids import DeviceId, ExhibitId
from evidence.workspace import Workspace

Arrived = tuple[Sha256, str, str]
"""Digest, source and name (base64url) of one arrival."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Holding:
    """Bytes that are held: the exhibit, the number it was first given, the object."""

    exhibit: ExhibitId
    number: str
    object: Blake3


class Known:
    """All receipts that this person can read."""

    def __init__(self, workspace: Workspace) -> None:
        self._workspace = workspace
        self._sizes: dict[DeviceId, int] = {}
        self._holdings: dict[Sha256, Holding] = {}
        self._arrived: set[Arrived] = set()

    def refresh(self) -> None:
        """Read on from where the last reading ended."""
        self.absorb(self._workspace.entries(self._sizes))

    def absorb(self, entries: Iterable[Opened]) -> None:
        """Take entries that follow those already taken."""
        for opened in entries:
            entry = opened.entry
            self._sizes[DeviceId(entry.device)] = entry.seq + 1
            if entry.type is EntryType.RECEIVED and opened.private:
                self._receive(opened)

    def holding(self, sha256: Sha256) -> Holding | None:
        """Where these bytes are held, if they are."""
        return self._holdings.get(sha256)

    def arrived(self, arrival: Arrived) -> bool:
        """Whether just this arrival was entered before."""
        return arrival in self._arrived

    def _receive(self, opened: Opened) -> None:
        entry, private = opened.entry, opened.private
        sha256 = Sha256(str(private["sha256"]))
        self._arrived.add((sha256, str(private["source"]), str(private["name"])))
        if sha256 not in self._holdings and entry.object and entry.number:
            self._holdings[sha256] = Holding(
                exhibit=ExhibitId(str(private["exhibit"])), number=entry.number, object=Blake3(entry.object)
            )

"""A session on paper: what the desks ask of one that needs neither disk nor keys."""

from __future__ import annotations

from collections.abc import Callable, Hashable
from dataclasses import dataclass, field
from typing import Any, cast

from evidence.errors import UnknownReferenceError
from evidence.ids import DeviceId, ExhibitId
from evidence.law.catalogue import Catalogue
from evidence.law.load import catalogue
from evidence.standing import Standing
from ingest.recognise.proposals import Proposal
from ui.session import Session


@dataclass(slots=True, kw_only=True)
class _Closable:
    closed: int = 0

    def close(self) -> None:
        self.closed += 1


@dataclass(slots=True, kw_only=True)
class PaperSession:
    """Counts how often it was refreshed and closed, and which proposals were read."""

    standing: Standing
    catalogue: Catalogue = field(default_factory=catalogue)
    found: dict[ExhibitId, tuple[Proposal, ...]] = field(default_factory=dict)
    read: list[ExhibitId] = field(default_factory=list)
    refreshed: int = 0
    means: _Closable = field(default_factory=_Closable)
    _made: dict[Hashable, Any] = field(default_factory=dict)
    _made_at: dict[DeviceId, int] = field(default_factory=dict)

    def once(self, key: Hashable, make: Callable[[], Any]) -> Any:  # noqa: ANN401 - as the session's own
        if self._made_at != self.standing.sizes:
            self._made, self._made_at = {}, dict(self.standing.sizes)
        if key not in self._made:
            self._made[key] = make()
        return self._made[key]

    def refresh(self) -> None:
        self.refreshed += 1

    def proposals(self, exhibit: ExhibitId) -> tuple[Proposal, ...]:
        self.read.append(exhibit)
        if exhibit not in self.found:
            raise UnknownReferenceError(f"{exhibit} has no text")
        return self.found[exhibit]


def session_of(paper: PaperSession) -> Session:
    """The same object, as the desks call it."""
    return cast(Session, paper)

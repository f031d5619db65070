"""The house: what one running server offers, locked or open."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Protocol

from ui.views.case import CaseDesk
from ui.views.disclose import DiscloseDesk
from ui.views.evidence import EvidenceDesk
from ui.views.graph import GraphDesk
from ui.views.review import ReviewDesk
from ui.views.unlock import UnlockDesk


@dataclass(frozen=True, slots=True, kw_only=True)
class Waiting:
    """How many things wait on a page; 0 is not shown."""

    evidence: int = 0
    review: int = 0
    disclose: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Desks:
    """The open workspace: one desk a page."""

    evidence: EvidenceDesk
    review: ReviewDesk
    case: CaseDesk
    graph: GraphDesk
    disclose: DiscloseDesk


class House(Protocol):
    """One server, one workspace, one person at a time."""

    @property
    def door(self) -> UnlockDesk:
        """The way in and out."""
        ...

    def desks(self) -> Desks:
        """The desks of the open workspace; NotAllowedError while it is locked."""
        ...

    def waiting(self) -> Waiting:
        """The numbers beside the page names; NotAllowedError while it is locked."""
        ...

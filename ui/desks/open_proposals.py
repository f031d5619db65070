"""Which proposals still wait for a person, found without reading the same thing twice."""

from __future__ import annotations

import time
from collections.abc import Callable

from evidence.errors import UnknownReferenceError
from evidence.holdings import ANNOTATIONS, TEXT
from evidence.ids import DerivativeId, DeviceId, ExhibitId, ProposalId
from evidence.standing import ProposalState
from ingest.read.pages import Reading
from ingest.recognise.proposals import Proposal
from ui.session import Session

_BUDGET_SECONDS = 0.03
"""How long one page may spend on reading what it only counts."""


def open_proposals(session: Session, exhibit: ExhibitId) -> list[Proposal]:
    """The open proposals in the newest text of an exhibit; none where it has no text."""
    try:
        found = session.once(("proposals", exhibit), lambda: session.proposals(exhibit))
    except UnknownReferenceError:
        return []
    return [one for one in found if session.standing.proposal(one.id) is ProposalState.OPEN]


def reading_of(session: Session, exhibit: ExhibitId) -> Reading:
    """The newest reading of an exhibit, pages and findings."""
    return session.once(("reading", exhibit), lambda: session.reading(exhibit))


class WaitingExhibits:
    """The exhibits with open proposals.

    A derivative never changes, so what stands in one is read once while the workspace is open. Until it has been read,
    an exhibit that a recogniser has gone through counts as waiting. Each call reads on for a moment: the number settles
    while people work, and no page waits for a large workspace.
    """

    def __init__(self, now: Callable[[], float] = time.monotonic) -> None:
        self._now = now
        self._ids: dict[DerivativeId, tuple[ProposalId, ...]] = {}
        self._found: frozenset[ExhibitId] = frozenset()
        self._found_at: dict[DeviceId, int] | None = None

    def of(self, session: Session) -> frozenset[ExhibitId]:
        """Those of this session, as of its Standing; the same answer at once while nothing is entered."""
        sizes = dict(session.standing.sizes)
        if self._found_at != sizes:
            self._found, complete = self._look(session)
            self._found_at = sizes if complete else None
        return self._found

    def _look(self, session: Session) -> tuple[frozenset[ExhibitId], bool]:
        until, complete = self._now() + _BUDGET_SECONDS, True
        holdings, found = session.standing.holdings, set()
        for exhibit in holdings.exhibits:
            text = holdings.latest(exhibit, TEXT)
            annotations = holdings.latest(text.id, ANNOTATIONS) if text is not None else None
            if annotations is None:
                continue
            if annotations.id not in self._ids and self._now() < until:
                self._ids[annotations.id] = tuple(one.id for one in session.proposals(exhibit))
            ids = self._ids.get(annotations.id)
            complete = complete and ids is not None
            if ids is None or any(session.standing.proposal(one) is ProposalState.OPEN for one in ids):
                found.add(exhibit)
        return frozenset(found), complete

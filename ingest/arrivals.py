"""One row for every file of a delivery, and the entries that a group of rows makes."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from enum import Enum

from evidence.canonical import Json
from evidence.custody.commitments import to_base64url
from evidence.custody.entry import Draft, EntryType
from evidence.digest import Blake3, Digests, Sha256
from evidence.ids import ExhibitId
from evidence.model.holding import Obtained
from evidence.model.values import SourceId
from evidence.ports import Stored
from evidence.workspace import Workspace
from ingest.known import Arrived, Holding, Known
from ingest.walk import REMEDY, Found, Reason

STEP = "receive"
"""What a `not_done` entry of intake calls its step."""


class State(Enum):
    """Every file ends in exactly one."""

    TAKEN_IN = "taken_in"
    DUPLICATE = "duplicate"
    """The bytes were here already; this arrival has its own receipt."""
    ALREADY_HERE = "already_here"
    """The same source, name and bytes were received before; nothing was written."""
    REFUSED = "refused"
    """Taken in, and not to be read."""
    NOT_TAKEN = "not_taken"


@dataclass(frozen=True, slots=True, kw_only=True)
class Arrival:
    """One row of the table: what became of one file. The name is for the person's eyes, never for a log line."""

    name: bytes = field(repr=False)
    state: State
    number: str | None = None
    exhibit: ExhibitId | None = None
    object: Blake3 | None = None
    size: int = 0
    reason: Reason | None = None

    @property
    def remedy(self) -> str | None:
        """What a person can do about the reason."""
        return REMEDY[self.reason] if self.reason else None


@dataclass(frozen=True, slots=True, kw_only=True)
class Receipts:
    """All arrivals, in the order of the walk."""

    arrivals: tuple[Arrival, ...]

    def count(self, state: State) -> int:
        """How many files ended in this state."""
        return sum(arrival.state is state for arrival in self.arrivals)

    @property
    def counts(self) -> Counter[State]:
        """State -> files."""
        return Counter(arrival.state for arrival in self.arrivals)


@dataclass(frozen=True, slots=True, kw_only=True)
class ReadFile:
    """A file that was read whole; `stored` is None where its bytes were known to be held."""

    digests: Digests
    stored: Stored | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Delivery:
    """What is the same for every file of one intake."""

    source: SourceId
    obtained: Obtained
    compartment: str


class Group:
    """Files read, to be entered in one commit; `drafts` runs under LOCK, when the ledger's tail is known."""

    def __init__(
        self,
        files: Sequence[tuple[Found, ReadFile | Reason]],
        delivery: Delivery,
        workspace: Workspace,
        known: Known,
    ) -> None:
        self._files = files
        self._delivery = delivery
        self._workspace = workspace
        self._known = known
        self._new: dict[Sha256, Holding] = {}
        self._arrived: set[Arrived] = set()
        self._next = 0
        self._drafts: list[Draft] = []
        self.arrivals: list[Arrival] = []
        self.superfluous: dict[Blake3, Stored] = {}
        """Objects that another process's receipt made needless between our reading and this commit."""

    def drafts(self) -> Sequence[Draft]:
        """Decide each file's state, in order."""
        self._known.refresh()
        self._next = self._workspace.highest_number() + 1
        for found, outcome in self._files:
            if isinstance(outcome, Reason):
                self._not_taken(found, outcome)
            else:
                self._taken(found, outcome)
        return self._drafts

    def _not_taken(self, found: Found, reason: Reason) -> None:
        name = ("name", to_base64url(found.name))
        self._not_done(reason, name, ("source", self._delivery.source))
        self.arrivals.append(Arrival(name=found.name, state=State.NOT_TAKEN, reason=reason, size=found.size))

    def _taken(self, found: Found, read: ReadFile) -> None:
        sha256 = read.digests.sha256
        arrived = sha256, self._delivery.source, to_base64url(found.name)
        holding = self._new.get(sha256) or self._known.holding(sha256)
        if read.stored is not None and holding is not None and holding.object != read.stored.object:
            self.superfluous[read.stored.object] = read.stored
        if arrived in self._arrived or self._known.arrived(arrived):
            state = State.ALREADY_HERE
        else:
            state = State.DUPLICATE if holding else State.TAKEN_IN
            self._arrived.add(arrived)
        holding = holding or self._first(read)
        empty = read.digests.size == 0
        if state is not State.ALREADY_HERE:
            self._receipt(arrived, read.digests, holding)
        if state is State.TAKEN_IN and empty:
            state = State.REFUSED
            self._not_done(Reason.EMPTY, ("exhibit", holding.exhibit))
        self.arrivals.append(
            Arrival(
                name=found.name,
                state=state,
                number=holding.number,
                exhibit=holding.exhibit,
                object=holding.object,
                size=read.digests.size,
                reason=Reason.EMPTY if empty else None,
            )
        )

    def _first(self, read: ReadFile) -> Holding:
        if read.stored is None:
            raise AssertionError("bytes that are not held were stored by whoever read them first")
        holding = Holding(
            exhibit=self._workspace.ids.exhibit(read.digests.sha256),
            number=f"{self._workspace.letter}-{self._next:06}",
            object=read.stored.object,
        )
        self._next += 1
        self._new[read.digests.sha256] = holding
        return holding

    def _receipt(self, arrived: Arrived, digests: Digests, holding: Holding) -> None:
        obtained = self._delivery.obtained
        private: tuple[tuple[str, Json], ...] = (
            ("exhibit", holding.exhibit),
            ("sha256", digests.sha256),
            ("blake3", digests.blake3),
            ("size", digests.size),
            ("name", arrived[2]),
            ("media_type", None),
            ("source", arrived[1]),
            (
                "obtained",
                {"when": obtained.when, "where": obtained.where, "how": obtained.how, "by": obtained.by},
            ),
            ("parent", None),
        )
        self._drafts.append(
            Draft(
                type=EntryType.RECEIVED,
                compartment=self._delivery.compartment,
                private=private,
                object=holding.object,
                number=holding.number,
            )
        )

    def _not_done(self, reason: Reason, *about: tuple[str, Json]) -> None:
        private = (*about, ("step", STEP), ("reason", reason.value))
        self._drafts.append(Draft(type=EntryType.NOT_DONE, compartment=self._delivery.compartment, private=private))

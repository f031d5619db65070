"""What a person's next record may name: what stands, and what the same batch has made before it."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TypeVar

from evidence.custody.entry import Draft
from evidence.errors import UnknownReferenceError
from evidence.ids import RecordId
from evidence.model.decision import Withdrawal
from evidence.model.heads import Source
from evidence.model.record import Record, UnknownRecord
from evidence.model.values import shown
from evidence.standing import Standing

R = TypeVar("R", bound=Record)


class Known:
    """A Standing, and records that wait for the end of their batch as if they stood already.

    What the batch replaces or takes back counts as gone until the batch has ended, even if it is undone within it.
    """

    def __init__(self, standing: Standing) -> None:
        self.standing = standing
        self._waiting: dict[RecordId, tuple[Record, Draft]] = {}
        self._newest: dict[RecordId, Record] = {}
        self._gone: set[RecordId] = set()

    # The batch

    def wait(self, made: Record, draft: Draft) -> None:
        """Count this record as made; it goes to the ledger when the batch ends."""
        self._waiting[made.id] = made, draft
        self._newest[self.origin(made.id)] = made
        self._gone.update(made.replaces)
        if isinstance(made, Withdrawal):
            self._gone.add(made.of)

    def __len__(self) -> int:
        return len(self._waiting)

    def shorten(self, length: int) -> list[Draft]:
        """Keep only the first so many waiting records; returns the drafts of the others, in their order."""
        waiting = list(self._waiting.values())
        self._waiting, self._newest, self._gone = {}, {}, set()
        for made, draft in waiting[:length]:
            self.wait(made, draft)
        return [draft for _, draft in waiting[length:]]

    # What may be named

    def record(self, identifier: str) -> Record | UnknownRecord:
        """The record of this id, or UnknownReferenceError."""
        waiting = self._waiting.get(RecordId(identifier))
        return waiting[0] if waiting else self.standing.record(RecordId(identifier))

    def of_kind(self, identifier: str, *kinds: type[R]) -> R:
        """Like `record`, and of one of these kinds."""
        record = self.record(identifier)
        if not isinstance(record, kinds):
            raise UnknownReferenceError(f"{shown(identifier)} is no {' or '.join(kind.__name__ for kind in kinds)}")
        return record

    def holding(self, identifier: str, kind: type[R]) -> R:
        """Like `of_kind`, and it holds: a record that was replaced or taken back cannot be built on."""
        record = self.of_kind(identifier, kind)
        if not self.holds(record.id):
            raise UnknownReferenceError(f"{record.id} no longer holds", hint="name the version that replaced it")
        return record

    def line(self, identifier: str, *kinds: type[R]) -> R:
        """The first record of a line of which something holds: how heads, sources and case files are named."""
        record = self.of_kind(identifier, *kinds)
        if record.replaces:
            raise UnknownReferenceError(
                f"{record.id} is a later version", hint=f"name its line: {self.origin(record.id)}"
            )
        if not any(self.holds(version.id) for version in self.versions(record.id)):
            raise UnknownReferenceError(f"{record.id} was taken back", hint="undo that, or name another one")
        return record

    # How it stands

    def holds(self, record: RecordId) -> bool:
        """Whether a record lives, as far as anybody can say before the batch has ended."""
        return record not in self._gone and (record in self._waiting or self.standing.lives(record))

    def origin(self, identifier: str) -> RecordId:
        """The first record of the line that a record is of."""
        current = RecordId(identifier)
        while current in self._waiting:
            replaced = self._waiting[current][0].replaces
            if not replaced:
                return current
            current = replaced[0]
        return self.standing.line(current)

    def versions(self, line: RecordId) -> tuple[Record | UnknownRecord, ...]:
        """What a line says now: the version made last in this batch, else its live ones, two at most."""
        if line in self._newest:
            return (self._newest[line],)
        return tuple(self.standing.record(heir) for heir in sorted(self.standing.heirs(line)))

    def live(self, kind: type[R]) -> Iterator[R]:
        """All records of a kind that hold."""
        for record in (*self.standing.live(kind), *(made for made, _ in self._waiting.values())):
            if isinstance(record, kind) and self.holds(record.id):
                yield record

    def ever(self, kind: type[R]) -> Iterator[R]:
        """All records of a kind, whatever has become of them."""
        for record in (*self.standing.records(), *(made for made, _ in self._waiting.values())):
            if isinstance(record, kind):
                yield record

    def compartment(self, record: RecordId) -> str:
        """Where a record is kept."""
        waiting = self._waiting.get(record)
        return waiting[1].compartment if waiting else self.standing.entry_of(record).compartment

    def reach(self, source: str) -> frozenset[RecordId]:
        """The lines of a source and of all that it derives from, at any depth."""
        seen: set[RecordId] = set()
        waiting = [self.origin(source)]
        while waiting:
            current = waiting.pop()
            if current not in seen:
                seen.add(current)
                for version in self.versions(current):
                    waiting += [self.origin(one) for one in version.derives_from] if isinstance(version, Source) else []
        return frozenset(seen)

"""Which heads are one: clusters of signed, reversible judgements; nothing is ever merged."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field

from evidence.ids import RecordId

Pair = tuple[RecordId, RecordId]


@dataclass(frozen=True, slots=True, kw_only=True)
class Clusters:
    """Components of `same`; one with a `not_same` inside is contested, and its heads stand singly."""

    _name: dict[RecordId, RecordId] = field(default_factory=dict)
    _members: dict[RecordId, tuple[RecordId, ...]] = field(default_factory=dict)
    contested: frozenset[RecordId] = frozenset()
    """Heads whose cluster is contested."""

    @classmethod
    def of(cls, same: Iterable[Pair], not_same: Iterable[Pair]) -> Clusters:
        """The clusters that these decisions make; their order does not matter."""
        parent: dict[RecordId, RecordId] = {}
        for a, b in same:
            _join(parent, a, b)
        members: dict[RecordId, list[RecordId]] = defaultdict(list)
        for head in sorted(parent):
            members[_root(parent, head)].append(head)
        split = {_root(parent, a) for a, b in not_same if a in parent and b in parent and _same_root(parent, a, b)}
        name = {head: root for root, heads in members.items() if root not in split for head in heads}
        return cls(
            _name=name,
            _members={root: tuple(heads) for root, heads in members.items() if root not in split},
            contested=frozenset(head for root in split for head in members[root]),
        )

    def canonical(self, head: RecordId) -> RecordId:
        """The least id of the head's cluster; the head itself where it stands alone."""
        return self._name.get(head, head)

    def members(self, head: RecordId) -> tuple[RecordId, ...]:
        """All heads of its cluster, sorted."""
        return self._members.get(self.canonical(head), (head,))


def _root(parent: dict[RecordId, RecordId], head: RecordId) -> RecordId:
    while parent[head] != head:
        parent[head] = parent[parent[head]]
        head = parent[head]
    return head


def _same_root(parent: dict[RecordId, RecordId], a: RecordId, b: RecordId) -> bool:
    return _root(parent, a) == _root(parent, b)


def _join(parent: dict[RecordId, RecordId], a: RecordId, b: RecordId) -> None:
    for head in (a, b):
        parent.setdefault(head, head)
    one, other = _root(parent, a), _root(parent, b)
    # The least id names the cluster, so that the order of decisions leaves no trace.
    parent[max(one, other)] = min(one, other)

"""What must be written to make one graph another: removals, changed nodes and additions, by id and rev."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import TypeVar

from graph.rows import Rows
from graph.schema import Node, Relation, Value

Kept = tuple[str, str, str]
"""A kept node: label, id, rev."""
KeptRelation = tuple[str, str, str, str, str, str]
"""A kept relation: type, start label, start, end label, end, rev."""

MOST_ROWS = 5_000
MOST_BYTES = 4 * 1024 * 1024
"""The largest batch: one engine fails or hangs on messages above 16 MiB."""

Row = TypeVar("Row")


@dataclass(frozen=True, slots=True, kw_only=True)
class Changes:
    """Applied in this order they turn what is kept into the rows; nodes before relations."""

    relations_gone: Sequence[KeptRelation]
    nodes_gone: Sequence[Kept]
    nodes_changed: Sequence[Node]
    nodes_new: Sequence[Node]
    relations_new: Sequence[Relation]

    def __bool__(self) -> bool:
        return any((self.relations_gone, self.nodes_gone, self.nodes_changed, self.nodes_new, self.relations_new))


def changes(nodes: Iterable[Kept], relations: Iterable[KeptRelation], rows: Rows) -> Changes:
    """Compare what an engine keeps with what it should keep; a relation kept twice is removed and made once."""
    kept = {(label, key): rev for label, key, rev in nodes}
    wanted = {(node.label.value, node.id): node for node in rows.all_nodes()}
    held = Counter(relations)
    needed = {_key(relation): relation for relation in rows.relations}
    return Changes(
        relations_gone=[key for key, times in held.items() if key not in needed or times > 1],
        nodes_gone=[(*key, rev) for key, rev in kept.items() if key not in wanted],
        nodes_changed=[node for key, node in wanted.items() if key in kept and kept[key] != node.rev],
        nodes_new=[node for key, node in wanted.items() if key not in kept],
        relations_new=[relation for key, relation in needed.items() if held.get(key, 0) != 1],
    )


def batches(rows: Iterable[tuple[Row, int]]) -> Iterator[tuple[list[Row], int]]:
    """Cut rows, each with its weight in bytes, into lists that an engine takes in one message; each with its weight."""
    batch: list[Row] = []
    weight = 0
    for row, size in rows:
        if batch and (len(batch) == MOST_ROWS or weight + size > MOST_BYTES):
            yield batch, weight
            batch, weight = [], 0
        batch.append(row)
        weight += size
    if batch:
        yield batch, weight


def weight_of(row: Mapping[str, Value]) -> int:
    """At least the bytes that a row takes in a message (text in UTF-8, a frame of 16 bytes for each value)."""
    total = 16
    for name, value in row.items():
        total += len(name) + 16
        if isinstance(value, str):
            total += len(value.encode())
        elif isinstance(value, (list, tuple)):
            total += sum(len(item.encode()) + 16 for item in value)
    return total


def _key(relation: Relation) -> KeptRelation:
    return (
        relation.type.value,
        relation.start_label.value,
        relation.start,
        relation.end_label.value,
        relation.end,
        relation.rev,
    )

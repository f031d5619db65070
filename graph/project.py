"""The one writer of the graph, and the check that what is kept equals what should be."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from evidence import canonical
from evidence.errors import MalformedError
from graph.dump import dump_of
from graph.ports import GraphStore
from graph.rows import Rows


@dataclass(frozen=True, slots=True, kw_only=True)
class Difference:
    """One node or relation that is missing from the graph, or that it has and should not; ids only."""

    missing: bool
    what: str
    ids: tuple[str, ...]


def project(rows: Rows, store: GraphStore, *, afresh: bool = False) -> None:
    """Make the store equal the rows; see `GraphStore.replace` for what readers see meanwhile."""
    store.replace(rows, afresh=afresh)


def compare(rows: Rows, store: GraphStore) -> tuple[Difference, ...]:
    """Every node and relation in which the kept graph differs from the rows, property by property; none if equal."""
    wanted = set(dump_of(rows).splitlines())
    kept = set(store.dump().splitlines())
    return (*_differences(wanted - kept, missing=True), *_differences(kept - wanted, missing=False))


def _differences(lines: set[bytes], *, missing: bool) -> Iterator[Difference]:
    for line in sorted(lines):
        match canonical.decode(line):
            case {"node": str(label), "row": {"id": str(key)}}:
                yield Difference(missing=missing, what=label, ids=(key,))
            case {"relation": str(kind), "start": [_, str(start)], "end": [_, str(end)]}:
                yield Difference(missing=missing, what=kind, ids=(start, end))
            case _:
                raise MalformedError("the graph holds a node without an id: build it afresh")

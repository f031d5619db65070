"""The canonical dump: one JSON line for each node and relation, sorted, equal on every engine."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from evidence import canonical
from evidence.canonical import Json
from graph.rows import Rows

FORMAT = b'{"format":"sviedka graph 1"}\n'


def node_line(label: str, row: Mapping[str, Json]) -> bytes:
    """The line of a node; `row` holds all of its properties, `id` and `rev` among them."""
    return canonical.encode({"node": label, "row": row})


def relation_line(kind: str, start: tuple[str, str], end: tuple[str, str], row: Mapping[str, Json]) -> bytes:
    """The line of a relation; an end is (label, id)."""
    return canonical.encode({"end": list(end), "relation": kind, "row": row, "start": list(start)})


def assemble(lines: Iterable[bytes]) -> bytes:
    """The dump with these lines, in any order."""
    return FORMAT + b"".join(line + b"\n" for line in sorted(lines))


def dump_of(rows: Rows) -> bytes:
    """The dump of a graph that equals these rows."""
    nodes = (node_line(node.label.value, node.row()) for node in rows.all_nodes())
    relations = (
        relation_line(r.type.value, (r.start_label.value, r.start), (r.end_label.value, r.end), r.row())
        for r in rows.relations
    )
    return assemble([*nodes, *relations])

"""The Cypher that writes and reads a projection; labels and types come from the schema, values are parameters."""

from __future__ import annotations

from collections.abc import Mapping

from graph.schema import NodeLabel, RelationType

WRITER = "SviedkaWriter"
WRITER_ID = "writer"

CONSTRAINTS = tuple(
    f"CREATE CONSTRAINT sviedka_{label.lower()}_id IF NOT EXISTS FOR (n:{label}) REQUIRE n.id IS UNIQUE"
    for label in [*(label.value for label in NodeLabel), WRITER]
)

# A sequence lock: readers compare this node before and after a question, writers touch it in every transaction.
BEGIN = (
    f"MERGE (w:{WRITER} {{id: $id}}) ON CREATE SET w.beat = 0 "
    "SET w.beat = w.beat + 1, w.token = $token, w.whole = false RETURN w.beat AS beat"
)
BEAT = f"MATCH (w:{WRITER} {{id: $id}}) WHERE w.token = $token SET w.beat = w.beat + 1 RETURN w.beat AS beat"
END = (
    f"MATCH (w:{WRITER} {{id: $id}}) WHERE w.token = $token "
    "SET w.beat = w.beat + 1, w.whole = true RETURN w.beat AS beat"
)
LOOK = f"MATCH (w:{WRITER} {{id: $id}}) RETURN w.token AS token, w.beat AS beat, w.whole AS whole"

NODE_REVS: Mapping[NodeLabel, str] = {
    label: f"MATCH (n:{label.value}) RETURN n.id AS id, n.rev AS rev" for label in NodeLabel
}
NODE_ROWS: Mapping[NodeLabel, str] = {
    label: f"MATCH (n:{label.value}) RETURN properties(n) AS row" for label in NodeLabel
}
NODE_COUNT: Mapping[NodeLabel, str] = {label: f"MATCH (n:{label.value}) RETURN count(n) AS n" for label in NodeLabel}
CREATE_NODES: Mapping[NodeLabel, str] = {
    label: f"UNWIND $rows AS row CREATE (n:{label.value}) SET n = row" for label in NodeLabel
}
CHANGE_NODES: Mapping[NodeLabel, str] = {
    label: f"UNWIND $rows AS row MATCH (n:{label.value} {{id: row.id}}) SET n = row" for label in NodeLabel
}
REMOVE_NODES: Mapping[NodeLabel, str] = {
    label: f"UNWIND $rows AS id MATCH (n:{label.value} {{id: id}}) DETACH DELETE n" for label in NodeLabel
}
REMOVE_SOME: Mapping[NodeLabel, str] = {
    label: f"MATCH (n:{label.value}) WITH n LIMIT $most DETACH DELETE n RETURN count(*) AS n" for label in NodeLabel
}


# One statement for all types: an engine that compiles each statement anew would be slow to begin.
_RELATIONS = f"MATCH (a)-[r:{'|'.join(kind.value for kind in RelationType)}]->(b) RETURN type(r) AS kind, "
_ENDS = "labels(a)[0] AS start_label, a.id AS start, labels(b)[0] AS end_label, b.id AS end, "
RELATION_REVS = f"{_RELATIONS}{_ENDS}r.rev AS rev"
RELATION_ROWS = f"{_RELATIONS}{_ENDS}properties(r) AS row"
RELATION_COUNT = f"{_RELATIONS}count(r) AS n"


def create_relations(kind: RelationType, start: NodeLabel, end: NodeLabel) -> str:
    """Make relations of one type between nodes of two labels, found by id."""
    return (
        f"UNWIND $rows AS row MATCH (a:{start.value} {{id: row.start}}) MATCH (b:{end.value} {{id: row.end}}) "
        f"CREATE (a)-[r:{kind.value}]->(b) SET r = row.row RETURN count(r) AS n"
    )


def remove_relations(kind: RelationType, start: NodeLabel) -> str:
    """Remove relations of one type by their start and rev, every copy."""
    return (
        f"UNWIND $rows AS row MATCH (a:{start.value} {{id: row.start}})-[r:{kind.value}]->() "
        "WHERE r.rev = row.rev DELETE r"
    )

"""Writing a projection over Bolt: constraints first, nodes before relations, one type a statement, under one fence."""

from __future__ import annotations

import secrets
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import TypeVar

import neo4j

from evidence.errors import BusyError, StaleError
from graph.adapters import statements
from graph.changes import MOST_BYTES, MOST_ROWS, Changes, Kept, KeptRelation, batches, changes, weight_of
from graph.rows import Rows
from graph.schema import Node, NodeLabel, Relation, RelationType, Value

_Item = TypeVar("_Item")


@dataclass(frozen=True, slots=True, kw_only=True)
class _Job:
    """One statement over one batch; `counted` if it must answer with as many as it was given."""

    statement: str
    batch: Sequence[object]
    weight: int
    counted: bool = False


class Writing:
    """One replacement, from the first look to the last beat; a later one takes the fence from it."""

    def __init__(self, session: neo4j.Session) -> None:
        self._session = session
        self._token = secrets.token_hex(16)

    def constrain(self) -> None:
        """Make every id unique under its label; made already, nothing happens."""
        for constraint in statements.CONSTRAINTS:
            self._session.execute_write(_run, constraint, {})

    def replace(self, rows: Rows, *, afresh: bool) -> None:
        """Make the graph equal these rows."""
        looked = None if afresh else self._look()
        wanted = self._compare(rows) if looked is not None else None
        if wanted is not None and not wanted:
            return
        began = self._session.execute_write(_run, statements.BEGIN, {"id": statements.WRITER_ID, "token": self._token})
        if afresh:
            self._remove_all()
        # What was compared before the fence still holds if nobody has written since; readers wait the less.
        if wanted is None or looked is None or began[0]["beat"] != looked + 1:
            wanted = self._compare(rows)
        for together in _packed(_jobs(wanted)):
            self._session.execute_write(self._fenced, together)
        self._session.execute_write(self._beat, statements.END)

    def _look(self) -> int | None:
        """The beat of a graph that is whole; None of one that is not, or was never written."""
        for look in self._session.execute_read(_run, statements.LOOK, {"id": statements.WRITER_ID}):
            return int(look["beat"]) if look["whole"] is True else None
        return None

    def _compare(self, rows: Rows) -> Changes:
        nodes, relations = self._session.execute_read(_kept)
        return changes(nodes, relations, rows)

    def _remove_all(self) -> None:
        def remove(tx: neo4j.ManagedTransaction, statement: str) -> int:
            self._beat(tx)
            # A quarter of a batch: each node takes its relations with it.
            [record] = _run(tx, statement, {"most": MOST_ROWS // 4})
            return int(record["n"])

        for label in NodeLabel:
            while self._session.execute_write(remove, statements.REMOVE_SOME[label]):
                pass

    def _fenced(self, tx: neo4j.ManagedTransaction, jobs: Sequence[_Job]) -> None:
        self._beat(tx)
        for job in jobs:
            answer = _run(tx, job.statement, {"rows": job.batch})
            if job.counted and answer[0]["n"] != len(job.batch):
                raise StaleError("the graph changed under the replacement", hint="run it again")

    def _beat(self, tx: neo4j.ManagedTransaction, statement: str = statements.BEAT) -> None:
        """Fail the transaction if another replacement has begun since; and hold it off until this one commits."""
        if not _run(tx, statement, {"id": statements.WRITER_ID, "token": self._token}):
            raise BusyError("another replacement of the graph has begun and goes on in place of this one")


def _kept(tx: neo4j.ManagedTransaction) -> tuple[list[Kept], list[KeptRelation]]:
    nodes = [
        (label.value, record["id"], record["rev"])
        for label in NodeLabel
        for record in tx.run(statements.NODE_REVS[label])
    ]
    relations = [
        (one["kind"], one["start_label"], one["start"], one["end_label"], one["end"], one["rev"])
        for one in tx.run(statements.RELATION_REVS)
    ]
    return nodes, relations


def _jobs(wanted: Changes) -> Iterator[_Job]:
    """The statements that bring a change about, in an order in which each finds what it needs."""
    yield from _relations_gone(wanted.relations_gone)
    for label, gone in _grouped(wanted.nodes_gone, lambda key: key[0]):
        yield from _cut(statements.REMOVE_NODES[NodeLabel(label)], ((key, len(key) + 16) for _, key, _ in gone))
    yield from _nodes(statements.CHANGE_NODES, wanted.nodes_changed)
    yield from _nodes(statements.CREATE_NODES, wanted.nodes_new)
    yield from _relations_new(wanted.relations_new)


def _nodes(by_label: Mapping[NodeLabel, str], nodes: Sequence[Node]) -> Iterator[_Job]:
    for label, group in _grouped(nodes, lambda node: node.label.value):
        rows = (node.row() for node in group)
        yield from _cut(by_label[NodeLabel(label)], ((row, weight_of(row)) for row in rows))


def _relations_new(relations: Sequence[Relation]) -> Iterator[_Job]:
    def kind(relation: Relation) -> str:
        return f"{relation.type.value} {relation.start_label.value} {relation.end_label.value}"

    def weighed(relation: Relation) -> tuple[object, int]:
        row: dict[str, Value] = relation.row()
        sent = {"start": relation.start, "end": relation.end, "row": row}
        return sent, 64 + len(relation.start) + len(relation.end) + weight_of(row)

    for key, group in _grouped(relations, kind):
        type_, start, end = key.split(" ")
        statement = statements.create_relations(RelationType(type_), NodeLabel(start), NodeLabel(end))
        yield from _cut(statement, map(weighed, group), counted=True)


def _relations_gone(gone: Sequence[KeptRelation]) -> Iterator[_Job]:
    for key, group in _grouped(gone, lambda one: f"{one[0]} {one[1]}"):
        type_, label = key.split(" ")
        statement = statements.remove_relations(RelationType(type_), NodeLabel(label))
        yield from _cut(statement, (({"start": one[2], "rev": one[5]}, 128 + len(one[2])) for one in group))


def _cut(statement: str, rows: Iterable[tuple[object, int]], *, counted: bool = False) -> Iterator[_Job]:
    for batch, weight in batches(rows):
        yield _Job(statement=statement, batch=batch, weight=weight, counted=counted)


def _packed(jobs: Iterable[_Job]) -> Iterator[list[_Job]]:
    """As many statements in one transaction as stay below one batch: a small change is one transaction."""
    together: list[_Job] = []
    rows = weight = 0
    for job in jobs:
        if together and (rows + len(job.batch) > MOST_ROWS or weight + job.weight > MOST_BYTES):
            yield together
            together, rows, weight = [], 0, 0
        together.append(job)
        rows, weight = rows + len(job.batch), weight + job.weight
    if together:
        yield together


def _grouped(items: Iterable[_Item], key: Callable[[_Item], str]) -> Iterator[tuple[str, Iterator[_Item]]]:
    return groupby(sorted(items, key=key), key=key)


def _run(tx: neo4j.ManagedTransaction, statement: str, parameters: Mapping[str, object]) -> list[neo4j.Record]:
    return list(tx.run(statement, dict(parameters)))

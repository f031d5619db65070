"""Elements a second of a graph rebuild on both engines, beside one MERGE an element as a plain script would do it.

The peer writes over the same driver, connection and constraints; only the way of writing differs. It is given a
sixtieth of the elements, because it would take minutes. The first load of a fresh engine is its own row: Java is cold.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import ExitStack, contextmanager
from functools import partial

import neo4j

from bench.measure import Row, Size, scratch, timed
from evidence.errors import MissingToolError, NotHeldError, SviedkaError
from graph.adapters.bolt import BoltGraph
from graph.adapters.embedded import EmbeddedGraph
from graph.adapters.neo4j_jars import check_jars, jars_folder
from graph.adapters.neo4j_server import Neo4jServer
from graph.dump import dump_of
from graph.rows import Rows
from graph.schema import RelationType
from tests.support.graph_rows import edge, node
from tests.support.graph_rows import rows as rows_of

_EMPTY = Rows(nodes=[], relations=[], sizes={})
_FEWER = 60
_PEER = "the same driver, one MERGE an element"


def rows(size: Size) -> Iterator[Row]:
    """For each engine: a first load, a rebuild of the same, and nothing to change."""
    wanted = made(size.nodes, size.relations)
    few = made(max(size.nodes // _FEWER, 20), size.relations // _FEWER)
    for engine, opened in (("embedded ArcadeDB", _embedded), ("Neo4j 5.26", _neo4j)):
        with ExitStack() as stack:
            try:
                store = stack.enter_context(opened())
            except (MissingToolError, NotHeldError) as absent:
                yield _absent(engine, absent)
                continue
            yield from _measured(engine, store, wanted, few)


def made(nodes: int, relations: int) -> Rows:
    """People and units, and postings of people to units."""
    people, units = nodes * 9 // 10, nodes - nodes * 9 // 10
    posts = [
        edge(RelationType.HOLDS, f"per_{n % people}", f"unt_{n * 7 % units}", title=f"title {n}", claims=[f"clm_{n}"])
        for n in range(relations)
    ]
    heads = [node(f"per_{n}", label=f"Person {n}", heads=[f"per_{n}"]) for n in range(people)]
    return rows_of(*posts, nodes=[*heads, *(node(f"unt_{n}", label=f"Unit {n}") for n in range(units))])


def _measured(engine: str, store: BoltGraph, wanted: Rows, few: Rows) -> Iterator[Row]:
    first, _ = timed(partial(store.replace, wanted, afresh=True))
    assert store.dump() == dump_of(wanted)
    rebuilt, _ = timed(partial(store.replace, wanted, afresh=True))
    unchanged, _ = timed(partial(store.replace, wanted))
    store.replace(_EMPTY, afresh=True)
    theirs, _ = timed(partial(_one_by_one, store, few))
    store.replace(_EMPTY, afresh=True)
    for what, ours in (("first load", first), ("rebuilt afresh", rebuilt), ("nothing has changed", unchanged)):
        yield Row(
            what=f"graph, {engine}: {what}",
            unit="elements",
            amount=_elements(wanted),
            ours=ours,
            peer=_PEER,
            peer_amount=_elements(few),
            theirs=theirs,
        )


def _elements(graph: Rows) -> int:
    return len(graph.nodes) + len(graph.relations)


def _absent(engine: str, absent: SviedkaError) -> Row:
    return Row(what=f"graph, {engine}", unit="elements", amount=0, ours=None, peer=f"engine missing: {absent}")


@contextmanager
def _embedded() -> Iterator[BoltGraph]:
    store = EmbeddedGraph.open("bench")
    try:
        yield store
    finally:
        store.close()


@contextmanager
def _neo4j() -> Iterator[BoltGraph]:
    jars = jars_folder()
    check_jars(jars)
    with scratch() as home, ExitStack() as stack:
        server = Neo4jServer.start(home, jars)
        stack.callback(server.stop)
        store = server.connect()
        stack.callback(store.close)
        yield store


def _one_by_one(store: BoltGraph, wanted: Rows) -> None:
    with store.session() as session:
        for each in wanted.nodes:
            statement = f"MERGE (n:{each.label.value} {{id: $id}}) SET n = $row"
            session.execute_write(_run, statement, {"id": each.id, "row": each.row()})
        for one in wanted.relations:
            statement = (
                f"MATCH (a:{one.start_label.value} {{id: $start}}) MATCH (b:{one.end_label.value} {{id: $end}}) "
                f"MERGE (a)-[r:{one.type.value} {{rev: $rev}}]->(b) SET r = $row"
            )
            given: dict[str, object] = {"start": one.start, "end": one.end, "rev": one.rev, "row": one.row()}
            session.execute_write(_run, statement, given)


def _run(tx: neo4j.ManagedTransaction, statement: str, given: Mapping[str, object]) -> None:
    tx.run(statement, dict(given)).consume()

"""Elements a second of a graph rebuild on both engines, beside one MERGE an element as a plain script would do it.

    python -m bench.graph_rebuild [nodes] [relations]

The peer writes over the same driver, connection and constraints; only the way of writing differs. It is given a
hundredth of the elements, because it would take minutes.
"""

from __future__ import annotations

import sys
import time
from collections.abc import Callable, Mapping

import neo4j

from graph.adapters.bolt import BoltGraph
from graph.dump import dump_of
from graph.rows import Rows
from graph.schema import RelationType
from tests.support.graph_engines import EMPTY, ENGINES, store_of
from tests.support.graph_rows import edge, node, rows


def made(nodes: int, relations: int) -> Rows:
    people, units = nodes * 9 // 10, nodes - nodes * 9 // 10
    posts = [
        edge(RelationType.HOLDS, f"per_{n % people}", f"unt_{n * 7 % units}", title=f"title {n}", claims=[f"clm_{n}"])
        for n in range(relations)
    ]
    heads = [node(f"per_{n}", label=f"Person {n}", heads=[f"per_{n}"]) for n in range(people)]
    return rows(*posts, nodes=[*heads, *(node(f"unt_{n}", label=f"Unit {n}") for n in range(units))])


def one_by_one(store: BoltGraph, wanted: Rows) -> None:
    with store.session() as session:
        for each in wanted.nodes:
            statement = f"MERGE (n:{each.label.value} {{id: $id}}) SET n = $row"
            session.execute_write(run, statement, {"id": each.id, "row": each.row()})
        for one in wanted.relations:
            statement = (
                f"MATCH (a:{one.start_label.value} {{id: $start}}) MATCH (b:{one.end_label.value} {{id: $end}}) "
                f"MERGE (a)-[r:{one.type.value} {{rev: $rev}}]->(b) SET r = $row"
            )
            given: dict[str, object] = {"start": one.start, "end": one.end, "rev": one.rev, "row": one.row()}
            session.execute_write(run, statement, given)


def run(tx: neo4j.ManagedTransaction, statement: str, given: Mapping[str, object]) -> None:
    tx.run(statement, dict(given)).consume()


def measure(what: str, wanted: Rows, work: Callable[..., object], *given: object, **further: object) -> None:
    begun = time.perf_counter()
    work(*given, **further)
    seconds = time.perf_counter() - begun
    elements = len(wanted.nodes) + len(wanted.relations)
    print(f"{what:28} {elements:>7} elements in {seconds:6.2f} s: {elements / seconds:>7.0f} a second")


def compare(engine: str, wanted: Rows, changed: Rows, few: Rows) -> None:
    store = store_of(engine)
    for temper in ("cold", "warm"):
        store.replace(EMPTY, afresh=True)
        measure(f"{engine} first load, {temper}", wanted, store.replace, wanted)
    assert store.dump() == dump_of(wanted)
    measure(f"{engine} nothing changed", wanted, store.replace, wanted)
    measure(f"{engine} one relation less", wanted, store.replace, changed)
    measure(f"{engine} rebuilt afresh", wanted, store.replace, wanted, afresh=True)
    measure(f"{engine} dumped", wanted, store.dump)
    store.replace(EMPTY, afresh=True)
    measure(f"{engine} peer, one by one", few, one_by_one, store, few)
    store.replace(EMPTY, afresh=True)


def main() -> None:
    nodes, relations = (int(given) for given in [*sys.argv[1:], "20000", "40000"][:2])
    wanted, few = made(nodes, relations), made(max(nodes // 100, 20), relations // 100)
    for engine in ENGINES:
        compare(engine, wanted, rows(*wanted.relations[1:], nodes=wanted.nodes), few)


if __name__ == "__main__":
    main()

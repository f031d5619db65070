"""What every graph engine promises, tested on the embedded one and on a real Neo4j."""

from __future__ import annotations

import threading
import time

import pytest
from hypothesis import HealthCheck, given, settings

from evidence.errors import (
    BusyError,
    GraphRefusedError,
    GraphUnavailableError,
    MalformedError,
    QuestionError,
    StaleError,
)
from graph.adapters import statements
from graph.adapters.bolt import BoltGraph
from graph.dump import dump_of
from graph.ports import Plain
from graph.project import compare, project
from graph.rows import Rows
from graph.schema import RelationType
from tests.support.graph_engines import ENGINES, connect, engine, store, store_of
from tests.support.graph_rows import edge, graphs, node, rows

__all__ = ["engine", "store"]

_FEW = settings(max_examples=8, deadline=None, suppress_health_check=list(HealthCheck))
_SMALL = rows(
    edge(RelationType.HOLDS, "per_a", "unt_a", commands=True, title="камандзір"),
    edge(RelationType.PART_OF, "unt_a", "unt_b"),
)


@given(one=graphs(), other=graphs())
@_FEW
def test_replaced_graphs_dump_equal_on_all_engines_and_equal_to_their_rows(one: Rows, other: Rows) -> None:
    for each in (one, other, other, one):
        for name in ENGINES:
            store_of(name).replace(each)
        dumps = [store_of(name).dump() for name in ENGINES]
        assert dumps == [dump_of(each)] * len(ENGINES)


def test_replacing_twice_writes_nothing_the_second_time(store: BoltGraph) -> None:
    store.replace(_SMALL)
    [first] = store.ask(statements.LOOK, {"id": statements.WRITER_ID}, 1)
    store.replace(_SMALL)

    assert store.ask(statements.LOOK, {"id": statements.WRITER_ID}, 1) == [first]


def test_counts_are_those_of_the_rows(store: BoltGraph) -> None:
    store.replace(_SMALL)

    counts = store.counts()
    assert counts.nodes == {"Person": 1, "Unit": 2, "Projection": 1}
    assert counts.relations == {"HOLDS": 1, "PART_OF": 1}


def test_a_node_that_changes_keeps_its_relations(store: BoltGraph) -> None:
    store.replace(_SMALL)
    renamed = rows(*_SMALL.relations, nodes=[node("per_a", label="Jan Niezmyślony")])
    store.replace(renamed)

    assert store.dump() == dump_of(renamed)


def test_a_large_graph_is_cut_into_batches_and_comes_back_whole(store: BoltGraph) -> None:
    members = [edge(RelationType.HOLDS, f"per_{n}", f"unt_{n % 7}", title=f"{n}") for n in range(6_000)]
    long = [node(f"per_long{n}", label="я" * 200_000) for n in range(30)]
    whole = rows(*members, nodes=long)
    store.replace(whole)

    assert store.dump() == dump_of(whole)


def test_tampering_under_an_unchanged_rev_is_found_and_a_fresh_build_mends_it(store: BoltGraph) -> None:
    store.replace(_SMALL)
    _write(store, "MATCH (n:Person) SET n.label = 'x'")
    _write(store, "MATCH ()-[r:HOLDS]->() SET r.commands = false")

    found = {(each.missing, each.what, each.ids) for each in compare(_SMALL, store)}
    assert found == {
        (missing, what, ids)
        for missing in (True, False)
        for what, ids in (("Person", ("per_a",)), ("HOLDS", ("per_a", "unt_a")))
    }
    project(_SMALL, store, afresh=True)
    assert compare(_SMALL, store) == ()


def test_a_relation_that_stands_twice_is_made_once_again(store: BoltGraph) -> None:
    store.replace(_SMALL)
    _write(store, "MATCH (a)-[r:HOLDS]->(b) CREATE (a)-[s:HOLDS]->(b) SET s = properties(r)")
    store.replace(_SMALL)

    assert store.dump() == dump_of(_SMALL)


def test_readers_see_the_old_graph_or_the_new_one_and_never_part_of_both(engine: str) -> None:
    size = 1_500
    old, new = (
        rows(*(edge(RelationType.HOLDS, f"per_{n}", "unt_a", title=name) for n in range(size)))
        for name in ("old", "new")
    )
    writer = connect(engine)
    writer.replace(old)
    turns = iter([new, old, new, old])
    done = threading.Event()

    def write() -> None:
        for turn in turns:
            writer.replace(turn)
        done.set()

    thread = threading.Thread(target=write)
    thread.start()
    reader = connect(engine, patience=30)
    question = "MATCH (:Person)-[h:HOLDS]->(:Unit) RETURN h.title AS title, count(h) AS n ORDER BY title"
    seen = []
    try:
        while not done.is_set():
            seen.append(reader.ask(question, {}, 10))
    finally:
        thread.join()
        reader.close()
        writer.close()

    assert seen
    whole: list[list[dict[str, Plain]]] = [[{"title": name, "n": size}] for name in ("old", "new")]
    assert all(answer in whole for answer in seen)


def test_a_replacement_that_never_ended_refuses_readers_until_it_is_run_again(engine: str) -> None:
    store = connect(engine, patience=0.3)
    store.replace(_SMALL)
    _write(store, f"MATCH (w:{statements.WRITER}) SET w.whole = false")

    for reading in (store.dump, store.counts, lambda: store.ask("MATCH (n:Unit) RETURN n.id AS id", {}, 1)):
        with pytest.raises(StaleError):
            reading()
    store.replace(_SMALL)
    assert store.dump() == dump_of(_SMALL)
    store.close()


def test_of_two_replacements_at_once_one_wins_whole_and_the_other_says_so(engine: str) -> None:
    graphs_wanted = [
        rows(*(edge(RelationType.HOLDS, f"per_{n}", "unt_a", title=name) for n in range(3_000))) for name in ("a", "b")
    ]
    outcomes: list[BusyError | None] = []

    def write(wanted: Rows) -> None:
        own = connect(engine)
        try:
            own.replace(wanted, afresh=True)
            outcomes.append(None)
        except BusyError as error:
            outcomes.append(error)
        finally:
            own.close()

    threads = [threading.Thread(target=write, args=(wanted,)) for wanted in graphs_wanted]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert len(outcomes) == 2
    assert None in outcomes
    assert store_of(engine).dump() in [dump_of(wanted) for wanted in graphs_wanted]


def test_a_question_that_would_write_is_refused_and_changes_nothing(store: BoltGraph) -> None:
    store.replace(_SMALL)
    with pytest.raises(QuestionError):
        store.ask("MATCH (n:Person) SET n.label = 'x' RETURN n", {}, 1)

    assert store.dump() == dump_of(_SMALL)


def test_a_question_gives_no_more_rows_than_asked_for(store: BoltGraph) -> None:
    store.replace(_SMALL)

    assert store.ask("UNWIND range(1, 100) AS n RETURN n", {}, 3) == [{"n": 1}, {"n": 2}, {"n": 3}]
    assert len(store.ask("UNWIND range(1, 100) AS n RETURN n LIMIT 50", {}, 3)) == 3


def test_a_question_that_is_no_cypher_is_refused_without_a_word_of_it(store: BoltGraph) -> None:
    with pytest.raises(QuestionError) as caught:
        store.ask("MATCH (n:Person {label: 'Кацярына Прыдуманая'}) RETRUN n", {}, 1)

    shown = f"{caught.value} {caught.value.hint} {caught.value.__cause__}"
    assert "Прыдуманая" not in shown
    assert caught.value.__suppress_context__


@pytest.mark.parametrize("value", [None, 1.5, b"x", {"a": "b"}, ["a", None], "\ud800"])
def test_a_parameter_of_another_kind_is_refused(store: BoltGraph, value: object) -> None:
    with pytest.raises(MalformedError):
        store.ask("RETURN $x AS x", {"x": value}, 1)  # type: ignore[dict-item]  # that is the point


def test_nodes_and_relations_of_an_answer_come_with_their_label_or_type(store: BoltGraph) -> None:
    store.replace(_SMALL)
    [row] = store.ask("MATCH (p:Person)-[h:HOLDS]->() RETURN p, h", {}, 1)

    assert isinstance(row["p"], dict)
    assert isinstance(row["h"], dict)
    assert (row["p"]["label"], row["p"]["id"], row["h"]["type"]) == ("Person", "per_a", "HOLDS")


def test_a_question_over_its_time_is_ended_and_the_graph_is_still_there(engine: str) -> None:
    store_of(engine).replace(_SMALL)
    hurried = connect(engine, time_limit=1)
    with pytest.raises(QuestionError, match=r"too long|more than 1 seconds"):
        hurried.ask(_ENDLESS, {}, 1)
    hurried.close()

    assert _after_restart(engine) == dump_of(_SMALL)


_ENDLESS = (
    "UNWIND range(1, 100000) AS a UNWIND range(1, 100000) AS b UNWIND range(1, 1000) AS c "
    "WITH a, b, c WHERE a + b + c = 0 RETURN count(*) AS n"
)


def test_a_wrong_password_is_refused_in_one_line_without_it(engine: str) -> None:
    running = store_of(engine)
    with pytest.raises(GraphRefusedError) as caught:
        BoltGraph(running.uri, user="neo4j" if engine == "neo4j" else "root", password="not-the-one")

    assert "\n" not in str(caught.value)
    assert "not-the-one" not in str(caught.value)
    assert caught.value.hint


def test_a_store_closed_twice_is_closed_and_reads_no_more(engine: str) -> None:
    own = connect(engine)
    own.close()
    own.close()
    with pytest.raises(GraphUnavailableError):
        own.counts()


def _write(store: BoltGraph, statement: str) -> None:
    with store.session() as session:
        session.execute_write(lambda tx: tx.run(statement).consume())


def _after_restart(engine: str) -> bytes:
    for _ in range(100):
        try:
            own = connect(engine)
        except GraphUnavailableError:
            time.sleep(0.2)
            continue
        try:
            return own.dump()
        finally:
            own.close()
    raise AssertionError("the engine did not come back")

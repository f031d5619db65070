"""Where the embedded engine differs from Neo4j: what it does, and that our rule for it holds.

The numbers are those of the table in docs/spec/graph.md. Where a test shows the engine's own behaviour it fails when
the engine mends it, so that a rule can be dropped.
"""

from __future__ import annotations

import json
import time
from collections.abc import Iterator
from datetime import datetime, timedelta, timezone

import neo4j
import pytest
from neo4j.exceptions import ClientError, Neo4jError

from evidence.errors import QuestionError
from graph import questions
from graph.adapters.bolt import BoltGraph
from graph.adapters.embedded import EmbeddedServer
from graph.changes import MOST_BYTES
from graph.schema import RelationType
from tests.support.graph_engines import EMPTY, embedded, store_of
from tests.support.graph_rows import edge, rows


@pytest.fixture
def store() -> Iterator[BoltGraph]:
    opened = store_of("embedded")
    opened.replace(EMPTY, afresh=True)
    yield opened
    opened.replace(EMPTY, afresh=True)


@pytest.fixture
def server(store: BoltGraph) -> EmbeddedServer:
    assert store.counts().nodes == {"Projection": 1} or store.counts().nodes == {}
    return embedded()


def _run(store: BoltGraph, statement: str, **given: object) -> list[dict[str, object]]:
    with store.session() as session:
        return session.execute_write(lambda tx: tx.run(statement, given).data())


def test_rule_1_writes_in_a_reading_transaction_are_executed_so_the_gate_refuses_them(store: BoltGraph) -> None:
    statement = "MERGE (n:Person {id: 'per_rule1'}) RETURN n.id AS id"
    with store.session() as session:
        session.execute_read(lambda tx: tx.run(statement).consume())
    assert store.counts().nodes.get("Person") == 1
    with pytest.raises(QuestionError):
        store.ask(statement, {}, 1)


def test_rule_3_a_zoned_date_time_comes_back_without_its_zone_so_none_is_written(store: BoltGraph) -> None:
    minsk = datetime(2020, 8, 9, 23, 30, tzinfo=timezone(timedelta(hours=3)))
    _run(store, "CREATE (n:Person {id: 'per_rule3', at: $at})", at=minsk)
    [row] = _run(store, "MATCH (n:Person {id: 'per_rule3'}) RETURN n.at AS at")
    back = row["at"]

    assert isinstance(back, neo4j.time.DateTime)
    assert back.tzinfo is None


def test_rule_4_batches_stay_below_the_message_that_the_engine_refuses() -> None:
    assert MOST_BYTES * 4 <= 16 * 1024 * 1024


def test_rule_6_a_managed_transaction_that_fails_leaves_no_row_behind(store: BoltGraph) -> None:
    ids = ["per_a", "per_b", "per_c", "per_a"]
    with pytest.raises(Neo4jError):
        _run(store, "UNWIND $ids AS id CREATE (n:Person {id: id})", ids=ids)

    assert "Person" not in store.counts().nodes


def test_rule_9_many_claims_on_one_element_are_aggregated_not_joined(store: BoltGraph) -> None:
    bearings = [edge(RelationType.BEARS, f"clm_{n}", "elm_a", origins=["src_1", f"src_{n}"]) for n in range(3_000)]
    store.replace(rows(*bearings))
    begun = time.monotonic()
    [thin] = questions.thinly_supported(store)

    assert len(thin.claims) == 3_000
    assert time.monotonic() - begun < 30


def test_rule_10_every_commit_is_flushed(server: EmbeddedServer) -> None:
    assert '"-Darcadedb.txWalFlush=2"' in (server.folder.path / "java.args").read_text().splitlines()


def test_rule_11_the_other_door_is_shut(server: EmbeddedServer) -> None:
    settings = json.loads((server.folder.path / "config" / "mcp-config.json").read_text())

    assert settings["enabled"] is False
    assert '"-Darcadedb.server.httpIncomingHost=127.0.0.1"' in (server.folder.path / "java.args").read_text()


def test_rule_12_both_engines_errors_are_of_one_family(store: BoltGraph) -> None:
    with pytest.raises(ClientError) as caught:
        _run(store, "MATC (n)")
    assert caught.value.code == "Neo.ClientError.Statement.SyntaxError"


def test_rule_12_nobody_has_a_line_to_himself(store: BoltGraph) -> None:
    own = [
        edge(RelationType.ALLEGED_PERPETRATOR_OF, "per_a", "inc_a"),
        edge(RelationType.REPORTS_TO, "per_a", "per_b"),
        edge(RelationType.REPORTS_TO, "per_b", "per_a"),
    ]
    store.replace(rows(*own))

    assert questions.perpetrator_to_superior(store, "inc_a", "per_a", "2020-08-09") == ()
    assert len(questions.perpetrator_to_superior(store, "inc_a", "per_b", "2020-08-09")) == 1

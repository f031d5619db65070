"""Running engines for the graph's suites: one of each kind in a test process, started when first asked for."""

from __future__ import annotations

import atexit
import os
import shutil
import tempfile
from functools import cache
from pathlib import Path

import pytest

from graph.adapters.bolt import BoltGraph
from graph.adapters.embedded import EmbeddedGraph, EmbeddedServer
from graph.adapters.neo4j_server import Neo4jServer
from graph.rows import Rows
from tests.support.neo4j_server import jars_or_skip

ENGINES = ("embedded", "neo4j")
EMPTY = Rows(nodes=[], relations=[], sizes={})


@cache
def embedded() -> EmbeddedServer:
    server = EmbeddedServer.open(f"test-{os.getpid()}", heap_mb=512)
    atexit.register(server.stop)
    return server


@cache
def _neo4j(jars: Path) -> Neo4jServer:
    home = Path(tempfile.mkdtemp(prefix="sviedka-neo4j-"))
    server = Neo4jServer.start(home, jars)
    atexit.register(shutil.rmtree, home, ignore_errors=True)
    atexit.register(server.stop)
    return server


def neo4j() -> Neo4jServer:
    return _neo4j(jars_or_skip())


def connect(engine: str, *, time_limit: float = 60.0, patience: float = 5.0) -> BoltGraph:
    if engine == "embedded":
        server = embedded()
        return BoltGraph(
            f"bolt://127.0.0.1:{server.address.port}" if server.is_running() else "bolt://127.0.0.1:1",
            user="root",
            password=server.address.password,
            database="graph",
            time_limit=time_limit,
            patience=patience,
            on_overtime=server.restart,
        )
    return neo4j().connect(time_limit=time_limit, patience=patience)


@cache
def _ready(engine: str) -> BoltGraph:
    if engine == "embedded":
        EmbeddedGraph(embedded()).disconnect()
    store = connect(engine)
    atexit.register(store.close)
    return store


def store_of(engine: str) -> BoltGraph:
    """One connection for the whole process, over an engine that may hold an earlier test's graph."""
    return _ready(engine)


@pytest.fixture(params=ENGINES)
def store(request: pytest.FixtureRequest) -> BoltGraph:
    """Each engine in turn, its graph emptied."""
    engine = store_of(str(request.param))
    engine.replace(EMPTY, afresh=True)
    return engine


@pytest.fixture(params=ENGINES)
def engine(request: pytest.FixtureRequest) -> str:
    """The name of each engine in turn; it runs."""
    name = str(request.param)
    store_of(name).replace(EMPTY, afresh=True)
    return name

"""A real Neo4j for tests; `python -m tests.support.neo4j_server` fetches its jars, which `make test` calls first."""

from __future__ import annotations

import os
import sys
from pathlib import Path

import pytest

from evidence.errors import NotHeldError
from graph.adapters.neo4j_jars import check_jars, install_jars, jars_folder


def jars_or_skip() -> Path:
    """The folder of verified jars; without them the test is skipped, and fails where `SVIEDKA_CI=1`."""
    folder = jars_folder()
    try:
        check_jars(folder)
    except NotHeldError:
        if os.environ.get("SVIEDKA_CI") == "1":
            pytest.fail("the jars of Neo4j are not here: run `python -m tests.support.neo4j_server`")
        pytest.skip("the jars of Neo4j are not here: run `python -m tests.support.neo4j_server`")
    return folder


if __name__ == "__main__":
    install_jars(Path(sys.argv[1]) if len(sys.argv) > 1 else jars_folder())

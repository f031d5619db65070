"""Installs the judges that come as jars: a real Neo4j server, and veraPDF. `python -m tests.support.jars`."""

from __future__ import annotations

import sys

from graph.adapters.neo4j_jars import check_jars, install_jars, jars_folder
from tests.support.verapdf import judge


def main() -> int:
    """Install what is not there yet; every jar is compared with its locked SHA-256."""
    folder = jars_folder()
    if not folder.is_dir():
        print("installing a Neo4j server by Maven", file=sys.stderr)  # noqa: T201
        install_jars(folder)
    check_jars(folder)
    judge.install()
    return 0


if __name__ == "__main__":
    sys.exit(main())

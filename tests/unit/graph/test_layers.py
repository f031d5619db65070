"""The graph's core knows no engine: the driver and the embedded engine are imported by adapters alone."""

from __future__ import annotations

import subprocess
import sys

_CORE = (
    "graph.changes graph.derive graph.dump graph.gate graph.ports graph.project graph.questions graph.rows graph.schema"
)


def test_importing_the_graph_imports_neither_the_driver_nor_an_engine() -> None:
    program = (
        f"import sys, importlib; [importlib.import_module(n) for n in '{_CORE}'.split()]; "
        "print(sorted(n for n in sys.modules if n.split('.')[0] in ('neo4j', 'arcadedb_embedded', 'jpype', 'py2neo')))"
    )
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"


def test_the_adapters_do_not_import_the_embedded_engines_package() -> None:
    program = "import sys, graph.adapters.embedded; print('jpype' in sys.modules or 'arcadedb_embedded' in sys.modules)"
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "False"

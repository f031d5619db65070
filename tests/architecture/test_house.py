"""The rules of the house that a machine can check; what each detector finds is shown in test_house_rules.py."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from evidence.law.load import catalogue
from evidence.model.codec import KINDS
from tests.architecture.house_rules import (
    VAGUE,
    classes,
    glossary,
    is_silent,
    misnamed,
    named_law,
    python_files,
    speaks_cypher,
    too_long,
)

ROOT = Path(__file__).parents[2]
SHIPPED = ("evidence", "graph", "ingest", "ui")
ALL = (*SHIPPED, "examples", "bench", "tests")
HEAVY = (
    "spacy",
    "neo4j",
    "streamlit",
    "typst",
    "tesserocr",
    "pypdfium2",
    "pdfplumber",
    "altair",
    "lxml",
    "PIL",
    "sqlcipher3",
)
HELP_CPU_SECONDS = 0.5
# In a graph, and in a picture of one, a node is called a node: there it is no other word for Person.
OWN_WORDS = {"Node": ("graph/", "ui/views/")}


def shipped() -> dict[str, str]:
    """Module -> source, of everything that is installed."""
    return {str(path.relative_to(ROOT)): path.read_text(encoding="utf-8") for path in python_files(ROOT, SHIPPED)}


def test_no_file_is_longer_than_a_reader_holds_in_mind() -> None:
    assert too_long(ROOT, ALL) == {}


def test_every_module_says_what_it_is_for() -> None:
    assert [module for module, source in shipped().items() if is_silent(source)] == []


def test_no_module_is_called_by_a_word_that_says_nothing() -> None:
    assert [path for path in python_files(ROOT, SHIPPED) if VAGUE.search(path.stem)] == []


def test_help_imports_nothing_heavy_and_is_quick() -> None:
    code = (
        "import sys, time; sys.argv = ['sviedka', '--help']\n"
        "from ui.cli import main\n"
        "try: main()\n"
        "except SystemExit: pass\n"
        f"heavy = sorted(set({HEAVY!r}) & set(sys.modules))\n"
        "print('HEAVY', heavy, time.process_time(), file=sys.stderr)\n"
    )
    best = 9.9
    for _ in range(3):
        ran = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True, cwd=ROOT)
        [line] = [line for line in ran.stderr.splitlines() if line.startswith("HEAVY")]
        assert "HEAVY []" in line
        best = min(best, float(line.rsplit(" ", 1)[1]))
    # CPU seconds, the best of three: a bound on what is imported, not on how busy the machine is.
    assert best < HELP_CPU_SECONDS


@pytest.mark.parametrize("package", SHIPPED)
def test_importing_a_package_imports_nothing_heavy(package: str) -> None:
    code = f"import sys, {package}; print(sorted(set({HEAVY!r}) & set(sys.modules)))"
    ran = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True, cwd=ROOT)

    assert ran.stdout.strip() == "[]"


def test_only_the_graph_speaks_cypher() -> None:
    speaking = {module for module, source in shipped().items() if speaks_cypher(source)}

    assert {module for module in speaking if not module.startswith("graph/")} == set()
    # The questions are Cypher: a detector that finds none there would find none elsewhere.
    assert "graph/questions.py" in speaking


def test_no_article_of_law_is_named_in_code() -> None:
    law = catalogue()
    ids = {*law.crimes, *law.modes, *law.provisions, *law.rows}
    named = {module: found for module, source in shipped().items() if (found := named_law(source, ids))}

    assert named == {}


def test_no_name_inside_the_web_folder_shadows_a_package() -> None:
    # `streamlit run` puts the script's folder first on sys.path: a graph.py there would become `import graph`.
    names = {path.stem for path in (ROOT / "ui" / "web").rglob("*.py")} - {"__init__"}

    assert not names & {*sys.stdlib_module_names, *SHIPPED, "streamlit", "altair", "neo4j", "typst"}


def test_the_glossary_is_there_for_every_kind_of_record() -> None:
    words = glossary(_glossary())

    assert [kind.__name__ for kind in KINDS if kind.__name__ not in words] == []


def test_what_the_glossary_forbids_names_no_class() -> None:
    found = misnamed({module: classes(source) for module, source in shipped().items()}, _glossary(), OWN_WORDS)

    assert found == set()


def _glossary() -> str:
    return (ROOT / "docs" / "glossary.md").read_text(encoding="utf-8")

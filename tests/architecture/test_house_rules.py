"""Each detector finds what was planted, and lets pass what only looks like it."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.architecture.house_rules import (
    LONGEST,
    VAGUE,
    classes,
    glossary,
    is_silent,
    misnamed,
    named_law,
    python_files,
    speaks_cypher,
    strings,
    too_long,
)

PAGE = """
| word | meaning | not to be called |
|---|---|---|
| **Person** | a head | node, entity |
| **Claim** | one assertion | fact, finding of fact |
| **Source** | who gave information | – |
"""


@pytest.mark.parametrize(
    "cypher",
    [
        "MATCH (u:Unit {id: $unit}) RETURN u",
        "OPTIONAL MATCH (v)<-[h:HOLDS]-(p:Person)",
        "MATCH up = (u)-[:PART_OF*0..8]->(v)",
        "MERGE (n:Person {id: $id}) SET n.label = $label",
        "CREATE (n:Person)",
        "UNWIND $rows AS row",
        "MATCH (n) DETACH DELETE n",
        "WHERE (a)-[:REPORTS_TO]->(b)",
    ],
)
def test_cypher_is_heard(cypher: str) -> None:
    assert speaks_cypher(f"QUESTION = {cypher!r}")


@pytest.mark.parametrize(
    "other",
    [
        "SELECT count(*) FROM word WHERE word MATCH ?",
        "INSERT OR REPLACE INTO exhibit VALUES (?, ?)",
        "CREATE TABLE IF NOT EXISTS page(key INTEGER PRIMARY KEY)",
        r"(\d{4})-[01]\d-([0-3]\d)",
        r"\b(MATCH|MERGE|UNWIND)\b",
        "the quotes match (see the annex) and the accounts merge",
    ],
)
def test_sql_a_pattern_and_prose_are_no_cypher(other: str) -> None:
    assert not speaks_cypher(f"TEXT = {other!r}")


def test_cypher_in_an_f_string_is_heard() -> None:
    assert speaks_cypher('def ask(day): return f"MATCH (n) WHERE n.day = {day}"')


@pytest.mark.parametrize(
    "law",
    [
        "BK 100 str.",
        "118a straipsnis",
        "KK 118a",
        "art. 148a",
        "Art. 7(1)(e)",
        "Articles 28",
        "7(1)(h)",
        "ст. 130",
        "УК 342",
    ],
)
def test_an_article_in_a_string_is_found(law: str) -> None:
    assert named_law(f"SECTION = {law!r}", ()) == [law]


@pytest.mark.parametrize("identifier", ["7-1-e", "25-3-b", "LT-BK-100.e", "lt_t1"])
def test_an_id_of_the_law_data_is_law_in_code(identifier: str) -> None:
    assert named_law(f"if crime == {identifier!r}: pass", {identifier, "m2"}) == [identifier]


@pytest.mark.parametrize(
    "source",
    [
        '''def f():\n    """Cites "BK 100 str." and Article 7(1)(e)."""''',
        "x = 1  # RFC 6962, 2.1; Art. 7(1)(e)",
        r"""CODES = (r"bk|baudziamojo kodekso", r"art\.|artyku[l](?:u|em)?|str\.|straipsn(?:is|io)", "LT-BK")""",
        "two = 'm2'",
        "help = 'Id of the crime in the law data, such as 7-1-f.'",
    ],
)
def test_a_docstring_a_comment_and_a_pattern_are_no_law_in_code(source: str) -> None:
    assert named_law(source, {"7-1-f", "m2"}) == []


def test_only_docstrings_are_left_out_of_a_modules_strings() -> None:
    source = '"""Says."""\nX = "kept"\ndef f():\n    """Says."""\n    return f"a {X} b"\n'

    assert sorted(strings(source)) == [" b", "a ", "kept"]


def test_a_class_with_a_forbidden_word_is_found_outside_its_own_folder() -> None:
    found = misnamed(
        {"evidence/a.py": {"Entity", "Fact"}, "graph/b.py": {"Node", "Entity"}, "evidence/c.py": {"Node", "Claim"}},
        PAGE,
        {"Node": ("graph/", "ui/views/")},
    )

    assert found == {
        ("evidence/a.py", "Entity"),
        ("evidence/a.py", "Fact"),
        ("graph/b.py", "Entity"),
        ("evidence/c.py", "Node"),
    }


def test_the_glossary_gives_words_and_what_each_forbids() -> None:
    assert glossary(PAGE) == {
        "Person": {"Node", "Entity"},
        "Claim": {"Fact", "FindingOfFact"},
        "Source": frozenset(),
    }


def test_a_word_of_the_glossary_is_never_forbidden_by_another_row() -> None:
    assert misnamed({"evidence/a.py": {"Claim"}}, PAGE + "| **Check** | a result | claim |\n", {}) == set()


def test_nested_classes_are_classes_too() -> None:
    assert classes("class A:\n    class B: pass\ndef f():\n    class C: pass\n") == {"A", "B", "C"}


def test_files_above_the_limit_are_found_and_the_verifiers_are_left_alone(tmp_path: Path) -> None:
    for name, lines in (("short.py", LONGEST), ("long.py", LONGEST + 1), ("long.css", 999), ("verify.py", 999)):
        (tmp_path / "p" / name).parent.mkdir(exist_ok=True)
        (tmp_path / "p" / name).write_text("x\n" * lines)

    assert too_long(tmp_path, ["p"]) == {"p/long.py": LONGEST + 1, "p/long.css": 999}
    assert [path.name for path in python_files(tmp_path, ["p"])] == ["long.py", "short.py", "verify.py"]


def test_a_module_of_code_without_a_docstring_is_silent() -> None:
    assert is_silent("import os\n")
    assert not is_silent('"""Says."""\nimport os\n')
    assert not is_silent("\n")


@pytest.mark.parametrize("name", ["utils", "page_helpers", "case_manager", "data", "info_page"])
def test_a_vague_name_is_found(name: str) -> None:
    assert VAGUE.search(name)


@pytest.mark.parametrize("name", ["database", "manage", "metadata", "informed"])
def test_a_word_that_only_holds_a_vague_one_is_not(name: str) -> None:
    assert not VAGUE.search(name)

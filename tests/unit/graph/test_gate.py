"""The gate lets bounded reading questions pass, and nothing else."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from evidence.errors import QuestionError
from graph import gate, questions

READING = [
    "MATCH (n:Person) RETURN n.label",
    "match (n) where n.label = 'CREATE' return n",
    "MATCH (n:`Set`) RETURN n.`delete` AS x",
    "MATCH p = (a)-[:PART_OF*1..4]->(b) RETURN p",
    "MATCH p = (a)-[:PART_OF*..4]->(b) RETURN p",
    "MATCH p = (a)-[r:PART_OF*2 {x: [1, 2]}]->(b) RETURN count(*) AS n, 3 * 4 AS m",
    "UNWIND [1] AS x RETURN x + 1 AS y",
    "WITH 1 AS offset RETURN offset AS settings, date.truncate('month', date('2020-08-09')) AS d",
    "MATCH (n) CALL { WITH n MATCH (n)-->(m) RETURN m } RETURN m",
    "MATCH (n) RETURN n LIMIT 5",
    "MATCH (n) RETURN n LIMIT $most",
]
WRITING = [
    "CREATE (n)",
    "MATCH (n) SET n.x = 1",
    "MATCH (n) DETACH DELETE n",
    "match (n) remove n.x",
    "MATCH (n) FOREACH (x IN [1] | CREATE (m))",
    "MERGE (n:Person {id: 'x'})",
    "LOAD CSV FROM 'file:///etc/passwd' AS row RETURN row",
    "UNWIND [1] AS x LOAD CSV FROM 'http://127.0.0.1/' AS row RETURN row",
    "MATCH (n) CALL { WITH n CREATE (m) RETURN m } RETURN m",
    "CALL db.createLabel('x')",
    "MATCH (n) CALL db.createLabel('x') RETURN n",
    "MATCH (n) CALL apoc.refactor.rename() RETURN n",
    "MATCH (n) RETURN apoc.cypher.runFirstColumn('x') AS x",
    "DROP CONSTRAINT x",
    "USE system SHOW USERS",
    "MATCH (n) RETURN n; MATCH (m) DETACH DELETE m",
    "MATCH (n) INSERT (m)",
    "MATCH (n) \\u0053ET n.x = 1 RETURN n",
    "RETURN '\\u0027 CREATE (n) //' AS x",
    "RETURN 'a\\' AS x CREATE (n) //'",
    "RETURN 1 // \n CREATE (n)",
    "RETURN 1 /* */ CREATE (n) /* */",
    "RETURN 'open",
    "RETURN `open",
    "",
    "   ",
    "sql: DELETE FROM Person",
    "EXPLAIN MATCH (n) RETURN n",
]
UNBOUNDED = [
    "MATCH (a)-[*]->(b) RETURN a",
    "MATCH (a)-[:PART_OF*]->(b) RETURN a",
    "MATCH (a)-[:PART_OF*2..]->(b) RETURN a",
    "MATCH (a)-[r:PART_OF* {x: [1]}]->(b) RETURN a",
    "MATCH (a)-[:PART_OF*..40]->(b) RETURN a",
    "MATCH (a)-[:PART_OF*13]->(b) RETURN a",
    "MATCH ((a)-[:PART_OF]->(b)){1,400} RETURN a",
    "MATCH (a)-[:PART_OF]->+(b) RETURN a",
    "MATCH (a) ((x)-[:PART_OF]->(y))+ (b) RETURN a",
    "MATCH p = SHORTEST 1 (a)-[:PART_OF]->(b) RETURN p",
    "MATCH p = shortestPath((a)-[:PART_OF*]->(b)) RETURN p",
]
OURS = [
    questions.CHAIN_OF_COMMAND,
    questions.PERPETRATOR_TO_SUPERIOR,
    questions.HELD_WITH,
    questions.INCIDENTS_BY_UNIT,
    questions.THINLY_SUPPORTED,
]


@pytest.mark.parametrize("question", [*READING, *OURS])
def test_a_reading_question_passes_with_a_limit_at_its_end(question: str) -> None:
    assert gate.check(question).startswith(question.rstrip())
    assert "LIMIT" in gate.check(question).upper()


@pytest.mark.parametrize("question", [*WRITING, *UNBOUNDED])
def test_what_writes_or_has_no_bound_is_refused(question: str) -> None:
    with pytest.raises(QuestionError):
        gate.check(question)


@given(before=st.text(max_size=12), word=st.sampled_from(["CREATE", "set", "Delete", "MERGE", "remove", "DROP"]))
def test_a_writing_word_outside_quotes_is_refused_whatever_stands_before_it(before: str, word: str) -> None:
    if any(quote in before for quote in "'\"`"):
        return
    with pytest.raises(QuestionError):
        gate.check(f"MATCH (n) RETURN n {before} {word} (m)")


@given(text=st.text(alphabet=st.characters(exclude_characters="'\\", exclude_categories=["Cs"]), max_size=30))
def test_words_inside_quotes_do_not_matter(text: str) -> None:
    question = f"MATCH (n) WHERE n.label = '{text}' RETURN n"
    assert gate.check(question) == question + "\nLIMIT $limit"

"""The gate before every question: what is not clearly a bounded reading statement is refused.

An access mode does not help: one engine executes writes that come in a reading transaction. So the words themselves
are looked at, and in doubt the answer is no. A property or label that bears the name of a writing word is written in
backticks to pass. Escapes and comments are refused whole: engines differ in where they think one ends.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from evidence.errors import QuestionError

DEEPEST = 12
"""The longest path, in relations, that a question may follow."""

_WRITING = frozenset(
    {"CREATE", "MERGE", "SET", "DELETE", "DETACH", "NODETACH", "REMOVE", "DROP", "LOAD", "FOREACH", "INSERT", "ALTER"}
    | {"GRANT", "DENY", "REVOKE", "RENAME", "START", "STOP", "TERMINATE", "ENABLE", "DEALLOCATE", "REALLOCATE", "USE"}
    | {"DRYRUN", "COPY", "IMPORT", "UPDATE", "PERIODIC", "COMMIT", "TRANSACTIONS", "BACKUP", "EXPORT"}
)
_FIRST = frozenset({"MATCH", "OPTIONAL", "WITH", "UNWIND", "RETURN"})
_READING_PROCEDURES = frozenset({"db.labels", "db.relationshiptypes", "db.propertykeys"})
_READING_FUNCTIONS = re.compile(r"(date|datetime|localdatetime|time|localtime|duration|point)(\.[a-z]+)+")

_QUOTED = re.compile(r"""'[^']*'|"[^"]*"|`[^`]*`""")
_WORD = re.compile(r"\w+")
_CALL = re.compile(r"\bCALL\b\s*([A-Za-z_][\w.]*|\{)?", re.IGNORECASE)
_DOTTED = re.compile(r"(\w+(?:\s*\.\s*\w+)+)\s*\(")
_QUANTIFIED = re.compile(r"\)\s*\{|\)\s*\)\s*[+*]|->\s*[+*{]|-\s*[+*{]\s*\(")
_BOUND = re.compile(r"\*\s*(?:(\d+)(?!\s*\.\.)|(?:\d+\s*)?\.\.\s*(\d+))")
_LIMIT = re.compile(r"\bLIMIT\s+(\d+|\$\w+)\s*$", re.IGNORECASE)


def check(untrusted_question: str) -> str:
    """The question with a row limit at its end (`LIMIT $limit` if it has none), or QuestionError."""
    # Cypher replaces \uXXXX before it looks for quotes, so what looks like text may be a statement.
    if "\\" in untrusted_question:
        raise QuestionError("a question has no backslashes", hint="pass such a value as a parameter")
    bare = _QUOTED.sub(" ", untrusted_question)
    if "//" in bare or "/*" in bare:
        raise QuestionError("a question has no comments")
    if any(sign in bare for sign in "'\"`;"):
        raise QuestionError("a question is one statement, with every quote closed")
    words = [word.upper() for word in _WORD.findall(bare)]
    if not words or words[0] not in _FIRST:
        raise QuestionError("a question begins with MATCH, OPTIONAL MATCH, WITH, UNWIND or RETURN")
    for word in words:
        if word in _WRITING:
            raise QuestionError(f"a question only reads: {word} is refused")
    _check_calls(bare)
    _check_paths(bare)
    if _LIMIT.search(bare.rstrip()):
        return untrusted_question
    return untrusted_question.rstrip() + "\nLIMIT $limit"


def _check_calls(bare: str) -> None:
    for called in _CALL.findall(bare):
        if called != "{" and called.lower() not in _READING_PROCEDURES:
            raise QuestionError("a question only reads: this CALL is refused")
    for dotted in _DOTTED.findall(bare):
        name = re.sub(r"\s", "", dotted).lower()
        if name not in _READING_PROCEDURES and not _READING_FUNCTIONS.fullmatch(name):
            raise QuestionError("a question uses only Cypher's own functions")


def _check_paths(bare: str) -> None:
    if _QUANTIFIED.search(bare) or re.search(r"\bSHORTEST", bare, re.IGNORECASE):
        raise QuestionError("a question uses paths of the form -[*1..4]->, which every engine knows")
    for relation in _relations(bare):
        bounds = _BOUND.findall(relation)
        if len(bounds) != relation.count("*"):
            raise QuestionError("a path needs a bound: -[*1..4]->, not -[*]->")
        if any(int(exact or most) > DEEPEST for exact, most in bounds):
            raise QuestionError(f"a path has at most {DEEPEST} relations")


def _relations(bare: str) -> Iterator[str]:
    """What stands in the brackets of each relation; brackets may nest, in a map of properties."""
    for opening in re.finditer(r"-\s*\[", bare):
        depth, end = 1, opening.end()
        while depth and end < len(bare):
            depth += {"[": 1, "]": -1}.get(bare[end], 0)
            end += 1
        yield bare[opening.end() : end]

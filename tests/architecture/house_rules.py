"""What the house's rules look for: functions from a file's text, or from a tree of files, to what breaks a rule."""

from __future__ import annotations

import ast
import re
from collections.abc import Collection, Iterable, Iterator, Mapping
from pathlib import Path

LONGEST = 400
# One file each on purpose: a stranger reads, hashes and runs exactly one.
LONE = frozenset({"verify.py", "verify.sh"})
SUFFIXES = (".py", ".js", ".sh", ".typ", ".css")

VAGUE = re.compile(r"(^|_)(utils?|helpers?|managers?|misc|data|info)(_|$)")

# A clause with its pattern: an SQL `MATCH ?`, a regex with `|` and an English sentence have no such thing.
_NODE = r"\(\s*\w*\s*(?::\s*\w+)?\s*(?:\{[^}]*\}\s*)?\)"
_CYPHER = re.compile(
    rf"\b(?:MATCH|MERGE)\s+(?:\w+\s*=\s*)?(?:shortestPath\()?{_NODE}"
    rf"|\bCREATE\s+\(\w*\s*:\s*[A-Z]"
    r"|\bUNWIND\s+\S.*\bAS\b"
    r"|\bDETACH\s+DELETE\b"
    r"|\)\s*<?-\[\w*\s*:\s*\w[^\]]*\]->?\s*\(",
    re.DOTALL,
)

# An article as lawyers cite it, in any of our languages; what only recognises citations in texts has no number in it.
_ARTICLE = re.compile(
    r"\b(?:BK|BPK|KK|KPK|KKS|УК|УПК|КК|КПК)[ -]?(?:str\. ?|§ ?)?\d"
    r"|\b\d{2,3}[a-z]?(?:-\d)? ?(?:str\.|straipsn)"
    r"|\b(?:[Aa]rt\.|[Aa]rticles?|арт\.|ст\.) ?\d"
    r"|\b\d{1,2}\(\d\)\([a-z]\)"
)
# `m2` may be anything; `lt_t1`, `25-3-b` and `LT-BK-100.e` are the law's own names.
_SHORTEST_ID = 4


def python_files(root: Path, packages: Iterable[str]) -> list[Path]:
    """All modules of these packages, sorted."""
    return [path for package in packages for path in sorted((root / package).rglob("*.py"))]


def too_long(root: Path, packages: Iterable[str]) -> dict[str, int]:
    """Files with more lines than a reader holds in mind, and how many they have."""
    return {
        str(path.relative_to(root)): lines
        for package in packages
        for path in sorted((root / package).rglob("*"))
        if path.suffix in SUFFIXES and path.name not in LONE
        if (lines := len(path.read_text(encoding="utf-8").splitlines())) > LONGEST
    }


def is_silent(source: str) -> bool:
    """Whether a module holds code and does not say what it is for."""
    return bool(source.strip()) and not ast.get_docstring(ast.parse(source))


def speaks_cypher(source: str) -> bool:
    """Whether a string in this module is Cypher."""
    return any(_CYPHER.search(text) for text in strings(source))


def named_law(source: str, law_ids: Collection[str]) -> list[str]:
    """Strings of a module that cite an article or are an id of the law data; docstrings and comments may cite."""
    ids = {one for one in law_ids if len(one) >= _SHORTEST_ID and any(letter.isdigit() for letter in one)}
    return [text for text in strings(source) if text in ids or _ARTICLE.search(text)]


def strings(source: str) -> Iterator[str]:
    """Every string of a module but the docstrings; of an f-string, its fixed parts."""
    tree = ast.parse(source)
    said = {id(node.value) for node in ast.walk(tree) if isinstance(node, ast.Expr)}
    for node in ast.walk(tree):
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in said:
            yield node.value


def classes(source: str) -> set[str]:
    """The names of all classes of a module."""
    return {node.name for node in ast.walk(ast.parse(source)) if isinstance(node, ast.ClassDef)}


def glossary(page: str) -> dict[str, frozenset[str]]:
    """The words of the glossary, each with the class names that its third column forbids."""
    rows = re.findall(r"^\| \*\*(\w+)\*\* .*\| ([^|]*) \|$", page, re.MULTILINE)
    return {word: frozenset(map(_as_class, _listed(third))) for word, third in rows}


def misnamed(
    classes_of: Mapping[str, Collection[str]], page: str, own: Mapping[str, Collection[str]]
) -> set[tuple[str, str]]:
    """Modules with a class that bears a forbidden word; `own` gives folders in which a word names its very thing."""
    words = glossary(page)
    forbidden = frozenset[str]().union(*words.values()) - set(words)
    return {
        (module, name)
        for module, names in classes_of.items()
        for name in names
        if name in forbidden and not module.startswith(tuple(own.get(name, ())))
    }


def _listed(third: str) -> Iterator[str]:
    return (word.strip() for word in third.split(",") if word.strip() not in ("", "–"))


def _as_class(word: str) -> str:
    return word.title().replace(" ", "")

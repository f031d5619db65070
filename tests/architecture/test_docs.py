"""The documents say what is there: links, commands, targets, paths, numbers."""

from __future__ import annotations

import ast
import re
from pathlib import Path

import pytest

from tests.architecture.docs_rules import (
    Command,
    Page,
    command_of,
    commands_in,
    dead_links,
    gaps,
    missing_paths,
    pages,
    unknown_command,
    unknown_targets,
    without_vectors,
)
from tests.architecture.house_rules import python_files

ROOT = Path(__file__).parents[2]
PAGES = {page.path: page for page in pages(ROOT)}
# What tells people what to type.
GUIDES = [
    page for path, page in PAGES.items() if path in ("README.md", "CONTRIBUTING.md") or path.startswith("docs/guide/")
]
SPECS = [page for path, page in PAGES.items() if path.startswith("docs/spec/")]
ADRS = [page for path, page in PAGES.items() if path.startswith("docs/adr/0")]
# Keep a Changelog 1.1.0, "Types of changes".
CHANGES = {"Added", "Changed", "Deprecated", "Removed", "Fixed", "Security"}


@pytest.mark.parametrize("page", PAGES.values(), ids=lambda page: page.path)
def test_every_relative_link_leads_somewhere(page: Page) -> None:
    assert dead_links(page, ROOT) == []


@pytest.mark.parametrize("page", PAGES.values(), ids=lambda page: page.path)
def test_every_path_of_the_project_that_a_page_names_exists(page: Page) -> None:
    assert missing_paths(page, ROOT) == []


@pytest.mark.parametrize("page", GUIDES, ids=lambda page: page.path)
def test_every_make_target_that_is_named_exists(page: Page) -> None:
    assert unknown_targets(page.code(), (ROOT / "Makefile").read_text(encoding="utf-8")) == set()


@pytest.mark.parametrize("page", PAGES.values(), ids=lambda page: page.path)
def test_every_command_that_a_page_names_exists(page: Page) -> None:
    app = _app()

    assert [wrong for words in commands_in(page.code()) if (wrong := unknown_command(words, app))] == []


def test_every_command_that_a_hint_names_exists() -> None:
    app, wrong = _app(), []
    for path in python_files(ROOT, ("evidence", "graph", "ingest", "ui")):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Constant) and isinstance(node.value, str):
                spans = re.findall(r"`(sviedka [^`]+)`", node.value)
                found = [unknown_command(words, app) for words in commands_in(spans)]
                wrong += [(path.name, one) for one in found if one]

    assert wrong == []


@pytest.mark.parametrize("page", SPECS, ids=lambda page: page.path)
def test_every_format_has_vectors_or_says_why_not(page: Page) -> None:
    assert not without_vectors(page, ROOT)


@pytest.mark.parametrize("page", SPECS, ids=lambda page: page.path)
def test_every_format_opens_with_a_whole_example(page: Page) -> None:
    assert "\n```" in page.text[:1_500]


def test_the_changelog_has_an_unreleased_part_first_and_only_known_kinds_of_change() -> None:
    text = PAGES["CHANGELOG.md"].text
    versions = re.findall(r"^## (.+)$", text, re.MULTILINE)

    assert "Unreleased" in versions[0]
    assert set(re.findall(r"^### (.+)$", text, re.MULTILINE)) <= CHANGES


@pytest.mark.parametrize("page", ADRS, ids=lambda page: page.path)
def test_a_decision_says_its_context_its_consequences_and_what_else_was_thought_of(page: Page) -> None:
    assert re.findall(r"^## (.+)$", page.text, re.MULTILINE) == ["Context", "Decision", "Consequences", "Alternatives"]
    assert len(page.text.splitlines()) < 60


def test_decisions_are_numbered_without_a_gap_and_listed() -> None:
    numbers = [int(re.search(r"(\d{4})-", page.path)[1]) for page in ADRS]  # type: ignore[index]  # the name starts so
    listed = PAGES["docs/adr/README.md"].text

    assert len(set(numbers)) == len(numbers)
    assert gaps(numbers) == set()
    assert [page.path for page in ADRS if f"({Path(page.path).name})" not in listed] == []


@pytest.mark.parametrize("letter", ["G", "N"])
def test_guarantees_and_their_limits_are_numbered_and_each_says_how_it_is_shown(letter: str) -> None:
    rows = re.findall(rf"^\| {letter}(\d+) \|(.*)\|$", PAGES["docs/threat-model.md"].text, re.MULTILINE)

    assert gaps([int(number) for number, _ in rows]) == set()
    assert len(rows) > 10
    silent = [number for number, row in rows if not re.search(r"`tests/|not tested|cannot be tested", row)]
    assert silent == []


def _app() -> Command:
    from ui.cli.app import app

    return command_of(app)

"""Each check of the documents finds what was planted, and lets the right thing pass."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import pytest
import typer

from tests.architecture.docs_rules import (
    Command,
    Page,
    command_of,
    commands_in,
    dead_links,
    gaps,
    missing_paths,
    pages,
    slug,
    unknown_command,
    unknown_targets,
    without_vectors,
)


@pytest.fixture
def root(tmp_path: Path) -> Path:
    for path, text in {
        "README.md": "# House\n\n## How it *is* built\n",
        "docs/guide/lawyer.md": "# Lawyer\n",
        "tests/unit/test_x.py": "def test_a_thing() -> None: ...\n",
        "tests/vectors/entry/good.line": "",
        ".venv/lib/README.md": "[dead](nowhere)",
    }.items():
        (tmp_path / path).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / path).write_text(text)
    return tmp_path


def page(text: str, path: str = "docs/page.md") -> Page:
    return Page(path=path, text=text)


def test_only_the_projects_own_pages_are_read(root: Path) -> None:
    assert [found.path for found in pages(root)] == ["README.md", "docs/guide/lawyer.md"]


def test_a_link_to_a_missing_file_or_heading_is_dead(root: Path) -> None:
    text = "[a](../README.md) [b](../README.md#how-it-is-built) [c](missing.md) [d](../README.md#nothing) [e](#no)"

    assert dead_links(page(text), root) == ["missing.md", "../README.md#nothing", "#no"]


def test_a_link_of_the_second_form_is_a_link(root: Path) -> None:
    assert dead_links(page("see [it][1]\n\n[1]: nowhere.md\n"), root) == ["nowhere.md"]


def test_addresses_elsewhere_and_links_in_code_are_left_alone(root: Path) -> None:
    text = "[a](https://example.org/x) [m](mailto:a@example.org) `[b](c.md)`\n```\n[d](e.md)\n```\n"

    assert dead_links(page(text), root) == []


def test_a_path_that_is_not_there_is_missing(root: Path) -> None:
    text = (
        "`tests/unit/test_x.py` `tests/unit/test_x.py::test_a_thing` `tests/unit/test_{x,y}.py` `tests/*/test_x.py`"
        " `tests/unit/test_x.py::test_another` `evidence/nothing.py` `docs/guide/`"
    )

    assert missing_paths(page(text), root) == [
        "tests/unit/test_{x,y}.py",
        "tests/unit/test_x.py::test_another",
        "evidence/nothing.py",
    ]


def test_a_target_that_the_makefile_lacks_is_unknown() -> None:
    makefile = "demo: setup\n\ttrue\ntest-all:\n\ttrue\n.PHONY: demo\n"

    assert unknown_targets(["make demo", "$ make demo test-all", "cmake .", "make deploy"], makefile) == {"deploy"}


def test_commands_are_taken_from_blocks_and_spans_without_what_surrounds_them() -> None:
    text = (
        "Run `sviedka doctor` first; a sviedka in prose is a word.\n"
        "```\n$ .venv/bin/sviedka exhibit add disk \\\n    --source S-1   # all of it\n"
        "sviedka ledger checkpoint > note\n# sviedka no command\n```\n"
        "Signed is `sviedka record 1\\n` and the body.\n"
    )

    assert list(commands_in(page(text).code())) == [
        ["exhibit", "add", "disk", "--source", "S-1"],
        ["ledger", "checkpoint"],
        ["doctor"],
    ]


@pytest.mark.parametrize(
    "command",
    [
        "sviedka",
        "sviedka --help",
        "sviedka doctor",
        "sviedka doctor --json",
        "sviedka -w here exhibit add PATH… --source CODE",
        "sviedka --workspace=here doctor",
        "sviedka exhibit add|list",
        "sviedka exhibit",
        "sviedka exhibit add --no-read x",
    ],
)
def test_a_command_that_exists_is_known(command: str) -> None:
    assert unknown_command(command.split()[1:], _small()) is None


@pytest.mark.parametrize(
    ("command", "wrong"),
    [
        ("doctr", "sviedka has no doctr"),
        ("exhibit remove", "sviedka exhibit has no remove"),
        ("exhibit add|remove", "sviedka exhibit has no add|remove"),
        ("exhibit add --from x", "sviedka exhibit add has no --from"),
        ("--loud doctor", "sviedka has no --loud"),
        ("doctor --workspace=x", "sviedka doctor has no --workspace"),
    ],
)
def test_a_command_or_option_that_does_not_exist_is_named(command: str, wrong: str) -> None:
    assert unknown_command(command.split(), _small()) == wrong


def test_a_format_without_vectors_must_say_why(root: Path) -> None:
    assert without_vectors(page("# A form"), root)
    assert without_vectors(page("`tests/vectors/nothing/`"), root)
    assert without_vectors(page("No vectors: x"), root)
    assert not without_vectors(page("`tests/vectors/entry/bad-*.line`"), root)
    assert not without_vectors(page("No vectors: its files are data of the program.\n"), root)


def test_a_missing_number_is_a_gap() -> None:
    assert gaps([1, 2, 4]) == {3}
    assert gaps([2]) == {1}
    assert gaps([]) == set()


def test_an_anchor_is_the_heading_in_small_letters_without_marks() -> None:
    assert slug("How it *is* built: `make`, [once](x.md)?") == "how-it-is-built-make-once"


def _small() -> Command:
    app, exhibit = typer.Typer(), typer.Typer()

    @app.callback()
    def options(workspace: Annotated[str, typer.Option("--workspace", "-w")] = "") -> None: ...

    @app.command("doctor")
    def doctor(as_json: Annotated[bool, typer.Option("--json")] = False) -> None: ...

    @exhibit.command("add")
    def add(paths: list[str], source: str = "", read: bool = True) -> None: ...

    @exhibit.command("list")
    def listing() -> None: ...

    app.add_typer(exhibit, name="exhibit")
    return command_of(app)

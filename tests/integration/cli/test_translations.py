"""Translations from the command line: what is missing is said, what may leave is printed, what may not is not."""

from __future__ import annotations

import json

import pytest

from evidence.ports import Identity
from tests.integration.cli.conftest import PASSPHRASE
from tests.integration.cli.house import QUOTE, Desk
from tests.integration.cli.test_two_persons import words_of

WORDS = "A captain told the detained to stand"


@pytest.fixture
def foreign(desk: Desk) -> Desk:
    """The quoted exhibit is described as Russian; the file is English."""
    desk("exhibit", "describe", "A-000001", "--title", "A report", "--language", "ru", "--cleared").fine()
    return desk


def missing(desk: Desk) -> bool:
    return "FRM-04" in desk("disclosure", "check", "LT-1").out


def add(desk: Desk, sort: str, quote: str = QUOTE) -> str:
    said = ("--page", "1", "--quote", quote, "--text", WORDS, "--translator", "T-1", "--sort", sort)
    return desk("translation", "add", "A-000001", *said).fine().out.split()[0]


def may_leave(desk: Desk) -> list[str]:
    return [str(row["may leave"]) for row in json.loads(desk("translation", "list", "--json").fine().out)]


@pytest.mark.parametrize("sort", ["human", "sworn"])
def test_a_persons_translation_answers_for_the_quote(foreign: Desk, sort: str) -> None:
    assert missing(foreign)

    add(foreign, sort)

    assert not missing(foreign)
    assert may_leave(foreign) == ["yes"]


def test_a_machines_translation_waits_for_another_person(
    foreign: Desk, boris: Identity, monkeypatch: pytest.MonkeyPatch
) -> None:
    (foreign.home / "passphrase").write_text(f"{PASSPHRASE}\n", encoding="utf-8")
    monkeypatch.setenv("SVIEDKA_PASSPHRASE_FILE", str(foreign.home / "passphrase"))
    foreign("workspace", "admit", "--root", foreign.home / "root.age", *words_of(boris)).fine()
    number = add(foreign, "machine")
    assert missing(foreign)
    assert may_leave(foreign) == ["no: a second person reads it first"]
    foreign("decide", "review", number, "accept").refused(21)


def test_a_newer_translation_replaces_the_older_of_the_same_quote(foreign: Desk) -> None:
    first = add(foreign, "human")
    second = add(foreign, "human")

    [row] = json.loads(foreign("translation", "list", "--json").fine().out)

    assert row["translation"] == second != first


def test_a_translation_of_words_that_do_not_stand_there_is_refused(foreign: Desk) -> None:
    before = foreign.kept()
    said = ("--page", "1", "--text", WORDS, "--translator", "T-1")

    foreign("translation", "add", "A-000001", "--quote", "nobody wrote this", *said, "--sort", "human").refused(51)
    foreign("translation", "add", "A-000001", "--quote", QUOTE, *said, "--sort", "quick").refused(10)
    foreign("translation", "add", "A-000001", "--quote", QUOTE, *said, "--sort", "human", "--to", "English").refused(10)

    assert foreign.kept() == before


def test_whoever_held_an_office_can_be_alleged(desk: Desk) -> None:
    made = desk("casefile", "allege-office", "head of the second shift", "7-1-f", "28-b").fine().last
    desk("casefile", "amend", "LT-1", "--allegation", made).fine()

    [row] = json.loads(desk("casefile", "allegations", "--json").fine().out)

    assert (row["whom"], row["case files"]) == ("head of the second shift", "LT-1")
    desk("casefile", "build", "LT-1", desk.home / "file.pdf").fine()

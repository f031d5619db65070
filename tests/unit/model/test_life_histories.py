"""The histories that the record model names, one example each."""

from __future__ import annotations

from evidence.ids import RecordId
from evidence.life import Life, Step, lives_of


def step(name: str, *replaces: str, withdraws: str | None = None, whole: bool = False, void: bool = False) -> Step:
    return Step(
        id=RecordId(name),
        replaces=tuple(map(RecordId, replaces)),
        withdraws=RecordId(withdraws) if withdraws else None,
        whole=whole,
        void=void,
    )


def lives(*steps: Step) -> dict[str, str]:
    return {str(record): life.value for record, life in lives_of(steps).items()}


def test_of_a_chain_of_three_only_the_last_lives() -> None:
    assert lives(step("1"), step("2", "1"), step("3", "2")) == {"1": "superseded", "2": "superseded", "3": "live"}


def test_undoing_the_last_of_three_brings_the_second_back_and_not_the_first() -> None:
    found = lives(step("1"), step("2", "1"), step("3", "2"), step("u", withdraws="3"))

    assert found == {"1": "superseded", "2": "live", "3": "withdrawn", "u": "live"}


def test_undoing_an_undo_restores_what_it_took_back() -> None:
    found = lives(step("1"), step("u", withdraws="1"), step("uu", withdraws="u"))

    assert found == {"1": "live", "u": "withdrawn", "uu": "live"}


def test_withdrawing_the_whole_line_takes_its_ancestors_along() -> None:
    found = lives(step("1"), step("2", "1"), step("w", withdraws="2", whole=True))

    assert found == {"1": "withdrawn", "2": "withdrawn", "w": "live"}


def test_replaced_here_and_withdrawn_there_is_contested() -> None:
    found = lives(step("1"), step("2", "1"), step("w", withdraws="1"))

    assert found["2"] == Life.CONTESTED.value


def test_two_replacers_of_one_record_contest_each_other() -> None:
    found = lives(step("1"), step("2a", "1"), step("2b", "1"))

    assert (found["2a"], found["2b"]) == ("contested", "contested")


def test_a_record_that_replaces_both_settles_the_contest() -> None:
    found = lives(step("1"), step("2a", "1"), step("2b", "1"), step("3", "2a", "2b"))

    assert found == {"1": "superseded", "2a": "superseded", "2b": "superseded", "3": "live"}


def test_undoing_one_of_two_replacers_settles_the_contest() -> None:
    found = lives(step("1"), step("2a", "1"), step("2b", "1"), step("u", withdraws="2b"))

    assert (found["2a"], found["2b"]) == ("live", "withdrawn")


def test_a_void_record_neither_stands_nor_replaces() -> None:
    assert lives(step("1"), step("2", "1", void=True)) == {"1": "live", "2": "void"}


def test_a_record_whose_ancestor_has_not_arrived_is_contested_until_it_does() -> None:
    late = step("1")

    assert lives(step("2", "1"))["2"] == "contested"
    assert lives(step("2", "1"), late)["2"] == "live"


def test_a_replaced_withdrawal_takes_nothing_back() -> None:
    found = lives(step("1"), step("2"), step("w", withdraws="1"), step("w2", "w", withdraws="2"))

    assert (found["1"], found["2"]) == ("live", "withdrawn")

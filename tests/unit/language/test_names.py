"""Names part by part: what agrees, what conflicts, and nothing decided."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from evidence.language.given_names import MEN, WOMEN
from evidence.language.names import Relation, compare, given_names, name_key, parse_name, surname_keys

LINES = [line.split() for line in (MEN + WOMEN).splitlines() if line]
NAMES = ["Мікалай Пятровіч Карпянкоў", "Карпенков Н. П.", "Ona Karpenkovienė", "Ян Воўк", "Шевчук Олена Іванівна", "А."]
R = Relation


def relations(left: str, right: str) -> dict[str, Relation]:
    return {part.part: part.relation for part in compare(left, right).parts}


@pytest.mark.parametrize("line", LINES, ids=lambda line: line[0])
def test_every_spelling_of_a_given_name_leads_to_its_line(line: list[str]) -> None:
    assert [spelling for spelling in line if line[0] not in given_names(spelling)] == []


@given(st.sampled_from(NAMES) | st.text(max_size=25), st.sampled_from(NAMES) | st.text(max_size=25))
def test_comparing_is_symmetric_in_its_relations(left: str, right: str) -> None:
    assert relations(left, right) == relations(right, left)


@given(st.sampled_from(NAMES))
def test_a_name_agrees_with_itself_in_every_part_it_has(name: str) -> None:
    assert R.CONFLICT not in relations(name, name).values()


@given(st.text(max_size=40))
def test_any_text_can_be_parsed_and_keyed(text: str) -> None:
    name = parse_name(text)
    assert bool(name_key(text)) == bool(name.given or name.surnames or name.patronymic or name.initials)


def test_one_official_in_two_languages_agrees_in_every_part() -> None:
    assert relations("Мікалай Пятровіч Карпянкоў", "Карпенков Николай Петрович") == {
        "surname": R.SAME,
        "given": R.EQUIVALENT,
        "patronymic": R.SAME,
        "sex": R.SAME,
    }


def test_two_brothers_differ_in_the_given_name_and_father_and_son_in_the_patronymic() -> None:
    assert relations("Мікалай Пятровіч Карпянкоў", "Андрэй Пятровіч Карпянкоў")["given"] is R.CONFLICT
    assert relations("Пётр Іванавіч Карпянкоў", "Пётр Пятровіч Карпянкоў")["patronymic"] is R.CONFLICT


def test_an_initial_stands_for_the_name_in_either_language() -> None:
    assert relations("Карпянкоў М. П.", "Николай Карпенков")["given"] is R.INITIAL
    assert relations("Карпенков Н. П.", "Мікалай Карпянкоў")["given"] is R.INITIAL
    assert relations("Карпенков А.", "Мікалай Карпянкоў")["given"] is R.CONFLICT


def test_patronymics_of_equivalent_fathers_agree() -> None:
    for left, right in (("Мікалаевіч", "Николаевич"), ("Уладзіміравіч", "Владимирович"), ("Якаўлевіч", "Яковлевич")):
        relation = relations(f"Ян {left} Воўк", f"Иван {right} Волк")["patronymic"]
        assert relation in {R.SAME, R.EQUIVALENT}


def test_husband_and_wife_differ_in_sex_where_the_words_say_so() -> None:
    assert relations("Ганна Пятроўна Карпянкова", "Мікалай Пятровіч Карпянкоў")["sex"] is R.CONFLICT
    assert relations("Александра Карпенкова", "Александр Карпенков")["sex"] is R.MISSING


def test_lithuanian_wives_and_daughters_have_the_key_of_the_family() -> None:
    for woman in ("Karpenkovienė", "Karpenkovaitė"):
        assert surname_keys(woman) & surname_keys("Карпянкоў")


def test_names_that_only_look_alike_stay_apart() -> None:
    for left, right in (("Мікалай", "Міхаіл"), ("Ян", "Ганна"), ("Сямён", "Сцяпан"), ("Алена", "Алег")):
        assert not given_names(left) & given_names(right)


def test_one_key_for_a_name_in_all_languages_and_orders() -> None:
    keys = {
        name_key(name)
        for name in ("Мікалай Карпянкоў", "Карпенков Николай", "Mikołaj Karpienkow", "Mikalojus Karpenkovas")
    }
    assert len(keys) == 1


def test_a_patronymic_alone_beside_a_given_name_is_a_surname() -> None:
    assert parse_name("Пятровіч Іван").surnames == ("Пятровіч",)

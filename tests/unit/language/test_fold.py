"""Folding: one key across scripts, orthographies and endings."""

from __future__ import annotations

import itertools
import time
import unicodedata
from pathlib import Path

from hypothesis import given
from hypothesis import strategies as st

from evidence.language.fold import fold, folded_words, words

VECTORS = Path(__file__).parents[2] / "vectors" / "folding" / "surnames.tsv"
FAMILIES = [line.split("\t") for line in VECTORS.read_text().splitlines() if not line.startswith("#")]


def test_of_all_pairs_of_spellings_of_one_surname_nearly_all_fold_alike() -> None:
    pairs = [pair for family in FAMILIES for pair in itertools.combinations(set(family), 2)]
    missed = [pair for pair in pairs if fold(pair[0]) != fold(pair[1])]
    assert len(missed) / len(pairs) <= 0.05, missed


def test_different_surnames_never_fold_alike() -> None:
    keys = [{fold(spelling) for spelling in family} for family in FAMILIES]
    assert all(not a & b for a, b in itertools.combinations(keys, 2))


@given(st.text(alphabet=st.characters(exclude_categories=["Cs"]), max_size=30))
def test_every_word_of_any_text_has_a_key_and_a_place(text: str) -> None:
    places = words(text)
    keys = folded_words(text)
    assert len(places) == len(keys)
    assert all(keys)
    assert all(0 <= start < end <= len(text) for start, end in places)


@given(st.sampled_from([word for family in FAMILIES for word in family]))
def test_case_stress_soft_hyphens_and_composition_do_not_change_the_key(word: str) -> None:
    key = fold(word)
    assert fold(word.upper()) == key
    assert fold(unicodedata.normalize("NFD", word)) == key
    assert fold(word[:2] + "\u00ad" + word[2:]) == key
    assert len(folded_words(word[:3] + "\u00ad" + word[3:])) == 1


def test_a_stress_mark_on_a_cyrillic_vowel_does_not_change_the_key() -> None:
    assert fold("Карпянко\u0301ў") == fold("Карпянкоў")


def test_lookalike_letters_of_the_other_alphabet_do_not_change_the_key() -> None:
    assert fold("Kapпянкоў") == fold("Карпянкоў")
    assert fold("Kаrpiankou") == fold("Karpiankou")


def test_other_scripts_stay_as_they_are_and_a_number_is_closed() -> None:
    assert folded_words("СИЗО-1 😀 שלום 342") == [fold("СИЗО"), "1'", "שלום", "342'"]


@given(st.sampled_from(["", "a", "kill", "Цэх", "ДДТ", "שלום"]), st.from_regex(r"[0-9]{1,6}", fullmatch=True))
def test_a_word_with_a_number_keeps_every_digit(letters: str, number: str) -> None:
    assert number in fold(letters + number)


@given(
    st.sampled_from(["", "killword", "Цэх", "ДДТ"]),
    st.integers(0, 99_999),
    st.integers(0, 99_999),
    st.sampled_from("аb7"),
)
def test_no_number_begins_the_key_of_another(letters: str, one: int, other: int, more: str) -> None:
    keys = {fold(f"{letters}{one}"), fold(f"{letters}{other}"), fold(f"{letters}{one}{more}")}

    assert len(keys) == (2 if one == other or str(other) == f"{one}{more}" else 3)
    assert not any(left != right and right.startswith(left) for left in keys for right in keys)


def test_a_hundred_thousand_new_words_fold_in_seconds() -> None:
    began = time.process_time()
    for number in range(100_000):
        fold(f"Карпянкоў{chr(0x430 + number % 32)}{chr(0x430 + number // 32 % 32)}{chr(0x430 + number // 1024)}")
    assert time.process_time() - began < 20

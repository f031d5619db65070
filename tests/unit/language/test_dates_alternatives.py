"""An alternative in a text is covered whole or not offered, and a count of people is no year."""

from __future__ import annotations

import datetime
import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from evidence.language.dates import find_dates

_OR = ("or", "или", "либо", "ці", "або", "альбо", "чи", "lub", "albo", "czy", "arba", "ar", "and/or", "и/или", "/")
_MONTHS = (("August", 8), ("августа", 8), ("жніўня", 8), ("серпня", 8), ("sierpnia", 8), ("rugpjūčio", 8))


def found(text: str) -> list[tuple[str, str]]:
    return [(text[start:end], when.text) for start, end, when in find_dates(text)]


@given(st.integers(1, 31), st.integers(1, 31), st.sampled_from(_OR), st.sampled_from(_MONTHS), st.integers(1900, 2099))
def test_two_days_that_are_alternatives_are_one_date_that_has_both(
    one: int, other: int, word: str, month: tuple[str, int], year: int
) -> None:
    low, high = sorted((one, other))
    written = f"{year:04}-{month[1]:02}-{low:02}" + (f"/{year:04}-{month[1]:02}-{high:02}" if low < high else "")
    for text in (f"{one} {word} {other} {month[0]} {year}", f"{one} {month[0]} {word} {other} {month[0]} {year}"):
        assert found(f"... {text}, ...") == [(text, written)]


@given(st.dates(datetime.date(1900, 1, 1)), st.dates(datetime.date(1900, 1, 1)), st.sampled_from(_OR[:-1]))
def test_two_whole_dates_that_are_alternatives_are_covered(one: datetime.date, other: datetime.date, word: str) -> None:
    if max(one, other) > datetime.date(2099, 12, 31):
        return
    for form in ("{0.day:02}.{0.month:02}.{0.year}", "{0.year}-{0.month:02}-{0.day:02}"):
        ((_, _, when),) = find_dates(f"{form.format(one)} {word} {form.format(other)}")
        assert (when.earliest, when.latest) == (min(one, other), max(one, other))


@pytest.mark.parametrize(
    ("text", "quote", "when"),
    [
        ("On 9 or 10 August 2020 he", "9 or 10 August 2020", "2020-08-09/2020-08-10"),
        ("on 8/9 August 2020", "8/9 August 2020", "2020-08-08/2020-08-09"),
        ("the 9th or the 10th of August 2020", "9th or the 10th of August 2020", "2020-08-09/2020-08-10"),
        ("9, 10 or 11 August 2020", "9, 10 or 11 August 2020", "2020-08-09/2020-08-11"),
        ("9, 10, or 11 August 2020", "9, 10, or 11 August 2020", "2020-08-09/2020-08-11"),
        ("9 or 10 or 11 August 2020", "9 or 10 or 11 August 2020", "2020-08-09/2020-08-11"),
        ("on August 9 or 10, 2020", "August 9 or 10, 2020", "2020-08-09/2020-08-10"),
        ("on August 9, 10 or 11, 2020", "August 9, 10 or 11, 2020", "2020-08-09/2020-08-11"),
        ("August 9/10, 2020", "August 9/10, 2020", "2020-08-09/2020-08-10"),
        ("August 31 or September 1, 2020", "August 31 or September 1, 2020", "2020-08-31/2020-09-01"),
        ("9 или 10 августа 2020", "9 или 10 августа 2020", "2020-08-09/2020-08-10"),
        ("9-го или 10-го августа 2020 года", "9-го или 10-го августа 2020 года", "2020-08-09/2020-08-10"),
        ("то ли 9, то ли 10 августа 2020", "9, то ли 10 августа 2020", "2020-08-09/2020-08-10"),
        ("9 (или 10 августа 2020)", "9 (или 10 августа 2020", "2020-08-09/2020-08-10"),
        ("9, возможно, 10 августа 2020", "9, возможно, 10 августа 2020", "2020-08-09/2020-08-10?"),
        ("9 or possibly 10 August 2020", "9 or possibly 10 August 2020", "2020-08-09/2020-08-10?"),
        ("около 9 или 10 августа 2020", "около 9 или 10 августа 2020", "2020-08-09~/2020-08-10~"),
        ("около 9-12 августа 2020", "около 9-12 августа 2020", "2020-08-09~/2020-08-12~"),
        ("9 жніўня ці 10 жніўня 2020", "9 жніўня ці 10 жніўня 2020", "2020-08-09/2020-08-10"),
        ("9 жніўня 2020 ці 10 жніўня 2020", "9 жніўня 2020 ці 10 жніўня 2020", "2020-08-09/2020-08-10"),
        ("9 або 10 серпня 2020 року", "9 або 10 серпня 2020 року", "2020-08-09/2020-08-10"),
        ("9 lub 10 sierpnia 2020 r.", "9 lub 10 sierpnia 2020 r.", "2020-08-09/2020-08-10"),
        ("31 VIII lub 1 IX 2020", "31 VIII lub 1 IX 2020", "2020-08-31/2020-09-01"),
        ("2020 m. rugpjūčio 9 arba 10 d.", "2020 m. rugpjūčio 9 arba 10 d.", "2020-08-09/2020-08-10"),
        ("2020 m. rugpjūčio 9 d. ar 10 d.", "2020 m. rugpjūčio 9 d. ar 10 d.", "2020-08-09/2020-08-10"),
        ("2020 m. rugpjūčio 9, 10 arba 11 d.", "2020 m. rugpjūčio 9, 10 arba 11 d.", "2020-08-09/2020-08-11"),
        (
            "2020 m. rugpjūčio 31 d. arba rugsėjo 1 d. jis",
            "2020 m. rugpjūčio 31 d. arba rugsėjo 1 d.",
            "2020-08-31/2020-09-01",
        ),
        ("09 или 10.08.2020", "09 или 10.08.2020", "2020-08-09/2020-08-10"),
        ("09.08 или 10.08.2020", "09.08 или 10.08.2020", "2020-08-09/2020-08-10"),
        ("09/10.08.2020", "09/10.08.2020", "2020-08-09/2020-08-10"),
        ("13 or 14/08/2020", "13 or 14/08/2020", "2020-08-13/2020-08-14"),
        ("9-10 или 12 августа 2020", "9-10 или 12 августа 2020", "2020-08-09/2020-08-12"),
        ("с 9 по 11 или 12 августа 2020", "с 9 по 11 или 12 августа 2020", "2020-08-09/2020-08-12"),
        ("ночь на 10 или 11 августа 2020", "ночь на 10 или 11 августа 2020", "2020-08-09/2020-08-11"),
        ("с 9 на 10 или с 10 на 11 августа 2020", "с 9 на 10 или с 10 на 11 августа 2020", "2020-08-09/2020-08-11"),
        ("in July or August 2020", "July or August 2020", "2020-07/2020-08"),
        ("in July or in August 2020", "July or in August 2020", "2020-07/2020-08"),
        ("July/August 2020", "July/August 2020", "2020-07/2020-08"),
        ("June, July or August 2020", "June, July or August 2020", "2020-06/2020-08"),
        ("в июле или августе 2020 года", "июле или августе 2020 года", "2020-07/2020-08"),
        ("у ліпені ці ў жніўні 2020 г.", "ліпені ці ў жніўні 2020 г.", "2020-07/2020-08"),
        ("у липні чи серпні 2020 р.", "липні чи серпні 2020 р.", "2020-07/2020-08"),
        ("w lipcu lub sierpniu 2020", "lipcu lub sierpniu 2020", "2020-07/2020-08"),
        ("2020 m. liepą arba rugpjūtį", "2020 m. liepą arba rugpjūtį", "2020-07/2020-08"),
        ("в конце июля или начале августа 2020", "конце июля или начале августа 2020", "2020-07~/2020-08~"),
        ("в июле-августе или сентябре 2020", "июле-августе или сентябре 2020", "2020-07/2020-09"),
        ("August 2020 or September 2020", "August 2020 or September 2020", "2020-08/2020-09"),
        ("July or 9 August 2020", "July or 9 August 2020", "2020-07/2020-08-09"),
        ("летом или осенью 2020", "летом или осенью 2020", "2020-22/2020-23"),
        ("2020 m. vasarą ar rudenį", "2020 m. vasarą ar rudenį", "2020-22/2020-23"),
        ("летом 2020 или 2021 года", "летом 2020 или 2021 года", "2020-22/2021"),
        ("in August 2020 or 2021.", "August 2020 or 2021", "2020-08/2021"),
        ("in 2020 or 2021", "2020 or 2021", "2020/2021"),
        ("in 2020/2021", "2020/2021", "2020/2021"),
        ("in 2020-2021", "2020-2021", "2020/2021"),
        ("в 2020 или 2021 году", "2020 или 2021 году", "2020/2021"),
        ("between July and August 2020", "between July and August 2020", "2020-07/2020-08"),
        ("between August 9 and 12, 2020", "between August 9 and 12, 2020", "2020-08-09/2020-08-12"),
        (
            "between 9 August and 12 September 2020",
            "between 9 August and 12 September 2020",
            "2020-08-09/2020-09-12",
        ),
        (
            "między 9 sierpnia 2020 a 12 sierpnia 2020",
            "między 9 sierpnia 2020 a 12 sierpnia 2020",
            "2020-08-09/2020-08-12",
        ),
    ],
)
def test_an_alternative_becomes_the_interval_that_has_all_of_it(text: str, quote: str, when: str) -> None:
    assert found(text) == [(quote, when)]
    assert found(text.upper()) == [(quote.upper(), when)]


@pytest.mark.parametrize(
    "text",
    [
        "9 August 2020 or the next day",
        "9 августа 2020 года или позже",
        "накануне или 10 августа 2020",
        "9 August 2020 or 10",
        "9 August 2020 or 10 September",
        "в декабре или январе 2021",
        "31 июня или 1 июля 2020",
        "осенью или зимой 2020",
        "in 2020 or 21",
        "2020 m. rugpjūčio 9 d. arba 10 žmonių",
    ],
)
def test_an_alternative_that_cannot_be_read_takes_the_date_with_it(text: str) -> None:
    assert found(text) == []


def test_a_question_that_begins_with_whether_has_no_alternative() -> None:
    assert found("Адвакат спытаў. Ці ў жніўні 2020 года вы") == [("жніўні 2020 года", "2020-08")]


@pytest.mark.parametrize(
    ("text", "dates"),
    [
        ("9 and 10 August 2020", [("9", "2020-08-09"), ("10 August 2020", "2020-08-10")]),
        (
            "9, 10 и 11 августа 2020",
            [("9", "2020-08-09"), ("10", "2020-08-10"), ("11 августа 2020", "2020-08-11")],
        ),
        ("August 9 and 10, 2020", [("August 9", "2020-08-09"), ("10, 2020", "2020-08-10")]),
        ("2020 m. rugpjūčio 9 ir 10 d.", [("2020 m. rugpjūčio 9", "2020-08-09"), ("10 d.", "2020-08-10")]),
        ("in July and August 2020", [("July", "2020-07"), ("August 2020", "2020-08")]),
        ("2020 m. liepą ir rugpjūtį", [("2020 m. liepą", "2020-07"), ("rugpjūtį", "2020-08")]),
        ("в 2020 и 2021 годах", [("2020", "2020"), ("2021 годах", "2021")]),
        ("в декабре и январе 2021", [("январе 2021", "2021-01")]),
        ("2020 m. rugpjūčio 9 d. ir 10 žmonių", [("2020 m. rugpjūčio 9 d.", "2020-08-09")]),
        ("8 or 9 and 10 August 2020", [("8 or 9", "2020-08-08/2020-08-09"), ("10 August 2020", "2020-08-10")]),
    ],
)
def test_what_is_joined_by_and_is_each_a_date(text: str, dates: list[tuple[str, str]]) -> None:
    assert found(text) == dates


@pytest.mark.parametrize(
    "text",
    [
        "in 2020 people",
        "in 2020 people were detained",
        "in 2000 cases",
        "in 2000 documented cases",
        "since 2000 hours",
        "in 2000 roubles",
        "in 2000 USD",
        "in 2000 %",
        "in 2000 or 2020 cases",
        "у 2020 чалавек",
        "w 2000 osób",
        "2000 žmonių",
        "od 1900 do 2000 osób",
        "от 1900 до 2000 задержанных",
        "ад 1900 да 2000 рублёў",
        "nuo 1900 iki 2000 žmonių",
        "from 1900 to 2000 people",
        "połowa 2000 osób",
        "przez 2000 lat",
        "протягом 2000 років",
        "10 августа 2000 человек вышли",
        "zimą 2000 osób",
        "в августе 2000 жанчын",
    ],
)
def test_a_number_that_counts_is_no_year(text: str) -> None:
    assert found(text) == []
    assert found(text.upper()) == []


@pytest.mark.parametrize(
    ("text", "when"),
    [
        ("in 2020 he was detained", "2020"),
        ("in 2020, people", "2020"),
        ("In 2020 the authorities", "2020"),
        ("in 2020 his friends", "2020"),
        ("since 2020 Belarus has", "2020"),
        ("from 2020 to 2022 he", "2020/2022"),
        ("On 10 August 2020 security forces came", "2020-08-10"),
        ("10 августа 2020 Петров", "2020-08-10"),
        ("в 2020 году человек", "2020"),
        ("in August 2020 people", "2020-08"),
    ],
)
def test_a_year_before_a_word_that_it_does_not_count_stays_a_year(text: str, when: str) -> None:
    assert [one.text for _, _, one in find_dates(text)] == [when]


_WORDS = (
    "9",
    "10",
    "2020",
    "2021",
    "or",
    "или",
    "and",
    "August",
    "июля",
    "лета",
    ",",
    "/",
    "(",
    "to",
    "on",
    "in",
    "m.",
)


@given(st.lists(st.sampled_from(_WORDS), max_size=14))
def test_no_exact_day_stands_beside_an_or(words: list[str]) -> None:
    text = " ".join(words)
    for start, end, when in find_dates(text):
        if when.is_day:
            assert not text[end:].startswith((" or", " или"))
            assert not text[:start].endswith(("9 or ", "10 or ", "9 или ", "10 или "))


def test_alternatives_and_counts_without_end_take_linear_time() -> None:
    for part in (
        "2020 or ",
        "in 2020, ",
        "9 or 10 August 2020 or ",
        "9, ",
        "2020 м. жніўня 9 ці ",
        "July or August, 2020 ",
    ):
        text = part * (300_000 // len(part)) + "2020"
        began = time.process_time()
        find_dates(text)
        assert time.process_time() - began < 15

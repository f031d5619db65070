"""Dates in texts: nothing invented, nothing outside the text, in six languages."""

from __future__ import annotations

import datetime
import time
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from evidence.language.calendar_words import MONTHS
from evidence.language.dates import find_dates
from evidence.when import When

VECTORS = Path(__file__).parents[2] / "vectors" / "dates"


def _vectors() -> list[tuple[str, list[tuple[str, str]]]]:
    rows = [line.split("\t") for line in (VECTORS / "six_languages.tsv").read_text().splitlines()]
    return [
        (row[1], [pair for pair in zip(row[2::2], row[3::2], strict=True) if pair[0]] if len(row) > 3 else [])
        for row in rows
    ]


def found(text: str) -> list[tuple[str, str]]:
    return [(text[start:end], when.text) for start, end, when in find_dates(text)]


@pytest.mark.parametrize(("text", "dates"), _vectors())
def test_each_vector_gives_its_dates_and_no_other(text: str, dates: list[tuple[str, str]]) -> None:
    assert found(text) == dates
    assert found(text.upper()) == [(quote.upper(), when) for quote, when in dates]


@given(st.text(max_size=80) | st.text(alphabet="0123456789.-/ гm.аўгуста", max_size=60))
def test_dates_of_any_text_lie_in_it_in_order_and_do_not_overlap(text: str) -> None:
    free = 0
    for start, end, _ in find_dates(text):
        assert free <= start < end <= len(text)
        free = end


@given(st.dates(datetime.date(1900, 1, 1), datetime.date(2099, 12, 31)), st.sampled_from(sorted(MONTHS)))
def test_a_day_month_and_year_are_read_as_written(day: datetime.date, month: str) -> None:
    text = f"… {day.day} {month} {day.year:04}, …"
    try:
        wanted = [When.on(day.replace(month=MONTHS[month]))]
    except ValueError:
        wanted = []
    assert [when for _, _, when in find_dates(text)] == wanted


@given(st.sampled_from(sorted(MONTHS)), st.integers(1, 31))
def test_without_a_year_nothing_is_offered(month: str, day: int) -> None:
    assert find_dates(f"{day} {month}, {month} {day}") == []


@given(st.integers(1, 31), st.integers(1, 12), st.integers(1900, 2099), st.sampled_from("/-"))
def test_a_date_with_two_readings_covers_both(first: int, second: int, year: int, sign: str) -> None:
    readings = []
    for month, day in ((second, first), (first, second)):
        try:
            readings.append(datetime.date(year, month, day))
        except ValueError:
            continue
    for _, _, when in find_dates(f"{first:02}{sign}{second:02}{sign}{year}"):
        assert all(when.earliest <= reading <= when.latest for reading in readings)


def test_stress_marks_soft_hyphens_lookalikes_and_decomposed_letters_do_not_hide_a_date() -> None:
    assert found("10 жні\u0301ўня 2020") == [("10 жні\u0301ўня 2020", "2020-08-10")]
    assert found("10 ав\u00adгуста 2020") == [("10 ав\u00adгуста 2020", "2020-08-10")]
    assert found("10 aвгуcтa 2020") == [("10 aвгуcтa 2020", "2020-08-10")]
    assert found("10 wrzes\u0301nia 2020") == [("10 wrzes\u0301nia 2020", "2020-09-10")]
    assert found("10\u00a0августа\u202f2020") == [("10\u00a0августа\u202f2020", "2020-08-10")]


def test_two_days_of_one_month_are_two_dates_and_no_interval() -> None:
    assert [when.text for _, _, when in find_dates("9 и 10 августа 2020")] == ["2020-08-09", "2020-08-10"]


def test_a_million_characters_without_end_of_line_take_seconds() -> None:
    for text in ("2020 " * 200_000, "10.08.2020" * 100_000, "август " * 140_000):
        began = time.process_time()
        find_dates(text)
        assert time.process_time() - began < 30

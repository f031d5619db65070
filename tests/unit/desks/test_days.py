"""Days in prose: what is said is said of exactly these days."""

from __future__ import annotations

import datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from evidence.casefile.edges import EARLIEST, LATEST
from evidence.when import When
from ui.desks import days

SOME_DAYS = st.dates(datetime.date(1900, 1, 1), datetime.date(2100, 12, 31))


@given(SOME_DAYS, SOME_DAYS, SOME_DAYS, SOME_DAYS)
def test_two_spans_are_written_alike_only_if_they_are_the_same(
    a: datetime.date, b: datetime.date, c: datetime.date, d: datetime.date
) -> None:
    first, second = tuple(sorted((a, b))), tuple(sorted((c, d)))
    assert (days.between(*first) == days.between(*second)) == (first == second)


@pytest.mark.parametrize(
    ("edtf", "prose"),
    [
        ("2020-08-10", "10 Aug 2020"),
        ("2020-08-10/2020-08-11", "10–11 Aug 2020"),
        ("2020-08", "Aug 2020"),
        ("2020-12", "Dec 2020"),
        ("2020", "2020"),
        ("2020-07-28/2020-08-03", "28 Jul – 3 Aug 2020"),
        ("2019-12-31/2020-01-01", "31 Dec 2019 – 1 Jan 2020"),
        ("2020-08-10~", "2020-08-10~"),
    ],
)
def test_a_date_of_a_source_in_prose(edtf: str, prose: str) -> None:
    assert days.said(When.parse(edtf)) == prose


@pytest.mark.parametrize(
    ("first", "last", "prose"),
    [
        (EARLIEST, LATEST, ""),
        ("2020-01-09", LATEST, "since 9 Jan 2020"),
        (EARLIEST, "2020-01-09", "until 9 Jan 2020"),
        ("2020-02-01", "2020-02-29", "Feb 2020"),
    ],
)
def test_an_end_that_is_not_known_is_not_made_up(first: str, last: str, prose: str) -> None:
    assert days.spanned(first, last) == prose


def test_a_moment_is_in_utc_and_other_text_stays_as_it_is() -> None:
    assert days.moment("2026-11-25T01:57:07+02:00") == "24 Nov 2026, 23:57 UTC"
    assert days.day_of("2026-11-25T09:57:07Z") == "25 Nov 2026"
    assert days.moment("yesterday") == "yesterday"

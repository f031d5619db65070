"""The laws of dates and periods."""

from __future__ import annotations

import copy
import datetime
import pickle
from pathlib import Path

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from evidence.errors import InvalidDateError
from evidence.when import Answer, Period, When, dec_hook, disjoint, enc_hook, may_be_same, within

VECTORS = Path(__file__).parents[2] / "vectors" / "edtf"
YES, NO, UNKNOWN = Answer.YES, Answer.NO, Answer.UNKNOWN


def _rows(name: str) -> list[list[str]]:
    return [line.split("\t") for line in (VECTORS / name).read_text().splitlines()]


days = st.dates(datetime.date(1900, 1, 1), datetime.date(2100, 12, 31))


@st.composite
def dates(draw: st.DrawFn) -> str:
    day = draw(days)
    form = draw(st.sampled_from(("{y}", "{y}-{m}", "{y}-{m}-{d}", "{y}-{s}", "{t}X", "{c}XX", "{y}-XX", "{y}-{m}-XX")))
    mark = draw(st.sampled_from(("", "", "~", "?", "%")))
    season = draw(st.integers(21, 24))
    year = f"{day.year:04}"
    return form.format(y=year, t=year[:3], c=year[:2], m=f"{day.month:02}", d=f"{day.day:02}", s=season) + mark


@st.composite
def whens(draw: st.DrawFn) -> When:
    one = draw(dates())
    if draw(st.booleans()):
        return When.parse(one)
    other = draw(dates())
    first, second = sorted((When(one), When(other)))
    return When.parse(f"{first.text}/{second.text}")


@st.composite
def periods(draw: st.DrawFn) -> Period:
    ends = draw(st.tuples(st.none() | whens(), st.none() | whens()))
    if ends[0] is not None and ends[1] is not None and ends[0].earliest > ends[1].latest:
        ends = ends[1], ends[0]
    return Period(*ends)


@given(whens())
def test_parsing_the_text_of_a_date_gives_the_date(when: When) -> None:
    assert When.parse(when.text) == when
    assert hash(When.parse(when.text)) == hash(when)


@given(whens())
def test_a_date_never_ends_before_it_starts(when: When) -> None:
    assert when.earliest <= when.latest


@given(whens(), whens())
def test_disjoint_is_symmetric_and_the_opposite_of_may_be_same(a: When, b: When) -> None:
    assert disjoint(a, b) == disjoint(b, a)
    assert may_be_same(a, b) is not disjoint(a, b)


@given(whens(), whens())
def test_a_fuzzy_date_contradicts_nothing(a: When, b: When) -> None:
    if a.is_fuzzy or b.is_fuzzy:
        assert not disjoint(a, b)
    else:
        shared = max(a.earliest, b.earliest) <= min(a.latest, b.latest)
        assert disjoint(a, b) is not shared


@given(whens(), whens(), whens())
def test_within_is_a_partial_order_of_bounds(a: When, b: When, c: When) -> None:
    assert within(a, a)
    if within(a, b) and within(b, c):
        assert within(a, c)


@given(whens(), whens())
def test_the_order_is_total_and_agrees_with_equality(a: When, b: When) -> None:
    assert (a < b) + (b < a) + (a == b) == 1


@given(days)
def test_a_day_holds_exactly_itself(day: datetime.date) -> None:
    when = When.on(day)
    assert (when.earliest, when.latest, when.is_day) == (day, day, True)


@given(st.text(alphabet="0123456789-X~?%/ ٢", max_size=24))
def test_any_text_is_a_date_with_bounds_or_refused_as_no_date(untrusted: str) -> None:
    try:
        when = When.parse(untrusted)
    except InvalidDateError:
        return
    assert when.text == untrusted
    assert when.earliest <= when.latest


@pytest.mark.parametrize(("text", "earliest", "latest", "sure"), _rows("good.tsv"))
def test_each_good_vector_has_its_bounds(text: str, earliest: str, latest: str, sure: str) -> None:
    when = When.parse(text)
    assert (when.earliest.isoformat(), when.latest.isoformat()) == (earliest, latest)
    assert when.is_fuzzy is (sure == "fuzzy")


@pytest.mark.parametrize(("text", "why"), _rows("bad.tsv"))
def test_each_bad_vector_is_refused(text: str, why: str) -> None:
    with pytest.raises(InvalidDateError) as refusal:
        When.parse(text)
    assert text.strip() not in str(refusal.value), why


def test_a_newline_behind_a_date_is_refused() -> None:
    with pytest.raises(InvalidDateError):
        When.parse("2020\n")


def test_a_date_does_not_change() -> None:
    when = When("2020")
    with pytest.raises(AttributeError):
        when.text = "2021"
    with pytest.raises(AttributeError):
        del when.text


@given(whens())
def test_copies_are_equal(when: When) -> None:
    assert copy.deepcopy(when) == pickle.loads(pickle.dumps(when)) == when  # noqa: S301 - our own bytes


class Kept(msgspec.Struct, frozen=True):
    when: When
    period: Period


@given(whens(), periods())
def test_json_of_a_struct_with_dates_comes_back_as_it_was(when: When, period: Period) -> None:
    kept = Kept(when, period)
    written = msgspec.json.encode(kept, enc_hook=enc_hook)
    assert msgspec.json.decode(written, type=Kept, dec_hook=dec_hook) == kept
    assert Period.parse(msgspec.json.decode(written)["period"]) == period
    assert msgspec.json.decode(written)["period"] == period.as_json()


@pytest.mark.parametrize(
    "wrong", [["2020"], ["2020", "2021", "2022"], "2020/2021", [2020, None], {"start": None}, None]
)
def test_what_is_no_period_is_refused(wrong: object) -> None:
    with pytest.raises(InvalidDateError):
        Period.parse(wrong)


def test_a_number_is_no_date_for_the_hook() -> None:
    with pytest.raises(InvalidDateError):
        dec_hook(When, 2020)


def test_a_period_that_starts_after_its_end_is_refused() -> None:
    with pytest.raises(InvalidDateError):
        Period(When("2020-08-13"), When("2020-08-12"))


@given(periods(), days)
def test_a_day_before_a_sure_start_or_after_a_sure_end_is_outside(period: Period, day: datetime.date) -> None:
    before = period.start is not None and not period.start.is_fuzzy and day < period.start.earliest
    after = period.end is not None and not period.end.is_fuzzy and day > period.end.latest
    assert (period.covers(day) is NO) == (before or after)


@given(periods(), periods(), st.booleans())
def test_overlap_is_symmetric(a: Period, b: Period, but: bool) -> None:
    assert a.overlaps(b, except_transfer=but) is b.overlaps(a, except_transfer=but)


@given(periods(), periods(), days)
def test_two_periods_that_both_cover_a_day_do_overlap(a: Period, b: Period, day: datetime.date) -> None:
    if a.covers(day) is YES and b.covers(day) is YES:
        assert a.overlaps(b) is YES


@given(periods(), periods())
def test_leaving_out_transfers_never_turns_a_no_into_a_yes(a: Period, b: Period) -> None:
    if a.overlaps(b) is NO:
        assert a.overlaps(b, except_transfer=True) is NO


@given(st.lists(days, min_size=4, max_size=4), st.booleans())
def test_of_exact_periods_the_overlap_is_counted_in_days(ends: list[datetime.date], but: bool) -> None:
    (a, b), (c, d) = sorted(ends[:2]), sorted(ends[2:])
    one, other = Period(When.on(a), When.on(b)), Period(When.on(c), When.on(d))
    shared = max(a, c) <= min(b, d)
    transfer = shared and (b == c or d == a)
    assert one.overlaps(other, except_transfer=but) is (YES if shared and not (but and transfer) else NO)


def _period(start: str | None, end: str | None) -> Period:
    return Period.parse([start, end])


@pytest.mark.parametrize(
    ("period", "day", "answer"),
    [
        (_period("2020-08-09", "2020-08-12"), 10, YES),
        (_period("2020-08-09", "2020-08-12"), 13, NO),
        (_period("2020-08-09", None), 10, UNKNOWN),
        (_period("2020-08-09", None), 9, YES),
        (_period("2020-08-09", None), 8, NO),
        (_period("2020-08", "2020-09"), 10, UNKNOWN),
        (_period("2020-07", "2020-09"), 10, YES),
        (_period("2020-08-09~", "2020-08-12~"), 20, UNKNOWN),
        (_period(None, None), 1, UNKNOWN),
    ],
)
def test_what_is_not_known_makes_no_yes_and_no_no(period: Period, day: int, answer: Answer) -> None:
    assert period.covers(datetime.date(2020, 8, day)) is answer


def test_the_day_of_a_transfer_is_no_overlap_when_transfers_are_left_out() -> None:
    first, second = _period("2020-08-09", "2020-08-12"), _period("2020-08-12", "2020-08-14")
    assert first.overlaps(second) is YES
    assert first.overlaps(second, except_transfer=True) is NO


def test_one_day_inside_another_stay_is_no_transfer() -> None:
    day, stay = _period("2020-08-12", "2020-08-12"), _period("2020-08-10", "2020-08-14")
    assert day.overlaps(stay, except_transfer=True) is YES


def test_an_answer_is_never_taken_for_true() -> None:
    with pytest.raises(TypeError):
        bool(NO)

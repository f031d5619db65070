"""The forms of dates in six languages: a table of patterns over the letters of `date_tokens`, and what each says."""

from __future__ import annotations

import datetime
import re
from collections.abc import Callable
from dataclasses import dataclass
from typing import Final

from evidence.language.date_tokens import Token
from evidence.when import When


@dataclass(frozen=True, slots=True)
class FormMatch:
    """One form found in the tokens: the letters of the form's groups lead to numbers."""

    tokens: list[Token]
    found: re.Match[str]

    def number(self, group: str) -> int:
        """The number that the group's first token means."""
        return self.tokens[self.found.start(group)].number

    def digits(self, group: str) -> int:
        """With how many digits it is written."""
        return self.tokens[self.found.start(group)].digits

    def numbers(self, group: str | int, sign: str) -> list[int]:
        """The numbers of all tokens with this letter in the group, in order."""
        first, last = self.found.span(group)
        letters = self.found.string[first:last]
        return [token.number for token, letter in zip(self.tokens[first:last], letters, strict=True) if letter == sign]

    def has(self, group: str) -> bool:
        """True if the form has this group here."""
        return self.found[group] is not None

    def day(self, year: str = "Y", month: str = "M", day: str = "d") -> str:
        """The day in EDTF."""
        return f"{self.number(year):04}-{self.number(month):02}-{self.number(day):02}"

    def month(self, year: str = "Y", month: str = "M") -> str:
        """The month in EDTF."""
        return f"{self.number(year):04}-{self.number(month):02}"


# The forms. A capital or small letter followed by digits in a group's name tells which of several is meant.
_Y = r"(?P<Y>Y)(?:[gG]+\.?)?"
_Y0 = r"(?P<Y0>Y)(?:[gG]+\.?)?"
_M = r"o?\.?(?P<M>[MR])\.?[o,]?"
_M0 = r"o?\.?(?P<M0>[MR])\.?[o,]?"
# "from … to", and "between … and"
_FROM = r"(?:f|(?P<b>b))?"
_TO = r"(?(b)[-tn&y]|[-tn])"
_OR = r"(?:,?(?:&/)?v|/)"


def _on(match: FormMatch) -> str:
    return match.day()


def _span_of_days(match: FormMatch) -> str | None:
    return _interval(match.day(day="d0"), match.day())


def _span_of_months(match: FormMatch) -> str | None:
    return _interval(match.day(month="M0", day="d0"), match.day())


def _full_span(match: FormMatch) -> str | None:
    return _interval(match.day("Y0", "M0", "d0"), match.day())


def _interval(start: str, end: str) -> str | None:
    # "29 December - 3 January 2021": the first year is not said, so the whole is not offered, only its end.
    return f"{start}/{end}" if start < end else None


def _either_day(match: FormMatch) -> str | None:
    return cover([match.day(day="d0"), match.day()])


def cover(dates: list[str]) -> str | None:
    """The interval from the first to the last of these alternatives, in EDTF; None if no interval says it.

    InvalidDateError if one of them is no date.
    """
    whole = [When(date) for date in dates]
    sides = [When(side) for date in dates for side in date.split("/")]
    first = min(sides, key=lambda side: side.earliest)
    last = max(sides, key=lambda side: side.latest)
    if len(set(dates)) == 1:
        return dates[0]
    if first.text == last.text:
        # "Autumn or winter 2020": the winter of the calendar has the autumn in it, but nobody reads it so.
        return first.text if first.is_day else None
    made = When(f"{first.text}/{last.text}")
    return made.text if made.is_fuzzy or not any(one.is_fuzzy for one in whole) else None


def _listed(match: FormMatch) -> str | None:
    days = [match.number("d"), *match.numbers("more", "d")]
    # "cell 50, 9 and 10 August": what does not go up is no list of days.
    return match.day() if len(days) == 2 or days == sorted(set(days)) else None


def _listed_month(match: FormMatch) -> str | None:
    months = [match.number("M"), *match.numbers("more", "M")]
    # "December and January 2021": the year of the first is not said.
    return match.month() if months == sorted(set(months)) else None


def _american_list(match: FormMatch) -> str | tuple[str, ...] | None:
    signs = match.found.group()
    days = tuple(f"{match.month()}-{day:02}" for day in match.numbers(0, "d"))
    if "v" in signs or "/" in signs:
        return cover(list(days))
    return days if "&" in signs else None


def _night(match: FormMatch) -> str:
    day = When(match.day()).earliest
    return f"{When.on(day - datetime.timedelta(days=1))}/{When.on(day)}"


def _slashed(match: FormMatch) -> str:
    # Day first in Europe, month first in American English: only what both readings share.
    first, second = match.number("d"), match.number("M")
    if first > 12 or first == second:
        return match.day()
    if second > 12:
        return match.day(month="d", day="M")
    return f"{match.number('Y'):04}-XX-XX"


def _iso(match: FormMatch) -> str | None:
    return match.day() if match.digits("M") == match.digits("d") == 2 else None


def _iso_span(match: FormMatch) -> str | None:
    if any(match.digits(group) != 2 for group in ("M0", "d0", "M", "d")):
        return None
    return _interval(match.day("Y0", "M0", "d0"), match.day())


def _month(match: FormMatch) -> str:
    return match.month()


def _part(match: FormMatch) -> str:
    return f"{match.month()}~" if match.has("M") else f"{match.number('Y'):04}~"


def _month_span(match: FormMatch) -> str | None:
    return _interval(match.month(month="M0"), match.month())


def _full_month_span(match: FormMatch) -> str | None:
    return _interval(match.month("Y0", "M0"), match.month())


def _season(match: FormMatch) -> str:
    return f"{match.number('Y'):04}-{match.number('S')}"


def _season_span(match: FormMatch) -> str | None:
    season = match.number("S")
    return _interval(f"{match.number('Y0'):04}-{season}", f"{match.number('Y'):04}-{season}")


def _year(match: FormMatch) -> str:
    return f"{match.number('Y'):04}"


def _year_span(match: FormMatch) -> str | None:
    return _interval(f"{match.number('Y0'):04}", f"{match.number('Y'):04}")


def _decade(match: FormMatch) -> str:
    return f"{match.number('E') // 10:03}X"


# Not inside a longer number such as 12.11.2021.3 or 1-12-11-2021.
_OPEN = r"(?<![dYE#][-./])"
_SHUT = r"(?![-./][dY#])"
FORMS: Final[tuple[tuple[re.Pattern[str], Callable[[FormMatch], str | tuple[str, ...] | None]], ...]] = tuple(
    (re.compile(form), build)
    for form, build in (
        # 9-12 August 2020; from 9 to 12 August 2020; в ночь с 9 на 10 августа 2020
        (rf"(?:Nf?|f)?(?P<d0>d)[-tn]l?(?P<d>d){_M}{_Y}", _span_of_days),
        (rf"N?[fb]l?(?P<d0>d)[&y]l?(?P<d>d){_M}{_Y}", _span_of_days),
        # 9 and 10 August 2020: two days, each at its own number
        (rf"(?<![fb])(?P<d>d)(?=(?P<more>(?:,l?d){{0,9}},?&l?d){_M}{_Y})", _listed),
        (rf"{_FROM}(?P<d0>d){_M0}{_TO}(?P<d>d){_M}{_Y}", _span_of_months),
        (rf"{_FROM}(?P<d0>d){_M0}{_Y0}{_TO}(?P<d>d){_M}{_Y}", _full_span),
        (rf"Nnl?(?P<d>d){_M}{_Y}", _night),
        (rf"(?P<d>d){_M}{_Y}", _on),
        # August 9-12, 2020; August 29 - September 2, 2020; August 9, 2020
        (rf"{_FROM}(?P<M>M)\.?l?(?P<d0>d){_TO}(?P<d>d),?(?P<Y>Y)", _span_of_days),
        (rf"{_FROM}(?P<M0>M)\.?(?P<d0>d){_TO}(?P<M>M)\.?(?P<d>d),?(?P<Y>Y)", _span_of_months),
        (rf"{_FROM}(?P<M0>M)\.?(?P<d0>d),?(?P<Y0>Y){_TO}(?P<M>M)\.?(?P<d>d),?(?P<Y>Y)", _full_span),
        (r"(?P<M>M)\.?l?(?P<d>d),?(?P<Y>Y)", _on),
        # August 9 or 10, 2020; August 9, 10 and 11, 2020
        (rf"(?P<M>M)\.?l?d(?:(?:{_OR}|,?&|,)l?d){{1,9}},?(?P<Y>Y)", _american_list),
        # 2020 m. rugpjūčio 9-12 d.; nuo 2020 m. rugpjūčio 9 d. iki rugsėjo 12 d.
        (rf"{_FROM}{_Y}(?P<M>M)(?P<d0>d)(?:k\.?)?{_TO}(?P<d>d)k\.?", _span_of_days),
        (rf"{_FROM}{_Y}(?P<M0>M)(?P<d0>d)(?:k\.?)?{_TO}(?P<M>M)(?P<d>d)k\.?", _span_of_months),
        (rf"{_FROM}{_Y0}(?P<M0>M)(?P<d0>d)(?:k\.?)?{_TO}{_Y}(?P<M>M)(?P<d>d)(?:k\.?)?", _full_span),
        (rf"{_Y}(?P<M>M)(?P<d>d)(?:k\.?)?", _on),
        # 09-12.08.2020; 09.08-12.08.2020; 09.08.2020-12.08.2020; 09.08.2020
        (rf"{_OPEN}{_FROM}(?P<d0>d){_TO}(?P<d>d)\.(?P<M>d)\.{_Y}{_SHUT}", _span_of_days),
        (rf"{_OPEN}{_FROM}(?P<d0>d)\.(?P<M0>d)\.?{_TO}(?P<d>d)\.(?P<M>d)\.{_Y}{_SHUT}", _span_of_months),
        (rf"{_OPEN}{_FROM}(?P<d0>d)\.(?P<M0>d)\.{_Y0}{_TO}(?P<d>d)\.(?P<M>d)\.{_Y}{_SHUT}", _full_span),
        (rf"{_OPEN}(?P<d0>d)/(?P<d>d)\.(?P<M>d)\.{_Y}{_SHUT}", _either_day),
        (rf"{_OPEN}(?P<d>d)\.(?P<M>d)\.{_Y}{_SHUT}", _on),
        (rf"{_OPEN}(?P<d>d)(?P<sep>[-/])(?P<M>d)(?P=sep)(?P<Y>Y){_SHUT}", _slashed),
        (rf"{_OPEN}(?P<Y0>Y)-(?P<M0>d)-(?P<d0>d)[-t/](?P<Y>Y)-(?P<M>d)-(?P<d>d){_SHUT}", _iso_span),
        (rf"{_OPEN}(?P<Y>Y)(?P<sep>[-./])(?P<M>d)(?P=sep)(?P<d>d){_SHUT}", _iso),
        # mid-August 2020; в начале 2020 года; 2020 m. rugpjūčio viduryje
        (rf"(?P<p>p)-?o?l?(?P<M>M){_Y}", _part),
        (rf"{_Y}(?P<M>M)p", _part),
        (r"(?P<p>p)-?o?l?(?P<M>M)?(?P<Y>Y)(?:[gG]+\.?)?", _part),
        # July-August 2020; August 2020; 2020 m. rugpjūtį
        (rf"{_FROM}(?P<M0>M){_TO}(?P<M>M)[o,]?{_Y}", _month_span),
        (rf"{_FROM}(?P<M0>M){_Y0}{_TO}(?P<M>M){_Y}", _full_month_span),
        # July and August 2020: two months
        (rf"(?<![dfbp])(?P<M>M)(?=(?P<more>(?:,M){{0,9}},?&[wi]?M)[o,]?{_Y})", _listed_month),
        (rf"(?P<M>M)\.?[o,]?{_Y}", _month),
        (r"(?P<Y>Y)g\.?(?P<M>M)(?![d])", _month),
        # summer of 2020; зимой 2020/2021 годов; 2020 m. vasarą
        (r"(?P<S>S)o?(?P<Y0>Y)[-/](?P<Y>Y)(?:[gG]+\.?)?", _season_span),
        (r"(?P<S>S)o?(?P<Y>Y)(?:[gG]+\.?)?", _season),
        (r"(?P<Y>Y)g\.?(?P<S>S)", _season),
        # 2020 году; с 2020 по 2022 год; in 2020; 2010-х годов
        (r"(?<![-./])f?(?P<Y0>Y)(?:[gG]+\.?)?[-tn/](?P<Y>Y)[gG]+\.?", _year_span),
        (r"(?<![-./])(?:f|(?P<b>b))(?P<Y0>Y)(?(b)[t&y]|t)(?P<Y>Y)", _year_span),
        (r"(?<=i)(?P<Y0>Y)[-t/](?P<Y>Y)(?![-./]d)", _year_span),
        (r"(?<![-./fbY])(?P<Y>Y)(?=(?:,Y){0,9},?&[wi]?Y[gG])", _year),
        (r"(?:(?<=Y&)|(?<=Yv)|(?<=Y,&)|(?<=Y&[wi])|(?<=Yv[wi]))(?P<Y>Y)[gG]+\.?", _year),
        (r"(?<![-./])(?P<Y>Y)g+(?!G)\.?", _year),
        (r"(?<=i)(?P<Y>Y)(?![-./]d)(?!G)", _year),
        (r"(?P<E>E)(?:[gG]+\.?)?", _decade),
    )
)
"""Each pattern, and what it says in EDTF; a tuple has one text for each day number, None is no date."""

"""Dates in running text of six languages, as EDTF and with no invented precision.

A text is cut into tokens, each token is one letter of a small alphabet (d day number, Y year, M month name …), and the
forms of dates are regular expressions over those letters; so the grammar is a table, and linear in the text.

What is not said is not offered: a day without a year, "last summer", a two-digit year. 31.02.2021 is no date at all,
not February 2021. 09/08/2020 may be August or September: only its year is offered. "The night to 10 August" is the
9th and the 10th.
"""

from __future__ import annotations

import datetime
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Final

from evidence.errors import InvalidDateError
from evidence.language.calendar_words import CLASSES, MONTHS, ORDINALS, ROMAN_MONTHS, SEASONS
from evidence.language.script import end_place, one_alphabet, plain_with_places
from evidence.when import When

_YEAR: Final = re.compile(r"(?<!\d)(?:1[89]|20)\d{2}(?!\d)", re.ASCII)
_TOKEN: Final = re.compile(r"(\d+)(?:-?([^\W\d_]{1,4})(?![\w]))?|([^\W\d_]+)|(\s+)|([^\s\w]|_)")
# How far a date may reach to each side of its year.
_BEFORE: Final = 90
_AFTER: Final = 70
_LONGEST_GAP: Final = 4


@dataclass(frozen=True, slots=True)
class _Token:
    start: int
    end: int
    sign: str
    number: int
    digits: int


@dataclass(frozen=True, slots=True)
class _Match:
    """One form found in the tokens: the letters of the form's groups lead to numbers."""

    tokens: list[_Token]
    found: re.Match[str]

    def number(self, group: str) -> int:
        return self.tokens[self.found.start(group)].number

    def digits(self, group: str) -> int:
        return self.tokens[self.found.start(group)].digits

    def has(self, group: str) -> bool:
        return self.found[group] is not None

    def day(self, year: str = "Y", month: str = "M", day: str = "d") -> str:
        return f"{self.number(year):04}-{self.number(month):02}-{self.number(day):02}"

    def month(self, year: str = "Y", month: str = "M") -> str:
        return f"{self.number(year):04}-{self.number(month):02}"


def find_dates(text: str) -> list[tuple[int, int, When]]:
    """Each date of the text: first code point, the first one outside, and what it says; in order, none overlapping.

    Every date found names its year. "9 and 10 August 2020" gives two dates, each at its own number.
    """
    shown, places = plain_with_places(text)
    found: list[tuple[int, int, When]] = []
    for first, last in _zones(shown):
        for start, end, when in _dates_in(_tokens(shown, first, last)):
            found.append((places[start], end_place(text, places, end), when))
    return found


def _zones(shown: str) -> Iterator[tuple[int, int]]:
    """Stretches around the years, joined where they touch, so that no token is read twice."""
    first = last = -1
    for year in _YEAR.finditer(shown):
        if first >= 0 and year.start() - _BEFORE > last:
            yield first, last
            first = -1
        if first < 0:
            first = max(year.start() - _BEFORE, 0)
        last = min(year.end() + _AFTER, len(shown))
    if first >= 0:
        yield first, last


def _tokens(shown: str, first: int, last: int) -> list[_Token]:
    tokens: list[_Token] = []
    for match in _TOKEN.finditer(shown, first, last):
        digits, hanging, word, gap, _ = match.groups()
        start, end = match.span()
        if gap is not None:
            if len(gap) > _LONGEST_GAP:
                tokens.append(_Token(start, end, " ", 0, 0))
        elif digits is not None:
            tokens.extend(_number_tokens(digits, hanging, start, end, match.start(2)))
        elif word is not None:
            tokens.append(_word_token(word, start, end))
        else:
            sign = match.group() if match.group() in "-./,()" else "x"
            tokens.append(_Token(start, end, sign, 0, 0))
    # A zone may begin or end inside a number; half a number is none.
    return tokens[1 if first else 0 : -1 if last < len(shown) else None]


def _number_tokens(digits: str, hanging: str | None, start: int, end: int, hanging_at: int) -> Iterator[_Token]:
    if not digits.isascii():
        yield _Token(start, end, "x", 0, 0)
        return
    number, size = int(digits[:9]), len(digits)
    sign = "d" if size <= 2 else "Y" if size == 4 and 1800 <= number <= 2099 else "#"
    if hanging is None:
        yield _Token(start, end, sign, number, size)
    elif sign == "d" and hanging in ORDINALS:
        yield _Token(start, end, "d", number, size)
    elif sign == "Y" and hanging in {"s", "х", "е", "ых"} and number % 10 == 0:
        yield _Token(start, end, "E", number, size)
    elif hanging in ORDINALS and sign == "Y":
        yield _Token(start, end, "Y", number, size)
    else:
        # "2020г", "10d", "8-жніўня": the number, perhaps a dash, the word.
        yield _Token(start, start + size, sign, number, size)
        if hanging_at - start > size:
            yield _Token(start + size, hanging_at, "-", 0, 0)
        yield _word_token(hanging, hanging_at, end)


def _word_token(word: str, start: int, end: int) -> _Token:
    word = one_alphabet(word)
    if word in MONTHS:
        return _Token(start, end, "M", MONTHS[word], 0)
    if word in SEASONS:
        return _Token(start, end, "S", SEASONS[word], 0)
    if word in ROMAN_MONTHS and word != "i":
        return _Token(start, end, "R", ROMAN_MONTHS[word], 0)
    return _Token(start, end, CLASSES.get(word, "x"), 0, 0)


# The forms. A capital or small letter followed by digits in a group's name tells which of several is meant.
_Y = r"(?P<Y>Y)(?:g+\.?)?"
_Y0 = r"(?P<Y0>Y)(?:g+\.?)?"
_M = r"o?\.?(?P<M>[MR])\.?[o,]?"
_M0 = r"o?\.?(?P<M0>[MR])\.?[o,]?"
_TO = r"[-tn]"


def _on(match: _Match) -> str:
    return match.day()


def _span_of_days(match: _Match) -> str | None:
    return _interval(match.day(day="d0"), match.day())


def _span_of_months(match: _Match) -> str | None:
    return _interval(match.day(month="M0", day="d0"), match.day())


def _full_span(match: _Match) -> str | None:
    return _interval(match.day("Y0", "M0", "d0"), match.day())


def _interval(start: str, end: str) -> str | None:
    # "29 December - 3 January 2021": the first year is not said, so the whole is not offered, only its end.
    return f"{start}/{end}" if start < end else None


def _night(match: _Match) -> str:
    day = When(match.day()).earliest
    return f"{When.on(day - datetime.timedelta(days=1))}/{When.on(day)}"


def _slashed(match: _Match) -> str:
    # Day first in Europe, month first in American English: only what both readings share.
    first, second = match.number("d"), match.number("M")
    if first > 12 or first == second:
        return match.day()
    if second > 12:
        return match.day(month="d", day="M")
    return f"{match.number('Y'):04}-XX-XX"


def _iso(match: _Match) -> str | None:
    return match.day() if match.digits("M") == match.digits("d") == 2 else None


def _iso_span(match: _Match) -> str | None:
    if any(match.digits(group) != 2 for group in ("M0", "d0", "M", "d")):
        return None
    return _interval(match.day("Y0", "M0", "d0"), match.day())


def _month(match: _Match) -> str:
    return match.month()


def _part(match: _Match) -> str:
    return f"{match.month()}~" if match.has("M") else f"{match.number('Y'):04}~"


def _month_span(match: _Match) -> str | None:
    return _interval(match.month(month="M0"), match.month())


def _full_month_span(match: _Match) -> str | None:
    return _interval(match.month("Y0", "M0"), match.month())


def _season(match: _Match) -> str:
    return f"{match.number('Y'):04}-{match.number('S')}"


def _season_span(match: _Match) -> str | None:
    season = match.number("S")
    return _interval(f"{match.number('Y0'):04}-{season}", f"{match.number('Y'):04}-{season}")


def _year(match: _Match) -> str:
    return f"{match.number('Y'):04}"


def _year_span(match: _Match) -> str | None:
    return _interval(f"{match.number('Y0'):04}", f"{match.number('Y'):04}")


def _decade(match: _Match) -> str:
    return f"{match.number('E') // 10:03}X"


# Not inside a longer number such as 12.11.2021.3 or 1-12-11-2021.
_OPEN = r"(?<![dYE#][-./])"
_SHUT = r"(?![-./][dY#])"
_FORMS: Final[tuple[tuple[re.Pattern[str], Callable[[_Match], str | None]], ...]] = tuple(
    (re.compile(form), build)
    for form, build in (
        # 9-12 August 2020; from 9 to 12 August 2020; в ночь с 9 на 10 августа 2020
        (rf"(?:Nf?|f)?(?P<d0>d)[-tn]l?(?P<d>d){_M}{_Y}", _span_of_days),
        (rf"fl?(?P<d0>d)&l?(?P<d>d){_M}{_Y}", _span_of_days),
        # 9 and 10 August 2020: two days, each at its own number
        (rf"(?<!f)(?P<d>d)(?=&d{_M}{_Y})", _on),
        (rf"f?(?P<d0>d){_M0}{_TO}(?P<d>d){_M}{_Y}", _span_of_months),
        (rf"f?(?P<d0>d){_M0}{_Y0}{_TO}(?P<d>d){_M}{_Y}", _full_span),
        (rf"Nnl?(?P<d>d){_M}{_Y}", _night),
        (rf"(?P<d>d){_M}{_Y}", _on),
        # August 9-12, 2020; August 29 - September 2, 2020; August 9, 2020
        (r"f?(?P<M>M)\.?l?(?P<d0>d)[-t](?P<d>d),?(?P<Y>Y)", _span_of_days),
        (r"f?(?P<M0>M)\.?(?P<d0>d)[-t](?P<M>M)\.?(?P<d>d),?(?P<Y>Y)", _span_of_months),
        (r"f?(?P<M0>M)\.?(?P<d0>d),?(?P<Y0>Y)[-t](?P<M>M)\.?(?P<d>d),?(?P<Y>Y)", _full_span),
        (r"(?P<M>M)\.?l?(?P<d>d),?(?P<Y>Y)", _on),
        # 2020 m. rugpjūčio 9-12 d.; nuo 2020 m. rugpjūčio 9 d. iki rugsėjo 12 d.
        (rf"f?{_Y}(?P<M>M)(?P<d0>d)(?:k\.?)?[-t](?P<d>d)k\.?", _span_of_days),
        (rf"f?{_Y}(?P<M0>M)(?P<d0>d)(?:k\.?)?[-t](?P<M>M)(?P<d>d)k\.?", _span_of_months),
        (rf"f?{_Y0}(?P<M0>M)(?P<d0>d)(?:k\.?)?[-t]{_Y}(?P<M>M)(?P<d>d)(?:k\.?)?", _full_span),
        (rf"{_Y}(?P<M>M)(?P<d>d)(?:k\.?)?", _on),
        # 09-12.08.2020; 09.08-12.08.2020; 09.08.2020-12.08.2020; 09.08.2020
        (rf"{_OPEN}f?(?P<d0>d)[-t](?P<d>d)\.(?P<M>d)\.{_Y}{_SHUT}", _span_of_days),
        (rf"{_OPEN}f?(?P<d0>d)\.(?P<M0>d)\.?[-t](?P<d>d)\.(?P<M>d)\.{_Y}{_SHUT}", _span_of_months),
        (rf"{_OPEN}f?(?P<d0>d)\.(?P<M0>d)\.{_Y0}[-t](?P<d>d)\.(?P<M>d)\.{_Y}{_SHUT}", _full_span),
        (rf"{_OPEN}(?P<d>d)\.(?P<M>d)\.{_Y}{_SHUT}", _on),
        (rf"{_OPEN}(?P<d>d)(?P<sep>[-/])(?P<M>d)(?P=sep)(?P<Y>Y){_SHUT}", _slashed),
        (rf"{_OPEN}(?P<Y0>Y)-(?P<M0>d)-(?P<d0>d)[-t/](?P<Y>Y)-(?P<M>d)-(?P<d>d){_SHUT}", _iso_span),
        (rf"{_OPEN}(?P<Y>Y)(?P<sep>[-./])(?P<M>d)(?P=sep)(?P<d>d){_SHUT}", _iso),
        # mid-August 2020; в начале 2020 года; 2020 m. rugpjūčio viduryje
        (rf"(?P<p>p)-?o?l?(?P<M>M){_Y}", _part),
        (rf"{_Y}(?P<M>M)p", _part),
        (r"(?P<p>p)-?o?l?(?P<M>M)?(?P<Y>Y)(?:g+\.?)?", _part),
        # July-August 2020; August 2020; 2020 m. rugpjūtį
        (rf"f?(?P<M0>M){_TO}(?P<M>M)[o,]?{_Y}", _month_span),
        (rf"f?(?P<M0>M){_Y0}{_TO}(?P<M>M){_Y}", _full_month_span),
        (rf"(?P<M>M)\.?[o,]?{_Y}", _month),
        (r"(?P<Y>Y)g\.?(?P<M>M)(?![d])", _month),
        # summer of 2020; зимой 2020/2021 годов; 2020 m. vasarą
        (r"(?P<S>S)o?(?P<Y0>Y)[-/](?P<Y>Y)(?:g+\.?)?", _season_span),
        (r"(?P<S>S)o?(?P<Y>Y)(?:g+\.?)?", _season),
        (r"(?P<Y>Y)g\.?(?P<S>S)", _season),
        # 2020 году; с 2020 по 2022 год; in 2020; 2010-х годов
        (rf"(?<![-./])f?(?P<Y0>Y)(?:g+\.?)?{_TO}(?P<Y>Y)g+\.?", _year_span),
        (r"(?<![-./])f(?P<Y0>Y)t(?P<Y>Y)", _year_span),
        (r"(?<![-./])(?P<Y>Y)g+\.?", _year),
        (r"(?<=i)(?P<Y>Y)(?![-./]d)", _year),
        (r"(?P<E>E)(?:g+\.?)?", _decade),
    )
)


def _dates_in(tokens: list[_Token]) -> Iterator[tuple[int, int, When]]:
    signs = "".join(token.sign for token in tokens)
    candidates = [(found, build) for form, build in _FORMS for found in form.finditer(signs)]
    candidates.sort(key=lambda candidate: (candidate[0].start(), -candidate[0].end()))
    free = 0
    for found, build in candidates:
        if found.start() < free:
            continue
        match = _Match(tokens, found)
        try:
            text = build(match)
            if text is None:
                continue
            when, first = _hedged(When(text), signs, found.start())
        except InvalidDateError:
            # The 31st of February is no date, and what is left of it would be an invention.
            free = found.end()
            continue
        free = found.end()
        yield tokens[first].start, tokens[found.end() - 1].end, when


def _hedged(when: When, signs: str, first: int) -> tuple[When, int]:
    """The date with the mark of an "about" or "probably" that stands right before it."""
    if first and signs[first - 1] in "aq" and not when.is_interval and not when.is_fuzzy:
        return When(when.text + ("~" if signs[first - 1] == "a" else "?")), first - 1
    return when, first

"""A text as the tokens of its dates: one letter of a small alphabet for each word, number and sign.

d day number, Y year, E decade, M month, R Roman month, S season, # other number, x other word, ; other sign; the rest
is in `calendar_words`. Only stretches around a year are read, so the work is linear in the text.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from evidence.language.calendar_words import CLASSES, MONTHS, ORDINALS, ROMAN_MONTHS, SEASONS
from evidence.language.script import one_alphabet

_YEAR: Final = re.compile(r"(?<!\d)(?:1[89]|20)\d{2}(?!\d)", re.ASCII)
_TOKEN: Final = re.compile(r"(\d+)(?:-?([^\W\d_]{1,4})(?![\w]))?|([^\W\d_]+)|(\s+)|([^\s\w]|_)")
# How far a date may reach to each side of its year.
_BEFORE: Final = 90
_AFTER: Final = 70
_LONGEST_GAP: Final = 4


@dataclass(frozen=True, slots=True)
class Token:
    """Where a token stands in the plain text, its letter, and the number that it means (0 if none)."""

    start: int
    end: int
    sign: str
    number: int
    digits: int


def zones(shown: str) -> Iterator[tuple[int, int]]:
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


def tokens_of(shown: str, first: int, last: int) -> list[Token]:
    """The tokens of one zone of the plain text; short gaps are none."""
    tokens: list[Token] = []
    for match in _TOKEN.finditer(shown, first, last):
        digits, hanging, word, gap, _ = match.groups()
        start, end = match.span()
        if gap is not None:
            if len(gap) > _LONGEST_GAP:
                tokens.append(Token(start, end, " ", 0, 0))
        elif digits is not None:
            tokens.extend(_number_tokens(digits, hanging, start, end, match.start(2)))
        elif word is not None:
            tokens.append(_word_token(word, start, end))
        else:
            sign = match.group() if match.group() in "-./,()" else ";"
            tokens.append(Token(start, end, sign, 0, 0))
    # A zone may begin or end inside a number; half a number is none.
    return tokens[1 if first else 0 : -1 if last < len(shown) else None]


def _number_tokens(digits: str, hanging: str | None, start: int, end: int, hanging_at: int) -> Iterator[Token]:
    if not digits.isascii():
        yield Token(start, end, "x", 0, 0)
        return
    number, size = int(digits[:9]), len(digits)
    sign = "d" if size <= 2 else "Y" if size == 4 and 1800 <= number <= 2099 else "#"
    if hanging is None:
        yield Token(start, end, sign, number, size)
    elif sign == "d" and hanging in ORDINALS:
        yield Token(start, end, "d", number, size)
    elif sign == "Y" and hanging in {"s", "х", "е", "ых"} and number % 10 == 0:
        yield Token(start, end, "E", number, size)
    elif hanging in ORDINALS and sign == "Y":
        yield Token(start, end, "Y", number, size)
    else:
        # "2020г", "10d", "8-жніўня": the number, perhaps a dash, the word.
        yield Token(start, start + size, sign, number, size)
        if hanging_at - start > size:
            yield Token(start + size, hanging_at, "-", 0, 0)
        yield _word_token(hanging, hanging_at, end)


def _word_token(word: str, start: int, end: int) -> Token:
    word = one_alphabet(word)
    if word in MONTHS:
        return Token(start, end, "M", MONTHS[word], 0)
    if word in SEASONS:
        return Token(start, end, "S", SEASONS[word], 0)
    if word in ROMAN_MONTHS and word != "i":
        return Token(start, end, "R", ROMAN_MONTHS[word], 0)
    return Token(start, end, CLASSES.get(word, "x"), 0, 0)

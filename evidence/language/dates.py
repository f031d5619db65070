"""Dates in running text of six languages, as EDTF and with no invented precision.

A text is cut into tokens, each token is one letter of a small alphabet (`date_tokens`), and the forms of dates are
regular expressions over those letters (`date_forms`); so the grammar is a table, and linear in the text. What an "or"
joins is one date that has all of it (`date_alternatives`).

What is not said is not offered: a day without a year, "last summer", a two-digit year. 31.02.2021 is no date at all,
not February 2021. 09/08/2020 may be August or September: only its year is offered. "The night to 10 August" is the
9th and the 10th. A number that counts ("in 2000 cases", "10 августа 2000 человек") is no year.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from evidence.errors import InvalidDateError
from evidence.language.calendar_words import COUNTED, ENGLISH_COUNTED, NOT_COUNTED
from evidence.language.date_alternatives import Found, hedged, with_alternatives
from evidence.language.date_forms import FORMS, FormMatch
from evidence.language.date_tokens import Token, tokens_of, zones
from evidence.language.script import end_place, plain_with_places
from evidence.when import When

_NEXT: Final = re.compile(r"\s{0,4}(?:([%€$£₽])|([^\W\d_]+)(?:\s{1,4}([^\W\d_]+))?)")
# Plurals: English -s; the genitive of Slavic nouns and adjectives, and the Lithuanian one.
_PLURAL: Final = re.compile(r"[a-z]{2,}[^s]s|\w{2,}(?:[оеі]в|еи|[аяое]у|[ыиі]х|ow|[yi]ch)|[a-z]{4,}u")


def find_dates(text: str) -> list[tuple[int, int, When]]:
    """Each date of the text: first code point, the first one outside, and what it says; in order, none overlapping.

    Every date found names its year. "9 and 10 August 2020" gives two dates, each at its own number; "9 or 10 August
    2020" gives one, the interval of both.
    """
    shown, places = plain_with_places(text)
    found: list[tuple[int, int, When]] = []
    for first, last in zones(shown):
        for start, end, when in _dates_in(tokens_of(shown, first, last), shown):
            found.append((places[start], end_place(text, places, end), when))
    return found


def _dates_in(tokens: list[Token], shown: str) -> Iterator[tuple[int, int, When]]:
    signs = "".join(token.sign for token in tokens)
    for date in with_alternatives(tokens, signs, list(_plain_dates(tokens, signs))):
        if date.text is not None and not _counts(tokens, signs, date, shown):
            yield tokens[date.first].start, tokens[date.last - 1].end, When(date.text)


def _plain_dates(tokens: list[Token], signs: str) -> Iterator[Found]:
    """What the table of forms finds, the earliest and longest first."""
    candidates = [(found, build) for form, build in FORMS for found in form.finditer(signs)]
    candidates.sort(key=lambda candidate: (candidate[0].start(), -candidate[0].end()))
    free = 0
    for found, build in candidates:
        if found.start() < free:
            continue
        try:
            made = build(FormMatch(tokens, found))
            if made is None:
                continue
            dates = _apart(found, made) if isinstance(made, tuple) else [Found(found.start(), found.end(), made)]
            for date in dates:
                if date.text is not None:
                    When(date.text)
                yield hedged(date, signs)
        except InvalidDateError:
            # The 31st of February is no date, and what is left of it would be an invention.
            pass
        free = found.end()


def _apart(found: re.Match[str], made: tuple[str, ...]) -> list[Found]:
    """Each of the listed days at its own number; what stands around the list belongs to the first and the last."""
    places = [place for place in range(*found.span()) if found.string[place] == "d"]
    firsts = [found.start(), *places[1:]]
    lasts = [*(place + 1 for place in places[:-1]), found.end()]
    return [Found(*one) for one in zip(firsts, lasts, made, strict=True)]


def _counts(tokens: list[Token], signs: str, date: Found, shown: str) -> bool:
    """Whether the year is a count of what follows it: "in 2020 people", "10 августа 2000 человек"."""
    if signs[date.last - 1] != "Y" or (behind := _NEXT.match(shown, tokens[date.last - 1].end)) is None:
        return False
    sign, word, second = behind.groups()
    if sign or word in COUNTED:
        return True
    # Where a month or season stands before it, an English or unlisted word may as well begin the sentence.
    if "-" in (date.text or "") or word in NOT_COUNTED:
        return False
    if word in ENGLISH_COUNTED or "p" in signs[date.first : date.last]:
        return word in ENGLISH_COUNTED
    return _is_plural(word) or (second is not None and second not in NOT_COUNTED and _is_plural(second))


def _is_plural(word: str) -> bool:
    return word in ENGLISH_COUNTED or word in COUNTED or _PLURAL.fullmatch(word) is not None

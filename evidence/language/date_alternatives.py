"""Dates joined by "or": one date that has all of them, or none, never one of the two.

"9 or 10 August 2020" says of each day only that it may be the one. What stands before or behind a date with an "or"
takes its year, and its month if it has none, from that date; what cannot be read so takes the date with it.
"""

from __future__ import annotations

import datetime
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Final

from evidence.errors import InvalidDateError
from evidence.language.date_forms import cover
from evidence.language.date_tokens import Token
from evidence.when import When


@dataclass(frozen=True, slots=True)
class Found:
    """A date: its first token, the first one outside, and EDTF; None if it is lost to an "or" nobody can read."""

    first: int
    last: int
    text: str | None


# How many tokens an "or" may reach back or forward.
_REACH: Final = 40
_WORD = r"(?:(?:&/)?v|wj)"
_OR = rf"[,(]{{0,2}}(?:{_WORD}|/)"
_SMALL = r"[wilnofbaq]{0,3},?"
_DAY = r"(?:N?[fb]?l?d[-tn]l?d|N?n?l?d)"
_KINDS: Final = (
    r"(?:(?:d[-tn])?l?do?l?\.?[MR]\.?)",
    r"M\.?l?d",
    r"d\.d\.?",
    r"(?:p-?o?l?|M[-t])?M\.?",
    r"S",
    r"Y(?:g+\.?)?",
    _DAY,
)
_LISTS: Final = "|".join(rf"{kind}(?:(?:,?&|,){_SMALL}{kind})*" for kind in _KINDS)
_CHAIN: Final = rf"(?P<chain>(?:{_LISTS})(?:{_OR}{_SMALL}(?:{_LISTS}))*)"
_LEFT: Final = re.compile(rf"{_CHAIN}{_OR}{_SMALL}\Z")
_LEFT_OF_PERHAPS: Final = re.compile(rf"{_CHAIN}(?:{_OR}{_SMALL}|,?)\Z")
_UNREAD: Final = re.compile(rf"(?P<before>[^,(/&]|^)[,(]{{0,2}}{_WORD}{_SMALL}\Z")
_JOINED: Final = re.compile(rf"{_OR}{_SMALL}")
_OPENS: Final = re.compile(rf"[,(]{{0,2}}{_WORD}")
_EITHER: Final = re.compile(rf"{_WORD}|/")
_ITEM: Final = re.compile(
    r"(?:(?P<span>d)[-tn])?l?(?P<dm_d>d)o?l?\.?(?P<dm_m>[MR])|(?P<md_m>M)\.?l?(?P<md_d>d)|(?P<n_d>d)\.(?P<n_m>d)"
    r"|(?:(?P<part>p)-?o?l?|(?P<m0>M)[-t])?(?P<m>M)|(?P<s>S)|(?P<y>Y)"
    r"|(?P<night>N)?[fb]?l?(?P<d0>d)[-tn]l?(?P<d1>d)|(?P<eve>Nn)?l?(?P<d>d)"
)
# Lithuanian: year first, so what follows the "or" lacks it. A bare number counts only with its "d." behind it.
_AFTER: Final = re.compile(rf"(?:(?:{_OR}|,?&|,){_SMALL}(?:M\.?(?:d[-t])?dk?\.?|d[-t]dk?\.?|dk?\.?|M|S))+(?<=[kMS.])")
_YEAR_FIRST: Final = re.compile(r"[fbaq,]*Yg*\.?[MS]")
_YEAR_AFTER: Final = re.compile(rf"(?:{_OR}{_SMALL}Y(?:g+\.?)?)+(?![-./]d)")


def with_alternatives(tokens: Sequence[Token], signs: str, dates: Sequence[Found]) -> Iterator[Found]:
    """The dates (in order, none overlapping) with their alternatives; those that are lost are left out."""
    widened: list[Found] = []
    for date in dates:
        widened.append(_widened(tokens, signs, date, widened[-1].last if widened else 0))
    place = 0
    while place < len(widened):
        date = widened[place]
        place += 1
        while place < len(widened) and _JOINED.fullmatch(signs, date.last, widened[place].first):
            date = Found(date.first, widened[place].last, _both(date.text, widened[place].text))
            place += 1
        limit = widened[place].first if place < len(widened) else len(signs)
        yield from (one for one in _followed(tokens, signs, date, limit) if one.text is not None)


def hedged(date: Found, signs: str) -> Found:
    """The date with the mark of an "about" or "probably" that stands right before it."""
    before = date.first - 1
    if before > 0 and signs[before] == "," and signs[before - 1] in "aq":
        before -= 1
    if date.text is None or before < 0 or signs[before] not in "aq" or _is_marked(date.text):
        return date
    mark = "~" if signs[before] == "a" else "?"
    sides = [side if When(side).is_fuzzy else side + mark for side in date.text.split("/")]
    return Found(before, date.last, "/".join(sides))


def _is_marked(text: str) -> bool:
    return all(When(side).is_fuzzy for side in text.split("/"))


def _both(one: str | None, other: str | None) -> str | None:
    return None if one is None or other is None else cover([one, other])


def _widened(tokens: Sequence[Token], signs: str, date: Found, floor: int) -> Found:
    """The date with the alternatives before it."""
    floor = max(floor, date.first - _REACH)
    form = _LEFT_OF_PERHAPS if signs[date.first] == "q" else _LEFT
    chain = form.search(signs, floor, date.first)
    if chain is not None and date.text is not None:
        items = _ITEM.finditer(signs, *chain.span("chain"))
        # "Between 9 or 10 and 12": which "and" belongs to which word is not sure.
        text = (
            _covered(tokens, date.text, items, before=True) if signs[chain.start() - 1 : chain.start()] != "b" else None
        )
        start = chain.start() + (signs[chain.start()] == "l")
        date = hedged(Found(start, date.last, text), signs)
    unread = _UNREAD.search(signs, floor, date.first)
    if unread is not None and unread["before"] not in {"", ".", ";"}:
        return replace(date, text=None)
    return date


def _followed(tokens: Sequence[Token], signs: str, date: Found, limit: int) -> Iterator[Found]:
    """The date with the alternatives behind it; and behind a Lithuanian one also what an "and" adds to it."""
    year_first = _YEAR_FIRST.match(signs, date.first) is not None
    after = _AFTER.match(signs, date.last, limit) if year_first else None
    after = after or _YEAR_AFTER.match(signs, date.last, limit)
    if after is None:
        yield date if _OPENS.match(signs, date.last) is None else replace(date, text=None)
        return
    items = list(_ITEM.finditer(signs, *after.span()))
    if _EITHER.search(after.group()) and date.text is not None:
        yield Found(date.first, after.end(), _covered(tokens, date.text, iter(items), before=False))
        return
    yield date
    ends = [item.start() for item in items[1:]] + [after.end()]
    for item, end in zip(items, ends, strict=True):
        if date.text is not None:
            last = end if end == after.end() else item.end()
            yield Found(_number_at(item), last, _covered(tokens, date.text, iter([item]), before=False, alone=True))


def _number_at(item: re.Match[str]) -> int:
    return min(place for place in (item.start(group) for group in item.re.groupindex) if place >= 0)


def _covered(
    tokens: Sequence[Token], text: str, items: Iterator[re.Match[str]], *, before: bool, alone: bool = False
) -> str | None:
    """What has the date and all the items; None if an item cannot be read, or its year is another that is not said."""
    near = text.split("/")[0 if before else -1]
    read: list[str] = []
    try:
        for item in items:
            made = _read(tokens, item, near)
            if made is None or _turns(near, made, item, before=before):
                return None
            read.append(made)
        return cover(read if alone else [*read, text])
    except InvalidDateError:
        return None


def _turns(near: str, made: str, item: re.Match[str], *, before: bool) -> bool:
    """Whether the item lies on the wrong side of its date, as December does in "December or January 2021"."""
    if item["d"] or item["d0"] or item["y"]:
        return False
    one, other = ((day.year, day.month) for day in (When(made).earliest, When(near).earliest))
    return one > other if before else one < other


def _read(tokens: Sequence[Token], item: re.Match[str], near: str) -> str | None:
    """The item in EDTF with the year, and the month where it has none, of the date near it."""

    def number(group: str) -> int:
        return tokens[item.start(group)].number

    year = near[:4]
    if item["y"]:
        return f"{number('y'):04}"
    if not year.isdigit():
        return None
    if item["s"]:
        return f"{year}-{number('s')}"
    if item["m"]:
        month = f"{year}-{number('m'):02}" + ("~" if item["part"] else "")
        return f"{year}-{number('m0'):02}/{month}" if item["m0"] else month
    for kind in ("dm", "md", "n"):
        if item[f"{kind}_m"]:
            day = f"{year}-{number(f'{kind}_m'):02}-{number(f'{kind}_d'):02}"
            return f"{day[:8]}{number('span'):02}/{day}" if item["span"] else day
    month = near[5:7]
    if not month.isdigit() or int(month) > 12:
        return None
    if item["d0"]:
        return f"{year}-{month}-{number('d0'):02}/{year}-{month}-{number('d1'):02}"
    day = f"{year}-{month}-{number('d'):02}"
    return f"{When.on(When(day).earliest - datetime.timedelta(days=1))}/{day}" if item["eve"] else day

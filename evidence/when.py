"""Dates as sources give them: no more precise than the words, and never an invented first of January.

A `When` is a text in a subset of EDTF level 1 (Library of Congress, EDTF of 4 February 2019; ISO 8601-2:2019):

    2020          2020-08       2020-08-09            year, month, day
    2020-22                                           season: 21 spring, 22 summer, 23 autumn, 24 winter
    202X  20XX    2020-XX       2020-08-XX 2020-XX-XX digits not known, from the right
    2020-08~      2020-08-09?   2020%                 about, doubtful, both: behind a whole date
    2020-08-09/2020-08-12                             from … to, each side one of the above

Left out on purpose: open intervals (a `Period` has them), clock times (an attribute of the act), and all of level 2,
`XXXX-08-10` among it: a day of unknown year has no bounds, so it could neither be sorted nor contradicted.
"""

from __future__ import annotations

import datetime
import re
from calendar import monthrange
from enum import Enum
from functools import total_ordering
from typing import Any, Final, NoReturn, TypeGuard, final

import msgspec

from evidence.errors import InvalidDateError

_DATE: Final = re.compile(
    r"(?P<year>[0-9]{4}|[0-9]{3}X|[0-9]{2}XX)(?:-(?P<month>[0-9]{2}|XX)(?:-(?P<day>[0-9]{2}|XX))?)?(?P<mark>[~?%])?"
)
_HINT: Final = "write it as 2020, 2020-08, 2020-08-09, 2020-22 (summer), 202X, 2020-08-XX or 2020-08-09/2020-08-12"
_SEASONS: Final = {21: (3, 5), 22: (6, 8), 23: (9, 11)}
_WINTER: Final = 24


class Answer(Enum):
    """Yes, no, or not known; it has no truth value, so that nobody reads "not known" as "yes"."""

    YES = "yes"
    NO = "no"
    UNKNOWN = "unknown"

    def __bool__(self) -> NoReturn:
        raise TypeError("an Answer is compared, `is Answer.YES`, and never taken for true or false")


@final
@total_ordering
class When:
    """One date or interval, valid by construction; equal texts are equal, order is by bounds.

    `earliest` and `latest` are the first and last day that the words allow. A season, or anything marked `~ ? %`,
    is fuzzy: its bounds sort it, but they contradict nothing.
    """

    __slots__ = ("_fuzzy", "earliest", "latest", "text")

    text: str
    earliest: datetime.date
    latest: datetime.date
    _fuzzy: bool

    def __init__(self, untrusted_text: str) -> None:
        start, slash, end = untrusted_text.partition("/")
        first, last, fuzzy_start = _bounds(start)
        fuzzy_end = False
        if slash:
            _, last, fuzzy_end = _bounds(end)
        if first > last:
            raise InvalidDateError("an interval that starts after its end", hint=_HINT)
        object.__setattr__(self, "text", untrusted_text)
        object.__setattr__(self, "earliest", first)
        object.__setattr__(self, "latest", last)
        object.__setattr__(self, "_fuzzy", fuzzy_start or fuzzy_end)

    @classmethod
    def parse(cls, untrusted_text: str) -> When:
        """Read an EDTF text; InvalidDateError if the calendar or the subset does not have it."""
        return cls(untrusted_text)

    @classmethod
    def on(cls, day: datetime.date) -> When:
        """Exactly this day."""
        return cls(f"{day.year:04}-{day.month:02}-{day.day:02}")

    @property
    def is_fuzzy(self) -> bool:
        """True for a season and for what is marked `~ ? %`, on either side of an interval."""
        return self._fuzzy

    @property
    def is_interval(self) -> bool:
        """True for `a/b`."""
        return "/" in self.text

    @property
    def is_day(self) -> bool:
        """True if exactly one day is meant, without doubt."""
        return self.earliest == self.latest and not self._fuzzy

    def __setattr__(self, name: str, value: object) -> NoReturn:
        raise AttributeError("a When does not change")

    def __delattr__(self, name: str) -> NoReturn:
        raise AttributeError("a When does not change")

    def __eq__(self, other: object) -> bool:
        return self.text == other.text if isinstance(other, When) else NotImplemented

    def __lt__(self, other: object) -> bool:
        return self._order < other._order if isinstance(other, When) else NotImplemented

    def __hash__(self) -> int:
        return hash((When, self.text))

    def __repr__(self) -> str:
        return f"When({self.text!r})"

    def __str__(self) -> str:
        return self.text

    def __reduce__(self) -> tuple[type[When], tuple[str]]:
        return When, (self.text,)

    def __copy__(self) -> When:
        return self

    def __deepcopy__(self, memo: dict[int, object]) -> When:
        return self

    @property
    def _order(self) -> tuple[datetime.date, datetime.date, str]:
        return self.earliest, self.latest, self.text


def disjoint(a: When, b: When) -> bool:
    """True if the two cannot share a day, for certain: never where one of them is fuzzy."""
    return not (a.is_fuzzy or b.is_fuzzy) and (a.latest < b.earliest or b.latest < a.earliest)


def may_be_same(a: When, b: When) -> bool:
    """True unless the two are `disjoint`: both dates can be true of one thing."""
    return not disjoint(a, b)


def within(inner: When, outer: When) -> bool:
    """True if the bounds of `inner` lie inside those of `outer`; of a fuzzy date only the bounds are compared."""
    return outer.earliest <= inner.earliest and inner.latest <= outer.latest


class Period(msgspec.Struct, frozen=True, array_like=True, forbid_unknown_fields=True):
    """From one date to another, both days included; `None` means not known, never "still" and never "always".

    In JSON `[start, end]`, each a text or null. A period whose start lies after its end is refused.
    """

    start: When | None
    end: When | None

    def __post_init__(self) -> None:
        if self.start is not None and self.end is not None and self.start.earliest > self.end.latest:
            raise InvalidDateError("a period that starts after its end", hint="exchange the two dates, or correct one")

    @classmethod
    def parse(cls, untrusted_json: object) -> Period:
        """Read `[start, end]`; InvalidDateError for anything else."""
        match untrusted_json:
            case [(str() | None) as start, (str() | None) as end]:
                return cls(When(start) if start is not None else None, When(end) if end is not None else None)
            case _:
                raise InvalidDateError("a period is a list of two dates, each a text or null")

    def as_json(self) -> list[str | None]:
        """`[start, end]` as it stands in a record."""
        return [self.start.text if self.start else None, self.end.text if self.end else None]

    def covers(self, day: datetime.date) -> Answer:
        """Whether this day lies in the period; what is not known or fuzzy never makes a yes or a no."""
        if (_sure(self.start) and self.start.earliest > day) or (_sure(self.end) and self.end.latest < day):
            return Answer.NO
        certain = self._certain_span()
        if certain is not None and certain[0] <= day <= certain[1]:
            return Answer.YES
        return Answer.UNKNOWN

    def overlaps(self, other: Period, *, except_transfer: bool = False) -> Answer:
        """Whether the two share a day.

        With `except_transfer` the day on which one ends and the other begins is not counted: a detainee who is moved
        spends that day in both places.
        """
        if _ends_before(self, other, or_on=except_transfer) or _ends_before(other, self, or_on=except_transfer):
            return Answer.NO
        mine, theirs = self._certain_span(), other._certain_span()
        if mine is None or theirs is None:
            return Answer.UNKNOWN
        first, last = max(mine[0], theirs[0]), min(mine[1], theirs[1])
        may_be_transfer = first == last and (mine[1] == theirs[0] or theirs[1] == mine[0])
        if first > last or (except_transfer and may_be_transfer):
            return Answer.UNKNOWN
        return Answer.YES

    def _certain_span(self) -> tuple[datetime.date, datetime.date] | None:
        # The days that the period holds whatever the unknown turns out to be; an exact end is itself such a day.
        first = self.start.latest if _sure(self.start) else None
        last = self.end.earliest if _sure(self.end) else None
        if first is None and last is not None and self.end is not None and self.end.is_day:
            first = last
        if last is None and first is not None and self.start is not None and self.start.is_day:
            last = first
        return (first, last) if first is not None and last is not None and first <= last else None


def enc_hook(value: object) -> str:
    """For msgspec: how a `When` is written."""
    if isinstance(value, When):
        return value.text
    raise NotImplementedError(f"nothing here writes a {type(value).__name__}")


def dec_hook(wanted: type[Any], untrusted: object) -> object:
    """For msgspec: how a `When` is read; InvalidDateError if it is none."""
    if wanted is When:
        if isinstance(untrusted, str):
            return When(untrusted)
        raise InvalidDateError("a date is a text", hint=_HINT)
    raise NotImplementedError(f"nothing here reads a {wanted.__name__}")


def _sure(when: When | None) -> TypeGuard[When]:
    return when is not None and not when.is_fuzzy


def _ends_before(one: Period, other: Period, *, or_on: bool) -> bool:
    if not _sure(one.end) or not _sure(other.start):
        return False
    return one.end.latest < other.start.earliest or (or_on and one.end.latest == other.start.earliest)


def _bounds(untrusted_date: str) -> tuple[datetime.date, datetime.date, bool]:
    found = _DATE.fullmatch(untrusted_date)
    if found is None:
        raise InvalidDateError("not a date in EDTF level 1", hint=_HINT)
    year, month, day, mark = found["year"], found["month"], found["day"], found["mark"]
    try:
        if month is not None and month.isdigit() and int(month) in {*_SEASONS, _WINTER}:
            if day is not None or "X" in year:
                raise InvalidDateError("a season takes a whole year and no day", hint=_HINT)
            return *_season(int(year), int(month)), True
        return *_span(year, month, day), mark is not None
    except ValueError as error:
        raise InvalidDateError("a date that no calendar has", hint=_HINT) from error


def _span(year: str, month: str | None, day: str | None) -> tuple[datetime.date, datetime.date]:
    """The days that a date without season allows; ValueError if the calendar has none."""
    if month is None or month == "XX" or "X" in year:
        if (month is not None and "X" in year) or (day is not None and day != "XX"):
            # EDTF level 1 knows unspecified digits only from the right.
            raise InvalidDateError("digits that are not known stand on the right", hint=_HINT)
        first_year = max(int(year.replace("X", "0")), 1) if "X" in year else int(year)
        return datetime.date(first_year, 1, 1), datetime.date(int(year.replace("X", "9")), 12, 31)
    number, of_month = int(year), int(month)
    first = datetime.date(number, of_month, 1)
    if day is None or day == "XX":
        return first, first.replace(day=monthrange(number, of_month)[1])
    exact = datetime.date(number, of_month, int(day))
    return exact, exact


def _season(year: int, season: int) -> tuple[datetime.date, datetime.date]:
    """Whole months; winter takes in both winters that touch the year, since nobody says which of them was meant."""
    if season in _SEASONS:
        first, last = _SEASONS[season]
        return datetime.date(year, first, 1), datetime.date(year, last, monthrange(year, last)[1])
    begins = datetime.date(max(year - 1, 1), 12 if year > 1 else 1, 1)
    ends_in = min(year + 1, datetime.MAXYEAR)
    ends = datetime.date(ends_in, 2, monthrange(ends_in, 2)[1]) if ends_in > year else datetime.date(year, 12, 31)
    return begins, ends

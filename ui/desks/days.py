"""Days as pages write them: `10–11 Aug 2020`, `since 9 Jan 2020`, `25 Nov 2026, 09:57 UTC`."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

from evidence.casefile.edges import EARLIEST, LATEST
from evidence.when import When

_MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")


def said(when: When) -> str:
    """A date of a source, shortest form that loses nothing; what is uncertain in it keeps its EDTF text."""
    return when.text if when.is_fuzzy else between(when.earliest, when.latest)


def spanned(first: str, last: str) -> str:
    """The outermost days of an edge; nothing where neither end is known."""
    match first == EARLIEST, last == LATEST:
        case True, True:
            return ""
        case True, False:
            return f"until {_day(date.fromisoformat(last))}"
        case False, True:
            return f"since {_day(date.fromisoformat(first))}"
        case _:
            return between(date.fromisoformat(first), date.fromisoformat(last))


def between(first: date, last: date) -> str:
    """Both days included; whole months and years by their names."""
    if first == last:
        return _day(first)
    after = last + timedelta(days=1) if last < date.max else last
    if first.day == 1 and after.day == 1:
        if (first.month, after.month, after.year) == (1, 1, first.year + 1):
            return str(first.year)
        if (first.year, first.month) == (last.year, last.month):
            return f"{_MONTHS[first.month - 1]} {first.year}"
    if (first.year, first.month) == (last.year, last.month):
        return f"{first.day}–{_day(last)}"
    if first.year == last.year:
        return f"{first.day} {_MONTHS[first.month - 1]} – {_day(last)}"
    return f"{_day(first)} – {_day(last)}"


def moment(untrusted_time: str) -> str:
    """A moment of the ledger (ISO, UTC) to the minute; text that is none comes back as it is."""
    try:
        at = datetime.fromisoformat(untrusted_time).astimezone(UTC)
    except ValueError:
        return untrusted_time
    return f"{_day(at.date())}, {at:%H:%M} UTC"


def day_of(untrusted_time: str) -> str:
    """The day of a moment of the ledger; text that is none comes back as it is."""
    return moment(untrusted_time).partition(",")[0]


def _day(day: date) -> str:
    return f"{day.day} {_MONTHS[day.month - 1]} {day.year}"

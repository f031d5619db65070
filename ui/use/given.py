"""What a person typed, made into our values: a word that is none is refused by saying which words there are."""

from __future__ import annotations

import enum
from collections.abc import Iterable
from typing import TypeVar

from evidence.errors import MalformedError
from evidence.model.holding import Obtained
from evidence.when import When

E = TypeVar("E", bound=enum.Enum)


def one_of(kind: type[E], untrusted: str, what: str) -> E:
    """The member that this word writes; MalformedError that lists the words, and does not repeat what was typed."""
    try:
        return kind(untrusted)
    except ValueError as error:
        words = ", ".join(str(member.value) for member in kind)
        raise MalformedError(f"no such {what}", hint=f"one of: {words}") from error


def all_of(kind: type[E], untrusted: Iterable[str], what: str) -> tuple[E, ...]:
    """Each word's member, in their order; MalformedError at the first that is none."""
    return tuple(one_of(kind, word, what) for word in untrusted)


def obtained(
    *, when: str | None = None, where: str | None = None, how: str | None = None, by: str | None = None
) -> Obtained:
    """How something was obtained; InvalidDateError for a date that no calendar has."""
    if when is not None:
        When.parse(when)
    return Obtained(when=when, where=where, how=how, by=by)

"""Small values that several records hold: text with its language, closed lists, references checked by their prefix."""

from __future__ import annotations

import enum
import re
from typing import NewType

import msgspec

from evidence.errors import MalformedError
from evidence.ids import ID

PersonId = NewType("PersonId", str)
UnitId = NewType("UnitId", str)
PlaceId = NewType("PlaceId", str)
IncidentId = NewType("IncidentId", str)
ActId = NewType("ActId", str)
HeadId = NewType("HeadId", str)
"""Any of the five heads; always the line, that is the id of the head's first record."""
SourceId = NewType("SourceId", str)
ElementId = NewType("ElementId", str)
"""The id of an element or limb in the law data."""

HEAD_PREFIXES = ("per", "unt", "plc", "inc", "act")

_NUMBER = re.compile(r"[A-Z]{1,2}-[0-9]{1,9}(?:\.[0-9]{1,6})?")
# BCP 47 in the shape used here: language, and a script where one language is written in two.
_LANG = re.compile(r"[a-z]{2,3}(-[A-Z][a-z]{3})?|und|mul")


class Value(msgspec.Struct, frozen=True, kw_only=True):
    """A frozen value, checked when built."""


class Text(Value, frozen=True):
    """Words and the language they are in (BCP 47; `und` where nobody has said)."""

    lang: str
    text: str

    def __post_init__(self) -> None:
        check_lang(self.lang)


class Basis(enum.Enum):
    """How a source knows what it says."""

    SAW = "saw"
    HEARD = "heard"
    TOLD = "told"
    READ = "read"
    INFERRED = "inferred"


class Reliability(enum.Enum):
    """Admiralty scale of a source; F means that it cannot be judged."""

    A = "A"
    B = "B"
    C = "C"
    D = "D"
    E = "E"
    F = "F"


CANNOT_JUDGE_CREDIBILITY = 6
"""Credibility of a claim runs from 1 to 6; 6 means that it cannot be judged (Admiralty scale)."""


def check_lang(lang: str) -> None:
    """Refuse what is no language tag."""
    if not _LANG.fullmatch(lang):
        raise MalformedError("a language is two or three letters, with a script only where needed (be, ru, be-Latn)")


def check_reference(field: str, identifier: str, *prefixes: str) -> None:
    """Refuse a reference whose kind does not fit its field."""
    if identifier.partition("_")[0] not in prefixes:
        raise MalformedError(f"{field} must name one of: {', '.join(prefixes)}; got {shown(identifier)}")


def shown(untrusted_id: str) -> str:
    """An id or a number, as it may stand in an error; anything else may be a name, and is not repeated."""
    return untrusted_id if ID.fullmatch(untrusted_id) or _NUMBER.fullmatch(untrusted_id) else "(not an id)"

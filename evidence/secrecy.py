"""What must not be shown by accident: a value whose `repr` is •••, and that opens only for a stated reason."""

from __future__ import annotations

import logging
import re
from typing import Generic, NoReturn, TypeVar

from evidence.errors import MalformedError

_T = TypeVar("_T")
_REASON = re.compile(r"[a-z][a-z0-9 ,-]{2,79}")
_log = logging.getLogger(__name__)


class Confidential(Generic[_T]):
    """Holds one value and shows •••; `reveal(reason)` gives it and logs the reason, which is a constant of the program.

    It is neither compared, hashed nor pickled: each would be a way to learn the value without a reason.
    """

    __slots__ = ("_value",)

    def __init__(self, value: _T) -> None:
        self._value = value

    def reveal(self, reason: str) -> _T:
        """The value; MalformedError for a reason that is not a few plain lower-case words."""
        if not _REASON.fullmatch(reason):
            raise MalformedError("a reason to reveal is a few plain lower-case words, a constant of the program")
        _log.debug("revealed: %s", reason)
        return self._value

    def __repr__(self) -> str:
        return "•••"

    __str__ = __repr__

    def __format__(self, spec: str) -> str:
        return "•••"

    def __eq__(self, other: object) -> bool:
        return self is other

    __hash__ = None  # type: ignore[assignment]  # a hash of a short secret confirms a guess

    def __reduce__(self) -> NoReturn:
        raise MalformedError("a confidential value is never written by pickle")

"""The last few results of something slow, in memory only: what a page shows is never written to a disk in the clear."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable, Hashable
from typing import Generic, TypeVar

Key = TypeVar("Key", bound=Hashable)
Value = TypeVar("Value")


class Kept(Generic[Key, Value]):
    """At most `most` values, the one longest unused goes first; used under the lock of the room."""

    def __init__(self, most: int) -> None:
        self._most = most
        self._values: OrderedDict[Key, Value] = OrderedDict()

    def get(self, key: Key, make: Callable[[], Value]) -> Value:
        """The value kept, or made now; one that failed or came out empty is made again the next time."""
        if key in self._values:
            self._values.move_to_end(key)
            return self._values[key]
        made = make()
        if made:
            self._values[key] = made
        while len(self._values) > self._most:
            self._values.popitem(last=False)
        return made

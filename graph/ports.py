"""What the graph needs of an engine, whichever it is."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Protocol

from graph.rows import Rows
from graph.schema import Value

Plain = str | int | bool | float | None | list["Plain"] | dict[str, "Plain"]
"""What a question may answer with."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Counts:
    """How many nodes of each label and relations of each type there are; none of a kind, no key."""

    nodes: Mapping[str, int]
    relations: Mapping[str, int]


class GraphStore(Protocol):
    """Keeps one projection. It holds nothing that Standing does not hold: what is lost is made again.

    Every method raises GraphUnavailableError when no engine answers and GraphRefusedError when it refuses the user.
    """

    def replace(self, rows: Rows, *, afresh: bool = False) -> None:
        """Make the graph equal these rows; readers see the old graph or the new one, never part of both.

        Only what differs is written; with `afresh` all is removed first, whatever it claims to be. While a
        replacement runs, and after one that did not end, readers are refused; running it again repairs it. Two at
        once: the later one wins and the earlier one raises BusyError.
        """
        ...

    def counts(self) -> Counts:
        """Count what is there; BusyError while it is being replaced."""
        ...

    def ask(self, question: str, parameters: Mapping[str, Value], limit: int) -> list[dict[str, Plain]]:
        """At most `limit` rows for one reading question in Cypher.

        QuestionError if it would write, if a path in it has no bound, if it is no Cypher, or if it takes too long;
        BusyError while the graph is being replaced; StaleError if a replacement was begun and never ended.
        """
        ...

    def dump(self) -> bytes:
        """The whole graph as `docs/spec/graph.md` writes it: equal graphs give equal bytes on every engine."""
        ...

    def close(self) -> None:
        """Let go of the engine; closing twice is closing once."""
        ...

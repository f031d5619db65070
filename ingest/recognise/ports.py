"""What recognition asks of whoever looks up word lists in a text."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol

from ingest.recognise.gazetteer import GazetteerEntry


@dataclass(frozen=True, slots=True, kw_only=True)
class Hit:
    """Where a form of an entry stands: code points of the text asked about, `end` the first one outside."""

    start: int
    end: int
    entry: GazetteerEntry


class Recogniser(Protocol):
    """Finds the forms of one gazetteer in texts."""

    @property
    def gazetteer(self) -> Sequence[GazetteerEntry]:
        """The entries it was made of."""
        ...

    @property
    def version(self) -> str:
        """Name and version of the engine, for the derivative."""
        ...

    def hits(self, text: str) -> Sequence[Hit]:
        """Every form in the text as whole words, by place; of two forms of one entry the longest.

        Case, stress marks, soft hyphens and look-alike dashes do not matter, except that acronyms are written in
        capitals. Time is linear in the text; the same text gives the same hits.
        """
        ...

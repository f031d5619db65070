"""Places of detention by number: "ИК-15", "ПК № 2", "СИЗО-1", "турма № 8", "prison No. 8"."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import Final

from evidence.language.script import end_place, plain, plain_with_places
from ingest.recognise.finding import Finding
from ingest.recognise.gazetteer import GazetteerEntry, Kind
from ingest.recognise.ports import Hit
from ingest.recognise.proposals import Form

_NUMBER: Final = r"[\s-]{0,3}(?:№|n[or]?\.?)?\s?(?P<number>\d{1,2})(?![\w]|[.,/]\d)"
_NUMBER_BEHIND: Final = re.compile(_NUMBER)


class Facilities:
    """Kinds of places of detention of one gazetteer, and which place has which number."""

    def __init__(self, gazetteer: Sequence[GazetteerEntry]) -> None:
        self._kinds = [entry for entry in gazetteer if entry.kind is Kind.FACILITY]
        self._places: dict[tuple[str, int], list[GazetteerEntry]] = {}
        for entry in gazetteer:
            if entry.kind is Kind.PLACE and entry.number is not None:
                for facility in entry.facilities:
                    self._places.setdefault((facility, entry.number), []).append(entry)
        self._of: dict[str, GazetteerEntry] = {
            plain(acronym): entry for entry in self._kinds for acronym in entry.acronyms
        }
        spelled = "|".join(re.escape(acronym) for acronym in sorted(self._of, key=len, reverse=True))
        self._acronym = re.compile(rf"(?<!\w)(?P<kind>{spelled}){_NUMBER}") if spelled else None

    def find(self, text: str, hits: Sequence[Hit]) -> Iterator[Finding]:
        """A place for each number that the gazetteer has once, else the kind and number, `ik:15`."""
        shown, places = plain_with_places(text)
        for found in self._acronym.finditer(shown) if self._acronym else ():
            start, end = places[found.start()], end_place(text, places, found.end())
            # "ик 15" in small letters is no colony.
            if text[start].isupper():
                yield self._finding(start, end, self._of[found["kind"]], int(found["number"]))
        for hit in hits:
            if hit.entry.kind is Kind.FACILITY:
                behind = _NUMBER_BEHIND.match(plain(text[hit.end : hit.end + 12]))
                if behind:
                    yield self._finding(hit.start, hit.end + behind.end(), hit.entry, int(behind["number"]))

    def _finding(self, start: int, end: int, kind: GazetteerEntry, number: int) -> Finding:
        named = self._places.get((kind.id, number), [])
        if len(named) == 1:
            return Finding(
                start=start, end=end, form=Form.PLACE, value=named[0].id, by="facilities", label=named[0].label
            )
        return Finding(
            start=start, end=end, form=Form.FACILITY, value=f"{kind.id}:{number}", by="facilities", label=kind.label
        )

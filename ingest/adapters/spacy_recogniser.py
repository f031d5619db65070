"""The gazetteer looked up with spaCy's PhraseMatcher: a blank multilingual tokenizer, phrase patterns only."""

from __future__ import annotations

from collections.abc import Sequence
from importlib.metadata import version
from typing import TYPE_CHECKING

from evidence.language.script import end_place, plain, plain_with_places
from ingest.recognise.gazetteer import GazetteerEntry, stands_alone
from ingest.recognise.ports import Hit

if TYPE_CHECKING:
    from spacy.language import Language
    from spacy.matcher import PhraseMatcher


class SpacyRecogniser:
    """A `Recogniser` that holds one PhraseMatcher; building it takes about a second, most of it spaCy's import."""

    def __init__(self, gazetteer: Sequence[GazetteerEntry]) -> None:
        # spaCy takes a second to import, and most commands need none of it.
        import spacy
        from spacy.matcher import PhraseMatcher

        self._gazetteer = tuple(gazetteer)
        self._nlp: Language = spacy.blank("xx")
        self._nlp.max_length = 1 << 31
        self._matcher: PhraseMatcher = PhraseMatcher(self._nlp.vocab, attr="ORTH")
        self._version = f"spacy {version('spacy')}"
        self._spelled: dict[str, list[tuple[GazetteerEntry, bool]]] = {}
        for entry in self._gazetteer:
            for form in entry.forms:
                self._spelled.setdefault(plain(form), []).append((entry, False))
            for acronym in filter(stands_alone, entry.acronyms):
                self._spelled.setdefault(plain(acronym), []).append((entry, True))
        self._matcher.add("gazetteer", [self._nlp.make_doc(form) for form in self._spelled])

    @property
    def gazetteer(self) -> Sequence[GazetteerEntry]:
        """The entries it was made of."""
        return self._gazetteer

    @property
    def version(self) -> str:
        """spaCy's name and version."""
        return self._version

    def hits(self, text: str) -> Sequence[Hit]:
        """Every form in the text; see the port."""
        shown, places = plain_with_places(text)
        found: list[Hit] = []
        for span in self._matcher(self._nlp.make_doc(shown), as_spans=True):
            start, end = places[span.start_char], end_place(text, places, span.end_char)
            quote = text[start:end]
            for entry, capitals in self._spelled.get(span.text, []):
                if not capitals or _in_capitals(quote):
                    found.append(Hit(start=start, end=end, entry=entry))
        return _longest(found)


def _in_capitals(quote: str) -> bool:
    """ГУБОПиКа and TsIP are, "си" and "ик" are not: it begins with a capital and half of it are."""
    letters = [letter for letter in quote if letter.isalpha()]
    return quote[:1].isupper() and 2 * sum(letter.isupper() for letter in letters) >= len(letters)


def _longest(hits: Sequence[Hit]) -> list[Hit]:
    kept: list[Hit] = []
    reach: dict[str, int] = {}
    for hit in sorted(set(hits), key=lambda hit: (hit.start, -hit.end, hit.entry.id)):
        if hit.end > reach.get(hit.entry.id, -1):
            kept.append(hit)
            reach[hit.entry.id] = hit.end
    return kept

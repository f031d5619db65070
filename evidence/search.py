"""Search: words as they stand and words folded across spellings; every hit opens at its words, or says why it cannot.

The index is a projection of vault and ledger: it can be deleted and rebuilt, and the rebuilt one dumps equal.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Protocol

from evidence.errors import MalformedError
from evidence.ids import DerivativeId, ExhibitId
from evidence.language.fold import fold, folded_words, words

_QUERY = re.compile(r'"([^"]+)"|(\S+)')
_NUMBER = re.compile(r"[A-Z]{1,2}-\d{1,9}(?:\.\d{1,6})?")
_DIGEST = re.compile(r"[0-9a-f]{8,64}")
_LONGEST_QUERY = 500


@dataclass(frozen=True, slots=True, kw_only=True)
class Term:
    """One word or phrase of a query: as it stands, and folded word by word. In quotes only what stands so is found."""

    raw: str
    folded: tuple[str, ...]
    as_typed: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Query:
    """What to look for: words that must all stand on one page, or a number, digest or original name."""

    terms: tuple[Term, ...]
    text: str

    @property
    def is_number(self) -> bool:
        """Whether it reads like the number of an exhibit or of a page."""
        return _NUMBER.fullmatch(self.text) is not None

    @property
    def is_digest(self) -> bool:
        """Whether it reads like the beginning of a digest."""
        return _DIGEST.fullmatch(self.text) is not None


@dataclass(frozen=True, slots=True, kw_only=True)
class IndexedPage:
    """One page string, as it stands in the derivative."""

    exhibit: ExhibitId
    text: DerivativeId
    page: int
    content: str


@dataclass(frozen=True, slots=True, kw_only=True)
class IndexedExhibit:
    """What an exhibit is found by besides its words."""

    exhibit: ExhibitId
    numbers: tuple[str, ...]
    sha256: str
    blake3: str
    names: tuple[str, ...]
    """Original file names; bytes that are no UTF-8 are shown as U+FFFD."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Hit:
    """A page that holds all terms. `spans` are code points of the page string; `exact` if some word stands as typed."""

    exhibit: ExhibitId
    text: DerivativeId | None
    page: int | None
    spans: tuple[tuple[int, int], ...]
    exact: bool
    snippet: str
    snippet_start: int


class SearchIndex(Protocol):
    """Keeps pages and names for search; whoever opens it holds its key."""

    def put(self, exhibits: Iterable[IndexedExhibit], pages: Iterable[IndexedPage]) -> None:
        """Add or replace; the pages of a text replace all earlier texts of that exhibit."""
        ...

    def find(self, query: Query, *, limit: int, offset: int = 0) -> tuple[Hit, ...]:
        """Hits, best first: exact words before folded ones, then by exhibit number and page."""
        ...

    def count(self, query: Query) -> int:
        """How many pages (or exhibits) `find` would give without a limit."""
        ...

    def texts(self) -> Mapping[ExhibitId, DerivativeId]:
        """Which text of each exhibit is indexed, so that only what is new need be put."""
        ...

    def clear(self) -> None:
        """Forget everything, before a rebuild."""
        ...

    def dump(self) -> bytes:
        """Canonical lines of all that is kept; equal for a rebuilt and a kept index."""
        ...


def parse_query(untrusted: str) -> Query:
    """Words and "phrases in quotes"; MalformedError for an empty or an endless one."""
    text = untrusted.strip()
    if not text or len(text) > _LONGEST_QUERY:
        raise MalformedError(f"a search has 1 to {_LONGEST_QUERY} characters")
    found = [(phrase or word, bool(phrase)) for phrase, word in _QUERY.findall(text)]
    terms = [Term(raw=one, folded=tuple(folded_words(one)), as_typed=quoted) for one, quoted in found]
    return Query(terms=tuple(term for term in terms if term.folded), text=text)


def spans_of(query: Query, content: str) -> tuple[tuple[tuple[int, int], ...], bool]:
    """Where the query's words stand on a page, in code points, and whether one of them stands as typed.

    The last folded word of a term may be the beginning of a longer one, so that a stem finds its endings.
    """
    places = words(content)
    keys = [fold(content[start:end]) for start, end in places]
    spans: list[tuple[int, int]] = []
    exact = False
    for term in query.terms:
        for first, last in _runs(term.folded, keys):
            span = (places[first][0], places[last][1])
            stands = term.raw.casefold() in content[span[0] : span[1]].casefold()
            if stands or not term.as_typed:
                spans.append(span)
                exact = exact or stands
    return tuple(sorted(set(spans))), exact


def snippet_of(content: str, spans: Sequence[tuple[int, int]], around: int = 60) -> tuple[str, int]:
    """Some words around the first span, and where they start on the page."""
    if not spans:
        return content[: 2 * around], 0
    start = max(0, spans[0][0] - around)
    return content[start : spans[0][1] + around], start


def _runs(folded: tuple[str, ...], keys: Sequence[str]) -> Iterator[tuple[int, int]]:
    length = len(folded)
    for n in range(len(keys) - length + 1):
        run = keys[n : n + length]
        if run[:-1] == list(folded[:-1]) and run[-1].startswith(folded[-1]):
            yield n, n + length - 1

"""Search: words as they stand and words folded across spellings; every hit opens at its words, or says why it cannot.

The index is a projection of vault and ledger: it can be deleted and rebuilt, and the rebuilt one dumps equal.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence, Set
from dataclasses import dataclass
from typing import Protocol

from evidence.errors import MalformedError
from evidence.ids import DerivativeId, ExhibitId
from evidence.language.fold import fold, folded_words, words
from evidence.language.script import seen

_QUERY = re.compile(r'"([^"]+)"|(\S+)')
_NUMBER = re.compile(r"(?P<letters>[A-Za-z]{1,2})-(?P<count>[0-9]{1,9})(?:\.(?P<page>[0-9]{1,6}))?")
_DIGEST = re.compile(r"[0-9a-f]{8,64}")
_LONGEST_QUERY = 500


@dataclass(frozen=True, slots=True, kw_only=True)
class Term:
    """One word or phrase of a query, word by word: as typed but for upper and lower case, and folded.

    In quotes (`as_typed`) only these very words in this order are found; line ends and punctuation may stand between.
    Else the folded words are, and the last of them may be the beginning of a longer one: a stem finds its endings.
    """

    typed: tuple[str, ...]
    folded: tuple[str, ...]
    as_typed: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Query:
    """What to look for: words that must all stand on one page, or a number, digest or original name."""

    terms: tuple[Term, ...]
    text: str

    @property
    def number(self) -> str | None:
        """The exhibit's number, where the query reads like one or like that of a page: `a-158.2` asks for A-000158."""
        found = _NUMBER.fullmatch(self.text)
        return f"{found['letters'].upper()}-{int(found['count']):06}" if found else None

    @property
    def page(self) -> int | None:
        """The page, where the query reads like a number: the first unless it says another."""
        found = _NUMBER.fullmatch(self.text)
        return int(found["page"] or 1) if found else None

    @property
    def digest(self) -> str | None:
        """The beginning of a digest, where the query reads like one."""
        text = self.text.lower()
        return text if _DIGEST.fullmatch(text) else None

    @property
    def name(self) -> str:
        """What an original name must hold, upper and lower case made one."""
        return self.text.casefold()


@dataclass(frozen=True, slots=True, kw_only=True)
class IndexedText:
    """The newest text of an exhibit: its page strings as they stand in the derivative; page n is the n-th."""

    exhibit: ExhibitId
    text: DerivativeId
    pages: tuple[str, ...]


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
    """A page that holds all terms, `spans` being code points of the page string; or an exhibit found by its name.

    `exact` if all words of some term stand as typed, but for upper and lower case.
    """

    exhibit: ExhibitId
    text: DerivativeId | None
    page: int | None
    spans: tuple[tuple[int, int], ...]
    exact: bool
    snippet: str
    snippet_start: int


class SearchIndex(Protocol):
    """Keeps pages and names for search; whoever opens it holds its key."""

    def put(self, exhibits: Iterable[IndexedExhibit], texts: Iterable[IndexedText]) -> None:
        """Add or replace, all or nothing; a text replaces the earlier text of its exhibit, page by page."""
        ...

    def find(self, query: Query, *, limit: int, offset: int = 0) -> tuple[Hit, ...]:
        """Hits, best first: exhibits by number, digest or name; then pages with exact words, then the others.

        Each group by exhibit number and page. Pages of `limit` hits, one after the other, give every hit once.
        """
        ...

    def count(self, query: Query) -> int:
        """How many hits `find` gives without a limit."""
        ...

    def texts(self) -> Mapping[ExhibitId, DerivativeId]:
        """Which text of each exhibit is indexed, so that only what is new need be put."""
        ...

    def keep_only(self, exhibits: Set[ExhibitId]) -> None:
        """Forget every exhibit but these, with its words and names."""
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
    if any("\ud800" <= one <= "\udfff" for one in text):
        # What the shell handed over as bytes that are no UTF-8.
        raise MalformedError("a search is text", hint="type the words, a number or a digest")
    found = [(phrase or word, bool(phrase)) for phrase, word in _QUERY.findall(text)]
    terms = [Term(typed=typed_words(one), folded=tuple(folded_words(one)), as_typed=quoted) for one, quoted in found]
    return Query(terms=tuple(term for term in terms if term.folded), text=text)


def typed_words(text: str) -> tuple[str, ...]:
    """Each word of a text as it is seen, but for upper and lower case; as many as `folded_words` gives."""
    return tuple(seen(text[start:end]).casefold() for start, end in words(text))


def spans_of(query: Query, content: str) -> tuple[tuple[tuple[int, int], ...], bool]:
    """Where the query's words stand on a page, in code points, and whether those of one term stand as typed."""
    places = words(content)
    typed = typed_words(content)
    folded = [fold(content[start:end]) for start, end in places]
    spans: set[tuple[int, int]] = set()
    exact = False
    for term in query.terms:
        as_typed = set(_runs(term.typed, typed, begins=False))
        exact = exact or bool(as_typed)
        found = as_typed if term.as_typed else as_typed | set(_runs(term.folded, folded, begins=True))
        spans |= {(places[first][0], places[last][1]) for first, last in found}
    return tuple(sorted(spans)), exact


def snippet_of(content: str, spans: Sequence[tuple[int, int]], around: int = 60) -> tuple[str, int]:
    """Some words around the first span, and where they start on the page."""
    if not spans:
        return content[: 2 * around], 0
    start = max(0, spans[0][0] - around)
    return content[start : spans[0][1] + around], start


def _runs(wanted: Sequence[str], there: Sequence[str], *, begins: bool) -> Iterator[tuple[int, int]]:
    """First and last of the words that stand there as wanted; with `begins` the last may be longer."""
    length, before, last = len(wanted), list(wanted[:-1]), wanted[-1]
    for n in range(len(there) - length + 1):
        end = n + length - 1
        fits = there[end].startswith(last) if begins else there[end] == last
        if fits and list(there[n:end]) == before:
            yield n, end

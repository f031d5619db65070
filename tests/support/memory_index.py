"""A search index in memory: the contract, read off the words themselves."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Set

from evidence import canonical
from evidence.ids import DerivativeId, ExhibitId
from evidence.search import Hit, IndexedExhibit, IndexedText, Query, snippet_of, spans_of


class MemoryIndex:
    """Looks at every page for every query."""

    def __init__(self) -> None:
        self._exhibits: dict[ExhibitId, IndexedExhibit] = {}
        self._texts: dict[ExhibitId, IndexedText] = {}

    def put(self, exhibits: Iterable[IndexedExhibit], texts: Iterable[IndexedText]) -> None:
        coming, named = list(texts), list(exhibits)
        self._exhibits |= {one.exhibit: one for one in named}
        self._texts |= {one.exhibit: one for one in coming}

    def find(self, query: Query, *, limit: int, offset: int = 0) -> tuple[Hit, ...]:
        return self._all(query)[offset:][: max(limit, 0)]

    def count(self, query: Query) -> int:
        return len(self._all(query))

    def texts(self) -> Mapping[ExhibitId, DerivativeId]:
        return {exhibit: one.text for exhibit, one in self._texts.items()}

    def keep_only(self, exhibits: Set[ExhibitId]) -> None:
        self._exhibits = {exhibit: one for exhibit, one in self._exhibits.items() if exhibit in exhibits}
        self._texts = {exhibit: one for exhibit, one in self._texts.items() if exhibit in exhibits}

    def clear(self) -> None:
        self._exhibits, self._texts = {}, {}

    def dump(self) -> bytes:
        rows: list[list[canonical.Json]] = [
            [one.exhibit, "\n".join(one.numbers), one.sha256, one.blake3, "\n".join(one.names)]
            for one in sorted(self._exhibits.values(), key=lambda one: one.exhibit)
        ]
        texts = sorted(self._texts.values(), key=lambda one: one.exhibit)
        rows += [[one.exhibit, one.text] for one in texts]
        rows += [[one.exhibit, n, content] for one in texts for n, content in enumerate(one.pages, start=1)]
        return b"".join(canonical.encode(row) + b"\n" for row in rows)

    def _all(self, query: Query) -> tuple[Hit, ...]:
        named = [self._named(query, one) for one in self._exhibits.values() if _answers(query, one)]
        pages = [
            hit
            for text in self._texts.values()
            for n, content in enumerate(text.pages, start=1)
            if (hit := _page_hit(query, text, n, content)) is not None
        ]
        return (
            *sorted(named, key=lambda hit: self._order(hit.exhibit)),
            *sorted(pages, key=lambda hit: (not hit.exact, self._order(hit.exhibit), hit.page)),
        )

    def _order(self, exhibit: ExhibitId) -> tuple[str, str]:
        known = self._exhibits.get(exhibit)
        return "\n".join(known.numbers) if known else "", exhibit

    def _named(self, query: Query, one: IndexedExhibit) -> Hit:
        page = query.page if query.number in one.numbers else None
        return Hit(exhibit=one.exhibit, text=None, page=page, spans=(), exact=True, snippet="", snippet_start=0)


def _answers(query: Query, one: IndexedExhibit) -> bool:
    digest = query.digest is not None and (one.sha256.startswith(query.digest) or one.blake3.startswith(query.digest))
    return digest or query.number in one.numbers or any(query.name in name.casefold() for name in one.names)


def _page_hit(query: Query, text: IndexedText, page: int, content: str) -> Hit | None:
    if not query.terms or not all(_stands(query, n, content) for n in range(len(query.terms))):
        return None
    spans, exact = spans_of(query, content)
    snippet, start = snippet_of(content, spans)
    return Hit(
        exhibit=text.exhibit, text=text.text, page=page, spans=spans, exact=exact, snippet=snippet, snippet_start=start
    )


def _stands(query: Query, term: int, content: str) -> bool:
    return bool(spans_of(Query(terms=(query.terms[term],), text=query.text), content)[0])

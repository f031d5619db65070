"""The search index in SQLCipher with FTS5: encrypted at rest, one writer, readers beside it (WAL).

FTS5 takes no tokenizer written in Python, so pages are indexed twice: as they stand, and with every word folded.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from pathlib import Path
from types import TracebackType
from typing import Any

import sqlcipher3

from evidence import canonical
from evidence.errors import BusyError, StorageError, WrongPassphraseError
from evidence.ids import DerivativeId, ExhibitId
from evidence.language.fold import folded_words, words
from evidence.search import Hit, IndexedExhibit, IndexedPage, Query, Term, snippet_of, spans_of

_SCHEMA = """
CREATE TABLE IF NOT EXISTS exhibit(
    id TEXT PRIMARY KEY, numbers TEXT NOT NULL, sha256 TEXT NOT NULL, blake3 TEXT NOT NULL, names TEXT NOT NULL);
CREATE TABLE IF NOT EXISTS page(
    key INTEGER PRIMARY KEY, exhibit TEXT NOT NULL, text TEXT NOT NULL, page INTEGER NOT NULL, content TEXT NOT NULL,
    UNIQUE(exhibit, page));
CREATE VIRTUAL TABLE IF NOT EXISTS word USING fts5(
    raw, folded, content='', contentless_delete=1, tokenize="unicode61 remove_diacritics 0");
"""
_FIND = """
SELECT page.exhibit, page.text, page.page, page.content, exhibit.numbers
FROM word JOIN page ON page.key = word.rowid LEFT JOIN exhibit ON exhibit.id = page.exhibit
WHERE word MATCH ? ORDER BY rank, exhibit.numbers, page.page LIMIT ? OFFSET ?
"""
_BY_NAME = """
SELECT id FROM exhibit WHERE instr(numbers, ?) OR instr(lower(names), lower(?)) OR sha256 LIKE ? OR blake3 LIKE ?
ORDER BY numbers LIMIT ? OFFSET ?
"""


class SqlcipherIndex:
    """`index.db`; the key is 32 bytes that only the person's own file opens."""

    def __init__(self, path: Path, key: bytes) -> None:
        self._db: Any = sqlcipher3.connect(str(path), isolation_level=None, timeout=10, check_same_thread=False)
        try:
            self._db.execute(f"PRAGMA key = \"x'{key.hex()}'\"")
            # Its own log goes to standard error; ours says what happened.
            self._db.execute("PRAGMA cipher_log_level = NONE")
            self._db.execute("PRAGMA cipher_memory_security = ON")
            self._db.execute("PRAGMA temp_store = MEMORY")
            self._db.execute("PRAGMA journal_mode = WAL")
            self._db.executescript(_SCHEMA)
        except sqlcipher3.DatabaseError as error:
            self._db.close()
            raise WrongPassphraseError(
                "the search index does not open with this key", hint="delete it: `sviedka index rebuild` makes it anew"
            ) from error

    def __enter__(self) -> SqlcipherIndex:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def close(self) -> None:
        """Let the file go; a closed index answers nothing."""
        self._db.close()

    def put(self, exhibits: Iterable[IndexedExhibit], pages: Iterable[IndexedPage]) -> None:
        """Add or replace; the pages of a text replace all earlier texts of that exhibit."""
        with _Transaction(self._db):
            self._db.executemany(
                "INSERT OR REPLACE INTO exhibit VALUES (?, ?, ?, ?, ?)",
                [(e.exhibit, "\n".join(e.numbers), e.sha256, e.blake3, "\n".join(e.names)) for e in exhibits],
            )
            replaced: set[ExhibitId] = set()
            for page in pages:
                if page.exhibit not in replaced:
                    self._drop_pages(page.exhibit)
                    replaced.add(page.exhibit)
                self._put_page(page)

    def find(self, query: Query, *, limit: int, offset: int = 0) -> tuple[Hit, ...]:
        """Hits, best first: exact words before folded ones, then by exhibit number and page."""
        named = self._by_name(query, limit, offset) if offset == 0 else ()
        if not query.terms:
            return named
        rows = self._db.execute(_FIND, (_match(query), limit, offset)).fetchall()
        hits = [_hit(query, *row[:4]) for row in rows]
        return (*named, *sorted((hit for hit in hits if hit is not None), key=lambda hit: not hit.exact))[:limit]

    def count(self, query: Query) -> int:
        """How many pages and exhibits `find` would give without a limit."""
        named = len(self._by_name(query, 1_000, 0))
        if not query.terms:
            return named
        [(pages,)] = self._db.execute("SELECT count(*) FROM word WHERE word MATCH ?", (_match(query),)).fetchall()
        return named + int(pages)

    def texts(self) -> Mapping[ExhibitId, DerivativeId]:
        """Which text of each exhibit is indexed, so that only what is new need be put."""
        rows = self._db.execute("SELECT DISTINCT exhibit, text FROM page").fetchall()
        return {ExhibitId(exhibit): DerivativeId(text) for exhibit, text in rows}

    def clear(self) -> None:
        """Forget everything, before a rebuild."""
        with _Transaction(self._db):
            for table in ("exhibit", "page"):
                self._db.execute(f"DELETE FROM {table}")  # noqa: S608 - one of the two names above
            self._db.execute("INSERT INTO word(word) VALUES ('delete-all')")

    def dump(self) -> bytes:
        """Canonical lines of all that is kept; equal for a rebuilt and a kept index."""
        rows = self._db.execute("SELECT * FROM exhibit ORDER BY id").fetchall()
        rows += self._db.execute("SELECT exhibit, text, page, content FROM page ORDER BY exhibit, page").fetchall()
        return b"".join(canonical.encode(list(row)) + b"\n" for row in rows)

    def _drop_pages(self, exhibit: ExhibitId) -> None:
        keys = self._db.execute("SELECT key FROM page WHERE exhibit = ?", (exhibit,)).fetchall()
        self._db.executemany("DELETE FROM word WHERE rowid = ?", keys)
        self._db.execute("DELETE FROM page WHERE exhibit = ?", (exhibit,))

    def _put_page(self, page: IndexedPage) -> None:
        row = (page.exhibit, page.text, page.page, page.content)
        key = self._db.execute("INSERT INTO page(exhibit, text, page, content) VALUES (?, ?, ?, ?)", row).lastrowid
        folded = " ".join(folded_words(page.content))
        self._db.execute("INSERT INTO word(rowid, raw, folded) VALUES (?, ?, ?)", (key, page.content, folded))

    def _by_name(self, query: Query, limit: int, offset: int) -> tuple[Hit, ...]:
        text = query.text
        digest = f"{text}%" if query.is_digest else ""
        number = text.partition(".")[0] if query.is_number else text
        rows = self._db.execute(_BY_NAME, (number, text, digest, digest, limit, offset)).fetchall()
        page = int(text.partition(".")[2] or 1) if query.is_number else None
        return tuple(
            Hit(exhibit=ExhibitId(row[0]), text=None, page=page, spans=(), exact=True, snippet="", snippet_start=0)
            for row in rows
        )


class _Transaction:
    """All or nothing; a full disk or a second writer comes out as our own error."""

    def __init__(self, db: Any) -> None:  # noqa: ANN401 - sqlcipher3 has no types
        self._db = db

    def __enter__(self) -> None:
        try:
            self._db.execute("BEGIN IMMEDIATE")
        except sqlcipher3.OperationalError as error:
            raise BusyError("another process is writing the search index") from error

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if kind is None:
            try:
                self._db.execute("COMMIT")
            except sqlcipher3.OperationalError as refused:
                self._db.execute("ROLLBACK")
                raise StorageError("the disk refused the search index") from refused
        else:
            self._db.execute("ROLLBACK")
            if isinstance(error, sqlcipher3.OperationalError):
                raise StorageError("the disk refused the search index") from error


def _match(query: Query) -> str:
    return " AND ".join(_term(term) for term in query.terms)


def _term(term: Term) -> str:
    # Only words go in, letters and digits, so that nothing of a query is read as FTS5 syntax.
    if term.as_typed:
        phrase = " ".join(term.raw[start:end] for start, end in words(term.raw))
        return f'raw:"{phrase}"'
    phrase = " ".join(term.folded)
    return f'folded:"{phrase}" *'


def _hit(query: Query, exhibit: str, text: str, page: int, content: str) -> Hit | None:
    spans, exact = spans_of(query, content)
    if not spans:
        return None
    snippet, start = snippet_of(content, spans)
    return Hit(
        exhibit=ExhibitId(exhibit),
        text=DerivativeId(text),
        page=page,
        spans=spans,
        exact=exact,
        snippet=snippet,
        snippet_start=start,
    )

"""The search index in SQLCipher with FTS5: encrypted at rest, one writer, readers beside it (WAL).

FTS5 takes no tokenizer written in Python, so it is given our words already cut: as they stand but for their case, and
folded. Its `ascii` tokenizer parts them at the spaces and nowhere else, so that what it finds is what `spans_of` shows.
"""

from __future__ import annotations

import threading
from collections.abc import Iterable, Mapping, Sequence, Set
from pathlib import Path
from types import TracebackType
from typing import Any

import sqlcipher3

from evidence import canonical
from evidence.errors import BusyError, StorageError, WrongPassphraseError
from evidence.ids import DerivativeId, ExhibitId
from evidence.language.fold import folded_words
from evidence.search import Hit, IndexedExhibit, IndexedText, Query, Term, snippet_of, spans_of, typed_words

_FORM = 3
_WAIT = 10.0
"""Seconds to wait for another writer."""
_SCHEMA = """
CREATE TABLE exhibit(
    id TEXT PRIMARY KEY, numbers TEXT NOT NULL, sha256 TEXT NOT NULL, blake3 TEXT NOT NULL, names TEXT NOT NULL,
    folded TEXT NOT NULL);
CREATE TABLE text(exhibit TEXT PRIMARY KEY, text TEXT NOT NULL);
CREATE TABLE page(
    key INTEGER PRIMARY KEY, exhibit TEXT NOT NULL, page INTEGER NOT NULL, content TEXT NOT NULL,
    UNIQUE(exhibit, page));
CREATE VIRTUAL TABLE word USING fts5(
    typed, folded, content='', contentless_delete=1, tokenize="ascii tokenchars ''''");
"""
_TABLES = ("exhibit", "text", "page", "word")
_FIND = """
SELECT page.key FROM word JOIN page ON page.key = word.rowid LEFT JOIN exhibit ON exhibit.id = page.exhibit
WHERE word MATCH :folded
ORDER BY page.key NOT IN (SELECT rowid FROM word WHERE word MATCH :typed), exhibit.numbers, page.exhibit, page.page
LIMIT :limit OFFSET :offset
"""
_PAGE = "SELECT page.exhibit, text.text, page.page, page.content FROM page JOIN text USING (exhibit) WHERE key = ?"
_COUNT = "SELECT count(*) FROM word WHERE word MATCH ?"
_NAMED = """
FROM exhibit WHERE instr(char(10) || numbers || char(10), char(10) || :number || char(10)) OR instr(folded, :name)
OR substr(sha256, 1, length(:digest)) = :digest OR substr(blake3, 1, length(:digest)) = :digest
"""


class SqlcipherIndex:
    """`index.db`; the key is 32 bytes that only the person's own file opens. Any thread may ask."""

    def __init__(self, path: Path, key: bytes) -> None:
        """Open or make it: WrongPassphraseError if the key does not fit, BusyError while another process makes it."""
        self._lock = threading.RLock()
        try:
            self._db: Any = sqlcipher3.connect(str(path), isolation_level=None, timeout=_WAIT, check_same_thread=False)
        except sqlcipher3.Error as error:
            raise StorageError("the search index cannot be opened or made here") from error
        try:
            self._open(key)
        except sqlcipher3.OperationalError as error:
            self._db.close()
            raise _translated(error) from error
        except sqlcipher3.DatabaseError as error:
            self._db.close()
            raise WrongPassphraseError(
                "the search index does not open with this key", hint="delete it: `sviedka index rebuild` makes it anew"
            ) from error

    def _open(self, key: bytes) -> None:
        self._db.execute(f"PRAGMA key = \"x'{key.hex()}'\"")
        # Its own log goes to standard error; ours says what happened.
        self._db.execute("PRAGMA cipher_log_level = NONE")
        self._db.execute("PRAGMA cipher_memory_security = ON")
        self._db.execute("PRAGMA temp_store = MEMORY")
        self._db.execute("PRAGMA secure_delete = ON")
        if self._form() != _FORM:
            self._db.execute("PRAGMA journal_mode = WAL")
            with _Transaction(self._db):
                self._make()

    def _form(self) -> int:
        [(form,)] = self._db.execute("PRAGMA user_version").fetchall()
        return int(form)

    def _make(self) -> None:
        if self._form() == _FORM:
            return  # Another process was faster.
        for table in _TABLES:
            self._db.execute(f"DROP TABLE IF EXISTS {table}")
        for statement in filter(str.strip, _SCHEMA.split(";")):
            self._db.execute(statement)
        self._db.execute(f"PRAGMA user_version = {_FORM}")

    def __enter__(self) -> SqlcipherIndex:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def close(self) -> None:
        """Let the file go; a closed index answers nothing."""
        with self._lock:
            self._db.close()

    def put(self, exhibits: Iterable[IndexedExhibit], texts: Iterable[IndexedText]) -> None:
        """Add or replace, all or nothing; a text replaces the earlier text of its exhibit, page by page."""
        coming = list(texts)
        with self._lock:
            # What is already so is not written: a click that changed nothing takes no lock that others wait for.
            there = set(self._rows("SELECT * FROM exhibit"))
            rows = [row for row in map(_row, exhibits) if row not in there]
            if rows or coming:
                with _Transaction(self._db):
                    self._db.executemany("INSERT OR REPLACE INTO exhibit VALUES (?, ?, ?, ?, ?, ?)", rows)
                    for text in coming:
                        self._put_text(text)

    def find(self, query: Query, *, limit: int, offset: int = 0) -> tuple[Hit, ...]:
        """Hits, best first: exhibits by number, digest or name; then pages with exact words, then the others."""
        with self._lock:
            named = self._named(query, limit, offset)
            left, skipped = limit - len(named), max(0, offset - self._count_named(query))
            if left < 1 or not query.terms:
                return named
            asked = {"folded": _match(query), "typed": _match_typed(query), "limit": left, "offset": skipped}
            pages = [self._rows(_PAGE, (key,))[0] for (key,) in self._rows(_FIND, asked)]
        return (*named, *(_hit(query, *page) for page in pages))

    def count(self, query: Query) -> int:
        """How many hits `find` gives without a limit."""
        with self._lock:
            pages = int(self._rows(_COUNT, (_match(query),))[0][0]) if query.terms else 0
            return pages + self._count_named(query)

    def texts(self) -> Mapping[ExhibitId, DerivativeId]:
        """Which text of each exhibit is indexed, so that only what is new need be put."""
        return {
            ExhibitId(exhibit): DerivativeId(text) for exhibit, text in self._rows("SELECT exhibit, text FROM text")
        }

    def keep_only(self, exhibits: Set[ExhibitId]) -> None:
        """Forget every exhibit but these, with its words and names."""
        with self._lock:
            held = {row[0] for row in self._rows("SELECT id FROM exhibit UNION SELECT exhibit FROM text")}
            if gone := sorted(held - exhibits):
                with _Transaction(self._db):
                    for exhibit in gone:
                        self._drop_text(exhibit)
                        self._db.execute("DELETE FROM exhibit WHERE id = ?", (exhibit,))

    def clear(self) -> None:
        """Forget everything, before a rebuild."""
        with self._lock, _Transaction(self._db):
            for table in ("exhibit", "text", "page"):
                self._db.execute(f"DELETE FROM {table}")  # noqa: S608 - one of the names above
            self._db.execute("INSERT INTO word(word) VALUES ('delete-all')")

    def dump(self) -> bytes:
        """Canonical lines of all that is kept; equal for a rebuilt and a kept index."""
        with self._lock:
            rows = self._rows("SELECT id, numbers, sha256, blake3, names FROM exhibit ORDER BY id")
            rows += self._rows("SELECT exhibit, text FROM text ORDER BY exhibit")
            rows += self._rows("SELECT exhibit, page, content FROM page ORDER BY exhibit, page")
        return b"".join(canonical.encode(list(row)) + b"\n" for row in rows)

    def _rows(self, statement: str, values: Mapping[str, object] | Sequence[object] = ()) -> list[tuple[Any, ...]]:
        with self._lock:
            try:
                return list(self._db.execute(statement, values).fetchall())
            except sqlcipher3.Error as error:
                raise _translated(error) from error

    def _drop_text(self, exhibit: str) -> None:
        keys = self._db.execute("SELECT key FROM page WHERE exhibit = ?", (exhibit,)).fetchall()
        self._db.executemany("DELETE FROM word WHERE rowid = ?", keys)
        self._db.execute("DELETE FROM page WHERE exhibit = ?", (exhibit,))
        self._db.execute("DELETE FROM text WHERE exhibit = ?", (exhibit,))

    def _put_text(self, text: IndexedText) -> None:
        self._drop_text(text.exhibit)
        self._db.execute("INSERT INTO text VALUES (?, ?)", (text.exhibit, text.text))
        for page, content in enumerate(text.pages, start=1):
            row = (text.exhibit, page, content)
            key = self._db.execute("INSERT INTO page(exhibit, page, content) VALUES (?, ?, ?)", row).lastrowid
            words = (key, " ".join(typed_words(content)), " ".join(folded_words(content)))
            self._db.execute("INSERT INTO word(rowid, typed, folded) VALUES (?, ?, ?)", words)

    def _named(self, query: Query, limit: int, offset: int) -> tuple[Hit, ...]:
        statement = f"SELECT id, numbers {_NAMED} ORDER BY numbers, id LIMIT :limit OFFSET :offset"
        rows = self._rows(statement, {**_asked(query), "limit": max(limit, 0), "offset": offset})
        return tuple(_named_hit(query, *row) for row in rows)

    def _count_named(self, query: Query) -> int:
        return int(self._rows(f"SELECT count(*) {_NAMED}", _asked(query))[0][0])


class _Transaction:
    """All or nothing; a full disk or a second writer comes out as our own error."""

    def __init__(self, db: Any) -> None:  # noqa: ANN401 - sqlcipher3 has no types
        self._db = db

    def __enter__(self) -> None:
        try:
            self._db.execute("BEGIN IMMEDIATE")
        except sqlcipher3.Error as error:
            raise _translated(error) from error

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        try:
            self._db.execute("COMMIT" if kind is None else "ROLLBACK")
        except sqlcipher3.Error as refused:
            if kind is None:
                self._db.execute("ROLLBACK")
            raise _translated(refused) from refused
        if isinstance(error, sqlcipher3.Error):
            raise _translated(error) from error


def _translated(error: Exception) -> BusyError | StorageError:
    if "locked" in str(error) or "busy" in str(error):
        return BusyError("another process is writing the search index")
    if "full" in str(error):
        # "database or disk is full": making it anew would need still more room.
        return StorageError("the disk has no room for the search index")
    return StorageError("the search index is damaged, closed or refused", hint="`sviedka index rebuild` makes it anew")


def _row(exhibit: IndexedExhibit) -> tuple[str, ...]:
    names = "\n".join(exhibit.names)
    return exhibit.exhibit, "\n".join(exhibit.numbers), exhibit.sha256, exhibit.blake3, names, names.casefold()


def _asked(query: Query) -> dict[str, object]:
    return {"number": query.number, "name": query.name, "digest": query.digest}


def _match(query: Query) -> str:
    # Only words go in, letters and digits, so that nothing of a query is read as FTS5 syntax.
    return " AND ".join(
        _typed(term) if term.as_typed else f"({_typed(term)} OR {_folded(term)})" for term in query.terms
    )


def _match_typed(query: Query) -> str:
    return " OR ".join(map(_typed, query.terms))


def _typed(term: Term) -> str:
    return f'typed:"{" ".join(term.typed)}"'


def _folded(term: Term) -> str:
    return f'folded:"{" ".join(term.folded)}" *'


def _hit(query: Query, exhibit: str, text: str, page: int, content: str) -> Hit:
    spans, exact = spans_of(query, content)
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


def _named_hit(query: Query, exhibit: str, numbers: str) -> Hit:
    page = query.page if query.number in numbers.split("\n") else None
    return Hit(exhibit=ExhibitId(exhibit), text=None, page=page, spans=(), exact=True, snippet="", snippet_start=0)

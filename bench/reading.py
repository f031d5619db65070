"""Pages a second from the vault to search, beside PDFium's text of the same pages in the same process.

The whole pipeline takes an object out of the vault, has an isolated child read it, keeps text and annotations
encrypted and enters both in the ledger; raw PDFium gives one string a page and forgets it. Peer and pipeline read the
same bytes, in one thread and in two. What starts once (readers, spaCy) is started before.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator, Sequence
from pathlib import Path
from unittest.mock import patch

import pypdfium2  # type: ignore[import-untyped]  # ships no types

from bench.measure import Row, Size, Spent, median, scratch, timed
from bench.papers import documents
from bench.place import new_place
from evidence.holdings import TEXT
from evidence.model.holding import Exhibit, Obtained
from ingest import pipeline
from ingest.pipeline import read_all, waiting
from ingest.ports import Document
from ui.session import Session
from ui.use.intake import take_in

RAW = "raw pypdfium2 text, one thread"


def rows(size: Size) -> Iterator[Row]:
    """The whole pipeline, the same without recognisers, the isolated reader alone, and the index made anew."""
    with scratch() as folder:
        papers = list(documents(size.documents, size.document_pages))
        place = new_place(folder / "workspace")
        _write(folder / "papers", papers)
        with place.session() as session:
            exhibits = _taken_in(session, folder / "papers")
            pages = float(size.documents * size.document_pages)
            raw = median(size.repeats, lambda: _raw(papers))

            def row(what: str, ours: Spent) -> Row:
                return Row(what=what, unit="pages", amount=pages, ours=ours, peer=RAW, peer_amount=pages, theirs=raw)

            yield row("PDF through the whole pipeline", _read(session, exhibits))
            with patch.object(pipeline, "propose", _nothing):
                yield row("the same, recognisers off", _read(session, exhibits))
            yield row("isolated reader alone", _isolated(session, papers))
            session.refresh()
            yield _index(session, pages)


def _taken_in(session: Session, folder: Path) -> Sequence[Exhibit]:
    source, _ = session.source("S-1")
    take_in(session, [folder], source, Obtained())
    exhibits = waiting(session.standing)
    # The first reading starts the readers and loads spaCy.
    read_all(exhibits[:1], session.workspace, session.pool, session.recogniser)
    return exhibits


def _read(session: Session, exhibits: Sequence[Exhibit]) -> Spent:
    spent, done = timed(lambda: read_all(exhibits, session.workspace, session.pool, session.recogniser))
    assert all(one.reason is None for one in done)
    return spent


def _nothing(*_asked: object) -> tuple[()]:
    return ()


def _isolated(session: Session, papers: Sequence[bytes]) -> Spent:
    return timed(lambda: [session.pool.read(Document(content=paper, suffix=".pdf")) for paper in papers])[0]


def _raw(papers: Sequence[bytes]) -> list[str]:
    found: list[str] = []
    for paper in papers:
        with pypdfium2.PdfDocument(paper) as document:
            found += [page.get_textpage().get_text_bounded() for page in document]
    return found


def _index(session: Session, pages: float) -> Row:
    ours, _ = timed(session.rebuild_index)
    holdings = session.standing.holdings
    texts = [found.id for exhibit in holdings.exhibits if (found := holdings.latest(exhibit, TEXT))]
    strings = [page for text in texts for page in session.texts.pages(text)]
    assert len(strings) == pages
    return Row(
        what="search index made anew",
        unit="pages",
        amount=pages,
        ours=ours,
        peer="FTS5 of SQLite, words as they stand, in memory, in the clear",
        peer_amount=pages,
        theirs=timed(lambda: _plain_index(strings))[0],
    )


def _plain_index(strings: Sequence[str]) -> None:
    with sqlite3.connect(":memory:") as index:
        index.execute("CREATE VIRTUAL TABLE word USING fts5(raw)")
        index.executemany("INSERT INTO word(raw) VALUES (?)", [(one,) for one in strings])
    index.close()


def _write(folder: Path, papers: Sequence[bytes]) -> None:
    folder.mkdir()
    for number, paper in enumerate(papers):
        (folder / f"paper-{number:03}.pdf").write_bytes(paper)

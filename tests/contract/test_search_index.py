"""What every search index promises, asked of SQLCipher and of the one in memory."""

from __future__ import annotations

import secrets
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path

import pytest
import sqlcipher3
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from evidence.adapters.index_sqlcipher import SqlcipherIndex
from evidence.errors import BusyError, MalformedError, StorageError, WrongPassphraseError
from evidence.ids import DerivativeId, ExhibitId
from evidence.language.fold import fold, words
from evidence.search import Hit, IndexedExhibit, IndexedText, Query, SearchIndex, parse_query
from tests.support.memory_index import MemoryIndex

ALPHABET = st.sampled_from(
    [
        "Карпянкоў", "Карпенкову", "Karpiankou", "карпянкоў", "камера", "Камеры", "й", "й", "сло\u00adво", "слово",
        "аб'ява", "аб’ява", "ß", "SS", "ſ", "𝕊𝕪", "𐍈", "1937", "№", "-", "\u202e", "\ufffe", "\u0000", "🙂", "\"", "*",
        "AND", "OR", "NEAR(", "^", ":", "typed", "\n", "İ", "½", "ﷺ", "_", "e\u0301", "一二",
    ]
)  # fmt: skip
PAGE = st.lists(ALPHABET, max_size=12).map(" ".join)
PAGES = st.lists(PAGE, max_size=3)
QUERY = (
    st.lists(ALPHABET, min_size=1, max_size=3)
    .flatmap(
        lambda parts: st.sampled_from([" ".join(parts), f'"{" ".join(parts)}"', f'{parts[0]} "{" ".join(parts)}"'])
    )
    .filter(str.strip)
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Case:
    new: Callable[[], SearchIndex]


@pytest.fixture(params=["memory", "sqlcipher"])
def case(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Case]:
    opened: list[SqlcipherIndex] = []

    def on_disk() -> SearchIndex:
        opened.append(SqlcipherIndex(tmp_path / f"{len(opened)}.db", secrets.token_bytes(32)))
        return opened[-1]

    yield Case(new=MemoryIndex if request.param == "memory" else on_disk)
    for index in opened:
        index.close()


def exhibit_id(n: int) -> ExhibitId:
    return ExhibitId(f"exh_{n:026}")


def named(n: int, *names: str) -> IndexedExhibit:
    numbers = (f"A-{n:06}",)
    return IndexedExhibit(
        exhibit=exhibit_id(n), numbers=numbers, sha256=f"{n:064x}", blake3=f"{n + 4096:064x}", names=names or ("a.txt",)
    )


def text(n: int, *pages: str, version: int = 1) -> IndexedText:
    return IndexedText(exhibit=exhibit_id(n), text=DerivativeId(f"drv_{n * 100 + version:026}"), pages=pages)


def fill(index: SearchIndex, contents: Sequence[Sequence[str]]) -> None:
    index.put(
        [named(n) for n in range(1, len(contents) + 1)], [text(n, *pages) for n, pages in enumerate(contents, start=1)]
    )


def found(index: SearchIndex, query: str, limit: int = 100) -> tuple[Hit, ...]:
    return index.find(parse_query(query), limit=limit)


def places(hits: Sequence[Hit]) -> list[tuple[str, int | None]]:
    return [(hit.exhibit.lstrip("exh_0"), hit.page) for hit in hits]


@settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(contents=st.lists(PAGES, max_size=4), asked=QUERY)
def test_whatever_is_asked_every_index_answers_as_the_words_themselves_do(
    case: Case, contents: list[list[str]], asked: str
) -> None:
    oracle, index = MemoryIndex(), case.new()
    fill(oracle, contents)
    fill(index, contents)
    query = parse_query(asked)

    assert index.find(query, limit=100) == oracle.find(query, limit=100)
    assert index.count(query) == len(index.find(query, limit=100))
    assert index.dump() == oracle.dump()


def stands(query: Query, stretch: str) -> bool:
    """Whether the stretch is one of the query's terms, by the folding alone."""
    keys = [fold(stretch[start:end]) for start, end in words(stretch)]
    typed = [stretch[start:end].casefold() for start, end in words(stretch)]
    return any(
        typed == list(term.typed)
        or (not term.as_typed and keys[:-1] == list(term.folded[:-1]) and keys[-1].startswith(term.folded[-1]))
        for term in query.terms
    )


@settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(contents=st.lists(PAGES, min_size=1, max_size=4), asked=QUERY)
def test_every_span_of_every_hit_holds_the_words_that_were_asked_for(
    case: Case, contents: list[list[str]], asked: str
) -> None:
    index = case.new()
    fill(index, contents)
    query = parse_query(asked)

    for hit in index.find(query, limit=100):
        if hit.page is not None and hit.text is not None:
            content = contents[int(hit.exhibit.lstrip("exh_0")) - 1][hit.page - 1]
            assert hit.spans
            assert all(stands(query, content[start:end]) for start, end in hit.spans)
            assert content[hit.snippet_start :].startswith(hit.snippet)


@settings(max_examples=30, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(contents=st.lists(PAGES, max_size=4), asked=QUERY, limit=st.integers(1, 3))
def test_page_after_page_gives_every_hit_once_and_in_order(
    case: Case, contents: list[list[str]], asked: str, limit: int
) -> None:
    index = case.new()
    fill(index, contents)
    query = parse_query(asked)

    whole = index.find(query, limit=100)
    pieces = [hit for start in range(0, len(whole) + 1, limit) for hit in index.find(query, limit=limit, offset=start)]

    assert tuple(pieces) == whole


@settings(max_examples=30, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(first=st.lists(PAGES, max_size=3), second=st.lists(PAGES, max_size=3))
def test_what_was_kept_up_to_date_dumps_as_what_was_made_anew(
    case: Case, first: list[list[str]], second: list[list[str]]
) -> None:
    kept, rebuilt = case.new(), case.new()
    fill(kept, first)
    kept.put([], [text(n, *pages, version=2) for n, pages in enumerate(second, start=1)])
    kept.keep_only({exhibit_id(n) for n in range(1, len(second) + 1)})
    kept.put([named(n) for n in range(1, len(second) + 1)], [])

    rebuilt.put(
        [named(n) for n in range(1, len(second) + 1)],
        [text(n, *pages, version=2) for n, pages in enumerate(second, start=1)],
    )

    assert kept.dump() == rebuilt.dump()
    kept.clear()
    assert kept.dump() == b""
    assert kept.texts() == {}


def test_a_word_is_found_in_every_spelling_and_the_typed_one_comes_first(case: Case) -> None:
    index = case.new()
    fill(index, [["у Карпенкову"], ["da Karpiankou"], ["пан Карпянкоў"], ["нікога"]])

    hits = found(index, "карпянкоў")

    assert places(hits) == [("3", 1), ("1", 1), ("2", 1)]
    assert [hit.exact for hit in hits] == [True, False, False]
    assert [hit.spans for hit in hits] == [((4, 13),), ((2, 12),), ((3, 13),)]


def test_in_quotes_only_these_very_words_are_found_wherever_the_line_ends(case: Case) -> None:
    index = case.new()
    fill(index, [["не\nпринимать"], ["не принимаем"], ["не, принимать"], ["принимать не"]])

    assert places(found(index, '"Не принимать"')) == [("1", 1), ("3", 1)]


def test_all_words_must_stand_on_one_page(case: Case) -> None:
    index = case.new()
    fill(index, [["камера пятнаццаць", "камера"], ["пятнаццаць"]])

    assert places(found(index, "камера пятнаццаць")) == [("1", 1)]


@pytest.mark.parametrize(
    "asked",
    [
        '"',
        '""',
        "*",
        "a* OR b",
        'typed:"x"',
        "NEAR(a b)",
        "^a",
        "-a",
        "a AND",
        "(",
        "{typed} : a",
        "';--",
        "a\x00b",
        "'",
    ],
)
def test_nothing_in_a_query_is_read_as_query_syntax(case: Case, asked: str) -> None:
    index = case.new()
    fill(index, [["b", "alpha"]])

    assert all(hit.page == 1 or "a" in asked for hit in found(index, asked))
    assert index.count(parse_query(asked)) == len(found(index, asked))


@pytest.mark.parametrize("asked", ["", "   ", "x" * 501])
def test_a_search_for_nothing_or_without_end_is_refused(asked: str) -> None:
    with pytest.raises(MalformedError):
        parse_query(asked)


def test_a_number_opens_the_exhibit_at_its_page_and_zeros_may_be_left_out(case: Case) -> None:
    index = case.new()
    index.put([named(n) for n in (1, 12, 158)], [])

    assert places(found(index, "A-000158.004")) == [("158", 4)]
    assert places(found(index, "a-12")) == [("12", 1)]
    assert found(index, "A-2") == ()


def test_a_name_is_found_in_any_case_and_a_digest_by_its_beginning(case: Case) -> None:
    index = case.new()
    index.put([named(1, "Приказ № 127.PDF", "скан.pdf"), named(2, "other")], [])

    assert places(found(index, "приказ")) == [("1", None)]
    assert places(found(index, f"{2:064x}"[:40])) == [("1", None), ("2", None)]
    assert places(found(index, f"{2:064X}")) == [("2", None)]
    assert found(index, "00000002") == ()


def test_a_newer_text_replaces_every_page_of_the_older_one(case: Case) -> None:
    index = case.new()
    fill(index, [["старое", "другое"]])

    index.put([], [text(1, "новое", version=2)])

    assert found(index, "старое") == found(index, "другое") == ()
    assert places(found(index, "новое")) == [("1", 1)]
    assert index.texts() == {exhibit_id(1): text(1, version=2).text}


def test_a_text_without_pages_is_known_and_takes_the_older_words_away(case: Case) -> None:
    index = case.new()
    fill(index, [["старое"]])

    index.put([], [text(1, version=2)])

    assert found(index, "старое") == ()
    assert index.texts() == {exhibit_id(1): text(1, version=2).text}


def test_what_is_no_longer_listed_is_found_by_no_word_name_or_number(case: Case) -> None:
    index = case.new()
    fill(index, [["слово"], ["слово"]])

    index.keep_only({exhibit_id(2)})

    assert places(found(index, "слово")) == [("2", 1)]
    assert found(index, "A-000001") == ()
    assert places(found(index, "a.txt")) == [("2", None)]


def test_a_failing_put_leaves_the_index_as_it_was(case: Case) -> None:
    index = case.new()
    fill(index, [["слово"]])
    before = index.dump()

    def broken() -> Iterator[IndexedText]:
        yield text(1, "иное", version=2)
        raise StorageError("the vault does not answer")

    with pytest.raises(StorageError):
        index.put([named(1, "renamed")], broken())

    assert index.dump() == before


# Of the file alone


def test_a_file_keeps_what_was_put_and_a_second_opener_reads_beside_a_writer(tmp_path: Path) -> None:
    key = secrets.token_bytes(32)
    with SqlcipherIndex(tmp_path / "index.db", key) as writer, SqlcipherIndex(tmp_path / "index.db", key) as reader:
        fill(writer, [["слово"]])

        assert places(found(reader, "слово")) == [("1", 1)]
        fill(reader, [["слово"], ["слово"]])
        assert places(found(writer, "слово")) == [("1", 1), ("2", 1)]
        dumped = writer.dump()
    with SqlcipherIndex(tmp_path / "index.db", key) as again:
        assert again.dump() == dumped


def test_another_key_does_not_open_it_and_nothing_is_lost_by_trying(tmp_path: Path) -> None:
    key = secrets.token_bytes(32)
    with SqlcipherIndex(tmp_path / "index.db", key) as index:
        fill(index, [["слово"]])

    with pytest.raises(WrongPassphraseError):
        SqlcipherIndex(tmp_path / "index.db", secrets.token_bytes(32))

    with SqlcipherIndex(tmp_path / "index.db", key) as again:
        assert places(found(again, "слово")) == [("1", 1)]


def test_while_another_process_writes_an_opener_waits_or_says_so_and_never_blames_the_key(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("evidence.adapters.index_sqlcipher._WAIT", 0.05)
    key = secrets.token_bytes(32)
    writer = SqlcipherIndex(tmp_path / "index.db", key)
    writer._db.execute("BEGIN EXCLUSIVE")
    with SqlcipherIndex(tmp_path / "index.db", key) as other, pytest.raises(BusyError):
        other.put([named(1)], [])
    writer.close()

    unmade = sqlcipher3.connect(str(tmp_path / "new.db"), isolation_level=None)
    unmade.execute(f"PRAGMA key = \"x'{key.hex()}'\"")
    unmade.execute("BEGIN EXCLUSIVE")
    with pytest.raises(BusyError):
        SqlcipherIndex(tmp_path / "new.db", key)
    unmade.close()


def test_an_index_of_an_older_form_is_made_anew_empty(tmp_path: Path) -> None:
    key = secrets.token_bytes(32)
    with SqlcipherIndex(tmp_path / "index.db", key) as index:
        fill(index, [["слово"]])
        index._db.execute("PRAGMA user_version = 1")

    with SqlcipherIndex(tmp_path / "index.db", key) as again:
        assert again.dump() == b""
        assert again.texts() == {}


def test_an_index_that_cannot_be_opened_or_was_closed_answers_with_our_own_error(tmp_path: Path) -> None:
    with pytest.raises(StorageError):
        SqlcipherIndex(tmp_path / "no" / "folder" / "index.db", secrets.token_bytes(32))
    index = SqlcipherIndex(tmp_path / "index.db", secrets.token_bytes(32))
    index.close()
    for ask in (lambda: found(index, "a"), index.dump, index.texts, index.clear, lambda: index.put([named(1)], [])):
        with pytest.raises(StorageError):
            ask()


def test_threads_may_ask_and_put_at_once(tmp_path: Path) -> None:
    index = SqlcipherIndex(tmp_path / "index.db", secrets.token_bytes(32))

    def work(n: int) -> int:
        index.put([named(n)], [text(n, "слово")])
        return len(found(index, "слово"))

    with ThreadPoolExecutor(8) as executor:
        assert all(count >= 1 for count in executor.map(work, range(1, 41)))

    assert index.count(parse_query("слово")) == 40
    index.close()


def test_no_word_and_no_name_can_be_read_in_its_files(tmp_path: Path) -> None:
    index = SqlcipherIndex(tmp_path / "index.db", secrets.token_bytes(32))
    index.put([named(1, "canaryname.pdf")], [text(1, "canaryword " * 500)])
    open_files = b"".join(path.read_bytes() for path in tmp_path.iterdir())
    index.close()

    for content in (open_files, *(path.read_bytes() for path in tmp_path.iterdir())):
        assert b"canary" not in content
        assert b"SQLite format" not in content

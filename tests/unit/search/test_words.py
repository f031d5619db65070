"""Queries and spans: what is asked is words, and every span is where those words stand."""

from __future__ import annotations

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from evidence.language.fold import fold, folded_words, words
from evidence.search import parse_query, snippet_of, spans_of, typed_words

ANY = st.text(st.characters(exclude_categories=["Cs"]), max_size=40)


@given(ANY)
def test_a_text_has_as_many_typed_words_as_folded_ones_and_none_of_them_is_empty(text: str) -> None:
    typed, folded = typed_words(text), folded_words(text)

    assert len(typed) == len(folded) == len(words(text))
    assert all(typed)
    assert all(folded)


@given(ANY)
@example("0\x020 \u00adа\u200dб")
def test_no_word_holds_what_parts_words_in_the_index(text: str) -> None:
    separators = {chr(n) for n in range(128) if not chr(n).isalnum()} - {"'"}

    for word in (*typed_words(text), *folded_words(text)):
        assert not separators & set(word)


@given(ANY.filter(str.strip))
def test_every_word_of_a_page_finds_it_and_its_span_is_a_word_of_that_page(page: str) -> None:
    for start, end in words(page):
        spans, exact = spans_of(parse_query(page[start:end]), page)

        assert (start, end) in spans
        assert exact


@given(before=ANY, after=ANY)
def test_spans_count_code_points_whatever_stands_around(before: str, after: str) -> None:
    page = f"{before} карпянкоў {after}"

    spans, _ = spans_of(parse_query("Карпенкову"), page)

    at = len(before) + 1
    assert (at, at + 9) in spans
    assert all(fold(page[start:end]).startswith(fold("карпянкоў")) for start, end in spans)


def test_a_stem_finds_its_endings_but_no_word_that_merely_holds_it() -> None:
    assert spans_of(parse_query("камер"), "камеры")[0] == ((0, 6),)
    assert spans_of(parse_query("камер"), "видеокамеры")[0] == ()


def test_quotes_make_words_stand_as_typed_and_an_open_one_makes_nothing() -> None:
    closed, opened = parse_query('"камеры пять"'), parse_query('"камеры пять')

    assert [(term.typed, term.as_typed) for term in closed.terms] == [(("камеры", "пять"), True)]
    assert [term.as_typed for term in opened.terms] == [False, False]
    assert spans_of(closed, "Камеры\u00a0пять")[0] == ((0, 11),)
    assert spans_of(closed, "камеру пять")[0] == ()


@pytest.mark.parametrize(
    ("asked", "number", "page"),
    [
        ("A-000158", "A-000158", 1),
        (" a-158.004 ", "A-000158", 4),
        ("AB-1", "AB-000001", 1),
        ("A-1234567", "A-1234567", 1),
        ("A-", None, None),
        ("ABC-1", None, None),
        ("A-1 x", None, None),
        ("А-1", None, None),
    ],
)
def test_a_number_is_read_with_or_without_its_zeros(asked: str, number: str | None, page: int | None) -> None:
    query = parse_query(asked)

    assert (query.number, query.page) == (number, page)


@given(page=ANY, around=st.integers(0, 5))
def test_a_snippet_is_a_stretch_of_the_page_that_begins_where_it_says(page: str, around: int) -> None:
    spans = [(start, end) for start, end in words(page)][:1]

    snippet, start = snippet_of(page, spans, around)

    assert page[start : start + len(snippet)] == snippet
    assert all(start <= first and last <= start + len(snippet) for first, last in spans)

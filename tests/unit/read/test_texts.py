"""Page strings: UTF-16 units of an engine, offsets of a browser, quotes and boxes."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from evidence.errors import CitationError
from ingest.read.citing import from_utf16, only_place, quote_at, rectangles_in, to_utf16
from ingest.read.pages import Kind, Page, Rect, Word, has_lone_surrogate, storable
from ingest.read.pdf_text import index_of, text_of

texts = st.text(st.characters(exclude_categories=["Cs"]), max_size=30)
units = st.lists(st.integers(0, 0x10FFFF) | st.integers(0xD800, 0xDFFF), max_size=30)


def utf16(text: str) -> list[int]:
    raw = text.encode("utf-16-le")
    return [int.from_bytes(raw[at : at + 2], "little") for at in range(0, len(raw), 2)]


@given(texts)
def test_units_of_a_text_give_that_text(text: str) -> None:
    assert text_of(utf16(text)) == text


@given(units)
def test_any_units_give_a_storable_text_and_one_index_a_code_point(found: list[int]) -> None:
    text, index = text_of(found), index_of(found)

    assert not has_lone_surrogate(text)
    assert len(index) == len(text) + 1
    assert index == sorted(set(index))
    assert index[-1] == len(found)


@given(texts, st.data())
def test_a_span_of_code_points_is_found_again_in_the_units(text: str, data: st.DataObject) -> None:
    start = data.draw(st.integers(0, len(text)))
    end = data.draw(st.integers(start, len(text)))
    found = utf16(text)
    index = index_of(found)

    assert text_of(found[index[start] : index[end]]) == text[start:end]


@pytest.mark.parametrize(
    ("found", "text"),
    [
        ([0xD835, 0xDD04], "𝔄"),
        ([0x1D504], "𝔄"),
        ([0xD800], "\ufffd"),
        ([0xDD04, 0xD835], "\ufffd\ufffd"),
        ([0x438, 0x306], "\u0438\u0306"),
        ([0xAD, 0xFFFE, 0], "\u00ad\ufffe\x00"),
    ],
)
def test_only_lone_halves_are_replaced(found: list[int], text: str) -> None:
    assert text_of(found) == text


@given(st.text(max_size=20))
def test_storable_changes_nothing_but_surrogates(text: str) -> None:
    stored = storable(text)

    assert not has_lone_surrogate(stored)
    assert stored == text or has_lone_surrogate(text)


@given(texts, st.data())
def test_offsets_of_a_browser_and_ours_are_each_others_inverse(text: str, data: st.DataObject) -> None:
    offset = data.draw(st.integers(0, len(text)))

    assert to_utf16(text, offset) == len(utf16(text[:offset]))
    assert from_utf16(text, to_utf16(text, offset)) == offset


@pytest.mark.parametrize(("text", "offset"), [("𝔄", 1), ("a𝔄b", 2), ("", 1), ("abc", 4), ("abc", -1)])
def test_an_offset_inside_a_pair_or_outside_is_refused(text: str, offset: int) -> None:
    with pytest.raises(CitationError):
        from_utf16(text, offset)


def page(text: str) -> Page:
    return Page(number=1, text=text, kind=Kind.PAGE)


@given(texts, st.data())
def test_a_quote_is_exactly_the_characters(text: str, data: st.DataObject) -> None:
    start, end = data.draw(st.integers(-2, 40)), data.draw(st.integers(-2, 40))

    if 0 <= start < end <= len(text):
        assert quote_at(page(text), start, end) == text[start:end]
    else:
        with pytest.raises(CitationError):
            quote_at(page(text), start, end)


@pytest.mark.parametrize(
    ("text", "quote", "place"),
    [("abcabd", "abd", (3, 6)), ("abcab", "ab", None), ("aaa", "aa", None), ("abc", "x", None), ("abc", "", None)],
)
def test_a_quote_moves_only_where_it_stands_once(text: str, quote: str, place: tuple[int, int] | None) -> None:
    assert only_place(page(text), quote) == place


def test_boxes_of_a_quote_are_one_a_line_and_only_its_words() -> None:
    boxes = [(0, 0, 30, 10), (40, 1, 70, 11), (0, 20, 30, 30), (40, 20, 70, 30)]
    words = [
        Word(start=at * 4, end=at * 4 + 3, box=Rect(x0=a, y0=b, x1=c, y1=d)) for at, (a, b, c, d) in enumerate(boxes)
    ]

    assert rectangles_in(words, 4, 11) == (Rect(x0=40, y0=1, x1=70, y1=11), Rect(x0=0, y0=20, x1=30, y1=30))
    assert rectangles_in(words, 0, 7) == (Rect(x0=0, y0=0, x1=70, y1=11),)
    assert rectangles_in(words, 3, 4) == ()

"""Words that are not ours are shown as written, and can neither draw, link nor turn the line around."""

from __future__ import annotations

import re

from hypothesis import given
from hypothesis import strategies as st
from markdown_it import MarkdownIt

import ui.web.parts.speech as speech
from evidence.words import offered, words
from ui.views.review import Sheet, Word
from ui.web.parts.components import words_data, words_of
from ui.web.parts.speech import plain, visible

ANY = st.text(max_size=80)
TURNING = "\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069\u200e\u200f"


@given(ANY)
def test_markdown_gives_back_the_words_and_no_other_element(text: str) -> None:
    tokens = MarkdownIt("commonmark").enable("strikethrough").parse(f"a{plain(text)}a")
    kinds = {child.type for token in tokens for child in token.children or ()}
    assert [token.type for token in tokens] == ["paragraph_open", "inline", "paragraph_close"]
    assert kinds <= {"text", "text_special"}


@given(ANY)
def test_only_hidden_marks_line_breaks_and_links_are_changed(text: str) -> None:
    tokens = MarkdownIt("commonmark").parseInline(f"a{plain(text)}a")
    shown = "".join(child.content for child in tokens[0].children or ()).replace("\u2060", "")
    assert shown == f"a{visible(text)}a".replace("\u2060", "").replace("\x00", "\ufffd")


@given(st.text(st.sampled_from(TURNING + "ab.exe"), max_size=20))
def test_no_turning_mark_is_left(text: str) -> None:
    assert not set(visible(text)) & set(TURNING)


@given(st.sampled_from(["http://", "https://", "www.", "HTTP://", "a@"]), st.text("abc.", min_size=1, max_size=9))
def test_no_address_is_left_that_a_click_could_follow(start: str, rest: str) -> None:
    assert not re.search(r"(?i)https?:?\\?:|www\\?\.|\w\\?@", plain(start + rest))


@given(ANY)
def test_words_of_a_text_and_what_stands_between_them_are_the_text(text: str) -> None:
    found = words_of(text)
    at, rebuilt = 0, ""
    for word in found:
        assert text[word.start : word.end] == word.text
        assert not any(letter.isspace() for letter in word.text)
        rebuilt += text[at : word.start] + word.text
        at = word.end
    assert rebuilt + text[at:] == text


def test_offsets_count_code_points_behind_a_letter_beyond_the_bmp() -> None:
    assert [(word.start, word.end) for word in words_of("𝒳𝒳 й́ z")] == [(0, 2), (3, 5), (6, 7)]


def test_words_given_with_boxes_are_sent_as_they_are() -> None:
    box = Word(start=2, end=4, text="cd", left=10, top=20, right=30, bottom=40)
    sheet = Sheet(
        exhibit="exh_1", number="A-1.001", page=1, pages=1, width=100, height=100, text="abcd", words=(box,),
        marks=(), picture=True,
    )  # fmt: skip
    assert words_data(sheet) == [
        {"start": 2, "end": 4, "text": "cd", "left": 10, "top": 20, "right": 30, "bottom": 40, "before": "ab"}
    ]


def test_english_is_offered_first_and_is_the_source_text() -> None:
    assert offered()[0] == "en"
    assert words("en").gettext("Save claim") == "Save claim"
    assert speech.plural("{n} file", "{n} files", 1) == "1 file"
    assert speech.plural("{n} file", "{n} files", 1200) == "1,200 files"

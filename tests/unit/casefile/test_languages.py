"""A case file in another language: its own words and typography, and English only where it is marked as English."""

from __future__ import annotations

import re
from collections.abc import Iterator

import pytest

from evidence.casefile import english, english_annexes
from evidence.casefile.document import Document
from evidence.casefile.lint import lint
from evidence.casefile.runs import Plain
from evidence.law.load import catalogue
from evidence.words import offered, words
from tests.support.made_file import pieces, section, story_file_in
from tests.support.told_story import OnPaper, on_paper

FORUMS = {"lt": "LT", "pl": "PL"}
KEY = re.compile("[a-z_]+")
"""What names a section or a state inside the program, and is not printed."""


@pytest.fixture(scope="module")
def told() -> OnPaper:
    return on_paper()


@pytest.fixture(scope="module", params=sorted(FORUMS))
def made(told: OnPaper, request: pytest.FixtureRequest) -> Document:
    return story_file_in(told, str(request.param), FORUMS[str(request.param)])


def fixed_texts() -> Iterator[str]:
    """Every fixed text of a case file, in English."""
    for module in (english, english_annexes):
        for value in vars(module).values():
            several = value.values() if isinstance(value, dict) else value if isinstance(value, tuple) else (value,)
            yield from (one for one in several if isinstance(one, str) and not one.startswith("evidence."))


def own_words(document: Document) -> list[str]:
    """What the document says in its own language: strings outside of runs, and runs that name no other language."""
    found = [piece for piece in pieces(document) if isinstance(piece, Plain)]
    marked = {run.text for run in found if run.lang}
    said = [piece for piece in pieces(document) if isinstance(piece, str) and piece not in marked]
    return [piece for piece in said if not KEY.fullmatch(piece)]


def test_it_passes_the_same_lint_and_names_its_language(made: Document) -> None:
    assert lint(made) == ()
    assert made.lang in FORUMS
    assert section(made, "matrix").title == catalogue().heading("matrix", made.lang)


def test_no_fixed_text_is_left_in_english(made: Document) -> None:
    translated = words(made.lang).gettext
    templates = [text for text in fixed_texts() if len(text) > 3 and translated(text) != text]
    # A text that is mostly places for others' words would match anything.
    telling = [text for text in templates if len(re.findall("[a-z]", re.sub(r"{\w+}", "", text))) > 5]
    shapes = [re.compile(re.sub(r"\\{\w+\\}", ".+", re.escape(text))) for text in telling]
    assert len(shapes) > 200

    left = [said for said in own_words(made) if any(shape.fullmatch(said) for shape in shapes)]

    assert left == []


def test_law_is_in_official_or_translated_words_and_english_is_marked(made: Document) -> None:
    law = catalogue()
    # The story's own bearings are on Lithuanian elements, whatever forum the file is made for.
    asked = [row for row in law.rows.values() if row.forum in ("ICC", FORUMS[made.lang])]
    english_law = {row.element.text for row in asked} | {one.title for one in law.crimes.values()}
    english_law |= {one.title for one in law.modes.values()} | {law.profile(FORUMS[made.lang]).sign_off}
    official = {row.element.orig for row in law.rows.values() if row.forum == FORUMS[made.lang] and row.element.orig}

    said = own_words(made)

    assert [one for one in said if any(text in one for text in english_law)] == []
    assert any(text in one for one in said for text in official)


def test_quotation_marks_dates_and_the_place_of_the_note_are_those_of_the_language(made: Document) -> None:
    assert made.labels.translation == {"lt": ("„", "“"), "pl": ("„", "”")}[made.lang]
    assert made.labels.note_before_stop is (made.lang == "pl")
    shown = {"lt": "2026 m. lapkričio 25 d.", "pl": "25 listopada 2026 r."}[made.lang]
    assert any(shown in one for one in own_words(made))


def test_every_language_that_is_offered_is_tried_here() -> None:
    assert set(offered()) - {"en"} == set(FORUMS)

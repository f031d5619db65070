"""A language that is offered is whole: every text that people read, the same placeholders, and no verdict in it."""

from __future__ import annotations

import ast
import re
from datetime import date
from pathlib import Path

import pytest
from babel.messages.catalog import Catalog, Message
from babel.messages.pofile import read_po

from evidence.errors import NotHeldError
from evidence.words import catalogue_file, offered, spoken, words
from evidence.words.days import long_day

ROOT = Path(__file__).parents[3]
KEYWORDS = {"_": 1, "marked": 1, "plural": 2}
"""What marks a text, and how many of its arguments are texts."""
TRANSLATED = offered()[1:]
PLACEHOLDER = re.compile(r"\{\w*\}")
# A case file shows and never decides; and each language has words that a careful lawyer avoids.
VERDICTS = {
    "lt": r"\bįrodyta|\bkalt(as|a|i|os)\b|\bgalimai\b|(?<!ne )\bparodym",
    "pl": r"\budowodni|\bwinn[yaei]\b|\brzekom|\bpodejrzan|(?<!nie )\bzeznani",
}
Source = tuple[str, ...]


def sources() -> set[Source]:
    """Every text marked for translation, also inside a formatted string: itself, or singular and plural."""
    found: set[Source] = set()
    for folder in ("evidence", "ui"):
        for path in (ROOT / folder).rglob("*.py"):
            for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
                if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in KEYWORDS:
                    given = node.args[: KEYWORDS[node.func.id]]
                    if all(isinstance(one, ast.Constant) for one in given):
                        found.add(tuple(ast.literal_eval(one) for one in given))
    return found


def catalogue(language: str) -> Catalog:
    with catalogue_file(language).open("rb") as file:
        return read_po(file, locale=language, abort_invalid=True)


def messages(language: str) -> list[Message]:
    return [message for message in catalogue(language) if message.id]


def strings(message: Message) -> tuple[str, ...]:
    return (message.string,) if isinstance(message.string, str) else tuple(message.string or ())


def ids(message: Message) -> Source:
    return (message.id,) if isinstance(message.id, str) else tuple(message.id)


def _edges(text: str) -> tuple[bool, bool]:
    return text[:1].isspace(), text[-1:].isspace()


def test_case_files_are_offered_in_lithuanian_and_polish_and_pages_speak_english() -> None:
    assert offered() == ("en", "lt", "pl")
    assert spoken() == ("en",)


@pytest.mark.parametrize("language", TRANSLATED)
def test_every_text_is_translated_and_nothing_else_is(language: str) -> None:
    held = messages(language)

    assert {ids(message) for message in held} == sources()
    assert [message.id for message in held if not all(strings(message)) or message.fuzzy] == []
    assert catalogue(language).obsolete == {}


@pytest.mark.parametrize("language", TRANSLATED)
def test_each_translation_has_its_texts_placeholders_and_marks(language: str) -> None:
    forms = catalogue(language).num_plurals
    for message in messages(language):
        wanted = sorted(set(PLACEHOLDER.findall(ids(message)[-1])))
        assert len(strings(message)) in (1, forms)
        for said in strings(message):
            assert sorted(set(PLACEHOLDER.findall(said))) == wanted, message.id
            assert [said.count(mark) % 2 for mark in ("`", "**")] == [0, 0], message.id
            assert (said[0].isspace(), said[-1].isspace()) == (
                message.id[0][0].isspace(),
                ids(message)[-1][-1].isspace(),
            )
            assert re.findall(r"`[^`]+`", said) == re.findall(r"`[^`]+`", ids(message)[-1]), message.id


@pytest.mark.parametrize("language", TRANSLATED)
def test_no_translation_gives_a_verdict(language: str) -> None:
    found = [said for message in messages(language) for said in strings(message)]

    assert [said for said in found if re.search(VERDICTS[language], said, re.IGNORECASE)] == []


def test_a_language_without_a_catalogue_is_refused_by_naming_those_there_are() -> None:
    for language in ("fi", "../lt", ""):
        with pytest.raises(NotHeldError) as refused:
            words(language)
        assert "en, lt, pl" in refused.value.hint


def test_a_day_in_a_sentence_is_written_as_each_language_writes_it() -> None:
    day = date(2026, 11, 5)

    assert [long_day(day, one) for one in offered()] == ["2026-11-05", "2026 m. lapkričio 5 d.", "5 listopada 2026 r."]

"""The invented case, read by our own readers and set by Typst: what a prosecutor opens."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pypdfium2  # type: ignore[import-untyped]  # ships no types
import pytest

from evidence.adapters.typesetter_typst import TypstTypesetter
from evidence.casefile.document import Document
from evidence.casefile.numbers import code_of
from examples.make_files import MAKERS
from examples.plan import File
from ingest.read import docx, pdf, plain
from ingest.read.pages import Page
from ingest.read.request import Content, Request, Steps
from tests.support.made_file import story_file
from tests.support.told_story import OnPaper, on_paper

READERS: dict[str, Callable[[Content, Request], Steps]] = {".pdf": pdf.read, ".docx": docx.read, ".txt": plain.read}


def read(file: File) -> tuple[str, ...]:
    made = MAKERS[file.same_as or file.key]()
    return tuple(step.text for step in READERS[Path(file.name).suffix](made, Request()) if isinstance(step, Page))


@pytest.fixture(scope="module")
def told() -> OnPaper:
    return on_paper(read=read)


@pytest.fixture(scope="module")
def document(told: OnPaper) -> Document:
    return story_file(told, manifest="ab" * 32, submitted_by="Archive of the test")


@pytest.fixture(scope="module")
def set_pages(document: Document) -> bytes:
    return TypstTypesetter().typeset(document)


@pytest.fixture(scope="module")
def text(set_pages: bytes) -> str:
    with pypdfium2.PdfDocument(set_pages) as opened:
        pages = (page.get_textpage().get_text_bounded() for page in opened)
        return " ".join(" ".join(page.split()) for page in pages)


def test_every_record_of_the_story_finds_its_words_in_what_our_readers_read(told: OnPaper) -> None:
    assert len(told.told.claims) == len(told.story.claims)


def test_every_sentence_of_the_draft_is_on_paper(told: OnPaper, text: str) -> None:
    unbound = 0
    for passage in told.story.case_file.passages:
        for sentence in passage.sentences:
            # A note's number stands between a sentence and the next; within a sentence nothing stands between.
            assert sentence.text.rstrip(".") in text
            unbound += not sentence.claims
    assert text.count("UNBOUND") == unbound + 1


def test_the_claims_that_sentences_rest_on_are_numbered_in_the_notes(told: OnPaper, text: str) -> None:
    bound = {key for passage in told.story.case_file.passages for one in passage.sentences for key in one.claims}
    for key in bound:
        assert f"{code_of(told.standing, told.told.claims[key])} · A-0000" in text


def test_nobody_who_is_protected_is_named_on_paper(told: OnPaper, text: str) -> None:
    plain_text = text.replace("\u00ad", "").replace("\u2060", "")
    for identity in told.story.identities:
        for name in identity.names:
            assert not [word for word in name.split() if word in plain_text]


def test_the_digest_of_the_package_and_the_commands_are_there_to_be_compared(text: str) -> None:
    assert text.count("abababab " * 7 + "abababab") >= 2
    assert "sha256sum -c tagmanifest-sha256.txt manifest-sha256.txt" in text


def test_the_same_document_is_set_in_the_same_bytes(document: Document, set_pages: bytes) -> None:
    assert TypstTypesetter().typeset(document) == set_pages
    assert set_pages.endswith(b"%%EOF\n")

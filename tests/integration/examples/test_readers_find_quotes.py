"""Our own readers find every quote of the invented case once, in the picture of a scan too."""

from __future__ import annotations

from collections.abc import Callable
from functools import cache
from pathlib import Path

import pytest

from examples.make_files import MAKERS
from examples.plan import File
from examples.story import STORY
from ingest.read import docx, pdf, plain
from ingest.read.pages import Page
from ingest.read.request import Content, Request, Steps

READERS: dict[str, Callable[[Content, Request], Steps]] = {".pdf": pdf.read, ".docx": docx.read, ".txt": plain.read}


@cache
def pages(file: File) -> tuple[Page, ...]:
    made = MAKERS[file.same_as or file.key]()
    return tuple(step for step in READERS[Path(file.name).suffix](made, Request()) if isinstance(step, Page))


def cited(file: File, place: int | str) -> Page:
    [page] = [page for page in pages(file) if place in (page.number, page.name or str(page.kind))]
    return page


@pytest.mark.parametrize("file", STORY.files, ids=lambda file: file.key)
def test_a_reader_finds_each_quote_of_the_file_once(file: File) -> None:
    quotes = {(quote.page, quote.words) for claim in STORY.claims for quote in claim.cites if quote.file == file.key}

    found = {(place, words): cited(file, place).text.count(words) for place, words in quotes}

    assert found == dict.fromkeys(quotes, 1)


@pytest.mark.parametrize("file", STORY.files, ids=lambda file: file.key)
def test_the_picture_is_read_exactly_where_the_text_layer_is_missing_or_wrong(file: File) -> None:
    assert {page.ocr for page in pages(file)} == {file.ocr is not None}

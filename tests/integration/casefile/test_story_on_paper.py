"""The invented case, read by our own readers and set by Typst: what a prosecutor opens."""

from __future__ import annotations

import re
from collections.abc import Callable
from io import BytesIO
from itertools import combinations, pairwise
from pathlib import Path

import pdfplumber
import pypdfium2  # type: ignore[import-untyped]  # ships no types
import pytest

from evidence.adapters.typesetter_typst import TypstTypesetter
from evidence.casefile.blocks import Figure
from evidence.casefile.document import Document
from evidence.casefile.numbers import code_of
from evidence.casefile.runs import Footnote
from examples.make_files import MAKERS
from examples.plan import File
from ingest.read import docx, pdf, plain
from ingest.read.pages import Page
from ingest.read.request import Content, Request, Steps
from tests.support.made_file import pieces, story_file, story_file_in
from tests.support.seen_notes import marks_and_notes
from tests.support.told_story import OnPaper, on_paper
from tests.support.verapdf.judge import judge

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


def _stands(sentence: str, text: str) -> bool:
    """Whether the sentence stands in the text: a mark stands after it, within it nothing but the end of a page."""
    if sentence in text:
        return True
    words = sentence.split()
    for at in range(1, len(words)):
        before, after = re.escape(" ".join(words[:at])), re.escape(" ".join(words[at:]))
        # The notes and the foot of one page, the head of the next.
        if re.search(
            rf"{before} (?:(?!Page \d).)*Page \d+ of \d+ Report of a crime [^·]*· case \S+ Confidential {after}", text
        ):
            return True
    return False


def test_every_record_of_the_story_finds_its_words_in_what_our_readers_read(told: OnPaper) -> None:
    assert len(told.told.claims) == len(told.story.claims)


def test_every_sentence_of_the_draft_is_on_paper(told: OnPaper, text: str) -> None:
    unbound = 0
    for passage in told.story.case_file.passages:
        for sentence in passage.sentences:
            assert _stands(sentence.text.rstrip("."), text)
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


def test_verapdf_finds_no_failed_rule_in_the_whole_story(set_pages: bytes, tmp_path: Path) -> None:
    file = tmp_path / "case-file.pdf"
    file.write_bytes(set_pages)

    verdicts = judge([file])

    assert [(verdict.profile, verdict.passed, verdict.failed) for verdict in verdicts] == [
        ("3a", True, "{}"),
        ("ua1", True, "{}"),
    ]


def test_no_two_words_overlap_and_none_stands_outside_the_margins(set_pages: bytes) -> None:
    with pdfplumber.open(BytesIO(set_pages)) as opened:
        for page in opened.pages:
            words = page.extract_words(x_tolerance=1)
            for one, other in combinations(words, 2):
                across = min(one["x1"], other["x1"]) - max(one["x0"], other["x0"])
                # Boxes of letters are higher than letters, and lines stand close.
                along = min(one["bottom"], other["bottom"]) - max(one["top"], other["top"])
                assert across < 0.3 or along < 2.5, (page.page_number, one["text"], other["text"])
            # 20 mm on the page that lies on its side, 23 on the others; a comma may hang out of the line.
            assert max(word["x1"] for word in words) <= float(page.width) - 20 * 72 / 25.4 + 2


def test_the_chain_of_command_prints_at_the_size_at_which_it_was_drawn(document: Document, set_pages: bytes) -> None:
    [figure] = [block for _section, block in document.blocks() if isinstance(block, Figure)]
    drawn = {float(size) for size in re.findall(r'font-size="([0-9.]+)"', figure.svg)}
    [label] = set(re.findall(r">(from 2020-01-03 [^<]*)<", figure.svg))

    with pdfplumber.open(BytesIO(set_pages)) as opened:
        found = [match for page in opened.pages for match in page.search(re.escape(label))]

    assert min(drawn) >= 7.5
    [printed] = found
    assert {round(letter["size"], 1) for letter in printed["chars"]} == {7.5}


def test_every_note_stands_on_the_page_of_its_mark(document: Document, set_pages: bytes) -> None:
    count = sum(isinstance(piece, Footnote) for piece in pieces(document.sections))

    pages = list(marks_and_notes(set_pages))

    assert [marks for marks, _notes in pages] == [notes for _marks, notes in pages]
    assert sorted(note for _marks, notes in pages for note in notes) == list(range(1, count + 1))


def test_no_line_ends_inside_a_reference(set_pages: bytes) -> None:
    with pypdfium2.PdfDocument(set_pages) as opened:
        lines = [line.strip() for page in opened for line in page.get_textpage().get_text_bounded().splitlines()]

    assert sum(bool(re.search(r"C-\d{4}, A-\d{6} (p\.|part) \d", line)) for line in lines) > 50
    for line, following in pairwise(lines):
        assert not (re.search(r"C-\d{4},$", line) and re.match(r"A-\d{6}", following))
        assert not (re.search(r"C-\d{4}, A-\d{6}( p\.| part)?$", line))


def test_the_cover_names_the_case_the_forum_the_persons_and_both_digests(document: Document, set_pages: bytes) -> None:
    with pypdfium2.PdfDocument(set_pages) as opened:
        cover = " ".join(opened[0].get_textpage().get_text_bounded().split())

    for words in (
        "2026-11-25, CF-LT-1",
        "Lithuania (LT)",
        "Archive of the test",
        "Zarubavets, V. Andreevich (alleged); Dubalias, M. S. (alleged)",
        "13 exhibits handed over, 4 withheld",
        "manifest-sha256.txt SHA-256: abababab",
        "Law data SHA-256: ",
    ):
        assert words in cover


def test_in_lithuanian_and_polish_it_passes_both_profiles_too(told: OnPaper, tmp_path: Path) -> None:
    files = []
    for language, forum in (("lt", "LT"), ("pl", "PL")):
        file = tmp_path / f"{language}.pdf"
        file.write_bytes(TypstTypesetter().typeset(story_file_in(told, language, forum)))
        files.append(file)

    assert [(verdict.profile, verdict.passed) for verdict in judge(files)] == [("3a", True), ("ua1", True)] * 2

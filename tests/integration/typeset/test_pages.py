"""The pages as a stranger finds them: the same bytes twice, archival and accessible, every note and label on them."""

from __future__ import annotations

import re
import subprocess
from dataclasses import replace
from io import BytesIO
from pathlib import Path

import pdfplumber
import pytest
from pypdf import PdfReader

from evidence.adapters.typesetter_typst import TypstTypesetter
from evidence.casefile.blocks import Column, Group, Paragraph, Row, Table
from evidence.casefile.document import Document, Section
from evidence.casefile.glyphs import faces
from evidence.casefile.ports import Typesetter
from evidence.casefile.runs import Break, Footnote, Plain, bound, cell, fixed, plain
from evidence.errors import TypesetError
from tests.support import faces as embedded
from tests.support.sample_document import sample
from tests.support.sample_hostile import HOSTILE, long_document, poisoned
from tests.support.sample_notes import note
from tests.support.seen_notes import marks_and_notes
from tests.support.verapdf.judge import judge

TYPST: Typesetter = TypstTypesetter()


@pytest.fixture(scope="module")
def pdf() -> bytes:
    return TYPST.typeset(sample())


def _read(pdf: bytes, folder: Path) -> str:
    """The text as copy and paste would give it, in reading order, spaces as one."""
    file = folder / "pages.pdf"
    file.write_bytes(pdf)
    done = subprocess.run(["pdftotext", "-raw", str(file), "-"], capture_output=True, check=True)
    return " ".join(done.stdout.decode().split())


def _pages(pdf: bytes) -> int:
    return len(PdfReader(BytesIO(pdf)).pages)


def _alone(*blocks: Paragraph | Table) -> Document:
    document = sample()
    return replace(
        document,
        cover=replace(document.cover, facts=()),
        sections=(Section(key="alone", title="Alone", blocks=blocks),),
    )


def test_the_same_document_gives_the_same_bytes(pdf: bytes) -> None:
    assert TYPST.typeset(sample()) == pdf


def test_the_file_ends_with_a_line_feed_so_that_a_signature_can_be_added(pdf: bytes) -> None:
    assert pdf.endswith(b"%%EOF\n")


def test_verapdf_finds_no_failed_rule_in_sixteen_pages_or_in_hostile_ones(pdf: bytes, tmp_path: Path) -> None:
    files = [tmp_path / f"{number}.pdf" for number in range(4)]
    files[0].write_bytes(pdf)
    for file, string in zip(files[1:], (HOSTILE[0], HOSTILE[1], HOSTILE[6]), strict=True):
        file.write_bytes(TYPST.typeset(poisoned(string)))

    verdicts = judge(files)

    assert _pages(pdf) >= 15
    assert [(verdict.profile, verdict.failed) for verdict in verdicts] == [("3a", "{}"), ("ua1", "{}")] * 4
    assert all(verdict.passed for verdict in verdicts)


def test_every_footnote_and_every_unbound_sentence_can_be_read_on_the_pages(pdf: bytes, tmp_path: Path) -> None:
    read = _read(pdf, tmp_path)
    document = sample()
    sentences = [
        sentence
        for _section, block in document.blocks()
        if isinstance(block, Paragraph)
        for sentence in block.sentences
    ]

    for sentence in sentences:
        for each in sentence.notes:
            assert f"{each.claim} · {each.exhibit}, {each.place} · {each.basis} · «{each.quote.text}»" in read
            if each.translation:
                assert f"“{each.translation.text}”" in read
    # Twice in the text, once where it is explained.
    assert read.count("UNBOUND") == 3
    assert read.count("STALE") == 2
    assert "UNBOUND The guards reported this to the head of the department." in read


def test_every_note_stands_on_the_page_of_its_mark(pdf: bytes) -> None:
    for file, count in ((pdf, 27), (TYPST.typeset(long_document(3)), 423)):
        pages = list(marks_and_notes(file))
        assert [marks for marks, _notes in pages] == [notes for _marks, notes in pages]
        assert sorted(note for _marks, notes in pages for note in notes) == list(range(1, count + 1))


def test_the_contents_hold_no_invisible_character(pdf: bytes, tmp_path: Path) -> None:
    read = _read(pdf, tmp_path)

    assert "\u2060" not in read
    assert "\u00ad" not in read
    assert re.search(r"Annex 1\. Evidence index[ .]+\d+", read)


@pytest.mark.parametrize("string", [text for text in HOSTILE if not text.startswith(("www", "pile"))])
def test_no_string_in_any_place_stops_the_pages(string: str, tmp_path: Path) -> None:
    read = _read(TYPST.typeset(poisoned(string)), tmp_path)

    assert "Chronology of events" in read


@pytest.mark.parametrize(
    ("string", "letter", "times"),
    [("w" * 10_000, "w", 10_000), ("e" + "\u0301" * 4_000, "]", 3_997), ("[" * 3_000, "[", 3_000)],
)
def test_a_word_of_ten_thousand_letters_breaks_and_no_letter_of_it_is_lost(
    string: str, letter: str, times: int, tmp_path: Path
) -> None:
    def read(word: str) -> str:
        table = Table(
            caption=plain("Wide"),
            columns=(Column(head="a"), Column(head="b", share=1), Column(head="c", share=1)),
            rows=(Row(cells=(cell(word), cell("x"), (bound("Said.", note("T-0101")),))),),
        )
        return _read(TYPST.typeset(_alone(Paragraph(sentences=(fixed(word),)), table)), tmp_path)

    # Once in the paragraph, once in the cell.
    assert read(string).count(letter) - read("x").count(letter) == 2 * times


def test_a_table_never_runs_over_the_foot_of_its_page(tmp_path: Path) -> None:
    wide = cell("narrow columns make high rows, " * 12)
    table = Table(
        caption=plain("High"),
        columns=(Column(head="a" * 60, share=9), *(Column(head=f"c{at}", share=1) for at in range(5))),
        rows=tuple(Row(cells=(cell("x"), wide, wide, wide, wide, cell(f"end{at}"))) for at in range(3)),
    )
    file = tmp_path / "pages.pdf"
    file.write_bytes(TYPST.typeset(_alone(table)))
    with pdfplumber.open(file) as opened:
        lowest = max(
            word["bottom"]
            for page in opened.pages
            for word in page.extract_words(extra_attrs=["size"])
            if round(word["size"], 1) != 8
        )
        height = opened.pages[0].height

    # 25 mm stay free below the text; a word's box reaches a little below its line.
    assert lowest <= float(height) - 25 * 72 / 25.4 + 4


def test_a_group_is_never_named_at_the_foot_of_a_page_and_is_named_again_on_the_next(tmp_path: Path) -> None:
    rows: list[Row | Group] = []
    for group in range(40):
        rows.append(Group(words=plain(f"Group {group}")))
        rows += [Row(cells=(cell(f"{group}-{at}"), cell("x"))) for at in range(1 + group % 4)]
    columns = (Column(head="Entry"), Column(head="What", share=1))
    file = tmp_path / "pages.pdf"
    file.write_bytes(TYPST.typeset(_alone(Table(caption=plain("Groups"), columns=columns, rows=tuple(rows)))))

    with pdfplumber.open(file) as opened:
        pages = [page.extract_text().split("\n") for page in opened.pages[1:]]

    tables = [page[page.index("Entry What") + 1 : -1] for page in pages]
    assert len(tables) > 2
    for table in tables:
        assert table[0].startswith("Group ")
        assert not table[-1].startswith("Group ")
    # What is said again is said of the group that goes on.
    for table in tables:
        said = table[0].removeprefix("Group ")
        assert table[1].startswith(f"{said}-")


def test_a_light_run_in_the_bold_first_cell_of_a_row_is_not_bold(tmp_path: Path) -> None:
    first = cell("C-0001", Break(), Plain(text="A-000001, p. 1", light=True))
    columns = (Column(head="Claim"), Column(head="Quote", share=1))
    file = tmp_path / "pages.pdf"
    file.write_bytes(TYPST.typeset(_alone(Table(columns=columns, rows=(Row(cells=(first, cell("x"))),)))))

    with pdfplumber.open(file) as opened:
        [bold] = opened.pages[1].search("C-0001")
        [light] = opened.pages[1].search("A-000001, p. 1")

    assert all("Bold" in letter["fontname"] for letter in bold["chars"])
    assert all("Bold" not in letter["fontname"] for letter in light["chars"])


def test_a_quote_longer_than_a_page_foot_stands_below_its_paragraph_and_whole(tmp_path: Path) -> None:
    quote = " ".join(f"слова{number}" for number in range(900))
    long = Footnote(claim="T-1", exhibit="A-1", place="p. 1", basis="saw", quote=Plain(text=quote, lang="be"))
    table = Table(
        caption=plain("Notes in cells"),
        columns=(Column(head="a"), Column(head="b", share=1)),
        rows=tuple(Row(cells=(cell("x"), (bound("Said.", long, note("T-0101")),))) for _ in range(8)),
    )

    read = _read(TYPST.typeset(_alone(Paragraph(sentences=(bound("Said.", long),)), table)), tmp_path)

    assert read.count("слова899»") == 9
    assert read.count("T-0101 · A-000101") == 8


def test_three_hundred_pages_can_be_set() -> None:
    assert _pages(TYPST.typeset(long_document(32))) >= 300


def test_typst_source_in_a_text_stays_text(tmp_path: Path) -> None:
    source = '#import "@preview/cetz:0.3.0": * #read("/etc/hostname") $x$ *b* <label> @ref'

    read = _read(TYPST.typeset(_alone(Paragraph(sentences=(fixed(source),)))), tmp_path)

    assert source in read


def test_the_method_section_counts_what_was_written_out(pdf: bytes, tmp_path: Path) -> None:
    assert "Every character of this document is shown as it stands" in _read(pdf, tmp_path)

    document = sample()
    quoted = Paragraph(sentences=(fixed("\U0001f642 and \U0001f642 and \u202e"),))
    extra = Section(key="extra", title="Extra", blocks=(quoted,))
    read = _read(TYPST.typeset(replace(document, sections=(*document.sections, extra))), tmp_path)

    assert "[U+1F642] and [U+1F642] and [U+202E]" in read
    assert "3 characters that the typefaces lack" in read
    assert "U+202E × 1, U+1F642 × 2" in read


def test_a_template_that_names_a_package_is_refused(tmp_path: Path) -> None:
    (tmp_path / "casefile.typ").write_text('#import "@preview/cetz:0.3.0": *\n', encoding="utf-8")

    with pytest.raises(TypesetError, match="names a package"):
        TypstTypesetter(template=tmp_path).typeset(sample())


def test_a_template_that_fails_says_where_and_no_word_of_the_document(tmp_path: Path) -> None:
    (tmp_path / "casefile.typ").write_text("#let file = json(bytes(sys.inputs.document))\n#panic(file.title)\n")

    with pytest.raises(TypesetError) as caught:
        TypstTypesetter(template=tmp_path).typeset(sample())

    assert str(caught.value) == "Typst refused the pages at casefile.typ:2:1"


def test_a_document_with_a_finding_is_refused_by_its_code() -> None:
    with pytest.raises(TypesetError, match="lang"):
        TYPST.typeset(replace(sample(), lang="xx"))


def test_pages_that_take_too_long_end_with_an_error() -> None:
    with pytest.raises(TypesetError, match="longer than 0 seconds"):
        TypstTypesetter(seconds=0).typeset(sample())


def test_the_faces_file_says_what_the_installed_wheel_can_show() -> None:
    assert embedded.FILE.read_text(encoding="ascii") == embedded.text()


def test_every_letter_that_the_faces_have_can_be_set_in_every_style() -> None:
    held = faces()
    letters = sorted(held.serif | held.second | held.mono)
    lines = ["".join(map(chr, letters[at : at + 40])) for at in range(0, len(letters), 40)]
    bold = tuple(Paragraph(sentences=(fixed((Plain(text=line, bold=True),)),)) for line in lines)
    upright = tuple(Paragraph(sentences=(fixed(line),)) for line in lines)

    assert TYPST.typeset(_alone(*upright, *bold)).startswith(b"%PDF-")

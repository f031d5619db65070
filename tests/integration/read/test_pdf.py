"""PDFs: damage, traps in the text layer, scans, and ten thousand pages."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from ingest.adapters.local_pool import LocalPool
from ingest.ports import Document
from ingest.read import pdf
from ingest.read.ocr import data_folder
from ingest.read.pages import Code, Finding, Kind, NotDone, Page, Reason, Step
from ingest.read.request import CannotReadError, Request
from tests.support.documents import encrypted, pdf_of, plain_pdf, scan_pdf, set_pdf, sheet, stream

LINES = ["Сведка бачыў турэмны аўтамабіль каля суда", "і чуў голас следчага з калідора"]
LATIN = ["Liudytoja atpažino pareigūną iš nuotraukos", "ir prisiminė jo balsą koridoriuje"]


def items(content: bytes, request: Request | None = None) -> tuple[list[Page], list[Finding]]:
    found = list(pdf.read(content, request or Request()))
    return [item for item in found if isinstance(item, Page)], [item for item in found if isinstance(item, Finding)]


def codes(findings: list[Finding]) -> list[Code]:
    return [finding.code for finding in findings]


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (b"junk" + plain_pdf(["a"]), Code.BYTES_BEFORE_HEADER),
        (plain_pdf(["a"]).removesuffix(b"%%EOF\n"), Code.NO_END_MARK),
        (plain_pdf(["a"]).replace(b"startxref\n", b"startxref\n9"), Code.REPAIRED),
        (plain_pdf(["a"]) + b"PK\x05\x06" + bytes(18), Code.POLYGLOT),
        (plain_pdf(["a"]) + plain_pdf(["a"])[9:], Code.EARLIER_REVISIONS),
        (encrypted(plain_pdf(["a"]), user=""), Code.RESTRICTED),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_oddities_of_the_file_are_found_and_it_is_read_all_the_same(content: bytes, code: Code) -> None:
    pages, findings = items(content)

    assert [page.text for page in pages] == ["a"]
    assert code in codes(findings)


def test_a_sound_file_has_no_findings() -> None:
    assert items(set_pdf("Сведка бачыў."))[1] == []


@pytest.mark.parametrize(("turn", "lines", "language"), [(0, LINES, "bel"), (90, LATIN, "lit"), (270, LATIN, "lit")])
def test_a_scan_is_read_off_its_image_whichever_way_up(turn: int, lines: list[str], language: str) -> None:
    if data_folder() is None:
        pytest.fail("tesseract's language data are missing")
    image = sheet([*lines, *lines, *lines], turn=turn)

    [page], findings = items(scan_pdf(image))

    assert page.text.split() == " ".join(lines * 3).split()
    assert (page.ocr, page.language, findings) == (True, language, [])
    assert [page.text[word.start : word.end] for word in page.words] == page.text.split()
    assert page.width is not None
    assert page.height is not None
    for word in page.words:
        # Ink under the word's box: a hundredth of a point is 1/24 of a dot at 300 dpi.
        box = tuple(edge // 24 for edge in (word.box.x0, word.box.y0, word.box.x1 + 24, word.box.y1 + 24))
        assert min(image.crop((box[0], box[1], box[2], box[3])).tobytes()) < 100
        assert 0 <= word.box.x0 < word.box.x1 <= page.width + 100
        assert 0 <= word.box.y0 < word.box.y1 <= page.height + 100


@pytest.mark.parametrize(
    ("layer", "code"),
    [
        (" ".join(LINES).encode("windows-1251"), Code.TEXT_LAYER_IMPLAUSIBLE),
        (b"The witness saw nothing at all that evening and went home early", Code.TEXT_LAYER_CONTRADICTED),
        (b"17", Code.TEXT_LAYER_CONTRADICTED),
    ],
    ids=["mojibake", "another story", "a page number"],
)
def test_a_lying_layer_does_not_stand_but_is_kept(layer: bytes, code: Code) -> None:
    [page], findings = items(scan_pdf(sheet(LINES), layer))

    assert page.text.split() == " ".join(LINES).split()
    assert (page.ocr, codes(findings)) == (True, [code])
    assert page.layer == layer.decode("cp1252")


def test_an_honest_layer_under_a_scan_stands() -> None:
    english = ["The witness saw the prison van near the court", "and heard the voice of the investigator"]
    layer = " ".join(english).encode()

    [page], findings = items(scan_pdf(sheet(english), layer))

    assert (page.text, page.ocr, page.layer, findings) == (layer.decode(), False, None, [])


def test_an_empty_sheet_has_no_writing_and_a_blank_page_needs_no_look() -> None:
    [scanned], findings = items(scan_pdf(sheet([])))
    [blank], none = items(plain_pdf([""]))

    assert (scanned.text, codes(findings)) == ("", [Code.NO_WRITING])
    assert (blank.text, blank.waits, none) == ("", None, [])


def test_without_language_data_the_page_waits_and_says_why(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pdf, "data_folder", lambda: None)

    [page], findings = items(scan_pdf(sheet(LINES)))

    assert (page.waits, page.text, codes(findings)) == ("ocr", "", [Code.OCR_DATA_MISSING])


def test_beyond_the_ocr_limit_pages_wait() -> None:
    [page], findings = items(scan_pdf(sheet(LINES), b"17"), Request(ocr_pages=0))

    assert (page.waits, page.text, codes(findings)) == ("ocr", "17", [Code.OCR_DEFERRED])


def test_comments_and_form_fields_are_parts_after_the_pages() -> None:
    note = b"<< /Type /Annot /Subtype /Text /Rect [0 0 9 9] /Contents (a comment) /T (Author) /M (D:20210305) >>"
    field = b"<< /Type /Annot /Subtype /Widget /FT /Tx /T (name) /V (a value) /Rect [0 0 9 9] >>"
    content = pdf_of(
        [
            b"<< /Type /Catalog /Pages 2 0 R /AcroForm << /Fields [5 0 R] >> >>",
            b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
            b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 99 99] /Annots [4 0 R 5 0 R] /Contents 6 0 R >>",
            note,
            field,
            stream(b""),
        ]
    )

    pages, _ = items(content)

    assert [(page.number, page.kind, page.name, page.text) for page in pages] == [
        (1, Kind.PAGE, None, ""),
        (2, Kind.COMMENT, "comment 1", "a comment"),
        (3, Kind.FIELD, "field 1", "a value"),
    ]
    assert (pages[1].author, pages[1].dated) == ("Author", "D:20210305")


READ_MANY = """
import resource, sys
from ingest.adapters.local_pool import LocalPool
from ingest.ports import Document, Limits
if __name__ == "__main__":
    with open(sys.argv[1], "rb") as file, LocalPool(workers=1, limits=Limits(seconds=120, memory=160 << 20)) as pool:
        read = pool.read(Document(content=file.fileno()))
    print(len(read.pages), read.pages[-1].text, sep="\\n")
    # Of all children that have ended, the largest: the document's own process. In KiB.
    print(resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss)
"""


def test_ten_thousand_pages_are_read_in_flat_memory(tmp_path: Path) -> None:
    path = tmp_path / "many.pdf"
    path.write_bytes(plain_pdf(f"page {number}" for number in range(1, 10_001)))
    # In a process of its own: what this one's other children took, a browser or a Java, is not the reader's.
    ran = subprocess.run([sys.executable, "-c", READ_MANY, str(path)], capture_output=True, text=True, check=False)

    assert ran.returncode == 0, ran.stderr
    pages, last, largest = ran.stdout.splitlines()
    assert (pages, last) == ("10000", "page 10000")
    assert int(largest) < 400 << 10


def test_pages_beyond_the_limit_are_missing_and_said_to_be() -> None:
    pages, findings = items(plain_pdf(["a", "b", "c"]), Request(pages=2))

    assert [page.text for page in pages] == ["a", "b"]
    assert findings == [Finding(code=Code.OVER_LIMIT, detail="pages")]


CATALOGUE = b"<< /Type /Catalog /Pages 2 0 R >>"
BLANK = b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 600 800] >>"
LOOP = pdf_of([CATALOGUE, b"<< /Type /Pages /Kids [2 0 R 3 0 R] /Count 2 >>", BLANK])
ABSENT = pdf_of([CATALOGUE, b"<< /Type /Pages /Kids [9 0 R 8 0 R] /Count 2 >>"])


@pytest.mark.parametrize("content", [LOOP, ABSENT], ids=["a loop beside a blank page", "pages that are not there"])
def test_a_file_of_which_no_page_says_anything_and_some_do_not_load_is_malformed(content: bytes) -> None:
    with pytest.raises(CannotReadError) as refused:
        items(content)

    assert refused.value.reason is Reason.MALFORMED
    with LocalPool(workers=1) as pool:
        answer = pool.read(Document(content=content))
    assert answer == NotDone(step=Step.READ, reason=Reason.MALFORMED, media_type="application/pdf")


@pytest.mark.parametrize("drawing", [b"", b"100 100 m 200 200 l S"], ids=["words", "a drawing alone"])
def test_a_file_with_one_page_that_shows_something_is_read_and_the_others_are_marked(drawing: bytes) -> None:
    note = b"<< /Type /Annot /Subtype /Text /Rect [0 0 9 9] /Contents (a comment) >>"
    content = pdf_of(
        [
            CATALOGUE,
            b"<< /Type /Pages /Kids [3 0 R 9 0 R] /Count 2 >>",
            BLANK[:-2] + b"/Contents 4 0 R " + (b"" if drawing else b"/Annots [5 0 R] ") + b">>",
            stream(drawing),
            note,
        ]
    )

    assert Code.PAGE_UNREADABLE in codes(items(content, Request(ocr=False))[1])

"""What every pool promises (ingest/ports.py), held against each adapter and the fake."""

from __future__ import annotations

import io
import os
import tempfile
import unicodedata
from collections.abc import Iterator

import pytest
from PIL import Image

from ingest.adapters.local_pool import LocalPool
from ingest.ports import Document, Limits, Ocr, Pool
from ingest.read.citing import only_place
from ingest.read.pages import Code, Kind, NotDone, Page, Reading, Reason, Rect, Step
from tests.support.documents import docx, encrypted, paragraph, part, plain_pdf, run, scan_pdf, set_pdf, sheet
from tests.support.in_process_pool import InProcessPool

POOLS: list[type[LocalPool | InProcessPool]] = [LocalPool, InProcessPool]

THREE = plain_pdf(["First page", "Second (page)", "Third page"])


@pytest.fixture(scope="module", params=POOLS, ids=lambda pool: pool.__name__)
def pool(request: pytest.FixtureRequest) -> Iterator[Pool]:
    with request.param(limits=Limits(seconds=30, input=4 << 20)) as opened:
        yield opened


def reading(answer: Reading | NotDone) -> Reading:
    assert isinstance(answer, Reading), answer
    return answer


def test_a_pdf_is_read_page_by_page(pool: Pool) -> None:
    read = reading(pool.read(Document(content=THREE)))

    assert [page.text for page in read.pages] == ["First page", "Second (page)", "Third page"]
    assert {(page.width, page.height, page.rotation, page.kind) for page in read.pages} == {
        (61200, 79200, 0, Kind.PAGE)
    }
    assert (read.media_type, read.findings) == ("application/pdf", ())


def test_the_same_bytes_give_the_same_values(pool: Pool) -> None:
    document = Document(content=docx(paragraph(run("адно")) + paragraph(run("другое"))))

    assert pool.read(document) == pool.read(document)


def test_a_descriptor_is_read_from_its_start_and_stays_open(pool: Pool) -> None:
    with tempfile.TemporaryFile() as file:
        file.write(THREE)
        file.flush()

        read = reading(pool.read(Document(content=file.fileno())))

        assert len(read.pages) == 3
        assert os.lseek(file.fileno(), 0, os.SEEK_CUR) == len(THREE)


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (b"", Reason.EMPTY),
        (encrypted(THREE, user="secret"), Reason.NEEDS_PASSWORD),
        (b"%PDF-1.7\nnothing that follows", Reason.MALFORMED),
        (THREE[: len(THREE) // 4], Reason.MALFORMED),
        (b"\x7fELF\x02\x01\x01" + bytes(100), Reason.UNSUPPORTED),
        (bytes(range(256)) * 20, Reason.UNSUPPORTED),
        (b"x" * (5 << 20), Reason.OVER_INPUT),
        (docx("")[:200], Reason.MALFORMED),
    ],
    ids=lambda value: value if isinstance(value, str) else f"{len(value)} bytes",
)
def test_what_cannot_be_read_says_why_and_the_next_document_is_read(pool: Pool, content: bytes, reason: Reason) -> None:
    answer = pool.read(Document(content=content))

    assert isinstance(answer, NotDone)
    assert (answer.step, answer.reason) == (Step.READ, reason)
    assert len(reading(pool.read(Document(content=THREE))).pages) == 3


def test_a_password_opens_what_needs_one(pool: Pool) -> None:
    locked = encrypted(THREE, user="пароль")

    read = reading(pool.read(Document(content=locked, password="пароль")))

    assert read.pages[1].text == "Second (page)"
    assert isinstance(pool.read(Document(content=locked, password="другі")), NotDone)


def test_name_and_declared_type_are_claims(pool: Pool) -> None:
    read = reading(pool.read(Document(content=THREE, suffix=".docx", media_type="text/plain")))

    assert [finding.code for finding in read.findings] == [Code.NAME_MISMATCH, Code.DECLARED_MISMATCH]
    assert read.media_type == "application/pdf"


def test_each_word_has_a_box_around_its_own_characters(pool: Pool) -> None:
    document = Document(content=plain_pdf(["Witness one saw"]))
    [page] = reading(pool.read(document)).pages

    words = pool.words(document, page=1)

    assert not isinstance(words, NotDone)
    assert [page.text[word.start : word.end] for word in words] == ["Witness", "one", "saw"]
    first, second, third = (word.box for word in words)
    assert 7200 <= first.x0 < first.x1 < second.x0 < second.x1 < third.x0
    # The line's foot is 720 pt from below on a page of 792 pt.
    assert 6200 < first.y0 < first.y1 <= 7300


@pytest.mark.parametrize("turn", [0, 90, 180, 270])
def test_boxes_lie_on_the_ink_of_the_page_as_it_is_shown(pool: Pool, turn: int) -> None:
    document = Document(content=plain_pdf(["Witness one saw"], rotate=turn))
    [page] = reading(pool.read(document)).pages

    boxes = [box for word in ("Witness", "one", "saw") for box in boxes_of(pool, document, page, word)]

    image = picture(pool, document)
    assert all(min(image.crop(dots(box)).tobytes()) < 100 for box in boxes)
    for box in boxes:
        image.paste(255, dots(box))
    assert min(image.tobytes()) > 200
    assert (page.rotation, page.width) == (turn, 61200 if turn in (0, 180) else 79200)


def boxes_of(pool: Pool, document: Document, page: Page, quote: str) -> tuple[Rect, ...]:
    place = only_place(page, quote)
    assert place is not None
    boxes = pool.rectangles(document, page=page.number, start=place[0], end=place[1])
    assert not isinstance(boxes, NotDone)
    return boxes


def picture(pool: Pool, document: Document) -> Image.Image:
    png = pool.render(document, page=1, dpi=144)
    assert isinstance(png, bytes)
    return Image.open(io.BytesIO(png)).convert("L")


def dots(box: Rect) -> tuple[int, int, int, int]:
    """The box at 144 dpi, with two dots of blur around it."""
    return box.x0 // 50 - 2, box.y0 // 50 - 2, box.x1 // 50 + 3, box.y1 // 50 + 3


def test_a_quote_over_two_lines_has_two_boxes_and_astral_letters_count_once(pool: Pool) -> None:
    document = Document(content=set_pdf("Пасля 𝔄 слова\n\nдругі радок"))
    [page] = reading(pool.read(document)).pages
    start, end = page.text.index("слова"), page.text.index("другі") + len("другі")

    boxes = pool.rectangles(document, page=1, start=start, end=end)

    assert not isinstance(boxes, NotDone)
    assert len(boxes) == 2
    assert boxes[0].y1 <= boxes[1].y0


def test_the_second_engine_reads_the_same_words(pool: Pool) -> None:
    document = Document(content=set_pdf("Сведка бачыў турэмны аўтамабіль."))
    [page] = reading(pool.read(document)).pages

    second = pool.second_reading(document, page=1)

    assert isinstance(second, str)
    assert second.split() == page.text.split()
    assert unicodedata.is_normalized("NFC", page.text)


def test_a_ruled_table_comes_as_rows_of_cells(pool: Pool) -> None:
    document = Document(content=set_pdf("#table(columns: 2, [Дата], [Месца], [9 жніўня], [Мінск])"))

    assert pool.tables(document, page=1) == ((("Дата", "Месца"), ("9 жніўня", "Мінск")),)


@pytest.mark.parametrize("page", [0, 2, -1, 10**6])
def test_a_page_that_is_not_there_is_malformed(pool: Pool, page: int) -> None:
    document = Document(content=plain_pdf(["only"]))

    answers = [
        pool.render(document, page=page),
        pool.words(document, page=page),
        pool.rectangles(document, page=page, start=0, end=1),
        pool.second_reading(document, page=page),
        pool.tables(document, page=page),
    ]

    assert [answer.reason for answer in answers if isinstance(answer, NotDone)] == [Reason.MALFORMED] * 5


@pytest.mark.parametrize(("start", "end"), [(0, 5), (3, 3), (-1, 2), (4, 9)])
def test_characters_past_the_end_of_a_page_are_refused(pool: Pool, start: int, end: int) -> None:
    answer = pool.rectangles(Document(content=plain_pdf(["four"])), page=1, start=start, end=end)

    assert answer == NotDone(step=Step.RECTANGLES, reason=Reason.MALFORMED)


def test_a_picture_is_read_now_or_waits_until_later(pool: Pool) -> None:
    document = Document(content=scan_pdf(sheet(["Świadek rozpoznał głos naczelnika więzienia"])))

    later = reading(pool.read(document, ocr=Ocr.LATER))
    now = reading(pool.read(document, ocr=Ocr.NOW))

    assert (later.waits, later.pages[0].text) == (True, "")
    assert (now.waits, now.pages[0].text) == (False, "Świadek rozpoznał głos naczelnika więzienia")


def test_notes_of_a_docx_are_parts_of_their_own(pool: Pool) -> None:
    notes = part("footnotes", f'<w:footnote w:id="2">{paragraph(run("note"))}</w:footnote>')

    read = reading(pool.read(Document(content=docx(paragraph(run("body")), {"footnotes": notes}))))

    assert [(page.number, page.name, page.text) for page in read.pages] == [
        (1, "body", "body"),
        (2, "footnote 1", "note"),
    ]

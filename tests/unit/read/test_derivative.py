"""text/1: what is written is read again, and nothing else is read (docs/spec/derivative.md)."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from evidence import canonical
from evidence.errors import MalformedError, NewerFormatError
from ingest.read.derivative import decode, encode
from ingest.read.pages import Code, Finding, Kind, Page, Reading, Rect, Word
from tests.unit.read.strategies import readings

VECTORS = Path(__file__).parents[2] / "vectors" / "derivative"


@given(readings())
def test_every_reading_comes_back_as_it_was(reading: Reading) -> None:
    assert decode(encode(reading)) == reading


@given(readings(), st.data())
def test_whatever_else_is_accepted_is_written_again_byte_for_byte(reading: Reading, data: st.DataObject) -> None:
    content = bytearray(encode(reading))
    content[data.draw(st.integers(0, len(content) - 1))] = data.draw(st.integers(0, 255))
    changed = bytes(content)

    try:
        read = decode(changed)
    except MalformedError:
        return
    except NewerFormatError:
        return

    assert encode(read) == changed


@pytest.mark.parametrize("path", sorted(VECTORS.glob("good-*.json")), ids=lambda path: path.stem)
def test_a_good_vector_comes_out_as_the_same_bytes(path: Path) -> None:
    content = path.read_bytes()

    assert encode(decode(content)) == content


@pytest.mark.parametrize("path", sorted(VECTORS.glob("bad-*.json")), ids=lambda path: path.stem)
def test_a_bad_vector_is_refused_for_what_its_name_says(path: Path) -> None:
    expected = NewerFormatError if "newer" in path.stem else MalformedError

    with pytest.raises(expected):
        decode(path.read_bytes())


def test_there_are_vectors_of_both_sorts() -> None:
    assert len(list(VECTORS.glob("good-*.json"))) >= 3
    assert len(list(VECTORS.glob("bad-*.json"))) >= 12


def test_the_example_of_the_spec_page_is_accepted() -> None:
    page = (Path(__file__).parents[3] / "docs" / "spec" / "derivative.md").read_text(encoding="utf-8")
    example = page.split("```json\n")[1].split("\n```")[0].encode()

    assert decode(example).pages[1].kind is Kind.DELETED


def test_every_finding_is_explained_on_the_spec_page() -> None:
    page = (Path(__file__).parents[3] / "docs" / "spec" / "derivative.md").read_text(encoding="utf-8")

    assert [code for code in Code if f"`{code}`" not in page] == []
    assert [kind for kind in Kind if f"`{kind}`" not in page] == []


def test_no_float_is_ever_written() -> None:
    with pytest.raises(MalformedError):
        canonical.encode({"x": 0.5})  # type: ignore[dict-item]  # what the derivative's own types forbid


@pytest.mark.parametrize("text", ["\ud800", "a\udfffb", "\udc00\ud800"])
def test_a_lone_surrogate_is_no_page(text: str) -> None:
    with pytest.raises(MalformedError):
        Page(number=1, text=text, kind=Kind.PAGE)


def test_a_detail_cannot_carry_testimony() -> None:
    with pytest.raises(MalformedError):
        Finding(code=Code.HIDDEN_TEXT, detail="Сведка")
    with pytest.raises(MalformedError):
        Finding(code=Code.HIDDEN_TEXT, detail="two words")


def test_word_boxes_keep_to_the_text_and_to_ocr() -> None:
    word = Word(start=0, end=3, box=Rect(x0=0, y0=0, x1=1, y1=1))

    Page(number=1, text="abc", kind=Kind.PAGE, ocr=True, words=(word,))
    for text, ocr, words in (("ab", True, (word,)), ("abc", False, (word,)), ("abc", True, (word, word))):
        with pytest.raises(MalformedError):
            Page(number=1, text=text, kind=Kind.PAGE, ocr=ocr, words=words)


def test_pages_are_numbered_without_a_gap() -> None:
    with pytest.raises(MalformedError):
        Reading(
            media_type="text/plain",
            pages=(Page(number=2, text="", kind=Kind.WHOLE),),
            tool="t",
            version="1",
            isolation="none",
        )

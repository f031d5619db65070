"""When a text layer is believed, and what stands when it is not."""

from __future__ import annotations

from dataclasses import dataclass

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ingest.read.letters import SAMPLES
from ingest.read.ocr import Recognised
from ingest.read.pages import Code
from ingest.read.pdf_believe import Belief, Need, believe, need_of
from ingest.read.plausible import Doubt, Judgement, judge

CYRILLIC = SAMPLES["bel"]
SURE = Judgement(score=100)


@dataclass(frozen=True, slots=True, kw_only=True)
class Sheet:
    images: int = 0
    paths: int = 0

    def covered_by_images(self) -> int:
        return self.images

    def drawings(self) -> int:
        return self.paths


@pytest.mark.parametrize("language", SAMPLES)
def test_honest_text_of_our_languages_is_believed(language: str) -> None:
    assert judge(SAMPLES[language]).score >= 90


@pytest.mark.parametrize(
    "text",
    [
        "",
        "1 234,56\n7 890,12",
        "Portez ce vieux whisky au juge blond qui fume sur son île intérieure, à côté de l'alcôve ovoïde",
        "Příliš žluťoučký kůň úpěl ďábelské ódy, zatímco vážní soudci mlčky přihlíželi celé té bídě",
        "Der Zeuge sagte aus, er habe die Beamten am Abend vor dem Gebäude gesehen und später wiedererkannt",
        "学校で先生に会いました。",
        "§ 4 (2) — 12:30",
        "АБ-1234 кв. 5",
    ],
)
def test_other_honest_text_is_believed(text: str) -> None:
    assert judge(text).believed


@pytest.mark.parametrize(
    ("text", "doubt"),
    [
        (CYRILLIC.encode("windows-1251").decode("latin-1"), Doubt.LATIN_MOJIBAKE),
        (CYRILLIC.encode().decode("windows-1251", "replace"), Doubt.CYRILLIC_MOJIBAKE),
        (SAMPLES["rus"].encode("koi8-r").decode("windows-1251", "replace"), Doubt.NO_LANGUAGE),
        ("".join(chr(0xE000 + ord(c) % 200) for c in CYRILLIC), Doubt.PRIVATE_USE),
        ("".join(chr(ord(c) % 31) if c.isalpha() else c for c in CYRILLIC), Doubt.CONTROLS),
        ("\ufffd" * 50, Doubt.CONTROLS),
        ("".join(chr(ord(c) + 3) if "a" <= c <= "w" else c for c in SAMPLES["eng"]), Doubt.NO_LANGUAGE),
    ],
    ids=["1251 as Latin-1", "UTF-8 as 1251", "KOI8 as 1251", "private", "controls", "replaced", "shifted"],
)
def test_garbage_is_not_believed_and_says_why(text: str, doubt: Doubt) -> None:
    judgement = judge(text)

    assert not judgement.believed
    assert judgement.doubt is doubt


@given(st.text())
def test_every_text_has_a_score(text: str) -> None:
    judgement = judge(text)

    assert 0 <= judgement.score <= 100
    assert (judgement.doubt is None) == (judgement.score == 100)


@pytest.mark.parametrize(
    ("layer", "judgement", "sheet", "invisible", "need"),
    [
        ("A page of text", SURE, Sheet(), False, Need.NONE),
        ("", SURE, Sheet(), False, Need.NONE),
        ("", SURE, Sheet(images=90), False, Need.ABSENT),
        ("  \r\n", SURE, Sheet(images=6), False, Need.ABSENT),
        ("", SURE, Sheet(paths=400), False, Need.ABSENT),
        ("ÿþ", Judgement(score=10, doubt=Doubt.CONTROLS), Sheet(), False, Need.IMPLAUSIBLE),
        ("Heading", SURE, Sheet(images=40), False, Need.COVERED),
        ("long text " * 50, SURE, Sheet(images=40), False, Need.NONE),
        ("long text " * 50, SURE, Sheet(images=95), False, Need.COVERED),
        ("long text " * 50, SURE, Sheet(), True, Need.COVERED),
    ],
)
def test_a_picture_is_read_where_the_layer_cannot_be_enough(
    layer: str, judgement: Judgement, sheet: Sheet, *, invisible: bool, need: Need
) -> None:
    assert need_of(layer, judgement, sheet, invisible=invisible) is need


def read(text: str, confidence: int = 95) -> Recognised:
    return Recognised(text=text, words=(), language="eng", confidence=confidence)


SAYS = "the witness saw the van leave the yard"


@pytest.mark.parametrize(
    ("layer", "need", "found", "text", "ocr", "codes"),
    [
        ("", Need.ABSENT, read(SAYS), SAYS, True, ()),
        ("", Need.ABSENT, read(SAYS, 30), SAYS, True, (Code.OCR_POOR,)),
        ("", Need.ABSENT, None, "", True, (Code.NO_WRITING,)),
        ("xx", Need.IMPLAUSIBLE, read(SAYS), SAYS, True, (Code.TEXT_LAYER_IMPLAUSIBLE,)),
        ("xx", Need.IMPLAUSIBLE, None, "", True, (Code.TEXT_LAYER_IMPLAUSIBLE, Code.NO_WRITING)),
        (SAYS, Need.IMPLAUSIBLE, read(SAYS), SAYS, False, ()),
        (SAYS, Need.COVERED, read(SAYS.upper()), SAYS, False, ()),
        ("quite another story here", Need.COVERED, read(SAYS), SAYS, True, (Code.TEXT_LAYER_CONTRADICTED,)),
        ("the yard", Need.COVERED, read(SAYS * 3), SAYS * 3, True, (Code.TEXT_LAYER_INCOMPLETE,)),
        ("the yard", Need.COVERED, read("zz", 20), "the yard", False, (Code.TEXT_LAYER_UNCONFIRMED,)),
        ("the yard", Need.COVERED, None, "the yard", False, (Code.TEXT_LAYER_UNCONFIRMED,)),
    ],
)
def test_what_stands_when_layer_and_picture_were_compared(
    layer: str, need: Need, found: Recognised | None, text: str, *, ocr: bool, codes: tuple[Code, ...]
) -> None:
    belief = believe(layer, need, found)

    assert (belief.text, belief.ocr, belief.findings) == (text, ocr, codes)


def test_until_then_a_believable_layer_stands_and_a_garbage_one_does_not() -> None:
    assert Belief.waiting("text", Need.COVERED, Code.OCR_DEFERRED).text == "text"
    assert Belief.waiting("ÿþ", Need.IMPLAUSIBLE, Code.OCR_DEFERRED).text == ""
    assert Belief.waiting("ÿþ", Need.IMPLAUSIBLE, Code.OCR_DEFERRED).waits

"""Plain text in the encodings that are about: the right one, and doubt where there is doubt."""

from __future__ import annotations

import itertools

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ingest.identify import identify
from ingest.read.letters import SAMPLES
from ingest.read.pages import Code, Finding, Page
from ingest.read.plain import decode, read
from ingest.read.request import Content, Request

# Not a sentence of the samples that encodings are judged by.
SENTENCES = {
    "be": (
        "Назіральнік зачыніў дзверы, і мы чулі, як у калідоры крычаў хлопец з Гомеля. "
        "Пасля прыйшоў доктар у шэрым плашчы."
    ),
    "ru": (
        "Надзиратель закрыл дверь, и мы слышали, как в коридоре кричал парень из Гомеля. "
        "Потом пришёл врач в сером плаще."
    ),
    "uk": (
        "Наглядач зачинив двері, і ми чули, як у коридорі кричав хлопець із Гомеля. Потім прийшов лікар у сірому плащі."
    ),
    "pl": (
        "Strażnik zamknął drzwi i słyszeliśmy, jak na korytarzu krzyczał chłopak. "
        "Później przyszedł lekarz w szarym płaszczu."
    ),
    "lt": (
        "Prižiūrėtojas uždarė duris, ir mes girdėjome, kaip koridoriuje šaukė vaikinas. "
        "Vėliau atėjo gydytojas pilku apsiaustu."
    ),
}
ENCODED = [
    ("be", "windows-1251"),
    ("ru", "windows-1251"),
    ("ru", "koi8-r"),
    ("ru", "cp866"),
    ("ru", "iso8859-5"),
    ("ru", "mac-cyrillic"),
    ("uk", "windows-1251"),
    ("uk", "koi8-u"),
    ("pl", "windows-1250"),
    ("pl", "iso8859-2"),
    ("lt", "windows-1257"),
    ("lt", "iso8859-13"),
    *((language, encoding) for language in SENTENCES for encoding in ("utf-8", "utf-8-sig", "utf-16", "utf-32")),
    *((language, encoding) for language in SENTENCES for encoding in ("utf-16-le", "utf-16-be")),
]


@pytest.mark.parametrize(("language", "encoding"), ENCODED)
def test_a_short_note_is_read_in_its_encoding(language: str, encoding: str) -> None:
    content = SENTENCES[language].encode(encoding)

    assert decode(content).text == SENTENCES[language]
    assert identify(content) == "text/plain"


@given(st.text(st.characters(exclude_categories=["Cs"])))
def test_utf8_is_kept_character_for_character(text: str) -> None:
    content = b"\xef\xbb\xbf" + text.encode()

    assert decode(content).text == text


@given(st.binary(max_size=300))
def test_any_bytes_are_some_text_and_no_line_is_lost(content: bytes) -> None:
    decoded = decode(content)

    assert 0 <= decoded.score <= 100
    if decoded.encoding not in ("utf-32-le", "utf-32-be", "utf-16-le", "utf-16-be", "cp037"):
        assert decoded.text.count("\n") == content.count(b"\n")


def findings(content: Content) -> list[Finding]:
    return [item for item in read(content, Request()) if isinstance(item, Finding)]


def test_lines_of_two_programs_are_each_read_in_their_own_encoding() -> None:
    content = SENTENCES["be"].encode() + b"\n" + SENTENCES["ru"].encode("windows-1251") + b"\n"

    [page] = [item for item in read(content, Request()) if isinstance(item, Page)]

    assert page.text == SENTENCES["be"] + "\n" + SENTENCES["ru"] + "\n"
    assert [finding.code for finding in findings(content)] == [Code.MIXED_ENCODINGS]


def test_control_characters_stay_and_are_counted() -> None:
    content = "пачатак\x00\x1b[31mканец".encode()

    assert decode(content).text == "пачатак\x00\x1b[31mканец"
    assert findings(content) == [Finding(code=Code.CONTROL_CHARACTERS, page=1, detail=2)]


def test_a_few_high_bytes_among_numbers_are_marked_uncertain() -> None:
    content = b"12 \x95 34\n56 \xa9 78\n"

    assert [finding.code for finding in findings(content)] == [Code.ENCODING_UNCERTAIN]


def test_bytes_of_no_encoding_become_the_replacement_character_and_are_counted() -> None:
    content = b"\xff\xfe" + "тэкст".encode("utf-16-le") + b"\x00"

    assert decode(content).text == "тэкст\ufffd"
    assert Finding(code=Code.UNDECODABLE, page=1, detail=1) in findings(content)


@pytest.mark.parametrize("language", SAMPLES)
def test_the_samples_themselves_are_told_apart(language: str) -> None:
    from ingest.read.letters import likeness

    assert likeness(SAMPLES[language])[0] == language


@given(st.text(st.characters(exclude_categories=["Cs"]), min_size=1), st.sampled_from(["le", "be"]))
def test_utf32_with_its_mark_is_kept_character_for_character(text: str, order: str) -> None:
    assert decode(f"\ufeff{text}".encode(f"utf-32-{order}")).text == text


def test_utf16_that_begins_with_nul_is_not_taken_for_utf32() -> None:
    assert decode(b"\xff\xfe" + "\x00сведка".encode("utf-16-le")).text == "\x00сведка"


def test_a_damaged_unit_does_not_make_utf32_something_else() -> None:
    content = b"\xff\xfe\x00\x00" + "сведка".encode("utf-32-le") + b"\xff\xff\xff\xff"

    assert decode(content).text == "сведка\ufffd"


@pytest.mark.parametrize(
    ("text", "encoding"),
    [
        ("Цітовіч ў камеры", "windows-1251"),
        ("Ігар і Ўладзь", "windows-1251"),
        ("Цюрма ў Жодзіне", "windows-1251"),
        ("Їжак є тут", "windows-1251"),
        ("Тюрьма Окрестина", "windows-1251"),
        ("Тюрьма Окрестина", "koi8-r"),
        ("№ 5, § 3: «Цітовіч»", "windows-1251"),
        ("Żółkiewski źle", "windows-1250"),
        ("Žemaitaitis ąžuolas", "windows-1257"),
    ],
)
def test_a_few_words_are_read_in_their_encoding(text: str, encoding: str) -> None:
    assert decode(text.encode(encoding)).text == text


@pytest.mark.parametrize("language", ["be", "ru", "uk"])
def test_nearly_any_two_words_in_windows_1251_are_read_right(language: str) -> None:
    words = SENTENCES[language].split()
    pairs = [" ".join(pair) for pair in itertools.pairwise(words)]
    wrong = [pair for pair in pairs if decode(pair.encode("windows-1251")).text != pair]

    assert len(wrong) * 20 <= len(pairs), wrong


def test_a_few_nuls_are_found_and_do_not_stop_the_reading() -> None:
    content = b"one\x00two words\x00\x00three and an end\n" * 5

    assert identify(content) == "text/plain"
    assert decode(content).text == content.decode()
    assert findings(content) == [Finding(code=Code.CONTROL_CHARACTERS, page=1, detail=15)]

"""Every character of a case file can be shown, and nothing that stood in a source is dropped."""

from __future__ import annotations

import re
import unicodedata

import pytest
from hypothesis import given
from hypothesis.strategies import characters, integers, text

from evidence.casefile.glyphs import faces, filled, name, show
from evidence.casefile.unbroken import Part, parts

ANY = text(alphabet=characters(codec=None))


@given(ANY)
def test_what_is_shown_holds_only_letters_the_faces_have(untrusted: str) -> None:
    held = faces()
    shown = show(untrusted).text

    assert all(ord(letter) in held.serif | held.second | held.mono for letter in shown)


@given(ANY)
def test_showing_twice_changes_nothing(untrusted: str) -> None:
    once = show(untrusted)
    twice = show(once.text)

    assert twice.text == once.text
    assert not twice.written_out


@given(ANY)
def test_every_character_is_kept_or_written_out_and_counted(untrusted: str) -> None:
    shown = show(untrusted)
    lines_as_spaces = re.sub("\r\n|[\t\n\v\f\r\x85\u2028\u2029]", " ", untrusted)
    rest = shown.text

    for letter in lines_as_spaces:
        written = f"[{name(ord(letter))}]"
        if rest.startswith(letter):
            rest = rest[len(letter) :]
        else:
            assert rest.startswith(written)
            assert shown.written_out[ord(letter)] > 0
            rest = rest[len(written) :]
    assert rest == ""


@given(ANY)
def test_nothing_invisible_and_nothing_that_turns_the_line_is_left(untrusted: str) -> None:
    for letter in show(untrusted).text:
        assert unicodedata.category(letter) not in ("Cc", "Cf", "Co", "Cs", "Cn", "Zl", "Zp")


@pytest.mark.parametrize(
    ("untrusted", "shown"),
    [
        ("добра \U0001f642", "добра [U+1F642]"),
        ("a\u202eb", "a[U+202E]b"),
        ("a\x00b", "a[U+0000]b"),
        ("\ue000", "[U+E000]"),
        ("\ud800", "[U+D800]"),
        ("a\r\nb\tc", "a b c"),
        ("ге\u00adта", "ге[U+00AD]та"),
        ("漢", "[U+6F22]"),
        ("e" + "\u0301" * 5, "e" + "\u0301" * 3 + "[U+0301]" * 2),
        ("ўґЎҐ ąčęėįšųūž łżźć", "ўґЎҐ ąčęėįšųūž łżźć"),
    ],
)
def test_examples_of_what_is_written_out(untrusted: str, shown: str) -> None:
    assert show(untrusted).text == shown


@given(ANY, ANY)
def test_a_value_with_braces_stays_what_it_is_when_a_pattern_is_filled(one: str, other: str) -> None:
    assert filled("<{a}|{b}>", a=one, b=other) == f"<{one}|{other}>"


@given(text())
def test_parts_put_together_are_the_text(line: str) -> None:
    assert "".join(piece for piece, _part in parts(line, "en")) == line


@given(text(alphabet="wЖ1-éй\u0301", min_size=1, max_size=500), integers(min_value=2_000, max_value=16_000))
def test_no_piece_of_a_word_is_wider_than_its_room(word: str, room: int) -> None:
    pieces = parts(word, "en", room)

    assert all(faces().width(piece, bold=True) <= room for piece, _part in pieces)
    assert "".join(piece for piece, _part in pieces) == word


@pytest.mark.parametrize(
    "together",
    ["A-000123", "A-000132-R01", "T-0103", "C-B0129", "SV-LT-2026-007", "CF-LT-1", "2020-08-10", "2020-08-10 22:40",
     "p. 6", "p. 6–7", "00:03:12", "C-0129, A-000012 p. 1", "C-B0129, A-000012-R01 part 14", "A-000012, part 3",
     "C-0129, A-000012 00:03:12–00:04:00", "Article 7(1)(e)", "BK 113¹ str. 2 d.", "art. 118a § 2 pkt 2 KK", "§ 2"],
)  # fmt: skip
def test_codes_dates_and_articles_do_not_break(together: str) -> None:
    assert (together, Part.TOGETHER) in parts(f"so {together} it was", "en")


def test_a_reference_that_has_no_room_breaks_between_its_words_alone() -> None:
    pieces = parts("C-0129, A-000012 p. 1", "en", 6_000)

    assert pieces == [
        ("C-0129,", Part.TOGETHER),
        (" ", Part.FREE),
        ("A-000012", Part.TOGETHER),
        (" ", Part.FREE),
        ("p.", Part.TOGETHER),
        (" ", Part.FREE),
        ("1", Part.TOGETHER),
    ]


def test_a_polish_word_of_one_letter_does_not_end_a_line() -> None:
    assert parts("w domu i z nami", "pl") == [("w\u00a0domu i\u00a0z\u00a0nami", Part.FREE)]

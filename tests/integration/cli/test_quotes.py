"""A citation stands where it says, or the claim is refused; hostile signs in a quote never redraw anything."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.integration.cli.house import QUOTE, Desk

HOSTILE = "Ён сказаў \u202eгласонзоВ\u202c \U0001f600 і \u200bпайшоў"


def add(desk: Desk, page: int | str, quote: str, *more: str, exhibit: str = "A-000001", head: str = "the captain"):  # type: ignore[no-untyped-def]  # noqa: ANN201
    return desk(
        *("claim", "add", "says", f"entities={head}", "text=x", "--exhibit", exhibit, "--page", str(page)),
        *("--quote", quote, "--by", "S-1", "--basis", "read", *more),
    )


@pytest.mark.parametrize(
    ("page", "quote", "more", "code"),
    [
        (3, QUOTE, (), 51),
        (0, QUOTE, (), 51),
        (-1, QUOTE, (), 51),
        (10**30, QUOTE, (), 51),
        (1, "Colonel Zarubavets", (), 51),
        (1, QUOTE + "!", (), 51),
        (1, QUOTE, ("--start", "3"), 51),
        (1, QUOTE, ("--start", "100000"), 51),
        (1, "h", ("--start", "-1"), 51),
        (1, "e", (), 51),
        (1, "", (), 51),
        (1, "\udcff", (), 51),
        (2, QUOTE, (), 51),
        (1, QUOTE, ("--credibility", "9"), 10),
        (1, QUOTE, ("--credibility", "0"), 10),
        (1, QUOTE, ("--told-by", "S-77"), 50),
    ],
)
def test_a_quote_that_is_not_there_makes_no_claim(
    told: Desk, page: int, quote: str, more: tuple[str, ...], code: int
) -> None:
    before = told.kept()

    done = add(told, page, quote, *more).refused(code)

    assert "Zarubavets" not in done.err
    assert told.kept() == before


def test_a_quote_is_typed_as_it_is_shown_and_kept_as_it_stands(desk: Desk) -> None:
    (desk.home / "broken.txt").write_text("Задер\u0002жанный\tу каме\u00adры\nстаяў да раніцы.\n", encoding="utf-8")
    [row] = json.loads(desk("exhibit", "add", desk.home / "broken.txt", "--source", "S-1", "--json").fine().out)
    number = str(row["number"])
    shown = desk("exhibit", "show", number, "--page", "1").fine().out.splitlines()
    assert "[U+0002]" in shown[0]

    typed = f"{shown[0]} стаяў"
    made = add(desk, 1, typed, exhibit=number).fine()

    told = json.loads(desk("claim", "show", made.last, "--json").fine().out)
    [quote] = [one["value"] for one in told if one["what"] == "quote"]
    assert quote == "Задер\u0002жанный\tу каме\u00adры\nстаяў"
    add(desk, 1, "стаяў  да\nраніцы", exhibit=number).fine()
    add(desk, 1, "стаяў [U+110000] раніцы", exhibit=number).refused(51)


@pytest.mark.parametrize("head", ["per_" + "0" * 26, "nobody of that name", "src_" + "0" * 26])
def test_a_claim_about_an_unknown_head_is_refused(told: Desk, head: str) -> None:
    before = told.kept()

    done = add(told, 1, QUOTE, head=head)

    assert done.code in (10, 50)
    done.refused(done.code)
    assert told.kept() == before


def test_a_claim_about_an_exhibit_without_text_is_refused(desk: Desk) -> None:
    (desk.home / "empty.txt").touch()
    row = json.loads(desk("exhibit", "add", desk.home / "empty.txt", "--source", "S-1", "--json").fine().out)[0]
    before = desk.kept()

    add(desk, 1, "x", exhibit=str(row["number"])).refused(50)

    assert desk.kept() == before


def test_emoji_and_bidi_marks_in_a_quote_are_written_out_and_the_case_file_still_builds(desk: Desk) -> None:
    file = desk.home / "chat.txt"
    file.write_text(f"{HOSTILE}\n", encoding="utf-8")
    row = json.loads(desk("exhibit", "add", file, "--source", "S-1", "--json").fine().out)[0]
    claim = desk(
        *("claim", "add", "says", "entities=the captain", f"text={HOSTILE}", "--exhibit", str(row["number"])),
        *("--page", "1", "--quote", HOSTILE, "--by", "S-1", "--basis", "read"),
    ).fine()
    desk("casefile", "write", "LT-1", "context", f"He said: {HOSTILE}", "--claim", claim.last, "--lang", "be").fine()

    desk("casefile", "build", "LT-1", desk.home / "file.pdf").fine()

    shown = desk("claim", "list").fine().out + desk("search", "сказаў").fine().out
    assert "[U+202E]" in shown.replace("\n", "")
    assert not set(shown) & set("\u202e\u202c\u200b")
    page = desk("exhibit", "show", str(row["number"]), "--page", "1").fine().out
    assert "[U+202E]" in page
    said = json.loads(desk("claim", "list", "--json").fine().out)
    assert any(HOSTILE in str(one["says"]) for one in said)
    words = text_of(desk.home / "file.pdf")
    assert "[U+202E]" in words.replace("\n", "")
    assert "\u202e" not in words


def text_of(pdf: Path) -> str:
    from pypdf import PdfReader

    return "\n".join(page.extract_text() for page in PdfReader(pdf).pages)

"""A second engine reads what is quoted: words that only one of two engines finds are pointed out."""

from __future__ import annotations

import json

from tests.integration.cli.house import Desk
from tests.support.documents import pdf_of, stream


def readings(desk: Desk) -> list[tuple[str, str]]:
    checked = json.loads(desk("disclosure", "check", "LT-1", "--json").out)
    return [(row["weight"], row["says"]) for row in checked if row["rule"] == "READ-01"]


def lying_pdf(says: str, shows: str) -> bytes:
    """A page that shows one text, and tells whoever copies it another (ISO 32000-1, 14.9.4, replacement text)."""
    hidden = says.encode("utf-16-be").hex().encode()
    content = b"/Span << /ActualText <FEFF%s> >> BDC BT /F1 12 Tf 72 720 Td (%s) Tj ET EMC" % (hidden, shows.encode())
    return pdf_of(
        [
            b"<< /Type /Catalog /Pages 2 0 R >>",
            b"<< /Type /Pages /Kids [4 0 R] /Count 1 >>",
            b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>",
            b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 612 792] /Resources << /Font << /F1 3 0 R >> >>"
            b" /Contents 5 0 R >>",
            stream(content),
        ]
    )


def test_what_both_engines_find_is_said(desk: Desk) -> None:
    assert readings(desk) == [("passed", "quotes that the second reader finds on their pages of digital PDF: 1")]


def test_words_that_the_second_engine_does_not_find_are_pointed_out(desk: Desk) -> None:
    (desk.home / "lies.pdf").write_bytes(lying_pdf("The major gave the order.", "The weather was fine that day."))
    desk("exhibit", "add", desk.home / "lies.pdf", "--source", "S-1").fine()
    [row] = [row for row in json.loads(desk("exhibit", "list", "--json").out) if row["name"] == "lies.pdf"]
    number = row["number"]
    quoted = ("--exhibit", number, "--page", "1", "--quote", "The major gave the order")
    claim = desk("claim", "add", "says", "entities=the captain", "text=x", *quoted, "--by", "S-1", "--basis", "read")
    desk("casefile", "write", "LT-1", "context", "He gave it.", "--claim", claim.fine().last).fine()

    [(weight, says), (_, passed)] = sorted(readings(desk))

    code = claim.out.split()[0]
    assert (weight, says) == (
        "major",
        f"the second reader does not find the quote of {code} in {number}.001: compare it with the page",
    )
    assert passed.endswith("of digital PDF: 1")

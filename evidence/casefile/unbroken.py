"""Where a line of a case file may not break: inside codes, dates, page numbers and articles of law.

And where it must be able to: inside a word longer than any language has, which would else run off the page.
"""

from __future__ import annotations

import re
from enum import IntEnum

from evidence.casefile.glyphs import faces

# Thousandths of the type size. Thirty letters are about sixteen em; Lithuanian has such words.
WIDEST = 16_000
_PIECE = 5_000

_TOGETHER = re.compile(
    r"""
      (?<![\w-])C-[A-Z]?\d{4,},\ [A-ZŠ]{1,3}-\d{2,6}(?:-R\d{2})?             # C-0129, A-000012 p. 1
      \ (?:[^\W\d]{1,8}\.?\ )?\d[\d:–]*
    | (?<![\w-])A-\d{6}(?:-R\d{2})?,?\ (?:p\.|part|turn)\ \d+               # A-000012, part 4
    | (?<![\w-])[A-ZŠ]{1,3}-[A-Z]?\d{2,6}(?:-R\d{2})?(?:\.\d{3})?(?![\w-])  # codes: A-000123-R01
    | (?<![\w-])[A-Z]{2,3}-[A-Z]{2,3}-\d{1,4}(?:-\d{1,4})?(?![\w-])          # case numbers: SV-LT-2026-007
    | (?<!\d)\d{4}-\d{2}(?:-\d{2})?(?:\ \d{2}:\d{2}(?:\ UTC)?)?(?!\d)       # ISO dates, with a time
    | (?<!\d)\d{2}:\d{2}:\d{2}(?:–\d{2}:\d{2}:\d{2})?                       # places in a recording
    | \b(?:pp?|s|k|No|Nr|nr|n)\.\ ?\d+(?:[–-]\d+)?                            # p. 6, No. 17
    | §+\ \d+
    | \b(?:Articles?|[Aa]rt\.)\ \d+[⁰¹²³⁴-⁹]*[a-z]?(?:\([0-9a-z]+\))*
      (?:\ §\ \d+)?(?:\ pkt\ \d+)?(?:\ K(?:K|PK))?
    | \b(?:BK|BPK|KK|KPK)\ \d+[⁰¹²³⁴-⁹]*[a-z]?(?:\([0-9a-z]+\))*(?:\ str\.)?(?:\ \d+\ [dp]\.)?
    """,
    re.VERBOSE,
)
_WORD = re.compile(r"[^\s\u00a0]+")
# Polish typography: a one-letter word does not end a line.
_ONE_LETTER = re.compile(r"(?<![^\s(„])([aiouwzAIOUWZ]) (?=\S)")


class Part(IntEnum):
    """How a piece of text behaves at a line's end: it breaks where its language lets it, or never inside."""

    FREE = 0
    TOGETHER = 1


def parts(text: str, lang: str, most: int = WIDEST) -> list[tuple[str, Part]]:
    """The text cut into parts that, put together, are the text again (in Polish with no-break spaces).

    A line can break between two parts. `most` is the room for a word, in thousandths of the type size: a longer one is
    cut into pieces that fit.
    """
    if lang == "pl":
        text = _ONE_LETTER.sub("\\1\u00a0", text)
    found: list[tuple[str, Part]] = []
    at = 0
    for match in _TOGETHER.finditer(text):
        found += _free(text[at : match.start()], most)
        found += _together(match[0], most)
        at = match.end()
    return found + _free(text[at:], most)


def _together(text: str, most: int) -> list[tuple[str, Part]]:
    """In one piece; where there is no room for it, word by word."""
    if not _fitting(text, most):
        return [(text, Part.TOGETHER)]
    words = re.split("( )", text)
    return [
        piece
        for word in words
        for piece in ([(" ", Part.FREE)] if word == " " else _fitting(word, most) or [(word, Part.TOGETHER)])
    ]


def _free(text: str, most: int) -> list[tuple[str, Part]]:
    found: list[tuple[str, Part]] = []
    at = 0
    for match in _WORD.finditer(text):
        pieces = _fitting(match[0], most)
        if pieces:
            if match.start() > at:
                found.append((text[at : match.start()], Part.FREE))
            found += pieces
            at = match.end()
    if at < len(text):
        found.append((text[at:], Part.FREE))
    return found


def _fitting(word: str, most: int) -> list[tuple[str, Part]]:
    """The pieces of a text that is too long for its room; none if it fits."""
    # No letter is wider than 1.2 of the size, so a short word need not be measured.
    if len(word) * 1200 <= most or faces().width(word, bold=True) <= most:
        return []
    pieces: list[tuple[str, Part]] = []
    piece, width, room = "", 0, min(most, _PIECE)
    for letter in word:
        letter_width = faces().width(letter, bold=True)
        # A mark stays with its letter.
        if piece and width + letter_width > room and letter_width:
            pieces.append((piece, Part.TOGETHER))
            piece, width = "", 0
        piece += letter
        width += letter_width
    return [*pieces, (piece, Part.TOGETHER)]

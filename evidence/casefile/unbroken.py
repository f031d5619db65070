"""Where a line of a case file may not break: inside codes, dates, page numbers and articles of law.

And where it must be able to: inside a word longer than any language has, which would else run off the page.
"""

from __future__ import annotations

import re
from enum import IntEnum

# A word of thirty letters still fits a column; Lithuanian has some.
_LONGEST_WORD = 30
_PIECE = 10

_TOGETHER = re.compile(
    r"""
      (?<![\w-])[A-ZŠ]{1,3}-\d{2,6}(?:-R\d{2})?(?:\.\d{3})?(?![\w-])        # codes: A-000123-R01
    | (?<![\w-])[A-Z]{2}-[A-Z]{2,3}-\d{4}-\d{1,4}(?![\w-])                   # case numbers: SV-LT-2026-007
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
_LONG = re.compile(rf"[^\s\u00a0-]{{{_LONGEST_WORD + 1},}}")
# Polish typography: a one-letter word does not end a line.
_ONE_LETTER = re.compile(r"(?<![^\s(„])([aiouwzAIOUWZ]) (?=\S)")


class Part(IntEnum):
    """How a piece of text behaves at a line's end: freely, never broken inside, or breakable right behind it."""

    FREE = 0
    TOGETHER = 1
    BREAK_AFTER = 2


def parts(text: str, lang: str) -> list[tuple[str, Part]]:
    """The text cut into parts that, put together, are the text again (in Polish with no-break spaces)."""
    if lang == "pl":
        text = _ONE_LETTER.sub("\\1\u00a0", text)
    found: list[tuple[str, Part]] = []
    at = 0
    for match in _TOGETHER.finditer(text):
        if len(match[0]) > _LONGEST_WORD:
            continue
        found += _free(text[at : match.start()])
        found.append((match[0], Part.TOGETHER))
        at = match.end()
    return found + _free(text[at:])


def _free(text: str) -> list[tuple[str, Part]]:
    found: list[tuple[str, Part]] = []
    at = 0
    for match in _LONG.finditer(text):
        if match.start() > at:
            found.append((text[at : match.start()], Part.FREE))
        word = match[0]
        found += [(word[cut : cut + _PIECE], Part.BREAK_AFTER) for cut in range(0, len(word), _PIECE)]
        at = match.end()
    if at < len(text):
        found.append((text[at:], Part.FREE))
    return found

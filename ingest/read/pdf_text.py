"""From pdfium's characters to a page string, and the way back: which index of pdfium's is which code point of ours."""

from __future__ import annotations

from collections.abc import Sequence

_HIGH = range(0xD800, 0xDC00)
_LOW = range(0xDC00, 0xE000)


def text_of(units: Sequence[int]) -> str:
    """The page string: pairs joined, a lone half as U+FFFD, everything else as it is; never normalised."""
    try:
        text = "".join(map(chr, units))
        text.encode("utf-8")
    except (UnicodeEncodeError, ValueError, OverflowError):
        return "".join(character for character, _ in _characters(units))
    return text


def index_of(units: Sequence[int]) -> list[int]:
    """For each code point of `text_of(units)`, the index in `units` where it begins; one more entry for the end."""
    return [*(at for _, at in _characters(units)), len(units)]


def _characters(units: Sequence[int]) -> list[tuple[str, int]]:
    found: list[tuple[str, int]] = []
    at = 0
    while at < len(units):
        unit = units[at]
        following = units[at + 1] if at + 1 < len(units) else 0
        if unit in _HIGH and following in _LOW:
            found.append((chr(0x10000 + ((unit - 0xD800) << 10) + (following - 0xDC00)), at))
            at += 2
            continue
        lone = unit in _HIGH or unit in _LOW or unit > 0x10FFFF
        found.append(("\ufffd" if lone else chr(unit), at))
        at += 1
    return found

"""How wide words come out on the screen, and how they are broken into lines; the same breaks for layout and drawing.

Widths are those of Source Sans, rounded up: a label may be drawn a little narrower than its box, never wider.
"""

from __future__ import annotations

from collections.abc import Iterator

_NARROW = frozenset("iljtfrI.,:;'’!|()[] -")
_WIDE = frozenset("mwMWЖШЩЮМжшщюмы@%—…")
_SIZE = 14


def width_of(text: str, *, size: int = _SIZE, bold: bool = False) -> float:
    """How long a line of this text is, in pixels, and a little more."""
    return sum(map(_letter, text)) * size / _SIZE * (1.05 if bold else 1.0)


def broken(text: str, width: float, most: int, *, size: int = _SIZE, bold: bool = False) -> tuple[str, ...]:
    """The text in at most `most` lines of `width` pixels; a longer word is cut, and `…` ends what does not fit."""
    lines = list(_lines(text, width, size, bold))
    if len(lines) <= most:
        return tuple(lines)
    last = lines[most - 1]
    while last and width_of(f"{last}…", size=size, bold=bold) > width:
        last = last[:-1]
    return (*lines[: most - 1], f"{last.rstrip()}…")


def _lines(text: str, width: float, size: int, bold: bool) -> Iterator[str]:
    line = ""
    for word in text.split():
        for piece in _cut(word, width, size, bold):
            longer = f"{line} {piece}" if line else piece
            if line and width_of(longer, size=size, bold=bold) > width:
                yield line
                longer = piece
            line = longer
    if line:
        yield line


def _cut(word: str, width: float, size: int, bold: bool) -> Iterator[str]:
    piece = ""
    for letter in word:
        if piece and width_of(piece + letter, size=size, bold=bold) > width:
            yield piece
            piece = ""
        piece += letter
    yield piece


def _letter(letter: str) -> float:
    if letter in _NARROW:
        return 4.4
    if letter in _WIDE:
        return 11.5
    if letter.isupper() or ord(letter) > 0x2FF:
        return 8.4
    return 7.0

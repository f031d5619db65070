"""Makes every character of a text one that the page can show: what the faces lack is written out as `[U+1F642]`.

Nothing is dropped and nothing is invisible: controls, direction overrides, private use, lone surrogates and letters
that no face has are written out, so that the reader sees that something stood there. Line ends and tabs become spaces.
"""

from __future__ import annotations

import json
import re
import unicodedata
from collections import Counter
from dataclasses import dataclass
from functools import cache
from importlib import resources

# A pile of marks on one letter can hide the lines above it.
_MOST_MARKS = 3
_LINE_END = re.compile("\r\n|[\t\n\v\f\r\x85\u2028\u2029]")


@dataclass(frozen=True, slots=True, kw_only=True)
class Faces:
    """Which code points each face can show, and how wide letters are (thousandths of the size)."""

    serif: frozenset[int]
    second: frozenset[int]
    mono: frozenset[int]
    regular: dict[int, int]
    bold: dict[int, int]

    def width(self, text: str, *, bold: bool = False) -> int:
        """Length of a text set in the serif face, in thousandths of its size; a letter not measured counts as 700."""
        widths = self.bold if bold else self.regular
        return sum(widths.get(ord(letter), 700) for letter in text)


@dataclass(frozen=True, slots=True, kw_only=True)
class Shown:
    """A text that the page can show, and how often each code point had to be written out."""

    text: str
    written_out: Counter[int]


@cache
def faces() -> Faces:
    """The faces of the case file: Libertinus Serif, New Computer Modern behind it, DejaVu Sans Mono."""
    held = json.loads(resources.files("evidence.casefile").joinpath("faces.json").read_text(encoding="ascii"))
    return Faces(
        serif=_points(held["serif"]),
        second=_points(held["second"]),
        mono=_points(held["mono"]),
        regular=_widths(held["widths"]["regular"]),
        bold=_widths(held["widths"]["bold"]),
    )


def show(untrusted: str) -> Shown:
    """The text as the page can show it; what needs nothing comes back equal, and showing twice changes nothing."""
    text = _LINE_END.sub(" ", untrusted)
    if _plain().fullmatch(text):
        return Shown(text=text, written_out=Counter())
    written_out: Counter[int] = Counter()
    pieces = [_cluster(cluster, written_out) for cluster in _clusters(text)]
    return Shown(text="".join(pieces), written_out=written_out)


def filled(pattern: str, **values: str) -> str:
    """The pattern with every `{key}` filled in at once, so that braces inside a value stay what they are."""
    return re.sub(r"\{(\w+)\}", lambda match: values.get(match[1], match[0]), pattern)


def name(point: int) -> str:
    """How a code point is written out, without the brackets: `U+1F642`."""
    return f"U+{point:04X}"


def _points(ranges: str) -> frozenset[int]:
    points: set[int] = set()
    for part in ranges.split():
        first, _, last = part.partition("-")
        points.update(range(int(first, 16), int(last or first, 16) + 1))
    return frozenset(points)


def _widths(runs: dict[str, list[int]]) -> dict[int, int]:
    return {int(start, 16) + n: width for start, widths in runs.items() for n, width in enumerate(widths)}


@cache
def _plain() -> re.Pattern[str]:
    """What nearly every text is made of: letters of the first face, no marks."""
    points = sorted(point for point in faces().serif if not unicodedata.combining(chr(point)))
    return re.compile("[" + "".join(re.escape(chr(point)) for point in points) + "]*")


def _clusters(text: str) -> list[str]:
    """Each letter with the marks that stand on it."""
    clusters: list[str] = []
    for letter in text:
        if clusters and unicodedata.category(letter) in ("Mn", "Me", "Mc"):
            clusters[-1] += letter
        else:
            clusters.append(letter)
    return clusters


def _cluster(cluster: str, written_out: Counter[int]) -> str:
    """A cluster is set in one face; letters that this face lacks, and marks past the third, are written out."""
    held = faces()
    points = [ord(letter) for letter in cluster]
    choices = [face for face in (held.serif, held.second, held.mono) if points[0] in face]
    if not choices:
        return _written(points, written_out)
    face = max(choices, key=lambda choice: sum(point in choice for point in points))
    kept = ""
    for at, point in enumerate(points):
        kept += chr(point) if point in face and at <= _MOST_MARKS else _written([point], written_out)
    return kept


def _written(points: list[int], written_out: Counter[int]) -> str:
    written_out.update(points)
    return "".join(f"[{name(point)}]" for point in points)

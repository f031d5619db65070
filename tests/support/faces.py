"""Writes evidence/casefile/faces.json: what the three faces embedded in the `typst` wheel can show, and how wide.

Run `python -m tests.support.faces` after an upgrade of Typst; a test compares the file with the wheel.
"""

from __future__ import annotations

import json
import struct
import unicodedata
from collections.abc import Iterator
from pathlib import Path

FILE = Path(__file__).parents[2] / "evidence" / "casefile" / "faces.json"
# No page sets bold italics: that style of Libertinus lacks the letters of several Cyrillic alphabets.
SERIF = ("Libertinus Serif Regular", "Libertinus Serif Bold", "Libertinus Serif Italic")
SECOND = ("NewComputerModern10-Regular", "NewComputerModern10-Bold", "NewComputerModern10-Italic")
MONO = ("DejaVu Sans Mono", "DejaVu Sans Mono Bold", "DejaVu Sans Mono Oblique")
# Controls, format characters, private use, surrogates, unassigned, separators: invisible, or nobody's.
_NEVER = ("Cc", "Cf", "Co", "Cs", "Cn", "Zl", "Zp")
_MEASURED = ((0x20, 0x52F), (0x2010, 0x2044), (0x2116, 0x2122), (0x2190, 0x2193))

Tables = dict[str, tuple[int, int]]


def wheel() -> bytes:
    """The compiled library of the wheel, which holds the font files whole."""
    import typst

    [library] = Path(typst.__file__).parent.glob("_typst*.so")
    return library.read_bytes()


def fonts(library: bytes) -> dict[str, Tables]:
    """Full name to table offsets of every OpenType font found in the bytes."""
    found: dict[str, Tables] = {}
    for magic in (b"OTTO\x00", b"\x00\x01\x00\x00\x00"):
        at = library.find(magic)
        while at >= 0:
            tables = _tables(library, at)
            if {"cmap", "name", "hmtx", "hhea", "head"} <= tables.keys():
                found.setdefault(_full_name(library, tables["name"][0]), tables)
            at = library.find(magic, at + 4)
    return found


def _tables(library: bytes, at: int) -> Tables:
    count = int.from_bytes(library[at + 4 : at + 6], "big")
    tables: Tables = {}
    if not 5 <= count <= 40:
        return tables
    for entry in range(count):
        record = library[at + 12 + 16 * entry : at + 28 + 16 * entry]
        if len(record) < 16 or not all(32 <= byte < 127 for byte in record[:4]):
            return {}
        tag, _checksum, offset, length = struct.unpack(">4sIII", record)
        tables[tag.decode()] = (at + offset, length)
    return tables


def _full_name(library: bytes, at: int) -> str:
    _format, count, strings = struct.unpack_from(">HHH", library, at)
    for entry in range(count):
        platform, _encoding, _language, name, length, offset = struct.unpack_from(">6H", library, at + 6 + 12 * entry)
        if platform == 3 and name == 4:
            return library[at + strings + offset : at + strings + offset + length].decode("utf-16-be")
    return ""


def glyphs(library: bytes, tables: Tables) -> dict[int, int]:
    """Code point to glyph, from the format 4 and 12 subtables of `cmap`."""
    start = tables["cmap"][0]
    _version, count = struct.unpack_from(">HH", library, start)
    found: dict[int, int] = {}
    for entry in range(count):
        platform, _encoding, offset = struct.unpack_from(">HHI", library, start + 4 + 8 * entry)
        kind = struct.unpack_from(">H", library, start + offset)[0]
        if platform in (0, 3) and kind == 4:
            found.update(_format_4(library, start + offset))
        elif platform in (0, 3) and kind == 12:
            found.update(_format_12(library, start + offset))
    return {point: glyph for point, glyph in found.items() if glyph}


def _format_4(library: bytes, at: int) -> Iterator[tuple[int, int]]:
    segments = struct.unpack_from(">H", library, at + 6)[0] // 2
    ends = struct.unpack_from(f">{segments}H", library, at + 14)
    starts = struct.unpack_from(f">{segments}H", library, at + 16 + 2 * segments)
    deltas = struct.unpack_from(f">{segments}H", library, at + 16 + 4 * segments)
    ranges_at = at + 16 + 6 * segments
    ranges = struct.unpack_from(f">{segments}H", library, ranges_at)
    for number, (first, last) in enumerate(zip(starts, ends, strict=True)):
        for point in range(first, min(last, 0xFFFE) + 1):
            if ranges[number] == 0:
                yield point, (point + deltas[number]) & 0xFFFF
                continue
            place = ranges_at + 2 * number + ranges[number] + 2 * (point - first)
            glyph = struct.unpack_from(">H", library, place)[0]
            yield point, (glyph + deltas[number]) & 0xFFFF if glyph else 0


def _format_12(library: bytes, at: int) -> Iterator[tuple[int, int]]:
    groups = struct.unpack_from(">I", library, at + 12)[0]
    for number in range(groups):
        first, last, glyph = struct.unpack_from(">III", library, at + 16 + 12 * number)
        for point in range(first, last + 1):
            yield point, glyph + point - first


def _advances(library: bytes, tables: Tables) -> dict[int, int]:
    """Code point to advance width in thousandths of the type size."""
    per_em = struct.unpack_from(">H", library, tables["head"][0] + 18)[0]
    metrics = struct.unpack_from(">H", library, tables["hhea"][0] + 34)[0]
    widths = {}
    for point, glyph in glyphs(library, tables).items():
        if any(first <= point <= last for first, last in _MEASURED):
            place = tables["hmtx"][0] + 4 * min(glyph, metrics - 1)
            widths[point] = round(struct.unpack_from(">H", library, place)[0] * 1000 / per_em)
    return widths


def _shown(library: bytes, found: dict[str, Tables], names: tuple[str, ...]) -> set[int]:
    shown = set.intersection(*(set(glyphs(library, found[name])) for name in names))
    # Variation selectors and the grapheme joiner are marks to Unicode, and invisible.
    return {
        point
        for point in shown
        if unicodedata.category(chr(point)) not in _NEVER and not 0xFE00 <= point <= 0xFE0F and point != 0x34F
    }


def _ranges(points: set[int]) -> str:
    parts: list[list[int]] = []
    for point in sorted(points):
        if parts and parts[-1][1] == point - 1:
            parts[-1][1] = point
        else:
            parts.append([point, point])
    return " ".join(f"{first:x}" if first == last else f"{first:x}-{last:x}" for first, last in parts)


def _runs(widths: dict[int, int]) -> dict[str, list[int]]:
    runs: dict[str, list[int]] = {}
    start, expected = "", -1
    for point in sorted(widths):
        if point != expected:
            start = f"{point:x}"
            runs[start] = []
        runs[start].append(widths[point])
        expected = point + 1
    return runs


def text() -> str:
    """The file as it should be for the wheel that is installed."""
    library = wheel()
    found = fonts(library)
    faces = {
        "serif": _ranges(_shown(library, found, SERIF)),
        "second": _ranges(_shown(library, found, SECOND)),
        "mono": _ranges(_shown(library, found, MONO)),
        "widths": {
            "regular": _runs(_advances(library, found[SERIF[0]])),
            "bold": _runs(_advances(library, found[SERIF[1]])),
        },
    }
    lines = json.dumps(faces, separators=(",", ":"))
    for key in ("second", "mono", "widths"):
        lines = lines.replace(f'"{key}"', f'\n"{key}"')
    return lines + "\n"


if __name__ == "__main__":
    FILE.write_text(text(), encoding="ascii")

"""Draws sheets as SVG, one under another: boxes, right-angled lines with an arrow, words at their printed size."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from xml.sax.saxutils import escape

from evidence.casefile.figure_layout import BODY, HEAD, LABEL, PADDING, ROW, WIDE, Frame, Laid, Point, Sheet
from evidence.casefile.glyphs import show

_INK = "#1d3557"
_DASHES = {
    Frame.NAMED: "",
    Frame.UNNAMED: ' stroke-dasharray="3 1.5"',
    Frame.AGAIN: ' stroke-dasharray="1.5 1.5"',
}
BETWEEN = 24
"""Points between one sheet and the next."""


def drawn(sheets: Sequence[Sheet]) -> tuple[str, int, int]:
    """The SVG, as wide as a text line with each sheet in its middle; its width and height in points."""
    width, height = WIDE + 2, sum(sheet.height for sheet in sheets) + BETWEEN * (len(sheets) - 1) + 2
    shapes, top = [], 0
    for sheet in sheets:
        inside = "".join(shape for box in sheet.boxes for shape in (*_connection(box), _box(box)))
        shapes.append(f'<g transform="translate({(WIDE - sheet.width) // 2} {top})">{inside}</g>')
        top += sheet.height + BETWEEN
    svg = (
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{width}pt" height="{height}pt"'
        f' viewBox="-1 -1 {width} {height}" font-family="Libertinus Serif">{"".join(shapes)}</svg>'
    )
    return svg, width, height


def _box(box: Laid) -> str:
    shapes = [
        f'<rect x="{box.left}" y="{box.top}" width="{box.width}" height="{box.height}" rx="2" fill="#f4f6fa"'
        f' stroke="{_INK}" stroke-width="0.8"{_DASHES[box.entry.frame]}/>'
    ]
    left, base = box.left + PADDING, box.top + PADDING + ROW - 3
    for at, row in enumerate(box.title):
        shapes.append(_text(left, base + ROW * at, row, HEAD, ' font-weight="bold"'))
    for at, row in enumerate(box.rows, start=len(box.title)):
        shapes.append(_text(left, base + ROW * at, row, BODY, ' fill="#222222"'))
    return f"<g>{''.join(shapes)}</g>"


def _connection(box: Laid) -> Iterator[str]:
    if not box.line:
        return
    (x, y), (before_x, _) = box.line[-1], box.line[-2]
    down = before_x == x
    dash = ' stroke-dasharray="3.2 2"' if box.entry.dashed else ""
    # The line ends inside the arrow head, so that its square end does not stick out of the tip.
    corners = (*box.line[:-1], (x, y - 4) if down else (x - 4, y))
    head = "l-2.4 -5 h4.8 z" if down else "l-5 -2.4 v4.8 z"
    slant = ' font-style="italic"' if box.entry.dashed else ""
    words = "".join(_text(word.x, word.y, word.text, LABEL, slant) for word in box.words)
    yield (
        f'<g><path d="{_path(corners)}" fill="none" stroke="{_INK}" stroke-width="1"{dash}/>'
        f'<path d="M{x} {y} {head}" fill="{_INK}"/>{words}</g>'
    )


def _path(corners: Sequence[Point]) -> str:
    return "M" + " L".join(f"{x} {y}" for x, y in corners)


def _text(x: int, y: int, text: str, size: float, style: str) -> str:
    return f'<text x="{x}" y="{y}" font-size="{size}"{style}>{escape(show(text).text)}</text>'

"""Where things are on a PDF page, and what it looks like: lazily, for one page at a time."""

from __future__ import annotations

import io
import re

from ingest.read import pdfium
from ingest.read.pages import Reason, Rect, Word
from ingest.read.pdf_text import index_of, text_of
from ingest.read.request import CannotReadError, Content

_WORD = re.compile(r"\S+")
_PIXELS = 40_000_000


def rectangles_of(
    content: Content, *, page: int, span: tuple[int, int], password: str | None = None
) -> tuple[Rect, ...]:
    """One box a line for the characters `span` (code points of the page string, end outside)."""
    start, end = span
    with pdfium.opened(content, password) as pdf, pdf.page(page) as shown, shown.text() as layer:
        index = index_of(layer.units())
        if not 0 <= start < end < len(index):
            raise CannotReadError(Reason.MALFORMED)
        return tuple(layer.rectangles(index[start], index[end] - index[start]))


def words_of(content: Content, *, page: int, password: str | None = None) -> tuple[Word, ...]:
    """Each word of the page's own text layer (a run without white space) with the box around its characters."""
    with pdfium.opened(content, password) as pdf, pdf.page(page) as shown, shown.text() as layer:
        units = layer.units()
        index = index_of(units)
        found = []
        for match in _WORD.finditer(text_of(units)):
            boxes = [layer.box(at) for at in range(index[match.start()], index[match.end()])]
            box = around([box for box in boxes if box is not None])
            if box is not None:
                found.append(Word(start=match.start(), end=match.end(), box=box))
        return tuple(found)


def png_of(content: Content, *, page: int, dpi: int, password: str | None = None) -> bytes:
    """The page as shown, as PNG; fewer dots where the page is so large that it would not fit into memory."""
    with pdfium.opened(content, password) as pdf, pdf.page(page) as shown:
        image = shown.render(fitting_dpi(shown, max(20, min(dpi, 600))), grey=False)
    out = io.BytesIO()
    image.save(out, format="PNG", compress_level=1)
    return out.getvalue()


def fitting_dpi(page: pdfium.PdfPage, wanted: int) -> int:
    """The wanted dots per inch, or as many as keep the picture below 40 million dots; at least one."""
    dpi = wanted
    while dpi > 1 and (page.width * dpi // 7200 + 1) * (page.height * dpi // 7200 + 1) > _PIXELS:
        dpi = dpi * 9 // 10
    return dpi


def around(boxes: list[Rect]) -> Rect | None:
    """The smallest box around all of them; None around nothing."""
    if not boxes:
        return None
    return Rect(
        x0=min(box.x0 for box in boxes),
        y0=min(box.y0 for box in boxes),
        x1=max(box.x1 for box in boxes),
        y1=max(box.y1 for box in boxes),
    )

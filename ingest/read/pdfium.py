"""pdfium with types: the only module that touches its C functions.

Floats end here: sizes and boxes leave as whole hundredths of a point of the page as shown.
"""

from __future__ import annotations

import ctypes
import mmap
import stringprep
import unicodedata
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

# pypdfium2 has no type information; every value that leaves this module is typed by it.
import pypdfium2  # type: ignore[import-untyped]
import pypdfium2.raw as raw  # type: ignore[import-untyped]

from ingest.read.pages import Reason, Rect, storable
from ingest.read.request import CannotReadError, Content

if TYPE_CHECKING:
    from PIL.Image import Image

# What pdfium hands out to be handed back; nothing here looks inside.
_Handle = Any

VERSION = f"{pypdfium2.PYPDFIUM_INFO} pdfium {pypdfium2.PDFIUM_INFO}"

_OBJECTS_LOOKED_AT = 5_000
_FORMS_DEEP = 3
_ALL_PERMISSIONS = 0xFFFFFFFC


class Pdf:
    """An open document; use `opened`."""

    def __init__(self, document: _Handle) -> None:
        self._document = document

    def __len__(self) -> int:
        return len(self._document)

    @contextmanager
    def page(self, number: int) -> Iterator[PdfPage]:
        """The page with this number (from 1); CannotReadError(malformed) if it cannot be loaded or is not there."""
        if not 1 <= number <= len(self):
            raise CannotReadError(Reason.MALFORMED)
        try:
            page = self._document[number - 1]
        except pypdfium2.PdfiumError as error:
            raise CannotReadError(Reason.MALFORMED) from error
        try:
            yield PdfPage(page)
        finally:
            page.close()

    def restricted(self) -> bool:
        """True if it is encrypted under an owner's password that forbids something."""
        encrypted = raw.FPDF_GetSecurityHandlerRevision(self._document) >= 0
        allowed: int = raw.FPDF_GetDocUserPermissions(self._document) | 0xFFFFF000
        return encrypted and allowed & _ALL_PERMISSIONS != _ALL_PERMISSIONS

    def embedded_files(self) -> int:
        """How many files are embedded in the document."""
        return max(0, int(raw.FPDFDoc_GetAttachmentCount(self._document)))

    def signatures(self) -> int:
        """How many signature fields are filled in."""
        return max(0, int(raw.FPDF_GetSignatureCount(self._document)))

    def scripts(self) -> int:
        """How many scripts the document carries; none is ever run."""
        return max(0, int(raw.FPDFDoc_GetJavaScriptActionCount(self._document)))

    def dynamic_form(self) -> bool:
        """True for an XFA form, whose content may not be on the pages."""
        return int(raw.FPDF_GetFormType(self._document)) in (raw.FORMTYPE_XFA_FULL, raw.FORMTYPE_XFA_FOREGROUND)


class PdfPage:
    """One loaded page."""

    def __init__(self, page: _Handle) -> None:
        self._page = page
        self.width: int = max(1, round(raw.FPDF_GetPageWidthF(page) * 100))
        self.height: int = max(1, round(raw.FPDF_GetPageHeightF(page) * 100))
        self.rotation: int = raw.FPDFPage_GetRotation(page) % 4 * 90

    @contextmanager
    def text(self) -> Iterator[TextLayer]:
        """The page's own text layer; CannotReadError(malformed) if it has none that can be loaded."""
        try:
            layer = self._page.get_textpage()
        except pypdfium2.PdfiumError as error:
            raise CannotReadError(Reason.MALFORMED) from error
        try:
            yield TextLayer(layer, self)
        finally:
            layer.close()

    def covered_by_images(self) -> int:
        """How many per cent of the page lie under images; forms that hold an image count whole."""
        page_area = self.width * self.height
        area = 0
        for at in range(min(raw.FPDFPage_CountObjects(self._page), _OBJECTS_LOOKED_AT)):
            item = raw.FPDFPage_GetObject(self._page, at)
            if _holds_image(item, _FORMS_DEEP):
                area += self._area(item)
        return int(min(100, area * 100 // page_area))

    def drawings(self) -> int:
        """How many paths are drawn: letters may be outlines."""
        count = min(raw.FPDFPage_CountObjects(self._page), _OBJECTS_LOOKED_AT)
        kinds = (raw.FPDFPageObj_GetType(raw.FPDFPage_GetObject(self._page, at)) for at in range(count))
        return sum(kind in (raw.FPDF_PAGEOBJ_PATH, raw.FPDF_PAGEOBJ_SHADING, raw.FPDF_PAGEOBJ_FORM) for kind in kinds)

    def notes(self) -> list[Note]:
        """What is written in annotations and form fields, in the file's order."""
        found = []
        for at in range(min(max(0, raw.FPDFPage_GetAnnotCount(self._page)), _OBJECTS_LOOKED_AT)):
            annotation = raw.FPDFPage_GetAnnot(self._page, at)
            if not annotation:
                continue
            field = raw.FPDFAnnot_GetSubtype(annotation) == raw.FPDF_ANNOT_WIDGET
            text = _string(annotation, b"V" if field else b"Contents")
            if text:
                author = None if field else _string(annotation, b"T")
                dated = None if field else _string(annotation, b"M")
                found.append(Note(text=text, field=field, author=author, dated=dated))
            raw.FPDFPage_CloseAnnot(annotation)
        return found

    def render(self, dpi: int, *, grey: bool) -> Image:
        """The page as shown."""
        image: Image = self._page.render(scale=dpi / 72, grayscale=grey).to_pil()
        return image

    def place(self, left: float, top: float, right: float, bottom: float) -> Rect:
        """A box of the PDF's own space as a box of the page as shown."""
        corners = [self._point(left, top), self._point(right, bottom)]
        (xa, ya), (xb, yb) = corners
        return Rect(x0=min(xa, xb), y0=min(ya, yb), x1=max(xa, xb), y1=max(ya, yb))

    def _point(self, x: float, y: float) -> tuple[int, int]:
        across, down = ctypes.c_int(), ctypes.c_int()
        # A device of one pixel per hundredth of a point: pdfium applies crop box and rotation, and rounds.
        raw.FPDF_PageToDevice(self._page, 0, 0, self.width, self.height, 0, x, y, across, down)
        return across.value, down.value

    def _area(self, item: _Handle) -> int:
        left, bottom, right, top = (ctypes.c_float() for _ in range(4))
        if not raw.FPDFPageObj_GetBounds(item, left, bottom, right, top):
            return 0
        box = self.place(left.value, top.value, right.value, bottom.value)
        across = min(box.x1, self.width) - max(box.x0, 0)
        down = min(box.y1, self.height) - max(box.y0, 0)
        return int(max(0, across) * max(0, down))


@dataclass(frozen=True, slots=True, kw_only=True)
class Note:
    """The words of one annotation, with who and when as the file says it, or the value of one form field."""

    text: str
    field: bool
    author: str | None
    dated: str | None


class TextLayer:
    """The characters of one page, by pdfium's own index."""

    def __init__(self, layer: _Handle, page: PdfPage) -> None:
        self._layer = layer
        self._raw = layer.raw
        self._page = page
        self._count: int = max(0, raw.FPDFText_CountChars(layer))

    def units(self) -> list[int]:
        """What stands at each index: a code point, or half of a UTF-16 pair."""
        get, layer = raw.FPDFText_GetUnicode, self._raw
        return [get(layer, at) for at in range(self._count)]

    def invisible(self, samples: int = 40) -> bool:
        """True if none of the sampled characters is painted (render mode 3), as in a scanner's own text layer."""
        step = max(1, self._count // samples)
        modes = []
        for at in range(0, self._count, step):
            item = raw.FPDFText_GetTextObject(self._raw, at)
            if item:
                modes.append(raw.FPDFTextObj_GetTextRenderMode(item))
        return bool(modes) and all(mode == raw.FPDF_TEXTRENDERMODE_INVISIBLE for mode in modes)

    def rectangles(self, start: int, count: int) -> list[Rect]:
        """One box a line for these characters, by pdfium's index."""
        found: list[Rect] = []
        for at in range(max(0, raw.FPDFText_CountRects(self._raw, start, count))):
            left, top, right, bottom = (ctypes.c_double() for _ in range(4))
            if raw.FPDFText_GetRect(self._raw, at, left, top, right, bottom):
                found.append(self._page.place(left.value, top.value, right.value, bottom.value))
        return found

    def box(self, at: int) -> Rect | None:
        """The box of one character; None for one that pdfium made up (a space, a line's end)."""
        left, right, bottom, top = (ctypes.c_double() for _ in range(4))
        if not raw.FPDFText_GetCharBox(self._raw, at, left, right, bottom, top):
            return None
        return self._page.place(left.value, top.value, right.value, bottom.value)


@contextmanager
def opened(content: Content, password: str | None = None) -> Iterator[Pdf]:
    """The document, or CannotReadError: needs_password, malformed, unsupported."""
    held: _Handle = content
    if isinstance(content, mmap.mmap):
        held = (ctypes.c_ubyte * len(content)).from_buffer(content)
    document = _document(held, password)
    try:
        yield Pdf(document)
    finally:
        document.close()


def _document(held: _Handle, password: str | None) -> _Handle:
    try:
        return pypdfium2.PdfDocument(held, password=password)
    except pypdfium2.PdfiumError as error:
        if error.err_code not in (raw.FPDF_ERR_PASSWORD, raw.FPDF_ERR_SECURITY):
            raise CannotReadError(Reason.MALFORMED) from error
        # ISO 32000-2, 7.6.4.3.3: a password is prepared by SASLprep (RFC 4013); pdfium takes it as it is.
        prepared = None if password is None else _saslprep(password)
        if prepared == password:
            raise CannotReadError(Reason.NEEDS_PASSWORD) from error
    return _document(held, prepared)


def _saslprep(password: str) -> str:
    kept = "".join(" " if stringprep.in_table_c12(c) else c for c in password if not stringprep.in_table_b1(c))
    return unicodedata.normalize("NFKC", kept)


def _holds_image(item: _Handle, deep: int) -> bool:
    kind = raw.FPDFPageObj_GetType(item)
    if kind != raw.FPDF_PAGEOBJ_FORM:
        return bool(kind == raw.FPDF_PAGEOBJ_IMAGE)
    if not deep:
        return False
    count = min(raw.FPDFFormObj_CountObjects(item), _OBJECTS_LOOKED_AT)
    return any(_holds_image(raw.FPDFFormObj_GetObject(item, at), deep - 1) for at in range(max(0, count)))


def _string(annotation: _Handle, key: bytes) -> str | None:
    size: int = raw.FPDFAnnot_GetStringValue(annotation, key, None, 0)
    # Two bytes are only the closing zero.
    if size <= 2:
        return None
    held = (ctypes.c_ushort * (size // 2))()
    raw.FPDFAnnot_GetStringValue(annotation, key, held, size)
    return storable(bytes(held)[: size - 2].decode("utf-16-le", "surrogatepass"))

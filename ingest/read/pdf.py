"""Reads a PDF: each page's own text where it can be believed, else what is read off its image, else it waits.

One page at a time is held, so a document of ten thousand pages takes no more memory than one of ten.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import count

from ingest.identify import PDF
from ingest.read import pdfium
from ingest.read.derivative import parameters_of
from ingest.read.ocr import DPI, THRESHOLDING, Ocr, data_folder
from ingest.read.ocr import version as ocr_version
from ingest.read.pages import Code, Finding, Kind, Page, Parameter, Reason
from ingest.read.pdf_believe import Belief, Need, believe, need_of
from ingest.read.pdf_file import file_findings
from ingest.read.pdf_places import fitting_dpi
from ingest.read.pdf_text import text_of
from ingest.read.plausible import judge
from ingest.read.request import CannotReadError, Content, Done, Request, Steps

TOOL = "pypdfium2"

_NOTES = 5_000


def read(content: Content, request: Request) -> Steps:
    """Pages in order, then comments and form fields as parts of their own.

    CannotReadError if it does not open, or if pages do not load and those that do are blank.
    """
    with pdfium.opened(content, request.password) as pdf:
        if not len(pdf):
            raise CannotReadError(Reason.MALFORMED)
        yield from file_findings(content)
        yield from _document_findings(pdf)
        reader = _Reader(pdf, request)
        last = min(len(pdf), request.pages)
        for number in range(1, last + 1):
            yield from reader.page(number)
        if reader.unreadable and not (reader.shows_anything or reader.has_notes):
            raise CannotReadError(Reason.MALFORMED)
        if last < len(pdf):
            yield Finding(code=Code.OVER_LIMIT, detail="pages")
        yield from reader.notes_as_parts(last)
        yield Done(media_type=PDF, tool=TOOL, version=pdfium.VERSION, parameters=reader.parameters())


def _document_findings(pdf: pdfium.Pdf) -> Iterator[Finding]:
    if pdf.restricted():
        yield Finding(code=Code.RESTRICTED)
    if pdf.dynamic_form():
        yield Finding(code=Code.DYNAMIC_FORM)
    for code, found in (
        (Code.EMBEDDED_FILES, pdf.embedded_files()),
        (Code.SIGNATURES, pdf.signatures()),
        (Code.SCRIPTS, pdf.scripts()),
    ):
        if found:
            yield Finding(code=code, detail=found)


class _Reader:
    """Reads the pages of one document, and knows what was used for it."""

    def __init__(self, pdf: pdfium.Pdf, request: Request) -> None:
        self.unreadable = 0
        self.shows_anything = False
        self._pdf = pdf
        self._request = request
        self._ocr: Ocr | None = None
        self._ocr_pages = 0
        self._languages: set[str] = set()
        self._comments: list[pdfium.Note] = []
        self._fields: list[tuple[int, str]] = []

    def page(self, number: int) -> Iterator[Page | Finding]:
        """One page and what was noticed on it; a page that cannot be loaded is an empty one with a finding."""
        try:
            with self._pdf.page(number) as shown:
                yield from self._shown(number, shown)
        except CannotReadError:
            yield Page(number=number, text="", kind=Kind.PAGE)
            yield Finding(code=Code.PAGE_UNREADABLE, page=number)
            self.unreadable += 1

    def _shown(self, number: int, shown: pdfium.PdfPage) -> Iterator[Page | Finding]:
        with shown.text() as layer:
            text = text_of(layer.units())
            judgement = judge(text)
            need = need_of(text, judgement, shown, invisible=layer.invisible())
        self._note(number, shown)
        self.shows_anything = self.shows_anything or bool(text.strip() or shown.drawings() or shown.covered_by_images())
        belief = self._settle(number, shown, text, need)
        kept = None if belief.text == text or not text.strip() else text
        recognised = belief.recognised
        yield Page(
            number=number,
            text=belief.text,
            kind=Kind.PAGE,
            width=shown.width,
            height=shown.height,
            rotation=shown.rotation,
            ocr=belief.ocr,
            language=recognised.language if recognised else None,
            confidence=recognised.confidence if recognised else None,
            words=recognised.words if recognised else (),
            layer=kept,
            waits="ocr" if belief.waits else None,
        )
        for code in belief.findings:
            detail = str(judgement.doubt) if code is Code.TEXT_LAYER_IMPLAUSIBLE and judgement.doubt else None
            yield Finding(code=code, page=number, detail=detail)

    def _settle(self, number: int, shown: pdfium.PdfPage, text: str, need: Need) -> Belief:
        if need is Need.NONE:
            return Belief(text=text)
        missing = self._missing()
        if missing is not None:
            return Belief.waiting(text, need, missing)
        self._ocr_pages += 1
        dpi = fitting_dpi(shown, DPI)
        found = self._engine().recognise(shown.render(dpi, grey=True), dpi)
        if found:
            self._languages.add(found.language)
        return believe(text, need, found)

    def _missing(self) -> Code | None:
        """Why OCR is not done now; OCR_DEFERRED and no finding of its own where nobody asked for it yet."""
        if not self._request.ocr or self._ocr_pages >= self._request.ocr_pages:
            return Code.OCR_DEFERRED
        return None if data_folder() else Code.OCR_DATA_MISSING

    def _engine(self) -> Ocr:
        folder = data_folder()
        if folder is None:
            raise CannotReadError(Reason.NEEDS_OCR_DATA)
        self._ocr = self._ocr or Ocr(folder)
        return self._ocr

    def _note(self, number: int, shown: pdfium.PdfPage) -> None:
        notes = shown.notes()
        values = "\n".join(note.text for note in notes if note.field)
        if values and len(self._fields) < _NOTES:
            self._fields.append((number, values))
        room = _NOTES - len(self._comments)
        self._comments += [note for note in notes if not note.field][:room]

    def notes_as_parts(self, after: int) -> Iterator[Page]:
        """Comments one by one, then the form fields of each page together, numbered on from the last page."""
        numbers = count(after + 1)
        for at, note in enumerate(self._comments, 1):
            yield Page(
                number=next(numbers),
                text=note.text,
                kind=Kind.COMMENT,
                name=f"comment {at}",
                author=note.author,
                dated=note.dated,
            )
        for page, values in self._fields:
            yield Page(number=next(numbers), text=values, kind=Kind.FIELD, name=f"field {page}")

    @property
    def has_notes(self) -> bool:
        """True if a comment or a filled field was found on some page."""
        return bool(self._comments or self._fields)

    def parameters(self) -> tuple[Parameter, ...]:
        """What else decides the text: OCR's version and settings, if it was used."""
        if not self._ocr:
            return ()
        return parameters_of(
            (
                ("ocr", f"tesseract {ocr_version()}"),
                ("ocr_dpi", DPI),
                ("ocr_languages", "+".join(sorted(self._languages))),
                ("ocr_thresholding", THRESHOLDING),
            )
        )

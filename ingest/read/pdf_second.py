"""The second engine: an independent reading of a page, and its tables. Slow, so asked for cited pages only."""

from __future__ import annotations

import io

from pdfminer.pdfdocument import PDFPasswordIncorrect
from pdfminer.pdfexceptions import PDFException
from pdfplumber.page import Page as PlumberPage
from pdfplumber.pdf import PDF
from pdfplumber.utils.exceptions import PdfminerException

from evidence.canonical import Json
from ingest.read.pages import Reason, storable
from ingest.read.request import CannotReadError, Content


def text_of(content: Content, *, page: int, password: str | None = None) -> str:
    """The page's text in the order in which the file has it; the default order scrambles columns."""
    with _opened(content, password) as pdf:
        return _page(pdf, page).extract_text(use_text_flow=True)


def tables_of(content: Content, *, page: int, password: str | None = None) -> list[Json]:
    """The page's ruled tables: rows of cells, None where a merged cell leaves a gap."""
    with _opened(content, password) as pdf:
        found = _page(pdf, page).extract_tables()
    return [[[None if cell is None else storable(cell) for cell in row] for row in table] for table in found]


def _opened(content: Content, password: str | None) -> PDF:
    try:
        return PDF.open(io.BytesIO(content), password=password or "")
    except PdfminerException as error:
        wrong = any(isinstance(cause, PDFPasswordIncorrect) for cause in error.args)
        raise CannotReadError(Reason.NEEDS_PASSWORD if wrong else Reason.MALFORMED) from error


def _page(pdf: PDF, number: int) -> PlumberPage:
    try:
        pages = pdf.pages
    except (PDFException, PdfminerException) as error:
        raise CannotReadError(Reason.MALFORMED) from error
    if not 1 <= number <= len(pages):
        raise CannotReadError(Reason.MALFORMED)
    return pages[number - 1]

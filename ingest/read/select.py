"""Which reader reads what, by content."""

from __future__ import annotations

from ingest.identify import DOCM, DOCX, ENCRYPTED_OFFICE, MAIL, PDF, TEXT, claims_compared, identify
from ingest.read.pages import Reason
from ingest.read.request import CannotReadError, Content, Request, Steps


def read(content: Content, request: Request) -> Steps:
    """Identify, compare with what is claimed, and read; CannotReadError(unsupported) if there is no reader for it."""
    if not len(content):
        raise CannotReadError(Reason.EMPTY)
    media_type = identify(content, suffix=request.suffix)
    yield from claims_compared(media_type, suffix=request.suffix, declared=request.media_type)
    if media_type == MAIL and (request.suffix or "").lower() == ".txt":
        # A message that was saved as a text is one: its words are read, and the claim that is not kept has been said.
        media_type = TEXT
    try:
        yield from _reader(media_type, content, request)
    except CannotReadError as error:
        raise CannotReadError(error.reason, media_type=media_type) from error


def _reader(media_type: str, content: Content, request: Request) -> Steps:
    # Each reader brings a heavy library: only the one that is needed is loaded.
    if media_type == PDF:
        from ingest.read import pdf

        return pdf.read(content, request)
    if media_type in (DOCX, DOCM):
        from ingest.read import docx

        return docx.read(content, request)
    if media_type == TEXT:
        from ingest.read import plain

        return plain.read(content, request)
    if media_type == ENCRYPTED_OFFICE:
        raise CannotReadError(Reason.NEEDS_PASSWORD)
    raise CannotReadError(Reason.UNSUPPORTED)

"""Does one job on one document: which reader answers which step. Runs in the child, where nothing else is at stake."""

from __future__ import annotations

from collections.abc import Iterator

from evidence import canonical
from evidence.canonical import Json
from ingest.read.derivative import rect_json, word_json
from ingest.read.pages import NotDone, Reason, Step, storable
from ingest.read.request import CannotReadError, Content, Request
from ingest.sandbox.wire import IMAGE, VALUE, Frame, Job, frame_of


def preload(step: Step) -> None:
    """Import what the step needs, before a document is open and before the limits that would forbid it."""
    match step:
        case Step.READ:
            from ingest.read import docx, ocr, pdf, plain, select  # noqa: F401
        case Step.RENDER | Step.WORDS | Step.RECTANGLES:
            from ingest.read import pdf_places  # noqa: F401
        case Step.SECOND_READING | Step.TABLES:
            from ingest.read import pdf_second  # noqa: F401


def perform(job: Job, content: Content) -> Iterator[Frame]:
    """The frames that answer the job, as they come; a document that cannot be read ends in one NOT_DONE frame."""
    try:
        if job.step is Step.READ:
            yield from _read(job, content)
        elif job.step is Step.RENDER:
            yield IMAGE, _png(job, content)
        else:
            yield VALUE, canonical.encode(_value(job, content))
    except CannotReadError as error:
        yield frame_of(NotDone(step=job.step, reason=error.reason, media_type=error.media_type))
    except MemoryError:
        yield frame_of(NotDone(step=job.step, reason=Reason.OVER_MEMORY))


def _read(job: Job, content: Content) -> Iterator[Frame]:
    from ingest.read.select import read

    request = Request(
        suffix=job.suffix,
        media_type=job.media_type,
        password=job.password,
        ocr=job.ocr,
        pages=job.limits.pages,
        ocr_pages=job.limits.ocr_pages,
        memory=job.limits.memory,
    )
    for item in read(content, request):
        yield frame_of(item)


def _png(job: Job, content: Content) -> bytes:
    from ingest.read import pdf_places

    return pdf_places.png_of(content, page=job.numbers["page"], dpi=job.numbers["dpi"], password=job.password)


def _value(job: Job, content: Content) -> Json:
    return _place(job, content) if job.step in (Step.WORDS, Step.RECTANGLES) else _second(job, content)


def _place(job: Job, content: Content) -> Json:
    from ingest.read import pdf_places

    page = job.numbers["page"]
    if job.step is Step.WORDS:
        return [word_json(word) for word in pdf_places.words_of(content, page=page, password=job.password)]
    span = job.numbers["start"], job.numbers["end"]
    return [rect_json(rect) for rect in pdf_places.rectangles_of(content, page=page, span=span, password=job.password)]


def _second(job: Job, content: Content) -> Json:
    # The second engine takes half a second to load: its steps alone pay for it.
    from ingest.read import pdf_second

    page = job.numbers["page"]
    if job.step is Step.SECOND_READING:
        return storable(pdf_second.text_of(content, page=page, password=job.password))
    return pdf_second.tables_of(content, page=page, password=job.password)

"""What passes between the pool and the process that opens a document: one job in, frames out.

A frame is one letter, four bytes of length (big-endian), then the payload: canonical JSON, or bytes for an image.
Whoever parsed a hostile document may be in its hands, so the parent reads frames as strictly as any stranger's file.
"""

from __future__ import annotations

import struct
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from evidence import canonical
from evidence.canonical import Json
from evidence.errors import MalformedError
from ingest.ports import Limits, Table
from ingest.read import derivative
from ingest.read.pages import Finding, NotDone, Page, Reading, Reason, Step
from ingest.read.request import Done

HEAD = struct.Struct(">cI")
PAGE, FINDING, DONE, NOT_DONE, VALUE, IMAGE = b"P", b"F", b"D", b"N", b"V", b"I"

Frame = tuple[bytes, bytes]
Answer = Reading | NotDone | Json | bytes


@dataclass(frozen=True, slots=True, kw_only=True)
class Job:
    """One thing to do with one document; `numbers` are the step's own (page, dpi, start, end)."""

    step: Step
    suffix: str | None
    media_type: str | None
    password: str | None
    ocr: bool
    limits: Limits
    numbers: Mapping[str, int]


def job_bytes(job: Job) -> bytes:
    """The job as canonical JSON, to be sent to a zygote."""
    limits = {name: getattr(job.limits, name) for name in Limits.__dataclass_fields__}
    value: dict[str, Json] = {
        "step": str(job.step),
        "suffix": job.suffix,
        "media_type": job.media_type,
        "password": job.password,
        "ocr": job.ocr,
        "limits": limits,
        "numbers": dict(job.numbers),
    }
    return canonical.encode(value)


def parse_job(received: bytes) -> Job:
    """The job again; MalformedError if it is none."""
    match canonical.decode(received):
        case {
            "step": str(step),
            "suffix": str() | None as suffix,
            "media_type": str() | None as media_type,
            "password": str() | None as password,
            "ocr": bool(ocr),
            "limits": Mapping() as limits,
            "numbers": Mapping() as numbers,
        }:
            return Job(
                step=Step(step),
                suffix=suffix,
                media_type=media_type,
                password=password,
                ocr=ocr,
                limits=Limits(**_whole(limits)),
                numbers=_whole(numbers),
            )
        case _:
            raise MalformedError("not a job")


def frame_bytes(frame: Frame) -> bytes:
    """A frame as it goes through the pipe."""
    kind, payload = frame
    return HEAD.pack(kind, len(payload)) + payload


def frame_of(item: Page | Finding | Done | NotDone) -> Frame:
    """What a reader yields, as a frame."""
    match item:
        case Page():
            return PAGE, canonical.encode(derivative.page_json(item))
        case Finding():
            return FINDING, canonical.encode(derivative.finding_json(item))
        case Done():
            members: dict[str, Json] = {
                "media_type": item.media_type,
                "tool": item.tool,
                "version": item.version,
                "parameters": dict(item.parameters),
            }
            return DONE, canonical.encode(members)
        case NotDone():
            return NOT_DONE, canonical.encode({"reason": str(item.reason), "media_type": item.media_type})


class Frames:
    """Cuts what comes through the pipe into frames."""

    def __init__(self) -> None:
        self._held = bytearray()

    def take(self, chunk: bytes) -> Iterator[Frame]:
        """The frames that are whole now."""
        self._held += chunk
        at = 0
        while len(self._held) - at >= HEAD.size:
            kind, length = HEAD.unpack_from(self._held, at)
            if len(self._held) - at - HEAD.size < length:
                break
            yield kind, bytes(self._held[at + HEAD.size : at + HEAD.size + length])
            at += HEAD.size + length
        del self._held[:at]


class Collector:
    """Puts the frames of one job together; `answer` is complete or it is `NotDone(crashed)`."""

    def __init__(self, step: Step, isolation: str) -> None:
        self._step = step
        self._isolation = isolation
        self._pages: list[Page] = []
        self._findings: list[Finding] = []
        self._answer: Answer = None
        self._complete = False

    def take(self, frame: Frame) -> Page | None:
        """Add a frame; the page, if it was one. MalformedError for anything a reader does not send."""
        kind, payload = frame
        if self._complete:
            raise MalformedError("a frame after the last one")
        if kind == IMAGE:
            self._finish(payload)
            return None
        value = canonical.decode(payload)
        if kind == PAGE:
            page = derivative.parse_page(value)
            self._pages.append(page)
            return page
        if kind == FINDING:
            self._findings.append(derivative.parse_finding(value))
        else:
            self._finish(self._last(kind, value))
        return None

    def answer(self) -> Answer:
        """The whole answer, or `NotDone(crashed)` where the process ended before it was."""
        return self._answer if self._complete else NotDone(step=self._step, reason=Reason.CRASHED)

    def _finish(self, answer: Answer) -> None:
        self._answer, self._complete = answer, True

    def _last(self, kind: bytes, value: Json) -> Answer:
        match kind, value:
            case b"V", _:
                return value
            case b"N", {"reason": str(reason), "media_type": str() | None as media_type}:
                return NotDone(step=self._step, reason=Reason(reason), media_type=media_type)
            case b"D", {"media_type": str(media_type), "tool": str(tool), "version": str(version), "parameters": found}:
                return Reading(
                    media_type=media_type,
                    pages=tuple(self._pages),
                    findings=tuple(self._findings),
                    tool=tool,
                    version=version,
                    parameters=derivative.parse_parameters(found),
                    isolation=self._isolation,
                )
            case _:
                raise MalformedError("not a frame of this step")


def _whole(untrusted: Mapping[str, Json]) -> dict[str, int]:
    numbers = {key: value for key, value in untrusted.items() if isinstance(value, int)}
    if len(numbers) != len(untrusted):
        raise MalformedError("a job's numbers are whole")
    return numbers


def parse_tables(untrusted: Json) -> tuple[Table, ...]:
    """Tables, rows, cells; a cell is a string or null. MalformedError for anything else."""
    return tuple(tuple(tuple(map(_cell, _rows(row))) for row in _rows(table)) for table in _rows(untrusted))


def _rows(untrusted: Json) -> Sequence[Json]:
    if isinstance(untrusted, str) or not isinstance(untrusted, Sequence):
        raise MalformedError("a table is a list of rows, a row a list of cells")
    return untrusted


def _cell(untrusted: Json) -> str | None:
    if untrusted is not None and not isinstance(untrusted, str):
        raise MalformedError("a cell is a string or null")
    return untrusted

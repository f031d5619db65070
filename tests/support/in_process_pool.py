"""The pool's contract without any wall: the same readers, in this process. A fake for tests that need no isolation."""

from __future__ import annotations

import os
from collections.abc import Mapping
from types import TracebackType
from typing import Self

from evidence.canonical import Json
from ingest.ports import Document, Limits, Ocr, Table
from ingest.read.derivative import parse_rect, parse_word
from ingest.read.pages import NotDone, Reading, Reason, Rect, Step, Word
from ingest.sandbox import work
from ingest.sandbox.wire import Answer, Collector, Job, parse_tables


class InProcessPool:
    """`ingest.ports.Pool` without a process of its own; a document that kills the reader kills the test."""

    def __init__(self, *, limits: Limits | None = None) -> None:
        self._limits = limits or Limits()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, value: BaseException | None, trace: TracebackType | None
    ) -> None: ...

    def read(self, document: Document, *, ocr: Ocr = Ocr.NOW) -> Reading | NotDone:
        answer = self._do(Step.READ, document, {}, ocr=ocr is Ocr.NOW)
        assert isinstance(answer, Reading | NotDone)
        return answer

    def render(self, document: Document, *, page: int, dpi: int = 100) -> bytes | NotDone:
        answer = self._do(Step.RENDER, document, {"page": page, "dpi": dpi})
        assert isinstance(answer, bytes | NotDone)
        return answer

    def words(self, document: Document, *, page: int) -> tuple[Word, ...] | NotDone:
        answer = self._do(Step.WORDS, document, {"page": page})
        return answer if isinstance(answer, NotDone) else tuple(map(parse_word, _rows(answer)))

    def rectangles(self, document: Document, *, page: int, start: int, end: int) -> tuple[Rect, ...] | NotDone:
        answer = self._do(Step.RECTANGLES, document, {"page": page, "start": start, "end": end})
        return answer if isinstance(answer, NotDone) else tuple(map(parse_rect, _rows(answer)))

    def second_reading(self, document: Document, *, page: int) -> str | NotDone:
        answer = self._do(Step.SECOND_READING, document, {"page": page})
        assert isinstance(answer, str | NotDone)
        return answer

    def tables(self, document: Document, *, page: int) -> tuple[Table, ...] | NotDone:
        answer = self._do(Step.TABLES, document, {"page": page})
        return answer if isinstance(answer, NotDone) else parse_tables(_rows(answer))

    def _do(self, step: Step, document: Document, numbers: Mapping[str, int], *, ocr: bool = False) -> Answer:
        content = document.content
        if isinstance(content, int):
            content = os.pread(content, os.fstat(content).st_size, 0)
        if not content:
            return NotDone(step=step, reason=Reason.EMPTY)
        if len(content) > self._limits.input:
            return NotDone(step=step, reason=Reason.OVER_INPUT)
        job = Job(
            step=step,
            suffix=document.suffix,
            media_type=document.media_type,
            password=document.password,
            ocr=ocr,
            limits=self._limits,
            numbers=numbers,
        )
        collector, taken = Collector(step, "none"), 0
        for frame in work.perform(job, content):
            taken += len(frame[1])
            if taken > self._limits.output:
                return NotDone(step=step, reason=Reason.OVER_OUTPUT)
            collector.take(frame)
        return collector.answer()


def _rows(answer: Answer) -> list[Json]:
    assert isinstance(answer, list)
    return answer

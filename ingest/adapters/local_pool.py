"""The pool on this machine: one zygote per worker, one forked process per document."""

from __future__ import annotations

import fcntl
import os
import queue
import select
import socket
import subprocess
import sys
import time
from collections.abc import Mapping
from contextlib import suppress
from pathlib import Path
from types import TracebackType
from typing import ClassVar, Self, TypeVar

from evidence import canonical
from evidence.errors import MalformedError, ReaderError
from ingest.ports import Document, Limits, Ocr, Table
from ingest.read.derivative import parse_rect, parse_word
from ingest.read.pages import NotDone, Reading, Reason, Rect, Step, Word
from ingest.sandbox.wire import Answer, Collector, Frames, Job, job_bytes, parse_tables

_Kind = TypeVar("_Kind")

_BOOT = "import sys; sys.path.append(sys.argv[1]); from {} import main; main(int(sys.argv[2]))"
_START_SECONDS = 60
_END_SECONDS = 10
_KILL = b"kill"
_OUT_OF_MEMORY = 71
_CHUNK = 1 << 18
# The limit itself is on processor time, so that a busy machine decides nothing; the clock allows thrice that.
_PATIENCE = 3


class _Zygote:
    """One zygote and the socket to it; used by one thread at a time."""

    def __init__(self, entry: str) -> None:
        self.control, theirs = socket.socketpair(socket.AF_UNIX, socket.SOCK_SEQPACKET)
        root = str(Path(__file__).resolve().parents[2])
        with theirs:
            self.process = subprocess.Popen(
                [sys.executable, "-I", "-c", _BOOT.format(entry), root, str(theirs.fileno())],
                pass_fds=(theirs.fileno(),),
                stdin=subprocess.DEVNULL,
                stdout=subprocess.DEVNULL,
                stderr=subprocess.DEVNULL,
                cwd="/",
                env=_environment(),
                start_new_session=True,
            )
        self.control.settimeout(_START_SECONDS)
        self.isolation = self._greeting()

    def _greeting(self) -> str:
        try:
            match canonical.decode(self.control.recv(1 << 12)):
                case {"isolation": str(isolation)}:
                    return isolation
                case _:
                    raise MalformedError("not a greeting")
        except (OSError, MalformedError) as error:
            self.end()
            raise ReaderError("the process that opens documents does not start", hint="run `sviedka doctor`") from error

    def send(self, job: bytes, content: int, out: int) -> None:
        socket.send_fds(self.control, [job], [content, out])

    def kill_child(self) -> None:
        with suppress(OSError):
            self.control.send(_KILL)

    def ended(self) -> int | None:
        """How the child ended (exit status, or minus the signal); None if the zygote is gone or does not answer."""
        self.control.settimeout(_END_SECONDS)
        try:
            match canonical.decode(self.control.recv(1 << 12)):
                case {"ended": int(status)}:
                    return status
                case _:
                    return None
        except (OSError, MalformedError):
            return None

    def end(self) -> None:
        self.control.close()
        try:
            self.process.wait(_END_SECONDS)
        except subprocess.TimeoutExpired:
            self.process.kill()
            self.process.wait()


class LocalPool:
    """`ingest.ports.Pool` on this machine; at most `workers` documents at a time, callers beyond that wait."""

    entry: ClassVar[str] = "ingest.sandbox.zygote"
    """The module whose `main` a worker runs; tests put an attacker in its place."""

    def __init__(self, *, workers: int | None = None, limits: Limits | None = None) -> None:
        """Start nothing yet: a worker starts with the first document that needs it."""
        self._limits = limits or Limits()
        self._count = workers or os.cpu_count() or 1
        self._idle: queue.LifoQueue[_Zygote | None] = queue.LifoQueue()
        for _ in range(self._count):
            self._idle.put(None)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, value: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def close(self) -> None:
        """End the workers; waits for documents that are being read."""
        for _ in range(self._count):
            zygote = self._idle.get()
            if zygote is not None:
                zygote.end()
        for _ in range(self._count):
            self._idle.put(None)

    def read(self, document: Document, *, ocr: Ocr = Ocr.NOW) -> Reading | NotDone:
        """See `Pool.read`."""
        return _expect(self._do(Step.READ, document, {}, ocr=ocr is Ocr.NOW), Reading)

    def render(self, document: Document, *, page: int, dpi: int = 100) -> bytes | NotDone:
        """See `Pool.render`."""
        return _expect(self._do(Step.RENDER, document, {"page": page, "dpi": dpi}), bytes)

    def words(self, document: Document, *, page: int) -> tuple[Word, ...] | NotDone:
        """See `Pool.words`."""
        answer = _expect(self._do(Step.WORDS, document, {"page": page}), list)
        return answer if isinstance(answer, NotDone) else tuple(map(parse_word, answer))

    def rectangles(self, document: Document, *, page: int, start: int, end: int) -> tuple[Rect, ...] | NotDone:
        """See `Pool.rectangles`."""
        answer = _expect(self._do(Step.RECTANGLES, document, {"page": page, "start": start, "end": end}), list)
        return answer if isinstance(answer, NotDone) else tuple(map(parse_rect, answer))

    def second_reading(self, document: Document, *, page: int) -> str | NotDone:
        """See `Pool.second_reading`."""
        return _expect(self._do(Step.SECOND_READING, document, {"page": page}), str)

    def tables(self, document: Document, *, page: int) -> tuple[Table, ...] | NotDone:
        """See `Pool.tables`."""
        answer = _expect(self._do(Step.TABLES, document, {"page": page}), list)
        return answer if isinstance(answer, NotDone) else parse_tables(answer)

    def _do(self, step: Step, document: Document, numbers: Mapping[str, int], *, ocr: bool = False) -> Answer:
        job = Job(
            step=step,
            suffix=document.suffix,
            media_type=document.media_type,
            password=document.password,
            ocr=ocr,
            limits=self._limits,
            numbers=numbers,
        )
        content = _descriptor(document.content)
        try:
            size = os.fstat(content).st_size
            if size == 0:
                return NotDone(step=step, reason=Reason.EMPTY)
            if size > self._limits.input:
                return NotDone(step=step, reason=Reason.OVER_INPUT)
            return self._ask(job, content)
        finally:
            os.close(content)

    def _ask(self, job: Job, content: int) -> Answer:
        zygote = self._idle.get()
        alive = False
        try:
            if zygote is None:
                zygote = _Zygote(self.entry)
            answer, alive = _run(zygote, job, content)
            return answer
        finally:
            # Also where the caller was interrupted in the middle: such a zygote is out of step.
            if zygote is not None and not alive:
                zygote.end()
            self._idle.put(zygote if alive else None)


def _run(zygote: _Zygote, job: Job, content: int) -> tuple[Answer, bool]:
    """The answer to one job, and whether the zygote may be asked again."""
    receiving, sending = os.pipe()
    try:
        try:
            zygote.send(job_bytes(job), content, sending)
        except OSError:
            return NotDone(step=job.step, reason=Reason.CRASHED), False
        finally:
            os.close(sending)
        collector = Collector(job.step, zygote.isolation)
        stopped = _receive(receiving, job.limits, collector)
    finally:
        os.close(receiving)
    if stopped is not None:
        zygote.kill_child()
    ended = zygote.ended()
    reason = stopped or _reason(ended)
    answer = collector.answer() if reason is None else NotDone(step=job.step, reason=reason)
    return answer, ended is not None


def _receive(receiving: int, limits: Limits, collector: Collector) -> Reason | None:
    """Take frames until the child closes its end; the reason to stop it, if there is one."""
    frames, taken = Frames(), 0
    deadline = time.monotonic() + limits.seconds * _PATIENCE
    poll = select.poll()
    poll.register(receiving, select.POLLIN)
    while True:
        left = deadline - time.monotonic()
        if left <= 0 or not poll.poll(left * 1000):
            return Reason.OVER_TIME
        chunk = os.read(receiving, _CHUNK)
        if not chunk:
            return None
        taken += len(chunk)
        if taken > limits.output:
            return Reason.OVER_OUTPUT
        try:
            for frame in frames.take(chunk):
                page = collector.take(frame)
                if page is not None and page.ocr:
                    deadline += limits.ocr_page_seconds * _PATIENCE
        except (MalformedError, ValueError):
            return Reason.CRASHED


def _reason(ended: int | None) -> Reason | None:
    match ended:
        case 0:
            return None
        case -24:  # SIGXCPU: the limit on CPU seconds.
            return Reason.OVER_TIME
        case -9:  # SIGKILL, and not by us: the machine ran out of memory.
            return Reason.OVER_MEMORY
        case status if status == _OUT_OF_MEMORY:
            return Reason.OVER_MEMORY
        case _:
            return Reason.CRASHED


def _descriptor(content: bytes | int) -> int:
    """A descriptor of our own, read-only, with nothing of the document's name about it."""
    if isinstance(content, int):
        # Opened again: a descriptor that may be written must not reach the child.
        return os.open(f"/proc/self/fd/{content}", os.O_RDONLY | os.O_CLOEXEC)
    memory = os.memfd_create("document", os.MFD_CLOEXEC | os.MFD_ALLOW_SEALING)
    view = memoryview(content)
    while view:
        view = view[os.write(memory, view) :]
    fcntl.fcntl(memory, fcntl.F_ADD_SEALS, fcntl.F_SEAL_WRITE | fcntl.F_SEAL_SHRINK | fcntl.F_SEAL_GROW)
    return memory


def _environment() -> dict[str, str]:
    kept = {"LANG": "C.UTF-8", "OMP_THREAD_LIMIT": "1"}
    if "TESSDATA_PREFIX" in os.environ:
        kept["TESSDATA_PREFIX"] = os.environ["TESSDATA_PREFIX"]
    return kept


def _expect(answer: Answer, kind: type[_Kind]) -> _Kind | NotDone:
    """The answer as what this step gives; MalformedError if the child answered another step."""
    if isinstance(answer, (kind, NotDone)):
        return answer
    raise MalformedError("an answer to another step")

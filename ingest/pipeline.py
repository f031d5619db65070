"""Reading what was taken in: vault -> isolated reader -> `text` -> recognisers -> `annotations`; all of it entered.

State lives in ledger and vault alone: whoever starts this again goes on with what is not read yet. Workers hold no keys
and know no names; originals reach them by a memory descriptor, never by a path.
"""

from __future__ import annotations

import os
import re
import threading
import time
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from concurrent.futures import Executor, Future, ThreadPoolExecutor, as_completed
from dataclasses import dataclass

from evidence.canonical import Json
from evidence.custody.entry import Draft, EntryType
from evidence.digest import Sha256, sha256_of
from evidence.errors import DigestMismatchError, NotHeldError, StorageError
from evidence.holdings import ANNOTATIONS, PAGES_WAIT_FOR_OCR, TEXT
from evidence.ids import DerivativeId
from evidence.model.holding import Exhibit, ExhibitState
from evidence.ports import Stored
from evidence.standing import Standing
from evidence.workspace import Workspace
from ingest.orphans import orphans
from ingest.ports import Document, Ocr, Pool
from ingest.read.derivative import encode
from ingest.read.pages import NotDone, Reading
from ingest.recognise import proposals
from ingest.recognise.ports import Recogniser
from ingest.recognise.propose import TOOL, VERSION, propose

ORIGINAL_NOT_INTACT = "original_not_intact"
"""Why an exhibit was not read whose original the vault does not give back whole: `workspace verify` says more."""

_GROUP = 50
_GROUP_SECONDS = 2.0
_SUFFIX = re.compile(rb"\.[A-Za-z0-9]{1,8}$")


@dataclass(frozen=True, slots=True, kw_only=True)
class Progress:
    """How far the reading is: done of all, and seconds since it began."""

    done: int
    of: int
    seconds: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Read:
    """What became of one exhibit: its pages, or the closed word that says why there are none."""

    exhibit: Exhibit
    pages: int
    reason: str | None = None


Watch = Callable[[Progress], None]


def waiting(standing: Standing, *, again: Iterable[ExhibitState] = ()) -> tuple[Exhibit, ...]:
    """Exhibits nobody has tried to read, and those in the states that are to be tried again; by number."""
    wanted = {ExhibitState.TAKEN_IN, *again}
    found = (
        one for one in standing.holdings.exhibits.values() if standing.holdings.state(one.id) in wanted and one.size
    )
    return tuple(sorted(found, key=lambda exhibit: exhibit.number))


def read_all(
    exhibits: Sequence[Exhibit],
    workspace: Workspace,
    pool: Pool,
    recogniser: Recogniser,
    *,
    ocr: Ocr = Ocr.NOW,
    workers: int = 2,
    watch: Watch = lambda _: None,
) -> tuple[Read, ...]:
    """Read these exhibits and enter what came of each; a crash of one document is that document's own result.

    So is an original that the vault no longer gives back whole. Whatever stops the run, what was read is entered.
    """
    desk = _Desk(workspace, pool, recogniser, ocr, _orphans(workspace, exhibits))
    began = time.monotonic()
    done: list[Read] = []
    try:
        with ThreadPoolExecutor(workers) as executor:
            for read in _in_any_order(executor, desk.read, exhibits):
                done.append(read)
                watch(Progress(done=len(done), of=len(exhibits), seconds=time.monotonic() - began))
    finally:
        desk.enter()
    return tuple(sorted(done, key=lambda read: read.exhibit.number))


def _orphans(workspace: Workspace, exhibits: Sequence[Exhibit]) -> dict[tuple[str, Sha256], Stored]:
    """What a killed reading kept and never entered: the same reading gives the same bytes, and enters these."""
    return {
        (compartment, sha256): stored
        for compartment in {exhibit.compartment for exhibit in exhibits}
        for sha256, stored in orphans(workspace, compartment).items()
    }


def _in_any_order(executor: Executor, work: Callable[[Exhibit], Read], exhibits: Sequence[Exhibit]) -> Iterator[Read]:
    futures: list[Future[Read]] = [executor.submit(work, exhibit) for exhibit in exhibits]
    try:
        for future in as_completed(futures):
            yield future.result()
    finally:
        for future in futures:
            future.cancel()


class _Desk:
    """Reads one exhibit at a time in each thread; enters results in groups, so that a click costs no fsync each."""

    def __init__(
        self,
        workspace: Workspace,
        pool: Pool,
        recogniser: Recogniser,
        ocr: Ocr,
        orphans: Mapping[tuple[str, Sha256], Stored],
    ) -> None:
        self._workspace = workspace
        self._pool = pool
        self._recogniser = recogniser
        self._ocr = ocr
        self._orphans = orphans
        self._lock = threading.Lock()
        self._drafts: list[Draft] = []
        self._since = time.monotonic()

    def read(self, exhibit: Exhibit) -> Read:
        try:
            # Under whatever compartment its key lies: a later receipt may have made the exhibit's own a stricter one.
            content = _memory_file(self._workspace.get(exhibit.object))
        except (DigestMismatchError, NotHeldError):
            return self._miss(exhibit, ORIGINAL_NOT_INTACT)
        try:
            document = Document(content=content, suffix=_suffix(exhibit), media_type=exhibit.media_type)
            result = self._pool.read(document, ocr=self._ocr)
        finally:
            os.close(content)
        if isinstance(result, NotDone):
            return self._miss(exhibit, str(result.reason))
        self._add(*self._derive(exhibit, result))
        return Read(exhibit=exhibit, pages=len(result.pages))

    def _miss(self, exhibit: Exhibit, reason: str) -> Read:
        self._add(_missed(exhibit, "read", reason))
        return Read(exhibit=exhibit, pages=0, reason=reason)

    def enter(self) -> None:
        """Commit what is waiting."""
        with self._lock:
            drafts, self._drafts, self._since = self._drafts, [], time.monotonic()
        if drafts:
            self._workspace.commit(drafts)

    def _derive(self, exhibit: Exhibit, reading: Reading) -> tuple[Draft, Draft]:
        content = encode(reading)
        text = self._workspace.ids.derivative(exhibit.id, TEXT, sha256_of(content))
        findings = [f"{code}:{count}" for code, count in sorted(Counter(str(f.code) for f in reading.findings).items())]
        if reading.waits:
            findings.append(PAGES_WAIT_FOR_OCR)
        pages = [(page.number, page.text) for page in reading.pages]
        annotations = proposals.encode(
            proposals.Annotations(
                text=text,
                tool=TOOL,
                version=VERSION,
                parameters={"engine": self._recogniser.version},
                proposals=propose(pages, exhibit.id, self._workspace.ids, self._recogniser),
            )
        )
        found = self._workspace.ids.derivative(text, ANNOTATIONS, sha256_of(annotations))
        return (
            self._put(exhibit, text, exhibit.id, TEXT, content, reading, findings),
            self._put(exhibit, found, text, ANNOTATIONS, annotations, reading, []),
        )

    def _put(
        self,
        exhibit: Exhibit,
        derivative: DerivativeId,
        of: str,
        kind: str,
        content: bytes,
        reading: Reading,
        findings: list[str],
    ) -> Draft:
        stored = self._orphans.get((exhibit.compartment, sha256_of(content))) or self._workspace.put(
            [content], exhibit.compartment
        )
        machine = kind == ANNOTATIONS
        private: tuple[tuple[str, Json], ...] = (
            ("derivative", derivative),
            ("of", of),
            ("kind", kind),
            ("sha256", stored.digests.sha256),
            ("media_type", None if machine else reading.media_type),
            ("tool", TOOL if machine else reading.tool),
            ("version", VERSION if machine else reading.version),
            ("parameters", {} if machine else dict(reading.parameters)),
            ("isolation", "in process, on text already read" if machine else reading.isolation),
            ("findings", list(findings)),
        )
        return Draft(type=EntryType.DERIVED, compartment=exhibit.compartment, private=private, object=stored.object)

    def _add(self, *drafts: Draft) -> None:
        with self._lock:
            self._drafts.extend(drafts)
            full = len(self._drafts) >= _GROUP or time.monotonic() - self._since > _GROUP_SECONDS
        if full:
            self.enter()


def _missed(exhibit: Exhibit, step: str, reason: str) -> Draft:
    return Draft(
        type=EntryType.NOT_DONE,
        compartment=exhibit.compartment,
        private=(("exhibit", exhibit.id), ("step", step), ("reason", reason)),
    )


def _suffix(exhibit: Exhibit) -> str | None:
    found = _SUFFIX.search(exhibit.receipts[0].name)
    return found.group().decode().lower() if found else None


def _memory_file(chunks: Iterable[bytes]) -> int:
    """A descriptor of these bytes in memory; plain originals never touch the disk, not even as a temporary file."""
    try:
        descriptor = os.memfd_create("exhibit", os.MFD_CLOEXEC)
    except OSError as error:
        raise StorageError("no memory to hold an exhibit while it is read") from error
    try:
        for chunk in chunks:
            view = memoryview(chunk)
            while view:
                view = view[os.write(descriptor, view) :]
    except BaseException as error:
        os.close(descriptor)
        if isinstance(error, OSError):
            raise StorageError("no memory to hold an exhibit while it is read") from error
        raise
    return descriptor

"""Intake: from a delivery to exhibits, one receipt for every arrival, and nothing opened before it is safe.

    receive(paths, source=…, workspace=…, obtained=None, compartment="case", progress=None) -> Receipts
        .arrivals: one Arrival (name, state, number, exhibit, object, size, reason, remedy) for each file, in order
        .count(State.TAKEN_IN) ; .counts

It may be killed at any moment and run again: what is there with the same source, name and bytes is left alone, objects
that lost their entry are admitted again, and the rest is taken in.
"""

from __future__ import annotations

import threading
import time
from collections import deque
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import Future, ThreadPoolExecutor, wait
from pathlib import Path

from evidence.custody.policy import require_compartment
from evidence.digest import Sha256
from evidence.model.holding import Obtained
from evidence.model.values import SourceId
from evidence.ports import Staged, Stored
from evidence.workspace import Workspace
from ingest.arrivals import Arrival, Delivery, Group, ReadFile, Receipts, State
from ingest.known import Known
from ingest.orphans import orphans
from ingest.walk import Found, NotTakenError, Reason, read_file, walk

__all__ = ["Arrival", "Obtained", "Progress", "Reason", "Receipts", "State", "receive"]

THREADS = 8
GROUP = 1000
GROUP_SECONDS = 2.0
LARGEST = 1 << 40
_WINDOW = 64
_LOOK_EVERY = 0.25

Progress = Callable[[int, int, int, int], None]
"""Called with files done, bytes read, files in all, bytes in all; often, from the calling thread."""


def receive(
    paths: Sequence[Path],
    *,
    source: SourceId,
    workspace: Workspace,
    obtained: Obtained | None = None,
    compartment: str = "case",
    progress: Progress | None = None,
    largest: int = LARGEST,
) -> Receipts:
    """Take in every file below the paths, from one source; what nobody stated of `obtained` stays None.

    A file that cannot be taken in is a row and a `not_done` entry, and the rest goes on. NotHeldError if a path does
    not exist, NotAllowedError if the person may not write here or not in this compartment. StorageError if the
    disk refuses: what was acknowledged stays, the same command resumes. `largest` is a file's size limit in bytes.
    """
    workspace.require_hand()
    require_compartment(workspace.policy, workspace.person, compartment)
    delivery = Delivery(source=source, obtained=obtained or Obtained(), compartment=compartment)
    return _Intake(workspace, delivery, progress, largest).run(list(walk(paths)))


class _Intake:
    """One run. Workers read, digest, seal and keep; the calling thread decides and enters, in the order of the walk."""

    def __init__(self, workspace: Workspace, delivery: Delivery, progress: Progress | None, largest: int) -> None:
        self._workspace = workspace
        self._delivery = delivery
        self._progress = progress
        self._largest = largest
        self._known = Known(workspace)
        self._mutex = threading.Lock()
        self._claims: dict[Sha256, Future[Stored]] = {}
        self._orphans: dict[Sha256, Stored] = {}
        self._bytes = 0
        self._totals = (0, 0)
        self._pending: list[tuple[Found, ReadFile | Reason]] = []
        self._pending_since = 0.0
        self._arrivals: list[Arrival] = []

    def run(self, founds: Sequence[Found]) -> Receipts:
        self._totals = len(founds), sum(found.size for found in founds)
        self._known.refresh()
        self._workspace.vault.sweep()
        self._orphans = orphans(self._workspace, self._delivery.compartment)
        waiting: deque[tuple[Found, Future[ReadFile | Reason]]] = deque()
        with ThreadPoolExecutor(THREADS, thread_name_prefix="intake") as pool:
            try:
                for found in founds:
                    waiting.append((found, pool.submit(self._read, found)))
                    if len(waiting) >= _WINDOW:
                        self._settle(*waiting.popleft())
                while waiting:
                    self._settle(*waiting.popleft())
                self._flush()
            except BaseException:
                pool.shutdown(wait=True, cancel_futures=True)
                raise
        self._tell()
        return Receipts(arrivals=tuple(self._arrivals))

    # In a worker thread

    def _read(self, found: Found) -> ReadFile | Reason:
        if found.problem is not None:
            return found.problem
        vault = self._workspace.vault
        try:
            staged = vault.stage(self._counted(found), self._delivery.compartment)
        except NotTakenError as error:
            return error.reason
        claim = self._claim(staged.digests.sha256)
        if claim is None:
            vault.drop(staged)
            return ReadFile(digests=staged.digests, stored=None)
        return ReadFile(digests=staged.digests, stored=self._keep(staged, claim))

    def _claim(self, sha256: Sha256) -> Future[Stored] | None:
        """Whoever reads certain bytes first keeps them; whoever comes later only counts an arrival."""
        with self._mutex:
            if sha256 in self._claims or self._known.holding(sha256) is not None:
                return None
            claim = self._claims[sha256] = Future()
            return claim

    def _keep(self, staged: Staged, claim: Future[Stored]) -> Stored:
        vault, orphan = self._workspace.vault, self._orphans.get(staged.digests.sha256)
        try:
            stored = orphan or vault.keep(staged)
        except BaseException as error:
            claim.set_exception(error)
            raise
        finally:
            vault.drop(staged)
        claim.set_result(stored)
        return stored

    def _counted(self, found: Found) -> Iterator[bytes]:
        for piece in read_file(found, self._largest):
            with self._mutex:
                self._bytes += len(piece)
            yield piece

    # In the calling thread

    def _settle(self, found: Found, future: Future[ReadFile | Reason]) -> None:
        self._tell()
        while not wait([future], timeout=_LOOK_EVERY).done:
            self._tell()
            self._flush_if_due()
        outcome = future.result()
        if isinstance(outcome, ReadFile) and outcome.stored is None:
            outcome = self._with_first_reader(outcome)
        if not self._pending:
            self._pending_since = time.monotonic()
        self._pending.append((found, outcome))
        self._flush_if_due()

    def _with_first_reader(self, read: ReadFile) -> ReadFile:
        """The object of whoever reads the same bytes now, who may come later in the walk."""
        with self._mutex:
            claim = self._claims.get(read.digests.sha256)
        return read if claim is None else ReadFile(digests=read.digests, stored=claim.result())

    def _flush_if_due(self) -> None:
        waited = time.monotonic() - self._pending_since
        if len(self._pending) >= GROUP or (self._pending and waited >= GROUP_SECONDS):
            self._flush()

    def _flush(self) -> None:
        if not self._pending:
            return
        group = Group(self._pending, self._delivery, self._workspace, self._known)
        self._known.absorb(self._workspace.commit_after(group.drafts))
        self._arrivals += group.arrivals
        with self._mutex:
            for _, outcome in self._pending:
                if isinstance(outcome, ReadFile):
                    self._claims.pop(outcome.digests.sha256, None)
        admitted = {stored.object for stored in self._orphans.values()}
        for object_, stored in group.superfluous.items():
            if object_ not in admitted:
                self._workspace.vault.take_back(stored)
        self._pending.clear()

    def _tell(self) -> None:
        if self._progress is not None:
            self._progress(len(self._arrivals) + len(self._pending), self._bytes, *self._totals)

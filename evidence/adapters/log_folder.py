"""One device's log as files, and the workspace's LOCK.

log/<device>/entries.jsonl  log/<device>/checkpoint  log/<device>/bodies/<compartment>/<first seq>.age
LOCK    held with flock(2); holds one byte while a commit is under way, so that a dead one is noticed
"""

from __future__ import annotations

import fcntl
import os
import re
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from evidence.adapters.durable import FILE_MODE, DurableFolder, make_folder, storage_errors, sync_folder
from evidence.errors import BusyError, LedgerBrokenError, NotHeldError, StorageError
from evidence.ids import DeviceId
from evidence.ports import LockState

_SEGMENT = re.compile(r"(0|[1-9][0-9]{0,14})\.age")
_READ = 1 << 20
_BUSY = b"1"


class FolderLog:
    """Log files of one device below a workspace's folder."""

    def __init__(self, folder: Path, device: DeviceId, *, patience: float = 60.0) -> None:
        self._files = DurableFolder(folder)
        self._device = device
        self._folder = f"log/{device}"
        self._entries = folder / self._folder / "entries.jsonl"
        self._lock = folder / "LOCK"
        self._patience = patience

    @property
    def device(self) -> DeviceId:
        """Whose log."""
        return self._device

    @contextmanager
    def locked(self) -> Iterator[bool]:
        """Hold LOCK; its byte is written on entry and taken away when the commit ends, well or not."""
        with storage_errors():
            fd = os.open(self._lock, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, FILE_MODE)
        try:
            self._wait(fd)
            died = os.fstat(fd).st_size > 0
            with storage_errors():
                os.pwrite(fd, _BUSY, 0)
            yield died
            # Only an orderly end takes the mark away: after an error the next holder looks for leftovers.
            with storage_errors():
                os.ftruncate(fd, 0)
        finally:
            os.close(fd)

    def lock_state(self) -> LockState:
        """Look, without waiting and without writing."""
        try:
            fd = os.open(self._lock, os.O_RDONLY | os.O_CLOEXEC)
        except FileNotFoundError:
            return LockState.FREE
        try:
            fcntl.flock(fd, fcntl.LOCK_SH | fcntl.LOCK_NB)
        except BlockingIOError:
            return LockState.HELD
        else:
            return LockState.LEFT if os.fstat(fd).st_size else LockState.FREE
        finally:
            os.close(fd)

    def note(self) -> bytes | None:
        """The signed checkpoint, or None."""
        try:
            return self._files.read(f"{self._folder}/checkpoint")
        except NotHeldError:
            return None

    def set_note(self, note: bytes) -> None:
        """Replace the checkpoint."""
        self._files.write(f"{self._folder}/checkpoint", note)

    def length(self) -> int:
        """Bytes of the entries file; 0 if there is none."""
        try:
            return self._entries.stat().st_size
        except FileNotFoundError:
            return 0

    def lines(self, start: int) -> Iterator[bytes]:
        """Lines from byte `start` on."""
        try:
            file = self._entries.open("rb")
        except FileNotFoundError:
            return
        except OSError as error:
            raise StorageError(f"the log of {self._device} cannot be read") from error
        with file:
            file.seek(start)
            rest = b""
            while block := file.read(_READ):
                *whole, rest = (rest + block).split(b"\n")
                yield from whole
            if rest:
                yield rest

    def append(self, content: bytes, at: int) -> None:
        """Append and fdatasync."""
        with storage_errors():
            if not self._entries.exists():
                make_folder(self._entries.parent)
            fd = os.open(self._entries, os.O_WRONLY | os.O_CREAT | os.O_CLOEXEC, FILE_MODE)
            try:
                if os.fstat(fd).st_size != at:
                    raise LedgerBrokenError(f"the log of {self._device} does not end where it was read to end")
                _write_at(fd, content, at)
            finally:
                os.close(fd)
            if at == 0:
                sync_folder(self._entries.parent)

    def set_aside(self, at: int, size: int) -> None:
        """Copy to `local/set-aside/` first, then cut: nothing is lost, nothing adopted."""
        aside = f"local/set-aside/{self._device}-{size}-{time.time_ns()}"
        if self.length() > at:
            with storage_errors():
                with self._entries.open("rb") as file:
                    file.seek(at)
                    extra = file.read()
                self._files.write(f"{aside}.jsonl", extra)
                self._cut(at)
        for compartment in self._files.names(f"{self._folder}/bodies"):
            for first in self.segments(compartment):
                if first >= size:
                    sealed = self.segment(compartment, first)
                    self._files.write(f"{aside}-{compartment}-{first}.age", sealed)
                    self._files.remove(self._segment(compartment, first))

    def segments(self, compartment: str) -> tuple[int, ...]:
        """First seqs, ascending."""
        matches = map(_SEGMENT.fullmatch, self._files.names(f"{self._folder}/bodies/{compartment}"))
        return tuple(sorted(int(match[1]) for match in matches if match))

    def segment(self, compartment: str, first: int) -> bytes:
        """One sealed segment."""
        return self._files.read(self._segment(compartment, first))

    def put_segment(self, compartment: str, first: int, sealed: bytes) -> None:
        """Write one segment."""
        self._files.write(self._segment(compartment, first), sealed)

    def _segment(self, compartment: str, first: int) -> str:
        return f"{self._folder}/bodies/{compartment}/{first}.age"

    def _cut(self, at: int) -> None:
        fd = os.open(self._entries, os.O_WRONLY | os.O_CLOEXEC)
        try:
            os.ftruncate(fd, at)
            os.fsync(fd)
        finally:
            os.close(fd)

    def _wait(self, fd: int) -> None:
        end = time.monotonic() + self._patience
        while True:
            try:
                fcntl.flock(fd, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except BlockingIOError:
                if time.monotonic() >= end:
                    raise BusyError("another process is writing to this workspace") from None
                time.sleep(0.005)
            else:
                return


def _write_at(fd: int, content: bytes, at: int) -> None:
    left, position = memoryview(content), at
    try:
        while left:
            written = os.pwrite(fd, left, position)
            left, position = left[written:], position + written
        os.fdatasync(fd)
    except OSError:
        # Half a line would only be set aside by the next commit, which on a full disk fails for want of room.
        with suppress(OSError):
            os.ftruncate(fd, at)
        raise

"""Files that are there whole after a power cut, or not at all: tmp, fsync, rename, fsync of the folder.

An fsync that fails is never tried again: after the first failure the kernel may call the lost pages clean.
"""

from __future__ import annotations

import errno
import fcntl
import os
import secrets
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from evidence.errors import NotHeldError, StorageError

FILE_MODE = 0o600
WRITE_ONCE = 0o400
_PREFIX = ".new-"


@contextmanager
def storage_errors() -> Iterator[None]:
    """Turn what the disk refuses into StorageError; the message holds the errno's name and no path."""
    try:
        yield
    except OSError as error:
        name = errno.errorcode.get(error.errno or 0, "unknown")
        raise StorageError(f"the disk refused ({name})") from error


class Unfinished:
    """A file being written: locked, so that a sweep tells it from one that a dead process left."""

    __slots__ = ("_fd", "path")

    def __init__(self, folder: Path) -> None:
        self.path = folder / f"{_PREFIX}{secrets.token_hex(12)}"
        self._fd = os.open(self.path, os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_CLOEXEC, FILE_MODE)
        fcntl.flock(self._fd, fcntl.LOCK_EX | fcntl.LOCK_NB)

    def write(self, content: bytes | memoryview) -> None:
        """Write all of it."""
        left = memoryview(content)
        while left:
            left = left[os.write(self._fd, left) :]

    def finish(self, mode: int) -> None:
        """Make the content durable; it still has no name."""
        os.fchmod(self._fd, mode)
        os.fsync(self._fd)

    def drop(self) -> None:
        """Remove it; again, or once it has been placed, this changes nothing."""
        if self._fd >= 0:
            with suppress(FileNotFoundError):
                self.path.unlink()
        self.close()

    def close(self) -> None:
        """Let go of the file."""
        if self._fd >= 0:
            os.close(self._fd)
            self._fd = -1


class DurableFolder:
    """Writes below one folder; unfinished files stand in `unfinished`, on the same file system."""

    def __init__(self, folder: Path, *, unfinished: Path | None = None) -> None:
        self.folder = folder
        self.unfinished = unfinished or folder / "local" / "new"

    def begin(self) -> Unfinished:
        """A new file without a name."""
        with storage_errors():
            try:
                return Unfinished(self.unfinished)
            except FileNotFoundError:
                make_folder(self.unfinished)
                return Unfinished(self.unfinished)

    def place(self, unfinished: Unfinished, name: str) -> None:
        """Give a finished file its name, durably."""
        target = self.folder / name
        with storage_errors():
            try:
                unfinished.path.rename(target)
            except FileNotFoundError:
                make_folder(target.parent)
                unfinished.path.rename(target)
            unfinished.close()
            sync_folder(target.parent)

    def write(self, name: str, content: bytes, mode: int = FILE_MODE) -> None:
        """Write or replace a file: a reader sees the old or the new one, whole."""
        unfinished = self.begin()
        try:
            with storage_errors():
                unfinished.write(content)
                unfinished.finish(mode)
            self.place(unfinished, name)
        finally:
            unfinished.drop()

    def keep(self, name: str, content: bytes, mode: int = FILE_MODE) -> None:
        """Write a file that is never changed; StorageError if one of this name exists."""
        if (self.folder / name).exists():
            raise StorageError("a file of this name exists and is never overwritten", hint="choose another name")
        self.write(name, content, mode)

    def read(self, name: str) -> bytes:
        """The content; NotHeldError if absent."""
        try:
            with storage_errors():
                return (self.folder / name).read_bytes()
        except StorageError as error:
            if isinstance(error.__cause__, (FileNotFoundError, NotADirectoryError)):
                raise NotHeldError("a file of the workspace that is not there") from error
            raise

    def names(self, name: str) -> tuple[str, ...]:
        """The names in a folder, sorted, without unfinished files; none if there is no such folder."""
        try:
            found = [path.name for path in (self.folder / name).iterdir()]
        except (FileNotFoundError, NotADirectoryError):
            return ()
        return tuple(sorted(each for each in found if not each.startswith(_PREFIX)))

    def remove(self, name: str) -> None:
        """Remove a file, durably; NotHeldError if absent."""
        target = self.folder / name
        with storage_errors():
            try:
                target.unlink()
            except FileNotFoundError as error:
                raise NotHeldError("a file of the workspace that is not there") from error
            sync_folder(target.parent)

    def sweep(self, older_than: float = 60.0) -> int:
        """Remove what dead processes left unfinished; how many.

        Files still being written are locked and stay, as does what is younger than so many seconds: between making
        a file and locking it there is a moment.
        """
        swept = 0
        if not self.unfinished.is_dir():
            return 0
        for path in self.unfinished.glob(f"{_PREFIX}*"):
            swept += _sweep_one(path, time.time() - older_than)
        return swept


def make_folder(folder: Path) -> None:
    """Make a folder and those above it (0700), each entered durably in its parent."""
    missing = []
    while not folder.is_dir():
        missing.append(folder)
        folder = folder.parent
    for each in reversed(missing):
        with suppress(FileExistsError):
            each.mkdir(mode=0o700)
        sync_folder(each.parent)


def sync_folder(folder: Path) -> None:
    """Make the names in a folder durable."""
    fd = os.open(folder, os.O_RDONLY | os.O_DIRECTORY | os.O_CLOEXEC)
    try:
        os.fsync(fd)
    finally:
        os.close(fd)


def _sweep_one(path: Path, before: float) -> int:
    try:
        fd = os.open(path, os.O_RDONLY | os.O_CLOEXEC)
    except FileNotFoundError:
        return 0
    try:
        if os.fstat(fd).st_mtime > before:
            return 0
        fcntl.flock(fd, fcntl.LOCK_EX | fcntl.LOCK_NB)
        path.unlink(missing_ok=True)
    except BlockingIOError:
        return 0
    finally:
        os.close(fd)
    return 1

"""A private folder that lives in memory: the projection holds names in the clear, so no disk may see it."""

from __future__ import annotations

import fcntl
import os
import re
import shutil
import stat
from pathlib import Path

from evidence.errors import NotAllowedError, NotConfiguredError, StorageError

RAM = Path("/dev/shm")  # noqa: S108 - the folder in memory that every Linux has
ROOM = 192 * 1024 * 1024
"""Bytes that must be free: an empty engine takes 8 MB, 20,000 nodes with 40,000 relations 37 MB; the engine does not
give back what is deleted, so each rebuild in place takes as much again."""

_KEY = re.compile(r"[a-z0-9-]{1,40}")
_IN_MEMORY = frozenset({"tmpfs", "ramfs"})


class RamFolder:
    """A folder of mode 0700 under `root`, one for each user and key, with a lock that its owner holds."""

    def __init__(self, key: str, *, root: Path = RAM, plain_allowed: bool = False) -> None:
        """Name the folder; it is made by `take`. `plain_allowed` is a person's explicit choice of a disk."""
        if not _KEY.fullmatch(key):
            raise NotConfiguredError("the key of an embedded graph is lower-case letters, digits and hyphens")
        if not plain_allowed and _kind_of(root) not in _IN_MEMORY:
            raise StorageError(
                "there is no folder in memory for the embedded graph",
                hint="mount /dev/shm as tmpfs, or set the URI of a Neo4j server",
            )
        self._root = root
        self.path = root / f"sviedka-graph-{os.getuid()}-{key}"

    def take(self) -> int | None:
        """Own the folder, emptied: the descriptor that holds its lock; None if another process owns it."""
        while True:
            self._make()
            descriptor = os.open(self.path / "lock", os.O_RDWR | os.O_CREAT | os.O_NOFOLLOW | os.O_CLOEXEC, 0o600)
            try:
                fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except BlockingIOError:
                os.close(descriptor)
                return None
            if self._still(descriptor):
                break
            # Its last owner removed the folder while we waited: this lock guards nothing.
            os.close(descriptor)
        self._empty()
        free = os.statvfs(self._root)
        if free.f_bavail * free.f_frsize < ROOM:
            self.remove()
            os.close(descriptor)
            raise StorageError(
                f"too little room in memory for the embedded graph: {ROOM // 2**20} MiB are needed",
                hint="give the container a larger /dev/shm, or set the URI of a Neo4j server",
            )
        return descriptor

    def is_owned(self) -> bool:
        """Whether some process holds the lock now."""
        try:
            descriptor = os.open(self.path / "lock", os.O_RDWR | os.O_NOFOLLOW | os.O_CLOEXEC)
        except OSError:
            return False
        try:
            fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            return True
        finally:
            os.close(descriptor)
        return False

    def remove(self) -> None:
        """Remove the folder and all in it."""
        shutil.rmtree(self.path, ignore_errors=True)

    def _make(self) -> None:
        try:
            self.path.mkdir(mode=0o700)
        except FileExistsError:
            found = self.path.lstat()
            if not stat.S_ISDIR(found.st_mode) or found.st_uid != os.getuid() or stat.S_IMODE(found.st_mode) != 0o700:
                raise NotAllowedError("the embedded graph's folder in memory is not ours alone") from None
        except OSError:
            raise StorageError("the folder in memory for the embedded graph cannot be made") from None

    def _still(self, descriptor: int) -> bool:
        try:
            return os.path.samestat(os.fstat(descriptor), (self.path / "lock").stat())
        except FileNotFoundError:
            return False

    def _empty(self) -> None:
        for child in self.path.iterdir():
            if child.is_dir() and not child.is_symlink():
                shutil.rmtree(child)
            elif child.name != "lock":
                child.unlink()


def _kind_of(folder: Path) -> str:
    """The kind of file system that a folder is on, by the longest mount point above it."""
    real = folder.resolve()
    best, kind = "", ""
    for line in Path("/proc/self/mounts").read_text().splitlines():
        _, point, name, *_ = line.split(" ")
        if real.is_relative_to(point) and len(point) >= len(best):
            best, kind = point, name
    return kind

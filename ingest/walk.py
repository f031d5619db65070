"""Finding the files of a delivery and opening them: no link is followed, and nothing but a regular file is read."""

from __future__ import annotations

import errno
import os
import stat
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from enum import Enum
from pathlib import Path

from evidence.errors import NotHeldError

CHUNK = 1 << 20
_WORKSPACE_MARKS = frozenset({b"FORMAT", b"policy", b"log"})


class Reason(Enum):
    """Why a file was not taken in, or was taken in and not read on."""

    NO_PERMISSION = "no_permission"
    VANISHED = "vanished"
    NOT_A_REGULAR_FILE = "not_a_regular_file"
    LINK = "link"
    UNREADABLE = "unreadable"
    CHANGED_WHILE_READ = "changed_while_read"
    TOO_LARGE = "too_large"
    A_WORKSPACE = "a_workspace"
    EMPTY = "empty"


REMEDY: dict[Reason, str] = {
    Reason.NO_PERMISSION: "get permission to read it, then run the same command again",
    Reason.VANISHED: "put it back, then run the same command again",
    Reason.NOT_A_REGULAR_FILE: "nothing to do: a device, pipe or socket holds no document",
    Reason.LINK: "add the file that the link points to",
    Reason.UNREADABLE: "copy the medium with a rescue tool, then add the copy",
    Reason.CHANGED_WHILE_READ: "close the program that writes to it, then run the same command again",
    Reason.TOO_LARGE: "raise the limit on a file's size, then run the same command again",
    Reason.A_WORKSPACE: "nothing to do: a workspace is not taken into a workspace",
    Reason.EMPTY: "ask the source for the file again: this one holds no bytes",
}
"""What a person can do about it."""


class NotTakenError(Exception):
    """A file that could not be read whole; it ends as a row, never as an error of the program."""

    def __init__(self, reason: Reason) -> None:
        super().__init__(reason.value)
        self.reason = reason


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """One name found: `path` opens it, `name` is relative to what was given; `problem` if it cannot be a document."""

    path: bytes = field(repr=False)
    name: bytes = field(repr=False)
    size: int
    problem: Reason | None = None


def walk(paths: Sequence[Path]) -> Iterator[Found]:
    """Everything below the paths, folders in the order of their names' bytes; NotHeldError if a path is not there.

    A file given by itself is named by its last part; a file in a folder by its way from that folder.
    """
    check_paths(paths)
    for path in map(os.fsencode, paths):
        try:
            mode = os.lstat(path).st_mode
        except OSError as error:
            yield Found(path=path, name=_last(path), size=0, problem=_reason(error))
            continue
        if stat.S_ISDIR(mode):
            yield from _below(path, b"")
        else:
            yield _found(path, _last(path), mode)


def check_paths(paths: Sequence[Path]) -> None:
    """NotHeldError that counts to the first path which does not exist; it is not repeated, for it may hold a name."""
    for place, path in enumerate(paths, start=1):
        if not os.path.lexists(path):
            raise NotHeldError(f"path number {place} of those given does not exist", hint="check how it is written")


def read_file(found: Found, largest: int) -> Iterator[bytes]:
    """The bytes in pieces of 1 MiB; NotTakenError if it is no regular file, too large, or not the same at the end."""
    fd = _open(found.path)
    try:
        before = os.fstat(fd)
        if not stat.S_ISREG(before.st_mode):
            raise NotTakenError(Reason.NOT_A_REGULAR_FILE)
        if before.st_size > largest:
            raise NotTakenError(Reason.TOO_LARGE)
        read = 0
        while piece := _read(fd):
            read += len(piece)
            if read > largest:
                raise NotTakenError(Reason.TOO_LARGE)
            yield piece
        after = os.fstat(fd)
        if (read, after.st_mtime_ns, after.st_size) != (before.st_size, before.st_mtime_ns, before.st_size):
            raise NotTakenError(Reason.CHANGED_WHILE_READ)
    finally:
        os.close(fd)


def _below(folder: bytes, name: bytes) -> Iterator[Found]:
    # A list and no recursion: a hostile folder may be two thousand levels deep.
    levels: list[Iterator[tuple[bytes, bytes, Found | None]]] = [_listed(folder, name)]
    while levels:
        one = next(levels[-1], None)
        if one is None:
            levels.pop()
            continue
        path, relative, found = one
        if found is None:
            levels.append(_listed(path, relative))
        else:
            yield found


def _listed(folder: bytes, name: bytes) -> Iterator[tuple[bytes, bytes, Found | None]]:
    """Path, name and what was found there, in the order of the names; None for a folder to go into."""
    own = name or _last(folder)
    try:
        with os.scandir(folder) as scan:
            entries = sorted(scan, key=lambda entry: entry.name)
    except OSError as error:
        yield folder, own, Found(path=folder, name=own, size=0, problem=_reason(error))
        return
    if {entry.name for entry in entries} >= _WORKSPACE_MARKS:
        yield folder, own, Found(path=folder, name=own, size=0, problem=Reason.A_WORKSPACE)
        return
    for entry in entries:
        relative = name + b"/" + entry.name if name else entry.name
        try:
            mode = entry.stat(follow_symlinks=False).st_mode
        except OSError as error:
            yield entry.path, relative, Found(path=entry.path, name=relative, size=0, problem=_reason(error))
            continue
        yield entry.path, relative, None if stat.S_ISDIR(mode) else _found(entry.path, relative, mode)


def _found(path: bytes, name: bytes, mode: int) -> Found:
    if stat.S_ISLNK(mode):
        return Found(path=path, name=name, size=0, problem=Reason.LINK)
    if not stat.S_ISREG(mode):
        return Found(path=path, name=name, size=0, problem=Reason.NOT_A_REGULAR_FILE)
    try:
        return Found(path=path, name=name, size=os.lstat(path).st_size)
    except OSError as error:
        return Found(path=path, name=name, size=0, problem=_reason(error))


def _last(path: bytes) -> bytes:
    return path.rpartition(b"/")[2]


def _open(path: bytes) -> int:
    # Between the walk and now it may have become a link or a pipe: a link is refused, a pipe does not block.
    flags = os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK | os.O_NOCTTY | os.O_CLOEXEC
    try:
        return os.open(path, flags)
    except OSError as error:
        raise NotTakenError(_reason(error)) from error


def _read(fd: int) -> bytes:
    try:
        return os.read(fd, CHUNK)
    except OSError as error:
        raise NotTakenError(_reason(error)) from error


def _reason(error: OSError) -> Reason:
    match error.errno:
        case errno.EACCES | errno.EPERM:
            return Reason.NO_PERMISSION
        case errno.ENOENT | errno.ENOTDIR | errno.ESTALE:
            return Reason.VANISHED
        case errno.ELOOP:
            return Reason.LINK
        case errno.ENXIO | errno.ENODEV | errno.EISDIR:
            return Reason.NOT_A_REGULAR_FILE
        case _:
            return Reason.UNREADABLE

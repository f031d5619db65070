"""A disk that forgets: what a folder would hold after a power cut at any moment, if only what was synced survived.

`kill -9` cannot see a missing fsync, for the page cache survives it. Here the file operations of some work are written
down; each beginning of that list, replayed, gives the states in which a power cut could leave the folder.
"""

from __future__ import annotations

import os
import stat
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

import pytest

Inode = int


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """One operation: what was done, to which path or inode, with which content."""

    what: str
    path: str = ""
    to: str = ""
    inode: Inode = 0
    at: int = 0
    content: bytes = b""


@dataclass(slots=True)
class Recorder:
    """Writes down every operation below one folder."""

    folder: Path
    steps: list[Step] = field(default_factory=list)

    def acknowledged(self, size: int) -> None:
        """From here on, this many entries must survive."""
        self.steps.append(Step(what="acknowledged", at=size))

    @contextmanager
    def recording(self) -> Iterator[None]:
        with pytest.MonkeyPatch.context() as patch:
            for name in ("open", "write", "pwrite", "ftruncate", "fsync", "fdatasync", "rename", "unlink", "mkdir"):
                patch.setattr(os, name, self._wrapped(name, getattr(os, name)))
            yield

    def _wrapped(self, name: str, really: Callable[..., object]) -> Callable[..., object]:
        note = getattr(self, f"_{name}")

        def call(*arguments: object, **named: object) -> object:
            before = self._position(name, arguments)
            result = really(*arguments, **named)
            note(before, result, *arguments)
            return result

        return call

    def _position(self, name: str, arguments: tuple[object, ...]) -> object:
        if name == "write":
            assert isinstance(arguments[0], int)
            return os.lseek(arguments[0], 0, os.SEEK_CUR)
        if name == "open":
            return os.path.lexists(str(arguments[0]))
        return None

    def _add(self, **step: object) -> None:
        self.steps.append(Step(**step))  # type: ignore[arg-type]  # each call below names the fields of a Step

    def _below(self, path: object) -> str | None:
        spelled = os.fspath(path)  # type: ignore[call-overload]  # what os takes
        if not isinstance(spelled, str) or not spelled.startswith(f"{self.folder}/"):
            return None
        return spelled.removeprefix(f"{self.folder}/")

    def _open(self, existed: object, fd: object, path: object, *_: object) -> None:
        below = self._below(path)
        if below is not None and not existed and isinstance(fd, int):
            self._add(what="create", path=below, inode=os.fstat(fd).st_ino)

    def _write(self, position: object, written: object, fd: int, content: bytes) -> None:
        assert isinstance(written, int)
        self._add(what="write", inode=os.fstat(fd).st_ino, at=position, content=bytes(content[:written]))

    def _pwrite(self, _: object, written: object, fd: int, content: bytes, at: int) -> None:
        assert isinstance(written, int)
        self._add(what="write", inode=os.fstat(fd).st_ino, at=at, content=bytes(content[:written]))

    def _ftruncate(self, _: object, __: object, fd: int, size: int) -> None:
        self._add(what="truncate", inode=os.fstat(fd).st_ino, at=size)

    def _fsync(self, _: object, __: object, fd: int) -> None:
        found = os.fstat(fd)
        if stat.S_ISDIR(found.st_mode):
            path = str(Path(f"/proc/self/fd/{fd}").readlink())
            self._add(what="sync folder", path="" if path == str(self.folder) else self._below(path))
        else:
            self._add(what="sync", inode=found.st_ino)

    _fdatasync = _fsync

    def _rename(self, _: object, __: object, old: object, new: object) -> None:
        self._add(what="rename", path=self._below(old), to=self._below(new))

    def _unlink(self, _: object, __: object, path: object, *___: object) -> None:
        if self._below(path) is not None:
            self._add(what="unlink", path=self._below(path))

    def _mkdir(self, _: object, __: object, path: object, *___: object) -> None:
        if self._below(path) is not None:
            self._add(what="folder", path=self._below(path))


class Disk:
    """Names and contents, as programs see them and as they would be after a power cut."""

    def __init__(self, folder: Path) -> None:
        self.names: dict[str, Inode | None] = {}
        self.contents: dict[Inode, bytes] = {}
        for path in sorted(folder.rglob("*")):
            below = str(path.relative_to(folder))
            self.names[below] = path.stat().st_ino if path.is_file() else None
            if path.is_file():
                self.contents[path.stat().st_ino] = path.read_bytes()
        self.safe_names = dict(self.names)
        self.safe_contents = dict(self.contents)
        self.acknowledged = 0

    def apply(self, step: Step) -> None:
        """Do one operation."""
        match step.what:
            case "create":
                self.names[step.path] = step.inode
                self.contents[step.inode] = self.safe_contents[step.inode] = b""
            case "folder":
                self.names[step.path] = None
            case "write":
                content = self.contents.get(step.inode, b"").ljust(step.at, b"\0")
                self.contents[step.inode] = content[: step.at] + step.content + content[step.at + len(step.content) :]
            case "truncate":
                self.contents[step.inode] = self.contents.get(step.inode, b"")[: step.at]
            case "sync":
                self.safe_contents[step.inode] = self.contents.get(step.inode, b"")
            case "sync folder":
                self._sync_folder(step.path)
            case "rename":
                self.names[step.to] = self.names.pop(step.path)
            case "unlink":
                del self.names[step.path]
            case "acknowledged":
                self.acknowledged = step.at

    def after_power_cut(self, *, names_survive: bool) -> dict[str, bytes | None]:
        """Path -> content, None for a folder. Names may reach the disk before contents do, or not at all."""
        names = self.names if names_survive else self.safe_names
        kept: dict[str, bytes | None] = {}
        for path, inode in sorted(names.items()):
            parent = path.rpartition("/")[0]
            if parent and parent not in kept:
                continue
            kept[path] = None if inode is None else self.safe_contents.get(inode, b"")
        return kept

    def _sync_folder(self, folder: str) -> None:
        def inside(path: str) -> bool:
            return path.rpartition("/")[0] == folder

        self.safe_names = {path: inode for path, inode in self.safe_names.items() if not inside(path)}
        self.safe_names |= {path: inode for path, inode in self.names.items() if inside(path)}


def write_state(state: dict[str, bytes | None], folder: Path) -> None:
    """Make a real folder of a state."""
    folder.mkdir()
    for path, content in state.items():
        if content is None:
            (folder / path).mkdir()
        else:
            (folder / path).write_bytes(content)

"""Files that a command leaves outside the workspace: readable by their owner only, whole or not there at all."""

from __future__ import annotations

import errno
import os
import secrets
import stat
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from pathlib import Path

from evidence.errors import StorageError

_MODE = 0o600
_HINT = "look at the folder, its permissions and the free space, or name another file"


def write_private(target: Path, content: bytes) -> None:
    """Write or replace a plain file (0600); StorageError if something else stands there or the disk refuses.

    What is there already stays as it was until the new content is whole and on the disk.
    """
    check_target(target)
    with _refusals():
        # A short name: the target's own may have as many bytes as a name can have.
        partial = target.with_name(f".sviedka-{secrets.token_hex(8)}")
        descriptor = os.open(partial, os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_CLOEXEC, _MODE)
        try:
            with os.fdopen(descriptor, "wb") as file:
                file.write(content)
                file.flush()
                os.fsync(file.fileno())
            partial.rename(target)
        except BaseException:
            with suppress(OSError):
                partial.unlink()
            raise


def check_target(target: Path, *, fresh: bool = False) -> None:
    """StorageError unless a plain file may be written there; with `fresh`, nothing may stand there yet."""
    with _refusals():
        if not os.path.lexists(target):
            if not target.parent.is_dir():
                raise StorageError("the folder of the file to be written does not exist", hint="make it first")
            if not os.access(target.parent, os.W_OK | os.X_OK):
                raise StorageError("the folder of the file to be written is not yours to write in", hint=_HINT)
            return
        if fresh:
            raise StorageError("a file of this name exists and is never overwritten", hint="choose another name")
        if not stat.S_ISREG(target.lstat().st_mode):
            # A link, a folder or a device: what is behind it was not named.
            raise StorageError("what stands at the file to be written is no plain file", hint=_HINT)


def check_new_folder(target: Path, *, beside: Mapping[str, bytes]) -> None:
    """StorageError unless a folder can be made there, and what lies beside it under these names holds just this."""
    with _refusals():
        if not target.name or target.name in ("..", "keys") or os.path.lexists(target):
            raise StorageError("the folder of the package exists already", hint="name another one, not yet there")
        nearest = next(one for one in target.absolute().parents if one.exists())
        if not os.access(nearest, os.W_OK | os.X_OK):
            raise StorageError("the folder of the package cannot be made there", hint=_HINT)
        for name, content in beside.items():
            other = target.parent / name
            if other.exists() and other.read_bytes() != content:
                raise StorageError("other keys lie beside the package", hint="name a folder that holds no keys")


@contextmanager
def _refusals() -> Iterator[None]:
    try:
        yield
    except (OSError, ValueError) as error:
        # ValueError: a path that ends in no name, such as `/` or `.`.
        name = errno.errorcode.get(getattr(error, "errno", None) or 0, "no such name")
        raise StorageError(f"the disk refused a file ({name})", hint=_HINT) from error

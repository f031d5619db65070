"""The vault as a folder: each object an age file under its own identity, that identity sealed for a compartment.

objects/ab/<blake3 of the stored bytes>.age          write-once, 0400
keys/<compartment>/<epoch>/ab/<object>.age           the object's identity line, for the compartment
"""

from __future__ import annotations

import os
import re
from collections.abc import Iterable, Iterator
from pathlib import Path

from blake3 import blake3

from evidence.adapters.durable import WRITE_ONCE, DurableFolder, Unfinished, storage_errors
from evidence.digest import Blake3, Digester, Digests, parse_blake3
from evidence.errors import NotAllowedError, NotHeldError, StorageError
from evidence.ports import AgeSecret, Envelope, Keyring, Staged, Stored
from evidence.secrecy import Confidential

CHUNK = 1 << 20
_NAME = re.compile(r"[0-9a-f]{64}\.age")


class _StagedFile:
    """Sealed bytes in an unfinished file, and the secret that opens them, which is nowhere on disk yet."""

    __slots__ = ("compartment", "digests", "object", "secret", "unfinished")

    def __init__(
        self, *, digests: Digests, object_: Blake3, compartment: str, secret: AgeSecret, unfinished: Unfinished
    ) -> None:
        self.digests = digests
        self.object = object_
        self.compartment = compartment
        self.secret = secret
        self.unfinished = unfinished


class FolderVault:
    """Keeps objects below a workspace's folder; any number of threads may stage, keep and get at once."""

    def __init__(self, folder: Path, envelope: Envelope, keyring: Keyring) -> None:
        self._files = DurableFolder(folder)
        self._envelope = envelope
        self._keyring = keyring
        self._kept_here: set[Blake3] = set()

    def stage(self, chunks: Iterable[bytes], compartment: str) -> Staged:
        """Read, digest and seal in one pass; the file has no name, and is made durable when it is kept."""
        self._keyring.recipient(compartment)
        secret = self._envelope.new_secret()
        unfinished = self._files.begin()
        try:
            plain, sealed = Digester(), blake3()

            def sink(piece: bytes) -> None:
                sealed.update(piece)
                with storage_errors():
                    unfinished.write(piece)

            passing = _passing(chunks, plain)
            self._envelope.seal_stream(passing, [self._envelope.recipient_of(secret)], sink)
        except BaseException:
            unfinished.drop()
            raise
        return _StagedFile(
            digests=plain.digests(),
            object_=Blake3(sealed.hexdigest()),
            compartment=compartment,
            secret=secret,
            unfinished=unfinished,
        )

    def keep(self, staged: Staged) -> Stored:
        """Make the bytes durable, write the key, give the object its name: it never stands without its key."""
        if not isinstance(staged, _StagedFile):
            raise NotAllowedError("bytes that another vault staged")
        epoch, recipient = self._keyring.recipient(staged.compartment)
        line = staged.secret.reveal("to seal an object key for its compartment")
        sealed = self._envelope.seal(line.encode() + b"\n", [recipient])
        try:
            with storage_errors():
                staged.unfinished.finish(WRITE_ONCE)
            self._files.keep(_key_name(staged.compartment, epoch, staged.object), sealed, WRITE_ONCE)
            self._files.place(staged.unfinished, _object_name(staged.object))
        except StorageError:
            staged.unfinished.drop()
            raise
        self._kept_here.add(staged.object)
        return Stored(digests=staged.digests, object=staged.object, compartment=staged.compartment)

    def drop(self, staged: Staged) -> None:
        """Remove the unnamed file."""
        if isinstance(staged, _StagedFile):
            staged.unfinished.drop()

    def put(self, chunks: Iterable[bytes], compartment: str) -> Stored:
        """`stage`, then `keep`."""
        return self.keep(self.stage(chunks, compartment))

    def get(self, object_: Blake3, compartment: str | None = None) -> Iterator[bytes]:
        """Open the key, then the object, piece by piece."""
        secret = self._secret(object_, compartment)
        with self._open(object_) as file:
            yield from self._envelope.open_stream(file.read, [secret])

    def stored(self, object_: Blake3) -> Iterator[bytes]:
        """The sealed bytes."""
        with self._open(object_) as file:
            while piece := file.read(CHUNK):
                yield piece

    def objects(self) -> Iterator[Blake3]:
        """Every address, read from the names."""
        for shard in self._files.names("objects"):
            for name in self._files.names(f"objects/{shard}"):
                if _NAME.fullmatch(name):
                    yield Blake3(name.removesuffix(".age"))

    def size(self, object_: Blake3) -> int:
        """Bytes as stored."""
        try:
            return (self._files.folder / _object_name(object_)).stat().st_size
        except FileNotFoundError as error:
            raise NotHeldError(f"no object {object_} here") from error

    def has_key(self, object_: Blake3) -> bool:
        """Whether a key for it lies in any compartment and epoch."""
        return any(True for _ in self._key_names(object_, self._keyring.compartments()))

    def take_back(self, stored: Stored) -> None:
        """Remove the object, then its key."""
        if stored.object not in self._kept_here:
            raise NotAllowedError(f"object {stored.object} was not put by this process")
        self._files.remove(_object_name(stored.object))
        for _, _, name in list(self._key_names(stored.object, (stored.compartment,))):
            self._files.remove(name)
        self._kept_here.discard(stored.object)

    def sweep(self) -> int:
        """Remove what dead processes staged and never kept; how many."""
        return self._files.sweep()

    def _secret(self, object_: Blake3, compartment: str | None) -> AgeSecret:
        refused: NotAllowedError | None = None
        asked = (compartment,) if compartment else self._keyring.compartments()
        for name, epoch, path in self._key_names(object_, asked):
            try:
                secrets = self._keyring.secrets(name)
                line = self._envelope.open(self._files.read(path), [secrets[epoch]] if epoch in secrets else [])
            except NotAllowedError as error:
                refused = error
                continue
            return Confidential(line.decode("ascii", "replace").removesuffix("\n"))
        if refused is not None:
            raise NotAllowedError(f"the keys held do not open object {object_}") from refused
        self.size(object_)
        raise NotHeldError(f"object {object_} has no key here: it was shredded, or the key file is lost")

    def _key_names(self, object_: Blake3, compartments: Iterable[str]) -> Iterator[tuple[str, int, str]]:
        for compartment in compartments:
            epochs = map(int, filter(str.isdecimal, self._files.names(f"keys/{compartment}")))
            for epoch in sorted(epochs, reverse=True):
                name = _key_name(compartment, epoch, object_)
                if (self._files.folder / name).exists():
                    yield compartment, epoch, name

    def _open(self, object_: Blake3) -> _Reading:
        return _Reading(self._files.folder / _object_name(object_), object_)


class _Reading:
    """An object's file, open for reading; what the disk refuses is a StorageError."""

    def __init__(self, path: Path, object_: Blake3) -> None:
        try:
            self._fd = os.open(path, os.O_RDONLY | os.O_NOFOLLOW | os.O_CLOEXEC)
        except FileNotFoundError as error:
            raise NotHeldError(f"no object {object_} here") from error
        except OSError as error:
            raise StorageError(f"object {object_} cannot be read") from error
        self._object = object_

    def read(self, size: int) -> bytes:
        try:
            return os.read(self._fd, size)
        except OSError as error:
            raise StorageError(f"object {self._object} cannot be read to its end") from error

    def __enter__(self) -> _Reading:
        return self

    def __exit__(self, *_: object) -> None:
        os.close(self._fd)


def _passing(chunks: Iterable[bytes], digester: Digester) -> Iterator[bytes]:
    for chunk in chunks:
        digester.update(chunk)
        yield chunk


def _object_name(object_: Blake3) -> str:
    parse_blake3(object_)
    return f"objects/{object_[:2]}/{object_}.age"


def _key_name(compartment: str, epoch: int, object_: Blake3) -> str:
    return f"keys/{compartment}/{epoch}/{object_[:2]}/{object_}.age"

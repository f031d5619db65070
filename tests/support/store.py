"""Workspaces for tests: an unlocked identity (no scrypt), a clock that stands, and a vault that is memory only."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path

from evidence.adapters.identity_age import new_identity, new_root
from evidence.adapters.workspace_folder import create_workspace, open_workspace, trust_workspace
from evidence.canonical import Json
from evidence.custody.entry import Draft, EntryType, Opened
from evidence.custody.policy import Person, Role
from evidence.digest import Blake3, Digester, Digests, blake3_of
from evidence.errors import (
    DigestMismatchError,
    NotAllowedError,
    NotHeldError,
    TimestampError,
    UnknownReferenceError,
)
from evidence.model.values import SourceId
from evidence.ports import AgeSecret, Identity, RecoverySheet, Signer, Staged, Stored
from evidence.secrecy import Confidential
from evidence.workspace import Workspace

SOURCE = SourceId("src_" + "0" * 26)
OTHER_SOURCE = SourceId("src_" + "1" * 26)


class StandingClock:
    """Stands until it is moved."""

    def __init__(self) -> None:
        self.moment = datetime(2026, 11, 25, 9, 14, 2, tzinfo=UTC)

    def now(self) -> datetime:
        return self.moment

    def move(self, seconds: int) -> None:
        self.moment += timedelta(seconds=seconds)


class CountingChance:
    """Gives other bytes each time, the same in every run."""

    def __init__(self) -> None:
        self._count = 0

    def take(self, size: int) -> bytes:
        self._count += 1
        return hashlib.shake_256(self._count.to_bytes(8, "big")).digest(size)


@dataclass(frozen=True, slots=True, kw_only=True)
class House:
    """A workspace in a folder, and all that opens it."""

    folder: Path
    identity: Identity
    root: Signer
    sheet: RecoverySheet
    workspace: Workspace
    clock: StandingClock

    def reopened(self) -> Workspace:
        """The same person opens it again, as another process would."""
        return open_workspace(self.folder, self.identity, clock=self.clock)


def new_house(folder: Path) -> House:
    """Found a workspace in this folder, for an invented person."""
    identity, root, clock = new_identity(), new_root(), StandingClock()
    workspace, sheet = create_workspace(folder, identity, root, clock=clock)
    return House(folder=folder, identity=identity, root=root, sheet=sheet, workspace=workspace, clock=clock)


def admitted(house: House, *roles: Role, trusting: bool = True) -> Identity:
    """A second person, admitted by the root, who (unless told otherwise) has compared the root's fingerprint."""
    identity = new_identity()
    assert identity.signer is not None
    person = Person(
        key=identity.person,
        recipient=identity.recipient,
        public=identity.signer.public,
        roles=frozenset(roles),
    )
    house.workspace.admit(person, house.root)
    if trusting:
        trust_workspace(house.folder, identity, house.workspace.root_fingerprint)
    return identity


class PaperAuthority:
    """Stamps by counting: each token is another, and holds for the bytes that it was given for."""

    name = "paper"

    def __init__(self) -> None:
        self._given: dict[bytes, bytes] = {}

    def request(self, content: bytes) -> bytes:
        return hashlib.sha256(content).digest()

    def bare(self, response: bytes) -> bytes:
        return response

    def stamp(self, content: bytes) -> bytes:
        token = f"token {len(self._given)}".encode()
        self._given[token] = content
        return token

    def verify(self, content: bytes, response: bytes) -> datetime:
        if self._given.get(response) != content:
            raise TimestampError("not a token over these bytes")
        return datetime(2026, 11, 25, 9, 14, 2, tzinfo=UTC)


def note(number: int, compartment: str = "case") -> Draft:
    """Some `recorded` entry; custody does not look into the record."""
    record: Json = {"kind": "test/1", "n": number}
    return Draft(type=EntryType.RECORDED, compartment=compartment, private=(("record", record),))


def notes_in(entries: Iterable[Opened]) -> list[object]:
    """The numbers of the `note`s among the entries, in order."""
    found: list[object] = []
    for opened in entries:
        record = opened.private.get("record")
        if isinstance(record, Mapping):
            found.append(record["n"])
    return found


def fingerprint(folder: Path) -> dict[str, bytes]:
    """Every file below the folder -> its content."""
    return {str(path.relative_to(folder)): path.read_bytes() for path in sorted(folder.rglob("*")) if path.is_file()}


class PaperKeyring:
    """Compartments of which some are held; the secrets are not used by the memory vault."""

    def __init__(self, held: Iterable[str], all_: Iterable[str] = ("open", "case", "sealed")) -> None:
        self._held = frozenset(held)
        self._all = tuple(sorted(all_))

    def recipient(self, compartment: str) -> tuple[int, str]:
        if compartment not in self._all:
            raise UnknownReferenceError(f"no compartment {compartment}")
        return 1, "age1" + "q" * 58

    def secrets(self, compartment: str) -> Mapping[int, AgeSecret]:
        self.recipient(compartment)
        if compartment not in self._held:
            raise NotAllowedError(f"no key of the compartment {compartment}")
        return {1: Confidential("AGE-SECRET-KEY-1")}

    def compartments(self) -> tuple[str, ...]:
        return self._all


@dataclass(slots=True)
class _StagedBytes:
    digests: Digests
    content: bytes
    compartment: str
    dropped: bool = False


class MemoryVault:
    """A vault that forgets with the process; `swap` and `lose` do what an attacker or a disk does."""

    def __init__(self, keyring: PaperKeyring) -> None:
        self._keyring = keyring
        self._stored: dict[Blake3, bytes] = {}
        self._keys: dict[Blake3, str] = {}
        self._broken: set[Blake3] = set()
        self._count = 0

    def stage(self, chunks: Iterable[bytes], compartment: str) -> Staged:
        self._keyring.recipient(compartment)
        digester, content = Digester(), bytearray()
        for chunk in chunks:
            digester.update(chunk)
            content += chunk
        return _StagedBytes(digests=digester.digests(), content=bytes(content), compartment=compartment)

    def keep(self, staged: Staged) -> Stored:
        if not isinstance(staged, _StagedBytes) or staged.dropped:
            raise NotAllowedError("bytes that another vault staged, or that were dropped")
        self._count += 1
        sealed = self._count.to_bytes(8, "big") + staged.content
        object_ = blake3_of(sealed)
        self._stored[object_] = sealed
        self._keys[object_] = staged.compartment
        return Stored(digests=staged.digests, object=object_, compartment=staged.compartment)

    def drop(self, staged: Staged) -> None:
        if isinstance(staged, _StagedBytes):
            staged.dropped = True

    def put(self, chunks: Iterable[bytes], compartment: str) -> Stored:
        return self.keep(self.stage(chunks, compartment))

    def get(self, object_: Blake3, compartment: str | None = None) -> Iterator[bytes]:
        sealed = self._held(object_)
        key = self._keys.get(object_)
        if key is None or compartment not in (None, key):
            raise NotHeldError(f"object {object_} has no key here")
        self._keyring.secrets(key)
        if object_ in self._broken:
            raise DigestMismatchError(f"object {object_} was changed")
        if sealed[8:]:
            yield sealed[8:]

    def stored(self, object_: Blake3) -> Iterator[bytes]:
        yield self._held(object_)

    def objects(self) -> Iterator[Blake3]:
        yield from list(self._stored)

    def size(self, object_: Blake3) -> int:
        return len(self._held(object_))

    def has_key(self, object_: Blake3) -> bool:
        return object_ in self._keys

    def sweep(self) -> int:
        return 0

    def take_back(self, stored: Stored) -> None:
        if self._stored.pop(stored.object, None) is None:
            raise NotAllowedError(f"object {stored.object} was not put by this process")
        self._keys.pop(stored.object)

    def swap(self, object_: Blake3) -> None:
        """Flip a stored bit."""
        sealed = bytearray(self._held(object_))
        sealed[-1] ^= 1
        self._stored[object_] = bytes(sealed)
        self._broken.add(object_)

    def shred(self, object_: Blake3) -> None:
        """Take the key away."""
        del self._keys[object_]

    def _held(self, object_: Blake3) -> bytes:
        try:
            return self._stored[object_]
        except KeyError as error:
            raise NotHeldError(f"no object {object_} here") from error

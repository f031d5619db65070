"""What custody and the workspace need from outside, each as a contract that every adapter is tested against."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass
from datetime import datetime
from enum import Enum
from typing import Protocol

from evidence.digest import Blake3, Digests
from evidence.errors import MalformedError
from evidence.ids import DeviceId, PersonKey
from evidence.secrecy import Confidential

AgeSecret = Confidential[str]
"""An age identity line, `AGE-SECRET-KEY-1…`."""


class Clock(Protocol):
    """Knows the time."""

    def now(self) -> datetime:
        """The present moment, in UTC and with its zone."""
        ...


class Chance(Protocol):
    """Gives random bytes fit for keys, salts and nonces."""

    def take(self, size: int) -> bytes:
        """`size` bytes that nobody can guess."""
        ...


class Signer(Protocol):
    """Holds one Ed25519 private key (RFC 8032) and signs with it."""

    @property
    def public(self) -> bytes:
        """The public key, 32 bytes."""
        ...

    def sign(self, message: bytes) -> bytes:
        """The signature of the message, 64 bytes."""
        ...


class Envelope(Protocol):
    """Seals bytes for recipients (`age1…`) so that stock `age` opens them; changed bytes never open."""

    def new_secret(self) -> AgeSecret:
        """A fresh identity line."""
        ...

    def recipient_of(self, secret: AgeSecret) -> str:
        """The `age1…` line that seals for this identity; MalformedError if the line is no identity."""
        ...

    def seal(self, content: bytes, recipients: Sequence[str]) -> bytes:
        """One age file that each of the recipients opens."""
        ...

    def open(self, sealed: bytes, secrets: Sequence[AgeSecret]) -> bytes:
        """The content; NotAllowedError if none of the secrets fits, DigestMismatchError if the bytes were changed."""
        ...

    def seal_stream(self, chunks: Iterable[bytes], recipients: Sequence[str], sink: Callable[[bytes], None]) -> None:
        """Like `seal`, in flat memory; what the chunks or the sink raise comes out unchanged."""
        ...

    def open_stream(self, read: Callable[[int], bytes], secrets: Sequence[AgeSecret]) -> Iterator[bytes]:
        """Like `open`, in flat memory; each chunk is authenticated before it is given, and so is the end."""
        ...


@dataclass(frozen=True, slots=True, kw_only=True)
class Identity:
    """What one unlocked person holds: an age identity that opens and an Ed25519 key that signs."""

    person: PersonKey
    secret: AgeSecret
    recipient: str
    signer: Signer | None

    def __post_init__(self) -> None:
        if not self.recipient.startswith("age1"):
            raise MalformedError("a recipient starts with age1")


@dataclass(frozen=True, slots=True, kw_only=True)
class RecoverySheet:
    """A second way to every exhibit, to be printed and locked away; it opens and signs nothing."""

    person: PersonKey
    recipient: str
    secret: AgeSecret

    def groups(self, reason: str) -> tuple[str, ...]:
        """The identity line in groups of four, as it is printed; `reason` as for `Confidential.reveal`."""
        line = self.secret.reveal(reason)
        return tuple(line[at : at + 4] for at in range(0, len(line), 4))


class Keyring(Protocol):
    """The compartments' keys, as far as one person holds them."""

    def recipient(self, compartment: str) -> tuple[int, str]:
        """The present epoch and its recipient; UnknownReferenceError for a compartment the policy does not have."""
        ...

    def secrets(self, compartment: str) -> Mapping[int, AgeSecret]:
        """Epoch to secret, newest first; NotAllowedError if this person holds none."""
        ...

    def compartments(self) -> tuple[str, ...]:
        """All that the policy names, sorted."""
        ...


@dataclass(frozen=True, slots=True, kw_only=True)
class Stored:
    """One thing in the vault: digests of its plain bytes, and its object, the BLAKE3 of the bytes as stored."""

    digests: Digests
    object: Blake3
    compartment: str


class Staged(Protocol):
    """Bytes read, encrypted and on disk, that have no address yet: keep them or drop them."""

    @property
    def digests(self) -> Digests:
        """Digests of the plain bytes."""
        ...


class Vault(Protocol):
    """Keeps objects. What was put is never altered, and a failed put leaves nothing behind."""

    def stage(self, chunks: Iterable[bytes], compartment: str) -> Staged:
        """Read the chunks once, in flat memory; nothing has an address yet. StorageError if the disk refuses."""
        ...

    def keep(self, staged: Staged) -> Stored:
        """Give the staged bytes their address, durably; the key stands before the object does."""
        ...

    def drop(self, staged: Staged) -> None:
        """Forget staged bytes; dropping again, or after `keep`, changes nothing."""
        ...

    def put(self, chunks: Iterable[bytes], compartment: str) -> Stored:
        """`stage`, then `keep`."""
        ...

    def get(self, object_: Blake3, compartment: str | None = None) -> Iterator[bytes]:
        """The plain bytes as they are now.

        NotHeldError if the object or its key is absent, NotAllowedError if the person lacks the compartment,
        DigestMismatchError if the stored bytes were changed. Without `compartment` all of the person's are tried.
        """
        ...

    def stored(self, object_: Blake3) -> Iterator[bytes]:
        """The bytes as they lie, undecrypted, for a scrub without keys; NotHeldError if absent."""
        ...

    def objects(self) -> Iterator[Blake3]:
        """The address of everything held, in no order."""
        ...

    def size(self, object_: Blake3) -> int:
        """Bytes as stored; NotHeldError if absent."""
        ...

    def has_key(self, object_: Blake3) -> bool:
        """Whether any compartment still has a key for it (shredding takes it away); no secret is needed to ask."""
        ...

    def sweep(self) -> int:
        """Remove what dead processes staged and never kept; how many. What is being staged now stays."""
        ...

    def take_back(self, stored: Stored) -> None:
        """Remove what this very Vault kept and no entry names: another process was first with the same bytes.

        NotAllowedError for anything else: the vault has no other way to lose an object.
        """
        ...


class Shelf(Protocol):
    """Small files of a workspace by name (`policy/0001.json`), each written whole and durably or not at all."""

    def read(self, name: str) -> bytes:
        """The content; NotHeldError if absent."""
        ...

    def has(self, name: str) -> bool:
        """Whether the file exists."""
        ...

    def keep(self, name: str, content: bytes) -> None:
        """Write a file that is never changed; StorageError if it exists."""
        ...

    def replace(self, name: str, content: bytes) -> None:
        """Write or replace a file; a reader sees the old or the new one, whole."""
        ...

    def names(self, folder: str) -> tuple[str, ...]:
        """The names in a folder, sorted; none if there is no such folder."""
        ...


class LockState(Enum):
    """Who has the workspace's LOCK."""

    FREE = "free"
    HELD = "held"
    LEFT = "left"
    """A process died in the middle of a commit; the next commit sets aside what it left."""


class Log(Protocol):
    """One device's log as it lies on disk; only whoever holds `locked()` writes."""

    @property
    def device(self) -> DeviceId:
        """Whose log."""
        ...

    def locked(self) -> AbstractContextManager[bool]:
        """Wait for and hold the workspace's LOCK; True if an earlier holder died in the middle of a commit.

        BusyError if it stays taken.
        """
        ...

    def lock_state(self) -> LockState:
        """Whether anybody writes at this moment, or died writing."""
        ...

    def note(self) -> bytes | None:
        """The signed checkpoint, or None before the first commit."""
        ...

    def set_note(self, note: bytes) -> None:
        """Replace the checkpoint, durably: this acknowledges the entries before it."""
        ...

    def length(self) -> int:
        """Bytes of the entries file."""
        ...

    def lines(self, start: int) -> Iterator[bytes]:
        """Lines from byte `start` on, without their newline; a last line without one is given too."""
        ...

    def append(self, content: bytes, at: int) -> None:
        """Write at byte `at`, which is the end, and make it durable."""
        ...

    def set_aside(self, at: int, size: int) -> None:
        """Move lines past byte `at`, and segments whose first seq is `size` or more, to `local/`; never adopt them."""
        ...

    def segments(self, compartment: str) -> tuple[int, ...]:
        """The first seq of each bodies segment, ascending."""
        ...

    def segment(self, compartment: str, first: int) -> bytes:
        """One sealed bodies segment; NotHeldError if absent."""
        ...

    def put_segment(self, compartment: str, first: int, sealed: bytes) -> None:
        """Write one bodies segment, durably, replacing what a dead commit left there."""
        ...


class TimestampAuthority(Protocol):
    """Stamps bytes by RFC 3161; where nobody configured one, there is none."""

    @property
    def name(self) -> str:
        """What the policy calls it: letters, digits and hyphens."""
        ...

    def request(self, content: bytes) -> bytes:
        """A DER time-stamp request for the SHA-256 of the content, asking for the certificate."""
        ...

    def stamp(self, content: bytes) -> bytes:
        """Ask the authority; the verified `.tsr`. TimestampError with its reason, NotConfiguredError without a URL."""
        ...

    def bare(self, response: bytes) -> bytes:
        """The same `.tsr` as it is kept: without what stands outside the token; TimestampError where there is none."""
        ...

    def verify(self, content: bytes, response: bytes) -> datetime:
        """The stamped moment (UTC) if the response is over these bytes and its chain holds; else TimestampError."""
        ...

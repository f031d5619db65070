"""Reading the ledger: each acknowledged entry with its private half, where this person holds the compartment."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from evidence.custody.commit import DeviceLog
from evidence.custody.entry import Entry, Opened, open_entry, parse_body_line, parse_entry
from evidence.errors import (
    DigestMismatchError,
    LedgerBrokenError,
    MalformedError,
    NotAllowedError,
    NotHeldError,
    UnknownReferenceError,
)
from evidence.ports import AgeSecret, Envelope, Keyring, Log


class Bodies:
    """The private halves of one log; keeps one opened segment for each compartment, so reading forward is cheap."""

    def __init__(self, log: Log, keyring: Keyring, envelope: Envelope) -> None:
        self._log = log
        self._keyring = keyring
        self._envelope = envelope
        self._secrets: dict[str, tuple[AgeSecret, ...]] = {}
        self._firsts: dict[str, tuple[int, ...]] = {}
        self._at: dict[str, int] = {}
        self._open: dict[str, dict[int, tuple[str, ...]]] = {}

    def readable(self, compartment: str) -> bool:
        """Whether this person holds the compartment's key."""
        if compartment not in self._secrets:
            try:
                self._secrets[compartment] = tuple(self._keyring.secrets(compartment).values())
            except (NotAllowedError, UnknownReferenceError):
                # A line that was changed may name a compartment that no policy has.
                self._secrets[compartment] = ()
        return bool(self._secrets[compartment])

    def of(self, entry: Entry) -> tuple[str, ...]:
        """The disclosures of an entry of a readable compartment; none if its segment is not there."""
        compartment = entry.compartment
        if compartment not in self._firsts:
            self._firsts[compartment] = self._log.segments(compartment)
        firsts = self._firsts[compartment]
        start = self._at.get(compartment, -1)
        if start >= 0 and firsts[start] > entry.seq:
            start = -1
        at = start
        while at + 1 < len(firsts) and firsts[at + 1] <= entry.seq:
            at += 1
        if at < 0:
            return ()
        if self._at.get(compartment, -1) != at:
            self._open[compartment] = self._segment(compartment, firsts[at])
            self._at[compartment] = at
        return self._open[compartment].get(entry.seq, ())

    def _segment(self, compartment: str, first: int) -> dict[int, tuple[str, ...]]:
        sealed = self._log.segment(compartment, first)
        content = self._envelope.open(sealed, self._secrets[compartment])
        rows: Sequence[bytes] = content.split(b"\n")[:-1]
        return dict(map(parse_body_line, rows))


def read_entries(known: DeviceLog, keyring: Keyring, envelope: Envelope, since: int = 0) -> Iterator[Opened]:
    """Entries from index `since` up to the checkpoint, in order, each checked against tree and digests.

    The private half is empty where this person does not hold the compartment. LedgerBrokenError at the first entry
    that was changed, whose place is wrong, or whose private half is not the one it commits to.
    """
    bodies = Bodies(known.log, keyring, envelope)
    for index, content in enumerate(known.lines(since), start=since):
        try:
            yield open_at(known, index, content, bodies)
        except (MalformedError, DigestMismatchError) as error:
            raise LedgerBrokenError(f"entry {index} of the log of {known.device}: {error}") from error


def read_ruling(known: DeviceLog, keyring: Keyring, envelope: Envelope) -> Iterator[Opened]:
    """The entries that name a policy (`begun`, `policy`), opened as far as this person may; errors as above."""
    bodies = Bodies(known.log, keyring, envelope)
    for seq, content in known.policy_lines:
        try:
            yield open_at(known, seq, content, bodies)
        except (MalformedError, DigestMismatchError, NotHeldError) as error:
            raise LedgerBrokenError(f"entry {seq} of the log of {known.device}: {error}") from error


def open_at(known: DeviceLog, index: int, content: bytes, bodies: Bodies) -> Opened:
    """One line, parsed, in its place, and opened as far as this person may; MalformedError, DigestMismatchError."""
    entry = parse_entry(content)
    if entry.seq != index or entry.device != known.device:
        raise MalformedError("it names another place than its own")
    if not entry.sd or not bodies.readable(entry.compartment):
        return Opened(entry=entry, private={})
    return open_entry(entry, bodies.of(entry))

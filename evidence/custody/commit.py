"""One device's log as this process knows it, and the order in which a commit becomes durable.

[LOCK] read what others appended; set aside what lies past the checkpoint; bodies; entries; checkpoint [unlock].
What is past the signed checkpoint was never acknowledged and anyone could have written it: it is never adopted.
"""

from __future__ import annotations

import re
import threading
from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import islice

from evidence.custody.checkpoint import Checkpoint, parse_note, sign_note
from evidence.custody.entry import Draft, Made, Opened, body_line, line, make_entry, open_entry
from evidence.custody.merkle import HASH_BYTES, Tree, leaf_hash
from evidence.digest import Blake3
from evidence.errors import DigestMismatchError, LedgerBrokenError, MalformedError, NotAllowedError
from evidence.ids import DeviceId, PersonKey
from evidence.ports import Chance, Clock, Envelope, Keyring, Log, Signer

_SALT_BYTES = 16
# Where every so many-th line begins is remembered, so that reading on from the middle is cheap.
_MARK_EVERY = 1024
# A public half holds no free text, so these bytes stand in it only as its type: entries that name a policy.
_NAMES_POLICY = (b'"type":"begun","v":1}', b'"type":"policy","v":1}')
# A public half holds no free text, so these bytes stand in it only as its object, or its number.
_OBJECT = re.compile(rb'"object":"([0-9a-f]{64})"')
_NUMBER = re.compile(rb'"number":"[A-Z]{1,2}-([0-9]{6,9})"')


class DeviceLog:
    """The entries up to the checkpoint: their tree, and where in the file they end. Threads may share it."""

    def __init__(self, log: Log, origin: str, public: bytes) -> None:
        self.log = log
        self.origin = origin
        self.public = public
        self.lock = threading.RLock()
        self.tree = Tree()
        self._leaves = bytearray()
        self._marks: list[int] = []
        self._end = 0
        self._highest = 0
        self._policy_lines: list[tuple[int, bytes]] = []
        self._note: bytes | None = None

    @property
    def device(self) -> DeviceId:
        """Whose log."""
        return self.log.device

    @property
    def size(self) -> int:
        """How many entries are acknowledged."""
        return self.tree.size

    @property
    def end(self) -> int:
        """Where in the file they end, in bytes."""
        return self._end

    @property
    def highest(self) -> int:
        """The highest counter among the exhibit numbers of this log; 0 for none."""
        return self._highest

    @property
    def policy_lines(self) -> tuple[tuple[int, bytes], ...]:
        """Seq and line of each acknowledged entry that names a policy."""
        return tuple(self._policy_lines)

    def note(self) -> bytes:
        """The signed checkpoint as last read; NotAllowedError before the first commit."""
        if self._note is None:
            raise NotAllowedError(f"the log of {self.device} has no checkpoint yet")
        return self._note

    def refresh(self) -> None:
        """Take in what was acknowledged since; LedgerBrokenError if the log and its checkpoint do not agree.

        Only what is new is hashed: the tree stays in memory.
        """
        with self.lock:
            note = self.log.note()
            if note != self._note or (note is None and self.log.length()):
                try:
                    self._follow(note)
                except LedgerBrokenError:
                    self.forget()
                    raise
            if self.log.length() < self._end:
                raise LedgerBrokenError(f"the log of {self.device} is shorter than its checkpoint says")

    def lines(self, since: int = 0) -> Iterator[bytes]:
        """Acknowledged lines from index `since` on, each compared with the tree; LedgerBrokenError if changed."""
        size, read = self.size, 0
        mark = min(since, size) // _MARK_EVERY
        first = mark * _MARK_EVERY
        start = self._marks[mark] if mark < len(self._marks) else self._end
        for index, content in enumerate(islice(self.log.lines(start), size - first), start=first):
            read = index + 1
            if index < since:
                continue
            if leaf_hash(content) != self._leaves[index * HASH_BYTES : (index + 1) * HASH_BYTES]:
                raise LedgerBrokenError(f"entry {index} of the log of {self.device} was changed")
            yield content
        if max(read, first) < size:
            raise LedgerBrokenError(f"the log of {self.device} is shorter than its checkpoint says")

    def objects(self) -> Iterator[Blake3]:
        """The object of each acknowledged entry that names one, from its public half."""
        for content in self.lines():
            if match := _OBJECT.search(content):
                yield Blake3(match[1].decode())

    def extend(self, contents: Iterable[bytes]) -> None:
        """Take in lines that follow; `acknowledge` or `forget` comes next."""
        for content in contents:
            hashed = leaf_hash(content)
            if self.tree.size % _MARK_EVERY == 0:
                self._marks.append(self._end)
            self.tree.append_hash(hashed)
            self._leaves += hashed
            self._end += len(content) + 1
            if content.endswith(_NAMES_POLICY):
                self._policy_lines.append((self.tree.size - 1, content))
            if match := _NUMBER.search(content):
                self._highest = max(self._highest, int(match[1]))

    def acknowledge(self, note: bytes) -> None:
        """Remember the checkpoint over all that was taken in."""
        self._note = note

    def forget(self) -> None:
        """Know nothing; the next `refresh` reads the log from its beginning."""
        self.tree = Tree()
        self._leaves = bytearray()
        self._marks = []
        self._end = 0
        self._highest = 0
        self._policy_lines = []
        self._note = None

    def _follow(self, note: bytes | None) -> None:
        if note is None:
            raise LedgerBrokenError(f"the checkpoint of {self.device} is gone")
        checkpoint = self._parse(note)
        missing = checkpoint.size - self.size
        if missing < 0:
            raise LedgerBrokenError(f"the checkpoint of {self.device} went back to size {checkpoint.size}")
        self.extend(islice(self.log.lines(self._end), missing))
        if self.size < checkpoint.size or self.log.length() < self._end:
            raise LedgerBrokenError(f"the log of {self.device} is shorter than its checkpoint says")
        if self.tree.root() != checkpoint.root:
            raise LedgerBrokenError(f"the log of {self.device} is not the one its checkpoint was signed over")
        self._note = note

    def _parse(self, note: bytes) -> Checkpoint:
        try:
            return parse_note(note, origin=self.origin, public_key=self.public)
        except (MalformedError, DigestMismatchError) as error:
            raise LedgerBrokenError(f"the checkpoint of {self.device}: {error}") from error


class Committer:
    """Writes to this device's log, for one person."""

    def __init__(
        self,
        known: DeviceLog,
        *,
        signer: Signer,
        person: PersonKey,
        keyring: Keyring,
        envelope: Envelope,
        clock: Clock,
        chance: Chance,
    ) -> None:
        self._known = known
        self._signer = signer
        self._person = person
        self._keyring = keyring
        self._envelope = envelope
        self._clock = clock
        self._chance = chance
        self._tidy = False

    def commit(self, make: Callable[[], Sequence[Draft]]) -> tuple[Opened, ...]:
        """Make the drafts under LOCK, when all that was acknowledged before is known; append them durably.

        What is returned is acknowledged. On any error the log stands as before, up to its checkpoint.
        """
        with self._known.lock, self._known.log.locked() as died:
            self._known.refresh()
            self._tidy_up(died)
            drafts = make()
            if not drafts:
                return ()
            time = self._clock.now().strftime("%Y-%m-%dT%H:%M:%SZ")
            made = tuple(self._made(draft, time, at) for at, draft in enumerate(drafts, start=self._known.size))
            opened = tuple(open_entry(each.entry, each.disclosures) for each in made)
            self._append(made)
            return opened

    def _tidy_up(self, died: bool) -> None:
        log = self._known.log
        if died or not self._tidy or log.length() > self._known.end:
            log.set_aside(self._known.end, self._known.size)
            self._tidy = True

    def _made(self, draft: Draft, time: str, seq: int) -> Made:
        salts = iter([self._chance.take(_SALT_BYTES) for _ in draft.private])
        return make_entry(draft, seq=seq, time=time, actor=self._person, device=self._known.device, salts=salts)

    def _append(self, made: Sequence[Made]) -> None:
        known, log = self._known, self._known.log
        contents = [line(each.entry) for each in made]
        for compartment in sorted({each.entry.compartment for each in made}):
            self._put_segment(compartment, [each for each in made if each.entry.compartment == compartment])
        log.append(b"".join(content + b"\n" for content in contents), known.end)
        try:
            known.extend(contents)
            checkpoint = Checkpoint(origin=known.origin, size=known.size, root=known.tree.root())
            note = sign_note(checkpoint, public_key=self._signer.public, sign=self._signer.sign)
            log.set_note(note)
        except BaseException:
            # A tree cannot shrink; it is built anew, which only an error costs.
            known.forget()
            raise
        known.acknowledge(note)

    def _put_segment(self, compartment: str, made: Sequence[Made]) -> None:
        private = [body_line(each.entry.seq, each.disclosures) for each in made if each.disclosures]
        if private:
            _, recipient = self._keyring.recipient(compartment)
            sealed = self._envelope.seal(b"".join(row + b"\n" for row in private), [recipient])
            self._known.log.put_segment(compartment, made[0].entry.seq, sealed)

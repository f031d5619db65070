"""Verifying a workspace against its own checkpoints: every line, every private half, every object, policy and stamp.

A check that fails is a result, and the rest are still made. Nothing here can notice a falsehood at intake, nor a
rewriting of what is newer than the last outside anchor by whoever holds the device's key.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from enum import Enum
from itertools import islice

from blake3 import blake3

from evidence.custody.around import foreign, key_checks, policy_check, token_check, unnamed_policies
from evidence.custody.checkpoint import parse_note
from evidence.custody.checks import Check, Code, Verdict
from evidence.custody.commit import DeviceLog
from evidence.custody.entry import Entry, EntryType, Opened, open_entry, parse_entry
from evidence.custody.founding import read_policies
from evidence.custody.merkle import Tree
from evidence.custody.policy import Policy
from evidence.custody.reading import Bodies
from evidence.custody.trust import Pinned, check_pins
from evidence.digest import Blake3, Sha256, digests_of
from evidence.errors import (
    DigestMismatchError,
    LedgerBrokenError,
    MalformedError,
    NewerFormatError,
    NotAllowedError,
    NotHeldError,
    StorageError,
)
from evidence.ids import WorkspaceId
from evidence.ports import Envelope, Keyring, Shelf, Vault
from evidence.secrecy import Confidential


class Depth(Enum):
    """How much of the objects is read."""

    QUICK = "quick"
    """Only whether they are there; `says` tells that no byte was read."""
    STORED = "stored"
    """Every stored byte, without keys."""
    WHOLE = "whole"
    """Every stored byte and every plain byte."""


RecordCheck = Callable[[Opened], bool]
"""Whether the signature of the record in a `recorded` entry holds; the records' model is not known here."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Audit:
    """What is verified, and how far."""

    workspace: WorkspaceId
    secret: Confidential[bytes]
    logs: Sequence[DeviceLog]
    shelf: Shelf
    vault: Vault
    keyring: Keyring
    envelope: Envelope
    depth: Depth = Depth.WHOLE
    record_holds: RecordCheck | None = None

    def checks(self) -> Iterator[Check]:
        """Keys and logs first, then policies and objects they name, then what no entry names."""
        seen = _Seen()
        yield from key_checks(self.keyring)
        for known in self.logs:
            yield from self._log(known, seen)
        yield from self._policies(seen)
        for object_, opened in seen.held.items():
            yield from self._object(object_, opened, seen.shredded)
        for object_ in self.vault.objects():
            if object_ not in seen.held:
                yield _check(Code.STRAY, Verdict.INDETERMINATE, object_, "an object that no entry names")
        yield from foreign(self.shelf, self.logs)

    def _policies(self, seen: _Seen) -> Iterator[Check]:
        # Read after the logs: an entry comes into a log after its policy lies here.
        try:
            policies: Mapping[int, Policy] = read_policies(self.shelf, self.workspace)
        except LedgerBrokenError:
            yield _check(Code.POLICY, Verdict.BROKEN, "policy", "a version is missing, or not signed by its root")
            return
        except NewerFormatError:
            yield _check(Code.POLICY, Verdict.INDETERMINATE, "policy", "a version of a newer program")
            return
        for subject, opened in seen.ruling:
            yield policy_check(opened, policies, subject)
        if not seen.unreadable:
            named = frozenset(Sha256(str(opened.private.get("sha256"))) for _, opened in seen.ruling)
            yield from unnamed_policies(policies, named)
        pinned = Pinned.of(self.workspace, policies[1].root, self.secret)
        yield from check_pins(self.shelf, policies[max(policies)].persons.values(), pinned)

    def _log(self, known: DeviceLog, seen: _Seen) -> Iterator[Check]:
        note = known.log.note()
        if note is None:
            yield _check(Code.CHECKPOINT, Verdict.BROKEN, known.device, "the log has no checkpoint")
            return
        try:
            checkpoint = parse_note(note, origin=known.origin, public_key=known.public)
        except (MalformedError, DigestMismatchError):
            yield _check(Code.CHECKPOINT, Verdict.BROKEN, known.device, "the checkpoint's signature does not hold")
            return
        yield _check(Code.CHECKPOINT, Verdict.INTACT, known.device, "the checkpoint's signature holds")
        tree, bodies = Tree(), Bodies(known.log, self.keyring, self.envelope)
        for index, content in enumerate(islice(known.log.lines(0), checkpoint.size)):
            tree.append(content)
            yield from self._entry(known, index, content, bodies, seen)
        agrees = tree.size == checkpoint.size and tree.root() == checkpoint.root
        if agrees:
            yield _check(Code.TREE, Verdict.INTACT, known.device, "the lines are those the checkpoint was signed over")
        else:
            yield _check(Code.TREE, Verdict.BROKEN, known.device, "a line was changed, added, moved or cut off")

    def _entry(
        self,
        known: DeviceLog,
        index: int,
        content: bytes,
        bodies: Bodies,
        seen: _Seen,
    ) -> Iterator[Check]:
        subject = f"{known.device}/{index}"
        try:
            entry = parse_entry(content)
        except NewerFormatError:
            yield _check(Code.ENTRY, Verdict.INDETERMINATE, subject, "an entry of a newer program")
            return
        except MalformedError:
            yield _check(Code.ENTRY, Verdict.BROKEN, subject, "not an entry in its one spelling")
            return
        in_place = entry.seq == index and entry.device == known.device
        verdict = Verdict.INTACT if in_place else Verdict.BROKEN
        yield _check(Code.ENTRY, verdict, subject, "the entry stands in its place" if in_place else "out of place")
        opened, check = _opened(entry, bodies, subject)
        yield check
        seen.note(entry, opened, subject)
        if opened is not None and opened.private and entry.type is EntryType.RECORDED and self.record_holds:
            yield _record(self.record_holds(opened), subject)
        if opened is not None and entry.type is EntryType.ANCHORED:
            yield token_check(self.shelf, opened, subject)

    def _object(self, object_: Blake3, opened: Opened | None, shredded: set[str]) -> Iterator[Check]:
        try:
            if self.depth is Depth.QUICK:
                self.vault.size(object_)
                yield _check(Code.PRESENT, Verdict.INTACT, object_, "there; its bytes were not read")
            else:
                found = blake3()
                for piece in self.vault.stored(object_):
                    found.update(piece)
                intact = found.hexdigest() == object_
                says = "the stored bytes are those of its address" if intact else "the stored bytes were changed"
                yield _check(Code.STORED, Verdict.INTACT if intact else Verdict.BROKEN, object_, says)
        except NotHeldError:
            # Absent is not altered: a backup or another device may still hold it, so the verdict stays open.
            yield _check(Code.PRESENT, Verdict.INDETERMINATE, object_, "an entry names it and it is not here")
            return
        except StorageError:
            yield _check(Code.STORED, Verdict.INDETERMINATE, object_, "the disk did not let it be read")
            return
        if self.depth is Depth.WHOLE:
            yield self._content(object_, opened, shredded)

    def _content(self, object_: Blake3, opened: Opened | None, shredded: set[str]) -> Check:
        if opened is None or not opened.private:
            return _check(Code.CONTENT, Verdict.INDETERMINATE, object_, "no key held here opens its entry")
        try:
            found = digests_of(self.vault.get(object_))
        except NotAllowedError:
            return _check(Code.CONTENT, Verdict.INDETERMINATE, object_, "no key held here opens it")
        except (LedgerBrokenError, MalformedError):
            return _check(Code.CONTENT, Verdict.BROKEN, object_, "its key file, or the compartment's, was replaced")
        except NotHeldError:
            if object_ in shredded:
                return _check(Code.CONTENT, Verdict.INTACT, object_, "shredded, as an entry says")
            return _check(Code.CONTENT, Verdict.INDETERMINATE, object_, "its key is gone and no entry says why")
        except DigestMismatchError:
            return _check(Code.CONTENT, Verdict.BROKEN, object_, "it no longer opens: bytes were changed")
        except StorageError:
            return _check(Code.CONTENT, Verdict.INDETERMINATE, object_, "the disk did not let it be read")
        recorded = (opened.private.get("sha256"), opened.private.get("blake3", found.blake3))
        intact = recorded == (found.sha256, found.blake3)
        says = "the plain bytes are those recorded" if intact else "the plain bytes are not those recorded"
        return _check(Code.CONTENT, Verdict.INTACT if intact else Verdict.BROKEN, object_, says)


@dataclass(slots=True)
class _Seen:
    """What the logs named on the way: objects, what was shredded, and the policies that came into force."""

    held: dict[Blake3, Opened | None] = field(default_factory=dict)
    shredded: set[str] = field(default_factory=set)
    ruling: list[tuple[str, Opened]] = field(default_factory=list)
    unreadable: bool = False

    def note(self, entry: Entry, opened: Opened | None, subject: str) -> None:
        """Take one entry; `opened` is None where its private half cannot be read here."""
        if entry.object is not None:
            self.held.setdefault(Blake3(entry.object), opened)
        ruling = entry.type in (EntryType.BEGUN, EntryType.POLICY)
        if opened is None:
            self.unreadable = self.unreadable or ruling
        elif ruling:
            self.ruling.append((subject, opened))
        elif entry.type is EntryType.SHREDDED:
            self.shredded.add(str(opened.private.get("object")))


def _opened(entry: Entry, bodies: Bodies, subject: str) -> tuple[Opened | None, Check]:
    if not entry.sd:
        return Opened(entry=entry, private={}), _check(Code.BODY, Verdict.INTACT, subject, "it has no private half")
    try:
        if not bodies.readable(entry.compartment):
            return None, _check(Code.BODY, Verdict.INDETERMINATE, subject, "no key held here opens its private half")
        disclosures = bodies.of(entry)
        if not disclosures:
            raise NotHeldError("no segment holds it")
        opened = open_entry(entry, disclosures)
    except NotHeldError:
        return None, _check(Code.BODY, Verdict.INDETERMINATE, subject, "its private half is not here")
    except LedgerBrokenError:
        return None, _check(Code.BODY, Verdict.BROKEN, subject, "the key of its compartment was replaced")
    except (MalformedError, DigestMismatchError, NotAllowedError):
        return None, _check(Code.BODY, Verdict.BROKEN, subject, "its private half is not the one it commits to")
    return opened, _check(Code.BODY, Verdict.INTACT, subject, "its private half is the one it commits to")


def _record(holds: bool, subject: str) -> Check:
    if holds:
        return _check(Code.RECORD, Verdict.INTACT, subject, "the record's signature holds")
    return _check(Code.RECORD, Verdict.BROKEN, subject, "the record's signature does not hold")


def _check(code: Code, verdict: Verdict, subject: str, says: str) -> Check:
    return Check(code=code, verdict=verdict, subject=subject, says=says)

"""The workspace: one organisation's material on one situation, opened by one unlocked person.

The folder form is opened by `evidence.adapters.workspace_folder`:

    create_workspace(folder, identity, root) -> (Workspace, RecoverySheet)
    open_workspace(folder, identity) -> Workspace

What every use-case is handed:

    .id .person .device .letter .ids .policy .policies .roles .recipients .compartments .vault
    .put(chunks, compartment) -> Stored   .get(object, compartment=None) -> Iterator[bytes]   .read(object) -> bytes
    .commit(drafts) -> tuple[Opened, ...]        .commit_after(make) : drafts made under LOCK, the tail being known
    .entries(since=None) -> Iterator[Opened]     .sizes() -> {device: entries}   .checkpoint() -> bytes (signed note)
    .sign(message) .instant() .chance(size)      .status() -> Status
    .audit(depth, record_holds) -> Iterator[Check]   .anchor_checks(authorities) -> Iterator[(Check, moment)]
    .stamp(authority) -> Opened                  .amend(policy, root) .admit(person, root) : a new policy version
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from evidence.custody.anchors import Anchor, anchored_size, check_anchors, keep_anchor
from evidence.custody.audit import Audit, Depth, RecordCheck
from evidence.custody.checks import Check
from evidence.custody.commit import Committer, DeviceLog
from evidence.custody.entry import Draft, Entry, EntryType, Opened, parse_entry
from evidence.custody.founding import (
    Means,
    agrees,
    open_device,
    policy_draft,
    read_format,
    read_policies,
    share_device,
    write_policy,
)
from evidence.custody.keys import PersonKeyring, open_workspace_secret, seal_compartment, seal_workspace_secret
from evidence.custody.merkle import Tree
from evidence.custody.policy import Person, Policy, Role, require_compartment
from evidence.custody.reading import Bodies, read_entries, read_ruling
from evidence.custody.trust import Pinned, fingerprint, require_pin
from evidence.digest import Blake3
from evidence.errors import LedgerBrokenError, NotAllowedError, UnknownReferenceError
from evidence.ids import DeviceId, KeyedIds, PersonKey, WorkspaceId
from evidence.ports import Clock, Identity, LockState, Signer, Stored, TimestampAuthority, Vault

INSTANT = "%Y-%m-%dT%H:%M:%SZ"


@dataclass(frozen=True, slots=True, kw_only=True)
class Status:
    """How a workspace stands. `exposed`: entries newer than the last outside anchor, open to a key thief."""

    workspace: WorkspaceId
    person: PersonKey
    device: DeviceId | None
    policy_version: int
    entries: Mapping[EntryType, int]
    objects: int
    object_bytes: int
    checkpoints: Mapping[DeviceId, int]
    latest: str | None
    exposed: Mapping[DeviceId, int]
    lock: LockState


class Workspace:
    """What is held and what was done with it. Threads may share one; processes each open their own."""

    def __init__(self, means: Means, identity: Identity) -> None:
        """Open it: NewerFormatError, NotAllowedError for a stranger, NotTrustedError without a pin.

        LedgerBrokenError if a log, a policy, or a key of this person was changed or replaced.
        """
        self._means = means
        self._identity = identity
        self.id: WorkspaceId = read_format(means.shelf)
        self.person: PersonKey = identity.person
        self.clock: Clock = means.clock
        self._load_policies()
        self._secret = open_workspace_secret(means.shelf, means.envelope, identity)
        root = self.policies[1].root
        require_pin(means.shelf, identity, Pinned.of(self.id, root, self._secret), root)
        self.ids = KeyedIds(self._secret.reveal("to key the ids of exhibits"))
        opened = open_device(means, identity)
        self.device: DeviceId | None = opened[0] if opened else None
        self._device_signer: Signer | None = opened[1] if opened else None
        self._logs: dict[DeviceId, DeviceLog] = {}
        self._open_logs()
        self._require_rules()
        self._committer = self._new_committer()

    # Who and what for

    @property
    def policy(self) -> Policy:
        """The newest version of the policy."""
        return self.policies[max(self.policies)]

    @property
    def roles(self) -> frozenset[Role]:
        """The roles of this person."""
        return self.policy.person(self.person).roles

    @property
    def recipients(self) -> Mapping[str, str]:
        """Compartment -> the `age1…` line of its present epoch."""
        return {name: self.policy.recipient(name)[1] for name in sorted(self.policy.compartments)}

    @property
    def compartments(self) -> frozenset[str]:
        """The compartments that this person can open."""
        return self._keyring.held()

    @property
    def letter(self) -> str:
        """What the numbers that this device gives start with; NotAllowedError where there is no device key."""
        return self.policy.device(self._own().device).letter

    @property
    def root_fingerprint(self) -> str:
        """The root that signed the first policy, as people compare it."""
        return fingerprint(self.policies[1].root)

    @property
    def public_key(self) -> bytes | None:
        """This person's Ed25519 public key; None for a recovery sheet."""
        return self._identity.signer.public if self._identity.signer else None

    # Bytes

    def put(self, chunks: Iterable[bytes], compartment: str) -> Stored:
        """Keep the bytes, encrypted, durable, write-once; both digests come from the same one reading."""
        require_compartment(self.policy, self.person, compartment)
        return self.vault.put(chunks, compartment)

    def get(self, object_: str, compartment: str | None = None) -> Iterator[bytes]:
        """The plain bytes, in pieces; errors as for `Vault.get`."""
        return self.vault.get(Blake3(object_), compartment)

    def read(self, object_: str, compartment: str | None = None) -> bytes:
        """All the plain bytes at once: for texts and annotations, not for films."""
        return b"".join(self.get(object_, compartment))

    # The ledger

    def commit(self, drafts: Sequence[Draft]) -> tuple[Opened, ...]:
        """Append entries; once this returns they are durable and acknowledged. NotAllowedError without a device key."""
        return self.commit_after(lambda: drafts)

    def commit_after(self, make: Callable[[], Sequence[Draft]]) -> tuple[Opened, ...]:
        """Like `commit`, the drafts made under LOCK: inside `make`, `entries` gives all that came before."""
        return self.require_hand().commit(make)

    def require_hand(self) -> Committer:
        """NotAllowedError unless this person can write here: with a signing key, on a device that has one too."""
        if self._committer is None or self._identity.signer is None:
            raise NotAllowedError(f"{self.person} has no device key here", hint="this device was not enrolled")
        return self._committer

    def entries(self, since: Mapping[DeviceId, int] | None = None) -> Iterator[Opened]:
        """All acknowledged entries, log after log, each from the size in `since` on.

        An entry of a compartment that this person cannot open has an empty private half. LedgerBrokenError at the
        first one that was changed. The sizes are those of the moment this is called.
        """
        from_ = since or {}
        for device, known in self._logs.items():
            known.refresh()
            yield from self._read(known, from_.get(device, 0))

    def disclosures(self, entries: Iterable[Entry]) -> Iterator[tuple[Entry, tuple[str, ...]]]:
        """Each entry with the disclosure strings of its private half; none where this person may not read them."""
        by_device: dict[str, Bodies] = {}
        for entry in entries:
            if entry.device not in by_device:
                log = self.log(DeviceId(entry.device)).log
                by_device[entry.device] = Bodies(log, self._keyring, self._means.envelope)
            bodies = by_device[entry.device]
            yield entry, bodies.of(entry) if bodies.readable(entry.compartment) else ()

    def named_objects(self) -> frozenset[Blake3]:
        """Every object that an acknowledged entry names, whoever may open it; no private half is read."""
        self.sizes()
        return frozenset(object_ for known in self._logs.values() for object_ in known.objects())

    def sizes(self) -> dict[DeviceId, int]:
        """Device -> acknowledged entries: pass it to `entries` later to continue from here."""
        for known in self._logs.values():
            known.refresh()
        return {device: known.size for device, known in self._logs.items()}

    def checkpoint(self, device: DeviceId | None = None) -> bytes:
        """The signed note of this device's log, or of another's."""
        known = self.log(device)
        known.refresh()
        return known.note()

    def tree(self, device: DeviceId | None = None) -> Tree:
        """The tree over a log's entries, for proofs; never append to it."""
        known = self.log(device)
        known.refresh()
        return known.tree

    def log(self, device: DeviceId | None = None) -> DeviceLog:
        """A log; UnknownReferenceError if there is none of this device."""
        if device is None:
            return self._own()
        try:
            return self._logs[device]
        except KeyError as error:
            raise UnknownReferenceError(f"no log of {device} here") from error

    def highest_number(self) -> int:
        """The highest counter that this device has given to an exhibit; exact inside `commit_after`."""
        return self._own().highest

    # The person's hand

    def sign(self, message: bytes) -> bytes:
        """The person's Ed25519 signature; NotAllowedError for a recovery sheet."""
        if self._identity.signer is None:
            raise NotAllowedError("a recovery sheet signs nothing")
        return self._identity.signer.sign(message)

    def instant(self) -> str:
        """The present moment, `2026-11-25T09:14:02Z`."""
        return self.clock.now().strftime(INSTANT)

    def chance(self, size: int) -> bytes:
        """Random bytes."""
        return self._means.chance.take(size)

    # Looking after it

    def status(self) -> Status:
        """Count what is here; reads every public line, no object."""
        counts: Counter[EntryType] = Counter()
        latest: str | None = None
        for known in self._logs.values():
            known.refresh()
            for content in known.lines():
                entry = parse_entry(content)
                counts[entry.type] += 1
                latest = max(latest or "", entry.time)
        sizes = [self.vault.size(object_) for object_ in self.vault.objects()]
        shelf = self._means.shelf
        return Status(
            workspace=self.id,
            person=self.person,
            device=self.device,
            policy_version=self.policy.version,
            entries=dict(counts),
            objects=len(sizes),
            object_bytes=sum(sizes),
            checkpoints={device: known.size for device, known in self._logs.items()},
            latest=latest,
            exposed={device: max(0, known.size - anchored_size(shelf, device)) for device, known in self._logs.items()},
            lock=self._means.log(self.device or DeviceId("d-none")).lock_state(),
        )

    def audit(self, depth: Depth = Depth.WHOLE, record_holds: RecordCheck | None = None) -> Iterator[Check]:
        """Verify logs and objects; `record_holds` judges the signature of each record."""
        audit = Audit(
            workspace=self.id,
            secret=self._secret,
            shelf=self._means.shelf,
            logs=tuple(self._logs.values()),
            vault=self.vault,
            keyring=self._keyring,
            envelope=self._means.envelope,
            depth=depth,
            record_holds=record_holds,
        )
        return audit.checks()

    def anchor_checks(self, authorities: Mapping[str, TimestampAuthority]) -> Iterator[tuple[Check, datetime | None]]:
        """One check for each outside anchor, with its moment; none at all where nobody holds us to anything."""
        for known in self._logs.values():
            known.refresh()
            yield from check_anchors(self._means.shelf, known, authorities)

    def stamp(self, authority: TimestampAuthority) -> Opened:
        """Have this log's checkpoint stamped, keep the token, and enter it; TimestampError says why not."""
        note = self.checkpoint()
        return self.import_stamp(authority, note, authority.stamp(note))

    def import_stamp(self, authority: TimestampAuthority, note: bytes, token: bytes) -> Opened:
        """Keep a token that came over a stick for `note`, an earlier `checkpoint()`: bared, verified, kept."""
        token = authority.bare(token)
        authority.verify(note, token)
        own = self._own()
        size = int(note.split(b"\n")[1])
        anchor = Anchor(device=own.device, size=size, authority=authority.name, note=note, token=token)
        [opened] = self.commit([keep_anchor(self._means.shelf, anchor)])
        return opened

    def amend(self, policy: Policy, root: Signer) -> Policy:
        """Make this the next version of the policy, signed by the root and entered; NotAllowedError for another root.

        `version` and `previous` are set here. Persons who newly open a compartment are given its keys; none is taken
        away by this, which needs a new epoch.
        """
        if root.public != self.policy.root:
            raise NotAllowedError("this is not the root key of the workspace")
        amended = replace(policy, version=self.policy.version + 1, previous=self.policy.sha256)
        self._give_keys(amended)
        write_policy(self._means.shelf, amended, root)
        self._load_policies()
        self._committer = self._new_committer()
        # A version whose command did not end lies here without its entry: it is entered now.
        ruling = list(self._ruling())
        entered = {opened.private.get("sha256") for opened in ruling}
        left = [one for _, one in sorted(self.policies.items()) if one.sha256 not in entered]
        self.commit([policy_draft(one) for one in (left if all(one.private for one in ruling) else [amended])])
        return amended

    def admit(self, person: Person, root: Signer) -> Policy:
        """Add a person to the policy, or change the roles of one; who signs may then work on this device too."""
        amended = self.amend(replace(self.policy, persons={**self.policy.persons, person.key: person}), root)
        signing = [one.recipient for one in amended.persons.values() if one.public is not None]
        share_device(self._means, self._identity, signing)
        return amended

    def _give_keys(self, policy: Policy) -> None:
        means, secret = self._means, self._secret
        for person in policy.persons.values():
            seal_workspace_secret(means.shelf, means.envelope, secret=secret, person=person)
            for compartment in sorted(policy.opens(person.key) & self.compartments):
                for epoch, opened in self._keyring.secrets(compartment).items():
                    seal_compartment(
                        means.shelf,
                        means.envelope,
                        compartment=compartment,
                        epoch=epoch,
                        secret=opened,
                        person=person,
                    )

    def _load_policies(self) -> None:
        self.policies: Mapping[int, Policy] = read_policies(self._means.shelf, self.id)
        self._keyring = PersonKeyring(self.policy, self._identity, self._means.shelf, self._means.envelope)
        self.vault: Vault = self._means.vault(self._keyring)

    def _open_logs(self) -> None:
        for device in sorted(self.policy.devices.values(), key=lambda device: device.id):
            known = DeviceLog(self._means.log(device.id), f"{self.id}/{device.id}", device.public)
            known.refresh()
            if device.id == self.device and not known.size:
                # Founding writes FORMAT last, so a log of this machine has had a checkpoint from the first day.
                raise LedgerBrokenError(f"the log of {device.id} is gone")
            self._logs[device.id] = known
        if self.device is not None and (
            self._device_signer is None
            or self.device not in self._logs
            or self._device_signer.public != self._logs[self.device].public
        ):
            raise LedgerBrokenError("the device key here is not that of a device of the policy")

    def _require_rules(self) -> None:
        # Another process may amend the policy between its reading and the log's: once more settles it.
        for again in (True, False):
            wrong = [opened.entry for opened in self._ruling() if opened.private and not agrees(opened, self.policies)]
            if not wrong:
                return
            if again:
                self._load_policies()
        raise LedgerBrokenError(f"the policy here is not the one that entry {wrong[0].seq} of {wrong[0].device} names")

    def _ruling(self) -> Iterator[Opened]:
        for known in self._logs.values():
            yield from read_ruling(known, self._keyring, self._means.envelope)

    def _new_committer(self) -> Committer | None:
        if self.device is None or self._device_signer is None:
            return None
        return Committer(
            self._logs[self.device],
            signer=self._device_signer,
            person=self.person,
            keyring=self._keyring,
            envelope=self._means.envelope,
            clock=self._means.clock,
            chance=self._means.chance,
        )

    def _own(self) -> DeviceLog:
        if self.device is None:
            raise NotAllowedError(f"{self.person} has no device key here", hint="this device was not enrolled")
        return self._logs[self.device]

    def _read(self, known: DeviceLog, since: int) -> Iterator[Opened]:
        return read_entries(known, self._keyring, self._means.envelope, since)

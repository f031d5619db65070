"""The policy: whose keys count, what each role may open and record, and who must hold the log besides us.

It holds keys and no names; `policy_file` reads and signs it. The organisation's offline root signs it; each version
names the one before, and is an entry of the log. See docs/spec/workspace.md for a whole example.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import Enum

from evidence import canonical
from evidence.canonical import Json
from evidence.custody.checkpoint import to_base64
from evidence.digest import Sha256, sha256_of
from evidence.errors import MalformedError, NotAllowedError, UnknownReferenceError
from evidence.ids import DeviceId, PersonKey, WorkspaceId

KIND = "policy/1"
COMPARTMENTS = ("open", "case", "protected", "sealed")
"""From the least to the most strict."""

_PERSON = re.compile(r"k-[0-9a-f]{16}")
_DEVICE = re.compile(r"d-[0-9a-z]{2,16}")
_LETTER = re.compile(r"[A-Z]{1,2}")
_WORD = re.compile(r"[a-z][a-z0-9_-]{0,31}")
_RECIPIENT = re.compile(r"age1[0-9a-z]{58}")


class Role(Enum):
    """What a person is to the organisation."""

    INVESTIGATOR = "investigator"
    LAWYER = "lawyer"
    CUSTODIAN = "custodian"
    PROSECUTOR = "prosecutor"
    RECOVERY = "recovery"


@dataclass(frozen=True, slots=True, kw_only=True)
class Grant:
    """What one role opens and which kinds of record (`claim`, without version) it may make."""

    compartments: frozenset[str]
    records: frozenset[str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Person:
    """One person's keys; `public` is the Ed25519 key, None for a recovery sheet, which signs nothing."""

    key: PersonKey
    recipient: str
    public: bytes | None
    roles: frozenset[Role]

    def __post_init__(self) -> None:
        _check(_PERSON, self.key, "a person's key is k- and 16 hexadecimal digits")
        _check(_RECIPIENT, self.recipient, "a recipient is an age1 line")
        if self.public is not None and len(self.public) != 32:
            raise MalformedError("an Ed25519 public key is 32 bytes")


@dataclass(frozen=True, slots=True, kw_only=True)
class Device:
    """One device: the key that signs its checkpoints, and the letter before the numbers it gives."""

    id: DeviceId
    letter: str
    public: bytes

    def __post_init__(self) -> None:
        _check(_DEVICE, self.id, "a device is d- and at least two letters or digits")
        _check(_LETTER, self.letter, "a device's letter is A to ZZ")
        if len(self.public) != 32:
            raise MalformedError("an Ed25519 public key is 32 bytes")


@dataclass(frozen=True, slots=True, kw_only=True)
class Removal:
    """From these log sizes on, what this person or device wrote does not count; a log not named counts from 0 on."""

    who: str
    sizes: Mapping[DeviceId, int]


@dataclass(frozen=True, slots=True, kw_only=True)
class Authority:
    """A time-stamp authority: the SHA-256 of its root certificate (PEM), and whether its stamps are qualified."""

    name: str
    certificate: Sha256
    qualified: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Policy:
    """One version. `sha256` is that of its file; `quorum` names the authorities that must hold the log, or nobody."""

    workspace: WorkspaceId
    version: int
    previous: Sha256 | None
    root: bytes
    persons: Mapping[PersonKey, Person]
    devices: Mapping[DeviceId, Device]
    compartments: Mapping[str, Mapping[int, str]]
    roles: Mapping[Role, Grant]
    approvals: int = 1
    needs_review: bool = False
    quorum: tuple[str, ...] = ()
    authorities: Mapping[str, Authority] = field(default_factory=dict)
    removals: tuple[Removal, ...] = ()

    def __post_init__(self) -> None:
        if self.version < 1 or (self.version == 1) != (self.previous is None):
            raise MalformedError("the first policy has no previous one, each later one has")
        if len(self.root) != 32 or self.approvals not in (1, 2):
            raise MalformedError("a policy has a root key of 32 bytes and asks for 1 or 2 approvals")
        letters = [device.letter for device in self.devices.values()]
        if len(set(letters)) != len(letters):
            raise MalformedError("two devices with one letter")
        if any(not epochs or min(epochs) < 1 for epochs in self.compartments.values()):
            raise MalformedError("a compartment has at least one epoch, counted from 1")
        if not set(self.quorum) <= set(self.authorities):
            raise MalformedError("the quorum names an authority that the policy does not have")

    @property
    def sha256(self) -> Sha256:
        """The digest of the policy's file, which its entry commits to."""
        return sha256_of(self.content())

    def content(self) -> bytes:
        """The policy's file: canonical JSON."""
        return canonical.encode(_rendered(self))

    def person(self, key: str) -> Person:
        """The person of this key; UnknownReferenceError if the policy has none."""
        try:
            return self.persons[PersonKey(key)]
        except KeyError as error:
            raise UnknownReferenceError(f"policy {self.version} has no person of that key") from error

    def device(self, device: str) -> Device:
        """The device of this id; UnknownReferenceError if the policy has none."""
        try:
            return self.devices[DeviceId(device)]
        except KeyError as error:
            raise UnknownReferenceError(f"policy {self.version} has no device of that id") from error

    def may_make(self, person: PersonKey, kind: str) -> bool:
        """Whether the person's roles cover records of this kind, `claim` or `claim/1`."""
        word = kind.partition("/")[0]
        return any(word in grant.records for grant in self._grants(person))

    def ends_at(self, subject: str, device: str) -> int | None:
        """The size of this device's log past which the removed subject counts for nothing; None if not removed."""
        sizes = [removal.sizes.get(DeviceId(device), 0) for removal in self.removals if removal.who == subject]
        return min(sizes, default=None)

    def opens(self, key: str) -> frozenset[str]:
        """The compartments that this person's roles open."""
        return frozenset().union(*(grant.compartments for grant in self._grants(key)))

    def recipient(self, compartment: str) -> tuple[int, str]:
        """The compartment's newest epoch and its recipient."""
        try:
            epochs = self.compartments[compartment]
        except KeyError as error:
            raise UnknownReferenceError(f"policy {self.version} has no compartment of that name") from error
        newest = max(epochs)
        return newest, epochs[newest]

    def _grants(self, key: str) -> list[Grant]:
        person = self.persons.get(PersonKey(key))
        return [self.roles[role] for role in person.roles if role in self.roles] if person else []


def require_compartment(policy: Policy, person: str, compartment: str) -> None:
    """NotAllowedError unless this person's roles open the compartment."""
    policy.recipient(compartment)
    if compartment not in policy.opens(person):
        raise NotAllowedError(f"the roles of {person} do not open the compartment {compartment}")


def _check(pattern: re.Pattern[str], value: str, says: str) -> None:
    if not pattern.fullmatch(value):
        raise MalformedError(says)


def _rendered(policy: Policy) -> dict[str, Json]:
    return {
        "kind": KIND,
        "workspace": policy.workspace,
        "version": policy.version,
        "previous": policy.previous,
        "root": to_base64(policy.root),
        "persons": {key: _person(person) for key, person in policy.persons.items()},
        "devices": {
            device.id: {"letter": device.letter, "ed25519": to_base64(device.public)}
            for device in policy.devices.values()
        },
        "compartments": {
            name: {str(epoch): recipient for epoch, recipient in epochs.items()}
            for name, epochs in policy.compartments.items()
        },
        "roles": {
            role.value: {"compartments": sorted(grant.compartments), "records": sorted(grant.records)}
            for role, grant in policy.roles.items()
        },
        "approvals": policy.approvals,
        "needs_review": policy.needs_review,
        "quorum": list(policy.quorum) or "none",
        "authorities": {
            authority.name: {"certificate": authority.certificate, "qualified": authority.qualified}
            for authority in policy.authorities.values()
        },
        "removals": [_removal(removal) for removal in policy.removals],
    }


def _person(person: Person) -> dict[str, Json]:
    return {
        "age": person.recipient,
        "ed25519": None if person.public is None else to_base64(person.public),
        "roles": sorted(role.value for role in person.roles),
    }


def _removal(removal: Removal) -> dict[str, Json]:
    return {"who": removal.who, "sizes": {str(device): size for device, size in removal.sizes.items()}}

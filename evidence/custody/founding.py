"""Founding a workspace, and what is read first when one is opened: FORMAT, policies, device key.

FORMAT is written last: a folder in which founding was interrupted is no workspace.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from evidence import canonical
from evidence.custody.checkpoint import from_base64, to_base64
from evidence.custody.checks import Verdict
from evidence.custody.commit import Committer, DeviceLog
from evidence.custody.default_roles import DEFAULT_ROLES
from evidence.custody.entry import Draft, EntryType, Opened
from evidence.custody.keys import (
    PersonKeyring,
    open_workspace_secret,
    recovery_sheet,
    seal_compartment,
    seal_workspace_secret,
)
from evidence.custody.policy import COMPARTMENTS, Device, Person, Policy, Role
from evidence.custody.policy_file import check_policy, sign_policy
from evidence.custody.trust import Pinned, check_pins, fingerprint, keep_pin, parse_fingerprint
from evidence.digest import sha256_of
from evidence.errors import (
    DigestMismatchError,
    LedgerBrokenError,
    MalformedError,
    NewerFormatError,
    NotAllowedError,
    NotHeldError,
    NotTrustedError,
    StorageError,
)
from evidence.ids import DeviceId, WorkspaceId, base32, parse_id
from evidence.ports import (
    AgeSecret,
    Chance,
    Clock,
    Envelope,
    Identity,
    Keyring,
    Log,
    RecoverySheet,
    Shelf,
    Signer,
    Vault,
)
from evidence.secrecy import Confidential

FORMAT = 1
_POLICY_NAME = re.compile(r"([0-9]{4})\.json")
_SEED_BYTES = 32


@dataclass(frozen=True, slots=True, kw_only=True)
class Means:
    """The adapters of one workspace's place."""

    shelf: Shelf
    envelope: Envelope
    log: Callable[[DeviceId], Log]
    vault: Callable[[Keyring], Vault]
    signer: Callable[[bytes], Signer]
    clock: Clock
    chance: Chance


def found(means: Means, identity: Identity, root: Signer, device_id: DeviceId) -> RecoverySheet:
    """Write everything a workspace begins with; StorageError if one is there already.

    The founder holds every role, and has a pin from the first. The sheet opens every compartment and is kept by
    nobody else.
    """
    if means.shelf.names("."):
        raise StorageError("the folder is not empty", hint="name a folder that does not exist yet")
    if identity.signer is None:
        raise NotAllowedError("a recovery sheet founds no workspace")
    workspace = WorkspaceId(f"wsp_{base32(means.chance.take(16))}")
    sheet, seed = recovery_sheet(means.envelope), means.chance.take(_SEED_BYTES)
    secrets = {compartment: means.envelope.new_secret() for compartment in COMPARTMENTS}
    device = Device(id=device_id, letter="A", public=means.signer(seed).public)
    policy = _first_policy(means, workspace, identity, root, sheet, device, secrets)
    ids_secret = _give_keys(means, policy, secrets)
    keep_pin(means.shelf, identity, Pinned.of(workspace, policy.root, ids_secret))
    write_policy(means.shelf, policy, root)
    _write_device(means, device_id, seed, identity)
    _begin(means, identity, policy, device, means.signer(seed))
    format_ = canonical.encode({"sviedka": FORMAT, "workspace": workspace})
    means.shelf.keep("FORMAT", format_ + b"\n")
    return sheet


def read_format(shelf: Shelf) -> WorkspaceId:
    """The workspace's id; NotHeldError if there is no workspace, NewerFormatError for a later number."""
    try:
        content = shelf.read("FORMAT")
    except NotHeldError as error:
        raise NotHeldError("no workspace there", hint="`sviedka workspace new FOLDER` founds one") from error
    try:
        untrusted = json.loads(content)
    except ValueError as error:
        raise MalformedError("FORMAT is not JSON") from error
    number = untrusted.get("sviedka") if isinstance(untrusted, dict) else None
    if isinstance(number, int) and number > FORMAT:
        raise NewerFormatError(f"the workspace has format {number}, this program writes {FORMAT}")
    match untrusted:
        case {"sviedka": 1, "workspace": str(workspace)}:
            return WorkspaceId(parse_id(workspace))
        case _:
            raise MalformedError("FORMAT is not as docs/spec/workspace.md asks")


def read_policies(shelf: Shelf, workspace: WorkspaceId) -> Mapping[int, Policy]:
    """All versions, each checked against the one before; LedgerBrokenError if one is missing or not signed so."""
    policies: dict[int, Policy] = {}
    previous: Policy | None = None
    versions = sorted(int(match[1]) for match in map(_POLICY_NAME.fullmatch, shelf.names("policy")) if match)
    try:
        for version in versions:
            previous = check_policy(
                shelf.read(f"policy/{version:04}.json"), shelf.read(f"policy/{version:04}.sig"), previous
            )
            policies[version] = previous
    except (DigestMismatchError, MalformedError, NotHeldError) as error:
        raise LedgerBrokenError(f"the policy: {error}") from error
    if previous is None or previous.workspace != workspace:
        raise LedgerBrokenError("the policy is missing, or that of another workspace")
    return policies


def agrees(opened: Opened, policies: Mapping[int, Policy]) -> bool:
    """Whether a `begun` or `policy` entry commits to what lies in `policy/`; its private half must be open."""
    private = opened.private
    if opened.entry.type is EntryType.BEGUN:
        first = policies.get(1)
        return first is not None and (private.get("root"), private.get("policy")) == (
            sha256_of(first.root),
            first.sha256,
        )
    version = private.get("version")
    named = policies.get(version) if isinstance(version, int) else None
    return named is not None and private.get("sha256") == named.sha256


def trust_root(means: Means, identity: Identity, untrusted_fingerprint: str) -> str:
    """Write this person's pin, if the fingerprint that was handed over is that of the root; returns it as compared.

    NotTrustedError for another fingerprint, LedgerBrokenError if a pin that is here says something else, also this
    person's own: a pin is never replaced. Where this person's pin holds already, nothing is written.
    """
    wanted, workspace = parse_fingerprint(untrusted_fingerprint), read_format(means.shelf)
    policies = read_policies(means.shelf, workspace)
    root, newest = policies[1].root, policies[max(policies)]
    pinned = Pinned.of(workspace, root, open_workspace_secret(means.shelf, means.envelope, identity))
    if pinned.root != wanted:
        raise NotTrustedError(f"{workspace} has another root than the fingerprint that was given")
    pins = {check.subject: check for check in check_pins(means.shelf, newest.persons.values(), pinned)}
    for check in pins.values():
        if check.verdict is not Verdict.INTACT:
            raise LedgerBrokenError(f"{check.subject}: {check.says}", hint="do not work here: somebody replaced keys")
    if identity.person not in pins:
        keep_pin(means.shelf, identity, pinned)
    return fingerprint(root)


def write_policy(shelf: Shelf, policy: Policy, root: Signer) -> None:
    """Sign and write one version; the signature first, for a version counts once its `.json` is there."""
    name = f"policy/{policy.version:04}"
    shelf.replace(f"{name}.sig", sign_policy(policy, root))
    shelf.keep(f"{name}.json", policy.content())


def policy_draft(policy: Policy) -> Draft:
    """The entry by which a version comes into force."""
    private = (("version", policy.version), ("sha256", policy.sha256))
    return Draft(type=EntryType.POLICY, compartment="open", private=private)


def open_device(means: Means, identity: Identity) -> tuple[DeviceId, Signer] | None:
    """This machine's device and its key; None where the machine or the person has none."""
    try:
        content = means.envelope.open(means.shelf.read("local/device.age"), [identity.secret])
    except (NotHeldError, NotAllowedError):
        return None
    match canonical.decode_object(content):
        case {"device": str(device), "ed25519": str(seed)}:
            return DeviceId(device), means.signer(from_base64(seed))
        case _:
            raise MalformedError("local/device.age does not hold a device key")


def share_device(means: Means, identity: Identity, recipients: Sequence[str]) -> None:
    """Seal this machine's device key anew, for these persons; nothing happens where the person has none."""
    try:
        content = means.envelope.open(means.shelf.read("local/device.age"), [identity.secret])
    except (NotHeldError, NotAllowedError):
        return
    means.shelf.replace("local/device.age", means.envelope.seal(content, recipients))


def _first_policy(
    means: Means,
    workspace: WorkspaceId,
    identity: Identity,
    root: Signer,
    sheet: RecoverySheet,
    device: Device,
    secrets: Mapping[str, AgeSecret],
) -> Policy:
    founder = Person(
        key=identity.person,
        recipient=identity.recipient,
        public=identity.signer.public if identity.signer else None,
        roles=frozenset(Role),
    )
    recovery = Person(key=sheet.person, recipient=sheet.recipient, public=None, roles=frozenset({Role.RECOVERY}))
    return Policy(
        workspace=workspace,
        version=1,
        previous=None,
        root=root.public,
        persons={founder.key: founder, recovery.key: recovery},
        devices={device.id: device},
        compartments={name: {1: means.envelope.recipient_of(secret)} for name, secret in secrets.items()},
        roles=DEFAULT_ROLES,
    )


def _give_keys(means: Means, policy: Policy, secrets: Mapping[str, AgeSecret]) -> Confidential[bytes]:
    ids_secret = Confidential(means.chance.take(_SEED_BYTES))
    for person in policy.persons.values():
        seal_workspace_secret(means.shelf, means.envelope, secret=ids_secret, person=person)
        for compartment in sorted(policy.opens(person.key)):
            seal_compartment(
                means.shelf,
                means.envelope,
                compartment=compartment,
                epoch=1,
                secret=secrets[compartment],
                person=person,
            )
    return ids_secret


def _write_device(means: Means, device: DeviceId, seed: bytes, identity: Identity) -> None:
    content = canonical.encode({"device": device, "ed25519": to_base64(seed)})
    means.shelf.keep("local/device.age", means.envelope.seal(content, [identity.recipient]))


def _begin(means: Means, identity: Identity, policy: Policy, device: Device, signer: Signer) -> None:
    known = DeviceLog(means.log(device.id), f"{policy.workspace}/{device.id}", device.public)
    committer = Committer(
        known,
        signer=signer,
        person=identity.person,
        keyring=PersonKeyring(policy, identity, means.shelf, means.envelope),
        envelope=means.envelope,
        clock=means.clock,
        chance=means.chance,
    )
    begun = Draft(
        type=EntryType.BEGUN,
        compartment="open",
        private=(("root", sha256_of(policy.root)), ("policy", policy.sha256)),
    )
    committer.commit(lambda: [begun, policy_draft(policy)])

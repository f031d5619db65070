"""The policy's file and the root's signature over it: read strictly, signed, and checked against the version before."""

from __future__ import annotations

from typing import Literal

import msgspec

from evidence.custody.checkpoint import from_base64, to_base64
from evidence.custody.policy import KIND, Authority, Device, Grant, Person, Policy, Removal, Role
from evidence.custody.signature import verifies
from evidence.digest import Sha256, parse_sha256
from evidence.errors import DigestMismatchError, MalformedError, NewerFormatError
from evidence.ids import DeviceId, PersonKey, WorkspaceId
from evidence.ports import Signer


class _Person(msgspec.Struct, forbid_unknown_fields=True):
    age: str
    ed25519: str | None
    roles: list[Role]


class _Device(msgspec.Struct, forbid_unknown_fields=True):
    letter: str
    ed25519: str


class _Grant(msgspec.Struct, forbid_unknown_fields=True):
    compartments: list[str]
    records: list[str]


class _Authority(msgspec.Struct, forbid_unknown_fields=True):
    certificate: str
    qualified: bool


class _Removal(msgspec.Struct, forbid_unknown_fields=True):
    who: str
    sizes: dict[str, int]


class _File(msgspec.Struct, forbid_unknown_fields=True):
    kind: str
    workspace: str
    version: int
    previous: str | None
    root: str
    persons: dict[str, _Person]
    devices: dict[str, _Device]
    compartments: dict[str, dict[int, str]]
    roles: dict[Role, _Grant]
    approvals: Literal[1, 2]
    needs_review: bool
    quorum: Literal["none"] | list[str]
    authorities: dict[str, _Authority]
    removals: list[_Removal]


class _Kind(msgspec.Struct):
    kind: str


def signed_bytes(policy: Policy) -> bytes:
    """What the root signs: a line that says what it is, the workspace, the policy's file."""
    return f"sviedka policy 1\n{policy.workspace}\n".encode() + policy.content()


def sign_policy(policy: Policy, root: Signer) -> bytes:
    """The content of the `.sig` file: base64 and a newline."""
    return to_base64(root.sign(signed_bytes(policy))).encode() + b"\n"


def check_policy(untrusted: bytes, untrusted_signature: bytes, previous: Policy | None) -> Policy:
    """Parse one version; check its signature, and that it continues the one before.

    A later version is signed by the root that the earlier one names, so that only a root puts another in its place.
    """
    policy = parse_policy(untrusted)
    try:
        spelled = untrusted_signature.decode("ascii")
    except UnicodeDecodeError as error:
        raise MalformedError("a policy's signature is one line of base64") from error
    root = previous.root if previous else policy.root
    if not verifies(root, from_base64(spelled.removesuffix("\n")), signed_bytes(policy)):
        raise DigestMismatchError(f"policy {policy.version}: the root's signature is wrong")
    expected = (previous.workspace, previous.version + 1, previous.sha256) if previous else (policy.workspace, 1, None)
    if (policy.workspace, policy.version, policy.previous) != expected:
        raise DigestMismatchError(f"policy {policy.version} does not continue the one before it")
    return policy


def parse_policy(untrusted: bytes) -> Policy:
    """Read a policy whole: MalformedError for any other spelling, NewerFormatError for a later kind."""
    try:
        if (kind := msgspec.json.decode(untrusted, type=_Kind).kind) != KIND:
            raise (
                NewerFormatError("a policy of a kind that this program does not know")
                if kind.startswith("policy/")
                else MalformedError("not a policy")
            )
        policy = _policy(msgspec.json.decode(untrusted, type=_File))
    except (msgspec.DecodeError, UnicodeDecodeError) as error:
        raise MalformedError("a policy that is not as docs/spec/workspace.md asks") from error
    if policy.content() != untrusted:
        raise MalformedError("a policy that is not canonical JSON")
    return policy


def _policy(file: _File) -> Policy:
    return Policy(
        workspace=WorkspaceId(file.workspace),
        version=file.version,
        previous=None if file.previous is None else parse_sha256(file.previous),
        root=from_base64(file.root),
        persons={PersonKey(key): _person(key, row) for key, row in file.persons.items()},
        devices={
            DeviceId(key): Device(id=DeviceId(key), letter=row.letter, public=from_base64(row.ed25519))
            for key, row in file.devices.items()
        },
        compartments=file.compartments,
        roles={
            role: Grant(compartments=frozenset(row.compartments), records=frozenset(row.records))
            for role, row in file.roles.items()
        },
        approvals=file.approvals,
        needs_review=file.needs_review,
        quorum=() if file.quorum == "none" else tuple(file.quorum),
        authorities={
            name: Authority(name=name, certificate=Sha256(parse_sha256(row.certificate)), qualified=row.qualified)
            for name, row in file.authorities.items()
        },
        removals=tuple(
            Removal(who=row.who, sizes={DeviceId(device): size for device, size in row.sizes.items()})
            for row in file.removals
        ),
    )


def _person(key: str, row: _Person) -> Person:
    return Person(
        key=PersonKey(key),
        recipient=row.age,
        public=None if row.ed25519 is None else from_base64(row.ed25519),
        roles=frozenset(row.roles),
    )

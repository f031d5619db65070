"""What a person once found to be true of a workspace, signed with that person's own key: its root, and its secret.

keys/trust/<person>.json    the pin: canonical JSON, with the person's Ed25519 signature

Policies are signed by a root that the first of them names itself, so whoever can write to the folder could name
another. The pin is what that person cannot be made to say: it is compared at every opening, and never replaced.
"""

from __future__ import annotations

import hmac
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from evidence import canonical
from evidence.canonical import Json
from evidence.custody.checkpoint import from_base64, to_base64
from evidence.custody.checks import Check, Code, Verdict
from evidence.custody.policy import Person
from evidence.custody.signature import verifies
from evidence.digest import Sha256, parse_sha256, sha256_of
from evidence.errors import LedgerBrokenError, MalformedError, NotAllowedError, NotHeldError, NotTrustedError
from evidence.ids import PersonKey, WorkspaceId
from evidence.ports import Identity, Shelf
from evidence.secrecy import Confidential

KIND = "trust/1"
_DOMAIN = b"sviedka trust 1\n"
_BETWEEN = re.compile(r"[\s:-]+")
_GROUP = 8


@dataclass(frozen=True, slots=True, kw_only=True)
class Pinned:
    """What is pinned: the workspace, the SHA-256 of its root's public key, and a digest of its secret.

    The secret is 32 random bytes and the digest an HMAC under it, so that it confirms the secret and tells nothing.
    """

    workspace: WorkspaceId
    root: Sha256
    secret: Sha256

    @classmethod
    def of(cls, workspace: WorkspaceId, root: bytes, secret: Confidential[bytes]) -> Pinned:
        """From the root's public key and the opened secret."""
        key = secret.reveal("to compare the workspace secret with a pin")
        digest = hmac.digest(key, _DOMAIN + f"{workspace}\n".encode(), "sha256").hex()
        return cls(workspace=workspace, root=sha256_of(root), secret=Sha256(digest))


def fingerprint(root: bytes) -> str:
    """The root's fingerprint as people compare it: SHA-256 of the public key, hexadecimal, in eight groups."""
    digest = sha256_of(root)
    return "-".join(digest[at : at + _GROUP] for at in range(0, len(digest), _GROUP))


def parse_fingerprint(untrusted: str) -> Sha256:
    """The digest that was typed, with any spaces, hyphens or colons, small or capital; MalformedError for a slip."""
    try:
        return Sha256(parse_sha256(_BETWEEN.sub("", untrusted).lower()))
    except MalformedError as error:
        raise MalformedError(
            "a root's fingerprint is 64 hexadecimal digits", hint="copy all eight groups, as they were handed over"
        ) from error


def keep_pin(shelf: Shelf, identity: Identity, pinned: Pinned) -> None:
    """Sign and write this person's pin; StorageError if there is one: it is never replaced."""
    if identity.signer is None:
        raise NotAllowedError("a recovery sheet signs nothing")
    fields = _fields(identity.person, pinned)
    signature = to_base64(identity.signer.sign(_DOMAIN + canonical.encode(fields)))
    shelf.keep(pin_name(identity.person), canonical.encode({**fields, "signature": signature}) + b"\n")


def require_pin(shelf: Shelf, identity: Identity, pinned: Pinned, root: bytes) -> None:
    """Compare what is here with this person's pin.

    NotTrustedError where there is none, LedgerBrokenError for another root or secret or a signature that does not
    hold. A recovery sheet signs nothing, so it has no pin: its holder compares the fingerprint printed on it.
    """
    if identity.signer is None:
        return
    name = pin_name(identity.person)
    if not shelf.has(name):
        raise NotTrustedError(
            f"{identity.person} has not yet said which root this workspace has; here it is {fingerprint(root)}",
            hint="compare it with the person who admitted you or with the recovery sheet, not with this folder; "
            "if it is the same: `sviedka workspace trust FINGERPRINT`",
        )
    if (trouble := _trouble(shelf, identity.person, identity.signer.public, pinned)) is not None:
        raise LedgerBrokenError(f"{identity.person}: {trouble}", hint="do not work here: somebody replaced keys")


def check_pins(shelf: Shelf, persons: Iterable[Person], pinned: Pinned) -> Iterator[Check]:
    """One check for each pin that is here: two persons who were shown different things are told so."""
    for person in sorted(persons, key=lambda one: one.key):
        if person.public is None or not shelf.has(pin_name(person.key)):
            continue
        trouble = _trouble(shelf, person.key, person.public, pinned)
        verdict = Verdict.INTACT if trouble is None else Verdict.BROKEN
        yield Check(code=Code.TRUST, verdict=verdict, subject=person.key, says=trouble or "the pin is of this root")


def pin_name(person: PersonKey) -> str:
    """Where a person's pin stands."""
    return f"keys/trust/{person}.json"


def _fields(person: PersonKey, pinned: Pinned) -> dict[str, Json]:
    return {
        "kind": KIND,
        "person": person,
        "root": pinned.root,
        "secret": pinned.secret,
        "workspace": pinned.workspace,
    }


def _trouble(shelf: Shelf, person: PersonKey, public: bytes, pinned: Pinned) -> str | None:
    try:
        untrusted = canonical.decode_object(shelf.read(pin_name(person)).removesuffix(b"\n"))
        signature = from_base64(str(untrusted.pop("signature", "")))
    except (MalformedError, NotHeldError):
        return "the pin is not one that this program wrote"
    if not verifies(public, signature, _DOMAIN + canonical.encode(untrusted)):
        return "the pin is not signed by that person"
    expected = _fields(person, pinned)
    if untrusted.get("root") != expected["root"]:
        return "the pin names another root: the policy in this folder is not the one that was trusted"
    if untrusted != expected:
        return "the pin names another workspace secret: the key file of this person was replaced"
    return None

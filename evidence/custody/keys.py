"""Who opens what: compartment secrets sealed for each person, and the workspace's secret that keys the ids.

keys/<compartment>/<epoch>/<person>.age    an age identity line
keys/workspace/<person>.age                32 bytes, never changed

Anyone can seal a file for a person, so each secret is compared: a compartment's with the recipient that the policy
names, the workspace's with the person's pin (`evidence.custody.trust`).
"""

from __future__ import annotations

from collections.abc import Mapping

from evidence.custody.policy import Person, Policy
from evidence.custody.signature import person_key
from evidence.errors import DigestMismatchError, LedgerBrokenError, MalformedError, NotAllowedError, NotHeldError
from evidence.ports import AgeSecret, Envelope, Identity, RecoverySheet, Shelf
from evidence.secrecy import Confidential


class PersonKeyring:
    """The compartments' keys as far as one unlocked person holds them; each is opened when first needed."""

    def __init__(self, policy: Policy, identity: Identity, shelf: Shelf, envelope: Envelope) -> None:
        self._policy = policy
        self._identity = identity
        self._shelf = shelf
        self._envelope = envelope
        self._opened: dict[str, dict[int, AgeSecret]] = {}

    def recipient(self, compartment: str) -> tuple[int, str]:
        """The present epoch and its recipient."""
        return self._policy.recipient(compartment)

    def compartments(self) -> tuple[str, ...]:
        """All compartments of the policy, sorted."""
        return tuple(sorted(self._policy.compartments))

    def held(self) -> frozenset[str]:
        """The compartments of which this person holds a key."""
        held = set()
        for compartment in self._policy.compartments:
            try:
                self.secrets(compartment)
            except NotAllowedError:
                continue
            held.add(compartment)
        return frozenset(held)

    def secrets(self, compartment: str) -> Mapping[int, AgeSecret]:
        """Epoch to secret, newest first; LedgerBrokenError for a secret that is not the one the policy names."""
        if compartment not in self._opened:
            self._opened[compartment] = self._open(compartment)
        if not self._opened[compartment]:
            raise NotAllowedError(f"{self._identity.person} holds no key of the compartment {compartment}")
        return self._opened[compartment]

    def _open(self, compartment: str) -> dict[int, AgeSecret]:
        self._policy.recipient(compartment)
        opened = {}
        for epoch, recipient in sorted(self._policy.compartments[compartment].items(), reverse=True):
            try:
                sealed = self._shelf.read(person_key_name(compartment, epoch, self._identity.person))
            except NotHeldError:
                continue
            line = _open(self._envelope, sealed, self._identity)
            opened[epoch] = Confidential(line.decode("ascii", "replace").strip())
            if not self._fits(opened[epoch], recipient):
                raise LedgerBrokenError(f"the key of {compartment}, epoch {epoch}, is not the one the policy names")
        return opened

    def _fits(self, secret: AgeSecret, recipient: str) -> bool:
        try:
            return self._envelope.recipient_of(secret) == recipient
        except MalformedError:
            return False


def seal_compartment(
    shelf: Shelf, envelope: Envelope, *, compartment: str, epoch: int, secret: AgeSecret, person: Person
) -> None:
    """Give a person the compartment's secret of one epoch; a file that exists stays as it is."""
    name = person_key_name(compartment, epoch, person.key)
    if not shelf.has(name):
        line = secret.reveal("to seal a compartment secret for a person")
        shelf.keep(name, envelope.seal(line.encode() + b"\n", [person.recipient]))


def seal_workspace_secret(shelf: Shelf, envelope: Envelope, *, secret: Confidential[bytes], person: Person) -> None:
    """Give a person the 32 bytes that key the ids; a file that exists stays as it is."""
    name = f"keys/workspace/{person.key}.age"
    if not shelf.has(name):
        shelf.keep(name, envelope.seal(secret.reveal("to seal the workspace secret"), [person.recipient]))


def open_workspace_secret(shelf: Shelf, envelope: Envelope, identity: Identity) -> Confidential[bytes]:
    """The 32 bytes; NotAllowedError if this person was never given them, LedgerBrokenError for a changed file."""
    try:
        sealed = shelf.read(f"keys/workspace/{identity.person}.age")
    except NotHeldError as error:
        raise NotAllowedError(f"{identity.person} was not admitted to this workspace") from error
    return Confidential(_open(envelope, sealed, identity))


def recovery_sheet(envelope: Envelope) -> RecoverySheet:
    """A fresh sheet; its name is taken from the recipient line, for it has no signing key."""
    secret = envelope.new_secret()
    recipient = envelope.recipient_of(secret)
    return RecoverySheet(person=person_key(recipient.encode()), recipient=recipient, secret=secret)


def person_key_name(compartment: str, epoch: int, person: str) -> str:
    """Where a person's copy of a compartment's secret stands."""
    return f"keys/{compartment}/{epoch}/{person}.age"


def _open(envelope: Envelope, sealed: bytes, identity: Identity) -> bytes:
    try:
        return envelope.open(sealed, [identity.secret])
    except (DigestMismatchError, MalformedError, NotAllowedError) as error:
        # It bears this person's name, so it was made for this person.
        raise LedgerBrokenError(f"a key file of {identity.person} was changed or replaced") from error

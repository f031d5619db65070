"""A person's identity file and the organisation's root key file: age files under a passphrase, for stock `age`.

    new_identity() -> Identity
    write_identity(path, identity, passphrase) ; read_identity(path, passphrase) -> Identity
    new_root() -> Ed25519Signer ; write_root(path, root, passphrase) ; read_root(path, passphrase) -> Ed25519Signer
    new_recovery() -> RecoverySheet ; recover(untrusted_text) -> Identity

An identity file decrypts to one comment line with the signing key and one `AGE-SECRET-KEY-1…` line; `age -d -i FILE`
asks for the passphrase and opens with it. A root file decrypts to a PKCS#8 PEM that stock `openssl` signs with. Opening
either costs a second or more: scrypt makes each guess at a passphrase that dear.
"""

from __future__ import annotations

import os
import re
import time
from pathlib import Path

import pyrage  # type: ignore[import-untyped]  # it carries no types

from evidence.adapters.durable import DurableFolder
from evidence.adapters.envelope_age import AgeEnvelope
from evidence.adapters.signer_ed25519 import Ed25519Signer
from evidence.custody.checkpoint import from_base64, to_base64
from evidence.custody.keys import recovery_sheet
from evidence.custody.signature import person_key
from evidence.errors import BusyError, MalformedError, NotHeldError, WrongPassphraseError
from evidence.ports import AgeSecret, Identity, RecoverySheet, Signer
from evidence.secrecy import Confidential

_COMMENT = "# sviedka-ed25519 "
_FILE = re.compile(r"# sviedka-ed25519 ([A-Za-z0-9+/]{43}=)\n(AGE-SECRET-KEY-1[0-9A-Z]{58})\n")
_SCRYPT = re.compile(rb"age-encryption\.org/v1\n-> scrypt [A-Za-z0-9+/]+ ([0-9]{1,2})\n")
_TOO_DEAR = "Excessive work"
_TRIES, _PAUSE_SECONDS = 20, 0.25
_SEALINGS, _ENOUGH_WORK = 4, 18
_SPACES = re.compile(r"[\s-]+")
_PREFIX = "AGESECRETKEY1"


def new_identity() -> Identity:
    """A person's keys, fresh; its name is taken from the signing key."""
    secret, signer = AgeEnvelope().new_secret(), Ed25519Signer(os.urandom(32))
    return identity_of(secret, signer)


def identity_of(secret: AgeSecret, signer: Ed25519Signer) -> Identity:
    """The identity that these two keys make."""
    return Identity(
        person=person_key(signer.public), secret=secret, recipient=AgeEnvelope().recipient_of(secret), signer=signer
    )


def new_recovery() -> RecoverySheet:
    """A fresh sheet; its name is taken from the recipient line, for it has no signing key."""
    return recovery_sheet(AgeEnvelope())


def recover(untrusted_text: str) -> Identity:
    """The identity of a recovery sheet as typed, with any spaces and small letters; MalformedError for a slip."""
    joined = _SPACES.sub("", untrusted_text).upper()
    if not joined.startswith(_PREFIX):
        raise MalformedError("a recovery sheet starts with AGE-SECRET-KEY-1")
    secret: AgeSecret = Confidential("AGE-SECRET-KEY-1" + joined.removeprefix(_PREFIX))
    recipient = AgeEnvelope().recipient_of(secret)
    return Identity(person=person_key(recipient.encode()), secret=secret, recipient=recipient, signer=None)


def write_identity(path: Path, identity: Identity, passphrase: str) -> None:
    """Write the identity file (0600); StorageError if it exists, MalformedError for an identity without signer."""
    if not isinstance(identity.signer, Ed25519Signer):
        raise MalformedError("a recovery sheet is printed, not written to a file")
    line = identity.secret.reveal("to seal the identity file")
    text = f"{_COMMENT}{to_base64(identity.signer.seed())}\n{line}\n"
    _write(path, text.encode(), passphrase)


def read_identity(path: Path, passphrase: str) -> Identity:
    """Open the file: WrongPassphraseError, NotHeldError if absent, MalformedError if it holds something else."""
    match = _FILE.fullmatch(_read(path, passphrase).decode("utf-8", "replace"))
    if match is None:
        raise MalformedError("an identity file holds one sviedka-ed25519 comment and one age identity line")
    return identity_of(Confidential(match[2]), Ed25519Signer(from_base64(match[1])))


def new_root() -> Ed25519Signer:
    """An organisation's root key, fresh."""
    return Ed25519Signer(os.urandom(32))


def write_root(path: Path, root: Ed25519Signer, passphrase: str) -> None:
    """Write the root key file (0600); StorageError if the file exists."""
    _write(path, root.pem(), passphrase)


def read_root(path: Path, passphrase: str) -> Signer:
    """Open the root key file, with the errors of `read_identity`."""
    return Ed25519Signer.from_pem(_read(path, passphrase))


def _write(path: Path, content: bytes, passphrase: str) -> None:
    if not passphrase:
        raise MalformedError("a passphrase is not empty")
    DurableFolder(path.parent, unfinished=path.parent).keep(path.name, _sealed(content, passphrase))


def _sealed(content: bytes, passphrase: str) -> bytes:
    """Sealed as dearly as this machine can: age measures it in an instant, and a busy one seems slow."""
    sealed: list[bytes] = []
    for _ in range(_SEALINGS):
        sealed.append(bytes(pyrage.passphrase.encrypt(content, passphrase)))
        if _work(sealed[-1]) >= _ENOUGH_WORK:
            break
    return max(sealed, key=_work)


def _work(sealed: bytes) -> int:
    """The power of two that scrypt is asked for, as the file's second line says."""
    match = _SCRYPT.match(sealed)
    return int(match[1]) if match else 0


def _read(path: Path, passphrase: str) -> bytes:
    try:
        sealed = path.read_bytes()
    except OSError as error:
        raise NotHeldError("no readable key file there", hint="check the path and whose file it is") from error
    if not sealed.startswith(b"age-encryption.org/v1\n-> scrypt "):
        raise MalformedError("not an age file under a passphrase")
    for _ in range(_TRIES):
        try:
            return bytes(pyrage.passphrase.decrypt(sealed, passphrase))
        except pyrage.DecryptError as error:
            # age guesses first what the work would take; on a busy machine it may take an honest file for an attack.
            if not str(error).startswith(_TOO_DEAR):
                # It cannot tell a wrong passphrase from a damaged header.
                raise WrongPassphraseError("this passphrase does not open the key file") from error
            time.sleep(_PAUSE_SECONDS)
    raise BusyError("this machine is too busy to open a key file", hint="try again in a moment")

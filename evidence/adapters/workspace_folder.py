"""A workspace in a folder: the adapters put together, to found one and to open one."""

from __future__ import annotations

from pathlib import Path

from evidence.adapters.clock_system import SystemChance, SystemClock
from evidence.adapters.envelope_age import AgeEnvelope
from evidence.adapters.log_folder import FolderLog
from evidence.adapters.shelf_folder import FolderShelf
from evidence.adapters.signer_ed25519 import Ed25519Signer
from evidence.adapters.vault_folder import FolderVault
from evidence.custody.founding import Means, found, trust_root
from evidence.ids import DeviceId
from evidence.ports import Chance, Clock, Identity, RecoverySheet, Signer
from evidence.workspace import Workspace

FIRST_DEVICE = "d-01"


def create_workspace(
    folder: Path,
    identity: Identity,
    root: Signer,
    device_name: str = FIRST_DEVICE,
    clock: Clock | None = None,
    chance: Chance | None = None,
) -> tuple[Workspace, RecoverySheet]:
    """Found a workspace in a folder that is empty or does not exist; StorageError otherwise.

    The sheet is shown once and kept nowhere. `device_name` is `d-` and letters or digits.
    """
    means = _means(folder, clock, chance)
    sheet = found(means, identity, root, DeviceId(device_name))
    return Workspace(means, identity), sheet


def open_workspace(
    folder: Path, identity: Identity, clock: Clock | None = None, chance: Chance | None = None
) -> Workspace:
    """Open it, with FORMAT, the policies' signatures, this person's pin and each log's checkpoint checked.

    NotHeldError if there is none, NewerFormatError, NotAllowedError for a stranger, NotTrustedError before
    `trust_workspace`, LedgerBrokenError.
    """
    return Workspace(_means(folder, clock, chance), identity)


def trust_workspace(folder: Path, identity: Identity, untrusted_fingerprint: str) -> str:
    """Write this person's pin, if the fingerprint handed over is that of the root here; gives it as compared.

    MalformedError for a slip, NotTrustedError for another root, LedgerBrokenError if a pin here says something else.
    """
    return trust_root(_means(folder, None, None), identity, untrusted_fingerprint)


def _means(folder: Path, clock: Clock | None, chance: Chance | None) -> Means:
    envelope = AgeEnvelope()
    return Means(
        shelf=FolderShelf(folder),
        envelope=envelope,
        log=lambda device: FolderLog(folder, device),
        vault=lambda keyring: FolderVault(folder, envelope, keyring),
        signer=Ed25519Signer,
        clock=clock or SystemClock(),
        chance=chance or SystemChance(),
    )

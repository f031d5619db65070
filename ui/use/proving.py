"""What a package needs of the house besides its content: the ledger's proofs, the seal, its labels, a free place."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat

from evidence.custody.commitments import open_disclosure
from evidence.custody.entry import Entry, EntryType, Opened
from evidence.disclosure.package import OPENED_OF_RECEIPT, Custody, Labels, Proven
from evidence.disclosure.ports import Sealer
from evidence.errors import NotConfiguredError
from evidence.ids import DeviceId, ExhibitId
from ui.session import Session
from ui.use.writing import check_new_folder


def ready_to_seal(session: Session, target: Path) -> tuple[Sealer, bytes | None]:
    """The seal, and the certificate (PEM) of the time-stamp authority, if there is one.

    All that may refuse is tried here, before the ledger says that something left: StorageError for a target that is not
    free, NotConfiguredError, SealError where certificate and key do not belong together.
    """
    device = session.workspace.policy.devices[DeviceId(session.workspace.log().device)]
    check_new_folder(target, beside={"keys/origin": f"{session.workspace.id}/{device.id}\n".encode()})
    sealer, authority = session.sealer, session.settings.authority
    check_new_folder(target, beside={"keys/seal.pem": sealer.signer(), "keys/seal-ca.pem": sealer.authority()})
    sealer.seal(b"whether certificate and key belong together")
    if authority is None:
        return sealer, None
    try:
        return sealer, authority.certificate.read_bytes()
    except OSError as error:
        raise NotConfiguredError(
            "the certificate of the time-stamp authority cannot be read", hint="check [authority] in the settings"
        ) from error


def labels(session: Session, case: str, recipient: str) -> Labels:
    """What the package says of itself; MalformedError for what is no one line of text."""
    return Labels(
        case=case,
        recipient=recipient,
        date=session.workspace.clock.now().date().isoformat(),
        organisation=session.settings.organisation,
    )


def custody(session: Session, exhibits: Sequence[ExhibitId], entry: Entry, note: bytes, stamp: bytes | None) -> Custody:
    """The checkpoint, and the proofs that this `disclosed` entry and the receipts of these exhibits are under it."""
    workspace = session.workspace
    size = int(note.split(b"\n")[1])
    receipts = list(_receipts(session, exhibits, DeviceId(entry.device)))
    proven = {
        one.seq: Proven(
            entry=one,
            opened=tuple(d for d in disclosures if open_disclosure(d)[1] in _opened_of(one)),
            path=tuple(workspace.tree().inclusion(one.seq, size)),
        )
        for one, disclosures in workspace.disclosures([entry, *(receipt.entry for receipt in receipts)])
    }
    device = workspace.policy.devices[DeviceId(entry.device)]
    return Custody(
        note=note,
        stamp=stamp,
        disclosed=proven[entry.seq],
        receipts={str(one.entry.number): proven[one.entry.seq] for one in receipts},
        origin=f"{workspace.id}/{entry.device}",
        log_key=Ed25519PublicKey.from_public_bytes(device.public).public_bytes(
            Encoding.PEM, PublicFormat.SubjectPublicKeyInfo
        ),
    )


def _opened_of(entry: Entry) -> tuple[str, ...]:
    if entry.type is EntryType.DISCLOSED:
        return ("disclosure", "manifest_sha256", "pdf_sha256")
    return OPENED_OF_RECEIPT


def _receipts(session: Session, exhibits: Sequence[ExhibitId], device: DeviceId) -> Iterator[Opened]:
    wanted = {session.standing.holdings.exhibit(exhibit).number for exhibit in exhibits}
    for opened in session.workspace.entries():
        entry = opened.entry
        # One package is proven under one log: an exhibit that another device took in is listed, not proven here.
        if entry.type is EntryType.RECEIVED and entry.number in wanted and entry.device == device:
            wanted.discard(entry.number)
            yield opened

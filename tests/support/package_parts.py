"""All that a package is written from: three exhibits, their receipts in a log, and invented authorities."""

from __future__ import annotations

from dataclasses import dataclass, replace
from pathlib import Path

from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat

from evidence.adapters.seal_openssl import OpensslSealer
from evidence.custody.checkpoint import Checkpoint, sign_note
from evidence.custody.commitments import open_disclosure
from evidence.custody.entry import Draft, EntryType, Made, line, make_entry
from evidence.custody.merkle import Tree
from evidence.digest import blake3_of, sha256_of
from evidence.disclosure.package import (
    OPENED_OF_RECEIPT,
    Custody,
    Handed,
    Labels,
    Payload,
    Proven,
    write_package,
)
from tests.security.package_maker import DEVICE, NOW, ORIGIN, Authorities, salts

PDF = b"%PDF-1.7 invented\n"
LABELS = Labels(case="LT-2", recipient="share_LT", date="2026-11-25", organisation="Выдуманая арганізацыя")
CONTENTS = {"A-000001": b"first " * 40_000, "A-000002": b"", "A-000010": "слова".encode()}


@dataclass(frozen=True, slots=True, kw_only=True)
class Parts:
    """All that `write_package` is given."""

    payload: Payload
    custody: Custody
    sealer: OpensslSealer
    stamp_authority: bytes | None

    def write(self, target: Path, **changes: object) -> Path:
        given = replace(self, **changes)  # type: ignore[arg-type]  # a test changes what it likes
        return write_package(target, given.payload, PDF, given.custody, LABELS, given.sealer, given.stamp_authority)


def handed(number: str, content: bytes) -> Handed:
    pieces = [content[start : start + 70_000] for start in range(0, len(content), 70_000)]
    return Handed(number=number, extension="txt", sha256=sha256_of(content), content=lambda: iter(pieces))


def received(number: str, content: bytes) -> Draft:
    private = (
        ("blake3", blake3_of(content)), ("exhibit", f"exh_{number}"), ("name", "c2VjcmV0"),
        ("sha256", sha256_of(content)),
        ("size", len(content)), ("source", "src_1"),
    )  # fmt: skip
    return Draft(
        type=EntryType.RECEIVED,
        compartment="case",
        private=private,
        object=blake3_of(b"sealed" + content),
        number=number,
    )


def parts(authorities: Authorities, scratch: Path, *, stamped: bool = False) -> Parts:
    payload = Payload(
        exhibits=tuple(handed(number, content) for number, content in CONTENTS.items()),
        tables={"claims.csv": b"claim\r\n", "persons.csv": b"id\r\n"},
    )
    names = (
        ("disclosure", "dis_1"), ("manifest_sha256", sha256_of(payload.manifest())), ("pdf_sha256", sha256_of(PDF)),
        ("recipient", "share_LT"),
    )  # fmt: skip
    drafts = [received(number, content) for number, content in CONTENTS.items()]
    drafts.append(Draft(type=EntryType.DISCLOSED, compartment="case", private=names))
    salt = salts()
    made = [
        make_entry(draft, seq=seq, time=NOW, actor="k-7f3a", device=DEVICE, salts=salt)
        for seq, draft in enumerate(drafts)
    ]
    tree = Tree(line(one.entry) for one in made)
    note = sign_note(
        Checkpoint(origin=ORIGIN, size=tree.size, root=tree.root()),
        public_key=authorities.public,
        sign=authorities.log.sign,
    )
    stamp = None
    if stamped:
        (scratch / "note").write_bytes(note)
        authorities.stamp(scratch / "note", scratch / "token")
        stamp = (scratch / "token").read_bytes()
    custody = Custody(
        note=note,
        stamp=stamp,
        disclosed=proven(made[-1], tree, ("disclosure", "manifest_sha256", "pdf_sha256")),
        receipts={str(one.entry.number): proven(one, tree, OPENED_OF_RECEIPT) for one in made[:-1]},
        origin=ORIGIN,
        log_key=authorities.log.public_key().public_bytes(Encoding.PEM, PublicFormat.SubjectPublicKeyInfo),
    )
    keys = authorities.folder
    sealer = OpensslSealer(certificate=keys / "seal.pem", key=keys / "seal.key", issuer=keys / "seal-ca.pem")
    return Parts(
        payload=payload,
        custody=custody,
        sealer=sealer,
        stamp_authority=(keys / "tsa-ca.pem").read_bytes() if stamped else None,
    )


def proven(made: Made, tree: Tree, opened: tuple[str, ...]) -> Proven:
    return Proven(
        entry=made.entry,
        opened=tuple(text for text in made.disclosures if open_disclosure(text)[1] in opened),
        path=tuple(tree.inclusion(made.entry.seq)),
    )


def below(folder: Path) -> dict[str, bytes]:
    return {str(path.relative_to(folder)): path.read_bytes() for path in sorted(folder.rglob("*")) if path.is_file()}


def listed(content: bytes) -> dict[str, str]:
    return {path: digest for digest, path in (row.split("  ", 1) for row in content.decode().splitlines())}

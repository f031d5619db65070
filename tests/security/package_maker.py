"""A small package with everything in it, made with our formats and stock openssl, for attacks on its verifiers."""

from __future__ import annotations

import hashlib
import shutil
import subprocess
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.asymmetric.utils import decode_dss_signature
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat

from evidence.custody.checkpoint import Checkpoint, sign_note
from evidence.custody.entry import Draft, EntryType, Made, line, make_entry
from evidence.custody.merkle import Tree
from evidence.custody.proof import write_proof
from evidence.digest import blake3_of, sha256_of

VERIFIERS = Path(__file__).parents[2] / "evidence" / "disclosure" / "verifier"
P256 = 0xFFFFFFFF00000000FFFFFFFFFFFFFFFFBCE6FAADA7179E84F3B9CAC2FC632551
ORIGIN = "wsp-0123456789abcdef/d-02"
DEVICE = "d-02"
NOW = "2026-11-25T09:14:03Z"

_CNF = """
[req]
distinguished_name = dn
prompt = no
[dn]
CN = demo
[ca]
basicConstraints = critical, CA:TRUE
keyUsage = critical, keyCertSign, cRLSign
[seal]
basicConstraints = critical, CA:FALSE
keyUsage = critical, digitalSignature, nonRepudiation
[stamp]
basicConstraints = critical, CA:FALSE
keyUsage = critical, digitalSignature
extendedKeyUsage = critical, timeStamping
[tsa]
default_tsa = authority
[authority]
serial = {serial}
signer_digest = sha256
default_policy = 1.2.3.4.1
digests = sha256
ess_cert_id_alg = sha256
"""


def openssl(*arguments: object) -> None:
    """Run openssl; an error is a failed test."""
    subprocess.run(["openssl", *map(str, arguments)], check=True, capture_output=True)


@dataclass(frozen=True, slots=True, kw_only=True)
class Authorities:
    """A seal authority, a time-stamp authority and the key of a log, all invented."""

    folder: Path
    log: Ed25519PrivateKey

    @classmethod
    def make(cls, folder: Path, seed: bytes) -> Authorities:
        """New keys in this folder; the log's key follows from the seed."""
        folder.mkdir(parents=True)
        (folder / "serial").write_text("01\n")
        (folder / "cnf").write_text(_CNF.format(serial=folder / "serial"))
        made = cls(folder=folder, log=Ed25519PrivateKey.from_private_bytes(seed * 32))
        made._authority("seal-ca", "seal")
        made._authority("tsa-ca", "stamp")
        return made

    def _authority(self, ca: str, leaf: str) -> None:
        at = self.folder
        curve = ("-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256", "-nodes")
        named = ("-subj", f"/CN=invented {ca}")
        openssl("req", "-x509", "-config", at / "cnf", *curve, "-keyout", at / f"{ca}.key", "-out", at / f"{ca}.pem",
                *named, "-days", 3650, "-extensions", "ca")  # fmt: skip
        openssl("req", "-new", "-config", at / "cnf", *curve, "-keyout", at / f"{leaf}.key", "-out", at / f"{leaf}.csr",
                "-subj", f"/CN=invented {leaf}")  # fmt: skip
        openssl("x509", "-req", "-in", at / f"{leaf}.csr", "-CA", at / f"{ca}.pem", "-CAkey", at / f"{ca}.key",
                "-CAcreateserial", "-out", at / f"{leaf}.pem", "-days", 3000, "-extfile", at / "cnf",
                "-extensions", leaf)  # fmt: skip

    @property
    def public(self) -> bytes:
        """The log's public key, 32 bytes."""
        return self.log.public_key().public_bytes(Encoding.Raw, PublicFormat.Raw)

    def write_keys(self, keys: Path) -> None:
        """What a recipient is given beside the package."""
        keys.mkdir()
        (keys / "log.pem").write_bytes(
            self.log.public_key().public_bytes(Encoding.PEM, PublicFormat.SubjectPublicKeyInfo)
        )
        (keys / "origin").write_text(ORIGIN + "\n")
        for name in ("seal.pem", "seal-ca.pem", "tsa-ca.pem"):
            shutil.copy(self.folder / name, keys / name)

    def seal(self, package: Path) -> None:
        """The detached CMS over the list of tag files."""
        self.seal_with(package, self.folder / "seal.pem", self.folder / "seal.key")

    def seal_with(self, package: Path, certificate: Path, key: Path) -> None:
        """The same with another certificate and key: openssl until the second number of ECDSA is the lower one."""
        (package / "seal").mkdir(exist_ok=True)
        target = package / "seal" / "case.p7s"
        for _ in range(128):
            openssl("cms", "-sign", "-cades", "-binary", "-in", package / "tagmanifest-sha256.txt", "-signer",
                    certificate, "-inkey", key, "-outform", "DER", "-md", "sha256", "-nosmimecap",
                    "-out", target)  # fmt: skip
            if is_lower(target.read_bytes()):
                return
        raise AssertionError("no seal with the lower number")

    def stamp(self, content: Path, token: Path) -> None:
        """A time stamp over the file, by openssl's own authority."""
        request = self.folder / "request.tsq"
        openssl("ts", "-query", "-data", content, "-sha256", "-cert", "-out", request)
        openssl("ts", "-reply", "-config", self.folder / "cnf", "-section", "authority", "-queryfile", request,
                "-signer", self.folder / "stamp.pem", "-inkey", self.folder / "stamp.key", "-out", token)  # fmt: skip


def is_lower(seal: bytes) -> bool:
    """Whether a seal on P-256 has the lower of the two numbers; any other seal has no second one."""
    for size in range(66, 73):
        if seal[-size - 2 : -size] == bytes((4, size)) and seal[-size] == 0x30:
            return decode_dss_signature(seal[-size:])[1] <= P256 // 2
    return True


def salts() -> Iterator[bytes]:
    """Different salts, the same in every run."""
    counter = 0
    while True:
        counter += 1
        yield hashlib.sha256(counter.to_bytes(8, "big")).digest()[:16]


@dataclass(slots=True, kw_only=True)
class Maker:
    """Builds one package; a test may change a step, or do one again with the true keys."""

    root: Path
    authorities: Authorities
    exhibits: dict[str, bytes]
    stamped: bool = True
    promise: str = "rfc3161"

    def build(self) -> None:
        """The whole package, in the order of the design."""
        self.root.mkdir(parents=True)
        self.write_payload()
        self.write_custody()
        self.write_tags()

    def write_payload(self) -> None:
        """data/, its list and the PDF, and the verifiers."""
        for number, content in self.exhibits.items():
            self._put(f"data/exhibits/{number}.txt", content)
        self._put("data/exhibits/A-000001-R01.txt", b"[redacted]\n")
        self._put("data/claims.csv", b"id,form\r\n")
        self.write_payload_list()
        self._put("case-file.pdf", b"%PDF-1.7 invented\n")
        for name in ("verify.sh", "verify.py", "README.en.txt"):
            self._put(f"verify/{name}", (VERIFIERS / name).read_bytes())

    def write_payload_list(self) -> None:
        """manifest-sha256.txt over data/."""
        self._list("manifest-sha256.txt", lambda path: path.startswith("data/"))

    def write_custody(self) -> None:
        """A log with a receipt of each exhibit and the disclosure, its checkpoint, proofs, openings and stamp."""
        made = self.entries()
        tree = Tree(line(one.entry) for one in made)
        note = self.note(Checkpoint(origin=ORIGIN, size=tree.size, root=tree.root()))
        self._put("custody/checkpoint", note)
        for one in made:
            number = one.entry.number
            if one.entry.type is EntryType.DISCLOSED:
                self._item("custody/disclosed", one, tree, note)
            elif number is not None and number in self.exhibits:
                self._item(f"custody/exhibits/{number}", one, tree, note)
        if self.stamped:
            self.authorities.stamp(self.root / "custody/checkpoint", self.root / "custody/checkpoint.tsr")

    def note(self, checkpoint: Checkpoint) -> bytes:
        """The checkpoint, signed by the log."""
        return sign_note(checkpoint, public_key=self.authorities.public, sign=self.authorities.log.sign)

    def entries(self) -> Sequence[Made]:
        """What the log holds: noise, receipts, more noise, the disclosure, and what came after it."""
        noise = Draft(type=EntryType.RECORDED, compartment="case", private=(("record", {"kind": "note/1"}),))
        drafts = [noise, *(self.receipt(number, content) for number, content in self.exhibits.items()), noise, noise]
        manifest = sha256_of((self.root / "manifest-sha256.txt").read_bytes())
        pdf = sha256_of((self.root / "case-file.pdf").read_bytes())
        disclosed = (("disclosure", "dis_1"), ("manifest_sha256", manifest), ("pdf_sha256", pdf), ("recipient", "LT"))
        drafts.append(Draft(type=EntryType.DISCLOSED, compartment="case", private=disclosed))
        drafts.append(noise)
        salt = salts()
        return [
            make_entry(draft, seq=seq, time=NOW, actor="k-7f3a", device=DEVICE, salts=salt)
            for seq, draft in enumerate(drafts)
        ]

    def receipt(self, number: str, content: bytes) -> Draft:
        """A received entry, as intake writes it."""
        private = (
            ("blake3", blake3_of(content)),
            ("exhibit", "exh_1"),
            ("media_type", "text/plain"),
            ("name", "0JLRltC00Y3QvtGA"),
            ("sha256", sha256_of(content)),
            ("size", len(content)),
            ("source", None),
        )
        return Draft(
            type=EntryType.RECEIVED, compartment="case", private=private, object=blake3_of(b"stored" + content),
            number=number,
        )  # fmt: skip

    def write_tags(self) -> None:
        """bag declaration, list of everything else, seal."""
        self._put("bagit.txt", b"BagIt-Version: 1.0\nTag-File-Character-Encoding: UTF-8\n")
        self._put("bag-info.txt", f"Sviedka-Package: 1\nSviedka-Stamp: {self.promise}\n".encode())
        self.write_tag_list()
        self.authorities.seal(self.root)

    def write_tag_list(self) -> None:
        """tagmanifest-sha256.txt."""
        skip = ("data/", "seal/", "tagmanifest-sha256.txt")
        self._list("tagmanifest-sha256.txt", lambda path: not path.startswith(skip))

    def reseal(self) -> None:
        """Both lists and the seal again, as somebody with the seal's key can: the deeper checks are then alone."""
        self.write_payload_list()
        self.write_tag_list()
        self.authorities.seal(self.root)

    def _item(self, prefix: str, made: Made, tree: Tree, note: bytes) -> None:
        kept = [text for text in made.disclosures if not _is_private(text)]
        self._put(f"{prefix}.entry", line(made.entry) + b"\n")
        self._put(f"{prefix}.opened", "".join(text + "\n" for text in kept).encode())
        seq = made.entry.seq
        self._put(f"{prefix}.proof", write_proof(index=seq, path=tree.inclusion(seq), note=note))

    def _list(self, name: str, wanted: Callable[[str], bool]) -> None:
        paths = sorted(str(path.relative_to(self.root)) for path in self.root.rglob("*") if path.is_file())
        lines = (f"{sha256_of((self.root / path).read_bytes())}  {path}\n" for path in paths if wanted(path))
        self._put(name, "".join(lines).encode())

    def _put(self, path: str, content: bytes) -> None:
        target = self.root / path
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(content)


def _is_private(disclosure: str) -> bool:
    from evidence.custody.commitments import open_disclosure

    return open_disclosure(disclosure)[1] in {"name", "source", "recipient"}

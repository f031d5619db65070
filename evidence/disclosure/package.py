"""The package: BagIt 1.0 with the ledger's proofs in it, written so that every step names only what came before.

payload and manifest -> PDF that prints its digest -> `disclosed` entry that names both -> checkpoint -> stamp ->
custody/ -> list of tag files -> seal. See docs/spec/package.md.
"""

from __future__ import annotations

import os
import re
import shutil
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from importlib.resources import files
from pathlib import Path

from evidence.custody.commitments import open_disclosure
from evidence.custody.entry import Entry, line
from evidence.custody.proof import write_proof
from evidence.custody.stamp_reply import bare
from evidence.digest import Digester, Sha256, sha256_of
from evidence.disclosure.ports import Sealer
from evidence.errors import DigestMismatchError, MalformedError, NotClearedError, StorageError

FORM = "1"
VERIFIERS = ("README.en.txt", "verify.py", "verify.sh")
# docs/spec/package.md: not even a name that a shell reads as an option, or a folder as its parent.
_NAME = re.compile(r"(?!-|\.{1,2}$)[A-Za-z0-9._-]+")
_CONTROL = re.compile(r"[\x00-\x1f\x7f-\x9f\u2028\u2029\ud800-\udfff]")
_EXTENSIONS = {
    "application/pdf": "pdf",
    "application/vnd.openxmlformats-officedocument.wordprocessingml.document": "docx",
    "text/plain": "txt",
    "image/jpeg": "jpg",
    "image/png": "png",
    "image/tiff": "tif",
}
OPENED_OF_RECEIPT = ("blake3", "exhibit", "sha256", "size")
"""What a recipient is shown of a receipt; never the name a file came with, nor its source."""
_OPENED_OF_DISCLOSED = ("disclosure", "manifest_sha256", "pdf_sha256")


@dataclass(frozen=True, slots=True, kw_only=True)
class Handed:
    """One exhibit as it is handed over: its number, its digest, and its bytes when they are asked for."""

    number: str
    extension: str
    sha256: Sha256
    content: Callable[[], Iterator[bytes]]

    @property
    def file(self) -> str:
        """Its path in the package."""
        return f"data/exhibits/{self.number}.{self.extension}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Payload:
    """Everything under data/: exhibits as disclosed, and tables by file name."""

    exhibits: tuple[Handed, ...]
    tables: Mapping[str, bytes]

    def manifest(self) -> bytes:
        """manifest-sha256.txt, from digests alone: no exhibit is read for it."""
        lines = {one.file: str(one.sha256) for one in self.exhibits}
        lines |= {f"data/{name}": str(sha256_of(content)) for name, content in self.tables.items()}
        return "".join(f"{digest}  {path}\n" for path, digest in sorted(lines.items())).encode()


@dataclass(frozen=True, slots=True, kw_only=True)
class Proven:
    """A ledger entry that leaves: its line, the disclosures that are opened, the path to the root."""

    entry: Entry
    opened: tuple[str, ...]
    path: tuple[bytes, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Custody:
    """What the ledger gives: the signed note, the time stamp (None: not done), the proofs; the log's key for keys/."""

    note: bytes
    stamp: bytes | None
    disclosed: Proven
    receipts: Mapping[str, Proven]
    origin: str
    log_key: bytes
    """PEM, SubjectPublicKeyInfo."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Labels:
    """What bag-info.txt says, each on one line that is not empty and opens with no space; no names of persons."""

    case: str
    recipient: str
    date: str
    organisation: str

    def __post_init__(self) -> None:
        values = (self.case, self.recipient, self.date, self.organisation)
        if any(_CONTROL.search(value) for value in values):
            raise MalformedError("a label of a package is one line, without control characters")
        if any(not value or value != value.strip() for value in values):
            raise MalformedError("a label of a package is not empty, without a space at its ends")


def extension_for(media_type: str | None) -> str:
    """The ending that a recipient's programs know; `bin` for the rest."""
    return _EXTENSIONS.get(media_type or "", "bin")


def verifier_digests() -> dict[str, Sha256]:
    """SHA-256 of the verifiers, which the PDF prints: a verifier inside a package proves nothing by itself."""
    return {name: sha256_of(_verifier(name)) for name in VERIFIERS}


def write_package(
    target: Path,
    payload: Payload,
    pdf: bytes,
    custody: Custody,
    labels: Labels,
    sealer: Sealer,
    stamp_authority: bytes | None = None,
) -> Path:
    """Write the whole package into a new folder, and keys/ beside it; nothing is left behind by a failure.

    StorageError if the folder exists, other keys lie beside it, or the disk refuses; NotClearedError if an exhibit is
    without its receipt; DigestMismatchError if an exhibit's bytes are not those that the manifest names.
    """
    if os.path.lexists(target):
        raise StorageError("the folder of the package exists already", hint="name another one")
    _check_proofs(payload, custody)
    keys = _Keys(target.with_name("keys"), custody, sealer, stamp_authority)
    partial = target.with_name(f".{target.name}.partial")
    shutil.rmtree(partial, ignore_errors=True)
    try:
        _fill(partial, payload, pdf, custody, labels, sealer)
        keys.write()
        _place(partial, target)
    except BaseException as error:
        keys.remove()
        if isinstance(error, OSError):
            raise StorageError("the disk refused a file of the package") from error
        raise
    finally:
        shutil.rmtree(partial, ignore_errors=True)
    return target


def _place(partial: Path, target: Path) -> None:
    partial.rename(target)
    try:
        _settle(target.parent)
    except OSError:
        target.rename(partial)
        raise


def _fill(partial: Path, payload: Payload, pdf: bytes, custody: Custody, labels: Labels, sealer: Sealer) -> None:
    bag = _Bag(partial)
    _write_payload(bag, payload)
    bag.put("case-file.pdf", pdf)
    _write_custody(bag, custody)
    _write_tags(bag, payload, labels, promised=custody.stamp is not None)
    bag.put("seal/case.p7s", sealer.seal(bag.read("tagmanifest-sha256.txt")))
    bag.settle()


def _check_proofs(payload: Payload, custody: Custody) -> None:
    """What its own verifiers would call BROKEN is not written; nor is anything opened that is not to be seen."""
    numbers = {one.number for one in payload.exhibits}
    if len(numbers) != len(payload.exhibits):
        raise MalformedError("two exhibits of one number in a package")
    if missing := sorted(numbers ^ custody.receipts.keys()):
        raise NotClearedError(
            f"exhibit and receipt do not go together: {', '.join(missing)}",
            hint="a package is proven under one log: hand over from the device that took these exhibits in",
        )
    _check_opened(custody.disclosed, _OPENED_OF_DISCLOSED)
    for number, proven in custody.receipts.items():
        _check_opened(proven, OPENED_OF_RECEIPT)
        if proven.entry.number != number:
            raise MalformedError(f"{number}: the receipt of another exhibit")


def _check_opened(proven: Proven, allowed: tuple[str, ...]) -> None:
    if not {open_disclosure(disclosure)[1] for disclosure in proven.opened} <= set(allowed):
        raise MalformedError(f"entry {proven.entry.seq} opens more than a recipient is shown")


class _Bag:
    """A folder that is being filled; remembers the digest of all it wrote."""

    def __init__(self, root: Path) -> None:
        self._root = root
        self._root.mkdir(mode=0o700, parents=True)
        self.digests: dict[str, Sha256] = {}
        self.blake3: dict[str, str] = {}
        self.payload_bytes = 0

    def put(self, path: str, content: bytes) -> None:
        self.stream(path, [content])

    def stream(self, path: str, chunks: Iterable[bytes]) -> Sha256:
        if not all(_NAME.fullmatch(part) for part in path.split("/")):
            raise MalformedError("a name in a package has only letters, digits, dots, hyphens and underscores")
        target = self._root / path
        target.parent.mkdir(parents=True, exist_ok=True)
        digester = Digester()
        _write_new(target, _passing(chunks, digester))
        digests = digester.digests()
        self.digests[path], self.blake3[path] = digests.sha256, digests.blake3
        self.payload_bytes += digests.size if path.startswith("data/") else 0
        return digests.sha256

    def read(self, path: str) -> bytes:
        return (self._root / path).read_bytes()

    def listed(self, wanted: Callable[[str], bool]) -> bytes:
        lines = (f"{digest}  {path}\n" for path, digest in sorted(self.digests.items()) if wanted(path))
        return "".join(lines).encode()

    def settle(self) -> None:
        """Make the names durable too: the files themselves were, as each was written."""
        folders = {Path(path).parents[depth] for path in self.digests for depth in range(path.count("/") + 1)}
        for folder in sorted(folders):
            _settle(self._root / folder)


def _write_payload(bag: _Bag, payload: Payload) -> None:
    for one in payload.exhibits:
        if bag.stream(one.file, one.content()) != one.sha256:
            raise DigestMismatchError(f"{one.number}: the bytes in the vault are not those received")
    for name, content in payload.tables.items():
        bag.put(f"data/{name}", content)
    bag.put("manifest-sha256.txt", payload.manifest())
    bag.put(
        "b3sums.txt", "".join(f"{bag.blake3[p]}  {p}\n" for p in sorted(bag.blake3) if p.startswith("data/")).encode()
    )


def _write_custody(bag: _Bag, custody: Custody) -> None:
    bag.put("custody/checkpoint", custody.note)
    if custody.stamp is not None:
        bag.put("custody/checkpoint.tsr", bare(custody.stamp))
    _put_proven(bag, "custody/disclosed", custody.disclosed, custody.note)
    for number, proven in custody.receipts.items():
        _put_proven(bag, f"custody/exhibits/{number}", proven, custody.note)


def _put_proven(bag: _Bag, prefix: str, proven: Proven, note: bytes) -> None:
    bag.put(f"{prefix}.entry", line(proven.entry) + b"\n")
    bag.put(f"{prefix}.opened", "".join(f"{disclosure}\n" for disclosure in proven.opened).encode())
    bag.put(f"{prefix}.proof", write_proof(index=proven.entry.seq, path=proven.path, note=note))


def _write_tags(bag: _Bag, payload: Payload, labels: Labels, *, promised: bool) -> None:
    info = {
        "Source-Organization": labels.organisation,
        "External-Identifier": labels.case,
        "Bagging-Date": labels.date,
        "Payload-Oxum": f"{bag.payload_bytes}.{len(payload.exhibits) + len(payload.tables)}",
        "Sviedka-Package": FORM,
        "Sviedka-Recipient": labels.recipient,
        "Sviedka-Stamp": "rfc3161" if promised else "none",
    }
    bag.put("bagit.txt", b"BagIt-Version: 1.0\nTag-File-Character-Encoding: UTF-8\n")
    bag.put("bag-info.txt", "".join(f"{name}: {value}\n" for name, value in info.items()).encode())
    for name in VERIFIERS:
        bag.put(f"verify/{name}", _verifier(name))
    bag.put("tagmanifest-sha256.txt", bag.listed(lambda path: not path.startswith(("data/", "seal/"))))


class _Keys:
    """keys/ beside the package. Those of an earlier package stay as they are, so they must be the same ones."""

    def __init__(self, folder: Path, custody: Custody, sealer: Sealer, stamp_authority: bytes | None) -> None:
        self._folder = folder
        self._wanted = {
            "log.pem": custody.log_key,
            "origin": f"{custody.origin}\n".encode(),
            "seal-ca.pem": sealer.authority(),
            "seal.pem": sealer.signer(),
        }
        if stamp_authority is not None:
            self._wanted["tsa-ca.pem"] = stamp_authority
        self._written: list[Path] = []
        for name, key in self._wanted.items():
            if (folder / name).exists() and (folder / name).read_bytes() != key:
                raise StorageError("other keys lie beside the package", hint="name a folder that holds no keys")

    def write(self) -> None:
        if not self._folder.exists():
            self._folder.mkdir()
            self._written.append(self._folder)
        for name, key in self._wanted.items():
            if not (self._folder / name).exists():
                self._written.append(self._folder / name)
                _write_new(self._folder / name, [key])
        _settle(self._folder)

    def remove(self) -> None:
        """Take away what this one wrote."""
        for path in reversed(self._written):
            path.rmdir() if path == self._folder else path.unlink(missing_ok=True)


def _write_new(target: Path, chunks: Iterable[bytes]) -> None:
    with target.open("xb") as file:
        for chunk in chunks:
            file.write(chunk)
        file.flush()
        os.fsync(file.fileno())


def _passing(chunks: Iterable[bytes], digester: Digester) -> Iterator[bytes]:
    for chunk in chunks:
        digester.update(chunk)
        yield chunk


def _settle(folder: Path) -> None:
    descriptor = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def _verifier(name: str) -> bytes:
    return (files("evidence.disclosure") / "verifier" / name).read_bytes()

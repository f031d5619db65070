"""The package: whole, checkable by strangers, or not there at all."""

from __future__ import annotations

import errno
import hashlib
import itertools
import os
import re
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path

import bagit
import pytest
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat

from evidence.adapters.seal_openssl import OpensslSealer
from evidence.custody.checkpoint import Checkpoint, sign_note
from evidence.custody.commitments import open_disclosure
from evidence.custody.entry import Draft, EntryType, Made, line, make_entry
from evidence.custody.merkle import Tree
from evidence.digest import Sha256, blake3_of, sha256_of
from evidence.disclosure import package
from evidence.disclosure.package import (
    OPENED_OF_RECEIPT,
    Custody,
    Handed,
    Labels,
    Payload,
    Proven,
    extension_for,
    verifier_digests,
    write_package,
)
from evidence.errors import (
    DigestMismatchError,
    MalformedError,
    MissingToolError,
    NotClearedError,
    NotConfiguredError,
    NotHeldError,
    SealError,
    StorageError,
)
from tests.security.package_maker import DEVICE, NOW, ORIGIN, Authorities, openssl, salts

PDF = b"%PDF-1.7 invented\n"
LABELS = Labels(case="LT-2", recipient="share_LT", date="2026-11-25", organisation="Выдуманая арганізацыя")
CONTENTS = {"A-000001": b"first " * 40_000, "A-000002": b"", "A-000010": "слова".encode()}


@pytest.fixture(scope="module")
def authorities(tmp_path_factory: pytest.TempPathFactory) -> Authorities:
    return Authorities.make(tmp_path_factory.mktemp("keys") / "made", b"p")


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
        ("blake3", blake3_of(content)), ("exhibit", f"exh_{number}"), ("name", "c2VjcmV0"), ("sha256", sha256_of(content)),
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


@pytest.fixture
def given(authorities: Authorities, tmp_path: Path) -> Parts:
    return parts(authorities, tmp_path)


def below(folder: Path) -> dict[str, bytes]:
    return {str(path.relative_to(folder)): path.read_bytes() for path in sorted(folder.rglob("*")) if path.is_file()}


def listed(content: bytes) -> dict[str, str]:
    return {path: digest for digest, path in (row.split("  ", 1) for row in content.decode().splitlines())}


@pytest.mark.parametrize("stamped", [True, False])
def test_both_verifiers_and_a_stock_bagit_find_a_package_intact(
    authorities: Authorities, tmp_path: Path, stamped: bool
) -> None:
    out = tmp_path / "out"
    out.mkdir()
    folder = parts(authorities, tmp_path, stamped=stamped).write(out / "LT-2")

    for verifier in (["sh", "verify/verify.sh"], [sys.executable, "verify/verify.py"]):
        ran = subprocess.run(
            [*verifier, "--keys", "../keys", "--all"], cwd=folder, capture_output=True, text=True, check=False
        )
        assert (ran.returncode, ran.stdout.splitlines()[-1]) == (0, "INTACT"), ran.stdout + ran.stderr
        assert ("time stamp of" in ran.stdout) is stamped
    assert below(folder)
    bag = bagit.Bag(str(folder))
    bag.validate()
    assert bag.version == "1.0"
    assert sorted(path.name for path in out.iterdir()) == ["LT-2", "keys"]


def test_the_two_lists_hold_every_file_but_the_list_and_the_seal_and_every_digest_is_true(
    given: Parts, tmp_path: Path
) -> None:
    files = below(given.write(tmp_path / "LT-2"))
    payload, tags = listed(files["manifest-sha256.txt"]), listed(files["tagmanifest-sha256.txt"])

    assert set(payload) | set(tags) | {"tagmanifest-sha256.txt", "seal/case.p7s"} == set(files)
    assert set(payload) == {path for path in files if path.startswith("data/")}
    assert not set(payload) & set(tags)
    for path, digest in (payload | tags).items():
        assert hashlib.sha256(files[path]).hexdigest() == digest
    assert files["manifest-sha256.txt"] == given.payload.manifest()
    assert listed(files["b3sums.txt"]) == {path: blake3_of(files[path]) for path in payload}
    assert listed(files["tagmanifest-sha256.txt"])["verify/verify.sh"] == verifier_digests()["verify.sh"]
    size = sum(len(files[path]) for path in payload)
    assert f"Payload-Oxum: {size}.{len(payload)}\n".encode() in files["bag-info.txt"]


def test_no_original_name_and_no_source_is_in_any_file_or_name_of_a_package(given: Parts, tmp_path: Path) -> None:
    files = below(given.write(tmp_path / "LT-2"))

    for path, content in files.items():
        assert re.fullmatch(r"[A-Za-z0-9._/-]+", path)
        assert b"c2VjcmV0" not in content
        assert b"src_1" not in content
    opened = [
        open_disclosure(text)[1] for path, content in files.items() if path.endswith(".opened")
        for text in content.decode().split()
    ]  # fmt: skip
    assert set(opened) == {*OPENED_OF_RECEIPT, "disclosure", "manifest_sha256", "pdf_sha256"}


def test_the_same_parts_write_the_same_bytes_but_for_the_seals_own(given: Parts, tmp_path: Path) -> None:
    one, other = below(given.write(tmp_path / "one")), below(given.write(tmp_path / "other"))

    assert {path for path in one if one[path] != other[path]} <= {"seal/case.p7s"}


def untouched(tmp_path: Path, write: Callable[[], object], error: type[Exception]) -> None:
    before = sorted(str(path) for path in tmp_path.rglob("*"))
    with pytest.raises(error):
        write()
    assert sorted(str(path) for path in tmp_path.rglob("*")) == before


@pytest.mark.parametrize("kind", ["folder", "full folder", "file", "dangling link"])
def test_a_target_that_is_there_already_is_refused_and_stays_as_it_is(given: Parts, tmp_path: Path, kind: str) -> None:
    target = tmp_path / "LT-2"
    match kind:
        case "folder":
            target.mkdir()
        case "full folder":
            target.mkdir()
            (target / "x").write_bytes(b"x")
        case "file":
            target.write_bytes(b"x")
        case _:
            target.symlink_to(tmp_path / "nowhere")

    untouched(tmp_path, lambda: given.write(target), StorageError)


def test_wrong_bytes_from_the_vault_are_refused_and_nothing_is_left(given: Parts, tmp_path: Path) -> None:
    wrong = replace(given.payload.exhibits[1], content=lambda: iter([b"other"]))
    payload = replace(given.payload, exhibits=(given.payload.exhibits[0], wrong, given.payload.exhibits[2]))

    untouched(tmp_path, lambda: given.write(tmp_path / "LT-2", payload=payload), DigestMismatchError)


def test_an_original_that_breaks_off_is_refused_and_nothing_is_left(given: Parts, tmp_path: Path) -> None:
    def broken() -> Iterator[bytes]:
        yield b"half"
        raise NotHeldError("object is not here")

    cut = replace(given.payload.exhibits[0], content=broken)
    payload = replace(given.payload, exhibits=(cut, *given.payload.exhibits[1:]))

    untouched(tmp_path, lambda: given.write(tmp_path / "LT-2", payload=payload), NotHeldError)


def test_whichever_sync_the_disk_refuses_nothing_is_left_behind(
    given: Parts, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    real, refused = os.fsync, 0
    for allowed in itertools.count():
        calls = itertools.count()

        def fsync(descriptor: int, calls: Iterator[int] = calls, allowed: int = allowed) -> None:
            if next(calls) == allowed:
                raise OSError(errno.ENOSPC, "no space")
            real(descriptor)

        monkeypatch.setattr(package.os, "fsync", fsync)
        try:
            given.write(tmp_path / "LT-2")
        except StorageError:
            refused += 1
            assert not (tmp_path / "LT-2").exists()
            assert not (tmp_path / "keys").exists()
            assert list(tmp_path.iterdir()) == []
        else:
            break

    # Each file, each folder of the package, the keys and their folder, and the folder they all lie in.
    assert refused == len(below(tmp_path)) + 8 + 1 + 1
    assert sorted(path.name for path in tmp_path.iterdir()) == ["LT-2", "keys"]


def test_a_disk_without_room_leaves_nothing_and_keeps_the_keys_of_an_earlier_package(
    given: Parts, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    given.write(tmp_path / "first")
    before = below(tmp_path)

    def full(self: Path, target: Path) -> Path:
        raise OSError(errno.ENOSPC, "no space")

    monkeypatch.setattr(Path, "rename", full)
    untouched(tmp_path, lambda: given.write(tmp_path / "second"), StorageError)
    assert below(tmp_path) == before


def test_a_seal_that_fails_leaves_nothing(given: Parts, authorities: Authorities, tmp_path: Path) -> None:
    mixed = replace(given.sealer, key=authorities.folder / "stamp.key")

    untouched(tmp_path, lambda: given.write(tmp_path / "LT-2", sealer=mixed), SealError)


def test_a_second_package_lies_beside_the_same_keys_and_never_beside_others(
    given: Parts, authorities: Authorities, tmp_path: Path
) -> None:
    given.write(tmp_path / "one")
    keys = below(tmp_path / "keys")
    given.write(tmp_path / "two")
    assert below(tmp_path / "keys") == keys

    other = replace(given.custody, log_key=b"another key")
    untouched(tmp_path, lambda: given.write(tmp_path / "three", custody=other), StorageError)
    scratch = tmp_path / "scratch"
    scratch.mkdir()
    parts(authorities, scratch, stamped=True).write(tmp_path / "four")
    assert below(tmp_path / "keys").keys() - keys.keys() == {"tsa-ca.pem"}


def test_an_exhibit_without_its_receipt_or_a_receipt_without_its_exhibit_is_refused(
    given: Parts, tmp_path: Path
) -> None:
    fewer = replace(given.custody, receipts={n: p for n, p in given.custody.receipts.items() if n != "A-000002"})
    without = replace(given.payload, exhibits=given.payload.exhibits[1:])
    swapped = dict(zip(given.custody.receipts, reversed(given.custody.receipts.values()), strict=True))

    untouched(tmp_path, lambda: given.write(tmp_path / "x", custody=fewer), NotClearedError)
    untouched(tmp_path, lambda: given.write(tmp_path / "x", payload=without), NotClearedError)
    untouched(
        tmp_path, lambda: given.write(tmp_path / "x", custody=replace(given.custody, receipts=swapped)), MalformedError
    )
    twice = replace(given.payload, exhibits=(*given.payload.exhibits, given.payload.exhibits[0]))
    untouched(tmp_path, lambda: given.write(tmp_path / "x", payload=twice), MalformedError)


def test_a_name_or_a_source_is_never_opened_whatever_a_caller_opens(given: Parts, tmp_path: Path) -> None:
    number, receipt = next(iter(given.custody.receipts.items()))
    salt = salts()
    all_of_it = make_entry(
        received(number, CONTENTS[number]), seq=0, time=NOW, actor="k-7f3a", device=DEVICE, salts=salt
    )
    opened = replace(receipt, opened=all_of_it.disclosures)
    custody = replace(given.custody, receipts={**given.custody.receipts, number: opened})

    untouched(tmp_path, lambda: given.write(tmp_path / "x", custody=custody), MalformedError)


@pytest.mark.parametrize("name", ["../x", "..", ".", "-rf", "a b", "имя.csv", "a/", "", "a\nb"])
def test_a_name_that_a_package_cannot_have_is_refused(given: Parts, tmp_path: Path, name: str) -> None:
    payload = replace(given.payload, tables={name: b"x"})

    untouched(tmp_path, lambda: given.write(tmp_path / "LT-2", payload=payload), MalformedError)


@pytest.mark.parametrize("field", ["case", "recipient", "date", "organisation"])
@pytest.mark.parametrize("evil", ["x\nSviedka-Stamp: none", "x\r", "x\x00", "x\u2028y", "x\x85y"])
def test_a_label_cannot_write_a_line_of_its_own(field: str, evil: str) -> None:
    with pytest.raises(MalformedError):
        replace(LABELS, **{field: evil})


@pytest.mark.parametrize(
    ("media_type", "ending"), [("application/pdf", "pdf"), ("text/plain", "txt"), ("text/html", "bin"), (None, "bin")]
)
def test_a_recipients_programs_know_an_exhibit_by_its_ending(media_type: str | None, ending: str) -> None:
    assert extension_for(media_type) == ending


# The seal by openssl


def test_a_seal_is_a_detached_signature_that_stock_openssl_verifies(given: Parts, tmp_path: Path) -> None:
    content = tmp_path / "content"
    content.write_bytes(b"any\r\nbytes\x00")
    (tmp_path / "seal").write_bytes(given.sealer.seal(content.read_bytes()))
    check = ("cms", "-verify", "-binary", "-inform", "DER", "-in", tmp_path / "seal", "-content", content,
             "-CAfile", given.sealer.issuer, "-purpose", "any", "-out", "/dev/null")  # fmt: skip

    openssl(*check)
    content.write_bytes(b"any\nbytes\x00")
    with pytest.raises(subprocess.CalledProcessError):
        openssl(*check)


def test_a_key_under_a_passphrase_fails_at_once_and_asks_nobody(
    given: Parts, authorities: Authorities, tmp_path: Path
) -> None:
    locked = tmp_path / "locked.key"
    openssl("pkey", "-in", authorities.folder / "seal.key", "-aes256", "-passout", "pass:secret", "-out", locked)

    with pytest.raises(SealError) as caught:
        replace(given.sealer, key=locked).seal(b"x")
    assert str(tmp_path) not in str(caught.value)


def test_what_is_not_configured_or_not_installed_says_so(
    given: Parts, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with pytest.raises(NotConfiguredError):
        replace(given.sealer, certificate=tmp_path / "none.pem")
    monkeypatch.setattr(shutil, "which", lambda _: None)
    with pytest.raises(MissingToolError):
        given.sealer.seal(b"x")


def test_a_tool_that_never_answers_is_our_own_error(given: Parts, monkeypatch: pytest.MonkeyPatch) -> None:
    def hangs(*_: object, **given_to_it: object) -> None:
        raise subprocess.TimeoutExpired(cmd="openssl", timeout=1)

    monkeypatch.setattr(subprocess, "run", hangs)
    with pytest.raises(SealError):
        given.sealer.seal(b"x")


def test_a_digest_that_is_promised_is_that_of_the_bytes(given: Parts) -> None:
    wrong = replace(given.payload.exhibits[0], sha256=Sha256("0" * 64))

    assert replace(given.payload, exhibits=(wrong,)).manifest().startswith(b"0" * 64)

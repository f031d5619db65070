"""The package: whole, checkable by strangers, or not there at all."""

from __future__ import annotations

import errno
import hashlib
import itertools
import os
import re
import subprocess
import sys
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

import bagit  # type: ignore[import-untyped]  # it ships no types
import pytest

from evidence.custody.commitments import open_disclosure
from evidence.custody.entry import make_entry
from evidence.digest import blake3_of
from evidence.disclosure.package import (
    OPENED_OF_RECEIPT,
    extension_for,
    verifier_digests,
)
from evidence.errors import (
    DigestMismatchError,
    MalformedError,
    NotClearedError,
    NotHeldError,
    SealError,
    StorageError,
)
from tests.security.package_maker import DEVICE, NOW, Authorities, salts
from tests.support.package_parts import CONTENTS, LABELS, Parts, below, listed, parts, received


@pytest.mark.parametrize("stamped", [True, False])
def test_both_verifiers_and_a_stock_bagit_find_a_package_intact(
    authorities: Authorities, tmp_path: Path, stamped: bool
) -> None:
    out = tmp_path / "out"
    out.mkdir()
    folder = parts(authorities, tmp_path, stamped=stamped).write(out / "LT-2")

    for verifier in (["sh", "verify/verify.sh"], [sys.executable, "-I", "verify/verify.py"]):
        ran = subprocess.run(
            [*verifier, "--keys", "../keys", "--all"], cwd=folder, capture_output=True, text=True, check=False
        )
        assert (ran.returncode, ran.stdout.splitlines()[-1]) == (0, "INTACT"), ran.stdout + ran.stderr
        assert ("time stamp of" in ran.stdout) is stamped
        assert "INTACT        S3 the seal is made with the given certificate" in ran.stdout
    bag = bagit.Bag(str(folder))
    bag.validate()
    assert bag.version_info == (1, 0)
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

        monkeypatch.setattr(os, "fsync", fsync)
        try:
            given.write(tmp_path / "LT-2")
        except StorageError:
            refused += 1
            assert not (tmp_path / "LT-2").exists()
            assert not (tmp_path / "keys").exists()
            assert list(tmp_path.iterdir()) == []
        else:
            break

    # Each file, each folder that holds some, and the folder in which package and keys lie.
    folders = [path for path in tmp_path.rglob("*") if path.is_dir()]
    assert refused == len(below(tmp_path)) + len(folders) + 1
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
    swapped = dict(zip(given.custody.receipts, reversed(list(given.custody.receipts.values())), strict=True))

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
@pytest.mark.parametrize(
    "evil", ["x\nSviedka-Stamp: none", "x\r", "x\x00", "x\u2028y", "x\x85y", " x", "x ", "", "\u00a0x", "x\ud800"]
)
def test_a_label_cannot_write_a_line_of_its_own(field: str, evil: str) -> None:
    with pytest.raises(MalformedError):
        replace(LABELS, **{field: evil})


@pytest.mark.parametrize(
    ("media_type", "ending"), [("application/pdf", "pdf"), ("text/plain", "txt"), ("text/html", "bin"), (None, "bin")]
)
def test_a_recipients_programs_know_an_exhibit_by_its_ending(media_type: str | None, ending: str) -> None:
    assert extension_for(media_type) == ending

"""Bytes, names and kinds of files: a package of any other form is broken."""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from evidence.digest import sha256_of
from tests.security.verifier_bench import BROKEN, PYTHON, SHELL, Case, ask, both, replace


def paths_of(root: Path) -> list[str]:
    return sorted(str(path.relative_to(root)) for path in root.rglob("*") if path.is_file())


def spoil_each(true_case: Case, folder: Path, places: list[str], spoil: Callable[[Path, str], None]) -> list[str]:
    """The places where a spoiled copy was not found BROKEN; the verifiers take turns, each kind of file meets both."""

    def missed(numbered: tuple[int, str]) -> bool:
        number, place = numbered
        copy = folder / str(number)
        shutil.copytree(true_case.root, copy)
        spoil(copy, place)
        code = ask(copy, true_case.keys, *(SHELL if number % 2 else PYTHON), every=False).code
        shutil.rmtree(copy)
        return code != BROKEN

    with ThreadPoolExecutor(2) as pool:
        return [place for place, found in zip(places, pool.map(missed, enumerate(places)), strict=True) if found]


def test_one_flipped_bit_in_any_file_is_broken(true_case: Case, tmp_path: Path) -> None:
    def flip(copy: Path, path: str) -> None:
        content = bytearray((copy / path).read_bytes())
        content[len(content) // 3] ^= 1
        (copy / path).write_bytes(content)

    assert spoil_each(true_case, tmp_path, paths_of(true_case.root), flip) == []


def test_one_flipped_bit_anywhere_in_the_seal_is_broken(true_case: Case, tmp_path: Path) -> None:
    content = (true_case.root / "seal/case.p7s").read_bytes()
    # A stride that meets every part, and all the fields that neither signature nor certificate covers.
    signature_algorithm = content.rindex(b"\x06\x08*\x86H\xce=\x04\x03\x02")
    places = {*range(0, len(content), 61), 25, 30, 45, 53, *range(signature_algorithm + 2, signature_algorithm + 10)}

    # openssl compares issuers without regard to case: a letter of the signer's is made a capital.
    letter = content.rindex(b"invented")
    places.add(letter)

    def flip(copy: Path, place: str) -> None:
        changed = bytearray(content)
        changed[int(place)] ^= 0x20 if int(place) == letter else 1 << int(place) % 8
        (copy / "seal/case.p7s").write_bytes(changed)

    assert spoil_each(true_case, tmp_path, [str(place) for place in sorted(places)], flip) == []


def test_any_removed_file_is_broken(true_case: Case, tmp_path: Path) -> None:
    def remove(copy: Path, path: str) -> None:
        (copy / path).unlink()

    assert spoil_each(true_case, tmp_path, paths_of(true_case.root), remove) == []


@pytest.mark.parametrize(
    "folder", [".", "data", "data/exhibits", "custody", "custody/exhibits", "verify", "seal", "new"]
)
def test_an_added_file_anywhere_is_broken(case: Case, folder: str) -> None:
    (case.root / folder).mkdir(exist_ok=True)
    (case.root / folder / "added.txt").write_bytes(b"added")

    answer = both(case.root, case.keys)

    assert (answer.code, answer.judged("F3")) == (BROKEN, {"BROKEN"})


def add_named(name: bytes) -> Callable[[Case], None]:
    def change(case: Case) -> None:
        Path(os.fsdecode(os.fsencode(case.root / "data") + b"/" + name)).write_bytes(b"added")

    return change


def link_out(case: Case) -> None:
    target = case.root.parent / "elsewhere.txt"
    shutil.move(case.root / "data/exhibits/A-000001.txt", target)
    (case.root / "data/exhibits/A-000001.txt").symlink_to(target)


def link_folder(case: Case) -> None:
    shutil.move(case.root / "data/exhibits", case.root.parent / "elsewhere")
    (case.root / "data/exhibits").symlink_to(case.root.parent / "elsewhere")


def fifo(case: Case) -> None:
    (case.root / "case-file.pdf").unlink()
    os.mkfifo(case.root / "case-file.pdf")


def folder_in_place(case: Case) -> None:
    for path in ("case-file.pdf", "custody/checkpoint", "manifest-sha256.txt", "bag-info.txt", "seal/case.p7s"):
        (case.root / path).unlink()
        (case.root / path).mkdir()


def traversal(case: Case) -> None:
    (case.root.parent / "outside.txt").write_bytes(b"outside")
    with (case.root / "manifest-sha256.txt").open("a") as manifest:
        manifest.write(f"{sha256_of(b'outside')}  data/../../outside.txt\n")


def absolute(case: Case) -> None:
    with (case.root / "tagmanifest-sha256.txt").open("a") as manifest:
        manifest.write(f"{'0' * 64}  /etc/hostname\n")


def two_cases(case: Case) -> None:
    shutil.copy(case.root / "data/claims.csv", case.root / "data/Claims.csv")
    case.maker.reseal()


def empty_package(case: Case) -> None:
    shutil.rmtree(case.root)
    case.root.mkdir()


def listed_twice(case: Case) -> None:
    first = (case.root / "manifest-sha256.txt").read_bytes().split(b"\n")[0] + b"\n"
    replace(case, "manifest-sha256.txt", first, first + first)


def crlf(path: str) -> Callable[[Case], None]:
    def change(case: Case) -> None:
        replace(case, path, b"\n", b"\r\n")
        if not path.endswith("manifest-sha256.txt"):
            case.maker.reseal()

    return change


def long_line(path: str) -> Callable[[Case], None]:
    def change(case: Case) -> None:
        (case.root / path).write_bytes(b"a" * 3_000_000 + b"\n")
        if path != "tagmanifest-sha256.txt":
            case.maker.write_tag_list()
            case.maker.authorities.seal(case.root)

    return change


def nul(path: str) -> Callable[[Case], None]:
    def change(case: Case) -> None:
        content = (case.root / path).read_bytes()
        (case.root / path).write_bytes(content[:-1] + b"\0\n")
        case.maker.write_tag_list()
        case.maker.authorities.seal(case.root)

    return change


def no_last_newline(path: str) -> Callable[[Case], None]:
    def change(case: Case) -> None:
        (case.root / path).write_bytes((case.root / path).read_bytes()[:-1])
        case.maker.write_tag_list()
        case.maker.authorities.seal(case.root)

    return change


# Each way to misspell a file of custody/ is a vector of its own, in tests/unit/custody; here are some through the bag.
CRLF = ("bagit.txt", "bag-info.txt", "tagmanifest-sha256.txt")
LONG = ("custody/disclosed.opened", "tagmanifest-sha256.txt")
NUL = ("custody/disclosed.entry", "bag-info.txt", "manifest-sha256.txt")
CUT = ("custody/disclosed.opened", "manifest-sha256.txt")

FORMS: dict[str, Callable[[Case], None]] = {
    "a newline in a name": add_named(b"one\ntwo"),
    "a space in a name": add_named(b"one two"),
    "a quote in a name": add_named(b"one'two"),
    "a command in a name": add_named(b"$(touch pwned)"),
    "a leading minus": add_named(b"-rf"),
    "a letter outside ASCII": add_named("сведка".encode()),
    "bytes that are no text": add_named(b"\xff\xfe"),
    "a backslash in a name": add_named(b"one\\two"),
    "a link to a file": link_out,
    "a link to a folder": link_folder,
    "a pipe": fifo,
    "folders in place of files": folder_in_place,
    "a list that leads out": traversal,
    "a list with an absolute path": absolute,
    "two names that differ by case": two_cases,
    "an empty folder": lambda case: (case.root / "data/empty").mkdir(),
    "an empty package": empty_package,
    "a line twice": listed_twice,
    **{f"CRLF in {path}": crlf(path) for path in CRLF},
    **{f"a long line as {path}": long_line(path) for path in LONG},
    **{f"NUL in {path}": nul(path) for path in NUL},
    **{f"no last newline in {path}": no_last_newline(path) for path in CUT},
}


@pytest.mark.parametrize("attack", FORMS)
def test_a_package_of_another_form_is_broken(case: Case, attack: str) -> None:
    FORMS[attack](case)

    answer = both(case.root, case.keys)

    assert answer.code == BROKEN, answer.lines
    assert not list(case.root.parent.rglob("pwned"))

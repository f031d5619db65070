"""Attacks on a package, each really performed, and what both verifiers say of it."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path

import pytest

from evidence.custody.checkpoint import Checkpoint, sign_note
from evidence.custody.commitments import disclose
from evidence.digest import sha256_of
from tests.security.package_maker import ORIGIN, VERIFIERS, Authorities, Maker, openssl

INTACT, BROKEN, INDETERMINATE = 0, 1, 2
EXHIBITS = {f"A-{number:06d}": b"invented exhibit %d\n" % number for number in range(1, 4)}
VERDICT = {INTACT: "INTACT", BROKEN: "BROKEN", INDETERMINATE: "INDETERMINATE"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Case:
    """A package, the folder of keys beside it, and whoever made them."""

    maker: Maker
    keys: Path

    @property
    def root(self) -> Path:
        return self.maker.root


def make_case(folder: Path, *, stamped: bool = True, promise: str = "rfc3161", seed: bytes = b"a") -> Case:
    authorities = Authorities.make(folder / "authorities", seed)
    maker = Maker(
        root=folder / "package", authorities=authorities, exhibits=dict(EXHIBITS), stamped=stamped, promise=promise
    )
    maker.build()
    authorities.write_keys(folder / "keys")
    return Case(maker=maker, keys=folder / "keys")


@pytest.fixture(scope="module")
def true_case(tmp_path_factory: pytest.TempPathFactory) -> Case:
    return make_case(tmp_path_factory.mktemp("true"))


@pytest.fixture
def case(true_case: Case, tmp_path: Path) -> Case:
    """A copy that a test may spoil."""
    shutil.copytree(true_case.root, tmp_path / "package", symlinks=True)
    maker = true_case.maker
    copy = Maker(root=tmp_path / "package", authorities=maker.authorities, exhibits=dict(maker.exhibits))
    return Case(maker=copy, keys=true_case.keys)


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """What a verifier said."""

    code: int
    lines: tuple[str, ...]

    def judged(self, code: str) -> set[str]:
        """The verdicts on the lines of one check."""
        return {line.split()[0] for line in self.lines if line[14:].startswith(code + " ")}


def ask(
    package: Path, keys: Path | None, *program: str, every: bool = True, path: str | None = None, own: bool = False
) -> Answer:
    """Run a clean verifier (or the package's own) over a package."""
    name = "verify.py" if program[0].startswith(sys.executable) else "verify.sh"
    verifier = package / "verify" / name if own else VERIFIERS / name
    arguments = [*program, str(verifier), "--package", str(package)]
    arguments += ["--keys", str(keys)] if keys else []
    arguments += ["--all"] if every else []
    environment = {**os.environ, "PATH": path if path is not None else os.environ["PATH"]}
    done = subprocess.run(arguments, capture_output=True, text=True, env=environment, timeout=50)
    lines = tuple(done.stdout.splitlines())
    assert done.returncode in VERDICT, done.stderr
    assert lines[-1] == VERDICT[done.returncode]
    return Answer(code=done.returncode, lines=lines)


TOOLS = (
    *("awk", "base64", "cat", "cmp", "cut", "dd", "find", "grep", "head", "mkdir", "od", "sed", "sha256sum", "sort"),
    *("tail", "tr", "wc", "xargs"),
)
SHELL = ("dash",)
PYTHON = (sys.executable, "-I")


def both(package: Path, keys: Path | None, *, every: bool = True) -> Answer:
    """Ask both verifiers, which must say the same, line by line."""
    with ThreadPoolExecutor(2) as pool:
        shell = pool.submit(ask, package, keys, *SHELL, every=every)
        python = pool.submit(ask, package, keys, *PYTHON, every=every)
        assert shell.result().lines == python.result().lines
        return shell.result()


# ---- the good package ------------------------------------------------------------------------------------------------
@pytest.mark.parametrize("program", [("dash",), ("bash",), ("bash", "--posix"), ("busybox", "sh"), PYTHON])
def test_a_true_package_is_intact_in_every_shell(true_case: Case, program: tuple[str, ...]) -> None:
    answer = ask(true_case.root, true_case.keys, *program)

    assert answer.code == INTACT, answer.lines
    assert not any(line.startswith(("BROKEN", "INDETERMINATE")) for line in answer.lines)


def test_both_verifiers_say_the_same_of_a_true_package(true_case: Case) -> None:
    answer = both(true_case.root, true_case.keys)

    assert answer.lines[-3] == "internal consistency: INTACT"
    assert answer.lines[-2].startswith("outside anchor: INTACT (time stamp of 20")


def test_the_verifier_in_the_package_finds_its_package_from_any_folder(true_case: Case, tmp_path: Path) -> None:
    for program in (SHELL, PYTHON):
        name = "verify.py" if program is PYTHON else "verify.sh"
        done = subprocess.run(
            [*program, str(true_case.root / "verify" / name), "--keys", str(true_case.keys)],
            cwd=tmp_path,
            capture_output=True,
        )
        assert done.returncode == INTACT, done.stdout


def test_busybox_alone_with_openssl_is_enough(true_case: Case, tmp_path: Path) -> None:
    answer = ask(true_case.root, true_case.keys, "busybox", "sh", path=busybox_tools(tmp_path, with_openssl=True))

    assert answer.code == INTACT, answer.lines


def test_no_network_is_needed(true_case: Case) -> None:
    for program, name in ((SHELL, "verify.sh"), (PYTHON, "verify.py")):
        command = ["unshare", "-rn", *program, str(VERIFIERS / name), "--package", str(true_case.root)]
        done = subprocess.run([*command, "--keys", str(true_case.keys), "--all"], capture_output=True)
        assert done.returncode == INTACT, done.stdout


def busybox_tools(folder: Path, *, with_openssl: bool) -> str:
    tools = folder / "tools"
    tools.mkdir()
    for name in (*TOOLS, "dirname", "mktemp", "rm", "busybox"):
        (tools / name).symlink_to("/usr/bin/busybox")
    if with_openssl:
        (tools / "openssl").symlink_to("/usr/bin/openssl")
    return str(tools)


# ---- what cannot be checked ------------------------------------------------------------------------------------------
def test_without_keys_the_best_answer_is_indeterminate_and_fingerprints_are_printed(true_case: Case) -> None:
    answer = both(true_case.root, None)

    assert answer.code == INDETERMINATE
    assert answer.lines[-3] == "internal consistency: INTACT"
    assert {line.split()[1] for line in answer.lines if line.startswith("NOTE")} >= {"K1", "K2", "K3", "K4", "K5", "K6"}


@pytest.mark.parametrize(
    ("missing", "code"), [("log.pem", "C2"), ("seal-ca.pem", "S2"), ("tsa-ca.pem", "T3"), ("origin", None)]
)
def test_each_missing_key_leaves_only_its_own_check_open(
    true_case: Case, tmp_path: Path, missing: str, code: str | None
) -> None:
    shutil.copytree(true_case.keys, tmp_path / "keys")
    (tmp_path / "keys" / missing).unlink()

    answer = both(true_case.root, tmp_path / "keys")

    assert answer.code == (INDETERMINATE if code else INTACT)
    assert {line[14:16] for line in answer.lines[:-1] if line.startswith("INDETERMINATE")} == (
        {code} if code else set()
    )


@pytest.mark.parametrize("name", ["log.pem", "seal-ca.pem", "tsa-ca.pem"])
def test_a_key_that_is_no_key_is_not_the_packages_fault(true_case: Case, tmp_path: Path, name: str) -> None:
    shutil.copytree(true_case.keys, tmp_path / "keys")
    (tmp_path / "keys" / name).write_bytes(b"-----BEGIN PUBLIC KEY-----\nAAA\n-----END PUBLIC KEY-----\n")

    assert both(true_case.root, tmp_path / "keys").code == INDETERMINATE


def test_keys_inside_the_package_are_not_used(case: Case) -> None:
    shutil.copytree(case.keys, case.root / "keys")
    case.maker.reseal()

    answer = both(case.root, case.root / "keys")

    assert answer.code == INDETERMINATE
    assert answer.judged("K0") == {"NOTE"}


def test_without_openssl_both_answer_indeterminate(true_case: Case, tmp_path: Path) -> None:
    path = busybox_tools(tmp_path, with_openssl=False)

    assert ask(true_case.root, true_case.keys, "busybox", "sh", path=path).code == INDETERMINATE
    answer = ask(true_case.root, true_case.keys, *PYTHON, path=path)
    assert answer.code == INDETERMINATE
    assert answer.judged("C2") == {"INTACT"}, "the log's signature needs no openssl in Python"


@pytest.mark.parametrize(
    "script",
    [
        "exit 1",
        "exit 0",
        'case $1 in version) echo "LibreSSL 3.3.6";; *) exec /usr/bin/openssl "$@";; esac',
        'case $1 in version) echo "OpenSSL 1.1.1w";; *) exec /usr/bin/openssl "$@";; esac',
        'case $1 in cms) exit 4;; *) exec /usr/bin/openssl "$@";; esac',
        'case $1 in cms) kill -9 $$;; *) exec /usr/bin/openssl "$@";; esac',
        'case $1 in version) echo "OpenSSL 3.0.0";; *) exit 0;; esac',
        'case $1 in version) echo "OpenSSL 3.0.0";; *) exit 1;; esac',
    ],
)
def test_an_openssl_that_fails_is_never_broken(true_case: Case, tmp_path: Path, script: str) -> None:
    tool = tmp_path / "bin" / "openssl"
    tool.parent.mkdir()
    tool.write_text(f"#!/bin/sh\n{script}\n")
    tool.chmod(0o755)
    path = f"{tool.parent}:{os.environ['PATH']}"

    for program in (SHELL, PYTHON):
        assert ask(true_case.root, true_case.keys, *program, path=path).code == INDETERMINATE


@pytest.mark.parametrize("tool", TOOLS)
def test_a_tool_that_fails_is_never_broken(true_case: Case, tmp_path: Path, tool: str) -> None:
    (tmp_path / tool).write_text("#!/bin/sh\nexit 1\n")
    (tmp_path / tool).chmod(0o755)

    assert ask(true_case.root, true_case.keys, *SHELL, path=f"{tmp_path}:{os.environ['PATH']}").code == INDETERMINATE


@pytest.mark.parametrize("size", [4, 16, 40, 72, 100])
@pytest.mark.parametrize("shell", ["dash", "busybox sh"])
def test_a_full_temporary_folder_is_never_broken(true_case: Case, tmp_path: Path, size: int, shell: str) -> None:
    (tmp_path / "small").mkdir()
    path = busybox_tools(tmp_path, with_openssl=True) if shell != "dash" else os.environ["PATH"]
    command = (
        f"mount -t tmpfs -o size={size}k none {tmp_path}/small && TMPDIR={tmp_path}/small && export TMPDIR && "
        f"PATH={path} exec /usr/bin/{shell} {VERIFIERS}/verify.sh --all "
        f"--package {true_case.root} --keys {true_case.keys}"
    )
    done = subprocess.run(["unshare", "-rm", "/bin/sh", "-c", command], capture_output=True, text=True)

    assert done.returncode == INDETERMINATE, done.stdout


def test_a_promised_stamp_that_is_missing_is_indeterminate(tmp_path: Path) -> None:
    case = make_case(tmp_path, stamped=False)

    answer = both(case.root, case.keys)

    assert (answer.code, answer.judged("T1")) == (INDETERMINATE, {"INDETERMINATE"})


def test_a_stamp_that_was_not_promised_is_said_and_no_more(tmp_path: Path) -> None:
    case = make_case(tmp_path, stamped=False, promise="none")

    answer = both(case.root, case.keys)

    assert (answer.code, answer.judged("T1")) == (INTACT, {"NOTE"})
    assert answer.lines[-2] == "outside anchor: INTACT (no time stamp was promised)"


def test_a_newer_form_of_package_is_indeterminate(case: Case) -> None:
    replace(case, "bag-info.txt", b"Package: 1", b"Package: 2")
    case.maker.reseal()

    assert both(case.root, case.keys).code == INDETERMINATE


def test_without_all_the_exhibits_are_said_to_be_unchecked(true_case: Case) -> None:
    answer = both(true_case.root, true_case.keys, every=False)

    assert (answer.code, answer.judged("E1")) == (INTACT, {"NOTE"})


# ---- bytes -----------------------------------------------------------------------------------------------------------
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


# ---- names and kinds of files ----------------------------------------------------------------------------------------
def add_named(name: bytes) -> Callable[[Case], None]:
    def change(case: Case) -> None:
        Path(os.fsdecode(os.fsencode(case.root / "data") + b"/" + name)).write_bytes(b"added")

    return change


def replace(case: Case, path: str, old: bytes, new: bytes) -> None:
    content = (case.root / path).read_bytes()
    assert old in content
    (case.root / path).write_bytes(content.replace(old, new))


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


# ---- what somebody who can rewrite lists, or even seal, would do -----------------------------------------------------
def edited_exhibit(case: Case) -> None:
    (case.root / "data/exhibits/A-000001.txt").write_bytes(b"another exhibit\n")


def edited_with_both_lists(case: Case) -> None:
    edited_exhibit(case)
    case.maker.write_payload_list()
    case.maker.write_tag_list()


def edited_with_lists_and_seal(case: Case) -> None:
    edited_exhibit(case)
    case.maker.reseal()


def edited_pdf(case: Case) -> None:
    (case.root / "case-file.pdf").write_bytes(b"%PDF-1.7 another\n")
    case.maker.reseal()


def removed_exhibit_and_line(case: Case) -> None:
    for path in [*case.root.glob("data/exhibits/A-000003.*"), *case.root.glob("custody/exhibits/A-000003.*")]:
        path.unlink()
    case.maker.reseal()


def swapped(suffixes: tuple[str, ...]) -> Callable[[Case], None]:
    def change(case: Case) -> None:
        for suffix in suffixes:
            one, other = (case.root / f"custody/exhibits/A-00000{number}.{suffix}" for number in (1, 2))
            held = one.read_bytes()
            one.write_bytes(other.read_bytes())
            other.write_bytes(held)
        case.maker.reseal()

    return change


def false_opening(case: Case) -> None:
    target = case.root / "custody/exhibits/A-000001.opened"
    lines = target.read_text().splitlines()
    lines[-1] = disclose("size", 19, b"x" * 16)
    target.write_text("\n".join(lines) + "\n")
    case.maker.reseal()


def false_disclosure(case: Case) -> None:
    """A changed exhibit, new lists, and an opening of the disclosed entry that fits them."""
    edited_exhibit(case)
    case.maker.write_payload_list()
    manifest = sha256_of((case.root / "manifest-sha256.txt").read_bytes())
    target = case.root / "custody/disclosed.opened"
    lines = target.read_text().splitlines()
    lines[1] = disclose("manifest_sha256", manifest, b"x" * 16)
    target.write_text("\n".join(lines) + "\n")
    case.maker.reseal()


def unopened(case: Case) -> None:
    target = case.root / "custody/disclosed.opened"
    target.write_text(target.read_text().splitlines()[0] + "\n")
    case.maker.reseal()


def opened_twice(case: Case) -> None:
    target = case.root / "custody/disclosed.opened"
    target.write_text(target.read_text() + target.read_text().splitlines()[0] + "\n")
    case.maker.reseal()


def wrong_checkpoint(case: Case) -> None:
    """Signed by the true log, for a tree that never was."""
    note = case.maker.note(Checkpoint(origin=ORIGIN, size=8, root=b"r" * 32))
    old = (case.root / "custody/checkpoint").read_bytes()
    for path in case.root.glob("custody/**/*.proof"):
        path.write_bytes(path.read_bytes().replace(old, note))
    (case.root / "custody/checkpoint").write_bytes(note)
    case.maker.authorities.stamp(case.root / "custody/checkpoint", case.root / "custody/checkpoint.tsr")
    case.maker.reseal()


def proof_under_another_checkpoint(case: Case) -> None:
    note = case.maker.note(Checkpoint(origin=ORIGIN, size=8, root=b"r" * 32))
    target = case.root / "custody/disclosed.proof"
    target.write_bytes(target.read_bytes().replace((case.root / "custody/checkpoint").read_bytes(), note))
    case.maker.reseal()


def path_with_a_wrong_step(case: Case) -> None:
    target = case.root / "custody/exhibits/A-000003.proof"
    lines = target.read_bytes().split(b"\n")
    lines[2] = b"A" * 43 + b"="
    target.write_bytes(b"\n".join(lines))
    case.maker.reseal()


def path_without_a_step(case: Case) -> None:
    target = case.root / "custody/disclosed.proof"
    lines = target.read_bytes().split(b"\n")
    del lines[2]
    target.write_bytes(b"\n".join(lines))
    case.maker.reseal()


def wrong_index(case: Case) -> None:
    replace(case, "custody/disclosed.proof", b"index 6\n", b"index 5\n")
    case.maker.reseal()


def stamp_of_another_checkpoint(case: Case) -> None:
    """A replayed token: true, and over other bytes."""
    other = case.root.parent / "other"
    other.write_bytes(b"another checkpoint\n")
    case.maker.authorities.stamp(other, case.root / "custody/checkpoint.tsr")
    case.maker.reseal()


def checkpoint_after_the_stamp(case: Case) -> None:
    """A cosignature appended to the stamped note."""
    for path in [case.root / "custody/checkpoint", *case.root.glob("custody/**/*.proof")]:
        path.write_bytes(path.read_bytes() + f"— witness {'A' * 91}=\n".encode())
    case.maker.reseal()


def two_promises(case: Case) -> None:
    (case.root / "custody/checkpoint.tsr").unlink()
    with (case.root / "bag-info.txt").open("a") as opened:
        opened.write("Sviedka-Stamp: none\n")
    case.maker.reseal()


def exhibit_without_receipt(case: Case) -> None:
    (case.root / "data/exhibits/A-000099.txt").write_bytes(b"never received\n")
    case.maker.reseal()


def altered_verifier(case: Case) -> None:
    for name in ("verify.sh", "verify.py"):
        (case.root / "verify" / name).write_text("print('INTACT')\n")
    case.maker.write_tag_list()


def damaged_stamp(case: Case) -> None:
    target = case.root / "custody/checkpoint.tsr"
    content = bytearray(target.read_bytes())
    content[-5] ^= 1
    target.write_bytes(content)
    case.maker.reseal()


INSIDE: dict[str, tuple[Callable[[Case], None], set[str]]] = {
    "edit an exhibit": (edited_exhibit, {"F4", "E2"}),
    "edit it and rewrite both lists": (edited_with_both_lists, {"S1", "S2", "D3", "E2"}),
    "edit it, rewrite both lists and seal": (edited_with_lists_and_seal, {"D3", "E2"}),
    "edit the PDF and seal": (edited_pdf, {"D3"}),
    "remove exhibit and line": (removed_exhibit_and_line, {"D3"}),
    "swap two entries": (swapped(("entry",)), {"E1"}),
    "swap two entries with openings": (swapped(("entry", "opened")), {"E1"}),
    "swap two entries with openings and proofs": (swapped(("entry", "opened", "proof")), {"E1"}),
    "swap two proofs": (swapped(("proof",)), {"E1"}),
    "swap two openings": (swapped(("opened",)), {"E1"}),
    "a false opening": (false_opening, {"E1"}),
    "a false opening of the disclosure": (false_disclosure, {"D1"}),
    "an opening left out": (unopened, {"D1"}),
    "an opening given twice": (opened_twice, {"D1"}),
    "a checkpoint of another tree": (wrong_checkpoint, {"D2", "E1"}),
    "a proof under another checkpoint": (proof_under_another_checkpoint, {"D2"}),
    "a wrong step": (path_with_a_wrong_step, {"E1"}),
    "a step left out": (path_without_a_step, {"D2"}),
    "a wrong index": (wrong_index, {"D2"}),
    "a replayed time stamp": (stamp_of_another_checkpoint, {"T2"}),
    "a damaged time stamp": (damaged_stamp, {"T2"}),
    "a line added under the stamp": (checkpoint_after_the_stamp, {"C1"}),
    "a stamp promised and unpromised": (two_promises, {"F2"}),
    "an exhibit without receipt": (exhibit_without_receipt, {"E2"}),
    "an altered verifier": (altered_verifier, {"S1"}),
}


@pytest.mark.parametrize("attack", INSIDE)
def test_the_attack_is_broken_at_the_check_that_is_for_it(case: Case, attack: str) -> None:
    change, codes = INSIDE[attack]
    change(case)

    answer = both(case.root, case.keys)

    assert answer.code == BROKEN, answer.lines
    for code in codes:
        assert "BROKEN" in answer.judged(code), answer.lines


# ---- other keys ------------------------------------------------------------------------------------------------------
@pytest.fixture(scope="module")
def foreign(tmp_path_factory: pytest.TempPathFactory) -> Case:
    """Everything made again by somebody else, under the same names."""
    return make_case(tmp_path_factory.mktemp("foreign"), seed=b"b")


def test_whoever_rewrites_everything_under_new_keys_is_told_by_the_keys(foreign: Case, true_case: Case) -> None:
    answer = both(foreign.root, true_case.keys)

    assert answer.code == BROKEN
    assert answer.lines[-3] == "internal consistency: INTACT"
    assert {code for code in ("S2", "C2", "T3") if answer.judged(code) == {"BROKEN"}} == {"S2", "C2", "T3"}


def test_a_foreign_seal_is_broken(case: Case, foreign: Case) -> None:
    foreign.maker.authorities.seal(case.root)

    answer = both(case.root, case.keys)

    assert (answer.code, answer.judged("S2")) == (BROKEN, {"BROKEN"})


def test_a_foreign_key_under_the_true_key_id_is_broken(case: Case, foreign: Case) -> None:
    old = (case.root / "custody/checkpoint").read_bytes()
    authorities = foreign.maker.authorities
    checkpoint = Checkpoint(origin=ORIGIN, size=8, root=b"r" * 32)
    note = sign_note(checkpoint, public_key=authorities.public, sign=authorities.log.sign)
    true_id = old.decode().split()[-1][:5]
    note = note.replace(note.split()[-1][:5], true_id.encode())
    (case.root / "custody/checkpoint").write_bytes(note)
    case.maker.reseal()

    assert "BROKEN" in both(case.root, case.keys).judged("C2")


def test_a_log_of_another_name_is_broken(case: Case, tmp_path: Path) -> None:
    shutil.copytree(case.keys, tmp_path / "keys")
    (tmp_path / "keys/origin").write_text("wsp-0123456789abcdef/d-03\n")

    assert both(case.root, tmp_path / "keys").judged("C2") == {"BROKEN"}


def test_a_seal_with_rsa_is_intact(case: Case, tmp_path: Path) -> None:
    at = case.maker.authorities.folder
    openssl("req", "-x509", "-config", at / "cnf", "-newkey", "rsa:2048", "-nodes", "-keyout", tmp_path / "rsa.key",
            "-out", tmp_path / "rsa.pem", "-days", 30, "-extensions", "ca")  # fmt: skip
    openssl("cms", "-sign", "-binary", "-in", case.root / "tagmanifest-sha256.txt", "-signer", tmp_path / "rsa.pem",
            "-inkey", tmp_path / "rsa.key", "-outform", "DER", "-md", "sha256",
            "-out", case.root / "seal/case.p7s")  # fmt: skip
    shutil.copytree(case.keys, tmp_path / "keys")
    shutil.copy(tmp_path / "rsa.pem", tmp_path / "keys/seal-ca.pem")

    assert both(case.root, tmp_path / "keys").code == INTACT


def test_a_seal_whose_certificate_has_run_out_is_indeterminate(case: Case, tmp_path: Path) -> None:
    at = case.maker.authorities.folder
    openssl("x509", "-req", "-in", at / "seal.csr", "-CA", at / "seal-ca.pem", "-CAkey", at / "seal-ca.key",
            "-out", tmp_path / "old.pem", "-days", -1, "-extfile", at / "cnf", "-extensions", "seal")  # fmt: skip
    openssl("cms", "-sign", "-binary", "-in", case.root / "tagmanifest-sha256.txt", "-signer", tmp_path / "old.pem",
            "-inkey", at / "seal.key", "-outform", "DER", "-md", "sha256",
            "-out", case.root / "seal/case.p7s")  # fmt: skip

    answer = both(case.root, case.keys)

    assert (answer.code, answer.judged("S2")) == (INDETERMINATE, {"INDETERMINATE"})

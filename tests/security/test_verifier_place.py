"""Where a verifier runs: what lies in the package is never run, and what the machine refuses is never BROKEN."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from evidence.digest import blake3_of
from tests.security.package_maker import VERIFIERS
from tests.security.test_verifier_form import paths_of
from tests.security.verifier_bench import (
    BROKEN,
    INDETERMINATE,
    INTACT,
    PYTHON,
    Case,
    both,
    unprivileged,
)

LIE = 'print("INTACT")\nimport os\nos._exit(0)\n'
MODULES = (
    "__future__", "os", "base64", "hashlib", "re", "shutil", "stat", "subprocess", "tempfile", "pathlib", "typing",
    "random", "collections", "functools", "enum", "struct", "zlib", "ast", "weakref",
)  # fmt: skip


@pytest.mark.parametrize("where", [".", "verify"])
@pytest.mark.parametrize("module", MODULES)
def test_a_module_that_lies_in_the_package_is_never_run(case: Case, module: str, where: str) -> None:
    for folder in ("verify", "."):
        (case.root / folder / f"{module}.py").write_text(LIE)
    start = {".": "verify/verify.py", "verify": "verify.py"}[where]

    for path in ({}, {"PYTHONPATH": ""}):
        done = subprocess.run(
            [sys.executable, start, "--keys", str(case.keys)],
            cwd=case.root / where, capture_output=True, text=True, env={**os.environ, **path},
        )  # fmt: skip
        assert done.returncode == BROKEN, done.stdout + done.stderr
        assert f"BROKEN        F3 verify/{module}.py: in no list" in done.stdout


def old_pythons() -> list[Path]:
    folder = Path.home() / ".pyenv/versions"
    return sorted(folder.glob("3.[678].*/bin/python")) if folder.is_dir() else []


@pytest.mark.parametrize("python", old_pythons())
def test_an_old_python_says_that_it_is_one(true_case: Case, python: Path) -> None:
    done = subprocess.run([python, VERIFIERS / "verify.py", "--package", true_case.root], capture_output=True)

    assert done.returncode == INDETERMINATE
    assert done.stdout.splitlines()[0] == b"INDETERMINATE F0 Python 3.9 or newer is needed"


def test_nothing_in_the_python_verifier_is_newer_than_the_check_of_its_version(tmp_path: Path) -> None:
    import ast

    text = (VERIFIERS / "verify.py").read_text()

    ast.parse(text, feature_version=(3, 7))
    assert text.index("sys.version_info") < text.index("import os")
    assert "from __future__" not in text


# ---- programs ------------------------------------------------------------------------------------------------------
@pytest.mark.parametrize("path", [".", "", ".:{}", "{}:.", ":{}", "verify:{}", "{root}/verify:{}", "{link}:{}"])
def test_a_program_that_lies_in_the_package_is_never_run(case: Case, tmp_path: Path, path: str) -> None:
    (tmp_path / "link").symlink_to(case.root / "verify")
    for tool in ("openssl", "sha256sum", "awk", "find", "b3sum", "readlink", "mktemp", "python3"):
        for folder in (".", "verify"):
            program = case.root / folder / tool
            program.write_text(f"#!/bin/sh\necho >{tmp_path}/pwned\nexit 0\n")
            program.chmod(0o755)
    chosen = path.format(os.environ["PATH"], root=case.root, link=tmp_path / "link")

    for program_, command in ((shutil.which("dash"), "verify.sh"), (sys.executable, "verify.py")):
        assert program_ is not None
        subprocess.run(
            [program_, *PYTHON[1:], command] if command == "verify.py" else [program_, command],
            cwd=case.root / "verify", capture_output=True, env={**os.environ, "PATH": chosen},
        )  # fmt: skip

    assert not (tmp_path / "pwned").exists()
    if "{}" in path:
        assert both(case.root, case.keys, path=chosen, at=case.root).code == BROKEN


def test_a_link_to_a_program_in_the_package_is_said(case: Case, tmp_path: Path) -> None:
    shutil.copy("/bin/true", case.root / "data/openssl")
    (tmp_path / "openssl").symlink_to(case.root / "data/openssl")

    answer = both(case.root, case.keys, path=f"{tmp_path}:{os.environ['PATH']}")

    assert (answer.code, answer.judged("F0")) == (INDETERMINATE, {"INDETERMINATE"})


def test_a_temporary_folder_in_the_package_is_said_and_nothing_is_written_there(case: Case) -> None:
    before = paths_of(case.root)

    answer = both(case.root, case.keys, environment={"TMPDIR": "."}, at=case.root)

    assert (answer.code, answer.judged("F0")) == (INDETERMINATE, {"INDETERMINATE"})
    assert paths_of(case.root) == before


def test_a_configuration_of_openssl_in_the_environment_changes_nothing(true_case: Case, tmp_path: Path) -> None:
    (tmp_path / "cnf").write_text(
        "openssl_conf=i\n[i]\nalg_section=a\nproviders=p\n[p]\n[a]\ndefault_properties=fips=yes\n"
    )
    environment = {
        "OPENSSL_CONF": str(tmp_path / "cnf"), "OPENSSL_MODULES": str(tmp_path), "OPENSSL_ENGINES": str(tmp_path),
        "SSL_CERT_FILE": "/nowhere", "SSL_CERT_DIR": "/nowhere", "POSIXLY_CORRECT": "1",
    }  # fmt: skip

    assert both(true_case.root, true_case.keys, environment=environment).code == INTACT


# ---- what cannot be read -------------------------------------------------------------------------------------------
@pytest.mark.parametrize("mode", [0, 0o200, 0o400, 0o100])
@pytest.mark.parametrize("folder", ["custody", "custody/exhibits", "data", "data/exhibits", "seal", "verify", "."])
def test_a_folder_that_cannot_be_read_is_never_broken(case: Case, folder: str, mode: int) -> None:
    (case.root / folder).chmod(mode)
    try:
        answer = both(case.root, case.keys, before=unprivileged())
    finally:
        (case.root / folder).chmod(0o700)

    assert (answer.code, answer.judged("F0")) == (INDETERMINATE, {"INDETERMINATE"}), answer.lines


def test_a_file_that_cannot_be_read_is_never_broken(case: Case) -> None:
    for path in paths_of(case.root):
        (case.root / path).chmod(0)
        answer = both(case.root, case.keys, before=unprivileged())
        (case.root / path).chmod(0o600)
        assert answer.code == INDETERMINATE, (path, answer.lines)


@pytest.mark.parametrize("depth", [9, 100, 1100])
def test_folders_of_any_depth_are_broken_in_both(case: Case, depth: int) -> None:
    inner = "/".join(["d"] * depth)
    subprocess.run(["mkdir", "-p", inner], cwd=case.root / "data", check=True)
    (case.root / "data" / inner / "f").write_bytes(b"deep")

    answer = both(case.root, case.keys)

    assert (answer.code, answer.judged("F1")) == (BROKEN, {"BROKEN"})
    subprocess.run(["rm", "-rf", case.root / "data/d"], check=True)


# ---- BLAKE3 --------------------------------------------------------------------------------------------------------
B3SUM = """#!{python}
import sys
from blake3 import blake3
for path in sys.argv[1:]:
    print(blake3(open(path, "rb").read()).hexdigest() + "  " + path)
if len(sys.argv) == 1:
    print(blake3(sys.stdin.buffer.read()).hexdigest() + "  -")
"""


@pytest.fixture
def blake3_path(tmp_path: Path) -> str:
    tool = tmp_path / "tools" / "b3sum"
    tool.parent.mkdir()
    tool.write_text(B3SUM.format(python=sys.executable))
    tool.chmod(0o755)
    return f"{tool.parent}:{os.environ['PATH']}"


def with_list(case: Case) -> None:
    payload = (path for path in paths_of(case.root) if path.startswith("data/"))
    lines = (f"{blake3_of((case.root / path).read_bytes())}  {path}\n" for path in payload)
    (case.root / "b3sums.txt").write_text("".join(lines))
    case.maker.reseal()


def test_a_true_list_of_blake3_is_intact(case: Case, blake3_path: str) -> None:
    with_list(case)

    answer = both(case.root, case.keys, path=blake3_path)

    assert (answer.code, answer.judged("F6")) == (INTACT, {"INTACT"})


@pytest.mark.parametrize(
    "attack", ["twice and another missing", "missing", "twice", "another path", "a space", "no text", "a wrong hash"]
)
def test_a_list_of_blake3_has_each_file_once(case: Case, blake3_path: str, attack: str) -> None:
    with_list(case)
    lines = (case.root / "b3sums.txt").read_bytes().splitlines(keepends=True)
    match attack:
        case "twice and another missing":
            lines[1] = lines[0]
        case "missing":
            del lines[1]
        case "twice":
            lines.append(lines[0])
        case "another path":
            lines[0] = lines[0].replace(b"data/", b"date/")
        case "a space":
            lines[0] = lines[0][:-1] + b" x\n"
        case "no text":
            lines[0] = lines[0][:-1] + b"\x0b\n"
        case _:
            lines[0] = b"0" * 64 + lines[0][64:]
    (case.root / "b3sums.txt").write_bytes(b"".join(lines))
    case.maker.reseal()

    answer = both(case.root, case.keys, path=blake3_path)

    assert (answer.code, answer.judged("F6")) == (BROKEN, {"BROKEN"}), answer.lines


def test_a_b3sum_that_does_not_work_is_not_used(case: Case, blake3_path: str) -> None:
    with_list(case)
    Path(blake3_path.split(":")[0], "b3sum").write_text("#!/bin/sh\nexit 1\n")

    answer = both(case.root, case.keys, path=blake3_path)

    assert (answer.code, answer.judged("F6")) == (INTACT, {"NOTE"})

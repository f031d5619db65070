"""A true package is intact everywhere, and what cannot be checked is never called broken."""

from __future__ import annotations

import os
import shutil
import subprocess
from pathlib import Path

import pytest

from tests.security.package_maker import VERIFIERS
from tests.security.verifier_bench import (
    INDETERMINATE,
    INTACT,
    PYTHON,
    SHELL,
    TOOLS,
    Case,
    alone,
    ask,
    both,
    make_case,
    replace,
)


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
        command = [*alone("-n"), *program, str(VERIFIERS / name), "--package", str(true_case.root)]
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
    done = subprocess.run([*alone("-m"), "/bin/sh", "-c", command], capture_output=True, text=True)

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

"""A package on the bench: made true, copied, spoiled, and shown to both verifiers."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Mapping
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path

from tests.security.package_maker import VERIFIERS, Authorities, Maker

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


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """What a verifier said."""

    code: int
    lines: tuple[str, ...]

    def judged(self, code: str) -> set[str]:
        """The verdicts on the lines of one check."""
        return {line.split()[0] for line in self.lines if line[14:].startswith(code + " ")}


def ask(
    package: Path,
    keys: Path | None,
    *program: str,
    every: bool = True,
    path: str | None = None,
    own: bool = False,
    before: tuple[str, ...] = (),
    environment: Mapping[str, str] | None = None,
    at: Path | None = None,
) -> Answer:
    """Run a clean verifier (or the package's own) over a package, by the command `before`, in the folder `at`."""
    name = "verify.py" if program[0].startswith(sys.executable) else "verify.sh"
    verifier = package / "verify" / name if own else VERIFIERS / name
    arguments = [*before, *program, str(verifier), "--package", str(package)]
    arguments += ["--keys", str(keys)] if keys else []
    arguments += ["--all"] if every else []
    given = {**os.environ, "PATH": path if path is not None else os.environ["PATH"], **(environment or {})}
    done = subprocess.run(arguments, capture_output=True, text=True, env=given, timeout=50, cwd=at)
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


def both(
    package: Path,
    keys: Path | None,
    *,
    every: bool = True,
    path: str | None = None,
    before: tuple[str, ...] = (),
    environment: Mapping[str, str] | None = None,
    at: Path | None = None,
) -> Answer:
    """Ask both verifiers, which must say the same, line by line."""
    with ThreadPoolExecutor(2) as pool:
        shell, python = (
            pool.submit(
                ask, package, keys, *program, every=every, path=path, before=before, environment=environment, at=at
            )
            for program in (SHELL, PYTHON)
        )
        assert shell.result().lines == python.result().lines
        return shell.result()


def replace(case: Case, path: str, old: bytes, new: bytes) -> None:
    content = (case.root / path).read_bytes()
    assert old in content
    (case.root / path).write_bytes(content.replace(old, new))


def unprivileged() -> tuple[str, ...]:
    """What runs a command without the right of root to read what nobody may read."""
    return ("setpriv", "--inh-caps=-all", "--bounding-set=-all") if os.geteuid() == 0 else ()


def alone(what: str) -> list[str]:
    """`unshare` for the network (`-n`) or the mounts (`-m`); whoever is not root needs a user name space besides."""
    return ["unshare", what] if os.geteuid() == 0 else ["unshare", "-r", what]

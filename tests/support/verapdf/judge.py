"""veraPDF for the tests: fetched once by Maven into a cache folder, then run without the network.

`install(folder)` is for `make test`; `judge(files)` is for tests. Needs `mvn` and a JDK of version 11 or later.
"""

from __future__ import annotations

import os
import shutil
import subprocess
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

_HERE = Path(__file__).parent
_READY = "Judge.class"


class NoJudgeError(Exception):
    """What is missing to run veraPDF here."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Verdict:
    """One file by one profile: whether it passes, and the rules that failed."""

    profile: str
    passed: bool
    failed: str


def cache() -> Path:
    """Where it lives: `$SVIEDKA_CACHE/verapdf`, or `.cache/verapdf` in the repository."""
    return Path(os.environ.get("SVIEDKA_CACHE", str(_HERE.parents[2] / ".cache"))) / "verapdf"


def install(folder: Path | None = None) -> Path:
    """Fetch libraries, build the judge, unless that is done; half an installation never passes for a whole one."""
    target = folder or cache()
    if (target / _READY).is_file():
        return target
    for tool in ("mvn", "javac"):
        if shutil.which(tool) is None:
            raise NoJudgeError(f"{tool} is not installed")
    target.mkdir(parents=True, exist_ok=True)
    libraries = target / "lib"
    shutil.rmtree(libraries, ignore_errors=True)
    _run(
        [
            "mvn",
            "-q",
            "-B",
            "-f",
            str(_HERE / "pom.xml"),
            "dependency:copy-dependencies",
            f"-DoutputDirectory={libraries}",
        ]
    )
    # The class file is written last: it is what says that all is there.
    _run(["javac", "-cp", f"{libraries}/*", "-d", str(target), str(_HERE / "src" / "Judge.java")])
    return target


def judge(files: Sequence[Path], folder: Path | None = None) -> list[Verdict]:
    """The verdicts on each file, PDF/A-3a and PDF/UA-1, in that order."""
    target = install(folder)
    command = ["java", "-Xmx2g", "-cp", f"{target}:{target}/lib/*", "Judge", *map(str, files)]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    if done.returncode not in (0, 1) or not done.stdout:
        raise NoJudgeError(f"veraPDF ended with code {done.returncode}: {done.stderr[-500:]}")
    verdicts = []
    for line in done.stdout.splitlines():
        _file, profile, verdict, failed = line.split("\t")
        verdicts.append(Verdict(profile=profile, passed=verdict == "PASS", failed=failed))
    if len(verdicts) != 2 * len(files):
        raise NoJudgeError(f"veraPDF gave {len(verdicts)} verdicts on {len(files)} files: {done.stderr[-500:]}")
    return verdicts


def _run(command: list[str]) -> None:
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    if done.returncode != 0:
        raise NoJudgeError(f"{command[0]} failed: {(done.stdout + done.stderr)[-800:]}")


if __name__ == "__main__":
    install()

"""Verifying a package with the verifier that this program carries, never with the one inside the package."""

from __future__ import annotations

import subprocess
import sys
from dataclasses import dataclass
from importlib.resources import as_file, files
from pathlib import Path

from evidence.errors import UnreadableError

_SECONDS = 600
_VERDICTS = {0: "INTACT", 1: "BROKEN", 2: "INDETERMINATE"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Verified:
    """What the verifier said, line by line, and its exit code: 0 INTACT, 1 BROKEN, 2 INDETERMINATE."""

    lines: tuple[str, ...]
    exit_code: int

    @property
    def verdict(self) -> str:
        """INTACT, BROKEN or INDETERMINATE; anything else that happened is INDETERMINATE."""
        return _VERDICTS.get(self.exit_code, "INDETERMINATE")


def verify(package: Path, *, keys: Path | None = None, every: bool = False) -> Verified:
    """Check a package; without `keys` those beside it are used, if they are there."""
    if not package.is_dir():
        raise UnreadableError("the package is not a folder here", hint="unpack it first, and name its folder")
    beside = package.resolve().parent / "keys"
    chosen = keys or (beside if beside.is_dir() else None)
    with as_file(files("evidence.disclosure") / "verifier" / "verify.py") as program:
        asked = [sys.executable, "-I", str(program), "--package", str(package)]
        asked += ["--keys", str(chosen)] if chosen else []
        asked += ["--all"] if every else []
        try:
            ran = subprocess.run(asked, capture_output=True, timeout=_SECONDS, check=False)
        except subprocess.TimeoutExpired:
            return Verified(lines=(f"the verifier did not end within {_SECONDS} seconds", "INDETERMINATE"), exit_code=2)
    lines = tuple(ran.stdout.decode("utf-8", "replace").splitlines())
    if lines[-1:] != (_VERDICTS.get(ran.returncode),):
        # Python itself ends with 1 when a program fails: only a verdict that was also said counts.
        return Verified(lines=(*lines, "the verifier failed", "INDETERMINATE"), exit_code=2)
    return Verified(lines=lines, exit_code=ran.returncode)

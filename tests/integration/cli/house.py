"""A person at the command line, already unlocked (scrypt costs seconds an opening), and what lies in the workspace."""

from __future__ import annotations

import io
import os
import shutil
import subprocess
import sys
from contextlib import redirect_stderr, redirect_stdout
from dataclasses import dataclass, replace
from pathlib import Path

import pytest

import ui.wiring
from evidence.ports import Identity
from ui.cli.app import app
from ui.cli.trouble import run

PROGRAM = Path(sys.executable).with_name("sviedka")
QUOTE = "Captain Zarubavets ordered the detainees to stand"
PAGES = (
    f"On 10 August 2020 in the detention centre {QUOTE} facing the wall for four hours.",
    "The order was signed by the head of the regional department on 9 August 2020.",
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Done:
    """How a command ended and what it said."""

    code: int
    out: str
    err: str

    def refused(self, code: int) -> Done:
        """It was refused with this exit code: one line that says what, one with what to do, no traceback."""
        assert self.code == code, f"exit code {self.code}, wanted {code}\n{self.out}\n{self.err}"
        lines = [line for line in self.err.splitlines() if line and not line.startswith("new source")]
        assert [line[:6] for line in lines] == ["error:", "hint: "], self.err
        assert len(lines[1]) > len("hint:  ")
        assert "Traceback" not in self.out + self.err
        return self

    def fine(self) -> Done:
        assert self.code == 0, f"exit code {self.code}\n{self.out}\n{self.err}"
        return self

    @property
    def last(self) -> str:
        """The last word of its output: the id of what was made."""
        return self.out.split()[-1]


@dataclass(frozen=True, slots=True, kw_only=True)
class Kept:
    """What must not change when a command is refused: every ledger, every object and key, the policy."""

    files: dict[str, bytes]

    @classmethod
    def of(cls, workspace: Path) -> Kept:
        kept = {}
        for top in ("log", "objects", "keys", "policy", "FORMAT"):
            for path in sorted([workspace / top, *(workspace / top).rglob("*")]):
                if path.is_file():
                    kept[str(path.relative_to(workspace))] = path.read_bytes()
        return cls(files=kept)


@dataclass(frozen=True, slots=True, kw_only=True)
class Desk:
    """One person's command line on one workspace. `home` holds settings, deliveries and what commands write."""

    home: Path
    workspace: Path
    identity: Identity
    monkeypatch: pytest.MonkeyPatch
    settings: Path | None = None

    def __call__(self, *words: str | bytes | Path) -> Done:
        """Run one command in this process."""
        self.monkeypatch.setattr(ui.wiring, "unlock", lambda settings, ask: self.identity)
        arguments = [os.fsdecode(word) for word in (*self._where(), *words)]
        out, err = _stream(), _stream()
        with redirect_stdout(out), redirect_stderr(err):
            code = run(app, arguments)
            out.flush()
            err.flush()
        return Done(code=code, out=_text(out), err=_text(err))

    def of(self, identity: Identity) -> Desk:
        """The same workspace, in another person's hand."""
        return replace(self, identity=identity)

    def configured(self, text: str) -> Desk:
        """The same desk with these settings."""
        file = self.home / "settings.toml"
        file.write_text(text, encoding="utf-8")
        return replace(self, settings=file)

    def kept(self) -> Kept:
        return Kept.of(self.workspace)

    def _where(self) -> list[str | Path]:
        named: list[str | Path] = ["--workspace", self.workspace, "--identity", self.home / "me.age"]
        return [*named, "--settings", self.settings] if self.settings else named

    def copied(self, home: Path, monkeypatch: pytest.MonkeyPatch) -> Desk:
        """A desk on a copy of the workspace, which a test may spoil."""
        shutil.copytree(self.workspace, home / "workspace")
        return replace(self, home=home, workspace=home / "workspace", monkeypatch=monkeypatch)


def program(*words: str | Path, home: Path, stdin: bytes = b"", **environment: str) -> subprocess.CompletedProcess[str]:
    """Run the true program, in an environment that holds nothing but these variables."""
    known = {"PATH": os.environ["PATH"], "HOME": str(home), "LANG": "C.UTF-8", **environment}
    return subprocess.run(
        [PROGRAM, *words], input=stdin.decode(), capture_output=True, text=True, check=False, env=known, timeout=300
    )


def _stream() -> io.TextIOWrapper:
    return io.TextIOWrapper(io.BytesIO(), encoding="utf-8")


def _text(stream: io.TextIOWrapper) -> str:
    raw = stream.buffer
    assert isinstance(raw, io.BytesIO)
    return raw.getvalue().decode()

"""What this machine has and lacks: each finding with what to do about it. Looks only; changes nothing."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from importlib import metadata
from pathlib import Path

from ui.settings import Settings

OUR_PACKAGES = ("evidence", "graph", "ingest", "ui")
_LANGUAGES = ("bel", "rus", "ukr", "pol", "lit", "eng", "osd")
_NO_LOCKS = {"vfat", "msdos", "exfat", "fuseblk", "nfs", "nfs4", "cifs", "smb3", "9p", "fuse.sshfs"}
_MEMORY = Path("/dev/shm")  # noqa: S108 - looked at, not written to
_ENOUGH_MEMORY_DISK = 256 << 20


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """One thing looked at; `advice` is empty where all is well."""

    what: str
    fine: bool
    found: str
    advice: str = ""

    def as_table(self) -> dict[str, object]:
        """For a table or JSON."""
        return {"what": self.what, "state": "ok" if self.fine else "lacking", "found": self.found, "do": self.advice}


def examine(settings: Settings) -> tuple[Finding, ...]:
    """Everything that a command may need on this machine."""
    return (
        _python(),
        _system(),
        *_tools(),
        *_ocr_data(),
        _isolation(),
        _one_owner(),
        _memory_folder(),
        *_workspace(settings),
    )


def _python() -> Finding:
    version = ".".join(map(str, sys.version_info[:3]))
    fine = (3, 11) <= sys.version_info < (3, 14)
    return Finding(what="Python", fine=fine, found=version, advice="" if fine else "use Python 3.11 to 3.13")


def _system() -> Finding:
    fine = sys.platform == "linux"
    advice = "" if fine else "hold evidence on Linux: locking, memory descriptors and isolation need it"
    return Finding(what="operating system", fine=fine, found=sys.platform, advice=advice)


def _tools() -> Iterator[Finding]:
    for tool, use in (("openssl", "seals and time stamps"), ("age", "opening objects without this program")):
        path = shutil.which(tool)
        advice = "" if path else f"apt-get install {tool} ({use})"
        yield Finding(what=tool, fine=path is not None, found=_version(tool) if path else "not there", advice=advice)


def _version(tool: str) -> str:
    argument = "version" if tool == "openssl" else "--version"
    ran = subprocess.run([tool, argument], capture_output=True, text=True, timeout=10, check=False)
    return (ran.stdout or ran.stderr).strip().splitlines()[0][:60] if ran.returncode == 0 else "does not answer"


def _ocr_data() -> Iterator[Finding]:
    held = {path.stem for path in Path("/usr/share/tesseract-ocr").glob("*/tessdata/*.traineddata")}
    for language in _LANGUAGES:
        fine = language in held
        advice = "" if fine else f"apt-get install tesseract-ocr-{language}; pages then wait no longer for OCR"
        yield Finding(what=f"OCR data {language}", fine=fine, found="there" if fine else "not there", advice=advice)


def _isolation() -> Finding:
    # In a process of its own: what it gives up, it does not get back.
    asked = [sys.executable, "-c", "from ingest.sandbox.jail import enter; print(*enter())"]
    ran = subprocess.run(asked, capture_output=True, text=True, timeout=60, check=False)
    left = ran.stdout.split()
    fine = "nonet" in left
    return Finding(
        what="isolation of readers",
        fine=fine,
        found=" ".join(left) or "none",
        advice="" if fine else "allow user name spaces (user.max_user_namespaces): readers then have no network",
    )


def _one_owner() -> Finding:
    # A package of the same name from a registry would silently replace ours in a shared environment.
    owners: dict[str, set[str]] = defaultdict(set)
    for package, distributions in metadata.packages_distributions().items():
        if package in OUR_PACKAGES:
            owners[package] |= {name.lower() for name in distributions}
    foreign = {package: names for package, names in owners.items() if names != {"sviedka"}}
    return Finding(
        what="our packages",
        fine=not foreign,
        found="owned by sviedka alone" if not foreign else "; ".join(f"{p}: {sorted(n)}" for p, n in foreign.items()),
        advice="" if not foreign else "install sviedka into an environment of its own",
    )


def _memory_folder() -> Finding:
    free = shutil.disk_usage(_MEMORY).free if _MEMORY.is_dir() else 0
    fine = free >= _ENOUGH_MEMORY_DISK
    advice = "" if fine else "give /dev/shm at least 256 MiB: the embedded graph never goes to a disk by itself"
    return Finding(what="folder in memory", fine=fine, found=f"{free >> 20} MiB free", advice=advice)


def _workspace(settings: Settings) -> Iterator[Finding]:
    if settings.workspace is None:
        yield Finding(what="workspace", fine=True, found="none named")
        return
    kind = _file_system(settings.workspace)
    fine = kind not in _NO_LOCKS
    advice = (
        "" if fine else "keep the workspace on a local Linux file system (ext4, xfs, btrfs): this one does not lock"
    )
    yield Finding(what="workspace's disk", fine=fine, found=kind, advice=advice)


def _file_system(path: Path) -> str:
    # `Path.resolve` fails on a loop of links; this looks as far as it can.
    where = Path(os.path.realpath(path))
    best = ("", "unknown")
    for line in Path("/proc/self/mounts").read_text(encoding="utf-8").splitlines():
        _, mount, kind, *_ = line.split(" ")
        if where.is_relative_to(mount) and len(mount) >= len(best[0]):
            best = (mount, kind)
    return best[1]

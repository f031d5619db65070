"""Fetches the jars of Neo4j Community by Maven, and lets none through that the lock does not know."""

from __future__ import annotations

import hashlib
import os
import shutil
import subprocess
import tempfile
from pathlib import Path

from evidence.errors import DigestMismatchError, MissingToolError, NotHeldError

_HERE = Path(__file__).parent.parent / "neo4j"
_GOAL = "org.apache.maven.plugins:maven-dependency-plugin:3.8.1:copy-dependencies"
_SECONDS_TO_FETCH = 900
VARIABLE = "SVIEDKA_NEO4J_JARS"
"""The environment variable that names the folder of jars."""


def jars_folder() -> Path:
    """Where the jars are: `SVIEDKA_NEO4J_JARS`, else `~/.cache/sviedka/neo4j`."""
    named = os.environ.get(VARIABLE)
    return Path(named) if named else Path.home() / ".cache" / "sviedka" / "neo4j"


def check_jars(folder: Path) -> None:
    """NotHeldError if there are none; DigestMismatchError unless they are exactly those of the lock."""
    if not folder.is_dir():
        raise NotHeldError(
            "the jars of Neo4j are not here",
            hint=f"fetch them by Maven (`make setup-test`), or name their folder in {VARIABLE}",
        )
    found = {jar.name: jar for jar in folder.glob("*.jar")}
    lock = _lock()
    if found.keys() != lock.keys():
        raise DigestMismatchError("the folder does not hold exactly the locked jars of Neo4j", hint="install them anew")
    for name, digest in lock.items():
        with found[name].open("rb") as jar:
            if hashlib.file_digest(jar, "sha256").hexdigest() != digest:
                raise DigestMismatchError(f"{name} is not the locked one", hint="remove the folder and install anew")


def install_jars(target: Path) -> None:
    """Fetch the jars with `mvn` into a folder that did not exist, whole or not at all; there already, only check.

    Opens connections to the Maven repositories that the user's own settings name: run it only when asked to.
    """
    if target.exists():
        check_jars(target)
        return
    if shutil.which("mvn") is None:
        raise MissingToolError("Maven is not installed", hint="install the package `maven`, or set a Neo4j URI")
    target.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(dir=target.parent) as scratch:
        part = Path(scratch) / "jars"
        # A copy, because Maven writes beside the description that it reads.
        description = shutil.copy(_HERE / "pom.xml", scratch)
        command = ["mvn", "-q", "-B", "-f", description, _GOAL, "-DincludeScope=runtime", f"-DoutputDirectory={part}"]
        try:
            done = subprocess.run(command, capture_output=True, timeout=_SECONDS_TO_FETCH, check=False)
        except subprocess.TimeoutExpired:
            raise MissingToolError("Maven did not fetch the jars in time", hint="run it again: it goes on") from None
        if done.returncode:
            raise MissingToolError("Maven could not fetch the jars of Neo4j", hint="check the network and run it again")
        check_jars(part)
        part.rename(target)


def _lock() -> dict[str, str]:
    lines = (_HERE / "jars.sha256").read_text().splitlines()
    return {name: digest for digest, name in (line.split("  ") for line in lines)}

"""Java's argument files: what stands in them is not on the command line, where every user could read it."""

from __future__ import annotations

import os
from collections.abc import Iterable
from pathlib import Path


def argument_file(arguments: Iterable[str]) -> str:
    """The text of a Java argument file (JDK tool specification of `java`): one quoted argument a line."""
    return "".join('"' + argument.replace("\\", "\\\\").replace('"', '\\"') + '"\n' for argument in arguments)


def write_private(path: Path, content: str) -> None:
    """Write a file that only this user can read, whole or not at all."""
    part = path.with_name(f"{path.name}.part")
    part.unlink(missing_ok=True)
    descriptor = os.open(part, os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_NOFOLLOW, 0o600)
    with os.fdopen(descriptor, "w") as file:
        file.write(content)
    part.rename(path)

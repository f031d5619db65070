"""`sviedka verify`: check any package with the verifier that this program carries, not with the one inside it."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from ui.cli.common import say, visible


def command(
    package: Annotated[Path, typer.Argument(help="The folder of the package.")],
    keys: Annotated[Path | None, typer.Option(help="The folder with the keys, which came by another way.")] = None,
    every: Annotated[bool, typer.Option("--all", help="Check every exhibit's custody proof too.")] = False,
) -> None:
    """Verify a package; exit 0 INTACT, 1 BROKEN, 2 INDETERMINATE."""
    from ui.use.verification import verify

    found = verify(package, keys=keys, every=every)
    for line in found.lines:
        say(visible(line))
    raise typer.Exit(found.exit_code)

"""The command line: one noun a group, every error one line, one hint and its own exit code."""

from __future__ import annotations

import sys


def main() -> None:
    """Run `sviedka`; nothing heavy is imported before a command needs it."""
    from ui.cli.app import app
    from ui.cli.trouble import run

    sys.exit(run(app, sys.argv[1:]))

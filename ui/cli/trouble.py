"""From errors to one line, one hint and an exit code; a traceback is a bug."""

from __future__ import annotations

import errno
import os
import sys
from collections.abc import Sequence
from io import TextIOWrapper

import typer
from typer.main import get_command

from evidence.errors import StorageError, SviedkaError, UsageError
from ui.cli.common import visible

INTERRUPTED = 130
_REFUSED = "look at the path, its permissions and the free space; what was acknowledged stays"


def run(app: typer.Typer, arguments: Sequence[str]) -> int:
    """Run one command and say what went wrong, if something did; gives the exit code.

    1 and 2 are left to the verdicts BROKEN and INDETERMINATE: neither a mistyped command, nor Ctrl+C, nor a reader of
    our output that went away may look like one of them.
    """
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, TextIOWrapper):
            # A name that is no text, or a terminal that lacks its letters, must not stop what is being said.
            stream.reconfigure(errors="backslashreplace")
    try:
        code = _invoke(app, arguments)
        sys.stdout.flush()
    except SviedkaError as error:
        return _tell(error)
    except typer.TyperException as error:
        return _misused(error)
    except (typer.Abort, KeyboardInterrupt):
        sys.stderr.write("\nstopped; what was acknowledged stays: run the same command again to go on\n")
        return INTERRUPTED
    except BrokenPipeError:
        return _quiet()
    except OSError as error:
        name = errno.errorcode.get(error.errno or 0, "unknown")
        return _tell(StorageError(f"the system refused a file ({name})", hint=_REFUSED))
    return code


def _invoke(app: typer.Typer, arguments: Sequence[str]) -> int:
    # Typer's own `main` ends with 1 or 2 for what is none of the verdicts, and swallows Ctrl+C.
    command = get_command(app)
    try:
        with command.make_context("sviedka", list(arguments)) as context:
            command.invoke(context)
    except typer.Exit as end:
        return end.exit_code
    return 0


def _tell(error: SviedkaError) -> int:
    # One line each, whatever somebody typed: nothing in it moves the cursor.
    lines = [f"error: {visible(str(error))}"] + ([f"hint:  {visible(error.hint)}"] if error.hint else [])
    sys.stderr.write("".join(f"{line}\n" for line in lines))
    return error.exit_code


def _misused(error: typer.TyperException) -> int:
    text = error.format_message() if isinstance(error, typer.BadParameter.__mro__[1]) else str(error)
    context: typer.Context | None = getattr(error, "ctx", None)
    if context is None:
        return _tell(UsageError(text))
    if text == context.get_help():
        # A group named without a command of it: the help is the answer.
        sys.stderr.write(f"{text}\n")
        return UsageError.exit_code
    return _tell(UsageError(text.rstrip("."), hint=f"see what is asked: `{context.command_path} --help`"))


def _quiet() -> int:
    # Whoever read our output has had enough (`| head`); what is still buffered must not be tried again at the end.
    nowhere = os.open(os.devnull, os.O_WRONLY)
    os.dup2(nowhere, sys.stdout.fileno())
    os.close(nowhere)
    return 0

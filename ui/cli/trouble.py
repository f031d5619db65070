"""From errors to one line, one hint and an exit code; a traceback is a bug."""

from __future__ import annotations

import sys
from collections.abc import Callable

INTERRUPTED = 130


def run(app: Callable[[], object]) -> int:
    """Run the application and say what went wrong, if something did."""
    from evidence.errors import SviedkaError

    try:
        app()
    except SviedkaError as error:
        print(f"error: {error}", file=sys.stderr)  # noqa: T201 - this is the command line's voice
        if error.hint:
            print(f"hint:  {error.hint}", file=sys.stderr)  # noqa: T201
        return error.exit_code
    except KeyboardInterrupt:
        print("stopped; run the same command again to go on", file=sys.stderr)  # noqa: T201
        return INTERRUPTED
    except BrokenPipeError:
        # Whoever read our output has had enough (`| head`).
        sys.stderr.close()
        return 0
    except SystemExit as end:
        return end.code if isinstance(end.code, int) else 1
    return 0

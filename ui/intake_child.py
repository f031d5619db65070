"""The child process of an intake: takes its order from standard input, tells back counts only, one JSON line a time."""

from __future__ import annotations

import json
import sys
import time
from pathlib import Path

from evidence.errors import SviedkaError
from evidence.model.holding import ExhibitState, Obtained
from ingest.receive import State, receive

_EVERY = 0.2
_HELP = {ExhibitState.NEEDS_OCR, ExhibitState.NEEDS_PASSWORD, ExhibitState.UNSUPPORTED, ExhibitState.REFUSED}


def main() -> int:
    """Take in, read, say how it ended; exit code of the error if one stops it."""
    from ui.wiring import session_of_order

    order = json.loads(sys.stdin.buffer.read())
    try:
        with session_of_order(order["keys"]) as session:
            source, _ = session.source(order["source"])
            teller = _Teller()
            receipts = receive(
                [Path(order["path"])],
                source=source,
                workspace=session.workspace,
                obtained=Obtained(**order["obtained"]),
                progress=teller.tell,
            )
            session.refresh()
            session.read(watch=lambda progress: teller.read(progress.done))
            states = [session.standing.holdings.state(a.exhibit) for a in receipts.arrivals if a.exhibit is not None]
            teller.end(
                read=states.count(ExhibitState.READ),
                need_help=sum(state in _HELP for state in states),
                failed=states.count(ExhibitState.FAILED) + receipts.count(State.NOT_TAKEN),
                duplicates=receipts.count(State.DUPLICATE),
            )
    except SviedkaError as error:
        _write({"trouble": f"{error}. {error.hint}".strip()})
        return error.exit_code
    return 0


class _Teller:
    """Says how far it is, a few times a second."""

    def __init__(self) -> None:
        self._row: dict[str, object] = {}
        self._said = 0.0

    def tell(self, files_done: int, bytes_done: int, files: int, all_bytes: int) -> None:
        self._row = {"files_done": files_done, "files": files, "bytes_done": bytes_done, "bytes": all_bytes}
        self._say()

    def _say(self) -> None:
        if time.monotonic() - self._said > _EVERY:
            self._said = time.monotonic()
            _write(self._row)

    def read(self, done: int) -> None:
        self._row["read"] = done
        self._say()

    def end(self, **counts: int) -> None:
        _write({**self._row, **counts})


def _write(row: dict[str, object]) -> None:
    sys.stdout.write(json.dumps(row) + "\n")
    sys.stdout.flush()


if __name__ == "__main__":
    sys.exit(main())

"""Taking files in and telling what became of each: one table, every file in exactly one state."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TypeVar

from evidence.custody.policy import require_compartment
from evidence.errors import ReaderError, UnknownReferenceError
from evidence.holdings import ANNOTATIONS, TEXT
from evidence.model.holding import Exhibit, ExhibitState, Obtained
from evidence.model.values import SourceId
from ingest.ports import Table
from ingest.read.pages import NotDone
from ingest.receive import Arrival, Receipts, State, receive
from ui.session import Session
from ui.use.given import one_of

T = TypeVar("T")

REMEDY = {
    "needs_password": "give the password (a later version asks for it); the file is kept",
    "needs_ocr_data": "install the language data: `sviedka doctor` names them, then `exhibit read --again needs_ocr`",
    "unsupported": "nothing to do now: no reader for this format yet; the file is kept",
    "malformed": "compare with the source's own copy; the file is kept as it came",
    "empty": "ask the source for the file again: this one holds no bytes",
    "crashed": "`exhibit read --again failed`; if it happens again, report the number of the exhibit",
}
"""What a person can do about a reading that was not done."""

_OVER_LIMIT = "`exhibit read --again failed` on a larger machine; the file is kept"


@dataclass(frozen=True, slots=True, kw_only=True)
class FileRow:
    """One file of an intake: number, name as it came, state, and why if it was not read."""

    number: str
    name: str
    size: int
    state: str
    reason: str
    remedy: str

    def as_table(self) -> dict[str, object]:
        """For a table or JSON."""
        return {
            "number": self.number,
            "name": self.name,
            "bytes": self.size,
            "state": self.state,
            "reason": self.reason,
            "remedy": self.remedy,
        }


def check_order(session: Session, compartment: str) -> None:
    """NotAllowedError, or UnknownReferenceError, unless this person can take material into this compartment here."""
    workspace = session.workspace
    workspace.require_hand()
    if compartment not in workspace.policy.compartments:
        known = ", ".join(sorted(workspace.policy.compartments))
        raise UnknownReferenceError("no such compartment", hint=f"one of: {known}")
    require_compartment(workspace.policy, workspace.person, compartment)


def take_in(
    session: Session,
    paths: Sequence[Path],
    source: SourceId,
    obtained: Obtained,
    compartment: str = "case",
    watch: Callable[[int, int], None] = lambda done, of: None,
) -> Receipts:
    """Receive everything below the paths; `watch` is told bytes done and bytes in all."""
    receipts = receive(
        paths,
        source=source,
        workspace=session.workspace,
        obtained=obtained,
        compartment=compartment,
        progress=lambda files, done, all_files, of: watch(done, of),
    )
    session.refresh()
    return receipts


def file_rows(session: Session, receipts: Receipts) -> Iterator[FileRow]:
    """Each file with the state it is in now, reading included."""
    for arrival in receipts.arrivals:
        yield _row(session, arrival)


def exhibit_rows(session: Session, state: str | None = None) -> list[dict[str, object]]:
    """All exhibits by number, and after them what never came in."""
    wanted = one_of(ExhibitState, state, "state") if state else None
    holdings = session.standing.holdings
    rows: list[dict[str, object]] = []
    for exhibit in sorted(holdings.exhibits.values(), key=lambda one: one.number):
        now = holdings.state(exhibit.id)
        if wanted in (None, now):
            rows.append(
                {
                    "number": exhibit.number,
                    "name": exhibit.receipts[0].name.decode("utf-8", "replace"),
                    "bytes": exhibit.size,
                    "state": now.value,
                    "reason": holdings.reason(exhibit.id) or "",
                    "receipts": len(exhibit.receipts),
                    "id": exhibit.id,
                }
            )
    if wanted is None:
        for missed in holdings.never_came_in():
            name = (missed.name or b"").decode("utf-8", "replace")
            rows.append(
                {
                    "number": "",
                    "name": name,
                    "bytes": "",
                    "state": "never came in",
                    "reason": missed.reason,
                    "receipts": 0,
                    "id": "",
                }
            )
    return rows


def life_of(session: Session, exhibit: Exhibit) -> list[dict[str, object]]:
    """What is recorded of one exhibit, oldest first."""
    holdings = session.standing.holdings
    rows: list[dict[str, object]] = [
        {"what": "exhibit", "value": f"{exhibit.number} {exhibit.id}"},
        {"what": "state", "value": holdings.state(exhibit.id).value},
        {"what": "size", "value": f"{exhibit.size} bytes"},
        {"what": "media type", "value": holdings.media_type(exhibit.id) or "not read yet"},
        {"what": "SHA-256", "value": exhibit.sha256},
        {"what": "BLAKE3", "value": exhibit.blake3},
        {"what": "compartment", "value": exhibit.compartment},
    ]
    for receipt in exhibit.receipts:
        how = ", ".join(f"{key} {value}" for key, value in _stated(receipt.obtained) if value) or "not stated"
        rows.append(
            {"what": f"receipt {receipt.number}", "value": f"{receipt.time} from {receipt.source}; obtained: {how}"}
        )
    text = holdings.latest(exhibit.id, TEXT)
    for derivative in (text, holdings.latest(text.id, ANNOTATIONS) if text else None):
        if derivative is not None:
            made = f"{derivative.time} by {derivative.tool} {derivative.version} ({derivative.isolation})"
            found = ", ".join(derivative.findings) or "no findings"
            rows.append({"what": f"{derivative.kind} {derivative.id}", "value": f"{made}; {found}"})
    return rows


def tables_of(session: Session, exhibit: Exhibit, page: int) -> tuple[Table, ...]:
    """The ruled tables of a PDF page, as a second engine finds them; ReaderError if it reads no such page."""
    return _read_or_say(session.pool.tables(session.document(exhibit), page=page), exhibit, page)


def second_reading_of(session: Session, exhibit: Exhibit, page: int) -> str:
    """A PDF page as a second, independent engine reads it; ReaderError if it reads no such page."""
    return _read_or_say(session.pool.second_reading(session.document(exhibit), page=page), exhibit, page)


def _read_or_say(found: T | NotDone, exhibit: Exhibit, page: int) -> T:
    if isinstance(found, NotDone):
        raise ReaderError(f"{exhibit.number} has no PDF page {page} for the second reader ({found.reason})")
    return found


def _stated(obtained: Obtained) -> tuple[tuple[str, str | None], ...]:
    return ("when", obtained.when), ("where", obtained.where), ("how", obtained.how), ("by", obtained.by)


def _row(session: Session, arrival: Arrival) -> FileRow:
    holdings = session.standing.holdings
    state, reason, remedy = arrival.state.value, arrival.reason.value if arrival.reason else "", arrival.remedy or ""
    if arrival.exhibit is not None and arrival.exhibit in holdings.exhibits:
        now = holdings.state(arrival.exhibit)
        known = "duplicate, " if arrival.state is State.DUPLICATE else ""
        known = "already here, " if arrival.state is State.ALREADY_HERE else known
        state = f"{known}{now.value}"
        reason = holdings.reason(arrival.exhibit) or ""
        remedy = remedy or REMEDY.get(reason, _OVER_LIMIT if reason.startswith("over_limit") else "")
    return FileRow(
        number=arrival.number or "",
        name=arrival.name.decode("utf-8", "replace"),
        size=arrival.size,
        state=state,
        reason=reason,
        remedy=remedy,
    )

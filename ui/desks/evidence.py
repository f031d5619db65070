"""Behind the Evidence page: states of exhibits, intake in a process of its own, search."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

from evidence.errors import BusyError, UnreadableError
from evidence.model.heads import Source
from evidence.model.holding import Exhibit, ExhibitState
from evidence.search import Hit as Found
from evidence.search import parse_query
from ingest.ports import Ocr
from ui.desks import days
from ui.desks.cards import states_of
from ui.desks.intake_process import IntakeProcess
from ui.desks.room import Room
from ui.session import Session
from ui.use.intake import REMEDY
from ui.views.common import Choice, Spot
from ui.views.evidence import ROWS_PER_PAGE, Hit, Hits, Intake, Obtained, Remedy, Row, RowsPage, Shown, Summary
from ui.views.words_shown import Holding

_STATE = {
    ExhibitState.TAKEN_IN: Holding.TAKEN_IN,
    ExhibitState.READ: Holding.READ,
    ExhibitState.NEEDS_OCR: Holding.NEEDS_OCR,
    ExhibitState.NEEDS_PASSWORD: Holding.NEEDS_PASSWORD,
    ExhibitState.UNSUPPORTED: Holding.UNSUPPORTED,
    ExhibitState.REFUSED: Holding.REFUSED,
    ExhibitState.FAILED: Holding.FAILED,
}
_REMEDY = {ExhibitState.NEEDS_OCR: Remedy.READ_WITH_OCR, ExhibitState.FAILED: Remedy.TRY_AGAIN}
_SHOWN = {
    Shown.ALL: set(ExhibitState),
    Shown.NEEDS_PERSON: set(ExhibitState) - {ExhibitState.READ, ExhibitState.TAKEN_IN},
    Shown.READ: {ExhibitState.READ},
    Shown.WAITING: {ExhibitState.TAKEN_IN},
}
_MOST_HITS = 20


class RealEvidence:
    """An `EvidenceDesk` over one session."""

    def __init__(self, room: Room, start: IntakeProcess) -> None:
        self._room = room
        self._intake = start

    def summary(self) -> Summary:
        """Counts for the page's head and its filter."""
        with self._room.session(fresh=self._intake.has_told_more()) as session:
            return session.once("summary", lambda: _summary(session))

    def rows(self, shown: Shown, page: int) -> RowsPage:
        """One page of rows, by number."""
        with self._room.session() as session:
            found = session.once(("rows", shown), lambda: _listed(session, shown))
            pages = max(1, -(-len(found) // ROWS_PER_PAGE))
            at = min(max(page, 1), pages)
            chosen = found[(at - 1) * ROWS_PER_PAGE : at * ROWS_PER_PAGE]
            rows = tuple(_row(session, exhibit) for exhibit in chosen)
            return RowsPage(rows=rows, page=at, pages=pages, total=len(found))

    def intake(self) -> Intake | None:
        """The intake under way, else the last one of this server."""
        return self._intake.progress()

    def sources(self) -> tuple[Choice, ...]:
        """Who has given material so far, by code."""
        with self._room.session() as session:
            codes = sorted(source.code for source in session.standing.live(Source))
            return tuple(Choice(id=code, label=code) for code in codes)

    def add_folder(self, path: Path, source: str, obtained: Obtained) -> None:
        """Start taking in a folder or file of this machine in a process of its own."""
        if not path.exists():
            raise UnreadableError("nothing there can be read", hint="give the full path of a folder or file here")
        if self._intake.is_running():
            raise BusyError("another intake runs", hint="wait until it ends")
        stated = {key: value for key, value in _stated(obtained) if value}
        self._intake.start(path, source, stated)

    def remedy(self, exhibit: str, remedy: Remedy, password: str = "") -> None:
        """Try again, or read with OCR what waits for it."""
        if remedy is Remedy.ENTER_PASSWORD:
            raise UnreadableError(
                "this version opens no protected files", hint="the file is kept; ask for an open copy"
            )
        again = ExhibitState.NEEDS_OCR if remedy is Remedy.READ_WITH_OCR else ExhibitState.FAILED
        with self._room.session(fresh=True) as session:
            session.read_one(session.exhibit(exhibit), again, Ocr.NOW)

    def search(self, words: str) -> Hits:
        """Find words in any spelling, names, numbers, original file names and digests."""
        query = parse_query(words)
        with self._room.session(fresh=True) as session:
            found = session.index.find(query, limit=_MOST_HITS)
            return Hits(hits=tuple(_hit(session, one) for one in found), total=session.index.count(query))


def _summary(session: Session) -> Summary:
    states = Counter(states_of(session).values())
    latest = max((one.receipts[-1].time for one in session.standing.holdings.exhibits.values()), default="")
    return Summary(
        counts={shown: sum(states[state] for state in wanted) for shown, wanted in _SHOWN.items()},
        last_intake=f"last received {days.moment(latest)}" if latest else "",
    )


def _listed(session: Session, shown: Shown) -> list[Exhibit]:
    states, holdings = states_of(session), session.standing.holdings
    found = [one for one in holdings.exhibits.values() if states[one.id] in _SHOWN[shown]]
    return sorted(found, key=lambda exhibit: exhibit.number)


def _row(session: Session, exhibit: Exhibit) -> Row:
    holdings = session.standing.holdings
    state = holdings.state(exhibit.id)
    return Row(
        exhibit=exhibit.id,
        number=exhibit.number,
        name=exhibit.receipts[0].name.decode("utf-8", "replace"),
        state=_STATE[state],
        what=_what(session, exhibit),
        remedy=_REMEDY.get(state),
    )


def _what(session: Session, exhibit: Exhibit) -> str:
    holdings = session.standing.holdings
    reason = holdings.reason(exhibit.id)
    text = holdings.latest(exhibit.id, "text")
    parts = []
    if text is not None:
        count = len(session.texts.pages(text.id))
        parts.append(f"{count} pages" if count != 1 else "1 page")
        parts += [finding.partition(":")[0].replace("_", " ") for finding in text.findings[:2]]
    if reason is not None:
        parts.append(REMEDY.get(reason, reason.replace("_", " ")))
    if len(exhibit.receipts) > 1:
        parts.append(f"{len(exhibit.receipts)} receipts")
    return ", ".join(parts) or "Waiting for a reader"


def _hit(session: Session, found: Found) -> Hit:
    held = session.standing.holdings.exhibit(found.exhibit)
    if found.page is None or not found.spans:
        where = Spot(exhibit=held.id, page=found.page or 1, start=0, end=0, label=held.number)
        return Hit(spot=where, kind="number or name", before=held.number, match="", after="")
    start, end = found.spans[0]
    text = found.snippet
    at = start - found.snippet_start
    where = Spot(exhibit=held.id, page=found.page, start=start, end=end, label=f"{held.number}.{found.page:03}")
    kind = "as typed" if found.exact else "other spelling"
    return Hit(
        spot=where, kind=kind, before=text[:at], match=text[at : at + end - start], after=text[at + end - start :]
    )


def _stated(obtained: Obtained) -> tuple[tuple[str, str], ...]:
    return ("when", obtained.when), ("where", obtained.where), ("how", obtained.how), ("by", obtained.by)

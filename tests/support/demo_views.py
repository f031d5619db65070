"""Desks with an invented case, held in memory: they behave, so that a page driven over them can be wrong."""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

from evidence.errors import BusyError, NotAllowedError, UnreadableError, WrongPassphraseError
from tests.support.demo_case import DemoCase
from tests.support.demo_disclose import DemoDisclose
from tests.support.demo_graph import DemoGraph
from tests.support.demo_names import ORDER_ID, PASSPHRASE, PERSON_NAME, REPORT_ID
from tests.support.demo_page import ORDER, REPORT
from tests.support.demo_review import DemoReview
from ui.views.common import Choice, Spot
from ui.views.evidence import ROWS_PER_PAGE, Hit, Hits, Intake, Obtained, Remedy, Row, RowsPage, Shown, Summary
from ui.views.house import Desks, Waiting
from ui.views.unlock import Closing, Person
from ui.views.words_shown import Holding


class DemoDoor:
    """Opens with one passphrase; idle time is a number that a test sets."""

    def __init__(self) -> None:
        self.open = False
        self.touched = 0
        self.closing: Closing | None = None

    def workspaces(self) -> tuple[Choice, ...]:
        return (Choice(id="ws_minsk", label="Minsk 2020–2021"),)

    def people(self, workspace: str) -> tuple[Choice, ...]:
        return (Choice(id="k-00000000000000aa", label=f"{PERSON_NAME}, lawyer"),)

    def unlock(self, workspace: str, person: str, passphrase: str) -> None:
        if passphrase != PASSPHRASE:
            raise WrongPassphraseError(
                "that passphrase does not open this identity", hint="check the keyboard language"
            )
        self.open = True

    def lock(self) -> None:
        if self.open:
            self.closing = Closing(at=datetime(2026, 11, 25, 12, 41, tzinfo=UTC), idle_minutes=None)
        self.open = False

    def leave_alone(self) -> None:
        """What the passing of fifteen minutes does."""
        self.open, self.closing = False, Closing(at=datetime(2026, 11, 25, 12, 41, tzinfo=UTC), idle_minutes=15)

    def touch(self) -> None:
        self.touched += 1

    def person(self) -> Person | None:
        return Person(name=PERSON_NAME, role="lawyer", device="laptop d-02") if self.open else None

    def last_closing(self) -> Closing | None:
        return self.closing


class DemoEvidence:
    """Eight exhibits of every state; an intake that lasts a moment and adds one row per file of the folder."""

    def __init__(self) -> None:
        self.items = [
            Row(
                exhibit=REPORT_ID,
                number="A-000207",
                name="Рапорт о применении спецсредств.pdf",
                state=Holding.READ,
                what="4 pages, text layer",
            ),
            self._row(208, "скан_приказа_127.tif", Holding.NEEDS_OCR, "No text on 3 pages", Remedy.READ_WITH_OCR),
            self._row(209, "zeznanie_W-033.docx", Holding.TAKEN_IN, "Waiting for a reader"),
            self._row(210, "архив_ЦИП_2020.zip", Holding.NEEDS_PASSWORD, "Two passwords tried", Remedy.ENTER_PASSWORD),
            self._row(211, "IMG_20200812_0417.heic", Holding.READ, "Place and time in the file"),
            self._row(212, "запіс_голасу_14.amr", Holding.FAILED, "Converter stopped after 120 s", Remedy.TRY_AGAIN),
            self._row(213, "установщик\u202efdp.exe", Holding.REFUSED, "A program: kept, never opened"),
            self._row(
                214, "**план**_![x](http://example.org/x.png).dwg", Holding.UNSUPPORTED, "No reader for this format"
            ),
            Row(
                exhibit=ORDER_ID,
                number="A-000158",
                name="Приказ № 127.pdf",
                state=Holding.READ,
                what="2 pages, read with OCR",
            ),
        ]
        self.started: float | None = None
        self.added: list[tuple[Path, str, Obtained]] = []
        self.remedies: list[tuple[str, Remedy, str]] = []

    @staticmethod
    def _row(number: int, name: str, state: Holding, what: str, remedy: Remedy | None = None) -> Row:
        return Row(
            exhibit=f"exh_{number:026}", number=f"A-{number:06}", name=name, state=state, what=what, remedy=remedy
        )

    def _shown(self, shown: Shown) -> list[Row]:
        wanted: dict[Shown, Callable[[Row], bool]] = {
            Shown.ALL: lambda _row: True,
            Shown.NEEDS_PERSON: lambda row: row.remedy is not None,
            Shown.READ: lambda row: row.state is Holding.READ,
            Shown.WAITING: lambda row: row.state is Holding.TAKEN_IN,
        }
        fits = wanted[shown]
        return [row for row in self.items if fits(row)]

    def summary(self) -> Summary:
        counts = {shown: len(self._shown(shown)) for shown in Shown}
        return Summary(counts=counts, last_intake="last intake today 09:02, source W-021")

    def rows(self, shown: Shown, page: int) -> RowsPage:
        rows = self._shown(shown)
        pages = max(1, -(-len(rows) // ROWS_PER_PAGE))
        page = min(page, pages)
        cut = rows[(page - 1) * ROWS_PER_PAGE : page * ROWS_PER_PAGE]
        return RowsPage(rows=tuple(cut), page=page, pages=pages, total=len(rows))

    def intake(self) -> Intake | None:
        if self.started is None:
            return Intake(
                number=30,
                files_done=690,
                files=690,
                bytes_done=4_800_000_000,
                bytes=4_800_000_000,
                seconds_left=None,
                read=398,
                need_help=9,
                failed=2,
                duplicates=3,
                running=False,
            )
        share = min(1.0, (time.monotonic() - self.started) / 1.5)
        files = len(self.added)
        return Intake(
            number=31,
            files_done=int(files * share),
            files=files,
            bytes_done=int(1000 * share),
            bytes=1000,
            seconds_left=None if share == 1 else 60,
            read=int(share),
            need_help=0,
            failed=0,
            duplicates=0,
            running=share < 1,
        )

    def sources(self) -> tuple[Choice, ...]:
        return (Choice(id="W-021", label="W-021"), Choice(id="W-033", label="W-033"))

    def add_folder(self, path: Path, source: str, obtained: Obtained) -> None:
        if not path.exists():
            raise UnreadableError("nothing can be read at that path", hint="check the path, and that you may read it")
        intake = self.intake()
        if intake is not None and intake.running:
            raise BusyError("another intake is running")
        self.added.append((path, source, obtained))
        self.started = time.monotonic()
        for number, file in enumerate(sorted(path.iterdir()), start=300):
            self.items.insert(0, self._row(number, file.name, Holding.READ, "1 page, plain text"))

    def remedy(self, exhibit: str, remedy: Remedy, password: str = "") -> None:
        self.remedies.append((exhibit, remedy, password))
        self.items = [
            replace(row, state=Holding.READ, what="Read on the second try", remedy=None)
            if row.exhibit == exhibit
            else row
            for row in self.items
        ]

    def search(self, words: str) -> Hits:
        hits = []
        for exhibit, number, lines in ((ORDER_ID, "A-000158.001", ORDER), (REPORT_ID, "A-000207.001", REPORT)):
            text = "\n".join(lines)
            at = text.casefold().find(words.casefold())
            if at >= 0:
                end = at + len(words)
                spot = Spot(exhibit=exhibit, page=1, start=at, end=end, label=number)
                hits.append(
                    Hit(
                        spot=spot,
                        kind="text",
                        before=text[max(0, at - 40) : at],
                        match=text[at:end],
                        after=text[end : end + 40],
                    )
                )
        return Hits(hits=tuple(hits), total=len(hits))


class DemoHouse:
    """The whole demo behind its door."""

    def __init__(self, folder: Path = Path("package-LT-2-03"), *, unlocked: bool = False) -> None:
        self.door = DemoDoor()
        self.door.open = unlocked
        self.evidence, self.review, self.case = DemoEvidence(), DemoReview(), DemoCase(order=ORDER_ID, report=REPORT_ID)
        self.graph, self.disclose = DemoGraph(), DemoDisclose(folder)

    def desks(self) -> Desks:
        if not self.door.open:
            raise NotAllowedError("the workspace is locked")
        return Desks(
            evidence=self.evidence, review=self.review, case=self.case, graph=self.graph, disclose=self.disclose
        )

    def waiting(self) -> Waiting:
        return Waiting(evidence=7, review=len(self.review.open), disclose=3 * self.disclose.blockers)

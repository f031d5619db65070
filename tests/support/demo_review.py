"""The Review desk of the demo: two exhibits, claims and proposals that really come and go."""

from __future__ import annotations

from dataclasses import replace

from evidence.errors import CitationError, NotHeldError
from evidence.when import When
from tests.support.demo_names import NOTE_ID, ORDER_ID, REPORT_ID
from tests.support.demo_page import HEIGHT, ORDER, REPORT, WIDTH, DrawnPage, drawn
from ui.views.common import Choice, ClaimLine, Spot
from ui.views.review import ClaimDraft, Field, FieldKind, Form, Heading, Mark, MarkKind, Proposal, Sheet
from ui.views.words_shown import Reading


def _form(identity: str, label: str, *fields: Field) -> Form:
    return Form(id=identity, label=label, fields=fields)


class DemoReview:
    """Two exhibits; claims and proposals really come and go."""

    def __init__(self) -> None:
        self.drawn = {
            (ORDER_ID, 1): drawn(ORDER),
            (ORDER_ID, 2): drawn(("Приложение к приказу № 127",)),
            (REPORT_ID, 1): drawn(REPORT),
            (NOTE_ID, 1): drawn(REPORT),
        }
        self.saved: list[ClaimDraft] = []
        self.accepted: list[str] = []
        self.dismissed: list[tuple[str, str]] = []
        self.read: list[tuple[str, bool, str]] = []
        self.lines = [
            self._line(
                "C-0511",
                "Zarubavets: head, TsIP",
                "by A. Waszczuk · read by K. Mazur, 24 Nov 16:40",
                Reading.ACCEPTED,
                "Начальнику ЦИП подполковнику милиции Зарубовцу О.Н",
            ),
            self._line(
                "C-0512", "Dubanosau: deputy, GUVD", "by you · another person must read it", Reading.WAITS, "Дубоносов"
            ),
        ]
        found = (
            ("Did", "Medicines refused at the detention centre", "лекарственные средства, не\nпринимать"),
            ("Ordered", "Relatives not to be told", "Сведения о доставленных родственникам не\nсообщать"),
            ("Held", "Zhodino, from 12 Aug 2020", "12 августа 2020 г."),
            ("Held", "Prison No. 8, Zhodino", "тюрьму № 8 (г. Жодино)"),
            ("Named", "С.А. Дубоносов, official", "С.А. Дубоносов"),
        )
        self.open = [
            Proposal(
                id=f"prp_{n:026}", label=str(n), form=form, says=says, tool="recogniser 0.4", spot=self._spot(quote)
            )
            for n, (form, says, quote) in enumerate(found, start=1)
        ]

    def _spot(self, quote: str) -> Spot:
        at = self.drawn[ORDER_ID, 1].text.index(quote)
        return Spot(exhibit=ORDER_ID, page=1, start=at, end=at + len(quote), label="A-000158.001")

    def _line(self, number: str, says: str, by: str, reading: Reading, quote: str) -> ClaimLine:
        return ClaimLine(id=f"clm_{number}", number=number, says=says, by=by, reading=reading, spot=self._spot(quote))

    def exhibits(self) -> tuple[Choice, ...]:
        return (Choice(id=ORDER_ID, label="A-000158 Order No. 127"), Choice(id=REPORT_ID, label="A-000207 Report"))

    def heading(self, exhibit: str) -> Heading:
        known = {
            ORDER_ID: (
                "A-000158",
                "Order No. 127, GUVD Minsk",
                "scan, 2 pages · Russian · from W-021, received 19 Nov 2026",
            ),
            NOTE_ID: ("A-000301", "Note", "plain text, 1 page · Russian · from W-021"),
            REPORT_ID: ("A-000207", "Report on special means", "PDF, 1 page · Russian · from W-033"),
        }
        if exhibit not in known:
            raise NotHeldError(f"no exhibit {exhibit} is held here", hint="open it from the Evidence page")
        number, title, about = known[exhibit]
        return Heading(exhibit=exhibit, number=number, title=title, about=about)

    def sheet(self, exhibit: str, page: int) -> Sheet:
        found = self._page(exhibit, page)
        pages = sum(held == exhibit for held, _page in self.drawn)
        marks = [
            Mark(id=line.id, kind=MarkKind.CLAIM, label="", start=line.spot.start, end=line.spot.end)
            for line in self.claims(exhibit, page)
        ]
        marks += [
            Mark(id=each.id, kind=MarkKind.PROPOSAL, label=each.label, start=each.spot.start, end=each.spot.end)
            for each in self.proposals(exhibit, page)
        ]
        number = {ORDER_ID: "A-000158", REPORT_ID: "A-000207", NOTE_ID: "A-000301"}[exhibit]
        return Sheet(
            exhibit=exhibit,
            number=f"{number}.{page:03}",
            page=page,
            pages=pages,
            width=WIDTH,
            height=HEIGHT,
            text=found.text,
            words=() if exhibit == NOTE_ID else found.words,
            marks=tuple(marks),
            picture=exhibit != NOTE_ID,
        )

    def _page(self, exhibit: str, page: int) -> DrawnPage:
        if (exhibit, page) not in self.drawn:
            raise NotHeldError(f"no page {page} of {exhibit} is held here")
        return self.drawn[exhibit, page]

    def page_image(self, exhibit: str, page: int) -> bytes:
        return bytes(self._page(exhibit, page).png)

    def proposals(self, exhibit: str, page: int) -> tuple[Proposal, ...]:
        return tuple(each for each in self.open if (each.spot.exhibit, each.spot.page) == (exhibit, page))

    def accept(self, proposal: str) -> None:
        self.accepted.append(proposal)
        self.open = [each for each in self.open if each.id != proposal]

    def dismiss(self, proposal: str, reason: str) -> None:
        self.dismissed.append((proposal, reason))
        self.open = [each for each in self.open if each.id != proposal]

    def claims(self, exhibit: str, page: int) -> tuple[ClaimLine, ...]:
        return tuple(line for line in self.lines if (line.spot.exhibit, line.spot.page) == (exhibit, page))

    def forms(self) -> tuple[Form, ...]:
        people = (
            Choice(id="per_dubanosau", label="Dubanosau, Siarhei"),
            Choice(id="per_zarubavets", label="Zarubavets, Aleh"),
        )
        incidents = (Choice(id="inc_01", label="I-01 Okrestina"),)
        return (
            _form(
                "ordered",
                "Ordered",
                Field(key="person", label="Who ordered", kind=FieldKind.HEAD, choices=people, required=True),
                Field(key="target", label="Act, incident or unit", kind=FieldKind.HEAD, choices=incidents),
                Field(key="when", label="When", kind=FieldKind.DATE),
                Field(key="content", label="Content", kind=FieldKind.TEXT, required=True),
            ),
            _form("says", "Says", Field(key="text", label="What it says", kind=FieldKind.TEXT, required=True)),
        )

    def sources(self, exhibit: str) -> tuple[Choice, ...]:
        return (Choice(id="src_order", label="Order No. 127"), Choice(id="src_w021", label="W-021"))

    def save_claim(self, draft: ClaimDraft) -> str:
        text = self._page(draft.spot.exhibit, draft.spot.page).text
        if draft.spot.end > len(text):
            raise CitationError(f"page {draft.spot.page} of {draft.spot.exhibit} has {len(text)} characters")
        if draft.values.get("when"):
            When(draft.values["when"])
        self.saved.append(draft)
        number = f"C-{512 + len(self.saved):04}"
        self.lines.append(
            ClaimLine(
                id=f"clm_{number}",
                number=number,
                says=draft.values.get("content", ""),
                by="by you",
                reading=Reading.WAITS,
                spot=draft.spot,
            )
        )
        return number

    def waiting(self, exhibit: str) -> tuple[ClaimLine, ...]:
        return tuple(
            replace(
                line,
                id="clm_other",
                number="C-0498",
                says="Aleh Zarubavets, ranked lieutenant colonel",
                by="by A. Waszczuk",
            )
            for line in self.lines[:1]
            if line.spot.exhibit == exhibit and "clm_other" not in {claim for claim, _, _ in self.read}
        )

    def read_second(self, claim: str, *, accepted: bool, note: str) -> None:
        self.read.append((claim, accepted, note))

"""Behind the Review page: pages drawn by the isolated reader, words to select, claims and proposals."""

from __future__ import annotations

from collections.abc import Mapping

from evidence.errors import NotHeldError, UnknownReferenceError
from evidence.ids import ExhibitId, ProposalId, RecordId
from evidence.model import values
from evidence.model.claim import Claim, Span
from evidence.model.decision import Review, ReviewDecision
from evidence.model.heads import Source
from evidence.model.holding import Exhibit
from ingest.read import pages
from ingest.recognise.proposals import Form as FoundForm
from ingest.recognise.proposals import Proposal as Found
from ui.desks import days, fields
from ui.desks.cards import claims_citing, line, reading
from ui.desks.kept import Kept
from ui.desks.open_proposals import WaitingExhibits, open_proposals, reading_of
from ui.desks.room import Room
from ui.session import Session
from ui.use import material
from ui.use.material import describing
from ui.use.proposals import accept, find
from ui.views.common import Choice, ClaimLine, Spot
from ui.views.review import ClaimDraft, Form, Heading, Mark, MarkKind, Proposal, Sheet, Word
from ui.views.words_shown import Reading

_A4 = (59528, 84189)
"""Width and height of a page without a size, in hundredths of a point."""
_DPI = 110
_MOST_LISTED = 60
_KEPT_PAGES = 12
"""Pages drawn and words placed that stay in memory, for a page that is looked at is redrawn on every click."""
_LANGUAGES = {
    "be": "Belarusian",
    "en": "English",
    "lt": "Lithuanian",
    "pl": "Polish",
    "ru": "Russian",
    "uk": "Ukrainian",
    "und": "",
}


class RealReview:
    """A `ReviewDesk` over one session."""

    def __init__(self, room: Room, waiting: WaitingExhibits) -> None:
        self._room = room
        self._waiting = waiting
        self._pictures: Kept[tuple[str, int], bytes] = Kept(_KEPT_PAGES)
        self._placed: Kept[tuple[str, int], tuple[Word, ...]] = Kept(_KEPT_PAGES)

    def exhibits(self) -> tuple[Choice, ...]:
        """The first exhibits that can be read, those with open proposals before the others; search finds the rest."""
        with self._room.session() as session:
            waiting = self._waiting.of(session)
            readable = session.once("readable", lambda: _readable(session))
            listed = sorted(readable, key=lambda one: one.id not in waiting)[:_MOST_LISTED]
            return tuple(Choice(id=one.id, label=f"{one.number}  {_title(session, one)}") for one in listed)

    def heading(self, exhibit: str) -> Heading:
        """What the page's head says."""
        with self._room.session() as session:
            held = _held(session, exhibit)
            about = _about(session, held)
            return Heading(exhibit=held.id, number=held.number, title=_title(session, held), about=about)

    def sheet(self, exhibit: str, page: int) -> Sheet:
        """One page with its words and marks."""
        with self._room.session() as session:
            held = _held(session, exhibit)
            read = reading_of(session, held.id)
            if not 1 <= page <= len(read.pages):
                raise NotHeldError(f"{held.number} has {len(read.pages)} pages, and no page {page}")
            one = read.pages[page - 1]
            width, height = (one.width, one.height) if one.width and one.height else _A4
            return Sheet(
                exhibit=held.id,
                number=f"{held.number}.{page:03}",
                page=page,
                pages=len(read.pages),
                width=width,
                height=height,
                text=one.text,
                words=self._placed.get((session.text(held.id), page), lambda: _words(session, held, one)),
                marks=_marks(session, held.id, page),
                picture=one.width is not None,
                notice=_notice(one),
            )

    def page_image(self, exhibit: str, page: int) -> bytes:
        """The page drawn as a PNG by the isolated reader."""
        with self._room.session() as session:
            held = _held(session, exhibit)
            return self._pictures.get((held.id, page), lambda: _drawn(session, held, page))

    def proposals(self, exhibit: str, page: int) -> tuple[Proposal, ...]:
        """The open ones of that page, in reading order."""
        with self._room.session() as session:
            held = _held(session, exhibit)
            return tuple(
                Proposal(
                    id=f"{held.id}/{one.id}",
                    label=str(number),
                    form=str(one.form),
                    says=one.label or (one.quote if one.form is FoundForm.PERSON else one.value),
                    tool=one.by,
                    spot=_spot(held, one),
                )
                for number, one in enumerate(_open_on(session, held.id, page), start=1)
            )

    def accept(self, proposal: str) -> None:
        """Sign a claim that the proposal leads to; the exhibit's own source says it."""
        exhibit, _, identifier = proposal.partition("/")
        with self._room.session(fresh=True) as session:
            held = _held(session, exhibit)
            accept(session, held.id, identifier, by=session.source_record(held.source).code)

    def dismiss(self, proposal: str, reason: str) -> None:
        """Sign a dismissal; it holds after the recogniser runs again."""
        with self._room.session(fresh=True) as session:
            exhibit, _, identifier = proposal.partition("/")
            find(session, exhibit, identifier)
            session.hand.dismiss(ProposalId(identifier), reason or "dismissed")

    def claims(self, exhibit: str, page: int) -> tuple[ClaimLine, ...]:
        """The live claims that cite that page."""
        with self._room.session() as session:
            held = _held(session, exhibit)
            found = claims_citing(session, held.id)
            return tuple(line(session, claim) for claim in found if _on(claim, held.id, page))

    def forms(self) -> tuple[Form, ...]:
        """The forms of statement on offer, with heads to choose from."""
        with self._room.session() as session:
            return session.once("forms", lambda: fields.forms(session))

    def sources(self, exhibit: str) -> tuple[Choice, ...]:
        """Who can have said it, the exhibit's own source first."""
        with self._room.session() as session:
            own = session.standing.line(RecordId(_held(session, exhibit).source))
            found = [Choice(id=session.standing.line(one.id), label=one.code) for one in session.standing.live(Source)]
            return tuple(sorted(found, key=lambda choice: (choice.id != own, choice.label)))

    def save_claim(self, draft: ClaimDraft) -> str:
        """Sign it and return its number; nothing is written if anything does not fit."""
        with self._room.session(fresh=True) as session, session.hand.batch():
            held = _held(session, draft.spot.exhibit)
            text = session.texts.page(session.text(held.id), draft.spot.page)
            quote = text[draft.spot.start : draft.spot.end]
            citation = material.cite(session, held.id, draft.spot.page, quote, draft.spot.start)
            made = material.claim(
                session,
                fields.statement(session, draft.form, draft.values),
                [citation],
                said_by=session.source_line(session.source_record(draft.said_by)),
                basis=values.Basis(draft.basis.name.lower()),
                denies=draft.denies,
                credibility=draft.credibility,
            )
        return material.number_of(session, made.id)

    def waiting(self, exhibit: str) -> tuple[ClaimLine, ...]:
        """Claims of others on this exhibit that wait for this person's second reading."""
        with self._room.session() as session:
            held = _held(session, exhibit)
            mine = session.workspace.person
            found = [claim for claim in claims_citing(session, held.id) if claim.by != mine]
            return tuple(line(session, claim) for claim in found if reading(session, claim) is Reading.WAITS)

    def read_second(self, claim: str, *, accepted: bool, note: str) -> None:
        """Sign the second reading: accepted, or returned with a note."""
        decision = ReviewDecision.ACCEPT if accepted else ReviewDecision.RETURN
        with self._room.session(fresh=True) as session:
            session.hand.record(Review, of=RecordId(claim), decision=decision, note=note)


def _held(session: Session, exhibit: str) -> Exhibit:
    try:
        return session.exhibit(exhibit)
    except UnknownReferenceError as error:
        raise NotHeldError(str(error)) from error


def _title(session: Session, exhibit: Exhibit) -> str:
    described = describing(session, exhibit.id)
    return described.title.text if described else exhibit.receipts[0].name.decode("utf-8", "replace")


def _about(session: Session, held: Exhibit) -> str:
    count = len(reading_of(session, held.id).pages)
    described = describing(session, held.id)
    parts = [
        f"{count} pages" if count > 1 else "1 page",
        _LANGUAGES.get(described.language, described.language) if described else "",
        f"from {session.source_record(held.source).code}, received {days.day_of(held.receipts[0].time)}",
        f"{len(held.receipts)} receipts" if len(held.receipts) > 1 else "",
    ]
    return " · ".join(part for part in parts if part)


def _readable(session: Session) -> tuple[Exhibit, ...]:
    holdings = session.standing.holdings
    readable = [one for one in holdings.exhibits.values() if holdings.latest(one.id, "text") is not None]
    return tuple(sorted(readable, key=lambda one: one.number))


def _drawn(session: Session, held: Exhibit, page: int) -> bytes:
    drawn = session.pool.render(session.document(held), page=page, dpi=_DPI)
    if isinstance(drawn, pages.NotDone):
        raise NotHeldError(f"{held.number} has no picture of page {page}")
    return drawn


def _words(session: Session, held: Exhibit, page: pages.Page) -> tuple[Word, ...]:
    found: tuple[pages.Word, ...] | pages.NotDone = page.words
    if not page.ocr and page.width is not None:
        found = session.pool.words(session.document(held), page=page.number)
    if isinstance(found, pages.NotDone):
        return ()
    return tuple(
        Word(
            start=one.start,
            end=one.end,
            text=page.text[one.start : one.end],
            left=one.box.x0,
            top=one.box.y0,
            right=one.box.x1,
            bottom=one.box.y1,
        )
        for one in found
        if one.end <= len(page.text)
    )


def _notice(page: pages.Page) -> str:
    if page.waits:
        return "This page waits for OCR: what is read here is not what it shows."
    if page.layer is not None:
        return "The file's own text layer was not believed; these words were read off the picture."
    return "These words were read off the picture." if page.ocr else ""


def _marks(session: Session, exhibit: ExhibitId, page: int) -> tuple[Mark, ...]:
    marks = [
        Mark(id=claim.id, kind=MarkKind.CLAIM, label="", start=at.start, end=at.end)
        for claim in claims_citing(session, exhibit)
        for at in (citation.at for citation in claim.cites if citation.exhibit == exhibit)
        if isinstance(at, Span) and at.page == page
    ]
    marks += [
        Mark(id=f"{exhibit}/{one.id}", kind=MarkKind.PROPOSAL, label=str(number), start=one.start, end=one.end)
        for number, one in enumerate(_open_on(session, exhibit, page), start=1)
    ]
    return tuple(marks)


def _on(claim: Claim, exhibit: ExhibitId, page: int) -> bool:
    return any(citation.exhibit == exhibit and citation.page == page for citation in claim.cites)


def _open_on(session: Session, exhibit: ExhibitId, page: int) -> list[Found]:
    found: Mapping[str, Found] = {}
    # One finding that stands in several places of a page is one proposal, shown at the first.
    for one in open_proposals(session, exhibit):
        if one.page == page and one.id not in found:
            found = {**found, one.id: one}
    return sorted(found.values(), key=lambda one: (one.start, one.end))


def _spot(held: Exhibit, one: Found) -> Spot:
    label = f"{held.number}.{one.page:03}"
    return Spot(exhibit=held.id, page=one.page, start=one.start, end=one.end, label=label)

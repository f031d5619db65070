"""Claims, spots and states as pages show them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping

from evidence.casefile.coverage import CellState
from evidence.casefile.numbers import code_of
from evidence.casefile.wording import says
from evidence.errors import UnknownReferenceError
from evidence.ids import ExhibitId
from evidence.model.claim import Citation, Claim, Span
from evidence.model.decision import Review, ReviewDecision
from evidence.model.holding import ExhibitState
from evidence.model.output import CaseFile
from evidence.standing import Usable
from ui.session import Session
from ui.views.common import ClaimCard, ClaimLine, Spot
from ui.views.words_shown import Coverage, Reading, Side

STATE = {
    CellState.NO_EVIDENCE: Coverage.NO_EVIDENCE,
    CellState.LEAD_ONLY: Coverage.LEAD_ONLY,
    CellState.SINGLE_SOURCE: Coverage.SINGLE_SOURCE,
    CellState.CORROBORATED: Coverage.CORROBORATED,
    CellState.CONTESTED: Coverage.CONTESTED,
}
_UNUSABLE = {
    Usable.YES: "",
    Usable.NOT_LIVE: "taken back or replaced",
    Usable.CONTESTED: "two versions compete",
    Usable.EXHIBIT_BROKEN: "its exhibit failed the last audit",
    Usable.RETURNED: "returned by the second reader",
    Usable.NOT_REVIEWED: "waits for a second reader",
}


def spot(session: Session, citation: Citation) -> Spot:
    """Where a citation stands; a citation of an older text opens at its quote where that occurs exactly once."""
    held = session.standing.holdings.exhibit(citation.exhibit)
    page = citation.page or 1
    start, end = (citation.at.start, citation.at.end) if isinstance(citation.at, Span) else (0, 0)
    text = session.standing.holdings.latest(ExhibitId(held.id), "text")
    if text is not None and citation.text is not None and text.id != citation.text:
        pages = session.texts.pages(text.id)
        stored = pages[page - 1] if page <= len(pages) else ""
        if stored.count(citation.quote) == 1:
            start = stored.index(citation.quote)
            end = start + len(citation.quote)
    return Spot(exhibit=held.id, page=page, start=start, end=end, label=f"{held.number}.{page:03}")


def card(session: Session, claim: Claim, side: Side = Side.FOR) -> ClaimCard:
    """One claim as a reader meets it."""
    first = claim.cites[0]
    notes = [_UNUSABLE[session.standing.usable(claim.id)], "denies it" if claim.denies else ""]
    notes += [f"credibility {claim.credibility}" if claim.credibility else ""]
    return ClaimCard(
        id=claim.id,
        number=code_of(session.standing, claim.id),
        says=says(claim, session.standing),
        quote=first.quote,
        source=f"{session.source_record(claim.said_by).code} · {claim.basis.value}",
        note=" · ".join(note for note in notes if note),
        spot=spot(session, first),
        side=side,
    )


def line(session: Session, claim: Claim) -> ClaimLine:
    """One claim in a list."""
    return ClaimLine(
        id=claim.id,
        number=code_of(session.standing, claim.id),
        says=says(claim, session.standing),
        by="by you" if claim.by == session.workspace.person else f"by {claim.by}",
        reading=reading(session, claim),
        spot=spot(session, claim.cites[0]),
    )


def reading(session: Session, claim: Claim) -> Reading:
    """How far the second reading of a claim has come."""
    reviews = [review for review in _reviews(session).get(claim.id, ()) if review.by != claim.by]
    if any(review.decision is ReviewDecision.RETURN for review in reviews):
        return Reading.RETURNED
    if reviews:
        return Reading.ACCEPTED
    policy = session.standing.policy
    return Reading.WAITS if policy is not None and policy.needs_review else Reading.NOT_ASKED


def _reviews(session: Session) -> Mapping[str, list[Review]]:
    def by_record() -> dict[str, list[Review]]:
        found: dict[str, list[Review]] = defaultdict(list)
        for review in session.standing.live(Review):
            found[review.of].append(review)
        return found

    return session.once("reviews", by_record)


def label_of(session: Session, head: str) -> str:
    """The label of a head; its id where it is not held."""
    try:
        return session.standing.label(head)
    except UnknownReferenceError:
        return head


def recipient_label(session: Session, file: CaseFile) -> str:
    """Whom a case file goes to: the competent office of its forum, as the law data names it, or its own code."""
    forum = session.catalogue.forums.get(file.forum)
    names = [office.names for office in forum.authorities if office.competent] if forum else []
    own = session.catalogue.profile(file.forum).recipient == file.recipient
    return names[0].get("en", file.recipient) if names and own else file.recipient.replace("_", " ")


def states_of(session: Session) -> Mapping[ExhibitId, ExhibitState]:
    """The one state of every exhibit."""
    holdings = session.standing.holdings
    return session.once("states", lambda: {exhibit: holdings.state(exhibit) for exhibit in holdings.exhibits})


def claims_citing(session: Session, exhibit: str) -> tuple[Claim, ...]:
    """The live claims that cite an exhibit, in the order they were made."""

    def by_exhibit() -> dict[str, tuple[Claim, ...]]:
        found: dict[str, dict[str, Claim]] = defaultdict(dict)
        for claim in session.standing.live(Claim):
            for citation in claim.cites:
                found[citation.exhibit][claim.id] = claim
        return {one: tuple(claims.values()) for one, claims in found.items()}

    return session.once("citing", by_exhibit).get(exhibit, ())

"""Accepting what the machine found: the record it suggests, made and signed by a person."""

from __future__ import annotations

from evidence.errors import NotAllowedError, UnknownReferenceError
from evidence.holdings import TEXT
from evidence.ids import ProposalId
from evidence.model.claim import Citation, Claim, Span
from evidence.model.decision import Dismissal
from evidence.model.heads import Person, Place, Unit
from evidence.model.statement import Named, NameSort, Says, Statement
from evidence.model.values import Basis, HeadId, shown
from evidence.standing import ProposalState
from ingest.recognise.proposals import Form, Proposal
from ui.session import Session
from ui.use.material import HEADS

_HEAD_FOR = {Form.PERSON: Person, Form.ORGAN: Unit, Form.PLACE: Place, Form.FACILITY: Place}


def find(session: Session, exhibit: str, proposal: str) -> Proposal:
    """The proposal of this id in the newest text of the exhibit, or UnknownReferenceError."""
    found = next((one for one in session.proposals(session.exhibit(exhibit).id) if one.id == proposal), None)
    if found is None:
        number = session.exhibit(exhibit).number
        raise UnknownReferenceError(
            f"{shown(proposal)} is no proposal in the newest text of {number}", hint=f"`sviedka proposal list {number}`"
        )
    return found


def dismiss(session: Session, proposal: str, reason: str) -> Dismissal:
    """Refuse a proposal, also for every later run of the machine; UnknownReferenceError if no text has one of this id.

    A dismissal of what was never proposed would lie in the ledger for good, and mean nothing.
    """
    exhibits = [one for one in session.standing.holdings.exhibits if session.standing.holdings.latest(one, TEXT)]
    if not any(proposal == one.id for exhibit in exhibits for one in session.proposals(exhibit)):
        raise UnknownReferenceError("no such proposal in any text", hint="`sviedka proposal list EXHIBIT` shows them")
    return session.hand.dismiss(ProposalId(proposal), reason)


def accept(session: Session, exhibit: str, proposal: str, *, by: str, entity: str | None = None) -> Claim:
    """A claim that somebody or something is called so, or (for dates, articles, ranks) that the page says so.

    NotAllowedError for one that is accepted already: its claim is amended, or withdrawn first.
    """
    found = find(session, exhibit, proposal)
    if session.standing.proposal(ProposalId(found.id)) is ProposalState.ACCEPTED:
        raise NotAllowedError(
            f"{shown(proposal)} is accepted already", hint="amend the claim that it led to, or withdraw it first"
        )
    held = session.exhibit(exhibit)
    at = Span(page=found.page, start=found.start, end=found.end)
    citation = Citation(exhibit=held.id, text=session.text(held.id), at=at, quote=found.quote)
    with session.hand.batch():
        return session.hand.accept(
            found.id,
            says=_says(session, found, entity),
            cites=(citation,),
            said_by=session.source_line(session.source_record(by)),
            basis=Basis.READ,
        )


def _says(session: Session, found: Proposal, entity: str | None) -> Statement:
    kind = _HEAD_FOR.get(found.form)
    if kind is None:
        heads = (HeadId(_existing(session, entity)),) if entity else ()
        return Says(entities=heads, text=f"{found.form}: {found.value}")
    if entity is None:
        gazetteer = found.value if found.by == "gazetteer" else None
        head = HeadId(session.hand.head(kind, found.label or found.quote, gazetteer).id)
    else:
        head = HeadId(_existing(session, entity))
    return Named(entity=head, name=found.quote, lang="und", sort=NameSort.OFFICIAL)


def _existing(session: Session, named: str) -> str:
    for kind in HEADS.values():
        try:
            return session.standing.line(session.head(named, kind).id)
        except UnknownReferenceError:
            continue
    raise UnknownReferenceError("no such head, or several", hint="name it by its id: `sviedka head list`")

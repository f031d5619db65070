"""Saying better what was said: a new version replaces the one before, which stays, and holds again after an undo."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from evidence.ids import RecordId
from evidence.model.claim import Claim
from evidence.model.decision import Bearing
from evidence.model.heads import Head
from evidence.model.output import CaseFile, Passage, Sentence
from evidence.model.values import Text
from ui.session import Session
from ui.use.case import case_file
from ui.use.material import cite, claim_named, head_line, restated


def amend_claim(
    session: Session,
    named: str,
    fields: Mapping[str, str],
    *,
    carry: bool = False,
    quote: str | None = None,
    exhibit: str | None = None,
    page: int | None = None,
    start: int | None = None,
    **changes: Any,  # noqa: ANN401 - the claim's own fields
) -> Claim:
    """A new version of a claim: `fields` of its statement, its citations where a quote is given, other `changes`.

    A quote replaces all citations; it stands in the first one's exhibit and on its page unless others are named. With
    `carry`, the links to elements and the sentences that name the old version name the new one, all in one commit.
    """
    claim = claim_named(session, named)
    if fields:
        changes["says"] = restated(session, claim.says, fields)
    if quote is not None:
        first = claim.cites[0]
        changes["cites"] = (cite(session, exhibit or first.exhibit, page or first.page or 1, quote, start),)
    with session.hand.batch():
        made = session.hand.amend(claim, **changes)
        if carry:
            _carry(session, claim.id, made.id)
    return made


def resting_on(session: Session, claim: RecordId) -> tuple[tuple[Bearing, ...], tuple[Passage, ...]]:
    """The links to elements and the paragraphs that name this very version of a claim."""
    bearings = tuple(one for one in session.standing.live(Bearing) if one.claim == claim)
    passages = tuple(
        one for one in session.standing.live(Passage) if any(claim in sentence.claims for sentence in one.sentences)
    )
    return bearings, passages


def _carry(session: Session, old: RecordId, new: RecordId) -> None:
    bearings, passages = resting_on(session, old)
    for bearing in bearings:
        session.hand.amend(bearing, claim=new)
    for passage in passages:
        sentences = tuple(
            Sentence(text=one.text, claims=tuple(new if claim == old else claim for claim in one.claims))
            for one in passage.sentences
        )
        session.hand.amend(passage, sentences=sentences)


def amend_head(session: Session, named: str, *, label: str | None = None, gazetteer: str | None = None) -> Head:
    """A head's working label or its id in the gazetteer; the head itself stays the same for every claim."""
    head = session.standing.current(RecordId(head_line(session, named)), Head)
    changes = {"label": label, "gazetteer": gazetteer}
    return session.hand.amend(head, **{name: value for name, value in changes.items() if value is not None})


def amend_case_file(
    session: Session, named: str, *, title: str | None = None, add: Sequence[str] = (), drop: Sequence[str] = ()
) -> CaseFile:
    """A case file's title and allegations; it is pinned to the law data as it is today."""
    found = case_file(session, named)
    line = session.standing.line
    dropped = {line(session.named(one)) for one in drop}
    alleged = [one for one in found.allegations if line(one) not in dropped]
    alleged += [one for one in (line(session.named(one)) for one in add) if one not in alleged]
    return session.hand.amend(
        found,
        title=Text(lang=found.language, text=title) if title else found.title,
        allegations=tuple(alleged),
        law_digest=session.catalogue.digest,
    )

"""One claim as a person looks at it: what it says, who says it, the very words, and where it stands."""

from __future__ import annotations

from evidence.casefile.wording import says
from evidence.ids import RecordId
from evidence.model.heads import Source
from evidence.model.values import SourceId
from ui.session import Session
from ui.use.amending import resting_on
from ui.use.material import claim_named, number_of, place_of


def told(session: Session, named: str) -> list[dict[str, object]]:
    """Rows of `what` and `value`; UnknownReferenceError where that is no claim."""
    standing = session.standing
    claim = claim_named(session, named)
    bearings, passages = resting_on(session, claim.id)
    rows: list[tuple[str, object]] = [
        ("claim", f"{number_of(session, claim.id)} {claim.id}"),
        ("says", says(claim, standing)),
        ("about", ", ".join(dict.fromkeys(standing.label(head) for _, head in claim.says.heads()))),
        ("form", claim.says.__struct_config__.tag),
        ("said by", _code(session, claim.said_by)),
        ("told by", _code(session, claim.told_by) if claim.told_by else ""),
        ("basis", claim.basis.value),
        ("credibility", claim.credibility),
        *(("read at", place_of(session, cited)) for cited in claim.cites),
        *(("quote", cited.quote) for cited in claim.cites),
        ("stands", standing.life(claim.id).value),
        ("usable", standing.usable(claim.id).value),
        ("replaces", ", ".join(number_of(session, one) for one in claim.replaces)),
        ("replaced by", ", ".join(number_of(session, one) for one in _later(session, claim.id))),
        ("elements", ", ".join(f"{one.element} ({one.side.value})" for one in bearings)),
        ("paragraphs", ", ".join(number_of(session, one.id) for one in passages)),
        ("made", f"{claim.at} by {claim.by}"),
    ]
    return [{"what": what, "value": value} for what, value in rows if value not in ("", None)]


def _later(session: Session, claim: RecordId) -> tuple[RecordId, ...]:
    return tuple(sorted(session.standing.heirs(claim) - {claim}))


def _code(session: Session, source: SourceId) -> str:
    return session.standing.current(RecordId(source), Source).code

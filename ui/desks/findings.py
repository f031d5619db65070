"""Checks of a case file as pages show them: numbers in place of ids, and the page where a person can clear each."""

from __future__ import annotations

import re
from dataclasses import dataclass

from evidence.casefile.numbers import code_of
from evidence.disclosure.plan import PlanCheck, Weight
from evidence.errors import UnknownReferenceError
from evidence.ids import ExhibitId, RecordId
from evidence.model.claim import Claim
from evidence.model.output import Passage
from ui.desks.cards import spot
from ui.session import Session
from ui.views.common import Spot

_ID = re.compile(r"\b[a-z]{3}_[0-9a-z]{20,40}\b")
_INTO = re.compile(r"\binto (en|lt|pl|be|ru|uk)\b")
_LANGUAGES = {
    "en": "English",
    "lt": "Lithuanian",
    "pl": "Polish",
    "be": "Belarusian",
    "ru": "Russian",
    "uk": "Ukrainian",
}
_NUMBER = re.compile(r"\b[A-Z]{1,2}-[A-Z]?\d{4,9}(\.\d{3})?\b")
_MOST_NAMED = 4


@dataclass(frozen=True, slots=True, kw_only=True)
class Way:
    """Where a check is cleared: the button's word and the page, at its words where one place is meant."""

    verb: str = ""
    screen: str = ""
    exhibit: str = ""
    spot: Spot | None = None


def told(session: Session, check: PlanCheck) -> str:
    """What a check says, with the numbers that people know; its claims are named where its text only counts them."""
    text = _INTO.sub(lambda found: f"into {_LANGUAGES[found.group(1)]}", check.says)
    text = _ID.sub(lambda found: numbered(session, found.group()), text)
    if check.weight is not Weight.PASSED and not _ID.search(check.says):
        claims = [code_of(session.standing, RecordId(one)) for one in check.subjects if one.startswith("clm_")]
        if claims and not any(code in text for code in claims):
            more = f" and {len(claims) - _MOST_NAMED} more" if len(claims) > _MOST_NAMED else ""
            text = f"{text}: {', '.join(sorted(claims)[:_MOST_NAMED])}{more}"
    return f"{text[:1].upper()}{text[1:]}"


def numbered(session: Session, identifier: str) -> str:
    """The number or place by which people know a record or an exhibit; the id itself where nothing is held by it."""
    try:
        if identifier.startswith("exh_"):
            return session.standing.holdings.exhibit(ExhibitId(identifier)).number
        record = session.standing.record(RecordId(identifier))
        if isinstance(record, Passage):
            section = session.catalogue.sections.get(record.section)
            heading = section.forms.get("en", record.section) if section else record.section
            return f"“{heading}”, paragraph {record.order},"
        return code_of(session.standing, RecordId(identifier))
    except UnknownReferenceError:
        return identifier


def without_numbers(text: str) -> str:
    """What a text says, whichever exhibit or record it says it of."""
    return _NUMBER.sub("", text)


def with_others(text: str, others: int) -> str:
    """The text of the first of several that say the same of different numbers."""
    return f"{text} ({others} more like it)" if others else text


def way(session: Session, check: PlanCheck) -> Way:
    """Where a person can do something about it; nowhere for what passed, and for what no page can mend."""
    if check.weight is Weight.PASSED:
        return Way()
    claims = [one for one in check.subjects if one.startswith("clm_")]
    for identifier in sorted(claims, key=lambda one: code_of(session.standing, RecordId(one))):
        record = session.standing.record(RecordId(identifier))
        if isinstance(record, Claim):
            return Way(verb="Open", screen="review", spot=spot(session, record.cites[0]))
    exhibit = next((one for one in check.subjects if one.startswith("exh_")), "")
    return Way(verb="Open", screen="review", exhibit=exhibit) if exhibit else Way()

"""Whether a person agreed that something goes to a recipient: several answers count as the narrowest, unknown as no."""

from __future__ import annotations

import datetime
import enum
from dataclasses import dataclass

from evidence.ids import RecordId
from evidence.life import Life
from evidence.model.decision import Withdrawal
from evidence.model.heads import Answer, Consent
from evidence.standing import Standing


class Leave(enum.Enum):
    """Whether a source's account may go to a recipient."""

    YES = "yes"
    NO = "no"
    NOT_ASKED = "not_asked"


@dataclass(frozen=True, slots=True, kw_only=True)
class Given:
    """The answer for one source and recipient, and the consents it rests on."""

    leave: Leave
    rests_on: tuple[RecordId, ...]


def use_by(recipient: str) -> str:
    """The dimension of consent that a recipient's use is asked under."""
    return f"use:{recipient}"


def consent_for(standing: Standing, source: str, recipient: str, on: datetime.date) -> Given:
    """What this source answered about this recipient, as it holds on a day.

    One consent that says no, is not given yet, has ended, or was withdrawn further up its line outweighs any that say
    yes. One that was withdrawn whole takes back every yes before it too: whoever says "I withdraw" means all, and only
    a yes that is given afterwards counts again. Ledger times are whole seconds, so an answer of the very second of a
    withdrawal is a no.
    """
    line = standing.line(RecordId(source))
    consents = [one for one in standing.live(Consent) if standing.line(RecordId(one.source)) == line]
    withdrawn = _withdrawn_at(standing, line)
    if not consents:
        return Given(leave=Leave.NO if withdrawn else Leave.NOT_ASKED, rests_on=())
    agreed = all(_says(standing, consent, recipient, on) for consent in consents)
    leave = Leave.YES if agreed and any(consent.at > withdrawn for consent in consents) else Leave.NO
    return Given(leave=leave, rests_on=tuple(consent.id for consent in consents))


def _withdrawn_at(standing: Standing, line: RecordId) -> str:
    """When this source last withdrew a consent whole; the empty text, which is before any moment, if never."""
    moments = []
    for withdrawal in standing.live(Withdrawal):
        taken_back = standing.record(withdrawal.of) if withdrawal.whole and standing.holds(withdrawal.of) else None
        if isinstance(taken_back, Consent) and standing.line(RecordId(taken_back.source)) == line:
            moments.append(withdrawal.at)
    return max(moments, default="")


def _says(standing: Standing, consent: Consent, recipient: str, on: datetime.date) -> bool:
    if consent.given_at.earliest > on or (consent.until is not None and consent.until.latest < on):
        return False
    # Contested means that an earlier version was withdrawn, or that two versions compete: both count as no.
    if standing.life(consent.id) is not Life.LIVE:
        return False
    return consent.dimensions.get(use_by(recipient), Answer.UNKNOWN) is Answer.YES

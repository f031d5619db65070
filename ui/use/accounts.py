"""Accounts and the consent that stands behind them."""

from __future__ import annotations

from collections.abc import Sequence

from evidence.disclosure.consent import Leave, consent_for
from evidence.errors import MalformedError
from evidence.model.heads import Account, Answer, Consent, Extent, Means, Taken
from evidence.when import When
from ui.session import Session
from ui.use.given import one_of


def consent(
    session: Session, source: str, answers: Sequence[str], *, given: str, manner: str, until: str | None = None
) -> Consent:
    """Record what a person answered; each answer is `dimension=answer`."""
    pairs = [answer.rpartition("=") for answer in answers]
    words = {answer.value for answer in Answer}
    if not pairs or any(not equals or answer not in words for _, equals, answer in pairs):
        raise MalformedError("an answer is DIMENSION=ANSWER", hint=f"answers: {', '.join(sorted(words))}")
    if len({dimension for dimension, _, _ in pairs}) < len(pairs):
        # The last one would win, and nobody would see that a refusal was dropped.
        raise MalformedError("one dimension is answered twice", hint="answer each dimension once")
    for dimension, _, _ in pairs:
        _check_dimension(session, dimension)
    return session.hand.record(
        Consent,
        source=session.source_line(session.source_record(source)),
        given_at=When.parse(given),
        manner=manner,
        dimensions={dimension: Answer(answer) for dimension, _, answer in pairs},
        until=When.parse(until) if until else None,
        compartment="protected",
    )


def _check_dimension(session: Session, dimension: str) -> None:
    # A dimension nobody asks about would count as nothing, while its writer believes that consent was given.
    asked = session.catalogue.consent.dimensions
    name, _, value = dimension.partition(":")
    if name not in asked:
        raise MalformedError("no such dimension of consent", hint=f"one of: {', '.join(sorted(asked))}")
    if value and value not in asked[name]:
        raise MalformedError(f"no such answer to {name}", hint=f"one of: {', '.join(asked[name])}")
    if name == "use" and not value:
        raise MalformedError("a use names a recipient", hint=f"use: and one of: {', '.join(asked[name])}")


def account(
    session: Session,
    source: str,
    exhibits: Sequence[str],
    *,
    when: str,
    means: str,
    language: str,
    interviewer: str,
    place: str = "not stated",
    extent: str = "full",
    read_back: bool = False,
) -> Account:
    """Record an account; NotAllowedError while no consent of its source is on record."""
    taken = Taken(
        when=When.parse(when),
        means=one_of(Means, means, "means"),
        place_kind=place,
        language=language,
        interviewer=interviewer,
    )
    return session.hand.record(
        Account,
        source=session.source_line(session.source_record(source)),
        exhibits=tuple(session.exhibit(exhibit).id for exhibit in exhibits),
        extent=one_of(Extent, extent, "extent"),
        taken=taken,
        read_back=read_back,
    )


def rows(session: Session) -> list[dict[str, object]]:
    """One row an account, by code."""
    found: list[dict[str, object]] = []
    today = session.workspace.clock.now().date()
    for one in session.standing.live(Account):
        code = session.source_record(one.source).code
        recipients = session.catalogue.consent.dimensions["use"]
        given = {recipient: consent_for(session.standing, one.source, recipient, today) for recipient in recipients}
        allowed = [recipient for recipient, answer in given.items() if answer.leave is Leave.YES]
        consents = {consent for answer in given.values() for consent in answer.rests_on}
        found.append(
            {
                "source": code,
                "extent": one.extent.value,
                "taken": one.taken.when.text,
                "exhibits": ", ".join(session.standing.holdings.exhibit(e).number for e in one.exhibits),
                "consents": len(consents),
                "may go to": ", ".join(sorted(allowed)),
            }
        )
    return found

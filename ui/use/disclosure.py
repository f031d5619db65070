"""From a case file to a disclosure: what it relies on, what is in its way, its PDF, and the body that is approved."""

from __future__ import annotations

import datetime
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import msgspec

from evidence.canonical import Json
from evidence.custody.entry import Draft, Entry, EntryType
from evidence.digest import Sha256, sha256_of
from evidence.disclosure import plan
from evidence.disclosure.package import (
    Handed,
    Payload,
    extension_for,
)
from evidence.disclosure.tables import Scene, tables
from evidence.disclosure.view import standing_without
from evidence.errors import MalformedError, StaleError, UnknownReferenceError
from evidence.holdings import strictest
from evidence.ids import DerivativeId
from evidence.model.claim import Claim
from evidence.model.output import CaseFile, Disclosure, Withheld
from evidence.standing import Standing
from ui.session import Session
from ui.use.case import case_file, rows_for
from ui.use.material import number_of
from ui.use.papers import papers_for
from ui.use.second_reading import check_quotes

PDF = "case_file_pdf"
"""Kind of the derivative that keeps a prepared PDF, until it leaves."""
REFUSED = "no consent for this recipient"
"""Why an exhibit stays here that nobody withheld."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Cut:
    """A case file as one recipient may have it: what stands without the withheld exhibits, and what it relies on."""

    file: CaseFile
    recipient: str
    standing: Standing
    withheld: tuple[Withheld, ...]
    reliance: plan.Reliance
    checks: tuple[plan.PlanCheck, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Preview:
    """A typeset file that nobody has signed, and what would block its disclosure."""

    pdf: bytes
    sha256: str
    pages: int
    blockers: tuple[plan.PlanCheck, ...]


def cut(session: Session, file: str, recipient: str | None, withhold: Sequence[str]) -> Cut:
    """The case file without the exhibits that stay here: those named, and accounts that this recipient may not use."""
    found = case_file(session, file)
    return _cut_for(session, found, _recipient(session, recipient or found.recipient), withhold)


def _cut_for(session: Session, found: CaseFile, whom: str, withhold: Sequence[str]) -> Cut:
    """The same, made once for as long as nothing is entered, by whatever name the file was called."""
    today = session.workspace.clock.now().date()
    return session.once(
        ("cut", found.id, whom, tuple(withhold), today), lambda: _cut(session, found, whom, withhold, today)
    )


def _cut(session: Session, found: CaseFile, whom: str, withhold: Sequence[str], today: datetime.date) -> Cut:
    named = {session.exhibit(number).id: "withheld by the person who prepared the file" for number in withhold}
    refused = dict.fromkeys(plan.refused_accounts(session.standing, whom, today), REFUSED)
    left_out = {**named, **refused}
    # Of accounts that the file would not use in any case a recipient learns nothing, not even that they are there.
    used = set(named)
    if refused:
        used |= set(plan.reliance(session.standing, found, session.catalogue).exhibits)
    standing = standing_without(
        session.workspace.entries(), session.workspace.policies.values(), frozenset(left_out), session.broken
    )
    reliance = plan.reliance(standing, found, session.catalogue)
    return Cut(
        file=found,
        recipient=whom,
        standing=standing,
        withheld=tuple(Withheld(exhibit=one, reason=why) for one, why in sorted(left_out.items()) if one in used),
        reliance=reliance,
        checks=plan.check(standing, found, session.catalogue, reliance, whom, today),
    )


def checks(session: Session, file: str, recipient: str | None, withhold: Sequence[str]) -> tuple[plan.PlanCheck, ...]:
    """Every rule looked at, for this recipient; what is withheld for want of consent is said too."""
    found = cut(session, file, recipient, withhold)
    second = session.once(("second", found.file.id, found.reliance.claims), lambda: _second(session, found))
    return (*found.checks, *second, *_withheld_checks(session, found))


def preview(session: Session, file: str, recipient: str | None = None, withhold: Sequence[str] = ()) -> Preview:
    """Typeset the file as it would leave now; what blocks is returned, not hidden."""
    found = cut(session, file, recipient, withhold)
    pdf = _typeset(session, found, None, session.workspace.clock.now())
    return Preview(
        pdf=pdf,
        sha256=sha256_of(pdf),
        pages=_pages(pdf),
        blockers=tuple(one for one in found.checks if one.weight is plan.Weight.BLOCKER),
    )


def prepare(
    session: Session, file: str, recipient: str | None, purpose: str, withhold: Sequence[str] = ()
) -> Disclosure:
    """Typeset the file and sign its body: exhibits, digests of manifest and PDF; NotClearedError if anything blocks."""
    found = cut(session, file, recipient, withhold)
    plan.require_none_blocks(found.checks)
    manifest = payload_of(session, found).manifest()
    pdf = _typeset(session, found, sha256_of(manifest), session.workspace.clock.now())
    _keep_pdf(session, found, pdf)
    made = session.hand.record(
        Disclosure,
        case_file=session.standing.line(found.file.id),
        recipient=found.recipient,
        purpose=purpose,
        exhibits=found.reliance.exhibits,
        withheld=found.withheld,
        rests_on=found.reliance.records,
        manifest=sha256_of(manifest),
        pdf=sha256_of(pdf),
    )
    session.refresh()
    return made


def is_stale(session: Session, disclosure: Disclosure) -> bool:
    """Whether a record that it rests on has changed, or another would be used if it were prepared today."""
    file, withheld = case_file(session, disclosure.case_file), withheld_by_hand(session, disclosure)
    # Whatever today's law data calls recipients: this one was named when the disclosure was prepared.
    now = _cut_for(session, file, disclosure.recipient, withheld)
    return plan.is_stale(session.standing, disclosure, now.reliance)


def withheld_by_hand(session: Session, disclosure: Disclosure) -> list[str]:
    """Numbers of the exhibits that stay here because a person said so."""
    holdings = session.standing.holdings
    return [holdings.exhibit(one.exhibit).number for one in disclosure.withheld if one.reason != REFUSED]


def prepared(session: Session, file: str, recipient: str | None) -> Disclosure | None:
    """The newest disclosure of this file to this recipient that is neither stale nor sealed; None if there is none."""
    found = case_file(session, file)
    line, whom = session.standing.line(found.id), recipient or found.recipient
    ready = [
        one
        for one in session.standing.live(Disclosure)
        if session.standing.line(one.case_file) == line
        and one.recipient == whom
        and sealed_entry(session, one) is None
        and not is_stale(session, one)
    ]
    return ready[-1] if ready else None


def ready_for(
    session: Session, file: str, recipient: str | None, *, purpose: str, withhold: Sequence[str], named: str | None
) -> Disclosure:
    """The disclosure to seal: the one named, else the one prepared, else one prepared now.

    StaleError where exhibits are to stay here that the prepared one hands over: its approvals are for its own body.
    """
    found = case_file(session, file)
    ready = session.standing.current(session.named(named), Disclosure) if named else prepared(session, file, recipient)
    if ready is None:
        return prepare(session, file, recipient, purpose, withhold)
    if session.standing.line(ready.case_file) != session.standing.line(found.id):
        raise UnknownReferenceError(f"{ready.id} is a disclosure of another case file")
    handed = {session.exhibit(number).id for number in withhold} & set(ready.exhibits)
    if handed:
        numbers = ", ".join(sorted(session.standing.holdings.exhibit(one).number for one in handed))
        raise StaleError(
            f"{ready.id} hands over {numbers}", hint="`sviedka disclosure prepare … --withhold …` prepares it anew"
        )
    return ready


def pdf_of(session: Session, disclosure: Disclosure) -> bytes:
    """The prepared PDF, out of the vault."""
    for derivative in session.standing.holdings.derivatives.values():
        if derivative.kind == PDF and derivative.sha256 == disclosure.pdf:
            return session.workspace.read(derivative.object, derivative.compartment)
    raise UnknownReferenceError(f"the PDF of {disclosure.id} is not here")


def sealed_entry(session: Session, disclosure: Disclosure) -> Entry | None:
    """The ledger entry by which this disclosure left; None if it has not."""
    for opened in session.workspace.entries():
        if opened.entry.type is EntryType.DISCLOSED and opened.private.get("disclosure") == disclosure.id:
            return opened.entry
    return None


def rows(session: Session) -> list[dict[str, object]]:
    """All disclosures, and where each stands."""
    return [
        {
            "id": one.id,
            "case file": session.standing.current(one.case_file, CaseFile).code,
            "recipient": one.recipient,
            "state": state(session, one),
            "approved by": ", ".join(plan.approvals(session.standing, one)),
            "exhibits": len(one.exhibits),
            "withheld": len(one.withheld),
        }
        for one in session.standing.live(Disclosure)
    ]


def state(session: Session, disclosure: Disclosure) -> str:
    """prepared, approved, sealed or stale."""
    if sealed_entry(session, disclosure) is not None:
        return "sealed"
    if is_stale(session, disclosure):
        return "stale"
    enough = len(plan.approvals(session.standing, disclosure)) >= session.workspace.policy.approvals
    return "approved" if enough else "prepared"


def _recipient(session: Session, named: str) -> str:
    known = session.catalogue.consent.dimensions["use"]
    if named not in known:
        raise MalformedError("no such recipient", hint=f"one of: {', '.join(known)}")
    return named


def _second(session: Session, found: Cut) -> tuple[plan.PlanCheck, ...]:
    return tuple(check_quotes(session, found.reliance.claims))


def _withheld_checks(session: Session, found: Cut) -> Iterator[plan.PlanCheck]:
    for one in found.withheld:
        number = session.standing.holdings.exhibit(one.exhibit).number
        says = f"{number} stays here: {one.reason}"
        yield plan.PlanCheck(rule="ACC-01", weight=plan.Weight.PASSED, says=says, subjects=(one.exhibit,))


def payload_of(session: Session, found: Cut) -> Payload:
    """Exhibits and tables, as this recipient may have them."""
    holdings = session.standing.holdings
    handed = []
    for exhibit in found.reliance.exhibits:
        held = holdings.exhibit(exhibit)
        handed.append(
            Handed(
                number=held.number,
                extension=extension_for(holdings.media_type(exhibit)),
                sha256=held.sha256,
                content=lambda held=held: session.workspace.get(held.object, held.compartment),  # type: ignore[misc]
            )
        )
    from evidence.casefile.coverage import cover

    scene = Scene(
        standing=found.standing,
        claims=found.reliance.claims,
        exhibits={exhibit: one.file for exhibit, one in zip(found.reliance.exhibits, handed, strict=True)},
        coverage=cover(found.standing, rows_for(session, found.file.forum)),
        rename=lambda identifier: session.workspace.ids.pseudonym(found.recipient, identifier),
        number=lambda record: number_of(session, record),
    )
    return Payload(exhibits=tuple(handed), tables=tables(scene))


def _typeset(session: Session, found: Cut, manifest: Sha256 | None, at: datetime.datetime) -> bytes:
    from evidence.casefile.assemble import assemble

    papers = papers_for(session, found.reliance.exhibits, found.withheld, manifest)
    at = at.replace(microsecond=0)
    # The cover is addressed to whom it is for, also where that is not the forum's own office.
    file = msgspec.structs.replace(found.file, recipient=found.recipient)
    document = assemble(file, found.standing, session.catalogue, papers, at)
    return session.typesetter.typeset(document)


def _keep_pdf(session: Session, found: Cut, pdf: bytes) -> None:
    compartment = _compartment(found)
    stored = session.workspace.put([pdf], compartment)
    line = session.standing.line(found.file.id)
    derivative = session.workspace.ids.derivative(DerivativeId(line), PDF, stored.digests.sha256)
    private: tuple[tuple[str, Json], ...] = (
        ("derivative", derivative), ("of", line), ("kind", PDF), ("sha256", stored.digests.sha256),
        ("media_type", "application/pdf"), ("tool", "sviedka typeset"), ("version", "1"), ("parameters", {}),
        ("isolation", "child process without network"), ("findings", []),
    )  # fmt: skip
    derived = Draft(type=EntryType.DERIVED, compartment=compartment, private=private, object=stored.object)
    session.workspace.commit([derived])
    session.refresh()


def _compartment(found: Cut) -> str:
    """As strict as the strictest exhibit that the file hands over, and claim that it tells of: it holds their words."""
    standing = found.standing
    claims = [one for one in found.reliance.records if isinstance(standing.record(one), Claim)]
    exhibits = [standing.holdings.exhibit(one).compartment for one in found.reliance.exhibits]
    return strictest(["case", *exhibits, *(standing.entry_of(claim).compartment for claim in claims)])


def _pages(pdf: bytes) -> int:
    # Our own PDF, made a moment ago: it needs no isolation.
    import pypdfium2  # type: ignore[import-untyped]  # it ships no types

    document = pypdfium2.PdfDocument(pdf)
    try:
        return len(document)
    finally:
        document.close()

"""The whole way in one process, with words that must be found nowhere afterwards: run as a module, logs at DEBUG.

    python -m tests.support.canary_walk FOLDER      (HOME and TMPDIR name folders that are looked into later)

Prints what it sealed, and one line for each error that a list of bad calls raised.
"""

from __future__ import annotations

import json
import logging
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

from evidence.adapters.identity_age import new_identity, new_root
from evidence.adapters.index_sqlcipher import SqlcipherIndex
from evidence.adapters.workspace_folder import create_workspace
from evidence.errors import SviedkaError
from evidence.ids import DerivativeId, ExhibitId, ProposalId, RecordId
from evidence.model import heads, output
from evidence.model.claim import Claim, Span
from evidence.model.decision import Bearing, Description, IncidentScope, Judgement, Review, ReviewDecision, Side
from evidence.model.holding import Obtained
from evidence.model.statement import Attribute, AttributeKey, Named, NameSort, PartOf, Says
from evidence.model.values import Basis, HeadId, IncidentId, PersonId, SourceId, Text, UnitId
from evidence.search import parse_query
from evidence.when import Period, When
from tests.security.package_maker import Authorities
from tests.support.documents import plain_pdf
from ui.session import Session
from ui.settings import SealSettings, Settings
from ui.use import accounts, case, disclosure, graph, intake, material, sealing
from ui.wiring import open_session

CANARIES = {
    "file": "kanareikafile Птушкаў",
    "quote": "kanareikaquote Словаў",
    "label": "kanareikalabel Імёнаў",
    "source": "kanareikasource Крыніцаў",
    "asked": "kanareikaasked Пошукаў",
    "place": "kanareikaplace Месцаў",
    "note": "kanareikanote Заўвагаў",
}
FILE, QUOTE, LABEL, SOURCE, ASKED, PLACE, NOTE = CANARIES.values()


def main(folder: Path) -> None:
    """Walk, try the bad calls, close."""
    logging.basicConfig(level=logging.DEBUG, stream=sys.stderr)
    identity, root = new_identity(), new_root()
    create_workspace(folder / "workspace", identity, root)
    keys = Authorities.make(folder / "authority", b"c").folder
    seal = SealSettings(certificate=keys / "seal.pem", key=keys / "seal.key", authority=keys / "seal-ca.pem")
    settings = Settings(workspace=folder / "workspace", seal=seal, organisation="An invented centre")
    with open_session(settings, identity) as session:
        told = _tell(session, _deliver(folder / "delivery"))
        for query in (ASKED, QUOTE, FILE, f'"{ASKED}"', LABEL):
            session.index.find(parse_query(query), limit=5)
        graph.rebuild(session)
        made = disclosure.prepare(session, "CF-1", None, "complaint")
        sealing.seal(session, made, folder / "out" / "CF-1")
        session.rebuild_index()
        for error in _errors(_bad_calls(session, folder, told)):
            print(json.dumps(error))  # noqa: T201 - the test reads it


def _deliver(folder: Path) -> Path:
    named = folder / f"{FILE} папка"
    named.mkdir(parents=True)
    (named / f"{FILE}.txt").write_text(f"Сказана: {QUOTE}, 9 жніўня 2020 года.\n", encoding="utf-8")
    (named / f"{FILE}.pdf").write_bytes(plain_pdf(["kanareikaquote on a page"]))
    (named / f"{FILE} broken.pdf").write_bytes(b"%PDF-1.7 kanareikaquote")
    (named / f"{FILE} empty.txt").write_bytes(b"")
    (named / f"{FILE} link").symlink_to(named / f"{FILE}.txt")
    return named


def _tell(session: Session, delivery: Path) -> Claim:
    source = session.hand.source("W-01", heads.SourceSort.WITNESS, protected=True)
    line = SourceId(source.id)
    session.hand.record(heads.IdentityKey, subject=source.id, names=(SOURCE,), contact=f"{SOURCE} +375 29 000 00 00")
    profile = session.catalogue.profile("LT")
    accounts.consent(session, "W-01", [f"use:{profile.recipient}=yes"], given="2026", manner=NOTE)
    intake.take_in(session, [delivery], line, Obtained(when="2026", where=PLACE, how=NOTE, by="I-01"))
    session.read()
    exhibits = sorted(session.standing.holdings.exhibits.values(), key=lambda one: one.number)
    text = next(one for one in exhibits if one.receipts[0].name.endswith(f"{FILE}.txt".encode()))
    accounts.account(session, "W-01", [text.number], when="2026", means="in_person", language="be", interviewer="I-01")
    person = session.hand.head(heads.Person, LABEL)
    incident = session.hand.head(heads.Incident, f"{LABEL} {PLACE}")
    cited = session.hand.cite(text.id, session.text(text.id), 1, QUOTE)
    fields = {"cites": (cited,), "said_by": line, "basis": Basis.SAW}
    said = Named(entity=HeadId(person.id), name=LABEL, lang="be", sort=NameSort.OFFICIAL)
    claim = session.hand.record(Claim, says=said, **fields)  # type: ignore[arg-type]  # the kind's own fields
    proposed = session.proposals(text.id)
    session.hand.dismiss(proposed[0].id, NOTE)
    scope = IncidentScope(incident=IncidentId(incident.id))
    session.hand.record(Bearing, claim=claim.id, element="LT-BK-100.f", scope=scope, side=Side.FOR, inference=NOTE)
    material.describe(session, text.number, title=f"{LABEL} {PLACE}", lang="be", cleared=True)
    allegation = case.allege(session, person.id, "7-1-f", "28-b", start=None, end=None, place=None, acts=())
    file = case.open_case_file(session, "CF-1", f"{LABEL}", "LT", allegations=[allegation.id])
    case.add_passage(session, file.code, "facts", f"{LABEL}: {QUOTE}", [claim.id], "be")
    session.refresh()
    return claim


def _errors(calls: Iterator[Callable[[], object]]) -> Iterator[list[str]]:
    for call in calls:
        try:
            call()
        except SviedkaError as error:
            yield [type(error).__name__, str(error), repr(error), error.hint]
        else:
            yield ["nothing was refused", "", "", ""]


def _bad_calls(session: Session, folder: Path, told: Claim) -> Iterator[Callable[[], object]]:
    hand, standing, holdings = session.hand, session.standing, session.standing.holdings
    exhibit, text = told.cites[0].exhibit, told.cites[0].text
    assert text is not None
    record = hand.record
    claim: dict[str, Any] = {"says": told.says, "cites": told.cites, "said_by": told.said_by, "basis": told.basis}
    yield lambda: hand.cite(exhibit, text, 1, f"{QUOTE} {QUOTE}")
    yield lambda: hand.cite(exhibit, text, 7, QUOTE)
    yield lambda: hand.cite(exhibit, DerivativeId(QUOTE), 1, QUOTE)
    yield lambda: record(
        Claim, **{**claim, "cites": (hand.cite_selected(exhibit, text, Span(page=1, start=0, end=4), QUOTE),)}
    )
    yield lambda: record(Claim, **{**claim, "said_by": SourceId(f"src_{SOURCE}")})
    yield lambda: record(Claim, **{**claim, "said_by": SourceId(SOURCE)})
    yield lambda: record(Claim, **{**claim, "basis": SOURCE})
    yield lambda: record(Claim, **{**claim, SOURCE: 1})
    yield lambda: Says(entities=(HeadId(LABEL),), text=QUOTE)
    yield lambda: record(Claim, **{**claim, "says": Says(entities=(HeadId(f"per_{LABEL}"),), text=QUOTE)})
    yield lambda: Attribute(entity=HeadId("per_x"), key=AttributeKey.BORN, value=QUOTE)
    yield lambda: When(QUOTE)
    yield lambda: record(Judgement, a=HeadId(f"per_{LABEL}"), b=HeadId(f"per_{LABEL}"), decision="same")
    yield lambda: record(Judgement, a=HeadId(f"per_{LABEL}"), b=HeadId(f"per_{QUOTE}"), decision="same")
    yield lambda: record(Bearing, claim=told.id, element=LABEL, scope={"form": "workspace"}, side="for")
    yield lambda: record(Bearing, claim=RecordId(QUOTE), element=LABEL, scope={"form": "workspace"}, side="for")
    yield lambda: record(Review, of=RecordId(QUOTE), decision=ReviewDecision.ACCEPT)
    yield lambda: record(Review, of=told.id, decision=ReviewDecision.ACCEPT)
    yield lambda: record(Description, exhibit=ExhibitId(FILE), title=Text(lang="be", text=FILE))
    yield lambda: Text(lang=LABEL, text=LABEL)
    yield lambda: record(heads.Source, sort="witness", code="W-01", protected=True)
    yield lambda: record(heads.Person, label="", gazetteer=LABEL)
    yield lambda: record(heads.Person, label=f"{LABEL}\ud800")
    yield lambda: record(heads.IdentityKey, subject=RecordId(SOURCE), names=(SOURCE,))
    yield lambda: record(
        output.Assessment, allegation=RecordId(LABEL), element="x", text=Text(lang="en", text=f"{LABEL} is guilty")
    )
    yield lambda: record(
        output.Allegation, person=PersonId(LABEL), office=None, crime=LABEL, mode=LABEL, period=[None, None]
    )
    yield lambda: hand.undo(RecordId(LABEL))
    yield lambda: hand.amend(told, said_by=SourceId(SOURCE))
    yield lambda: hand.accept(ProposalId(QUOTE), heads.Person, label=" ")
    yield lambda: standing.record(RecordId(LABEL))
    yield lambda: standing.life(RecordId(LABEL))
    yield lambda: standing.current(RecordId(LABEL), heads.Person)
    yield lambda: standing.usable(RecordId(QUOTE))
    yield lambda: holdings.exhibit(ExhibitId(FILE))
    yield lambda: holdings.by_number(FILE)
    yield lambda: session.exhibit(FILE)
    yield lambda: session.head(LABEL[:5], heads.Person)
    yield lambda: session.source_record(SOURCE)
    yield lambda: session.texts.page(DerivativeId(QUOTE), 1)
    yield lambda: parse_query(QUOTE * 100)
    yield lambda: intake.take_in(session, [folder / FILE], told.said_by, Obtained())
    yield lambda: intake.take_in(session, [folder], told.said_by, Obtained(), LABEL)
    yield lambda: accounts.consent(session, "W-01", [f"{LABEL}=yes"], given="2026", manner=NOTE)
    yield lambda: accounts.consent(session, SOURCE, ["use:x=yes"], given="2026", manner=NOTE)
    yield lambda: case.case_file(session, LABEL)
    yield lambda: case.open_case_file(session, "CF-2", LABEL, LABEL)
    yield lambda: case.add_passage(session, "CF-1", LABEL, QUOTE, [], "be")
    yield lambda: material.statement(session, "named", {LABEL: QUOTE})
    yield lambda: disclosure.prepare(session, "CF-1", LABEL, NOTE)
    yield lambda: disclosure.prepare(session, "CF-1", None, NOTE, [FILE])
    yield lambda: SqlcipherIndex(folder / FILE / FILE / "index.db", bytes(32))
    yield lambda: session.workspace.get(LABEL).__next__()
    yield lambda: session.workspace.put([b"x"], LABEL)
    yield lambda: session.workspace.policy.person(LABEL)
    yield lambda: session.workspace.policy.device(LABEL)
    yield lambda: PartOf(
        unit=UnitId(f"unt_{LABEL}"), parent=UnitId(f"unt_{LABEL}"), period=Period(start=None, end=None)
    )


if __name__ == "__main__":
    main(Path(sys.argv[1]))

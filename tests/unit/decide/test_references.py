"""Whatever a record names exists, is of the right kind, and holds."""

from __future__ import annotations

from typing import Any

import pytest

from evidence.errors import MalformedError, NotAllowedError, SviedkaError, UnknownReferenceError
from evidence.ids import ExhibitId, ProposalId, RecordId
from evidence.life import Life
from evidence.model import decision, heads, output
from evidence.model.claim import Claim
from evidence.model.record import Record
from evidence.model.statement import Authenticates, Happened, Posted, Says
from evidence.model.values import Basis, ElementId, IncidentId, PersonId, SourceId, Text, UnitId
from evidence.standing import ProposalState
from evidence.when import Period, When
from tests.support.desk import Desk, desk
from tests.support.world import BORIS, World, paper_policy

NOBODY = "per_" + "0" * 26
EVER = Period(start=None, end=None)


@pytest.fixture
def made() -> Desk:
    return desk()


def refused(made: Desk, error: type[SviedkaError], kind: type[Record], **fields: Any) -> None:  # noqa: ANN401
    before = len(made.world.entries)
    with pytest.raises(error):
        made.hand.record(kind, **fields)
    assert len(made.world.entries) == before


def test_a_claim_about_an_unknown_head_is_refused(made: Desk) -> None:
    with pytest.raises(UnknownReferenceError):
        made.claim(about=[NOBODY])


def test_a_claim_names_the_line_of_a_head_and_is_told_so(made: Desk) -> None:
    first = made.hand.head(heads.Person, "a")
    later = made.hand.amend(first, label="b")

    with pytest.raises(UnknownReferenceError) as caught:
        made.claim(about=[later.id])
    assert first.id in caught.value.hint
    assert made.standing.life(made.claim(about=[first.id]).id) is Life.LIVE


def test_a_claim_about_a_head_that_was_taken_back_is_refused_until_that_is_undone(made: Desk) -> None:
    person = made.hand.head(heads.Person, "a")
    undo = made.hand.undo(person.id)

    with pytest.raises(UnknownReferenceError):
        made.claim(about=[person.id])
    made.hand.undo(undo.id)

    assert made.claim(about=[person.id])


def test_references_of_the_wrong_kind_do_not_fit_the_form(made: Desk) -> None:
    person = made.hand.head(heads.Person, "a")
    unit = made.hand.head(heads.Unit, "u")

    with pytest.raises(MalformedError):
        Posted(person=PersonId(unit.id), unit=UnitId(unit.id), title="x", commands=False, period=EVER)
    with pytest.raises(MalformedError):
        Happened(incident=IncidentId(person.id), when=When("2020"))
    with pytest.raises(MalformedError):
        made.hand.record(
            Claim, says=Says(entities=(), text="x"), cites=(made.cite(),), said_by=SourceId(person.id), basis=Basis.SAW
        )


def test_a_claim_that_authenticates_names_a_held_exhibit(made: Desk) -> None:
    said = Authenticates(exhibit=ExhibitId("exh_" + "0" * 26), aspect="time", method="x", result="y")  # type: ignore[arg-type]

    with pytest.raises(SviedkaError):
        made.claim(said)


@pytest.mark.parametrize(
    ("element", "scope", "inference", "holds"),
    [
        ("el-conduct", "incident", None, True),
        ("el-conduct", "incident", "why", True),
        ("el-conduct", "person", None, False),
        ("el-conduct", "workspace", None, False),
        ("el-attack", "workspace", None, True),
        ("el-attack", "incident", None, False),
        ("el-attack", "person", None, False),
        ("el-intent", "person", "why", True),
        ("el-intent", "person", None, False),
        ("el-intent", "person", "  ", False),
        ("el-intent", "incident", "why", False),
        ("el-unknown", "incident", None, False),
    ],
)
def test_a_bearing_has_the_scope_of_its_element_and_a_mental_one_says_why(
    made: Desk, element: str, scope: str, inference: str | None, holds: bool
) -> None:
    claim = made.claim()
    scopes: dict[str, decision.AnyScope] = {
        "incident": decision.IncidentScope(incident=IncidentId(made.hand.head(heads.Incident, "i").id)),
        "person": decision.PersonScope(person=PersonId(made.hand.head(heads.Person, "p").id)),
        "workspace": decision.WorkspaceScope(),
    }

    def bear() -> decision.Bearing:
        return made.hand.record(
            decision.Bearing,
            claim=claim.id,
            element=ElementId(element),
            scope=scopes[scope],
            side=decision.Side.FOR,
            inference=inference,
        )

    if holds:
        borne = bear()
        assert made.standing.bearings() == (borne,)
    else:
        with pytest.raises((MalformedError, UnknownReferenceError)):
            bear()


def test_a_bearing_or_a_sentence_rests_on_a_claim_that_holds(made: Desk) -> None:
    claim = made.claim()
    made.hand.amend(claim, credibility=2)
    file = case_file(made)

    refused(
        made,
        UnknownReferenceError,
        decision.Bearing,
        claim=claim.id,
        element="el-attack",
        scope=decision.WorkspaceScope(),
        side=decision.Side.FOR,
    )
    refused(
        made,
        UnknownReferenceError,
        output.Passage,
        case_file=file.id,
        section="s",
        order=1,
        sentences=(output.Sentence(text=Text(lang="en", text="x"), claims=(claim.id,)),),
    )


def case_file(made: Desk) -> output.CaseFile:
    return made.hand.record(
        output.CaseFile,
        code="CF",
        title=Text(lang="en", text="x"),
        forum="LT",
        language="en",
        recipient="r",
        profile="LT",
        allegations=(),
        law_digest="0" * 64,
    )


def test_every_other_reference_must_exist_too(made: Desk) -> None:
    file = case_file(made)
    a, b = (made.hand.head(heads.Person, label).id for label in "ab")
    missing: list[tuple[type[Record], dict[str, Any]]] = [
        (decision.Judgement, {"a": a, "b": NOBODY, "decision": decision.Decision.SAME}),
        (
            decision.Judgement,
            {"a": a, "b": b, "decision": decision.Decision.SAME, "grounds": (RecordId("clm_" + "0" * 26),)},
        ),
        (decision.Review, {"of": RecordId(NOBODY), "decision": decision.ReviewDecision.ACCEPT}),
        (decision.Withdrawal, {"of": RecordId(NOBODY), "whole": True, "reason": "x"}),
        (decision.Description, {"exhibit": "exh_" + "0" * 26, "title": Text(lang="en", text="x")}),
        (heads.IdentityKey, {"subject": RecordId(NOBODY), "names": ("x",)}),
        (heads.IdentityKey, {"subject": file.id, "names": ("x",)}),
        (
            output.Allegation,
            {"person": PersonId(NOBODY), "office": None, "crime": "c", "mode": "m", "period": EVER},
        ),
        (
            output.Assessment,
            {"allegation": RecordId("alg_" + "0" * 26), "element": "el-attack", "text": Text(lang="en", text="x")},
        ),
        (
            output.Passage,
            {"case_file": RecordId("cas_" + "0" * 26), "section": "s", "order": 1, "sentences": ()},
        ),
        (
            output.Disclosure,
            {
                "case_file": file.id,
                "recipient": "r",
                "purpose": "p",
                "exhibits": (),
                "withheld": (output.Withheld(exhibit=ExhibitId("exh_" + "0" * 26), reason="x"),),
                "rests_on": (),
                "manifest": "0" * 64,
                "pdf": "0" * 64,
            },
        ),
    ]
    for kind, fields in missing:
        refused(made, UnknownReferenceError, kind, **fields)


def test_a_translation_of_a_quote_is_of_words_that_stand_there(made: Desk) -> None:
    fields: dict[str, Any] = {"passage": None, "text": Text(lang="en", text="at night"), "translator": "T-1"}
    quote = made.cite()
    moved = quote.__class__(exhibit=quote.exhibit, text=quote.text, at=quote.at, quote="ўдзень")

    made.hand.record(output.Translation, quote=quote, sort=output.TranslationSort.HUMAN, **fields)
    refused(made, SviedkaError, output.Translation, quote=moved, sort=output.TranslationSort.HUMAN, **fields)


def test_nobody_reviews_a_record_of_their_own(made: Desk) -> None:
    claim = made.claim()

    refused(made, NotAllowedError, decision.Review, of=claim.id, decision=decision.ReviewDecision.ACCEPT)
    other = made.world.hand(BORIS, device="d-02", standing=made.standing)
    assert other.record(decision.Review, of=claim.id, decision=decision.ReviewDecision.ACCEPT)


def test_only_versions_of_one_line_and_kind_are_replaced_together(made: Desk) -> None:
    one, other = (made.hand.head(heads.Person, label) for label in "ab")
    unit = made.hand.head(heads.Unit, "u")

    refused(made, MalformedError, heads.Person, label="c", replaces=(one.id, other.id))
    refused(made, MalformedError, heads.Person, label="c", replaces=(unit.id,))
    refused(made, MalformedError, heads.Person, label="c", replaces=(one.id, one.id))
    refused(made, UnknownReferenceError, heads.Person, label="c", replaces=(RecordId(NOBODY),))


@pytest.mark.parametrize(
    "verdict",
    [
        "It is proven.", "he is GUILTY", "Jis kaltas.", "kaltę įrodyta", "wina udowodniona", "Jest winien", "są winni",
        "гэта даказана", "вінаваты", "вина доказана", "он виновен", "їхня винова", "i\u0328rodyta",
    ],
)  # fmt: skip
def test_an_assessment_that_reads_as_a_verdict_is_refused(made: Desk, verdict: str) -> None:
    person = PersonId(made.hand.head(heads.Person, "a").id)
    allegation = made.hand.record(output.Allegation, person=person, office=None, crime="c", mode="m", period=EVER)
    fields: dict[str, Any] = {"allegation": allegation.id, "element": "el-intent"}

    refused(made, MalformedError, output.Assessment, text=Text(lang="und", text=verdict), **fields)
    view = Text(lang="en", text="Linked by two origins; what he knew is missing. Guilds and winter are no verdicts.")
    assert made.hand.record(output.Assessment, text=view, **fields)


def test_a_person_whose_role_does_not_cover_a_kind_makes_no_void_record() -> None:
    made = desk(world=World(paper_policy(kinds_of_boris=frozenset({"review", "claim"}))))
    boris = made.world.hand(BORIS, standing=made.standing)

    with pytest.raises(NotAllowedError):
        boris.head(heads.Person, "a")
    assert made.standing.live(heads.Person) == ()


def test_an_accepted_proposal_stays_accepted_when_the_record_is_amended_and_opens_when_it_is_withdrawn(
    made: Desk,
) -> None:
    proposal = ProposalId("prp_" + "0" * 26)
    made.hand.dismiss(proposal, "a namesake")
    assert made.standing.proposal(proposal) is ProposalState.REFUSED

    head = made.hand.accept(proposal, heads.Person, label="a")
    assert made.standing.proposal(proposal) is ProposalState.ACCEPTED
    better = made.hand.amend(head, label="b")
    assert made.standing.proposal(proposal) is ProposalState.ACCEPTED
    undo = made.hand.undo(better.id)
    assert made.standing.proposal(proposal) is ProposalState.ACCEPTED
    made.hand.undo(undo.id)
    made.hand.withdraw(better.id, "wrong")

    assert made.standing.proposal(proposal) is ProposalState.REFUSED


def test_a_later_version_never_makes_a_consent_or_a_description_anothers(made: Desk) -> None:
    other = made.another("іншае", source=SourceId(made.hand.source("W-2", heads.SourceSort.WITNESS).id))
    consent = made.hand.record(heads.Consent, source=made.source, given_at=When("2026"), manner="x", dimensions={})
    described = made.hand.record(decision.Description, exhibit=made.exhibit, title=Text(lang="en", text="x"))

    with pytest.raises(MalformedError):
        made.hand.amend(consent, source=other.source)
    with pytest.raises(MalformedError):
        made.hand.amend(described, exhibit=other.exhibit)


def test_one_description_replaces_what_two_people_said_of_the_exhibit(made: Desk) -> None:
    fields: dict[str, Any] = {"exhibit": made.exhibit, "title": Text(lang="en", text="x")}
    both = tuple(made.hand.record(decision.Description, **fields).id for _ in range(2))

    settled = made.hand.record(decision.Description, replaces=both, **fields)

    assert made.standing.live(decision.Description) == (settled,)

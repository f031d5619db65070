"""Allegations, bearings, coverage, the case file's text."""

from __future__ import annotations

from collections.abc import Sequence

from evidence.casefile.coverage import GLYPHS, Coverage, cover
from evidence.casefile.subject import passages_of
from evidence.errors import MalformedError, UnknownReferenceError
from evidence.ids import RecordId
from evidence.law.terms import Requirement
from evidence.model.decision import AnyScope, Bearing, IncidentScope, PersonScope, Side, WorkspaceScope
from evidence.model.heads import Act, Incident, Person, Place
from evidence.model.output import Allegation, CaseFile, Passage, Sentence
from evidence.model.values import ActId, ElementId, IncidentId, PersonId, PlaceId, Text
from evidence.standing import Usable
from evidence.when import Period, When
from evidence.words import words
from ui.session import Session
from ui.use.given import one_of
from ui.use.material import claim_named, number_of


def bear(session: Session, claim: str, element: str, *, head: str | None, side: str, inference: str | None) -> Bearing:
    """Link a claim to an element: for the whole situation, or for one incident or person."""
    known_side = one_of(Side, side, "side")
    scope: AnyScope = WorkspaceScope()
    if head is not None:
        scope = _scope(session, head)
    return session.hand.record(
        Bearing,
        claim=session.named(claim),
        element=ElementId(element),
        scope=scope,
        side=known_side,
        inference=inference,
    )


def rows_for(session: Session, forum: str) -> tuple[Requirement, ...]:
    """A forum's own provisions, the modes of liability, and beside them the Rome Statute's elements."""
    profile = session.catalogue.profile(forum)
    own = session.catalogue.requirements(forum, profile.crimes)
    modes = session.catalogue.mode_requirements(forum, profile.modes)
    statute = () if forum == "ICC" else session.catalogue.requirements("ICC", profile.crimes)
    return (*own, *modes, *statute)


def coverage(session: Session, forum: str) -> Coverage:
    """The coverage for a forum, over all incidents and persons that anything bears on."""
    return session.once(("coverage", forum), lambda: cover(session.standing, rows_for(session, forum)))


def coverage_rows(session: Session, forum: str, *, only_gaps: bool = False) -> list[dict[str, object]]:
    """One row for each element and column: glyph, state, claims for and against."""
    found = coverage(session, forum)
    rows: list[dict[str, object]] = []
    for row in found.rows:
        for column in found.columns(row.scope) or (None,):
            cell = found.cell(row.id, column)
            if only_gaps and cell.independent >= 2:
                continue
            rows.append(
                {
                    "provision": row.citation,
                    "element": row.element.text,
                    "mark": row.mark.value,
                    "of": session.standing.label(column) if column else _whole(row),
                    "state": f"{GLYPHS[cell.state]} {cell.state.value.replace('_', ' ')}",
                    "for/against": f"+{cell.plus} −{cell.minus}",
                    "id": row.id,
                }
            )
    return rows


def allege(
    session: Session,
    person: str | None,
    crime: str,
    mode: str,
    *,
    office: str | None = None,
    start: str | None,
    end: str | None,
    place: str | None = None,
    acts: Sequence[str] = (),
) -> Allegation:
    """Allege: person, crime, mode, period, place, acts; the crime and the mode must be in the law data.

    Instead of a person an `office` whose holder is not known.
    """
    if crime not in session.catalogue.crimes:
        known = ", ".join(sorted(session.catalogue.crimes))
        raise UnknownReferenceError("no such crime in the law data", hint=f"one of: {known}")
    if mode not in session.catalogue.modes:
        known = ", ".join(sorted(session.catalogue.modes))
        raise UnknownReferenceError("no such mode of liability in the law data", hint=f"one of: {known}")
    line = session.standing.line
    return session.hand.record(
        Allegation,
        person=PersonId(line(session.head(person, Person).id)) if person is not None else None,
        office=office,
        crime=crime,
        mode=mode,
        period=Period(When.parse(start) if start else None, When.parse(end) if end else None),
        place=PlaceId(line(session.head(place, Place).id)) if place else None,
        acts=tuple(ActId(line(session.head(act, Act).id)) for act in acts),
    )


def open_case_file(
    session: Session, code: str, title: str, forum: str, *, language: str = "en", allegations: Sequence[str] = ()
) -> CaseFile:
    """A case file for a forum; it pins the law data as it is today."""
    if any(file.code == code for file in session.standing.live(CaseFile)):
        raise MalformedError("a case file with this code exists", hint="choose another code")
    profile = session.catalogue.profile(forum)
    # Refused now, rather than when the file is typeset.
    words(language)
    return session.hand.record(
        CaseFile,
        code=code,
        title=Text(lang=language, text=title),
        forum=forum,
        language=language,
        recipient=profile.recipient,
        profile=forum,
        allegations=tuple(session.standing.line(session.named(one)) for one in allegations),
        law_digest=session.catalogue.digest,
    )


def case_file(session: Session, named: str) -> CaseFile:
    """By code or id; UnknownReferenceError."""
    found = [file for file in session.standing.live(CaseFile) if named in (file.code, file.id)]
    if found:
        return found[-1]
    if not session.standing.holds(RecordId(named)):
        raise UnknownReferenceError("no case file of this code or id", hint="`sviedka casefile list` shows them")
    return session.standing.current(RecordId(named), CaseFile)


def add_passage(session: Session, file: str, section: str, text: str, claims: Sequence[str], lang: str) -> Passage:
    """One more paragraph of one sentence; without claims it is unbound, and printed so."""
    found = case_file(session, file)
    if section not in session.catalogue.sections:
        raise UnknownReferenceError("no such section", hint=f"one of: {', '.join(session.catalogue.sections)}")
    orders = [one.order for one in passages_of(session.standing, found) if one.section == section]
    bound = tuple(claim_named(session, claim).id for claim in claims)
    return session.hand.record(
        Passage,
        case_file=session.standing.line(found.id),
        section=section,
        order=max(orders, default=0) + 1,
        sentences=(Sentence(text=Text(lang=lang, text=text), claims=bound),),
    )


def allegation_rows(session: Session) -> list[dict[str, object]]:
    """One row for each live allegation."""
    standing = session.standing
    files = [(file.code, {standing.line(one) for one in file.allegations}) for file in standing.live(CaseFile)]
    return [
        {
            "allegation": number_of(session, one.id),
            "whom": standing.label(one.person) if one.person is not None else one.office,
            "crime": one.crime,
            "mode": one.mode,
            "period": f"{one.period.start or '..'}/{one.period.end or '..'}",
            "case files": ", ".join(code for code, alleged in files if standing.line(one.id) in alleged),
            "id": standing.line(one.id),
        }
        for one in standing.live(Allegation)
    ]


def sentence_rows(session: Session, file: str) -> list[dict[str, object]]:
    """One row for each sentence of a case file; `stands` says whether its claims may still be built on."""
    standing = session.standing
    rows: list[dict[str, object]] = []
    for passage in passages_of(standing, case_file(session, file)):
        for sentence in passage.sentences:
            usable = [standing.usable(claim) is Usable.YES for claim in sentence.claims]
            rows.append(
                {
                    "section": passage.section,
                    "paragraph": number_of(session, passage.id),
                    "sentence": sentence.text.text,
                    "rests on": ", ".join(number_of(session, claim) for claim in sentence.claims),
                    "stands": ("yes" if all(usable) else "stale") if usable else "unbound",
                }
            )
    return rows


def _scope(session: Session, head: str) -> AnyScope:
    try:
        return IncidentScope(incident=IncidentId(session.standing.line(session.head(head, Incident).id)))
    except UnknownReferenceError:
        return PersonScope(person=PersonId(session.standing.line(session.head(head, Person).id)))


def _whole(row: Requirement) -> str:
    return "the whole situation" if row.scope.value == "workspace" else f"no {row.scope.value} yet"

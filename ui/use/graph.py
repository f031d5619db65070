"""The graph as a person asks it: kept equal to Standing, answered in labels, with the claims behind every row."""

from __future__ import annotations

from collections.abc import Sequence

from evidence.errors import InvalidDateError
from evidence.ids import RecordId
from evidence.model.heads import Incident, Person, Unit
from evidence.when import When
from graph import questions
from graph.derive import rows_of
from graph.ports import GraphStore
from graph.project import compare, project
from graph.rows import Rows
from ui.session import Session
from ui.use.material import number_of


def wanted(session: Session) -> Rows:
    """The rows that the graph must hold."""
    return rows_of(session.standing, crime_elements(session))


def crime_elements(session: Session) -> dict[str, list[str]]:
    """Crime -> the elements that the law data asks for it, so that an element nothing bears on is known too."""
    return {crime.id: [element.id for element in crime.elements] for crime in session.catalogue.crimes.values()}


def rebuild(session: Session) -> str:
    """Forget the graph and make it anew."""
    project(wanted(session), session.graph, afresh=True)
    counts = session.graph.counts()
    return f"{sum(counts.nodes.values())} nodes, {sum(counts.relations.values())} relations"


def opened(session: Session) -> GraphStore:
    """The graph, brought up to date with what stands."""
    project(wanted(session), session.graph)
    return session.graph


def differences(session: Session) -> list[dict[str, object]]:
    """What the kept graph lacks, or has and should not."""
    store = opened(session) if session.settings.graph is None else session.graph
    return [
        {"difference": "missing" if one.missing else "not to be there", "what": one.what, "ids": ", ".join(one.ids)}
        for one in compare(wanted(session), store)
    ]


def chain(session: Session, unit: str, day: str) -> list[dict[str, object]]:
    """Chain of command over a unit, as of a day."""
    head = canonical(session, session.head(unit, Unit).id)
    return [
        {
            "level": row.level,
            "over it": session.standing.label(row.head),
            "commander": session.standing.label(row.commander) if row.commander else "nobody known",
            "post": row.title,
            "line": _line(row.de_facto, row.disputed),
            "claims": _claims(session, row.claims),
        }
        for row in questions.chain_of_command(opened(session), head, _day(day))
    ]


def superior(session: Session, incident: str, person: str, day: str) -> list[dict[str, object]]:
    """Lines from alleged direct perpetrators up to a superior."""
    what = canonical(session, session.head(incident, Incident).id)
    who = canonical(session, session.head(person, Person).id)
    return [
        {
            "alleged": session.standing.label(row.perpetrator),
            "of": session.standing.label(row.what),
            "by way of": " > ".join(session.standing.label(step) for step in row.steps),
            "line": _line(row.de_facto, row.disputed),
            "claims": _claims(session, row.claims),
        }
        for row in questions.perpetrator_to_superior(opened(session), what, who, _day(day))
    ]


def held(session: Session, persons: Sequence[str]) -> list[dict[str, object]]:
    """Who was held with whom."""
    heads = [canonical(session, session.head(person, Person).id) for person in persons]
    label = session.standing.label
    return [
        {
            "person": label(row.person),
            "with": label(row.other),
            "place": label(row.place),
            "days": f"{row.first_day} to {row.last_day}",
            "cells": f"{row.cell or 'not known'}, {row.other_cell or 'not known'}",
            "line": _line(False, row.disputed),
            "claims": _claims(session, row.claims),
        }
        for row in questions.held_with(opened(session), heads)
    ]


def incidents(session: Session) -> list[dict[str, object]]:
    """Incidents by unit and month."""
    label = session.standing.label
    return [
        {
            "unit": label(row.unit),
            "month": row.month or "no one month",
            "incidents": ", ".join(label(incident) for incident in row.incidents),
            "line": _line(False, row.disputed),
            "claims": _claims(session, row.claims),
        }
        for row in questions.incidents_by_unit(opened(session))
    ]


def thin(session: Session) -> list[dict[str, object]]:
    """Elements that rest on fewer than two independent origins."""
    return [
        {
            "provision": _provision(session, row.element),
            "element": row.element,
            "of": session.standing.label(row.scope) if row.scope else "the whole situation",
            "origins": row.origins,
            "for": _claims(session, row.claims),
            "leads": _claims(session, row.leads),
            "against": _claims(session, row.against),
        }
        for row in questions.thinly_supported(opened(session))
    ]


def _provision(session: Session, element: str) -> str:
    row = session.catalogue.rows.get(element)
    return f"{row.citation.partition(';')[0]}: {row.element.text}" if row is not None else "not in the law data"


def canonical(session: Session, head: str) -> str:
    """The head that stands for this one after the judgements."""
    return session.standing.canonical(head)


def _claims(session: Session, claims: Sequence[str]) -> str:
    return ", ".join(number_of(session, RecordId(claim)) for claim in claims)


def _line(de_facto: bool, disputed: bool) -> str:
    words = (["de facto"] if de_facto else []) + (["disputed"] if disputed else [])
    return ", ".join(words)


def _day(untrusted: str) -> str:
    when = When.parse(untrusted)
    if not when.is_day or when.is_fuzzy:
        raise InvalidDateError("a question is asked as of one day", hint="write YYYY-MM-DD")
    return when.earliest.isoformat()

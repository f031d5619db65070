"""The questions that the graph answers, one Cypher text each, the same on every engine and equal to Facts.

A day lies in a period if it lies between the outermost days that the source's words allow. Rows come in one total
order, and each carries the claims that it rests on. Whoever is named here is named by sources: nothing is "proven".
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from evidence.casefile.facts import Commander, HeldTogether, Line, Thin, UnitMonth
from evidence.errors import QuestionError
from graph.ports import GraphStore, Plain
from graph.schema import check_id

MOST_ROWS = 10_000
"""Rows that a question gives at most, unless it is asked for fewer."""

CHAIN_OF_COMMAND = """
MATCH (u:Unit {id: $unit})
MATCH up = (u)-[:PART_OF|REPORTS_TO*0..8]->(v)
WHERE all(r IN relationships(up) WHERE r.valid_from <= $day AND r.valid_to >= $day)
OPTIONAL MATCH (v)<-[h:HOLDS]-(p:Person)
WHERE h.commands AND h.valid_from <= $day AND h.valid_to >= $day
WITH length(up) AS level, v, h, p, relationships(up) AS steps,
     reduce(k = '', r IN relationships(up) | k + r.rev) AS path
RETURN level, v.id AS head, p.id AS commander, h.title AS title,
       [r IN steps | r.claims] AS step_claims, h.claims AS post_claims,
       any(r IN steps WHERE r.disputed) OR coalesce(h.disputed, false) AS disputed,
       any(r IN steps WHERE coalesce(r.de_facto, false)) AS de_facto
ORDER BY level, head, coalesce(commander, ''), path, coalesce(h.rev, '')
LIMIT $limit
"""

PERPETRATOR_TO_SUPERIOR = """
MATCH (m:Person {id: $superior})
MATCH (p:Person)-[a:ALLEGED_PERPETRATOR_OF]->(t)-[w:PART_OF_INCIDENT*0..1]->(i:Incident {id: $incident})
WHERE p.id <> $superior
MATCH up = (p)-[:HOLDS|PART_OF|REPORTS_TO*1..8]->(x)
WHERE all(r IN relationships(up) WHERE r.valid_from <= $day AND r.valid_to >= $day)
OPTIONAL MATCH over = (x)<-[h:HOLDS]-(c:Person)-[:REPORTS_TO*0..3]->(m)
WHERE h.commands AND c.id <> p.id
  AND all(r IN relationships(over) WHERE r.valid_from <= $day AND r.valid_to >= $day)
WITH p, a, t, w, x, relationships(up) AS first, [n IN nodes(up) | n.id] AS below,
     CASE WHEN over IS NULL THEN [] ELSE relationships(over) END AS last,
     CASE WHEN over IS NULL THEN [] ELSE [n IN nodes(over) | n.id] END AS above
WHERE x.id = $superior OR size(last) > 0
WITH p, a, t, w, below, above, first + last AS steps
RETURN p.id AS perpetrator, t.id AS what, a.degree AS degree, below, above,
       a.claims AS act_claims, [r IN w | r.claims] AS within_claims, [r IN steps | r.claims] AS step_claims,
       a.disputed OR any(r IN w WHERE r.disputed) OR any(r IN steps WHERE r.disputed) AS disputed,
       any(r IN steps WHERE coalesce(r.de_facto, false)) AS de_facto
ORDER BY size(steps), perpetrator, what, a.rev, reduce(k = '', r IN w | k + r.rev),
         reduce(k = '', r IN steps | k + r.rev)
LIMIT $limit
"""

HELD_WITH = """
UNWIND $persons AS who
MATCH (a:Person {id: who})-[x:HELD_AT]->(l:Place)<-[y:HELD_AT]-(b:Person)
WHERE a.id <> b.id AND x.valid_from <= y.valid_to AND y.valid_from <= x.valid_to
RETURN a.id AS person, b.id AS other, l.id AS place,
       CASE WHEN x.valid_from > y.valid_from THEN x.valid_from ELSE y.valid_from END AS first_day,
       CASE WHEN x.valid_to < y.valid_to THEN x.valid_to ELSE y.valid_to END AS last_day,
       x.cell AS cell, y.cell AS other_cell, x.claims AS own_claims, y.claims AS other_claims,
       x.disputed OR y.disputed AS disputed
ORDER BY person, other, place, first_day, x.rev, y.rev
LIMIT $limit
"""

INCIDENTS_BY_UNIT = """
MATCH (u:Unit)<-[h:HOLDS*0..1]-(x)-[a:ALLEGED_PERPETRATOR_OF]->(t)-[w:PART_OF_INCIDENT*0..1]->(i:Incident)
OPTIONAL MATCH (i)-[at:AT]->(:Place)
WITH u, h, a, w, i, at
WHERE at IS NULL OR all(r IN h WHERE r.valid_from <= at.valid_to AND r.valid_to >= at.valid_from)
WITH u.id AS unit, i.id AS incident,
     CASE WHEN at IS NULL THEN ''
          WHEN substring(at.valid_from, 0, 7) = substring(at.valid_to, 0, 7) THEN substring(at.valid_from, 0, 7)
          ELSE '' END AS month,
     [r IN h | r.claims] AS post_claims, a.claims AS act_claims, [r IN w | r.claims] AS within_claims,
     coalesce(at.claims, []) AS when_claims,
     a.disputed OR any(r IN h WHERE r.disputed) OR any(r IN w WHERE r.disputed) OR coalesce(at.disputed, false)
       AS disputed
RETURN unit, month, collect(DISTINCT incident) AS incidents, collect(post_claims) AS post_claims,
       collect(act_claims) AS act_claims, collect(within_claims) AS within_claims, collect(when_claims) AS when_claims,
       max(CASE WHEN disputed THEN 1 ELSE 0 END) AS disputed
ORDER BY unit, month
LIMIT $limit
"""

THINLY_SUPPORTED = """
MATCH (e:Element)
OPTIONAL MATCH (c:Claim)-[b:BEARS]->(e)
WITH e.id AS element, coalesce(b.scope, '') AS scope,
     collect(CASE WHEN b.side = 'for' AND b.counts THEN b.origins END) AS origins,
     collect(CASE WHEN b.side = 'for' AND b.counts THEN c.id END) AS claims,
     collect(CASE WHEN b.side = 'for' AND NOT b.counts THEN c.id END) AS leads,
     collect(CASE WHEN b.side = 'against' THEN c.id END) AS against
WITH element, scope, claims, leads, against,
     [x IN origins WHERE any(y IN origins WHERE none(o IN x WHERE o IN y))] AS apart
WHERE size(apart) = 0
RETURN element, scope, claims, leads, against
ORDER BY element, scope
LIMIT $limit
"""


def chain_of_command(store: GraphStore, unit: str, day: str, *, limit: int = MOST_ROWS) -> tuple[Commander, ...]:
    """Who stood over a unit on a day (`YYYY-MM-DD`), nearest first, up to eight steps; level 0 is the unit itself."""
    rows = store.ask(CHAIN_OF_COMMAND, {"unit": _head(unit), "day": day}, limit)
    return tuple(
        Commander(
            level=_number(row, "level"),
            head=_text(row, "head"),
            commander=_text(row, "commander") if row["commander"] is not None else None,
            title=_text(row, "title") if row["title"] is not None else "",
            de_facto=_truth(row, "de_facto"),
            disputed=_truth(row, "disputed"),
            claims=_ids(row, "step_claims", "post_claims"),
        )
        for row in rows
    )


def perpetrator_to_superior(
    store: GraphStore, incident: str, superior: str, day: str, *, limit: int = MOST_ROWS
) -> tuple[Line, ...]:
    """Every line, as of a day, from alleged perpetrators of an incident or its acts up to a person, shortest first.

    A line climbs by posts, units and reporting; at its top it may pass to the commander of the unit reached, and on
    by reporting alone. Someone who is both ends has no line to himself.
    """
    given = {"incident": _head(incident), "superior": _head(superior), "day": day}
    return tuple(
        Line(
            perpetrator=_text(row, "perpetrator"),
            what=_text(row, "what"),
            degree=_text(row, "degree"),
            steps=(*_texts(row["below"]), *tuple(_texts(row["above"]))[1:]),
            de_facto=_truth(row, "de_facto"),
            disputed=_truth(row, "disputed"),
            claims=_ids(row, "act_claims", "within_claims", "step_claims"),
        )
        for row in store.ask(PERPETRATOR_TO_SUPERIOR, given, limit)
    )


def held_with(store: GraphStore, persons: Sequence[str], *, limit: int = MOST_ROWS) -> tuple[HeldTogether, ...]:
    """Whom sources place in the same place as these persons, on days that may be the same."""
    given = {"persons": sorted({_head(person) for person in persons})}
    return tuple(
        HeldTogether(
            person=_text(row, "person"),
            other=_text(row, "other"),
            place=_text(row, "place"),
            first_day=_text(row, "first_day"),
            last_day=_text(row, "last_day"),
            cell=_text(row, "cell"),
            other_cell=_text(row, "other_cell"),
            disputed=_truth(row, "disputed"),
            claims=_ids(row, "own_claims", "other_claims"),
        )
        for row in store.ask(HELD_WITH, given, limit)
    )


def incidents_by_unit(store: GraphStore, *, limit: int = MOST_ROWS) -> tuple[UnitMonth, ...]:
    """Incidents by unit and month; one with two dates in dispute stands in both months, marked."""
    return tuple(
        UnitMonth(
            unit=_text(row, "unit"),
            month=_text(row, "month"),
            incidents=_ids(row, "incidents"),
            disputed=_number(row, "disputed") == 1,
            claims=_ids(row, "post_claims", "act_claims", "within_claims", "when_claims"),
        )
        for row in store.ask(INCIDENTS_BY_UNIT, {}, limit)
    )


def thinly_supported(store: GraphStore, *, limit: int = MOST_ROWS) -> tuple[Thin, ...]:
    """Elements that rest on fewer than two independent origins, those that rest on none among them."""
    return tuple(
        Thin(
            element=_text(row, "element"),
            scope=_text(row, "scope"),
            origins=1 if row["claims"] else 0,
            claims=_ids(row, "claims"),
            leads=_ids(row, "leads"),
            against=_ids(row, "against"),
        )
        for row in store.ask(THINLY_SUPPORTED, {}, limit)
    )


def _head(untrusted: str) -> str:
    check_id(untrusted)
    return untrusted


def _text(row: Mapping[str, Plain], name: str) -> str:
    value = row[name]
    if not isinstance(value, str):
        raise QuestionError(f"the engine answered with a `{name}` that is no text")
    return value


def _number(row: Mapping[str, Plain], name: str) -> int:
    value = row[name]
    if not isinstance(value, int):
        raise QuestionError(f"the engine answered with a `{name}` that is no whole number")
    return value


def _truth(row: Mapping[str, Plain], name: str) -> bool:
    value = row[name]
    if not isinstance(value, bool):
        raise QuestionError(f"the engine answered with a `{name}` that is neither true nor false")
    return value


def _ids(row: Mapping[str, Plain], *names: str) -> tuple[str, ...]:
    """All texts in these columns, however deep, each once, sorted: engines differ in the order of a collection."""
    return tuple(sorted({text for name in names for text in _texts(row[name])}))


def _texts(value: Plain) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, list):
        for item in value:
            yield from _texts(item)

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

# In both questions on lines, `line` names the heads of a path, no head twice, and `how` which of its steps are said to
# be in fact only. Statements that differ in nothing else are rows of one group: their claims stand in one row.
CHAIN_OF_COMMAND = """
MATCH (u:Unit {id: $unit})
MATCH up = (u)-[:PART_OF|REPORTS_TO*0..8]->(v)
WHERE all(r IN relationships(up) WHERE r.valid_from <= $day AND r.valid_to >= $day)
WITH v, relationships(up) AS steps, [n IN nodes(up) | n.id] AS heads
WHERE all(one IN heads WHERE size([other IN heads WHERE other = one]) = 1)
WITH v, size(steps) AS level, reduce(k = '', one IN heads | k + one + ' ') AS line,
     reduce(k = '', r IN steps | k + CASE WHEN coalesce(r.de_facto, false) THEN '1' ELSE '0' END) AS how,
     collect([r IN steps | r.claims]) AS step_claims,
     max(CASE WHEN any(r IN steps WHERE r.disputed) THEN 1 ELSE 0 END) AS doubts
OPTIONAL MATCH (v)<-[h:HOLDS]-(p:Person)
WHERE h.commands AND h.valid_from <= $day AND h.valid_to >= $day
WITH level, line, how, v.id AS head, p.id AS commander, h.title AS title, collect(step_claims) AS step_claims,
     collect(h.claims) AS post_claims, coalesce(min(h.rev), '') AS post,
     max(CASE WHEN doubts = 1 OR coalesce(h.disputed, false) THEN 1 ELSE 0 END) AS disputed
RETURN level, head, commander, title, step_claims, post_claims, disputed, how
ORDER BY level, head, coalesce(commander, ''), line, how, post
LIMIT $limit
"""

PERPETRATOR_TO_SUPERIOR = """
MATCH (m:Person {id: $superior})
MATCH (p:Person)-[a:ALLEGED_PERPETRATOR_OF]->(t)-[w:PART_OF_INCIDENT*0..1]->(i:Incident {id: $incident})
WHERE p.id <> $superior
WITH m, p, t.id AS what, a.degree AS degree, min(a.rev) AS act, collect(a.claims) AS act_claims,
     collect([r IN w | r.claims]) AS within_claims,
     max(CASE WHEN a.disputed OR any(r IN w WHERE r.disputed) THEN 1 ELSE 0 END) AS doubts
MATCH up = (p)-[:HOLDS|PART_OF|REPORTS_TO*1..8]->(x)
WHERE all(r IN relationships(up) WHERE r.valid_from <= $day AND r.valid_to >= $day)
OPTIONAL MATCH over = (x)<-[h:HOLDS]-(c:Person)-[:REPORTS_TO*0..3]->(m)
WHERE h.commands AND all(r IN relationships(over) WHERE r.valid_from <= $day AND r.valid_to >= $day)
WITH p, what, degree, act, act_claims, within_claims, doubts, x,
     [n IN nodes(up) | n.id] + CASE WHEN over IS NULL THEN [] ELSE tail([n IN nodes(over) | n.id]) END AS heads,
     relationships(up) + CASE WHEN over IS NULL THEN [] ELSE relationships(over) END AS steps, over IS NULL AS bare
WHERE (x.id = $superior OR NOT bare) AND all(one IN heads WHERE size([other IN heads WHERE other = one]) = 1)
WITH p.id AS perpetrator, what, degree, act, act_claims, within_claims, doubts, heads, steps,
     reduce(k = '', one IN heads | k + one + ' ') AS line,
     reduce(k = '', r IN steps | k + CASE WHEN coalesce(r.de_facto, false) THEN '1' ELSE '0' END) AS how
WITH perpetrator, what, degree, act, line, how, collect(act_claims) AS act_claims,
     collect(within_claims) AS within_claims, collect([r IN steps | r.claims]) AS step_claims,
     max(CASE WHEN doubts = 1 OR any(r IN steps WHERE r.disputed) THEN 1 ELSE 0 END) AS disputed
RETURN perpetrator, what, degree, line, how, act_claims, within_claims, step_claims, disputed
ORDER BY size(how), perpetrator, what, act, line, how
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

# Acts date an incident only where nobody says when it happened. Without any date the days stand the wrong way round, so
# that no post with a date shares one with them.
INCIDENTS_BY_UNIT = """
MATCH (i:Incident)
OPTIONAL MATCH (c:Claim)-[:ABOUT {part: 'incident'}]->(i)
WHERE c.form IN ['happened', 'did'] AND NOT c.denies
WITH i, collect(CASE WHEN c.form = 'happened' THEN [c.valid_from, c.valid_to, c.id, c.disputed] END) AS happened,
     collect(CASE WHEN c.form = 'did' THEN [c.valid_from, c.valid_to, c.id, c.disputed] END) AS done
UNWIND CASE WHEN size(happened) > 0 THEN happened
            WHEN size(done) > 0 THEN done
            ELSE [['9999-12-31', '0001-01-01', '', false]] END AS date
MATCH (u:Unit)<-[h:HOLDS*0..1]-(x)-[a:ALLEGED_PERPETRATOR_OF]->(t)-[w:PART_OF_INCIDENT*0..1]->(i)
WHERE all(r IN h WHERE r.valid_from <= date[1] AND r.valid_to >= date[0])
WITH u.id AS unit, i.id AS incident,
     CASE WHEN substring(date[0], 0, 7) = substring(date[1], 0, 7) THEN substring(date[0], 0, 7) ELSE '' END AS month,
     [r IN h | r.claims] AS post_claims, a.claims AS act_claims, [r IN w | r.claims] AS within_claims,
     CASE WHEN date[2] = '' THEN [] ELSE [date[2]] END AS when_claims,
     a.disputed OR any(r IN h WHERE r.disputed) OR any(r IN w WHERE r.disputed) OR date[3] AS disputed
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
     collect(DISTINCT CASE WHEN b.side = 'for' AND b.counts THEN b.origins END) AS origins,
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
            de_facto="1" in _text(row, "how"),
            disputed=_number(row, "disputed") == 1,
            claims=_ids(row, "step_claims", "post_claims"),
        )
        for row in rows
    )


def perpetrator_to_superior(
    store: GraphStore, incident: str, superior: str, day: str, *, limit: int = MOST_ROWS
) -> tuple[Line, ...]:
    """Every line, as of a day, from alleged perpetrators of an incident or its acts up to a person, shortest first.

    A line climbs by posts, units and reporting; at its top it may pass to the commander of the unit reached, and on
    by reporting alone. No head stands twice on a line, so nobody has one to himself.
    """
    given = {"incident": _head(incident), "superior": _head(superior), "day": day}
    return tuple(
        Line(
            perpetrator=_text(row, "perpetrator"),
            what=_text(row, "what"),
            degree=_text(row, "degree"),
            steps=tuple(_text(row, "line").split()),
            de_facto="1" in _text(row, "how"),
            disputed=_number(row, "disputed") == 1,
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

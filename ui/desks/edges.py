"""Edges as the Graph page shows them: their ids, words and dates, and what each rests on as of a day."""

from __future__ import annotations

from collections.abc import Iterable

from evidence.casefile.coverage import Origins
from evidence.casefile.edges import Edge, EdgeType
from evidence.casefile.facts import Facts
from evidence.errors import NotHeldError
from evidence.ids import RecordId
from evidence.model.claim import Claim
from ui.desks import days
from ui.desks.cards import card, label_of
from ui.session import Session
from ui.views.graph import EdgeView
from ui.views.words_shown import Coverage

_WORDS = {
    EdgeType.HOLDS: "post",
    EdgeType.PART_OF: "part of",
    EdgeType.REPORTS_TO: "reports to",
    EdgeType.WITHIN: "in",
    EdgeType.AT: "at",
    EdgeType.PART_OF_INCIDENT: "part of",
    EdgeType.ALLEGED_PERPETRATOR_OF: "alleged to have done",
    EdgeType.PRESENT_AT: "present at",
    EdgeType.VICTIM_OF: "victim of",
    EdgeType.ASSISTED: "assisted in",
    EdgeType.HELD_AT: "held at",
    EdgeType.CROSSED: "crossed at",
    EdgeType.ORDERED: "alleged to have ordered",
    EdgeType.KNEW_OF: "had notice of",
}
_MOST_OF_A_NODE = 12


def facts_of(session: Session) -> Facts:
    """All derived edges, made once while nothing is entered."""
    return session.once("facts", lambda: Facts(session.standing))


def canonical(session: Session, head: str) -> RecordId:
    """The head that stands for this one after the judgements; NotHeldError."""
    if not session.standing.holds(RecordId(head)):
        raise NotHeldError("nothing drawn has this id")
    return session.standing.canonical(head)


def name(edge: Edge) -> str:
    """What a drawing calls an edge: ids only, and the same as long as its claims are."""
    return f"{edge.type.value}.{edge.start}.{edge.end}.{edge.claims[0]}"


def words(edge: Edge) -> str:
    """What an edge says; a post by its title."""
    return str(edge.detail("title")) if edge.type is EdgeType.HOLDS else _WORDS[edge.type]


def dates(edge: Edge) -> str:
    """From when to when, as far as known."""
    return days.spanned(edge.valid_from, edge.valid_to)


def strength(session: Session, claims: Iterable[RecordId], *, disputed: bool = False) -> Coverage:
    """How many independent origins stand behind these claims; contested where something usable contradicts one."""
    if disputed:
        return Coverage.CONTESTED
    independent = Origins(session.standing).count_independent([_claim(session, claim) for claim in claims])
    return (Coverage.NO_EVIDENCE, Coverage.SINGLE_SOURCE, Coverage.CORROBORATED)[min(independent, 2)]


def commands_of(session: Session, unit: str, day: str) -> list[Edge]:
    """The posts that command a unit on a day, as sources say: several where they differ."""
    found = session.once("commands", lambda: _commands(facts_of(session)))
    return [edge for edge in found.get(RecordId(unit), []) if edge.covers(day)]


def rests_on(session: Session, drawn: str, day: str) -> EdgeView:
    """What a drawn edge, node or post rests on; NotHeldError for what is not drawn."""
    edges = facts_of(session).edges
    chosen = next((edge for edge in edges if name(edge) == drawn), None)
    if chosen is not None:
        # A line of command is drawn once, however many sources speak of it.
        alike = [edge for edge in edges if _same_line(edge, chosen) and edge.covers(day)] or [chosen]
        title = f"{label_of(session, chosen.start)} — {words(chosen)} — {label_of(session, chosen.end)}"
        return _view(session, title, alike)
    head = canonical(session, drawn)
    if drawn.startswith("unt_"):
        return _of_post(session, head, day)
    around = [edge for edge in edges if head in (edge.start, edge.end) and edge.covers(day)]
    return _view(session, label_of(session, head), around, is_node=True)


def _of_post(session: Session, unit: RecordId, day: str) -> EdgeView:
    posts = commands_of(session, unit, day)
    if posts:
        named = ", ".join(dict.fromkeys(f"{label_of(session, post.start)}, {words(post)}" for post in posts))
        return _view(session, f"{label_of(session, unit)}: {named}", posts)
    around = [edge for edge in facts_of(session).edges if unit in (edge.start, edge.end) and edge.covers(day)]
    nobody = "Nobody is named as its commander on that day."
    return _view(session, label_of(session, unit), around, nobody, is_node=True)


def _view(session: Session, title: str, edges: list[Edge], note: str = "", *, is_node: bool = False) -> EdgeView:
    claims = sorted({claim for edge in edges for claim in edge.claims})
    disputed = any(edge.disputed for edge in edges) or len({edge.start for edge in edges if _is_command(edge)}) > 1
    notes = [note, "Something usable contradicts it." if any(edge.disputed for edge in edges) else ""]
    if len(claims) > _MOST_OF_A_NODE:
        notes.append(f"{_MOST_OF_A_NODE} of {len(claims)} claims are shown; choose an edge for its own.")
    spans = dict.fromkeys(dates(edge) for edge in edges)
    return EdgeView(
        title=title,
        state=None if is_node else strength(session, claims, disputed=disputed),
        dates=next(iter(spans)) if len(spans) == 1 else "",
        note=" ".join(one for one in notes if one),
        claims=tuple(card(session, _claim(session, claim)) for claim in claims[:_MOST_OF_A_NODE]),
    )


def _same_line(one: Edge, other: Edge) -> bool:
    return (one.type, one.start, one.end, one.details) == (other.type, other.start, other.end, other.details)


def _is_command(edge: Edge) -> bool:
    return edge.type is EdgeType.HOLDS and edge.detail("commands") is True


def _commands(facts: Facts) -> dict[RecordId, list[Edge]]:
    found: dict[RecordId, list[Edge]] = {}
    for edge in facts.edges:
        if _is_command(edge):
            found.setdefault(edge.end, []).append(edge)
    return found


def _claim(session: Session, claim: RecordId) -> Claim:
    return session.standing.current(claim, Claim)

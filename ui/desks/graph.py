"""Behind the Graph page: the surroundings of one person and the chain of command, as of a day.

Drawn from the same facts as the case file, so the screen and the paper show one picture.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from evidence.casefile.edges import EARLIEST, LATEST, Edge, EdgeType
from evidence.casefile.facts import Facts
from evidence.errors import NotHeldError
from evidence.ids import RecordId
from evidence.model import heads
from evidence.model.claim import Claim
from ui.desks.cards import card, label_of
from ui.desks.room import Room
from ui.session import Session
from ui.views import graph
from ui.views.common import Choice
from ui.views.graph import Chain, EdgeView, Node, NodeKind, Order, Post, Surroundings
from ui.views.layout import rings, tidy_tree
from ui.views.words_shown import Coverage

_MOST_NODES = 300
_KIND = {
    "per": NodeKind.PERSON,
    "unt": NodeKind.UNIT,
    "plc": NodeKind.PLACE,
    "inc": NodeKind.INCIDENT,
    "act": NodeKind.INCIDENT,
}
_WORDS = {
    EdgeType.HOLDS: "post", EdgeType.PART_OF: "part of", EdgeType.REPORTS_TO: "reports to", EdgeType.WITHIN: "in",
    EdgeType.AT: "at", EdgeType.PART_OF_INCIDENT: "part of", EdgeType.ALLEGED_PERPETRATOR_OF: "alleged to have done",
    EdgeType.PRESENT_AT: "present at", EdgeType.VICTIM_OF: "victim of", EdgeType.ASSISTED: "assisted in",
    EdgeType.HELD_AT: "held at", EdgeType.CROSSED: "crossed at", EdgeType.ORDERED: "alleged to have ordered",
    EdgeType.KNEW_OF: "had notice of",
}  # fmt: skip


class RealGraph:
    """A `GraphDesk` over one session."""

    def __init__(self, room: Room) -> None:
        self._room = room

    def persons(self) -> tuple[Choice, ...]:
        """Whom the ego view can stand around."""
        return self._heads(heads.Person)

    def units(self) -> tuple[Choice, ...]:
        """Over which unit a chain of command can be asked for."""
        return self._heads(heads.Unit)

    def days(self) -> tuple[date, ...]:
        """The days on which something changes, ascending; today where nothing is dated."""
        with self._room.session(fresh=True) as session:
            found = {day for edge in _facts(session).edges for day in (edge.valid_from, edge.valid_to)}
            dated = sorted(date.fromisoformat(day) for day in found - {EARLIEST, LATEST})
            return tuple(dated) or (session.workspace.clock.now().date(),)

    def around(self, person: str, on: date) -> Surroundings:
        """The ego view of a person as of a day."""
        with self._room.session() as session:
            focus = _canonical(session, person)
            here = [edge for edge in _facts(session).edges if edge.covers(on.isoformat())]
            near = _neighbours(here, {focus})
            places, width, height = rings(focus, _chosen(near, session, _MOST_NODES))
            drawn = [edge for edge in here if edge.start in places and edge.end in places]
            return Surroundings(
                nodes=tuple(_node(session, RecordId(head), at, focus=head == focus) for head, at in places.items()),
                edges=tuple(_edge(edge, focus) for edge in drawn),
                width=width,
                height=height,
                neighbours=len(near),
            )

    def chain(self, unit: str, on: date) -> Chain:
        """The chain of command over a unit as of a day; the unit at its foot is marked."""
        with self._room.session() as session:
            root = _canonical(session, unit)
            facts = _facts(session)
            ups = {EdgeType.PART_OF, EdgeType.REPORTS_TO}
            over = [edge for edge in facts.edges if edge.type in ups and edge.covers(on.isoformat())]
            links = _climb(root, over)
            top = _top(root, links)
            places, width, height = tidy_tree(_children(links, top), top)
            rows = {row.head: row for row in facts.chain_of_command(root, on.isoformat())}
            posts = tuple(
                Post(
                    id=head,
                    title=label_of(session, head),
                    holder=_holder(session, rows[head].commander, rows[head].title) if head in rows else "",
                    state=_strength(rows[head].claims, session) if head in rows else Coverage.NO_EVIDENCE,
                    x=at[0],
                    y=at[1],
                    focus=head == root,
                )
                for head, at in places.items()
            )
            orders = tuple(
                Order(
                    id=_name(edge),
                    over=edge.end,
                    under=edge.start,
                    label="de facto" if edge.type is EdgeType.REPORTS_TO and edge.detail("de_facto") is True else "",
                    disputed=edge.disputed,
                )
                for edge in links
                if edge.start in places and edge.end in places
            )
            return Chain(posts=posts, orders=orders, width=width, height=height)

    def edge(self, edge: str, on: date) -> EdgeView:
        """What a drawn edge, post or line rests on."""
        with self._room.session() as session:
            facts = _facts(session)
            found = [one for one in facts.edges if _name(one) == edge]
            if not found:
                found = [
                    one
                    for one in facts.edges
                    if one.type is EdgeType.HOLDS and one.end == edge and one.covers(on.isoformat())
                ]
            if not found:
                raise NotHeldError("nothing drawn has this id")
            claims = sorted({claim for one in found for claim in one.claims})
            first = found[0]
            return EdgeView(
                title=f"{label_of(session, first.start)} — {_words(first)} — {label_of(session, first.end)}",
                state=_strength(claims, session),
                dates=_dates(first),
                note="Something usable contradicts it." if any(one.disputed for one in found) else "",
                claims=tuple(card(session, _claim(session, claim)) for claim in claims),
            )

    def _heads(self, kind: type[heads.Head]) -> tuple[Choice, ...]:
        with self._room.session() as session:
            found = {session.standing.canonical(one.id) for one in session.standing.live(kind)}
            return tuple(sorted((Choice(id=one, label=label_of(session, one)) for one in found), key=lambda c: c.label))


def _facts(session: Session) -> Facts:
    return session.once("facts", lambda: Facts(session.standing))


def _canonical(session: Session, head: str) -> RecordId:
    if not session.standing.holds(RecordId(head)):
        raise NotHeldError(f"no head {head} here")
    return session.standing.canonical(head)


def _neighbours(edges: Iterable[Edge], of: set[RecordId]) -> set[RecordId]:
    found = {edge.end for edge in edges if edge.start in of} | {edge.start for edge in edges if edge.end in of}
    return found - of


def _chosen(found: set[RecordId], session: Session, most: int) -> list[RecordId]:
    return sorted(found, key=lambda head: (head.partition("_")[0], label_of(session, head), head))[:most]


def _node(session: Session, head: RecordId, at: tuple[int, int], *, focus: bool) -> Node:
    kind = _KIND[head.partition("_")[0]]
    return Node(id=head, kind=kind, label=label_of(session, head), note="", x=at[0], y=at[1], focus=focus)


def _edge(edge: Edge, focus: RecordId) -> graph.Edge:
    # Words stand only on the edges of the one in the middle; the others tell theirs when they are chosen.
    told = focus in (edge.start, edge.end)
    return graph.Edge(
        id=_name(edge),
        tail=edge.start,
        head=edge.end,
        label=_words(edge) if told else "",
        dates=_dates(edge) if told else "",
        disputed=edge.disputed,
    )


def _words(edge: Edge) -> str:
    return str(edge.detail("title")) if edge.type is EdgeType.HOLDS else _WORDS[edge.type]


def _name(edge: Edge) -> str:
    return f"{edge.type.value}.{edge.start}.{edge.end}.{edge.claims[0]}"


def _dates(edge: Edge) -> str:
    first = "" if edge.valid_from == EARLIEST else edge.valid_from
    last = "" if edge.valid_to == LATEST else edge.valid_to
    if not first and not last:
        return ""
    return first if first == last else f"{first or 'not known'} to {last or 'not known'}"


def _climb(root: RecordId, over: list[Edge]) -> list[Edge]:
    links: list[Edge] = []
    reached, waiting = {root}, [root]
    while waiting:
        at = waiting.pop(0)
        for edge in over:
            # Each head is drawn once, under the first that is found over it; the table of the question shows all.
            if edge.start == at and edge.end not in reached:
                reached.add(edge.end)
                waiting.append(edge.end)
                links.append(edge)
    return links


def _top(root: RecordId, links: list[Edge]) -> RecordId:
    under = {edge.start for edge in links}
    tops = [edge.end for edge in links if edge.end not in under]
    return tops[-1] if tops else root


def _children(links: list[Edge], top: RecordId) -> dict[str, list[str]]:
    children: dict[str, list[str]] = {}
    met = {top}
    waiting = [top]
    while waiting:
        at = waiting.pop(0)
        for edge in links:
            for one, other in ((edge.end, edge.start), (edge.start, edge.end)):
                if one == at and other not in met:
                    met.add(other)
                    children.setdefault(at, []).append(other)
                    waiting.append(other)
    return children


def _holder(session: Session, commander: str | None, title: str) -> str:
    return f"{label_of(session, commander)}, {title}" if commander else ""


def _strength(claims: Iterable[str], session: Session) -> Coverage:
    from evidence.casefile.coverage import Origins

    found = [_claim(session, claim) for claim in claims]
    independent = Origins(session.standing).count_independent(found)
    return (Coverage.NO_EVIDENCE, Coverage.SINGLE_SOURCE, Coverage.CORROBORATED)[min(independent, 2)]


def _claim(session: Session, claim: str) -> Claim:
    return session.standing.current(RecordId(claim), Claim)

"""Behind the Graph page: the surroundings of one person and the chain of command, as of a day.

Drawn from the same facts as the case file, so the screen and the paper show one picture.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from datetime import date

from evidence.casefile.edges import EARLIEST, LATEST, Edge, EdgeType
from evidence.ids import RecordId
from evidence.model import heads
from ui.desks import edges
from ui.desks.cards import label_of
from ui.desks.chain import chain_of
from ui.desks.room import Room
from ui.session import Session
from ui.views import graph
from ui.views.common import Choice
from ui.views.graph import Chain, EdgeView, Node, NodeKind, Surroundings
from ui.views.layout import rings

_MOST_NEAR = 60
"""More could be drawn, and not be read: what is left out is said."""
_FEW, _MOST_FURTHER = 8, 12
_KIND = {
    "per": NodeKind.PERSON,
    "unt": NodeKind.UNIT,
    "plc": NodeKind.PLACE,
    "inc": NodeKind.INCIDENT,
    "act": NodeKind.INCIDENT,
}
_ORDER = (NodeKind.INCIDENT, NodeKind.PERSON, NodeKind.UNIT, NodeKind.PLACE)


class RealGraph:
    """A `GraphDesk` over one session."""

    def __init__(self, room: Room) -> None:
        self._room = room

    def persons(self) -> tuple[Choice, ...]:
        """Whom the ego view can stand around."""
        return self._heads(heads.Person)

    def units(self) -> tuple[Choice, ...]:
        """Around which unit a chain of command can be asked for; those at the foot of a chain first."""
        with self._room.session() as session:
            depth = session.once("depth", lambda: _depths(edges.facts_of(session).edges))
        return tuple(sorted(self._heads(heads.Unit), key=lambda choice: -depth.get(choice.id, 0)))

    def days(self) -> tuple[date, ...]:
        """The days on which something changes, ascending; today where nothing is dated."""
        with self._room.session() as session:
            found = {day for edge in edges.facts_of(session).edges for day in (edge.valid_from, edge.valid_to)}
            dated = sorted(date.fromisoformat(day) for day in found - {EARLIEST, LATEST})
            return tuple(dated) or (session.workspace.clock.now().date(),)

    def around(self, person: str, on: date) -> Surroundings:
        """The ego view of a person as of a day; with few neighbours, also what these lead to."""
        with self._room.session() as session:
            focus = edges.canonical(session, person)
            here = [edge for edge in edges.facts_of(session).edges if edge.covers(on.isoformat())]
            meets = _meetings(here)
            found = sorted(meets[focus] - {focus}, key=lambda head: _rank(session, head))
            near = found[:_MOST_NEAR]
            further = _further(session, meets, focus, near) if len(near) <= _FEW else []
            places, width, height = rings(focus, near, further)
            drawn = [edge for edge in here if edge.start in places and edge.end in places]
            left_out = Counter(_kind(head) for head in found[_MOST_NEAR:])
            return Surroundings(
                nodes=tuple(_node(session, RecordId(head), at, focus=head == focus) for head, at in places.items()),
                edges=tuple(_edge(edge, focus) for edge in drawn),
                width=width,
                height=height,
                neighbours=len(found),
                further=len(further),
                left_out=tuple((kind, left_out[kind]) for kind in _ORDER if left_out[kind]),
            )

    def chain(self, unit: str, on: date) -> Chain:
        """The chain of command around a unit as of a day; the unit itself is marked."""
        with self._room.session() as session:
            return chain_of(session, edges.canonical(session, unit), on.isoformat())

    def edge(self, edge: str, on: date) -> EdgeView:
        """What a drawn edge, node, post or line rests on."""
        with self._room.session() as session:
            return edges.rests_on(session, edge, on.isoformat())

    def _heads(self, kind: type[heads.Head]) -> tuple[Choice, ...]:
        with self._room.session() as session:
            found = {session.standing.canonical(one.id) for one in session.standing.live(kind)}
            return tuple(sorted((Choice(id=one, label=label_of(session, one)) for one in found), key=lambda c: c.label))


def _meetings(found: Iterable[Edge]) -> dict[RecordId, set[RecordId]]:
    meets: dict[RecordId, set[RecordId]] = defaultdict(set)
    for edge in found:
        meets[edge.start].add(edge.end)
        meets[edge.end].add(edge.start)
    return meets


def _further(
    session: Session, meets: dict[RecordId, set[RecordId]], focus: RecordId, near: Sequence[RecordId]
) -> list[RecordId]:
    """What the neighbours lead to, each beside the neighbour that leads there; as many from one as from another."""
    taken = {focus, *near}
    queues = [sorted(meets[head] - taken, key=lambda one: _rank(session, one)) for head in near]
    groups: list[list[RecordId]] = [[] for _ in near]
    while len(taken) - len(near) - 1 < _MOST_FURTHER and any(queues):
        for queue, group in zip(queues, groups, strict=True):
            fresh = next((head for head in queue if head not in taken), None)
            queue[:] = [head for head in queue if head not in taken and head != fresh]
            if fresh is not None and len(taken) - len(near) - 1 < _MOST_FURTHER:
                taken.add(fresh)
                group.append(fresh)
    return [head for group in groups for head in group]


def _depths(found: Iterable[Edge]) -> dict[str, int]:
    """How many lines of command, of any date, lead upwards from each unit; a circle ends where it closes."""
    up: dict[str, set[str]] = defaultdict(set)
    for edge in found:
        if edge.type in (EdgeType.PART_OF, EdgeType.REPORTS_TO):
            up[edge.start].add(edge.end)
    depths = {}
    for head in list(up):
        level, seen, depth = {head}, {head}, 0
        while level := {over for one in level for over in up.get(one, ())} - seen:
            seen |= level
            depth += 1
        depths[head] = depth
    return depths


def _kind(head: str) -> NodeKind:
    return _KIND[head.partition("_")[0]]


def _rank(session: Session, head: RecordId) -> tuple[int, str, str]:
    return _ORDER.index(_kind(head)), label_of(session, head), head


def _node(session: Session, head: RecordId, at: tuple[int, int], *, focus: bool) -> Node:
    return Node(id=head, kind=_kind(head), label=label_of(session, head), note="", x=at[0], y=at[1], focus=focus)


def _edge(edge: Edge, focus: RecordId) -> graph.Edge:
    # Words stand only on the edges of the one in the middle; the others tell theirs when they are chosen.
    told = focus in (edge.start, edge.end)
    return graph.Edge(
        id=edges.name(edge),
        tail=edge.start,
        head=edge.end,
        label=edges.words(edge) if told else "",
        dates=edges.dates(edge) if told else "",
        disputed=edge.disputed,
    )

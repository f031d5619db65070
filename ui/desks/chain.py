"""The chain of command around one unit as of a day: who stands over it, up to the top, and what stands under it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable
from dataclasses import dataclass

from evidence.casefile.edges import Edge, EdgeType
from evidence.ids import RecordId
from ui.desks import edges
from ui.desks.cards import label_of
from ui.session import Session
from ui.views.graph import Chain, Order, Post
from ui.views.layout import hourglass, post_height
from ui.views.words_shown import Coverage

_LINES = frozenset({EdgeType.PART_OF, EdgeType.REPORTS_TO})
_WIDTH, _GAP, _MARGIN = 1056, 40, 16
_NARROWEST, _WIDEST = 150, 250
_MOST_POSTS = 60
_A_PERSON = "answered to in person"


@dataclass(frozen=True, slots=True, kw_only=True)
class _Tree:
    """One direction from the root: children by parent, the edge that leads to each, how many levels."""

    children: dict[str, list[str]]
    links: dict[str, Edge]
    levels: int
    left_out: int


def chain_of(session: Session, root: RecordId, day: str) -> Chain:
    """Every line that covers the day; each head is drawn once, on the shortest way to it."""
    lines = [edge for edge in edges.facts_of(session).edges if edge.type in _LINES and edge.covers(day)]
    over = _grown(root, lines, lambda edge: (edge.start, edge.end), {root})
    met: set[str] = {root, *over.links}
    under = _grown(root, lines, lambda edge: (edge.end, edge.start), met)
    columns = over.levels + under.levels + 1
    width = (_WIDTH - 2 * _MARGIN - _GAP * (columns - 1)) // columns
    return _placed(session, root, day, over, under, min(max(width, _NARROWEST), _WIDEST))


def _placed(session: Session, root: RecordId, day: str, over: _Tree, under: _Tree, wide: int) -> Chain:
    told = {head: _told(session, head, day) for head in (root, *over.links, *under.links)}
    heights = {head: post_height(title, holder or "nobody named", wide) for head, (title, holder, _) in told.items()}
    places, width, height = hourglass(over.children, under.children, root, heights, post_width=wide, gap=_GAP)
    posts = tuple(
        Post(
            id=head,
            title=title,
            holder=holder,
            state=state,
            x=places[head][0],
            y=places[head][1],
            width=wide,
            height=heights[head],
            focus=head == root,
        )
        for head, (title, holder, state) in told.items()
    )
    orders = tuple(
        Order(
            id=edges.name(edge),
            over=edge.end,
            under=edge.start,
            label="de facto" if edge.type is EdgeType.REPORTS_TO and edge.detail("de_facto") is True else "",
            disputed=edge.disputed,
        )
        for edge in (*over.links.values(), *under.links.values())
    )
    return Chain(posts=posts, orders=orders, width=width, height=height, left_out=over.left_out + under.left_out)


def _grown(root: str, lines: list[Edge], ends: Callable[[Edge], tuple[str, str]], met: set[str]) -> _Tree:
    """A tree from the root, level by level; `ends` gives where an edge is met and where it leads."""
    onward: dict[str, list[tuple[str, Edge]]] = defaultdict(list)
    for edge in lines:
        here, there = ends(edge)
        onward[here].append((there, edge))
    children: dict[str, list[str]] = defaultdict(list)
    links: dict[str, Edge] = {}
    seen: set[str] = set(met)
    level, levels, left_out = [root], 0, 0
    while level:
        reached: list[str] = []
        for here in level:
            for there, edge in onward[here]:
                if there in seen:
                    continue
                seen.add(there)
                if len(links) >= _MOST_POSTS:
                    left_out += 1
                    continue
                children[here].append(there)
                links[there] = edge
                reached.append(there)
        level = reached
        levels += bool(reached)
    return _Tree(children=dict(children), links=links, levels=levels, left_out=left_out)


def _told(session: Session, head: str, day: str) -> tuple[str, str, Coverage]:
    """A head's label, who is said to command it, and how firmly; nobody where no source names one."""
    title = label_of(session, head)
    if not head.startswith("unt_"):
        return title, _A_PERSON, Coverage.NO_EVIDENCE
    posts = edges.commands_of(session, head, day)
    named = dict.fromkeys(f"{label_of(session, post.start)}, {edges.words(post)}" for post in posts)
    differ = len({post.start for post in posts}) > 1 or any(post.disputed for post in posts)
    claims = [claim for post in posts for claim in post.claims]
    return title, "; or ".join(named), edges.strength(session, claims, disputed=differ)

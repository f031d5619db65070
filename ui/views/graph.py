"""Graph: the surroundings of one person as of a date, and the chain of command over a unit as of a date.

Positions come with the values, in whole pixels of the drawing, so that the screen and the paper show one picture.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import Enum
from typing import Protocol

from evidence.errors import MalformedError
from evidence.words import marked as _
from ui.views.common import Choice, ClaimCard
from ui.views.layout import POST_HEIGHT, POST_WIDTH
from ui.views.words_shown import Coverage


class NodeKind(Enum):
    """What a node stands for; each has its own outline."""

    PERSON = _("person")
    SOURCE = _("source")
    UNIT = _("unit")
    PLACE = _("place")
    INCIDENT = _("incident")


@dataclass(frozen=True, slots=True, kw_only=True)
class Node:
    """One head: label, a second line, and where its middle is drawn."""

    id: str
    kind: NodeKind
    label: str
    note: str
    x: int
    y: int
    focus: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Edge:
    """One statement between two nodes: what it says, from when to when, disputed or not."""

    id: str
    tail: str
    head: str
    label: str
    dates: str
    disputed: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Surroundings:
    """The ego view: nodes and edges, the drawing's size, and how many neighbours there are in all.

    `further` of the nodes are one step beyond a neighbour. `left_out` says how many neighbours are not drawn, by kind.
    """

    nodes: tuple[Node, ...]
    edges: tuple[Edge, ...]
    width: int
    height: int
    neighbours: int
    further: int = 0
    left_out: tuple[tuple[NodeKind, int], ...] = ()

    @property
    def near(self) -> int:
        """How many of the neighbours are drawn."""
        return len(self.nodes) - 1 - self.further

    def __post_init__(self) -> None:
        known = {node.id for node in self.nodes}
        if any(edge.tail not in known or edge.head not in known for edge in self.edges):
            raise MalformedError("an edge of the drawing names a node that is not in it")


@dataclass(frozen=True, slots=True, kw_only=True)
class Post:
    """A post in the chain: its title, who held it on the date ("" for nobody known to us), and its box.

    `x` and `y` are the box's left top, in pixels like its width and height.
    """

    id: str
    title: str
    holder: str
    state: Coverage
    x: int
    y: int
    width: int = POST_WIDTH
    height: int = POST_HEIGHT
    focus: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Order:
    """A line of command between two posts; `label` says what is unusual about it."""

    id: str
    over: str
    under: str
    label: str = ""
    disputed: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Chain:
    """The chain of command, laid out, and the drawing's size; `left_out` posts further below are not drawn."""

    posts: tuple[Post, ...]
    orders: tuple[Order, ...]
    width: int
    height: int
    left_out: int = 0

    def __post_init__(self) -> None:
        known = {post.id for post in self.posts}
        if any(order.over not in known or order.under not in known for order in self.orders):
            raise MalformedError("a line of command names a post that is not drawn")


@dataclass(frozen=True, slots=True, kw_only=True)
class EdgeView:
    """What an edge, a post or a line of command rests on; a node has claims and no state, for it says nothing."""

    title: str
    state: Coverage | None
    dates: str
    note: str
    claims: tuple[ClaimCard, ...]


class GraphDesk(Protocol):
    """Everything the Graph page may ask."""

    def persons(self) -> tuple[Choice, ...]:
        """Whom the ego view can stand around."""
        ...

    def units(self) -> tuple[Choice, ...]:
        """Over which unit a chain of command can be asked for."""
        ...

    def days(self) -> tuple[date, ...]:
        """The days the slider offers, ascending and at least one: those on which something changes."""
        ...

    def around(self, person: str, on: date) -> Surroundings:
        """The ego view of a person as of a day, at most 300 nodes; NotHeldError for an unknown person."""
        ...

    def chain(self, unit: str, on: date) -> Chain:
        """The chain of command over a unit as of a day; NotHeldError for an unknown unit."""
        ...

    def edge(self, edge: str, on: date) -> EdgeView:
        """What a drawn edge, node, post or line rests on; NotHeldError for an unknown one."""
        ...

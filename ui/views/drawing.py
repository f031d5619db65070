"""Drawings as SVG text: the ego view and the chain of command.

Built as a tree of elements, so every label is escaped; nothing of a workspace is ever pasted into markup. What can be
picked carries `data-id`.
"""

from __future__ import annotations

import math
from collections import defaultdict
from dataclasses import dataclass
from xml.etree import ElementTree as ET

from ui.views.graph import Chain, Edge, Order, Post, Surroundings
from ui.views.layout import POST_FIRST, POST_INSET, post_lines
from ui.views.lettering import broken, width_of
from ui.views.shapes import (
    GREY,
    LINE,
    PALE,
    RADIUS,
    RED,
    TEAL,
    Area,
    canvas,
    draw_node,
    node_areas,
    pickable,
    points,
    shape,
    words,
)
from ui.views.words_shown import Tone

_TONE = {
    Tone.MAIN: "#1F4E5F",
    Tone.HOLDS: "#2F6B4F",
    Tone.WAITS: "#8A5A14",
    Tone.STOPS: "#9B2C2C",
    Tone.QUIET: "#6B7280",
}
_DASHED = {"stroke_dasharray": "6 4"}
_BESIDE, _LABEL_WIDTH = 12, 126
_SHARES = (0.5, 0.44, 0.56, 0.38, 0.62, 0.32, 0.68, 0.26, 0.74)


def surroundings_svg(view: Surroundings, *, picked: str = "") -> str:
    """The ego view; the edge or node with the id `picked` is drawn as chosen."""
    svg = canvas(view.width, view.height)
    where = {node.id: (node.x, node.y) for node in view.nodes}
    taken = [area for node in view.nodes for area in node_areas(node)]
    tracks = [_track(where[edge.tail], where[edge.head], beside) for edge, beside in _side_by_side(view.edges)]
    for edge, track in zip(view.edges, tracks, strict=True):
        _draw_edge(svg, edge, track, chosen=edge.id == picked)
    for edge, track in zip(view.edges, tracks, strict=True):
        if lines := _told(edge):
            area = _label_area(lines, track, taken)
            taken.append(area)
            _draw_label(svg, edge, lines, area, chosen=edge.id == picked)
    for node in view.nodes:
        if node.id == picked and not node.focus:
            shape(svg, "circle", cx=node.x, cy=node.y, r=RADIUS + 7, fill="none", stroke=PALE, stroke_width=4)
        draw_node(svg, node)
    return ET.tostring(svg, encoding="unicode")


def chain_svg(view: Chain, *, picked: str = "", unknown: str = "not known") -> str:
    """The chain of command; a dashed box with the word `unknown` is a post that nobody known to us held."""
    svg = canvas(view.width, view.height)
    where = {post.id: post for post in view.posts}
    for order in view.orders:
        _draw_order(svg, order, where[order.over], where[order.under], chosen=order.id == picked)
    for post in view.posts:
        _draw_post(svg, post, unknown, chosen=post.id == picked)
    for order in view.orders:
        # Below the box it leads to: beside the line there is room for none.
        post = where[order.under]
        fill = RED if order.disputed else GREY
        words(svg, post.x, post.y + post.height + 13, order.label, size=13, bold=True, fill=fill, anchor="start")
    return ET.tostring(svg, encoding="unicode")


@dataclass(frozen=True, slots=True, kw_only=True)
class _Track:
    """From the rim of one node to the rim of another, and the direction, of length 1."""

    start: tuple[float, float]
    end: tuple[float, float]
    across: float
    down: float


def _side_by_side(edges: tuple[Edge, ...]) -> list[tuple[Edge, float]]:
    """Each edge, and how far it stands beside the straight line: those of one pair would lie on each other."""
    groups: dict[frozenset[str], list[str]] = defaultdict(list)
    for edge in edges:
        groups[frozenset((edge.tail, edge.head))].append(edge.id)
    found = []
    for edge in edges:
        group = groups[frozenset((edge.tail, edge.head))]
        turn = 1 if edge.tail <= edge.head else -1
        found.append((edge, turn * _BESIDE * (group.index(edge.id) - (len(group) - 1) / 2)))
    return found


def _track(tail: tuple[int, int], head: tuple[int, int], beside: float) -> _Track:
    length = math.hypot(head[0] - tail[0], head[1] - tail[1]) or 1.0
    across, down = (head[0] - tail[0]) / length, (head[1] - tail[1]) / length
    aside = (-down * beside, across * beside)
    return _Track(
        start=(tail[0] + across * (RADIUS + 6) + aside[0], tail[1] + down * (RADIUS + 6) + aside[1]),
        end=(head[0] - across * (RADIUS + 8) + aside[0], head[1] - down * (RADIUS + 8) + aside[1]),
        across=across,
        down=down,
    )


def _draw_edge(svg: ET.Element, edge: Edge, track: _Track, *, chosen: bool) -> None:
    colour = RED if edge.disputed else TEAL if chosen else LINE
    group = pickable(svg, edge.id, f"{edge.label} {edge.dates}".strip())
    line: dict[str, float | str] = {"x1": track.start[0], "y1": track.start[1], "x2": track.end[0], "y2": track.end[1]}
    # A wide unseen line under the drawn one: a thin line is hard to hit with a mouse.
    shape(group, "line", **line, stroke="transparent", stroke_width=14)
    dashed = _DASHED if edge.disputed else {}
    shape(group, "line", **line, **dashed, stroke=colour, stroke_width=2.5 if chosen else 1.5)
    (x, y), (across, down) = track.end, (track.across, track.down)
    tip = [(x - 9 * across + 5 * down, y - 9 * down - 5 * across), (x, y)]
    tip.append((x - 9 * across - 5 * down, y - 9 * down + 5 * across))
    shape(group, "polyline", points=points(tip), fill="none", stroke=colour, stroke_width=1.5)


def _told(edge: Edge) -> tuple[tuple[str, bool], ...]:
    """The lines that an edge says, and whether each is bold: what it is, then its dates."""
    label = [(line, True) for line in broken(edge.label, _LABEL_WIDTH, 3, bold=True)]
    return (*label, *((line, False) for line in broken(edge.dates, _LABEL_WIDTH, 2, size=13)))


def _draw_label(svg: ET.Element, edge: Edge, lines: tuple[tuple[str, bool], ...], area: Area, *, chosen: bool) -> None:
    """What an edge says, over all lines; it picks the edge too, but only the line is reached by keyboard."""
    group = shape(svg, "g", data_id=edge.id)
    middle, width, height = (area.left + area.right) / 2, area.right - area.left, area.bottom - area.top
    shape(group, "rect", x=area.left, y=area.top, width=width, height=height, fill="#FFFFFF")
    fill = RED if edge.disputed else TEAL if chosen else "#3C474F"
    for at, (line, bold) in enumerate(lines):
        y, size = area.top + 15 + 16 * at, 14 if bold else 13
        words(group, middle, y, line, size=size, bold=bold, fill=fill if bold else GREY)


def _label_area(lines: tuple[tuple[str, bool], ...], track: _Track, taken: list[Area]) -> Area:
    """Where on the line the label covers least of what is drawn already; the middle if all is free."""
    half = max(width_of(line, size=14 if bold else 13, bold=bold) for line, bold in lines) / 2 + 3
    high = 16 * len(lines) + 4
    areas = []
    for share in _SHARES:
        x = track.start[0] + share * (track.end[0] - track.start[0])
        y = track.start[1] + share * (track.end[1] - track.start[1]) - high / 2
        areas.append(Area(left=x - half, top=y, right=x + half, bottom=y + high))
    return min(areas, key=lambda area: sum(area.overlap(other) for other in taken))


def _draw_order(svg: ET.Element, order: Order, over: Post, under: Post, *, chosen: bool) -> None:
    colour = RED if order.disputed else TEAL if chosen else LINE
    group = pickable(svg, order.id, order.label or "line of command")
    start = (over.x + over.width, over.y + over.height // 2)
    end = (under.x, under.y + under.height // 2)
    path = f"M{start[0]} {start[1]} H{(start[0] + end[0]) // 2} V{end[1]} H{end[0]}"
    shape(group, "path", d=path, fill="none", stroke="transparent", stroke_width=14)
    dashed = _DASHED if order.disputed else {}
    shape(group, "path", d=path, fill="none", stroke=colour, stroke_width=2.5 if chosen else 1.5, **dashed)


def _draw_post(svg: ET.Element, post: Post, unknown: str, *, chosen: bool) -> None:
    group = pickable(svg, post.id, f"{post.title}: {post.holder or unknown}")
    marked = post.focus or chosen
    shape(
        group,
        "rect",
        x=post.x,
        y=post.y,
        width=post.width,
        height=post.height,
        rx=4,
        fill="#E3EBED" if post.focus else "#FFFFFF",
        stroke=TEAL if marked else LINE,
        stroke_width=2 if marked else 1.2,
        **({} if post.holder else {"stroke_dasharray": "5 4"}),
    )
    title, holder = post_lines(post.title, post.holder or unknown, post.width)
    left, y = post.x + POST_INSET, post.y + POST_FIRST
    for at, line in enumerate(title):
        words(group, left, y + 17 * at, line, bold=True, anchor="start")
    y += 17 * (max(len(title), 1) - 1) + 20
    for at, line in enumerate(holder):
        words(group, left, y + 16 * at, line, size=13, fill=GREY, anchor="start")
    look, end = post.state.value, post.x + post.width - POST_INSET
    words(group, end, y + 16 * (max(len(holder), 1) - 1), look.glyph, size=13, fill=_TONE[look.tone], anchor="end")

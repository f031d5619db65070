"""Drawings as SVG text: the ego view and the chain of command.

Built as a tree of elements, so every label is escaped; nothing of a workspace is ever pasted into markup. What can be
picked carries `data-id`.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from xml.etree import ElementTree as ET

from ui.views.graph import Chain, Edge, Order, Post, Surroundings
from ui.views.layout import POST_HEIGHT, POST_WIDTH
from ui.views.shapes import (
    GREY,
    LINE,
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
_SHARES = (0.5, 0.44, 0.56, 0.38, 0.62, 0.32, 0.68, 0.26, 0.74)


def surroundings_svg(view: Surroundings, *, picked: str = "") -> str:
    """The ego view; the edge with the id `picked` is drawn as chosen."""
    svg = canvas(view.width, view.height)
    where = {node.id: (node.x, node.y) for node in view.nodes}
    taken = [area for node in view.nodes for area in node_areas(node)]
    tracks = [_track(where[edge.tail], where[edge.head]) for edge in view.edges]
    for edge, track in zip(view.edges, tracks, strict=True):
        _draw_edge(svg, edge, track, chosen=edge.id == picked)
    for edge, track in zip(view.edges, tracks, strict=True):
        area = _label_area(edge, track, taken)
        taken.append(area)
        _draw_label(svg, edge, area, chosen=edge.id == picked)
    for node in view.nodes:
        draw_node(svg, node)
    return ET.tostring(svg, encoding="unicode")


def chain_svg(view: Chain, *, picked: str = "", unknown: str = "not known") -> str:
    """The chain of command; a dashed box with the word `unknown` is a post that nobody known to us held."""
    svg = canvas(view.width, view.height)
    where = {post.id: (post.x, post.y) for post in view.posts}
    for order in view.orders:
        _draw_order(svg, order, where[order.over], where[order.under], chosen=order.id == picked)
    for post in view.posts:
        _draw_post(svg, post, unknown, chosen=post.id == picked)
    for order in view.orders:
        # Below the box it leads to: beside the line there is room for none.
        x, y = where[order.under]
        fill = RED if order.disputed else GREY
        words(svg, x, y + POST_HEIGHT + 13, order.label, size=13, bold=True, fill=fill, anchor="start")
    return ET.tostring(svg, encoding="unicode")


@dataclass(frozen=True, slots=True, kw_only=True)
class _Track:
    """From the rim of one node to the rim of another, and the direction, of length 1."""

    start: tuple[float, float]
    end: tuple[float, float]
    across: float
    down: float


def _track(tail: tuple[int, int], head: tuple[int, int]) -> _Track:
    length = math.hypot(head[0] - tail[0], head[1] - tail[1]) or 1.0
    across, down = (head[0] - tail[0]) / length, (head[1] - tail[1]) / length
    return _Track(
        start=(tail[0] + across * (RADIUS + 6), tail[1] + down * (RADIUS + 6)),
        end=(head[0] - across * (RADIUS + 8), head[1] - down * (RADIUS + 8)),
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


def _draw_label(svg: ET.Element, edge: Edge, area: Area, *, chosen: bool) -> None:
    """What an edge says, over all lines; it picks the edge too, but only the line is reached by keyboard."""
    group = shape(svg, "g", data_id=edge.id)
    middle, width, height = (area.left + area.right) / 2, area.right - area.left, area.bottom - area.top
    shape(group, "rect", x=area.left, y=area.top, width=width, height=height, fill="#FFFFFF")
    fill = RED if edge.disputed else TEAL if chosen else "#3C474F"
    words(group, middle, area.top + 16, edge.label, bold=True, fill=fill)
    words(group, middle, area.top + 31, edge.dates, size=13, fill=GREY)


def _label_area(edge: Edge, track: _Track, taken: list[Area]) -> Area:
    """Where on the line the label covers least of what is drawn already; the middle if all is free."""
    half, high = max(len(edge.label) * 3.7, len(edge.dates) * 3.6) + 4, 35 if edge.dates else 20
    areas = []
    for share in _SHARES:
        x = track.start[0] + share * (track.end[0] - track.start[0])
        y = track.start[1] + share * (track.end[1] - track.start[1]) - 16
        areas.append(Area(left=x - half, top=y, right=x + half, bottom=y + high))
    return min(areas, key=lambda area: sum(area.overlap(other) for other in taken))


def _draw_order(svg: ET.Element, order: Order, over: tuple[int, int], under: tuple[int, int], *, chosen: bool) -> None:
    colour = RED if order.disputed else TEAL if chosen else LINE
    group = pickable(svg, order.id, order.label or "line of command")
    start = (over[0] + POST_WIDTH, over[1] + POST_HEIGHT // 2)
    end = (under[0], under[1] + POST_HEIGHT // 2)
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
        width=POST_WIDTH,
        height=POST_HEIGHT,
        rx=4,
        fill="#E3EBED" if post.focus else "#FFFFFF",
        stroke=TEAL if marked else LINE,
        stroke_width=2 if marked else 1.2,
        **({} if post.holder else {"stroke_dasharray": "5 4"}),
    )
    words(group, post.x + 12, post.y + 22, _short(post.title), bold=True, anchor="start")
    words(group, post.x + 12, post.y + 42, _short(post.holder or unknown), size=13, fill=GREY, anchor="start")
    look = post.state.value
    end = post.x + POST_WIDTH - 12
    words(group, end, post.y + 42, look.glyph, size=13, fill=_TONE[look.tone], anchor="end")


def _short(text: str, limit: int = 26) -> str:
    return text if len(text) <= limit else f"{text[: limit - 1]}…"

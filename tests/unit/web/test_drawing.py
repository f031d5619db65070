"""Drawings: every word comes back, nothing becomes markup, boxes do not cover each other."""

from __future__ import annotations

from itertools import combinations
from xml.etree import ElementTree as ET

import pytest
from hypothesis import given
from hypothesis import strategies as st

from evidence.errors import MalformedError
from ui.views.drawing import chain_svg, surroundings_svg
from ui.views.graph import Chain, Edge, Node, NodeKind, Order, Post, Surroundings
from ui.views.layout import POST_HEIGHT, POST_WIDTH, hourglass, rings, tidy_tree
from ui.views.lettering import broken, width_of
from ui.views.shapes import node_areas, shown
from ui.views.words_shown import Coverage

ALLOWED = {"svg", "g", "path", "rect", "circle", "line", "polyline", "polygon", "text", "title"}


def _parsed(svg: str) -> ET.Element:
    return ET.fromstring(svg)  # noqa: S314 - written by ourselves a line ago


def _said(svg: str) -> set[str]:
    root = _parsed(svg)
    assert {element.tag.rpartition("}")[2] for element in root.iter()} <= ALLOWED
    assert not [key for element in root.iter() for key in element.attrib if key.startswith("on") or "href" in key]
    return {element.text or "" for element in root.iter() if element.tag.endswith("}text")}


def _letters(text: str) -> str:
    return shown("".join(text.split()))


@given(label=st.text(min_size=1, max_size=16), note=st.text(max_size=10), kind=st.sampled_from(NodeKind))
def test_a_label_comes_back_whole_and_stays_text(label: str, note: str, kind: NodeKind) -> None:
    nodes = tuple(
        Node(id=f"n{at}", kind=kind, label=label, note=note, x=100 * at, y=80, focus=at == 1) for at in (1, 2)
    )
    edge = Edge(id='e"<', tail="n1", head="n2", label="x", dates="", disputed=True)
    svg = surroundings_svg(Surroundings(nodes=nodes, edges=(edge,), width=300, height=200, neighbours=1), picked='e"<')
    said = [element.text or "" for element in _parsed(svg).iter() if element.tag.endswith("}text")]
    assert said[0] == "x"
    # Lines may be broken anywhere; no letter is lost by it.
    assert _letters("".join(said[1:])) == _letters(label + note) * 2
    assert [each.get("data-id") for each in _parsed(svg).iter() if each.get("data-id")] == ['e"<', 'e"<', "n1", "n2"]


def test_a_label_too_long_to_draw_stands_whole_in_its_title() -> None:
    label = "Second company of the third battalion of the fourth regiment of the internal troops of the region"
    node = Node(id="n", kind=NodeKind.UNIT, label=label, note="", x=100, y=80)
    svg = surroundings_svg(Surroundings(nodes=(node,), edges=(), width=300, height=200, neighbours=0))
    drawn = [element.text or "" for element in _parsed(svg).iter() if element.tag.endswith("}text")]
    assert drawn[-1].endswith("…")
    assert label.startswith(" ".join(drawn)[:-1])
    assert any(element.text == f"unit: {label}" for element in _parsed(svg).iter() if element.tag.endswith("}title"))


@given(st.text(max_size=80), st.integers(40, 300), st.integers(1, 4), st.booleans())
def test_no_line_is_wider_than_its_box(text: str, width: int, most: int, bold: bool) -> None:
    lines = broken(text, width, most, bold=bold)
    assert len(lines) <= most
    assert all(width_of(line, bold=bold) <= width or len(line) == 1 for line in lines)


@st.composite
def trees(draw: st.DrawFn) -> dict[str, list[str]]:
    """A tree of up to twenty posts: each but the first stands under an earlier one."""
    under: dict[str, list[str]] = {}
    for child in range(1, draw(st.integers(1, 20))):
        under.setdefault(str(draw(st.integers(0, child - 1))), []).append(str(child))
    return under


@given(trees())
def test_no_two_boxes_of_a_tree_overlap_and_all_are_inside(under: dict[str, list[str]]) -> None:
    places, width, height = tidy_tree(under, "0")
    assert set(places) == {"0", *(child for children in under.values() for child in children)}
    for (ax, ay), (bx, by) in combinations(places.values(), 2):
        assert abs(ax - bx) >= POST_WIDTH or abs(ay - by) >= POST_HEIGHT
    assert all(0 <= x <= width - POST_WIDTH and 0 <= y <= height - POST_HEIGHT for x, y in places.values())


@given(trees(), trees(), st.integers(150, 240))
def test_no_two_boxes_over_and_under_one_overlap(
    over: dict[str, list[str]], under: dict[str, list[str]], wide: int
) -> None:
    def renamed(tree: dict[str, list[str]], letter: str) -> dict[str, list[str]]:
        def name(one: str) -> str:
            return one if one == "0" else f"{letter}{one}"

        return {name(one): [name(child) for child in children] for one, children in tree.items()}

    first, second = renamed(over, "o"), renamed(under, "u")
    everybody = {"0", *(one for tree in (first, second) for children in tree.values() for one in children)}
    heights = {one: 54 + 16 * (len(one) + sum(map(ord, one))) % 90 for one in everybody}
    places, width, height = hourglass(first, second, "0", heights, post_width=wide, gap=44)
    assert set(places) == everybody
    for (a, (ax, ay)), (b, (bx, by)) in combinations(places.items(), 2):
        assert abs(ax - bx) >= wide or ay + heights[a] <= by or by + heights[b] <= ay
    assert all(0 <= x <= width - wide and 0 <= y <= height - heights[one] for one, (x, y) in places.items())
    middle = places["0"][0]
    assert all((x < middle) == one.startswith("o") for one, (x, _) in places.items() if one != "0")


def test_a_circle_is_no_tree() -> None:
    with pytest.raises(MalformedError):
        tidy_tree({"a": ["b"], "b": ["a"]}, "a")


@given(st.integers(0, 60), st.integers(0, 60))
def test_rings_place_everybody_once_and_inside(near: int, far: int) -> None:
    ids = [f"n{at}" for at in range(near)], [f"f{at}" for at in range(far)]
    places, width, height = rings("focus", *ids)
    assert len(places) == 1 + near + far == len(set(places.values()))
    assert all(20 <= x <= width - 20 and 20 <= y <= height - 40 for x, y in places.values())


@given(
    st.integers(0, 60), st.integers(0, 60), st.lists(st.text(max_size=60), min_size=1, max_size=9), st.text(max_size=30)
)
def test_no_two_nodes_and_no_two_labels_overlap(near: int, far: int, labels: list[str], note: str) -> None:
    ids = [f"n{at}" for at in range(near)], [f"f{at}" for at in range(far)]
    places, width, height = rings("focus", *ids)
    nodes = [
        Node(
            id=one,
            kind=NodeKind.PERSON,
            label=labels[at % len(labels)],
            note=note,
            x=x,
            y=y,
            focus=one == "focus",
        )
        for at, (one, (x, y)) in enumerate(places.items())
    ]
    covered = [node_areas(node) for node in nodes]
    for one, other in combinations(covered, 2):
        assert not any(area.overlap(another) for area in one for another in other)
    for area in (area for both in covered for area in both):
        assert area.left >= 0 and area.top >= 0 and area.right <= width and area.bottom <= height  # noqa: PT018


def test_a_post_nobody_held_is_dashed_and_says_so() -> None:
    posts = (
        Post(id="a", title="Minister", holder="I. Takmen", state=Coverage.CORROBORATED, x=0, y=0),
        Post(id="b", title="Commander", holder="", state=Coverage.LEAD_ONLY, x=300, y=0),
    )
    svg = chain_svg(
        Chain(posts=posts, orders=(Order(id="o", over="a", under="b", label="on loan"),), width=600, height=90)
    )
    assert {"not known", "on loan", "I. Takmen", "●●", "△"} <= _said(svg)
    boxes = {each.get("data-id"): each for each in _parsed(svg) if each.get("data-id")}
    dashed = {name for name, box in boxes.items() if any(part.get("stroke-dasharray") for part in box)}
    assert dashed == {"b"}


def test_an_edge_to_a_node_that_is_not_drawn_is_refused() -> None:
    with pytest.raises(MalformedError):
        Surroundings(
            nodes=(), edges=(Edge(id="e", tail="a", head="b", label="", dates=""),), width=1, height=1, neighbours=0
        )

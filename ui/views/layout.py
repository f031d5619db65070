"""Where things are drawn: a tidy tree for a chain of command, rings for the surroundings of one head.

Pure and without chance: the same input gives the same picture, on the screen and on paper. Whole pixels.
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from itertools import combinations

from evidence.casefile.tidy import Tree, place
from evidence.errors import MalformedError
from ui.views.lettering import broken

POST_WIDTH, POST_HEIGHT = 200, 54
POST_INSET, POST_FIRST = 12, 22
"""Inside a box: how far words stand from its sides, and where the first line of them stands."""
_GAP_ACROSS, _GAP_DOWN, _MARGIN = 76, 18, 16

NODE_WIDTH = 122
"""How wide a node with its label is, at most; its middle stands midway."""
NODE_SHORT, NODE_LONG = 28, 94
"""How far a node reaches on the side without its label, and on the side with it: below, but above for the focus."""
ROUND = 690
"""How wide a drawing on an ellipse is; one in columns takes the whole page."""
_WIDE = 1056
_COLUMNS = (236, 462)
_ROW = NODE_SHORT + NODE_LONG + 8
_MOST_IN_ELLIPSE, _MOST_IN_ONE_RING = 12, 14

Point = tuple[int, int]


def tidy_tree(
    children: Mapping[str, Sequence[str]],
    root: str,
    *,
    heights: Mapping[str, int] | None = None,
    post_width: int = POST_WIDTH,
    gap: int = _GAP_ACROSS,
) -> tuple[dict[str, Point], int, int]:
    """Left tops of the boxes of a tree that grows to the right, then the width and height of the whole.

    A parent stands at the middle of its children, and no two boxes overlap: the same rule as in the printed file.
    `heights` are those of single boxes, POST_HEIGHT where none is given; all are `post_width` wide, `gap` apart.
    MalformedError when something is under two parents or under itself.
    """
    met: set[str] = set()
    tall = heights or {}

    def grow(node: str) -> Tree[str]:
        if node in met:
            raise MalformedError(f"{node} stands twice in a tree")
        met.add(node)
        below = tuple(grow(child) for child in children.get(node, ()))
        return Tree(item=node, height=tall.get(node, POST_HEIGHT), children=below)

    placed = place(grow(root), _GAP_DOWN)
    places = {box.item: (_MARGIN + box.column * (post_width + gap), _MARGIN + box.top) for box in placed}
    width = max(x for x, _ in places.values()) + post_width + _MARGIN
    return places, width, max(box.bottom for box in placed) + 2 * _MARGIN


def hourglass(
    over: Mapping[str, Sequence[str]],
    under: Mapping[str, Sequence[str]],
    root: str,
    heights: Mapping[str, int],
    *,
    post_width: int,
    gap: int,
) -> tuple[dict[str, Point], int, int]:
    """Left tops of two trees that share their root, then width and height: `over` grows to the left, `under` right.

    Whoever is over all stands furthest left. MalformedError as for a tidy tree, and for a box that is in both.
    """
    left, left_width, _ = tidy_tree(over, root, heights=heights, post_width=post_width, gap=gap)
    right, right_width, _ = tidy_tree(under, root, heights=heights, post_width=post_width, gap=gap)
    if set(left) & set(right) != {root}:
        raise MalformedError("a post stands both over and under another")
    middle = left_width - _MARGIN - post_width
    found = {one: (left_width - post_width - x, y - left[root][1]) for one, (x, y) in left.items()}
    found |= {one: (middle + x - _MARGIN, y - right[root][1]) for one, (x, y) in right.items()}
    top = min(y for _, y in found.values())
    bottom = max(y + heights.get(one, POST_HEIGHT) for one, (_, y) in found.items())
    places = {one: (x, y - top + _MARGIN) for one, (x, y) in found.items()}
    return places, middle + right_width - _MARGIN, bottom - top + 3 * _MARGIN


def post_lines(title: str, holder: str, width: int) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """What a box of this width says, line by line: its title, then who holds it; room is left for a sign."""
    inner = width - 2 * POST_INSET
    return broken(title, inner, 3, bold=True), broken(holder, inner - 22, 3, size=13)


def post_height(title: str, holder: str, width: int) -> int:
    """How high a box must be for its lines; even, so that a parent of one child stands level with it."""
    first, second = post_lines(title, holder, width)
    return (POST_FIRST + 17 * (max(len(first), 1) - 1) + 20 + 16 * (max(len(second), 1) - 1) + 12) // 2 * 2


def rings(focus: str, near: Sequence[str], far: Sequence[str] = ()) -> tuple[dict[str, Point], int, int]:
    """Middles of nodes around one, clockwise from the top, then width and height: `near` inside, `far` around them.

    Up to a dozen stand on an ellipse. More of them, or a second ring, stand in columns beside the focus, which leave
    room for every label however many there are: no two nodes, with their labels, overlap.
    """
    near = [one for one in dict.fromkeys(near) if one != focus]
    far = [one for one in dict.fromkeys(far) if one != focus and one not in near]
    found = _ellipse(near) if not far and len(near) <= _MOST_IN_ELLIPSE else None
    width = ROUND if found is not None else _WIDE
    if found is None:
        if not far and len(near) > _MOST_IN_ONE_RING:
            # Every third inside: the inner ring is the shorter one.
            near, far = near[::3], [one for at, one in enumerate(near) if at % 3]
        found = {**_inner(near), **_outer(far)}
    return _framed(focus, {focus: (0, 0), **found}, width)


def _ellipse(near: Sequence[str]) -> dict[str, Point] | None:
    """The flattest ellipse on which no two overlap; None where none as wide as the drawing has room."""
    across = (ROUND - NODE_WIDTH) // 2 - 2
    for down in range(180, 420, 10):
        found = {}
        for index, node in enumerate(near):
            # Not the whole circle: two that stood opposite each other would have their edge drawn through the focus.
            angle = 2 * math.pi * index / (len(near) + 0.9) - math.pi / 2
            found[node] = (round(across * math.cos(angle)), round(down * math.sin(angle)))
        lowest = -NODE_LONG - NODE_LONG
        clear = all(abs(x) >= NODE_WIDTH or y >= 2 * NODE_SHORT or y <= lowest for x, y in found.values())
        if clear and all(_apart(one, other) for one, other in combinations(found.values(), 2)):
            return found
    return None


def _apart(one: Point, other: Point) -> bool:
    return abs(one[0] - other[0]) >= NODE_WIDTH or abs(one[1] - other[1]) >= NODE_SHORT + NODE_LONG


def _inner(near: Sequence[str]) -> dict[str, Point]:
    """One above the focus, one below it, the others in a column on either side."""
    ends, half = len(near) > 2, len(near) // 2
    rest = [one for at, one in enumerate(near) if not (ends and at in (0, half))]
    right, left = _sides(rest, _COLUMNS[0], _ROW)
    reach = max((abs(y) for _, y in (*right.values(), *left.values())), default=0)
    places = {**right, **left}
    if ends:
        places[near[0]] = (0, -max(2 * NODE_LONG + 12, reach + _ROW // 2))
        places[near[half]] = (0, max(_ROW + 20, reach + _ROW // 2))
    return places


def _outer(far: Sequence[str]) -> dict[str, Point]:
    right, left = _sides(far, _COLUMNS[1], _ROW)
    return {**right, **left}


def _sides(ids: Sequence[str], across: int, row: int) -> tuple[dict[str, Point], dict[str, Point]]:
    """Down the right side and up the left one: clockwise, as an ellipse would have them."""
    cut = (len(ids) + 1) // 2
    right, left = ids[:cut], ids[cut:]

    def column(members: Sequence[str], x: int) -> dict[str, Point]:
        top = -(len(members) - 1) * row // 2
        return {one: (x, top + at * row) for at, one in enumerate(members)}

    return column(right, across), column(left[::-1], -across)


def _framed(focus: str, places: Mapping[str, Point], width: int) -> tuple[dict[str, Point], int, int]:
    top = min(y - (NODE_LONG if one == focus else NODE_SHORT) for one, (_, y) in places.items())
    bottom = max(y for _, y in places.values()) + NODE_LONG
    moved = {one: (x + width // 2, y - top + _MARGIN) for one, (x, y) in places.items()}
    return moved, width, bottom - top + 2 * _MARGIN

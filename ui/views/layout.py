"""Where things are drawn: a tidy tree for a chain of command, rings for the surroundings of one head.

Pure and without chance: the same input gives the same picture, on the screen and on paper. Whole pixels.
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence

from evidence.casefile.tidy import Tree, place
from evidence.errors import MalformedError

POST_WIDTH, POST_HEIGHT = 200, 54
_GAP_ACROSS, _GAP_DOWN, _MARGIN = 76, 18, 16


def tidy_tree(children: Mapping[str, Sequence[str]], root: str) -> tuple[dict[str, tuple[int, int]], int, int]:
    """Left tops of the boxes of a tree that grows to the right, then the width and height of the whole.

    A parent stands at the middle of its children, and no two boxes overlap: the same rule as in the printed file.
    MalformedError when something is under two parents or under itself.
    """
    met: set[str] = set()

    def grow(node: str) -> Tree[str]:
        if node in met:
            raise MalformedError(f"{node} stands twice in a tree")
        met.add(node)
        return Tree(item=node, height=POST_HEIGHT, children=tuple(grow(child) for child in children.get(node, ())))

    placed = place(grow(root), _GAP_DOWN)
    places = {box.item: (_MARGIN + box.column * (POST_WIDTH + _GAP_ACROSS), _MARGIN + box.top) for box in placed}
    width = max(x for x, _ in places.values()) + POST_WIDTH + _MARGIN
    return places, width, max(box.bottom for box in placed) + 2 * _MARGIN


def rings(focus: str, near: Sequence[str], far: Sequence[str] = ()) -> tuple[dict[str, tuple[int, int]], int, int]:
    """Middles of nodes around one: `near` on an inner ellipse, `far` on an outer one, in the order given."""
    width, height = 690, max(500, 90 * max(len(near), len(far)) // 2 + 140)
    middle = (width // 2, height // 2)
    places = {focus: middle}
    for ids, share, turn in ((near, 0.62 if far else 0.8, 0.0), (far, 0.86, 0.5)):
        for index, node in enumerate(ids):
            # Not the whole circle: two that stood opposite each other would have their edge drawn through the focus.
            angle = 2 * math.pi * (index + turn) / (len(ids) + 0.9) - math.pi / 2
            x = middle[0] + round(share * (width / 2 - 20) * math.cos(angle))
            y = middle[1] + round(share * (height / 2 - 20) * math.sin(angle)) - 10
            places.setdefault(node, (x, y))
    return places, width, height

"""Places the boxes of a tree from left to right: no two overlap, children keep their order, a parent stands midway.

Heights differ, columns do not, so the outline of a subtree is one stretch per column (Reingold and Tilford, 1981, with
the outline kept per level).
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Generic, TypeVar

Item = TypeVar("Item")


@dataclass(frozen=True, slots=True, kw_only=True)
class Tree(Generic[Item]):
    """A box of this height, what it shows, and the trees below it, first at the top."""

    item: Item
    height: int
    children: tuple[Tree[Item], ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Placed(Generic[Item]):
    """A box in its column (0 is the root's), from `top` to `bottom`, and the place of its parent in the list."""

    item: Item
    column: int
    top: int
    bottom: int
    parent: int | None

    @property
    def middle(self) -> int:
        """Where a line to the box arrives."""
        return (self.top + self.bottom) // 2


# One stretch (top, bottom) per column, from the root's column on; and the boxes, relative to nothing yet.
_Outline = list[tuple[int, int]]


@dataclass(slots=True, kw_only=True)
class _Laid(Generic[Item]):
    tree: Tree[Item]
    top: int
    outline: _Outline
    children: list[tuple[_Laid[Item], int]]


def place(tree: Tree[Item], gap: int) -> list[Placed[Item]]:
    """Every box, a parent before its children, the topmost one at 0; boxes of one column stand at least `gap` apart."""
    laid = _lay(tree, gap)
    lift = -min(top for top, _bottom in laid.outline)
    placed: list[Placed[Item]] = []
    _settle(laid, lift, 0, None, placed)
    return placed


def _lay(tree: Tree[Item], gap: int) -> _Laid[Item]:
    children: list[tuple[_Laid[Item], int]] = []
    below: _Outline = []
    for child in tree.children:
        laid = _lay(child, gap)
        # As far up as the outlines of the elder children let it.
        shift = max((below[at][1] + gap - top for at, (top, _) in enumerate(laid.outline[: len(below)])), default=0)
        for at, (top, bottom) in enumerate(laid.outline):
            if at < len(below):
                below[at] = (below[at][0], bottom + shift)
            else:
                below.append((top + shift, bottom + shift))
        children.append((laid, shift))
    top = 0
    if children:
        (first, first_shift), (last, last_shift) = children[0], children[-1]
        middles = _middle(first) + first_shift + _middle(last) + last_shift
        top = (middles - tree.height) // 2
    return _Laid(tree=tree, top=top, outline=[(top, top + tree.height), *below], children=children)


def _middle(laid: _Laid[Item]) -> int:
    return laid.top + laid.tree.height // 2


def _settle(laid: _Laid[Item], lift: int, column: int, parent: int | None, placed: list[Placed[Item]]) -> None:
    here = len(placed)
    top = laid.top + lift
    placed.append(Placed(item=laid.tree.item, column=column, top=top, bottom=top + laid.tree.height, parent=parent))
    for child, shift in laid.children:
        _settle(child, lift + shift, column + 1, here, placed)

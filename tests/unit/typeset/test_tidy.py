"""Boxes of a chart never overlap, children keep their order, and a parent stands midway."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise

from hypothesis import given
from hypothesis.strategies import SearchStrategy, integers, lists, recursive

from evidence.casefile.tidy import Placed, Tree, place

GAP = 10
_HEIGHTS = integers(min_value=1, max_value=40).map(lambda half: 2 * half)


def _leaf(height: int) -> Tree[int]:
    return Tree(item=0, height=height)


def trees() -> SearchStrategy[Tree[int]]:
    leaves = _HEIGHTS.map(_leaf)
    return recursive(
        leaves,
        lambda below: lists(below, min_size=1, max_size=4).map(
            lambda children: Tree(item=0, height=20, children=tuple(children))
        ),
        max_leaves=40,
    )


def _children(placed: list[Placed[int]]) -> Iterator[tuple[Placed[int], list[Placed[int]]]]:
    for at, box in enumerate(placed):
        below = [child for child in placed if child.parent == at]
        if below:
            yield box, below


@given(trees())
def test_boxes_of_one_column_stand_at_least_a_gap_apart(tree: Tree[int]) -> None:
    placed = place(tree, GAP)

    for column in {box.column for box in placed}:
        boxes = sorted((box for box in placed if box.column == column), key=lambda box: box.top)
        assert all(upper.bottom + GAP <= lower.top for upper, lower in pairwise(boxes))


@given(trees())
def test_children_keep_their_order_one_column_to_the_right(tree: Tree[int]) -> None:
    for parent, below in _children(place(tree, GAP)):
        assert [child.top for child in below] == sorted(child.top for child in below)
        assert all(child.column == parent.column + 1 for child in below)


@given(trees())
def test_a_parent_stands_midway_between_its_first_and_last_child(tree: Tree[int]) -> None:
    for parent, below in _children(place(tree, GAP)):
        assert abs(2 * parent.middle - below[0].middle - below[-1].middle) <= 1


@given(trees())
def test_every_box_is_placed_once_below_nought(tree: Tree[int]) -> None:
    def count(each: Tree[int]) -> int:
        return 1 + sum(count(child) for child in each.children)

    placed = place(tree, GAP)

    assert len(placed) == count(tree)
    assert min(box.top for box in placed) == 0

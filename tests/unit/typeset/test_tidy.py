"""Boxes of a chart never overlap, children keep their order, and a parent stands midway."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis.strategies import SearchStrategy, integers, lists, recursive

from evidence.casefile.figures import ChartWords, Line, Post, chain_of_command, wrapped
from evidence.casefile.glyphs import faces
from evidence.casefile.tidy import Placed, Tree, place
from evidence.errors import MalformedError

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


WORDS = ChartWords(again="(again)", under="{below} under {above}", continued="(more)")


def _chart(size: int, links: list[tuple[int, int]]) -> tuple[list[Post], list[Line]]:
    posts = [Post(key=f"k{at}", title=f"Unit{at:04}", lines=(f"holder {at}",)) for at in range(size)]
    lines = [
        Line(above=f"k{above % size}", below=f"k{below % size}", dates=f"d{at:05}", sources=(at,), word="legal")
        for at, (above, below) in enumerate(links)
    ]
    return posts, lines


@given(integers(min_value=1, max_value=30), lists(integers(0, 10_000).map(lambda n: (n // 100, n % 100)), max_size=40))
def test_every_post_and_every_line_is_drawn_and_told_whatever_circles_there_are(
    size: int, links: list[tuple[int, int]]
) -> None:
    posts, lines = _chart(size, links)

    drawings = chain_of_command(posts, lines, WORDS)

    drawn = "".join(drawing.svg for drawing in drawings)
    told = " ".join(drawing.alt for drawing in drawings)
    for post in posts:
        assert post.title in drawn
        assert post.title in told
    for line in lines:
        assert f">{line.dates}<" in drawn
        assert line.dates in told


def test_a_tree_higher_than_a_page_is_drawn_in_parts() -> None:
    posts, lines = _chart(60, [(0, below) for below in range(1, 60)])

    drawings = chain_of_command(posts, lines, WORDS)

    assert len(drawings) > 1
    assert all(drawing.height <= 610 for drawing in drawings)
    assert all("Unit0000" in drawing.svg for drawing in drawings)


def test_a_chain_of_more_than_five_columns_is_drawn_in_parts() -> None:
    posts, lines = _chart(9, [(at, at + 1) for at in range(8)])

    first, second = chain_of_command(posts, lines, WORDS)

    assert "(more)" in first.svg
    assert "Unit0004" in first.svg
    assert "Unit0004" in second.svg
    assert "Unit0008" in second.svg


def test_a_line_to_nobody_is_refused() -> None:
    [post], _lines = _chart(1, [])
    nobody = Line(above="k0", below="k9", dates="", sources=(), word="legal")

    with pytest.raises(MalformedError):
        chain_of_command([post], [nobody], WORDS)


def test_names_in_a_drawing_are_text_and_nothing_else() -> None:
    post = Post(key="a", title='<script>x</script>&"', lines=("\u202e\x00",))

    [drawing] = chain_of_command([post], [], WORDS)

    assert "<script" not in drawing.svg
    assert "[U+202E]" in drawing.svg
    assert "\x00" not in drawing.svg


@given(lists(integers(0, 300), min_size=1, max_size=6))
def test_wrapped_lines_fit_the_box(lengths: list[int]) -> None:
    text = " ".join("w" * length for length in lengths)

    for line in wrapped(text, 8, width=70):
        assert faces().width(line) * 8 / 1000 <= 70

"""The chart prints at its own size: nothing overlaps, no letter is small, every post and line is there exactly once."""

from __future__ import annotations

from itertools import combinations, pairwise

import pytest
from hypothesis import given, settings
from hypothesis.strategies import SearchStrategy, integers, lists, sampled_from, tuples

from evidence.casefile.figure_layout import wrapped
from evidence.casefile.figures import ChartWords, Drawing, Line, Post, chain_of_command
from evidence.casefile.glyphs import faces
from evidence.errors import MalformedError
from tests.support.seen_figure import Area, Box, Edge, Seen, seen

WORDS = ChartWords(again="(elsewhere)", under="{below} under {above}", continued="(below)", resumed="(from above)")
# Points: a line of text on the page, and the height that a drawing may have so that its caption fits below it.
TEXT_WIDTH, PAGE_HEIGHT, SMALLEST = 439, 562, 7.5
NAMES = (
    "Directorate of internal affairs, Zaluzhzha region",
    "Shift",
    "Начальнік ізалятара часовага ўтрымання",
    "x" * 90,
)
HOLDERS = ("", "Listapadau, A. F.: head, from 2020-01-03 to a day not known [12, 13]", "в" * 60)
DATES = ("2020", "2020-08-08 – 2020-08-16", "dates not given; 2019~; " * 6)

Links = list[tuple[int, int]]
# Random links close circles; each post under an earlier one makes trees of any depth and breadth.
CIRCLES: SearchStrategy[tuple[int, Links]] = integers(1, 25).flatmap(
    lambda size: tuples(sampled_from([size]), lists(tuples(integers(0, size - 1), integers(0, size - 1)), max_size=35))
)
TREES: SearchStrategy[tuple[int, Links]] = lists(integers(0, 60), max_size=40).map(
    lambda above: (len(above) + 1, [(min(parent, at), at + 1) for at, parent in enumerate(above)])
)
CHAINS: SearchStrategy[tuple[int, Links]] = integers(1, 30).map(
    lambda size: (size, [(at, at + 1) for at in range(size - 1)])
)
CHARTS = CIRCLES | TREES | CHAINS
LAW = settings(deadline=None, max_examples=40)


def _chart(size: int, links: Links, texts: int = 0) -> tuple[list[Post], list[Line]]:
    posts = [
        Post(
            key=f"k{at}",
            title=f"U{at:04} {NAMES[(at + texts) % 4]}",
            lines=(HOLDERS[(at + texts) % 3],),
            unnamed=at % 3 == 0,
        )
        for at in range(size)
    ]
    lines = [
        Line(
            above=f"k{above}",
            below=f"k{below}",
            dates=f"d{at:04} {DATES[(at + texts) % 3]}",
            sources=(at, at + 1),
            word="in fact" if at % 2 else "by law",
            de_facto=bool(at % 2),
        )
        for at, (above, below) in enumerate(links)
    ]
    return posts, lines


def _simple(size: int, links: Links) -> list[Seen]:
    posts = [Post(key=f"k{at}", title=f"Unit{at:04}", lines=("holder",)) for at in range(size)]
    lines = [Line(above=f"k{a}", below=f"k{b}", dates="2020", sources=(1,), word="by law") for a, b in links]
    return [seen(drawing) for drawing in chain_of_command(posts, lines, WORDS)]


def _ends(edge: Edge, boxes: tuple[Box, ...]) -> tuple[Box, Box]:
    (start_x, start_y), (end_x, end_y) = edge.corners[0], edge.corners[-1]
    [above] = [box for box in boxes if _on_edge(box.area, start_x, start_y)]
    [below] = [box for box in boxes if _on_edge(box.area, end_x, end_y)]
    return above, below


def _on_edge(area: Area, x: float, y: float) -> bool:
    across = x in (area.left, area.right) and area.top <= y <= area.bottom
    return across or (y in (area.top, area.bottom) and area.left <= x <= area.right)


def _bare(text: str) -> str:
    return "".join(text.split())


def _held(found: list[Seen], number: str) -> str:
    """All that the boxes of one post hold, put together where it goes on in another box."""
    title, whole, again = "", "", ""
    for box in (box for one in found for box in one.boxes if _number(box) == number):
        rows = [letters.text for letters in box.letters if not letters.bold and letters.text != WORDS.continued]
        if not box.again:
            title, whole = box.title, "".join(rows)
        elif rows[0] == WORDS.resumed:
            whole += "".join(rows[1:])
        else:
            again += "".join(rows)
    return _bare(f"{title} {whole} {again}")


def _number(box: Box) -> str:
    return box.title.split()[0]


@LAW
@given(chart=CHARTS, texts=integers(0, 11))
def test_every_letter_prints_at_seven_and_a_half_points_or_more(chart: tuple[int, Links], texts: int) -> None:
    for drawing in chain_of_command(*_chart(*chart, texts), WORDS):
        # No wider and no higher than its place, so the page does not scale it.
        assert drawing.width <= TEXT_WIDTH
        assert drawing.height <= PAGE_HEIGHT
        assert all(letters.size >= SMALLEST for letters in seen(drawing).letters)


@LAW
@given(chart=CHARTS, texts=integers(0, 11))
def test_nothing_overlaps_and_nothing_is_outside(chart: tuple[int, Links], texts: int) -> None:
    for drawing in chain_of_command(*_chart(*chart, texts), WORDS):
        found = seen(drawing)
        free = [*(box.area for box in found.boxes), *(each.area for edge in found.edges for each in edge.letters)]
        assert not [pair for pair in combinations(free, 2) if pair[0].overlaps(pair[1])]
        assert all(found.whole.holds(each) for each in free)
        for box in found.boxes:
            assert all(box.area.holds(letters.area) for letters in box.letters)
            assert not [pair for pair in pairwise(box.letters) if pair[0].area.overlaps(pair[1].area)]


@LAW
@given(chart=CHARTS, texts=integers(0, 11))
def test_lines_are_right_angled_and_cross_no_box_and_no_words(chart: tuple[int, Links], texts: int) -> None:
    for drawing in chain_of_command(*_chart(*chart, texts), WORDS):
        found = seen(drawing)
        for edge in found.edges:
            for (x, y), (next_x, next_y) in pairwise(edge.corners):
                assert x == next_x or y == next_y
                stretch = Area(left=min(x, next_x), top=min(y, next_y), right=max(x, next_x), bottom=max(y, next_y))
                assert not [box for box in found.boxes if stretch.overlaps(box.area)]
                assert not [one for other in found.edges for one in other.letters if stretch.overlaps(one.area)]


@LAW
@given(chart=CHARTS, texts=integers(0, 11))
def test_every_post_and_every_line_is_drawn_exactly_once(chart: tuple[int, Links], texts: int) -> None:
    posts, lines = _chart(*chart, texts)

    found = [seen(drawing) for drawing in chain_of_command(posts, lines, WORDS)]

    drawn = sorted(_number(box) for one in found for box in one.boxes if not box.again)
    assert drawn == [post.title.split()[0] for post in posts]
    ends = sorted(tuple(map(_number, _ends(edge, one.boxes))) for one in found for edge in one.edges)
    assert ends == sorted((f"U{int(line.above[1:]):04}", f"U{int(line.below[1:]):04}") for line in lines)


@LAW
@given(chart=CHARTS, texts=integers(0, 11))
def test_all_that_is_given_is_drawn_and_told(chart: tuple[int, Links], texts: int) -> None:
    posts, lines = _chart(*chart, texts)

    drawings = chain_of_command(posts, lines, WORDS)

    found = [seen(drawing) for drawing in drawings]
    told = " ".join(drawing.alt for drawing in drawings)
    for post in posts:
        held = _held(found, post.title.split()[0])
        assert all(_bare(text) in held for text in (post.title, *post.lines))
        assert all(text in told for text in (post.title, *post.lines))
    for line in lines:
        sources = f"[{', '.join(map(str, line.sources))}]"
        held = _held(found, f"U{int(line.below[1:]):04}")
        beside = [_bare(edge.words) for one in found for edge in one.edges]
        assert any(_bare(line.dates + sources) in words for words in (held, *beside))
        assert f"{line.dates}, {line.word} {sources}" in told


@LAW
@given(chart=CHARTS, texts=integers(0, 11))
def test_a_line_in_fact_is_dashed_and_says_so_and_no_other_is(chart: tuple[int, Links], texts: int) -> None:
    for drawing in chain_of_command(*_chart(*chart, texts), WORDS):
        for edge in seen(drawing).edges:
            assert edge.dashed == edge.words.endswith("in fact")
            assert edge.dashed != edge.words.endswith("by law")


@LAW
@given(TREES)
def test_a_superior_stands_midway_over_or_beside_those_below(chart: tuple[int, Links]) -> None:
    for found in _simple(*chart):
        below: dict[Box, list[Box]] = {}
        for edge in found.edges:
            above, under = _ends(edge, found.boxes)
            below.setdefault(above, []).append(under)
        for above, children in below.items():
            down = all(child.area.top > above.area.bottom for child in children)
            middles = [_middle(box, down=down) for box in children]
            assert abs(2 * _middle(above, down=down) - min(middles) - max(middles)) <= 2


def _middle(box: Box, *, down: bool) -> float:
    return (box.area.left + box.area.right) / 2 if down else (box.area.top + box.area.bottom) / 2


def test_what_is_deeper_than_wide_grows_downwards_and_the_rest_to_the_right() -> None:
    [chain] = _simple(5, [(at, at + 1) for at in range(4)])
    [fan] = _simple(5, [(0, at) for at in range(1, 5)])

    tops = [box.area.top for box in chain.boxes]
    assert tops == sorted(set(tops))
    assert len({box.area.left for box in chain.boxes}) == 1
    assert {box.area.left > fan.boxes[0].area.right for box in fan.boxes[1:]} == {True}


def test_a_post_with_more_below_it_than_a_page_holds_is_named_again_with_the_rest() -> None:
    found = _simple(60, [(0, below) for below in range(1, 60)])

    assert len(found) > 1
    roots = [box for one in found for box in one.boxes if "Unit0000" in box.title]
    assert sum(len(one.edges) for one in found) == 59
    assert [box.again for box in roots] == [False, *(True for _ in roots[1:])]
    assert all(box.letters[-1].text == WORDS.resumed for box in roots[1:])


def test_a_branch_that_does_not_fit_says_that_it_goes_on_and_goes_on_below() -> None:
    found = _simple(30, [(at, at + 1) for at in range(29)])

    boxes = [box for one in found for box in one.boxes]
    cut = [box.title for box in boxes if box.letters[-1].text == WORDS.continued]
    assert len(cut) == len(found) - 1
    assert cut == [box.title for box in boxes if box.letters[-1].text == WORDS.resumed]


def test_a_post_with_fifty_holders_loses_none() -> None:
    post = Post(key="a", title="t" * 3_000, lines=tuple(f"Holder{at:02} " * 9 for at in range(50)))

    drawings = chain_of_command([post], [], WORDS)

    rows = [letters.text for drawing in drawings for letters in seen(drawing).letters]
    assert " ".join(rows).count("Holder") == 450
    assert "".join(rows).count("t" * 20) >= 3_000 // 20 - len(rows)
    assert all(drawing.height <= PAGE_HEIGHT for drawing in drawings)


def test_units_that_no_line_joins_stand_in_one_drawing() -> None:
    [found] = _simple(4, [])

    assert len(found.boxes) == 4


def test_a_line_to_nobody_is_refused() -> None:
    nobody = Line(above="k0", below="k9", dates="", sources=(), word="legal")

    with pytest.raises(MalformedError):
        chain_of_command([Post(key="k0", title="Unit")], [nobody], WORDS)


def test_a_post_given_twice_is_refused() -> None:
    with pytest.raises(MalformedError):
        chain_of_command([Post(key="k0", title="Unit"), Post(key="k0", title="Other")], [], WORDS)


def test_a_chain_of_more_posts_than_any_service_has_ranks_is_refused() -> None:
    with pytest.raises(MalformedError):
        _simple(300, [(at, at + 1) for at in range(299)])


def test_names_in_a_drawing_are_text_and_nothing_else() -> None:
    post = Post(key="a", title='<script>x</script>&"', lines=("\u202e\x00",))

    [drawing] = chain_of_command([post], [], WORDS)

    assert "<script" not in drawing.svg
    assert "[U+202E]" in drawing.svg
    assert "\x00" not in drawing.svg


@given(lists(integers(0, 300), min_size=1, max_size=6))
def test_wrapped_lines_fit_the_box(lengths: list[int]) -> None:
    text = " ".join("w" * length for length in lengths)

    for line in wrapped(text, 8, 70):
        assert faces().width(line) * 8 / 1000 <= 70


def test_equal_charts_are_equal_bytes() -> None:
    def chart() -> tuple[Drawing, ...]:
        return chain_of_command(*_chart(12, [(at // 2, at) for at in range(1, 12)]), WORDS)

    assert chart() == chart()

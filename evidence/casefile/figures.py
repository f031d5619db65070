"""Draws the chain of command as SVG: who stood under whom, from when to when, legally or in fact, by which source.

The drawing holds nothing that its description (`alt`) does not say. A unit that a second one also claims, or that would
close a circle, is drawn again in a dotted frame where the second line ends, so no line crosses a box.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from xml.sax.saxutils import escape

from evidence.casefile.glyphs import faces, filled, show
from evidence.casefile.tidy import Placed, Tree, place
from evidence.errors import MalformedError

_INK = "#1d3557"
# Points. Four columns fill the 155 mm of a text line, a fifth shrinks them; a page holds no more than `_TALLEST`.
_BOX, _BETWEEN, _GAP = 81, 38, 14
_PADDING, _LINE, _SIZE, _HEAD = 5, 9, 7.4, 8.4
_TALLEST, _WIDEST = 600, 5
# No service has so many ranks; a longer line is a circle of data, not of command.
_DEEPEST = 200


@dataclass(frozen=True, slots=True, kw_only=True)
class Post:
    """A box: the unit or office, and lines such as its holder with dates, or that no person is named."""

    key: str
    title: str
    lines: tuple[str, ...] = ()
    unnamed: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """`below` answered to `above`: dates, source numbers, and the word for legal or de facto."""

    above: str
    below: str
    dates: str
    sources: tuple[int, ...]
    word: str
    de_facto: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class ChartWords:
    """`again` and `continued` stand in a box; `under` (`{below} answered to {above}`) makes the description."""

    again: str
    under: str
    continued: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Drawing:
    """An SVG no wider than the page, and all that it shows, in words."""

    svg: str
    alt: str
    width: int
    height: int


@dataclass(frozen=True, slots=True, kw_only=True)
class _Box:
    post: Post
    title: tuple[str, ...]
    lines: tuple[str, ...]
    line: Line | None = None
    again: bool = False

    @property
    def height(self) -> int:
        # Even, so that a parent of one child stands exactly level with it.
        return (2 * _PADDING + _LINE * (len(self.title) + len(self.lines)) - 2) // 2 * 2


def chain_of_command(posts: Sequence[Post], lines: Sequence[Line], words: ChartWords) -> tuple[Drawing, ...]:
    """One drawing, or several where the tree is higher than a page; posts and lines in the order they should stand.

    MalformedError for a line to a post that is not given, a post given twice, or a chain of more than 200 posts.
    """
    by_key = {post.key: post for post in posts}
    if len(by_key) != len(posts):
        raise MalformedError("a post of the chart is given twice")
    if any(line.above not in by_key or line.below not in by_key for line in lines):
        raise MalformedError("a line of the chart names a post that is not given")
    return tuple(_draw(part, words) for tree in _forest(by_key, lines, words) for part in _parts(tree, words))


def _forest(by_key: Mapping[str, Post], lines: Sequence[Line], words: ChartWords) -> Iterator[Tree[_Box]]:
    """Trees that show every post and every line once; what is met again is a leaf that says so."""
    below: dict[str, list[Line]] = {key: [] for key in by_key}
    for line in lines:
        below[line.above].append(line)
    led = {line.below for line in lines}
    met: set[str] = set()
    # Posts that nobody leads first; what is left after them stands in a circle, entered where it is given first.
    for key in [*(key for key in by_key if key not in led), *by_key]:
        if key not in met:
            yield _Growth(by_key, below, met, words).grow(key, None, 0)


@dataclass(frozen=True, slots=True)
class _Growth:
    by_key: Mapping[str, Post]
    below: Mapping[str, Sequence[Line]]
    met: set[str]
    words: ChartWords

    def grow(self, key: str, line: Line | None, depth: int) -> Tree[_Box]:
        """The tree under a post; a post met before is a leaf that says so, which also ends every circle."""
        if depth > _DEEPEST:
            raise MalformedError(f"a chain of command of more than {_DEEPEST} posts")
        post = self.by_key[key]
        if key in self.met:
            return _leaf(_box(post, line, (self.words.again,), again=True))
        self.met.add(key)
        box = _box(post, line, post.lines)
        children = tuple(self.grow(each.below, each, depth + 1) for each in self.below[key])
        return Tree(item=box, height=box.height, children=children)


def _leaf(box: _Box) -> Tree[_Box]:
    return Tree(item=box, height=box.height)


def _box(post: Post, line: Line | None, lines: tuple[str, ...], *, again: bool = False) -> _Box:
    return _Box(
        post=post,
        title=tuple(wrapped(post.title, _HEAD, bold=True)),
        lines=tuple(piece for each in lines for piece in wrapped(each, _SIZE)),
        line=line,
        again=again,
    )


def wrapped(text: str, size: float, *, bold: bool = False, width: int = _BOX - 2 * _PADDING) -> Iterator[str]:
    """The text in lines no longer than a box; a word longer than that is cut."""
    most = width * 1000 / size
    line = ""
    for word in show(text).text.split():
        for piece in _cut(word, most, bold=bold):
            longer = f"{line} {piece}" if line else piece
            if line and faces().width(longer, bold=bold) > most:
                yield line
                longer = piece
            line = longer
    if line:
        yield line


def _cut(word: str, most: float, *, bold: bool) -> Iterator[str]:
    piece = ""
    for letter in word:
        if piece and faces().width(piece + letter, bold=bold) > most:
            yield piece
            piece = ""
        piece += letter
    yield piece


def _parts(tree: Tree[_Box], words: ChartWords) -> Iterator[Tree[_Box]]:
    """The tree whole where it fits a page, else its upper part and each cut-off branch for itself."""
    cut: list[Tree[_Box]] = []
    upper = _upper(tree, _WIDEST, cut, words)
    if _height(upper) <= _TALLEST or not tree.children:
        yield upper
    else:
        cut.clear()
        stubs = _upper(tree, 2, cut, words).children
        for batch in _batches(tree, stubs):
            yield replace(tree, children=batch)
    for branch in cut:
        yield from _parts(replace(branch, item=replace(branch.item, line=None)), words)


def _upper(tree: Tree[_Box], columns: int, cut: list[Tree[_Box]], words: ChartWords) -> Tree[_Box]:
    """The first columns of a tree; what stands below the last of them is cut off, and the box says so."""
    if columns > 1 or not tree.children:
        return replace(tree, children=tuple(_upper(child, columns - 1, cut, words) for child in tree.children))
    cut.append(tree)
    more = tuple(wrapped(words.continued, _SIZE))
    return _leaf(replace(tree.item, lines=tree.item.lines + more))


def _batches(tree: Tree[_Box], stubs: tuple[Tree[_Box], ...]) -> Iterator[tuple[Tree[_Box], ...]]:
    batch: tuple[Tree[_Box], ...] = ()
    for stub in stubs:
        if batch and _height(replace(tree, children=(*batch, stub))) > _TALLEST:
            yield batch
            batch = ()
        batch += (stub,)
    yield batch


def _height(tree: Tree[_Box]) -> int:
    return max(box.bottom for box in place(tree, _GAP))


def _draw(tree: Tree[_Box], words: ChartWords) -> Drawing:
    placed = place(tree, _GAP)
    width = (_BOX + _BETWEEN) * (1 + max(box.column for box in placed)) - _BETWEEN + 2
    height = max(box.bottom for box in placed) + 2
    shapes = [shape for box in placed for shape in (*_connection(box, placed), *_frame(box))]
    svg = (
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{width}pt" height="{height}pt"'
        f' viewBox="-1 -1 {width} {height}" font-family="Libertinus Serif" font-size="{_SIZE}">{"".join(shapes)}</svg>'
    )
    return Drawing(svg=svg, alt=_told(placed, words), width=width, height=height)


def _left(box: Placed[_Box]) -> int:
    return box.column * (_BOX + _BETWEEN)


def _frame(box: Placed[_Box]) -> Iterator[str]:
    left, dash = _left(box), ""
    if box.item.again or box.item.post.unnamed:
        dash = ' stroke-dasharray="1.5 1.5"' if box.item.again else ' stroke-dasharray="3 1.5"'
    yield (
        f'<rect x="{left}" y="{box.top}" width="{_BOX}" height="{box.bottom - box.top}" rx="2" fill="#f4f6fa"'
        f' stroke="{_INK}" stroke-width="0.8"{dash}/>'
    )
    baseline = box.top + _PADDING + 6
    for line in box.item.title:
        yield _text(left + _PADDING, baseline, line, f' font-weight="bold" font-size="{_HEAD}"')
        baseline += _LINE
    for line in box.item.lines:
        yield _text(left + _PADDING, baseline, line, ' fill="#222222"')
        baseline += _LINE


def _connection(box: Placed[_Box], placed: Sequence[Placed[_Box]]) -> Iterator[str]:
    line = box.item.line
    if box.parent is None or line is None:
        return
    parent = placed[box.parent]
    start, end = _left(parent) + _BOX, _left(box)
    # The knee stands near the parent, so that the words on the line have room behind it.
    knee = start + 6
    dash = ' stroke-dasharray="3.2 2"' if line.de_facto else ""
    yield (
        f'<path d="M{start} {parent.middle} H{knee} V{box.middle} H{end - 4}" fill="none" stroke="{_INK}"'
        f' stroke-width="1"{dash}/><path d="M{end} {box.middle} l-5 -2.4 v4.8 z" fill="{_INK}"/>'
    )
    above, below = box.middle - 3, box.middle + 7
    numbers = f"[{', '.join(map(str, line.sources))}]" if line.sources else ""
    if numbers:
        yield _text(knee + 2, above, numbers, ' font-size="6"')
        above -= 7
    yield _text(knee + 2, above, line.dates, ' font-size="6"')
    slant = ' font-size="6" font-style="italic"' if line.de_facto else ' font-size="6"'
    yield _text(knee + 2, below, line.word, slant)


def _text(x: int, y: int, text: str, style: str) -> str:
    return f'<text x="{x}" y="{y}"{style}>{escape(show(text).text)}</text>' if text else ""


def _told(placed: Sequence[Placed[_Box]], words: ChartWords) -> str:
    """Every box and every line, in the order drawn."""
    told = []
    for box in placed:
        post = box.item.post
        said = "; ".join((post.title, *post.lines)) if not box.item.again else f"{post.title} ({words.again})"
        line = box.item.line
        if line is not None and box.parent is not None:
            above = placed[box.parent].item.post.title
            sources = f" [{', '.join(map(str, line.sources))}]" if line.sources else ""
            under = filled(words.under, below=post.title, above=above)
            said += f": {under}, {line.dates}, {line.word}{sources}"
        told.append(said)
    return ". ".join(told) + "."

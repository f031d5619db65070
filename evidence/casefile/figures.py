"""Draws the chain of command as SVG: who stood under whom, from when to when, legally or in fact, by which source.

The drawing holds nothing that its description (`alt`) does not say. Every post and every line is drawn in full exactly
once: what is met again, would close a circle, or goes on after a cut, is named in a dotted frame that says so.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from evidence.casefile.figure_drawing import BETWEEN, drawn
from evidence.casefile.figure_layout import HIGH, Entry, Frame, Sheet, depth, fitted, laid, shortened
from evidence.casefile.glyphs import filled
from evidence.casefile.tidy import Tree
from evidence.errors import MalformedError

# No service has so many ranks; a longer line is a circle of data, not of command.
_DEEPEST = 200
# A page holds no more ranks than these.
_RANKS = 10
_FEW = 3


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
    """`again`, `continued` and `resumed` stand in a box; `under` (`{below} answered to {above}`) in the description.

    A post met a second time is shown elsewhere; a cut branch is continued below, and there it is continued from above.
    """

    again: str
    under: str
    continued: str
    resumed: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Drawing:
    """An SVG that fits a page as it is, and all that it shows, in words; width and height in points."""

    svg: str
    alt: str
    width: int
    height: int


def chain_of_command(posts: Sequence[Post], lines: Sequence[Line], words: ChartWords) -> tuple[Drawing, ...]:
    """One drawing, or several where the whole is larger than a page; posts and lines in the order they should stand.

    MalformedError for a line to a post that is not given, a post given twice, or a chain of more than 200 posts.
    """
    by_key = {post.key: post for post in posts}
    if len(by_key) != len(posts):
        raise MalformedError("a post of the chart is given twice")
    if any(line.above not in by_key or line.below not in by_key for line in lines):
        raise MalformedError("a line of the chart names a post that is not given")
    sheets = (sheet for tree in _forest(by_key, lines, words) for sheet in _parts(tree, words))
    return tuple(_drawing(page) for page in _pages(sheets))


def _forest(by_key: Mapping[str, Post], lines: Sequence[Line], words: ChartWords) -> Iterator[Tree[Entry]]:
    """Trees that show every post and every line once; what is met again is a leaf that says so."""
    below: dict[str, list[Line]] = {key: [] for key in by_key}
    for line in lines:
        below[line.above].append(line)
    led = {line.below for line in lines}
    met: set[str] = set()
    # Posts that nobody leads first; what is left after them stands in a circle, entered where it is given first.
    for key in [*(key for key in by_key if key not in led), *by_key]:
        if key not in met:
            growth = _Growth(by_key, below, met, words, [])
            yield growth.grow(key, None, 0)
            yield from growth.overlong


@dataclass(frozen=True, slots=True)
class _Growth:
    by_key: Mapping[str, Post]
    below: Mapping[str, Sequence[Line]]
    met: set[str]
    words: ChartWords
    overlong: list[Tree[Entry]]

    def grow(self, key: str, line: Line | None, ranks: int) -> Tree[Entry]:
        """The tree under a post; a post met before is a leaf that says so, which also ends every circle."""
        if ranks > _DEEPEST:
            raise MalformedError(f"a chain of command of more than {_DEEPEST} posts")
        again = key in self.met
        self.met.add(key)
        whole = self._entry(self.by_key[key], line, again=again)
        entry, *more = fitted(whole, resumed=self.words.resumed, continued=self.words.continued)
        self.overlong.extend(_tree(one) for one in more)
        lines = () if again else self.below[key]
        return _tree(entry, *[self.grow(each.below, each, ranks + 1) for each in lines])

    def _entry(self, post: Post, line: Line | None, *, again: bool) -> Entry:
        frame = Frame.AGAIN if again else Frame.UNNAMED if post.unnamed else Frame.NAMED
        lines = (self.words.again,) if again else post.lines
        told = "; ".join((post.title, *post.lines)) if not again else f"{post.title} {self.words.again}"
        entry = Entry(title=shortened(post.title) if again else post.title, lines=lines, told=told, frame=frame)
        if line is None:
            return entry
        sources = f"[{', '.join(map(str, line.sources))}]" if line.sources else ""
        # A few numbers stay together; a long list may break.
        kept = sources.replace(" ", "\u00a0") if len(line.sources) <= _FEW else sources
        under = filled(self.words.under, below=post.title, above=self.by_key[line.above].title)
        told += f": {', '.join(filter(None, (under, line.dates, line.word)))}{' ' if sources else ''}{sources}"
        label = tuple(filter(None, (f"{line.dates} {kept}".strip(), line.word)))
        return replace(entry, told=told, label=label, dashed=line.de_facto, linked=True)


def _tree(entry: Entry, *children: Tree[Entry]) -> Tree[Entry]:
    # What it measures depends on which way the tree is laid out, and is found there.
    return Tree(item=entry, height=0, children=children)


def _parts(tree: Tree[Entry], words: ChartWords) -> Iterator[Sheet]:
    """The tree whole where it fits a page, else as many upper ranks as do, and each cut-off branch for itself."""
    sheet = laid(tree)
    cut: list[Tree[Entry]] = []
    ranks = min(depth(tree) - 1, _RANKS)
    while sheet is None and ranks > 1:
        cut.clear()
        sheet = laid(_upper(tree, ranks, cut, words))
        ranks -= 1
    if sheet is not None:
        yield sheet
    else:
        cut.clear()
        yield from _batches(_upper(tree, 2, cut, words), words)
    for branch in cut:
        yield from _parts(replace(branch, item=_repeated(branch.item, words)), words)


def _upper(tree: Tree[Entry], ranks: int, cut: list[Tree[Entry]], words: ChartWords) -> Tree[Entry]:
    """The first ranks of a tree; what stands below the last of them is cut off, and the box says so."""
    if ranks > 1 or not tree.children:
        return replace(tree, children=tuple(_upper(child, ranks - 1, cut, words) for child in tree.children))
    cut.append(tree)
    more = () if words.continued in tree.item.lines else (words.continued,)
    return _tree(replace(tree.item, lines=tree.item.lines + more))


def _repeated(entry: Entry, words: ChartWords) -> Entry:
    """The same box where its branch goes on: its name, and that it was shown above."""
    title = shortened(entry.title)
    return Entry(title=title, lines=(words.resumed,), told=f"{title} {words.resumed}", frame=Frame.AGAIN)


def _batches(tree: Tree[Entry], words: ChartWords) -> Iterator[Sheet]:
    """A post with more leaves than a page can hold: as many as fit, then it is named again with the next ones."""
    root, waiting = tree.item, list(tree.children)
    while waiting:
        count, sheet = 1, laid(_tree(root, *waiting[:1]))
        while count < len(waiting) and (wider := laid(_tree(root, *waiting[: count + 1]))) is not None:
            count, sheet = count + 1, wider
        if sheet is None:
            raise MalformedError("a post of the chart is larger than a page")
        yield sheet
        root, waiting = _repeated(root, words), waiting[count:]


def _pages(sheets: Iterator[Sheet]) -> Iterator[tuple[Sheet, ...]]:
    """As many sheets under one another as a page holds."""
    page: tuple[Sheet, ...] = ()
    height = 0
    for sheet in sheets:
        if page and height + BETWEEN + sheet.height > HIGH:
            yield page
            page, height = (), 0
        height += sheet.height + (BETWEEN if page else 0)
        page += (sheet,)
    if page:
        yield page


def _drawing(page: tuple[Sheet, ...]) -> Drawing:
    svg, width, height = drawn(page)
    told = ". ".join(box.entry.told for sheet in page for box in sheet.boxes)
    return Drawing(svg=svg, alt=f"{told}.", width=width, height=height)

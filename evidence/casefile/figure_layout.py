"""Places a tree of posts on a page at the size at which it prints: side by side where it is wide, top down where deep.

Nothing is ever scaled, so no letter is smaller than it is set here. What does not fit is refused, and the caller cuts
the tree; `fitted` makes every single box small enough for that to succeed.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from enum import Enum

from evidence.casefile.glyphs import faces, show
from evidence.casefile.tidy import Placed, Tree, place

# Points: a text line is 155 mm; a page holds a drawing of this height and its caption.
WIDE, HIGH = 436, 560
HEAD, BODY, LABEL = 8.8, 7.8, 7.5
"""Sizes of the letters in points: a unit's name, what stands under it, what stands at a line."""
PADDING, ROW, LABEL_ROW = 5, 10, 9
GAP = 10
# Side by side: columns -> width of a box, and of the room for the words at a line.
_ACROSS = {1: (200, 0), 2: (160, 100), 3: (104, 62)}
# Top down: the widest boxes that fit next to each other; the narrowest stand four abreast.
_DOWN = (280, 212, 138, 100)
_NARROWEST = _DOWN[-1]
_KNEE, _ARROW = 8, 8
# Rows in a box and at a line, so that a box with one below it always fits a page.
_MOST_ROWS, _MOST_TITLE, _MOST_LABEL, _LONGEST_TITLE = 14, 5, 6, 120

Point = tuple[int, int]


class Frame(Enum):
    """The frame of a box: a post, one without a named person, or one that is drawn in full elsewhere."""

    NAMED = "named"
    UNNAMED = "unnamed"
    AGAIN = "again"


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """A box and the line that leads to it: `label` stands at the line, `told` describes both in words."""

    title: str
    lines: tuple[str, ...]
    told: str
    frame: Frame = Frame.NAMED
    label: tuple[str, ...] = ()
    dashed: bool = False
    linked: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Word:
    """A piece of text that begins at a place, on its base line."""

    x: int
    y: int
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Laid:
    """A box on the sheet with its rows, the words at the line to it, and the corners of that line, if there is one."""

    entry: Entry
    left: int
    top: int
    width: int
    title: tuple[str, ...]
    rows: tuple[str, ...]
    words: tuple[Word, ...] = ()
    line: tuple[Point, ...] = ()

    @property
    def height(self) -> int:
        """Of the box, in points."""
        return _height(len(self.title) + len(self.rows))


@dataclass(frozen=True, slots=True, kw_only=True)
class Sheet:
    """A tree in its place, no wider than `WIDE` and no higher than `HIGH` points."""

    width: int
    height: int
    boxes: tuple[Laid, ...]


def laid(tree: Tree[Entry]) -> Sheet | None:
    """The tree at its printed size, or None where it does not fit a page; top down if it is deeper than wide."""
    ways = (_down, _across) if depth(tree) > _leaves(tree) else (_across, _down)
    sheets = (way(tree) for way in ways)
    return next((sheet for sheet in sheets if sheet is not None), None)


def depth(tree: Tree[Entry]) -> int:
    """How many ranks the tree has."""
    return 1 + max((depth(child) for child in tree.children), default=0)


def _leaves(tree: Tree[Entry]) -> int:
    return sum(_leaves(child) for child in tree.children) or 1


def fitted(entry: Entry, *, resumed: str, continued: str) -> tuple[Entry, ...]:
    """The entry with no more rows than a page can hold, and boxes of their own for the rows that it cannot hold."""
    lines, label = list(entry.lines), list(entry.label)
    # Too much to stand at a line stands first in the box.
    moved = []
    while _rows(label, LABEL, _NARROWEST // 2 - 6) > _MOST_LABEL:
        moved.append(label.pop(0))
    title = shortened(entry.title)
    if title != entry.title:
        moved.insert(0, entry.title)
    rows = [row for line in (*moved, *lines) for row in wrapped(line, BODY, _NARROWEST - 2 * PADDING)]
    if len(rows) <= _MOST_ROWS:
        return (replace(entry, title=title, lines=(*moved, *lines), label=tuple(label)),)
    slices = [tuple(rows[at : at + _MOST_ROWS]) for at in range(0, len(rows), _MOST_ROWS)]
    first = replace(entry, title=title, lines=(*slices[0], continued), label=tuple(label))
    others = (
        Entry(title=title, lines=(resumed, *held), told="; ".join((f"{title} {resumed}", *held)), frame=Frame.AGAIN)
        for held in slices[1:]
    )
    return (first, *others)


def shortened(title: str) -> str:
    """The title, cut where it would fill a box by itself."""
    room = _NARROWEST - 2 * PADDING
    if _rows([title], HEAD, room, bold=True) <= _MOST_TITLE:
        return title
    cuts = (f"{title[:at]}…" for at in range(_LONGEST_TITLE, 0, -1))
    return next(cut for cut in cuts if _rows([cut], HEAD, room, bold=True) <= _MOST_TITLE)


def wrapped(text: str, size: float, width: int, *, bold: bool = False) -> Iterator[str]:
    """The text in lines no longer than `width` points; a word longer than that is cut, a no-break space holds."""
    most = width * 1000 / size
    line = ""
    for word in filter(None, show(text).text.split(" ")):
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


def _rows(texts: list[str], size: float, width: int, *, bold: bool = False) -> int:
    return sum(1 for text in texts for _row in wrapped(text, size, width, bold=bold))


def _height(rows: int) -> int:
    return 2 * PADDING + ROW * rows


@dataclass(frozen=True, slots=True, kw_only=True)
class _Measured:
    """A box of a known width, wrapped, and the words at its line, wrapped to the room there."""

    entry: Entry
    title: tuple[str, ...]
    rows: tuple[str, ...]
    label: tuple[str, ...]
    # How many of `label` stand above a line that arrives from the left; the last words stand below it.
    above: int

    @property
    def height(self) -> int:
        return _height(len(self.title) + len(self.rows))

    def laid(self, left: int, top: int, width: int, words: Iterator[Word], line: tuple[Point, ...]) -> Laid:
        return Laid(
            entry=self.entry,
            left=left,
            top=top,
            width=width,
            title=self.title,
            rows=self.rows,
            words=tuple(words),
            line=line if self.entry.linked else (),
        )


def _measured(entry: Entry, box: int, room: int, *, beside: bool = False) -> _Measured:
    label = [tuple(wrapped(text, LABEL, room)) for text in entry.label] if entry.linked else []
    one_row = tuple(wrapped(" · ".join(entry.label), LABEL, room))
    if beside and len(one_row) == 1:
        label = [one_row] if entry.linked else []
    return _Measured(
        entry=entry,
        title=tuple(wrapped(entry.title, HEAD, box - 2 * PADDING, bold=True)),
        rows=tuple(row for line in entry.lines for row in wrapped(line, BODY, box - 2 * PADDING)),
        label=tuple(row for rows in label for row in rows),
        above=sum(len(rows) for rows in label[:-1]),
    )


def _across(tree: Tree[Entry]) -> Sheet | None:
    """Superior at the left, ranks in columns; the words stand on the line, the last of them below it."""
    columns = depth(tree)
    if columns not in _ACROSS:
        return None
    box, between = _ACROSS[columns]

    def sized(each: Tree[Entry]) -> Tree[_Measured]:
        item = _measured(each.item, box, between - _KNEE - _ARROW)
        reach = LABEL_ROW * max(item.above, len(item.label) - item.above) + 3
        # Even, so that a parent of one child stands exactly level with it.
        slot = max(item.height, 2 * reach) // 2 * 2
        return Tree(item=item, height=slot, children=tuple(map(sized, each.children)))

    placed = place(sized(tree), GAP)
    height = max(one.bottom for one in placed)
    if height > HIGH:
        return None
    boxes = []
    for one in placed:
        left, item = one.column * (box + between), one.item
        line: tuple[Point, ...] = ()
        if one.parent is not None:
            start, knee, middle = left - between, left - between + _KNEE, placed[one.parent].middle
            line = ((start, middle), (knee, middle), (knee, one.middle), (left, one.middle))
        words = _beside(item, left - between + _KNEE + 3, one.middle)
        boxes.append(item.laid(left, one.middle - item.height // 2, box, words, line))
    return Sheet(width=columns * (box + between) - between, height=height, boxes=tuple(boxes))


def _beside(item: _Measured, x: int, middle: int) -> Iterator[Word]:
    for at, row in enumerate(item.label):
        over = at < item.above
        y = middle - 3 - LABEL_ROW * (item.above - 1 - at) if over else middle + LABEL_ROW * (at - item.above + 1) - 1
        yield Word(x=x, y=y, text=row)


def _down(tree: Tree[Entry]) -> Sheet | None:
    """Superior on top, ranks in rows; the words stand at the right of the line that comes down."""
    for box in _DOWN:

        def sized(each: Tree[Entry], box: int = box) -> Tree[_Measured]:
            item = _measured(each.item, box, box // 2 - 6, beside=True)
            return Tree(item=item, height=box, children=tuple(map(sized, each.children)))

        placed = place(sized(tree), GAP)
        # The tree lies on its side for `place`: what it calls bottom is the right edge.
        width = max(one.bottom for one in placed)
        if width <= WIDE:
            return _hung(placed, box, width)
    return None


def _hung(placed: list[Placed[_Measured]], box: int, width: int) -> Sheet | None:
    tops, ends = _ranks(placed)
    if ends[-1] > HIGH:
        return None
    boxes = []
    for one in placed:
        item, top = one.item, tops[one.column]
        line: tuple[Point, ...] = ()
        words: Iterator[Word] = iter(())
        if one.parent is not None:
            parent, knee = placed[one.parent], ends[one.column - 1] + _KNEE
            # From the box itself, which may be lower than its rank is high.
            start = tops[parent.column] + parent.item.height
            line = ((parent.middle, start), (parent.middle, knee), (one.middle, knee), (one.middle, top))
            words = _under(item, one.middle + 4, knee)
        boxes.append(item.laid(one.top, top, box, words, line))
    return Sheet(width=width, height=ends[-1], boxes=tuple(boxes))


def _ranks(placed: list[Placed[_Measured]]) -> tuple[list[int], list[int]]:
    """Where each rank begins and ends: as high as its highest box, below it the lines and their words."""
    ranks = 1 + max(one.column for one in placed)
    tops: list[int] = []
    ends: list[int] = []
    for rank in range(ranks):
        items = [one.item for one in placed if one.column == rank]
        words = LABEL_ROW * max(len(item.label) for item in items)
        tops.append(ends[-1] + _KNEE + words + _ARROW if ends else 0)
        ends.append(tops[-1] + max(item.height for item in items))
    return tops, ends


def _under(item: _Measured, x: int, knee: int) -> Iterator[Word]:
    for at, row in enumerate(item.label, start=1):
        yield Word(x=x, y=knee + LABEL_ROW * at, text=row)

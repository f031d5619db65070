"""Reads a drawing back as a reader sees it: boxes with their letters, lines with their words, all in points."""

from __future__ import annotations

from dataclasses import dataclass
from xml.etree import ElementTree

from evidence.casefile.figures import Drawing
from evidence.casefile.glyphs import faces

_SVG = "{http://www.w3.org/2000/svg}"
# Of the type size: how far letters reach above and below their base line.
_ABOVE, _BELOW = 0.75, 0.25


@dataclass(frozen=True, slots=True, kw_only=True)
class Area:
    """A rectangle on the drawing."""

    left: float
    top: float
    right: float
    bottom: float

    def overlaps(self, other: Area) -> bool:
        """Whether they share more than an edge."""
        return (
            self.left < other.right and other.left < self.right and self.top < other.bottom and other.top < self.bottom
        )

    def holds(self, other: Area) -> bool:
        """Whether the other lies within."""
        return (
            self.left <= other.left
            and other.right <= self.right
            and self.top <= other.top
            and other.bottom <= self.bottom
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class Letters:
    """A piece of text: its size, whether it is bold, and the area that it covers."""

    text: str
    size: float
    bold: bool
    area: Area


@dataclass(frozen=True, slots=True, kw_only=True)
class Box:
    """A box; `again` if its frame says that it is drawn in full elsewhere."""

    area: Area
    letters: tuple[Letters, ...]
    again: bool
    dashed: bool

    @property
    def title(self) -> str:
        """Its bold words."""
        return " ".join(each.text for each in self.letters if each.bold)


@dataclass(frozen=True, slots=True, kw_only=True)
class Edge:
    """A line by its corners, from the superior's box to the tip of its arrow, and the words at it."""

    corners: tuple[tuple[float, float], ...]
    letters: tuple[Letters, ...]
    dashed: bool

    @property
    def words(self) -> str:
        """All its words in one line."""
        return " ".join(each.text for each in self.letters)


@dataclass(frozen=True, slots=True, kw_only=True)
class Seen:
    """Everything in a drawing."""

    whole: Area
    boxes: tuple[Box, ...]
    edges: tuple[Edge, ...]

    @property
    def letters(self) -> list[Letters]:
        """Every piece of text."""
        in_boxes = [each for box in self.boxes for each in box.letters]
        return in_boxes + [each for edge in self.edges for each in edge.letters]


def seen(drawing: Drawing) -> Seen:
    """What stands in the drawing."""
    root = ElementTree.fromstring(drawing.svg)  # noqa: S314 - our own output
    boxes, edges = [], []
    for sheet in root:
        dx, dy = map(float, sheet.attrib["transform"].removeprefix("translate(").removesuffix(")").split())
        for group in sheet:
            if group.find(f"{_SVG}rect") is not None:
                boxes.append(_box(group, dx, dy))
            else:
                edges.append(_edge(group, dx, dy))
    left, top, width, height = map(float, root.attrib["viewBox"].split())
    whole = Area(left=left, top=top, right=left + width, bottom=top + height)
    return Seen(whole=whole, boxes=tuple(boxes), edges=tuple(edges))


def _box(group: ElementTree.Element, dx: float, dy: float) -> Box:
    rect = group[0].attrib
    x, y = float(rect["x"]) + dx, float(rect["y"]) + dy
    dash = rect.get("stroke-dasharray", "")
    return Box(
        area=Area(left=x, top=y, right=x + float(rect["width"]), bottom=y + float(rect["height"])),
        letters=_letters(group, dx, dy),
        again=dash == "1.5 1.5",
        dashed=dash == "3 1.5",
    )


def _edge(group: ElementTree.Element, dx: float, dy: float) -> Edge:
    line, head = group.findall(f"{_SVG}path")
    corners = [tuple(map(float, pair.split())) for pair in line.attrib["d"].removeprefix("M").split(" L")]
    tip_x, tip_y = map(float, head.attrib["d"].removeprefix("M").split(" l")[0].split())
    points = [*((x + dx, y + dy) for x, y in corners[:-1]), (tip_x + dx, tip_y + dy)]
    return Edge(corners=tuple(points), letters=_letters(group, dx, dy), dashed="stroke-dasharray" in line.attrib)


def _letters(group: ElementTree.Element, dx: float, dy: float) -> tuple[Letters, ...]:
    found = []
    for each in group.findall(f"{_SVG}text"):
        size, bold = float(each.attrib["font-size"]), each.attrib.get("font-weight") == "bold"
        x, y = float(each.attrib["x"]) + dx, float(each.attrib["y"]) + dy
        width = faces().width(each.text or "", bold=bold) * size / 1000
        area = Area(left=x, top=y - _ABOVE * size, right=x + width, bottom=y + _BELOW * size)
        found.append(Letters(text=each.text or "", size=size, bold=bold, area=area))
    return tuple(found)

"""The shapes that drawings are made of, as elements of SVG: every word set through here is escaped when written."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from xml.etree import ElementTree as ET

from ui.views.graph import Node, NodeKind
from ui.views.layout import NODE_WIDTH
from ui.views.lettering import broken, width_of

INK, GREY, LINE, TEAL, RED, PALE = "#1E2A32", "#55606A", "#9AA1A6", "#1F4E5F", "#9B2C2C", "#A9BDC4"
RADIUS = 21
_FONT = '"Source Sans", "Source Sans 3", "Noto Sans", sans-serif'
_STROKE = {
    NodeKind.PERSON: ("#1F4E5F", "#E3EBED"),
    NodeKind.SOURCE: ("#5B6B8C", "#E8EBF2"),
    NodeKind.UNIT: ("#8A5A14", "#F6EEDF"),
    NodeKind.PLACE: ("#2F6B4F", "#E8EFEA"),
    NodeKind.INCIDENT: ("#9B2C2C", "#F2E5E3"),
}


def shape(parent: ET.Element, name: str, **look: float | str) -> ET.Element:
    """A shape under a parent; `stroke_width` becomes `stroke-width`, numbers lose what nobody sees."""
    written = {
        key.replace("_", "-"): value if isinstance(value, str) else f"{value:.1f}".removesuffix(".0")
        for key, value in look.items()
    }
    return ET.SubElement(parent, name, written)


def canvas(width: int, height: int) -> ET.Element:
    """An empty drawing of this size in pixels."""
    size = {"viewBox": f"0 0 {width} {height}", "width": str(width), "height": str(height)}
    return ET.Element("svg", {"xmlns": "http://www.w3.org/2000/svg", **size})


def pickable(parent: ET.Element, identity: str, label: str) -> ET.Element:
    """A group that can be picked with the mouse or the keyboard; `label` is what a screen reader says."""
    look = {"data-id": identity, "role": "button", "tabindex": "0", "aria-label": shown(label)}
    group = ET.SubElement(parent, "g", look)
    ET.SubElement(group, "title").text = shown(label)
    return group


def words(
    parent: ET.Element,
    x: float,
    y: float,
    text: str,
    *,
    size: int = 14,
    bold: bool = False,
    fill: str = INK,
    anchor: str = "middle",
) -> None:
    """One line of text; nothing where there is none."""
    if not text:
        return
    weight = "600" if bold else "400"
    look: dict[str, float | str] = {"font_family": _FONT, "font_size": size, "font_weight": weight}
    shape(parent, "text", x=x, y=y, fill=fill, text_anchor=anchor, **look).text = shown(text)


def shown(text: str) -> str:
    """The text without what XML 1.0 cannot hold (2.2: control characters, lone surrogates, U+FFFE, U+FFFF)."""
    return "".join(letter if _in_xml(ord(letter)) else "\ufffd" for letter in text)


def _in_xml(code: int) -> bool:
    return code in {9, 10, 13} or 0x20 <= code < 0xD800 or 0xE000 <= code < 0xFFFE or code >= 0x10000


def points(corners: Sequence[tuple[float, float]]) -> str:
    """Corners as SVG writes them."""
    return " ".join(f"{x:.1f},{y:.1f}" for x, y in corners)


@dataclass(frozen=True, slots=True, kw_only=True)
class Area:
    """What something covers."""

    left: float
    top: float
    right: float
    bottom: float

    def overlap(self, other: Area) -> float:
        """What both cover, in square pixels."""
        across = min(self.right, other.right) - max(self.left, other.left)
        down = min(self.bottom, other.bottom) - max(self.top, other.top)
        return max(across, 0.0) * max(down, 0.0)


def node_areas(node: Node) -> tuple[Area, Area]:
    """What a node covers: its outline, and its label."""
    lines = _label(node)
    half = max((width_of(line.text, size=line.size, bold=line.bold) / 2 for line in lines), default=0) + 3
    top = min((line.y for line in lines), default=node.y) - 13
    bottom = max((line.y for line in lines), default=node.y) + 5
    outline = Area(left=node.x - 26, top=node.y - 26, right=node.x + 26, bottom=node.y + 26)
    return outline, Area(left=node.x - half, top=top, right=node.x + half, bottom=bottom)


def draw_node(svg: ET.Element, node: Node) -> None:
    """The outline of its kind, a sign in it, its label and second line."""
    stroke, fill = _STROKE[node.kind]
    group = pickable(svg, node.id, f"{node.kind.value}: {node.label}")
    if node.focus:
        shape(group, "circle", cx=node.x, cy=node.y, r=RADIUS + 5, fill="none", stroke=PALE, stroke_width=4)
    _outline(group, node, fill=fill, stroke=stroke)
    _sign(group, node, stroke)
    _, label = node_areas(node)
    size = {"width": label.right - label.left, "height": label.bottom - label.top}
    shape(group, "rect", x=label.left, y=label.top, **size, fill="#FFFFFF", fill_opacity=0.85)
    for line in _label(node):
        words(group, node.x, line.y, line.text, size=line.size, bold=line.bold, fill=INK if line.bold else GREY)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Line:
    text: str
    y: int
    size: int
    bold: bool


def _label(node: Node) -> list[_Line]:
    """Label and note, at most four lines: below the node, but above the one that all edges meet."""
    note = broken(node.note, NODE_WIDTH - 6, 1, size=13)
    label = broken(node.label, NODE_WIDTH - 6, 4 - len(note), bold=True)
    count = len(label) + len(note)
    first = node.y - 32 - 16 * (count - 1) if node.focus else node.y + 40
    texts = [(text, True) for text in label] + [(text, False) for text in note]
    return [
        _Line(text=text, y=first + 16 * at, size=14 if bold else 13, bold=bold) for at, (text, bold) in enumerate(texts)
    ]


def _outline(group: ET.Element, node: Node, *, fill: str, stroke: str) -> None:
    look: dict[str, float | str] = {"fill": fill, "stroke": stroke, "stroke_width": 3 if node.focus else 1.6}
    x, y = node.x, node.y
    match node.kind:
        case NodeKind.PERSON | NodeKind.SOURCE:
            shape(group, "circle", cx=x, cy=y, r=RADIUS, **look)
        case NodeKind.UNIT:
            shape(group, "rect", x=x - 21, y=y - 17, width=42, height=34, rx=3, **look)
        case NodeKind.PLACE:
            corners = [(x - 22, y), (x - 11, y - 19), (x + 11, y - 19), (x + 22, y), (x + 11, y + 19), (x - 11, y + 19)]
            shape(group, "polygon", points=points(corners), **look)
        case NodeKind.INCIDENT:
            corners = [(x, y - 23), (x + 23, y), (x, y + 23), (x - 23, y)]
            shape(group, "polygon", points=points(corners), **look)


def _sign(group: ET.Element, node: Node, stroke: str) -> None:
    look: dict[str, float | str] = {
        "fill": "none",
        "stroke": stroke,
        "stroke_width": 1.7,
        "stroke_linejoin": "round",
    }
    x, y = node.x, node.y
    match node.kind:
        case NodeKind.PERSON | NodeKind.SOURCE:
            shape(group, "circle", cx=x, cy=y - 4, r=4, **look)
            shape(group, "path", d=f"M{x - 7} {y + 9} q0 -7 7 -7 q7 0 7 7 z", **look)
        case NodeKind.UNIT:
            pillars = " ".join(f"M{x + at} {y - 2} v8" for at in (-5, 0, 5))
            roof = f"M{x - 8} {y - 3} L{x} {y - 8} L{x + 8} {y - 3} z"
            shape(group, "path", d=f"{roof} {pillars} M{x - 8} {y + 8} h16", **look)
        case NodeKind.PLACE:
            shape(group, "path", d=f"M{x} {y + 9} q-7 -8 -7 -12 a7 7 0 0 1 14 0 q0 4 -7 12 z", **look)
            shape(group, "circle", cx=x, cy=y - 3, r=2, **look)
        case NodeKind.INCIDENT:
            bolt = f"M{x + 2} {y - 9} L{x - 5} {y + 2} h5 L{x - 2} {y + 9} L{x + 5} {y - 2} h-5 z"
            shape(group, "path", d=bolt, **look)

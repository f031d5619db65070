"""Walks WordprocessingML and writes down its words: the final text in place, what was deleted or boxed aside.

Elements are known by local name, because the strict and the transitional form (ISO/IEC 29500-1 and -4) have different
name spaces for the same words.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field

from lxml import etree

from ingest.read.pages import Code, Kind, storable

_BREAKS = {"br": "\n", "cr": "\n", "noBreakHyphen": "\u2011", "softHyphen": "\u00ad", "ptab": "\t"}
# Properties and field codes hold no words of the text; run properties are looked at on their own.
_PASSED_OVER = {
    "pPr", "sectPr", "tblPr", "tblGrid", "trPr", "tcPr", "sdtPr", "sdtEndPr", "instrText", "delInstrText", "fldData",
    "annotationRef", "footnoteRef", "endnoteRef", "rubyPr", "customXmlPr", "smartTagPr",
}  # fmt: skip
_OFF = {"0", "false", "off"}
_LARGEST_SYMBOL = 0x10FFFF


@dataclass(slots=True, kw_only=True)
class Written:
    """One part as it grows: its kind, its words, who wrote it and when as the file says it, and what was noticed."""

    kind: Kind
    author: str | None = None
    dated: str | None = None
    pieces: list[str] = field(default_factory=list)
    marks: Counter[Code] = field(default_factory=Counter)

    @property
    def text(self) -> str:
        """The words, without the line end of the last paragraph."""
        return "".join(self.pieces).removesuffix("\n")


class Walk:
    """Walks the parts of one document; `aside` gathers text boxes and deletions in the order they were met."""

    def __init__(self) -> None:
        self.aside: list[Written] = []
        self.embedded_parts = 0
        self._into = Written(kind=Kind.BODY)
        self._deletion: tuple[Written, Written, int] | None = None

    def written(self, root: etree._Element, kind: Kind) -> Written:
        """What is written under the element; text boxes and deletions go to `aside`."""
        part = Written(kind=kind, author=_said(root, "author"), dated=_said(root, "date"))
        self._inside(part, root)
        return part

    def _inside(self, part: Written, element: etree._Element) -> None:
        outer, self._into = self._into, part
        self._children(element)
        self._into = outer

    def _children(self, element: etree._Element) -> None:
        for child in element:
            self._element(child)

    def _element(self, element: etree._Element) -> None:
        name = local(element)
        match name:
            case "t" | "delText":
                self._say(element.text or "")
            case "tab":
                self._say("\t")
            case "sym":
                self._say(_symbol(element))
            case "p":
                self._children(element)
                self._say("\n")
            case "tr":
                self._row(element)
            case "rPr":
                self._run_properties(element)
            case _ if name in _BREAKS:
                self._say(_BREAKS[name])
            case _ if name not in _PASSED_OVER:
                self._around(name, element)

    def _around(self, name: str, element: etree._Element) -> None:
        """What holds other elements: a change, a box, a choice, or nothing that matters to the words."""
        match name:
            case "ins" | "moveTo":
                self._into.marks[Code.TRACKED_INSERTION] += 1
                self._children(element)
            case "del" | "moveFrom":
                self._deleted(element)
            case "txbxContent":
                box = Written(kind=Kind.TEXTBOX)
                self.aside.append(box)
                self._inside(box, element)
            case "AlternateContent":
                self._alternative(element)
            case "altChunk":
                self.embedded_parts += 1
            case _:
                self._children(element)

    def _say(self, text: str) -> None:
        if text:
            self._into.pieces.append(text)

    def _row(self, row: etree._Element) -> None:
        """A table's row is one line: cells with a tab between, the paragraphs of a cell with a line end between."""
        cells = []
        outer = self._into
        for cell in row.iter("{*}tc"):
            # A table inside a cell belongs to that cell.
            if next(cell.iterancestors("{*}tr")) is not row:
                continue
            self._into = Written(kind=outer.kind, marks=outer.marks)
            self._children(cell)
            cells.append(self._into.text)
        self._into = outer
        self._say("\t".join(cells) + "\n")

    def _run_properties(self, properties: etree._Element) -> None:
        for setting in properties:
            name, value = local(setting), (attribute(setting, "val") or "").lower()
            if name in ("vanish", "webHidden") and value not in _OFF:
                self._into.marks[Code.HIDDEN_TEXT] += 1
            elif name == "color" and value == "ffffff":
                self._into.marks[Code.WHITE_TEXT] += 1

    def _deleted(self, element: etree._Element) -> None:
        """Deleted words stand aside; neighbouring deletions of one author and time are one part."""
        author, dated = _said(element, "author"), _said(element, "date")
        outer = self._into
        part = self._neighbouring(author, dated)
        if part is None:
            part = Written(kind=Kind.DELETED, author=author, dated=dated)
            self.aside.append(part)
            outer.marks[Code.TRACKED_DELETION] += 1
        self._inside(part, element)
        self._deletion = (part, outer, len(outer.pieces))

    def _neighbouring(self, author: str | None, dated: str | None) -> Written | None:
        if self._deletion is None:
            return None
        part, outer, at = self._deletion
        same = outer is self._into and at == len(outer.pieces) and (part.author, part.dated) == (author, dated)
        return part if same else None

    def _alternative(self, element: etree._Element) -> None:
        """One of several forms of the same thing (ISO/IEC 29500-3, 10.2): the first that holds words, never two."""
        forms = list(element)
        chosen = next((form for form in forms if next(form.iter("{*}t", "{*}delText"), None) is not None), None)
        if chosen is not None:
            self._children(chosen)


def drawn(root: etree._Element) -> Written:
    """The words of a diagram or chart: each paragraph a line, then each name, number and point in the file's order."""
    part = Written(kind=Kind.DRAWING)
    for element in root.iter("{*}p", "{*}v", "{*}pt"):
        match local(element):
            case "p":
                words = "".join(run.text or "" if local(run) == "t" else "\n" for run in element.iter("{*}t", "{*}br"))
            case _:
                # What a chart keeps of the sheet behind it; newer charts write it into `pt` itself.
                words = element.text or ""
        if words.strip():
            part.pieces.append(words + "\n")
    return part


def local(element: etree._Element) -> str:
    """The element's name without its name space."""
    return etree.QName(element).localname if isinstance(element.tag, str) else ""


def attribute(element: etree._Element, name: str) -> str | None:
    """The attribute's value, whatever its name space; None without it."""
    for key, value in element.attrib.items():
        if etree.QName(key).localname == name:
            return str(value)
    return None


def _said(element: etree._Element, name: str) -> str | None:
    value = attribute(element, name)
    return storable(value) if value else None


def _symbol(element: etree._Element) -> str:
    try:
        code = int(attribute(element, "char") or "", 16)
    except ValueError:
        return "\ufffd"
    return chr(code) if 0 < code <= _LARGEST_SYMBOL else "\ufffd"

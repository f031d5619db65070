"""Reads a DOCX: its body as the final text, and every other place where words can stand as a part of its own."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass

from ingest.identify import DOCM, DOCX
from ingest.read.docx_walk import Walk, Written, attribute, drawn, local
from ingest.read.package import Package, opened, resolved
from ingest.read.pages import Code, Finding, Kind, Page, Reason, storable
from ingest.read.request import CannotReadError, Content, Done, Request, Steps

TOOL = "sviedka-docx"
VERSION = "2"

_MAIN = "word/document.xml"
_NOTE_PARTS = {
    "footnotes": ("footnote", Kind.FOOTNOTE),
    "endnotes": ("endnote", Kind.ENDNOTE),
    "comments": ("comment", Kind.COMMENT),
}
_EDGE_PARTS = {"header": Kind.HEADER, "footer": Kind.FOOTER}
# `diagramDrawing` is only how the diagram was last painted: the words are those of its data.
_DRAWINGS = {"diagramData", "chart", "chartEx", "chartUserShapes"}
_MAY_DRAW = {*_DRAWINGS, *_EDGE_PARTS, *_NOTE_PARTS}
# The first ones only separate notes from the body.
_NOT_NOTES = {"separator", "continuationSeparator", "continuationNotice"}


@dataclass(frozen=True, slots=True, kw_only=True)
class _Relation:
    kind: str
    target: str
    external: bool


def read(content: Content, request: Request) -> Steps:
    """Body, then headers, footers, notes, comments, drawings, text boxes and deletions, then what was noticed."""
    with opened(content) as package:
        main = _main_part(package)
        relations = _relations(package, main)
        walk = Walk()
        written = [walk.written(package.xml(main), Kind.BODY)]
        lost: list[str] = []
        drawings = _drawings(package, main, relations, lost)
        for relation in [*(one for one in relations if one.kind not in _DRAWINGS), *drawings]:
            try:
                written += _part(package, walk, main, relation)
            except CannotReadError as error:
                if error.reason is not Reason.MALFORMED:
                    raise
                lost.append(relation.kind)
        yield from _pages(written, walk.aside, request.pages)
        yield from _duplicates(package, main)
        yield from _findings(package, relations, walk, lost)
        macros = "word/vbaProject.bin" in package.names
    yield Done(media_type=DOCM if macros else DOCX, tool=TOOL, version=VERSION)


def _main_part(package: Package) -> str:
    if "_rels/.rels" in package.names:
        for relation in _read_relations(package, "_rels/.rels", ""):
            if relation.kind == "officeDocument" and relation.target in package.names:
                return relation.target
    if _MAIN not in package.names:
        raise CannotReadError(Reason.MALFORMED)
    return _MAIN


def _relations(package: Package, main: str) -> list[_Relation]:
    folder, _, name = main.rpartition("/")
    part = f"{folder}/_rels/{name}.rels" if folder else f"_rels/{name}.rels"
    return _read_relations(package, part, main) if part in package.names else []


def _read_relations(package: Package, part: str, base: str) -> list[_Relation]:
    return [
        _Relation(
            kind=item.get("Type", "").rpartition("/")[2],
            target=resolved(base, item.get("Target", "")),
            external=item.get("TargetMode") == "External",
        )
        for item in package.xml(part)
    ]


def _drawings(package: Package, main: str, relations: list[_Relation], lost: list[str]) -> list[_Relation]:
    """Diagrams and charts of the body, of other parts, and of charts themselves (shapes drawn over them); each once."""
    found: dict[str, _Relation] = {}
    seen, ahead = {main}, list(relations)
    while ahead:
        relation = ahead.pop(0)
        if relation.external or relation.kind not in _MAY_DRAW or relation.target in seen:
            continue
        seen.add(relation.target)
        if relation.kind in _DRAWINGS:
            found[relation.target] = relation
        try:
            ahead += _relations(package, relation.target)
        except CannotReadError as error:
            if error.reason is not Reason.MALFORMED:
                raise
            lost.append(relation.kind)
    return list(found.values())


def _part(package: Package, walk: Walk, main: str, relation: _Relation) -> Iterator[Written]:
    """What is written in one related part: a header or footer whole, notes and comments one by one."""
    if relation.external or relation.target == main:
        return
    if relation.kind in _EDGE_PARTS:
        yield walk.written(package.xml(relation.target), _EDGE_PARTS[relation.kind])
    elif relation.kind in _NOTE_PARTS:
        name, kind = _NOTE_PARTS[relation.kind]
        for note in package.xml(relation.target):
            if local(note) == name and attribute(note, "type") not in _NOT_NOTES:
                yield walk.written(note, kind)
    elif relation.kind in _DRAWINGS:
        yield drawn(package.xml(relation.target))


def _pages(written: list[Written], aside: list[Written], most: int) -> Iterator[Page | Finding]:
    """The body whatever it holds, and of the other parts those that hold words; each named by its kind and count."""
    counts: Counter[Kind] = Counter()
    marks: list[Finding] = []
    parts = [written[0], *(part for part in [*written[1:], *aside] if part.text.strip())]
    for number, part in enumerate(parts[:most], 1):
        counts[part.kind] += 1
        name = str(part.kind) if part.kind is Kind.BODY else f"{part.kind} {counts[part.kind]}"
        yield Page(
            number=number,
            text=storable(part.text),
            kind=part.kind,
            name=name,
            author=part.author,
            dated=part.dated,
        )
        marks += [Finding(code=code, page=number, detail=times) for code, times in sorted(part.marks.items())]
    yield from marks
    if len(parts) > most:
        yield Finding(code=Code.OVER_LIMIT, detail="pages")


def _duplicates(package: Package, main: str) -> Iterator[Finding]:
    """Members of one name, or of names that a reader may take for one; of page 1 if they may be the body."""
    # ISO/IEC 29500-2 has no two parts with equivalent names in a package: another program may show the other one.
    for names, which in ((package.repeated, "last"), (package.alike, "named")):
        bodies = {name for name in names if name.casefold() == main.casefold()}
        if bodies:
            yield Finding(code=Code.DUPLICATE_MEMBER, page=1, detail=which)
        if names - bodies:
            yield Finding(code=Code.DUPLICATE_MEMBER, detail=which)


def _findings(package: Package, relations: list[_Relation], walk: Walk, lost: list[str]) -> Iterator[Finding]:
    if "word/vbaProject.bin" in package.names:
        yield Finding(code=Code.MACROS)
    signed = sum(name.startswith("_xmlsignatures/sig") for name in package.names)
    embedded = sum(name.startswith("word/embeddings/") for name in package.names)
    outside = sum(relation.external and relation.kind != "hyperlink" for relation in relations)
    settings = "word/_rels/settings.xml.rels"
    if settings in package.names:
        outside += sum(relation.external for relation in _read_relations(package, settings, "word/settings.xml"))
    for code, times in (
        (Code.SIGNATURES, signed),
        (Code.EMBEDDED_FILES, embedded),
        (Code.EXTERNAL_REFERENCE, outside),
        (Code.EMBEDDED_PART, walk.embedded_parts),
        (Code.PART_MISSING, len(lost)),
    ):
        if times:
            yield Finding(code=code, detail=times)

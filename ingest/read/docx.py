"""Reads a DOCX: its body as the final text, and every other place where words can stand as a part of its own."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass

from ingest.identify import DOCM, DOCX
from ingest.read.docx_walk import Walk, Written, attribute, local
from ingest.read.package import Package, opened, resolved
from ingest.read.pages import Code, Finding, Kind, Page, Reason, storable
from ingest.read.request import CannotReadError, Content, Done, Request, Steps

TOOL = "sviedka-docx"
VERSION = "1"

_MAIN = "word/document.xml"
_NOTE_PARTS = {
    "footnotes": ("footnote", Kind.FOOTNOTE),
    "endnotes": ("endnote", Kind.ENDNOTE),
    "comments": ("comment", Kind.COMMENT),
}
_EDGE_PARTS = {"header": Kind.HEADER, "footer": Kind.FOOTER}
# The first ones only separate notes from the body.
_NOT_NOTES = {"separator", "continuationSeparator", "continuationNotice"}


@dataclass(frozen=True, slots=True, kw_only=True)
class _Relation:
    kind: str
    target: str
    external: bool


def read(content: Content, request: Request) -> Steps:
    """Body, then headers, footers, notes, comments, text boxes and deletions, then what was noticed."""
    with opened(content) as package:
        main = _main_part(package)
        relations = _relations(package, main)
        walk = Walk()
        written = [walk.written(package.xml(main), Kind.BODY)]
        lost: list[str] = []
        for relation in relations:
            try:
                written += _part(package, walk, main, relation)
            except CannotReadError as error:
                if error.reason is not Reason.MALFORMED:
                    raise
                lost.append(relation.kind)
        yield from _pages(written, walk.aside, request.pages)
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

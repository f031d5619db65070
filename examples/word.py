"""Writes a small DOCX by hand: paragraphs, one tracked change, one comment, footnotes; the same bytes every time."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Sequence
from dataclasses import dataclass
from xml.sax.saxutils import escape

_W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
_R = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_MAIN = "application/vnd.openxmlformats-officedocument.wordprocessingml"
_HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'


@dataclass(frozen=True, slots=True, kw_only=True)
class Paragraph:
    """One paragraph of the body; a deletion and an insertion stand after `words`, then what the marks hang on.

    `comment` and `footnote` are the texts of a margin comment on this paragraph and of a note at its end.
    """

    words: str
    deleted: str = ""
    inserted: str = ""
    after: str = ""
    comment: str = ""
    footnote: str = ""
    bold: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Letter:
    """A DOCX: header text, paragraphs, who wrote the marks and when (ISO 8601, UTC)."""

    header: str
    paragraphs: Sequence[Paragraph]
    author: str
    written: str


def docx(letter: Letter) -> bytes:
    """The bytes of the DOCX; parts are stored uncompressed with one fixed date."""
    comments = [paragraph.comment for paragraph in letter.paragraphs if paragraph.comment]
    notes = [paragraph.footnote for paragraph in letter.paragraphs if paragraph.footnote]
    parts = {
        "[Content_Types].xml": _content_types(),
        "_rels/.rels": _relations([("officeDocument", "word/document.xml")]),
        "word/document.xml": _document(letter),
        "word/_rels/document.xml.rels": _relations(
            [("header", "header1.xml"), ("comments", "comments.xml"), ("footnotes", "footnotes.xml")]
        ),
        "word/header1.xml": f"{_HEAD}<w:hdr {_W}>{_plain(letter.header)}</w:hdr>",
        "word/comments.xml": _comments(comments, letter),
        "word/footnotes.xml": _footnotes(notes),
    }
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_STORED) as archive:
        for name, content in parts.items():
            archive.writestr(zipfile.ZipInfo(name, (1980, 1, 1, 0, 0, 0)), content.encode())
    return out.getvalue()


def _document(letter: Letter) -> str:
    body: list[str] = []
    comment = note = 0
    for paragraph in letter.paragraphs:
        body.append(_paragraph(paragraph, letter, comment, note + 1))
        comment += bool(paragraph.comment)
        note += bool(paragraph.footnote)
    section = f'<w:sectPr><w:headerReference xmlns:r="{_R}" w:type="default" r:id="rId1"/></w:sectPr>'
    return f"{_HEAD}<w:document {_W}><w:body>{''.join(body)}{section}</w:body></w:document>"


def _paragraph(paragraph: Paragraph, letter: Letter, comment: int, note: int) -> str:
    by = f'w:author="{escape(letter.author)}" w:date="{letter.written}"'
    runs = _run(paragraph.words, bold=paragraph.bold)
    if paragraph.deleted:
        removed = f'<w:r><w:delText xml:space="preserve">{escape(paragraph.deleted)}</w:delText></w:r>'
        runs += f'<w:del w:id="{100 + note}" {by}>{removed}</w:del>'
    if paragraph.inserted:
        runs += f'<w:ins w:id="{200 + note}" {by}>{_run(paragraph.inserted)}</w:ins>'
    runs += _run(paragraph.after) if paragraph.after else ""
    if paragraph.comment:
        runs = f'<w:commentRangeStart w:id="{comment}"/>{runs}<w:commentRangeEnd w:id="{comment}"/>'
        runs += f'<w:r><w:commentReference w:id="{comment}"/></w:r>'
    if paragraph.footnote:
        runs += f'<w:r><w:rPr><w:vertAlign w:val="superscript"/></w:rPr><w:footnoteReference w:id="{note}"/></w:r>'
    return f"<w:p>{runs}</w:p>"


def _run(words: str, *, bold: bool = False) -> str:
    style = "<w:rPr><w:b/></w:rPr>" if bold else ""
    return f'<w:r>{style}<w:t xml:space="preserve">{escape(words)}</w:t></w:r>'


def _plain(words: str) -> str:
    return f"<w:p>{_run(words)}</w:p>"


def _comments(comments: Sequence[str], letter: Letter) -> str:
    by = f'w:author="{escape(letter.author)}" w:date="{letter.written}" w:initials="I"'
    inner = "".join(f'<w:comment w:id="{n}" {by}>{_plain(words)}</w:comment>' for n, words in enumerate(comments))
    return f"{_HEAD}<w:comments {_W}>{inner}</w:comments>"


def _footnotes(notes: Sequence[str]) -> str:
    # Ids -1 and 0 are the separators every word processor expects (ECMA-376, 17.11.2).
    parting = '<w:footnote w:type="separator" w:id="-1"><w:p><w:r><w:separator/></w:r></w:p></w:footnote>'
    parting += (
        '<w:footnote w:type="continuationSeparator" w:id="0"><w:p><w:r><w:continuationSeparator/></w:r></w:p>'
        "</w:footnote>"
    )
    inner = "".join(f'<w:footnote w:id="{n}">{_plain(words)}</w:footnote>' for n, words in enumerate(notes, start=1))
    return f"{_HEAD}<w:footnotes {_W}>{parting}{inner}</w:footnotes>"


def _relations(targets: Sequence[tuple[str, str]]) -> str:
    rows = "".join(
        f'<Relationship Id="rId{n}" Type="{_R}/{kind}" Target="{target}"/>'
        for n, (kind, target) in enumerate(targets, start=1)
    )
    return (
        f'{_HEAD}<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">{rows}'
        "</Relationships>"
    )


def _content_types() -> str:
    kinds = {"document": "document.main", "header1": "header", "comments": "comments", "footnotes": "footnotes"}
    rows = "".join(
        f'<Override PartName="/word/{part}.xml" ContentType="{_MAIN}.{kind}+xml"/>' for part, kind in kinds.items()
    )
    return (
        f'{_HEAD}<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
        '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        f'<Default Extension="xml" ContentType="application/xml"/>{rows}</Types>'
    )

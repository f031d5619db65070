"""What the bytes of a PDF file say before it is opened: damage, other files in it, earlier revisions."""

from __future__ import annotations

import re
from collections.abc import Iterator

from ingest.read.pages import Code, Finding
from ingest.read.request import Content

_WITHIN = 1024
_TAIL = 2048
# PKWARE APPNOTE 4.3.16: the end record and at most 64 KiB of comment.
_ZIP_TAIL = 65_557
_START = re.compile(rb"startxref\s+(\d{1,12})")
# ISO 32000-1, 7.5.4 and 7.5.8: a table begins with `xref`, a stream is an object.
_SECTION = re.compile(rb"\s*(?:xref\b|\d+\s+\d+\s+obj\b)")


def file_findings(content: Content) -> Iterator[Finding]:
    """Each oddity once; none of them stops the reading."""
    header = content.find(b"%PDF-", 0, _WITHIN)
    if header > 0:
        yield Finding(code=Code.BYTES_BEFORE_HEADER, detail=header)
    tail = content[-_TAIL:]
    if b"%%EOF" not in tail:
        yield Finding(code=Code.NO_END_MARK)
    if not _section_stands(content, tail, max(0, header)):
        yield Finding(code=Code.REPAIRED, detail="cross-reference")
    if content[-_ZIP_TAIL:].find(b"PK\x05\x06") >= 0:
        yield Finding(code=Code.POLYGLOT, detail="zip")
    earlier = _ends(content) - 1 - (b"/Linearized" in content[:_WITHIN])
    if earlier > 0:
        yield Finding(code=Code.EARLIER_REVISIONS, detail=earlier)


def _section_stands(content: Content, tail: bytes, header: int) -> bool:
    """True if the last cross-reference section stands where the file says, from its start or from its header."""
    named = _START.findall(tail)
    if not named:
        return False
    offset = int(named[-1])
    return any(_SECTION.match(content[at : at + 40]) for at in {offset, offset + header} if at < len(content))


def _ends(content: Content) -> int:
    count, at = 0, content.find(b"%%EOF")
    while at >= 0:
        count += 1
        at = content.find(b"%%EOF", at + 5)
    return count

"""What a file is, by its content. Its name and what others declare are claims: they are compared, never believed."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Iterator

from ingest.read.pages import Code, Finding
from ingest.read.request import Content

PDF = "application/pdf"
DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
DOCM = "application/vnd.ms-word.document.macroEnabled.12"
ENCRYPTED_OFFICE = "application/x-ole-encrypted-package"
TEXT = "text/plain"
UNKNOWN = "application/octet-stream"

_OFFICE = "application/vnd.openxmlformats-officedocument."
_HEAD = 4096
# ISO 32000-1, annex H.3.4.1, note 13: the header may stand anywhere in the first 1,024 bytes.
_PDF_WITHIN = 1024

_SIGNATURES: tuple[tuple[bytes, str], ...] = (
    (b"{\\rtf", "application/rtf"),
    (b"\x89PNG\r\n\x1a\n", "image/png"),
    (b"\xff\xd8\xff", "image/jpeg"),
    (b"GIF87a", "image/gif"),
    (b"GIF89a", "image/gif"),
    (b"II*\x00", "image/tiff"),
    (b"MM\x00*", "image/tiff"),
    (b"\x1f\x8b", "application/gzip"),
    (b"7z\xbc\xaf\x27\x1c", "application/x-7z-compressed"),
    (b"Rar!\x1a\x07", "application/vnd.rar"),
    (b"BZh", "application/x-bzip2"),
    (b"\xfd7zXZ\x00", "application/x-xz"),
    (b"SQLite format 3\x00", "application/vnd.sqlite3"),
    (b"OggS", "application/ogg"),
    (b"ID3", "audio/mpeg"),
    (b"fLaC", "audio/flac"),
    (b"WARC/", "application/warc"),
    (b"!BDN", "application/vnd.ms-outlook-pst"),
    (b"\x7fELF", "application/x-executable"),
    (b"MZ", "application/x-msdownload"),
)
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_ZIP = (b"PK\x03\x04", b"PK\x05\x06")
_LOOKED_AT = 1 << 16

_HTML = re.compile(rb"\s*(?:<!--.*?-->\s*)*<(?:!doctype html|html|head|body)\b", re.IGNORECASE | re.DOTALL)
_XML = re.compile(rb"(?:\xef\xbb\xbf)?\s*<\?xml\b")
# RFC 5322, 2.2: a field name, a colon; at least two of the usual first ones.
_MAIL = re.compile(
    rb"(?:From |(?:Received|Return-Path|Delivered-To|MIME-Version|Message-ID|Date|From|Subject):)", re.IGNORECASE
)
_CONTROL = bytes({*range(0x20), 0x7F} - set(b"\t\n\x0b\x0c\r\x1b"))

_SUFFIXES = {
    ".pdf": {PDF},
    ".docx": {DOCX},
    ".docm": {DOCM},
    ".txt": {TEXT},
    ".csv": {TEXT},
    ".tsv": {TEXT},
    ".md": {TEXT},
    ".log": {TEXT},
    ".doc": {"application/msword", "application/rtf"},
    ".rtf": {"application/rtf"},
    ".html": {"text/html"},
    ".htm": {"text/html"},
    ".xml": {"application/xml"},
    ".jpg": {"image/jpeg"},
    ".jpeg": {"image/jpeg"},
    ".png": {"image/png"},
    ".gif": {"image/gif"},
    ".tif": {"image/tiff"},
    ".tiff": {"image/tiff"},
    ".zip": {"application/zip"},
    ".xlsx": {_OFFICE + "spreadsheetml.sheet"},
    ".pptx": {_OFFICE + "presentationml.presentation"},
    ".odt": {"application/vnd.oasis.opendocument.text"},
    ".eml": {"message/rfc822"},
}
_ALSO = {"text/csv": TEXT, "text/markdown": TEXT, "text/xml": "application/xml", "image/jpg": "image/jpeg"}


def identify(content: Content) -> str:
    """The media type by content; `application/octet-stream` if nothing is recognised. Never raises for any bytes."""
    head = content[:_HEAD]
    if b"%PDF-" in head[:_PDF_WITHIN]:
        return PDF
    for signature, media_type in _SIGNATURES:
        if head.startswith(signature):
            return media_type
    if head.startswith(_ZIP):
        return _zip(content)
    if head.startswith(_OLE):
        return _ole(content)
    return _riff_or_ftyp(head) or _written(content)


def claims_compared(media_type: str, *, suffix: str | None, declared: str | None) -> Iterator[Finding]:
    """What the name and the declared type claim and the content does not keep."""
    known = _SUFFIXES.get((suffix or "").lower())
    if known is not None and media_type not in known:
        yield Finding(code=Code.NAME_MISMATCH, detail=media_type.lower())
    if declared is None:
        return
    plain = declared.partition(";")[0].strip().lower()
    if plain not in (UNKNOWN, media_type.lower()) and _ALSO.get(plain) != media_type:
        yield Finding(code=Code.DECLARED_MISMATCH, detail=media_type.lower())


def _zip(content: Content) -> str:
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            names = archive.namelist()[:10_000]
            mimetype = archive.read("mimetype")[:100] if _small(archive, names) else b""
    # zipfile answers some damage with these instead of BadZipFile.
    except (zipfile.BadZipFile, ValueError, NotImplementedError, EOFError, OSError, RuntimeError, KeyError):
        # No central directory: the names still stand in front of each member.
        early = content[:_LOOKED_AT]
        return DOCX if b"word/" in early or early.startswith(b"[Content_Types].xml", 30) else "application/zip"
    if mimetype.startswith(b"application/") and re.fullmatch(rb"[a-z0-9.+/-]+", mimetype):
        return mimetype.decode()
    for name in names:
        if name.startswith("word/"):
            return DOCM if "word/vbaProject.bin" in names else DOCX
        if name.startswith("xl/"):
            return _OFFICE + "spreadsheetml.sheet"
        if name.startswith("ppt/"):
            return _OFFICE + "presentationml.presentation"
    return "application/zip"


def _small(archive: zipfile.ZipFile, names: list[str]) -> bool:
    return "mimetype" in names and archive.getinfo("mimetype").file_size <= 100


def _ole(content: Content) -> str:
    if content.find("EncryptedPackage".encode("utf-16-le")) >= 0:
        return ENCRYPTED_OFFICE
    for stream, media_type in (
        ("WordDocument", "application/msword"),
        ("Workbook", "application/vnd.ms-excel"),
        ("PowerPoint Document", "application/vnd.ms-powerpoint"),
        ("__substg1.0_", "application/vnd.ms-outlook"),
    ):
        if content.find(stream.encode("utf-16-le")) >= 0:
            return media_type
    return "application/x-ole-storage"


def _riff_or_ftyp(head: bytes) -> str | None:
    if head[:4] == b"RIFF":
        return {b"WAVE": "audio/wav", b"WEBP": "image/webp", b"AVI ": "video/x-msvideo"}.get(head[8:12])
    if head[4:8] == b"ftyp":
        brand = head[8:12]
        if brand in (b"heic", b"heix", b"mif1"):
            return "image/heic"
        return {b"avif": "image/avif", b"M4A ": "audio/mp4"}.get(brand, "video/mp4")
    return None


def _written(content: Content) -> str:
    head = content[:_LOOKED_AT]
    if _HTML.match(head):
        return "text/html"
    if _XML.match(head):
        return "text/html" if re.search(rb"<html\b", head[:2048], re.IGNORECASE) else "application/xml"
    if _is_mail(head):
        return "message/rfc822"
    return TEXT if is_text(head) else UNKNOWN


def _is_mail(head: bytes) -> bool:
    lines = head[:2048].splitlines()[:12]
    return len(lines) > 1 and bool(_MAIL.match(lines[0])) and sum(bool(_MAIL.match(line)) for line in lines) >= 2


def is_text(head: bytes) -> bool:
    """True if these first bytes can be a text in some usual encoding: hardly any control bytes, or UTF-16."""
    if not head:
        return False
    if head.startswith((b"\xff\xfe", b"\xfe\xff")) or looks_utf16(head) is not None:
        return True
    controls = len(head) - len(head.translate(None, _CONTROL))
    # Chance bytes have 10 %, an old text file 0.
    return controls * 20 <= len(head)


def looks_utf16(head: bytes) -> str | None:
    """`utf-16-le` or `utf-16-be` if every second byte is the upper half of a Latin or Cyrillic letter."""
    even, odd = head[0::2], head[1::2]
    if len(odd) < 4:
        return None
    for halves, others, encoding in ((odd, even, "utf-16-le"), (even, odd, "utf-16-be")):
        upper = sum(map(halves.count, (0, 1, 4, 0x20)))
        # A text file full of blanks must not pass for UTF-16: the letters' own halves vary.
        if (
            upper * 10 >= len(halves) * 9
            and halves.count(0x20) * 2 < len(halves)
            and others.count(0) * 10 < len(others)
        ):
            return encoding
    return None

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
MAIL = "message/rfc822"
UNKNOWN = "application/octet-stream"

_OFFICE = "application/vnd.openxmlformats-officedocument."
_HEAD = 4096
# ISO 32000-1, annex H.3.4.1, note 13: the header may stand anywhere in the first 1,024 bytes.
_PDF_WITHIN = 1024

_SIGNATURES: tuple[tuple[bytes, str], ...] = (
    (b"\x89PNG\r\n\x1a\n", "image/png"),
    (b"\xff\xd8\xff", "image/jpeg"),
    (b"II*\x00", "image/tiff"),
    (b"MM\x00*", "image/tiff"),
    (b"\x1f\x8b", "application/gzip"),
    (b"7z\xbc\xaf\x27\x1c", "application/x-7z-compressed"),
    (b"Rar!\x1a\x07", "application/vnd.rar"),
    (b"\xfd7zXZ\x00", "application/x-xz"),
    (b"SQLite format 3\x00", "application/vnd.sqlite3"),
    (b"\x7fELF", "application/x-executable"),
)
# Letters and figures only: a text may begin so.
_WEAK: tuple[tuple[bytes, str], ...] = (
    (b"GIF87a", "image/gif"),
    (b"GIF89a", "image/gif"),
    (b"BZh", "application/x-bzip2"),
    (b"OggS", "application/ogg"),
    (b"ID3", "audio/mpeg"),
    (b"fLaC", "audio/flac"),
    (b"!BDN", "application/vnd.ms-outlook-pst"),
    (b"MZ", "application/x-msdownload"),
)
# Formats that are text themselves: what must follow the first word tells them from a note about them.
_RTF = re.compile(rb"\{\\rtf[0-9\\]")
_WARC = re.compile(rb"WARC/[0-9]\.[0-9]+\r?\n")
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_ZIP = (b"PK\x03\x04", b"PK\x05\x06")
_LOOKED_AT = 1 << 16

# A tag is closed, and all in it but its name are attributes with a value: `<html is not here` is no tag.
_HTML = re.compile(
    rb"\s*(?:<!--.*?-->\s*)*"
    rb"<(?:!doctype html\b|(?:html|head|body)(?:\s+[\w:.-]+\s*=\s*(?:\"[^\"]*\"|'[^']*'|[^\s\"'>]+))*\s*>)",
    re.IGNORECASE | re.DOTALL,
)
_PDF_LINE = re.compile(rb"(?:\A|[\r\n])(?:\xef\xbb\xbf)?%PDF-")
_PDF_HEADER = re.compile(rb"%PDF-[0-9]\.[0-9][ \t]*(?:[\r\n]|\Z)")
_PDF_OBJECT = re.compile(rb"\b[0-9]+\s+[0-9]+\s+obj\b")
_XML = re.compile(rb"(?:\xef\xbb\xbf)?\s*<\?xml\b")
# RFC 5322, 2.2: a field name, a colon; at least two of the usual first ones. A letter typed by hand has such lines too.
_MAIL = re.compile(
    rb"(?:From |(?:Received|Return-Path|Delivered-To|MIME-Version|Message-ID|Date|From|Subject):)", re.IGNORECASE
)
# What only a program writes: the way a message took, its number, how its parts are packed.
_SENT = re.compile(rb"(?:From \S+@|(?:Received|Return-Path|Delivered-To|MIME-Version|Message-ID):)", re.IGNORECASE)
_CONTROL = bytes({*range(1, 0x20), 0x7F} - set(b"\t\n\x0b\x0c\r\x1b"))
_UTF32 = (b"\xff\xfe\x00\x00", b"\x00\x00\xfe\xff")

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
    ".eml": {MAIL},
}
_ALSO = {"text/csv": TEXT, "text/markdown": TEXT, "text/xml": "application/xml", "image/jpg": "image/jpeg"}


def identify(content: Content, *, suffix: str | None = None) -> str:
    """The media type by content; `application/octet-stream` if nothing is recognised. Never raises for any bytes.

    The name's suffix decides only what content cannot: whether lines like `From:` and `Subject:` over a text are a
    message (`.eml`) or a letter that somebody typed, and whether a text that begins `%PDF-1.7 …` is what is left of a
    PDF (`.pdf`) or a note about one.
    """
    head = content[:_HEAD]
    if _begins_pdf(content, head, suffix):
        return PDF
    strong = next((media_type for signature, media_type in _SIGNATURES if head.startswith(signature)), None)
    if strong is not None:
        return strong
    if head.startswith(_ZIP):
        return _zip(content)
    if head.startswith(_OLE):
        return _ole(content)
    if b"%PDF-" in head[:_PDF_WITHIN] and _PDF_OBJECT.search(content):
        return PDF
    return _unless_text(head) or _written(content, suffix)


def _begins_pdf(content: Content, head: bytes, suffix: str | None) -> bool:
    """True if a line begins with the header and objects follow, or what follows is damaged; a note about it is none."""
    if not _PDF_LINE.search(head[:_PDF_WITHIN]):
        return False
    named = (suffix or "").lower() == ".pdf" and head.startswith(b"%PDF-")
    return named or bool(_PDF_HEADER.match(head)) or not is_text(head) or _PDF_OBJECT.search(content) is not None


def _unless_text(head: bytes) -> str | None:
    """The type by a signature that a text can begin with too, if this is no text."""
    if is_text(head):
        return None
    weak = next((media_type for signature, media_type in _WEAK if head.startswith(signature)), None)
    return weak or _riff_or_ftyp(head)


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


def _written(content: Content, suffix: str | None) -> str:
    head = content[:_LOOKED_AT]
    if _RTF.match(head):
        return "application/rtf"
    if _WARC.match(head):
        return "application/warc"
    if _HTML.match(head):
        return "text/html"
    if _XML.match(head):
        return "text/html" if re.search(rb"<html\b", head[:2048], re.IGNORECASE) else "application/xml"
    if _is_mail(head, suffix):
        return MAIL
    return TEXT if is_text(head) else UNKNOWN


def _is_mail(head: bytes, suffix: str | None) -> bool:
    # The header ends at the first empty line (RFC 5322, 2.1); what a letter quotes below is no header of its own.
    header = re.split(rb"\r?\n\r?\n", head, maxsplit=1)[0].splitlines()
    if not header or not _MAIL.match(header[0]) or sum(bool(_MAIL.match(line)) for line in header) < 2:
        return False
    return (suffix or "").lower() == ".eml" or any(map(_SENT.match, header))


def is_text(head: bytes) -> bool:
    """True if these first bytes can be a text: hardly any control bytes and few NUL, or UTF-16 or UTF-32."""
    if not head:
        return False
    if head.startswith((*_UTF32, b"\xff\xfe", b"\xfe\xff")) or looks_utf16(head) is not None:
        return True
    nuls = head.count(0)
    controls = len(head) - len(head.translate(None, _CONTROL))
    # Chance bytes have 10 % of the others, an old text file 0; records of a fixed length are parted or filled by NUL.
    return nuls * 8 <= len(head) and controls * 20 <= len(head) - nuls


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

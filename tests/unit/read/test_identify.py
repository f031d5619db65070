"""What a file is, by its content alone."""

from __future__ import annotations

import io
import zipfile

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ingest.identify import claims_compared, identify
from ingest.read.pages import Code
from tests.support.documents import docx, plain_pdf


def zipped(*names: str, mimetype: str | None = None) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        if mimetype:
            archive.writestr("mimetype", mimetype)
        for name in names:
            archive.writestr(name, b"")
    return out.getvalue()


_WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(500)


@pytest.mark.parametrize(
    ("content", "media_type"),
    [
        (plain_pdf(["x"]), "application/pdf"),
        (b"junk" * 200 + plain_pdf(["x"]), "application/pdf"),
        (docx(""), _WORD),
        (docx("")[:100], _WORD),
        (docx("", extra={"word/vbaProject.bin": b""}), "application/vnd.ms-word.document.macroEnabled.12"),
        (zipped("xl/workbook.xml"), "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"),
        (zipped(mimetype="application/vnd.oasis.opendocument.text"), "application/vnd.oasis.opendocument.text"),
        (zipped(mimetype="application/../../x y"), "application/zip"),
        (zipped("a.txt"), "application/zip"),
        (_OLE + "EncryptedPackage".encode("utf-16-le"), "application/x-ole-encrypted-package"),
        (_OLE + "WordDocument".encode("utf-16-le"), "application/msword"),
        (b"{\\rtf1 text}", "application/rtf"),
        (b"\xff\xd8\xff\xe0" + bytes(30), "image/jpeg"),
        (b"RIFF\x00\x00\x00\x00WAVE", "audio/wav"),
        (b"\x00\x00\x00\x18ftypheic", "image/heic"),
        (b"<!DOCTYPE html><p>x", "text/html"),
        (b'<?xml version="1.0"?><a/>', "application/xml"),
        (b"Received: from a\nFrom: b@example.org\nSubject: c\n\nd", "message/rfc822"),
        ("Ад: свайго імя".encode(), "text/plain"),
        (b"plain", "text/plain"),
        (bytes(range(256)) * 4, "application/octet-stream"),
        (b"", "application/octet-stream"),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_content_decides(content: bytes, media_type: str) -> None:
    assert identify(content) == media_type


@given(st.binary(max_size=200), st.sampled_from([b"", b"PK\x03\x04", b"%PDF-", b"RIFF", b"\xff\xfe", b"<?xml"]))
def test_any_bytes_have_some_type(tail: bytes, head: bytes) -> None:
    assert "/" in identify(head + tail)


@pytest.mark.parametrize(
    ("media_type", "suffix", "declared", "codes"),
    [
        ("application/pdf", ".pdf", "application/pdf", []),
        ("application/pdf", ".PDF", "Application/PDF; version=1.4", []),
        ("application/pdf", None, None, []),
        ("application/pdf", ".unheard", "application/octet-stream", []),
        ("text/plain", ".csv", "text/csv", []),
        ("image/jpeg", ".docx", _WORD, [Code.NAME_MISMATCH, Code.DECLARED_MISMATCH]),
        ("text/plain", ".pdf", None, [Code.NAME_MISMATCH]),
    ],
)
def test_claims_that_are_not_kept_are_found(
    media_type: str, suffix: str | None, declared: str | None, codes: list[Code]
) -> None:
    assert [finding.code for finding in claims_compared(media_type, suffix=suffix, declared=declared)] == codes

"""What a file is, by its content alone."""

from __future__ import annotations

import bz2
import io
import zipfile

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ingest.identify import claims_compared, identify
from ingest.read.pages import Code, Finding, Page
from ingest.read.request import Request
from ingest.read.select import read
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


LETTER = b"From: the governor\nTo: the ministry\nSubject: transport\n\nThe van left at noon.\n"
MESSAGE = b"Received: from a.example by b.example\n" + LETTER


@pytest.mark.parametrize(
    "content",
    [
        b"MZ unit, order of the day\n",
        b"BZhukov was the commander\n",
        b"BZh9 is how such a file begins\n",
        b"ID3 number of the form\n",
        b"OggS is a word\n",
        b"fLaC too\n",
        b"GIF89a is a format\n",
        b"!BDN stands there\n",
        b"WARC/1.0 is a format of archives\n",
        b"{\\rtf is how it begins\n",
        b"RIFFs of WAVE sounds\n",
        b"The ftyp box says which\n",
        b"The file begins with %PDF-1.4, an object follows\n",
        b"%PDF-1.4 is what the file begins with\n",
        b"The header:\n%PDF-1.4\nand no more of it\n",
        b"<html is not here but angle> words\n",
        b"<body of evidence> words\n",
        LETTER,
        b"Subject: x\nDate: today\n\nReceived: it is signed for\n",
    ],
)
def test_a_text_that_begins_like_another_format_is_a_text(content: bytes) -> None:
    assert identify(content) == "text/plain"


@pytest.mark.parametrize(
    ("content", "media_type"),
    [
        (b"MZ\x90\x00\x03\x00\x00\x00\x04\x00" + bytes(54), "application/x-msdownload"),
        (bz2.compress(bytes(range(256)) * 4), "application/x-bzip2"),
        (b"ID3\x04\x00\x00\x00\x00\x02\x01TIT2" + bytes(40), "audio/mpeg"),
        (b"OggS\x00\x02" + bytes(20), "application/ogg"),
        (b"GIF89a\x01\x00\x01\x00\x80\x00\x00\x00", "image/gif"),
        (b"WARC/1.0\r\nWARC-Type: warcinfo\r\n", "application/warc"),
        (b"%PDF-1.7\ncut off", "application/pdf"),
        (b"%PDF-1.7", "application/pdf"),
        (b"%PDF-1.7 \xe2\xe3\x01\x02\x03\x04", "application/pdf"),
        (b"X-Header: y\n\n" + plain_pdf(["x"]), "application/pdf"),
        (b'<HTML lang="be" dir=ltr>\n<p>x', "text/html"),
        (MESSAGE, "message/rfc822"),
        ("\ufeffсведка".encode("utf-32-be"), "text/plain"),
        (b"\x00word" * 40, "application/octet-stream"),
    ],
)
def test_what_begins_like_a_format_and_goes_on_like_it_is_that_format(content: bytes, media_type: str) -> None:
    assert identify(content) == media_type


def test_a_pdf_that_lies_in_a_zip_uncompressed_does_not_make_the_zip_a_pdf() -> None:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_STORED) as archive:
        archive.writestr("a.pdf", plain_pdf(["x"]))

    assert identify(out.getvalue()) == "application/zip"


@pytest.mark.parametrize(
    ("suffix", "media_type"), [(".eml", "message/rfc822"), (".txt", "text/plain"), (None, "text/plain")]
)
def test_only_its_name_tells_a_typed_letter_from_a_message(suffix: str | None, media_type: str) -> None:
    assert identify(LETTER, suffix=suffix) == media_type


def test_a_message_saved_as_text_is_read_and_said_to_be_a_message() -> None:
    items = list(read(MESSAGE, Request(suffix=".txt")))

    assert [item.text for item in items if isinstance(item, Page)] == [MESSAGE.decode()]
    assert Finding(code=Code.NAME_MISMATCH, detail="message/rfc822") in items


@pytest.mark.parametrize(
    ("suffix", "media_type"), [(".pdf", "application/pdf"), (".PDF", "application/pdf"), (".txt", "text/plain")]
)
def test_only_its_name_tells_the_rest_of_a_pdf_from_a_note_about_one(suffix: str, media_type: str) -> None:
    assert identify(b"%PDF-1.7 nothing follows", suffix=suffix) == media_type
    assert identify(b"A note on %PDF-1.7, however it is called\n", suffix=suffix) == "text/plain"

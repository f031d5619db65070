"""Makers of small documents: PDFs (by hand, by typst, from images), DOCX by hand, text. All words are invented."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterable, Mapping, Sequence

from PIL import Image, ImageDraw, ImageFont

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_RELATIONS = "http://schemas.openxmlformats.org/package/2006/relationships"
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"


def pdf_of(objects: Sequence[bytes]) -> bytes:
    """A PDF of these objects, the first of them the catalogue, with a right cross-reference table."""
    out, offsets = bytearray(b"%PDF-1.7\n"), []
    for number, body in enumerate(objects, 1):
        offsets.append(len(out))
        out += b"%d 0 obj\n%s\nendobj\n" % (number, body)
    start = len(out)
    out += b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1)
    out += b"".join(b"%010d 00000 n \n" % offset for offset in offsets)
    out += b"trailer\n<< /Size %d /Root 1 0 R >>\nstartxref\n%d\n%%%%EOF\n" % (len(objects) + 1, start)
    return bytes(out)


def stream(content: bytes, entries: bytes = b"") -> bytes:
    return b"<< /Length %d %s >>\nstream\n%s\nendstream" % (len(content), entries, content)


def plain_pdf(pages: Iterable[str], *, rotate: int = 0) -> bytes:
    """One line of Latin text a page, at 72 pt from the left and 720 pt from below, on 612 x 792 pt."""
    texts = list(pages)
    kids = b" ".join(b"%d 0 R" % (4 + 2 * at) for at in range(len(texts)))
    objects = [
        b"<< /Type /Catalog /Pages 2 0 R >>",
        b"<< /Type /Pages /Kids [%s] /Count %d >>" % (kids, len(texts)),
        b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>",
    ]
    for at, text in enumerate(texts):
        shown = text.encode("cp1252").replace(b"\\", b"\\\\").replace(b"(", b"\\(").replace(b")", b"\\)")
        objects += [
            b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 612 792] /Rotate %d "
            b"/Resources << /Font << /F1 3 0 R >> >> /Contents %d 0 R >>" % (rotate, 5 + 2 * at),
            stream(b"BT /F1 12 Tf 72 720 Td (%s) Tj ET" % shown),
        ]
    return pdf_of(objects)


def set_pdf(text: str) -> bytes:
    """A PDF set by typst, in any of our scripts."""
    import typst

    source = f'#set page(paper: "a4")\n#set text(size: 14pt, font: "DejaVu Sans")\n{text}'
    made = typst.compile(source.encode())
    assert isinstance(made, bytes)
    return made


def sheet(lines: Sequence[str], *, size: int = 48, turn: int = 0) -> Image.Image:
    """An A4 sheet at 300 dpi with these lines written on it, turned counter-clockwise."""
    image = Image.new("L", (2480, 3508), 255)
    draw = ImageDraw.Draw(image)
    font = ImageFont.truetype("/usr/share/fonts/truetype/dejavu/DejaVuSerif.ttf", size)
    for at, line in enumerate(lines):
        draw.text((240, 300 + at * size * 2), line, font=font, fill=0)
    return image.rotate(turn, expand=True) if turn else image


def scan_pdf(image: Image.Image, layer: bytes = b"", *, painted: bool = False) -> bytes:
    """The image over the whole of an A4 page, and a text layer (bytes of the font's own encoding) under it."""
    jpeg = io.BytesIO()
    image.save(jpeg, format="JPEG", quality=80)
    width, height = image.width * 72 // 300, image.height * 72 // 300
    mode = 0 if painted else 3
    text = b"BT /F1 12 Tf %d Tr 72 700 Td <%s> Tj ET " % (mode, layer.hex().encode()) if layer else b""
    dictionary = b"/Type /XObject /Subtype /Image /Width %d /Height %d /ColorSpace /DeviceGray /BitsPerComponent 8 "
    return pdf_of(
        [
            b"<< /Type /Catalog /Pages 2 0 R >>",
            b"<< /Type /Pages /Kids [4 0 R] /Count 1 >>",
            b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>",
            b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 %d %d] /Contents 5 0 R "
            b"/Resources << /Font << /F1 3 0 R >> /XObject << /Im1 6 0 R >> >> >>" % (width, height),
            stream(text + b"q %d 0 0 %d 0 0 cm /Im1 Do Q" % (width, height)),
            stream(jpeg.getvalue(), dictionary % (image.width, image.height) + b"/Filter /DCTDecode"),
        ]
    )


def encrypted(pdf: bytes, *, user: str, owner: str = "owner") -> bytes:
    """The PDF under both passwords; without the owner's one it may only be printed."""
    from pypdf import PdfReader, PdfWriter
    from pypdf.constants import UserAccessPermissions

    writer = PdfWriter(clone_from=PdfReader(io.BytesIO(pdf)))
    writer.encrypt(user, owner, permissions_flag=UserAccessPermissions.PRINT, algorithm="AES-256")
    out = io.BytesIO()
    writer.write(out)
    return out.getvalue()


def paragraph(*runs: str) -> str:
    return f"<w:p>{''.join(runs)}</w:p>"


def run(text: str, properties: str = "") -> str:
    return f'<w:r><w:rPr>{properties}</w:rPr><w:t xml:space="preserve">{text}</w:t></w:r>'


def part(root: str, inner: str) -> str:
    return f'<?xml version="1.0" encoding="UTF-8"?><w:{root} xmlns:w="{W}">{inner}</w:{root}>'


def docx(body: str, parts: Mapping[str, str] | None = None, *, extra: Mapping[str, bytes] | None = None) -> bytes:
    """A DOCX of this body; `parts` are named `footnotes`, `header1` … and hold whole XML documents."""
    named = dict(parts or {})
    kinds = {name: name.rstrip("0123456789") for name in named}
    relations = "".join(
        f'<Relationship Id="r{at}" Type="{_OFFICE}/{kinds[name]}" Target="{name}.xml"/>'
        for at, name in enumerate(named)
    )
    root = f'<Relationship Id="r0" Type="{_OFFICE}/officeDocument" Target="word/document.xml"/>'
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("[Content_Types].xml", "<Types/>")
        archive.writestr("_rels/.rels", f'<Relationships xmlns="{_RELATIONS}">{root}</Relationships>')
        archive.writestr("word/document.xml", part("document", f"<w:body>{body}</w:body>"))
        archive.writestr(
            "word/_rels/document.xml.rels", f'<Relationships xmlns="{_RELATIONS}">{relations}</Relationships>'
        )
        for name, content in named.items():
            archive.writestr(f"word/{name}.xml", content)
        for name, raw in (extra or {}).items():
            archive.writestr(name, raw)
    return out.getvalue()

"""Sets the invented documents: letterheads, stamps, signatures, scans and letters with a broken text layer.

Everything is made from the typst wheel's own fonts, a fixed noise and fixed dates, so the same release of typst and
Pillow gives the same bytes; nothing is read from the system.
"""

from __future__ import annotations

import hashlib
import io
from dataclasses import dataclass

_NOISE = 18
"""How many of 255 grey levels a scanner's grain may darken a pixel."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Paper:
    """A document in typst markup; `lang` sets quotes and numbers, `date` (year, month, day) goes into the PDF."""

    title: str
    lang: str
    date: tuple[int, int, int]
    body: str
    size: str = "12pt"
    font: str = "Libertinus Serif"

    def markup(self) -> bytes:
        """The whole typst source."""
        year, month, day = self.date
        head = f"""#set document(title: "{self.title}", date: datetime(year: {year}, month: {month}, day: {day}))
#set page(paper: "a4", margin: (x: 2.4cm, top: 2cm, bottom: 2.2cm))
#set text(font: "{self.font}", size: {self.size}, lang: "{self.lang}", hyphenate: false, ligatures: false)
#set par(leading: 0.75em, spacing: 1.1em)
"""
        return (head + self.body).encode()


def text(written: str) -> str:
    """Plain words as typst markup: nothing in them is a command; `[[…]]` keeps words on one line."""
    # The semicolon behind a box ends the command; without it typst would eat one of the text's own.
    for sign in "\\#*_`$<>@~=/+-":
        written = written.replace(sign, f"\\{sign}")
    return written.replace("[[", "#box[").replace("]]", "];").replace('"', '\\"')


def paragraphs(written: str) -> str:
    """Paragraphs parted by empty lines, each as markup."""
    return "\n\n".join(text(part.replace("\n", " ")) for part in written.strip().split("\n\n"))


def letterhead(*lines: str, left: str = "", right: str = "") -> str:
    """A centred head with a double rule, and number and date under it."""
    shown = " \\\n".join(f"#text(weight: {700 if n == 0 else 400})[{text(line)}]" for n, line in enumerate(lines))
    return (
        f"#align(center)[#text(size: 1.05em)[{shown}]]\n#v(-0.4em)\n#line(length: 100%, stroke: 1.4pt)\n"
        f"#v(-0.95em)\n#line(length: 100%, stroke: 0.4pt)\n#v(-0.4em)\n"
        f"#grid(columns: (1fr, 1fr), align(left)[{text(left)}], align(right)[{text(right)}])\n#v(0.8em)\n"
    )


def signature(post: str, name: str, *, stamp: str = "", ink: str = "#1d3f8f", seed: int = 1) -> str:
    """Post, a pen stroke, the name, and a round stamp over it."""
    high, low = 4 + seed * 3 % 7, 2 + seed * 5 % 6
    stroke = (
        f'#curve(stroke: 1.1pt + rgb("{ink}"), curve.move((0pt, {low + 6}pt)),'
        f" curve.cubic((8pt, -{high}pt), (14pt, {high + 16}pt), (22pt, {low}pt)),"
        f" curve.cubic((28pt, -8pt), (32pt, 22pt), (40pt, {high}pt)),"
        f" curve.cubic((52pt, -{low}pt), (58pt, 20pt), (86pt, {high + 2}pt)))"
    )
    seal = f"#place(dx: 5.4cm, dy: -1.15cm)[{round_stamp(stamp, ink)}]" if stamp else ""
    return (
        f"#v(2.6em)\n#block(breakable: false)[{seal}#grid(columns: (7cm, 4cm, 1fr), align: bottom,"
        f" [{text(post)}], [{stroke}], [{text(name)}])]\n"
    )


def round_stamp(words: str, ink: str = "#1d3f8f") -> str:
    """A round office stamp, a little turned, as a rubber stamp is; its words stand straight in the middle."""
    inner = " \\\n".join(text(line) for line in words.split("|"))
    return (
        f'#rotate(-9deg)[#circle(radius: 1.55cm, stroke: 1.8pt + rgb("{ink}"))[#set align(center + horizon)\n'
        f'#circle(radius: 1.32cm, stroke: 0.6pt + rgb("{ink}"))[#set align(center + horizon)\n'
        f'#set par(leading: 0.4em)\n#text(size: 5.6pt, fill: rgb("{ink}"), weight: 700)[{inner}]]]]'
    )


def received_stamp(words: str, ink: str = "#7a1f2b") -> str:
    """A rectangular registry stamp at the right edge."""
    inner = " \\\n".join(text(line) for line in words.split("|"))
    return (
        f'#align(right)[#rotate(2deg)[#rect(stroke: 1.2pt + rgb("{ink}"), inset: 5pt)'
        f'[#text(size: 7.5pt, fill: rgb("{ink}"), weight: 700)[{inner}]]]]\n'
    )


def pdf(paper: Paper) -> bytes:
    """A tagged PDF with embedded fonts and a text layer that says what is seen."""
    import typst

    made = typst.compile(paper.markup(), ignore_system_fonts=True)
    if not isinstance(made, bytes):
        raise TypeError("one document makes one PDF")
    return made


def scan(paper: Paper, *, ppi: int = 300, turn: float = 0.35) -> bytes:
    """A PDF that holds one grey picture of the page, slightly turned and grainy, and no text."""
    return _picture_pdf(_photographed(paper, ppi=ppi, turn=turn), ppi=ppi)


def broken_letter(paper: Paper, seen: str, *, ppi: int = 300) -> bytes:
    """A picture of the page over an invisible text layer in the wrong alphabet.

    The layer is what old software made of a Russian text: bytes of windows-1251 under a Latin font.
    """
    lines = [line.encode("cp1251", "replace") for line in seen.strip().splitlines()]
    return _picture_pdf(_photographed(paper, ppi=ppi, turn=-0.25), ppi=ppi, hidden=lines)


def _photographed(paper: Paper, *, ppi: int, turn: float) -> tuple[bytes, int, int]:
    import typst
    from PIL import Image, ImageChops, ImageFilter

    page = typst.compile(paper.markup(), format="png", ppi=ppi, ignore_system_fonts=True)
    if not isinstance(page, bytes):
        raise TypeError("a scanned document has one page")
    grey = Image.open(io.BytesIO(page)).convert("L")
    turned = grey.rotate(turn, resample=Image.Resampling.BICUBIC, fillcolor=255).filter(ImageFilter.GaussianBlur(0.6))
    # A fixed stream instead of chance: the same file every time.
    grain = hashlib.shake_256(paper.title.encode()).digest(turned.width * turned.height)
    noise = Image.frombytes("L", turned.size, grain).point(lambda level: level * _NOISE // 255)
    result = ImageChops.subtract(turned, noise)
    out = io.BytesIO()
    result.save(out, "JPEG", quality=60)
    return out.getvalue(), result.width, result.height


def _picture_pdf(picture: tuple[bytes, int, int], *, ppi: int, hidden: list[bytes] | None = None) -> bytes:
    jpeg, width, height = picture
    across, down = width * 72 / ppi, height * 72 / ppi
    content = f"q {across:.2f} 0 0 {down:.2f} 0 0 cm /P Do Q\n".encode()
    if hidden:
        # Text render mode 3 (ISO 32000-1, 9.3.6): neither filled nor stroked.
        content += f"BT /F 11 Tf 3 Tr 16 TL 60 {down - 60:.2f} Td\n".encode()
        content += b"".join(b"<" + line.hex().encode() + b"> Tj T*\n" for line in hidden) + b"ET\n"
    font = b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>"
    image = (
        f"/Type /XObject /Subtype /Image /Width {width} /Height {height} /ColorSpace /DeviceGray"
        " /BitsPerComponent 8 /Filter /DCTDecode"
    ).encode()
    page = (
        f"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 {across:.2f} {down:.2f}] /Contents 4 0 R"
        " /Resources << /XObject << /P 5 0 R >> /Font << /F 6 0 R >> >> >>"
    ).encode()
    return _objects(
        [
            b"<< /Type /Catalog /Pages 2 0 R >>",
            b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
            page,
            _stream(b"", content),
            _stream(image, jpeg),
            font,
        ]
    )


def _stream(entries: bytes, content: bytes) -> bytes:
    return b"<< " + entries + f" /Length {len(content)} >>\nstream\n".encode() + content + b"\nendstream"


def _objects(objects: list[bytes]) -> bytes:
    """A PDF 1.4 of these objects, numbered from 1; the first is the catalogue (ISO 32000-1, 7.5)."""
    out = bytearray(b"%PDF-1.4\n%\xe2\xe3\xcf\xd3\n")
    offsets = []
    for number, content in enumerate(objects, start=1):
        offsets.append(len(out))
        out += f"{number} 0 obj\n".encode() + content + b"\nendobj\n"
    start = len(out)
    out += f"xref\n0 {len(objects) + 1}\n0000000000 65535 f \n".encode()
    out += b"".join(f"{offset:010d} 00000 n \n".encode() for offset in offsets)
    out += f"trailer\n<< /Size {len(objects) + 1} /Root 1 0 R >>\nstartxref\n{start}\n%%EOF\n".encode()
    return bytes(out)

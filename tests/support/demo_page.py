"""One invented page, drawn and measured: its text, its words with boxes, its picture."""

from __future__ import annotations

import io
from dataclasses import dataclass

from ui.views.review import Word

WIDTH, HEIGHT = 59500, 84200
"""A4 in hundredths of a point."""

ORDER = (
    "МИНИСТЕРСТВО ВНУТРЕННИХ ДЕЛ РЕСПУБЛИКИ БЕЛАРУСЬ",
    "ГЛАВНОЕ УПРАВЛЕНИЕ ВНУТРЕННИХ ДЕЛ",
    "МИНГОРИСПОЛКОМА",
    "",
    "П Р И К А З",
    "10 августа 2020 г.                              № 127",
    "г. Минск",
    "",
    "О порядке размещения лиц, доставленных",
    "в связи с массовыми мероприятиями",
    "",
    "В целях размещения лиц, доставленных в органы",
    "внутренних дел, П Р И К А З Ы В А Ю:",
    "1. Начальнику ЦИП подполковнику милиции Зарубовцу О.Н.",
    "обеспечить приём доставленных сверх установленной",
    "нормы площади до особого распоряжения.",
    "2. Передачи, включая лекарственные средства, не",
    "принимать, личные вещи на руки не выдавать.",
    "3. Сведения о доставленных родственникам не",
    "сообщать, списки не вывешивать.",
    "4. С 12 августа 2020 г. организовать этапирование в",
    "тюрьму № 8 (г. Жодино).",
    "5. Контроль за исполнением приказа оставляю за собой.",
    "",
    "Заместитель начальника",
    "полковник милиции                    С.А. Дубоносов",
)
REPORT = (
    "РАПОРТ",
    "",
    "Докладываю, что 12 августа 2020 г. при доставлении",
    "граждан физическая сила не применялась.",
    "Спецсредства в исправности. 𝒳 — знак вне базовой",
    "плоскости стоит здесь нарочно, как и й (и + ̆).",
)


@dataclass(frozen=True, slots=True, kw_only=True)
class DrawnPage:
    """A page: stored text, words with boxes, PNG bytes."""

    text: str
    words: tuple[Word, ...]
    png: bytes


def drawn(lines: tuple[str, ...]) -> DrawnPage:
    """Draw the lines on paper; offsets are code points of the lines joined by newlines."""
    from PIL import Image, ImageDraw, ImageFont

    scale, size = 100 / 2, 22
    picture = Image.new("RGB", (round(WIDTH / scale), round(HEIGHT / scale)), "#F1EEE3")
    pen = ImageDraw.Draw(picture)
    font = ImageFont.truetype("/usr/share/fonts/truetype/dejavu/DejaVuSerif.ttf", size)
    words, at, top = list[Word](), 0, 110
    for line in lines:
        left = 120
        pen.text((left, top), line, font=font, fill="#2A2A2A")
        for start, end in _words(line):
            x0, x1 = (left + pen.textlength(line[:cut], font=font) for cut in (start, end))
            box = [round(edge * scale) for edge in (x0 - 1, top - 2, x1 + 1, top + size + 6)]
            words.append(
                Word(
                    start=at + start,
                    end=at + end,
                    text=line[start:end],
                    left=box[0],
                    top=box[1],
                    right=box[2],
                    bottom=box[3],
                )
            )
        at += len(line) + 1
        top += 42
    buffer = io.BytesIO()
    picture.save(buffer, "PNG")
    return DrawnPage(text="\n".join(lines), words=tuple(words), png=buffer.getvalue())


def _words(line: str) -> list[tuple[int, int]]:
    found, start = list[tuple[int, int]](), None
    for index, letter in enumerate(f"{line} "):
        if letter.isspace() and start is not None:
            found.append((start, index))
            start = None
        elif not letter.isspace() and start is None:
            start = index
    return found

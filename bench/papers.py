"""Invented papers in Cyrillic and Latin, typeset by Typst: what a reader and a recogniser find in them is known."""

from __future__ import annotations

import random
from collections.abc import Iterator

_LINES = (
    "{day}.08.2020 капитан милиции {name} И.И. доставил {count} задержанных в ИВС ГУВД Мингорисполкома.",
    "Свидетель сообщил, что в камере № {count} находилось больше людей, чем в ней мест; воды не давали.",
    "Паводле загаду № {count} ад {day} жніўня 2020 г. абавязкі начальніка выконваў падпалкоўнік {name}.",
    "Справа разгледжана судом па частцы першай артыкула 23.34 КаАП; пратакол склаў супрацоўнік міліцыі.",
    "According to the duty roster of {day} August 2020, Major {latin} was in charge of the second shift.",
    "Zgodnie z pismem z dnia {day} sierpnia 2020 r. osoby zatrzymane przewieziono do aresztu w Żodzinie.",
    "2020 m. rugpjūčio {day} d. liudytojas matė, kaip sulaikytuosius vežė į izoliatorių; jų buvo apie {count}.",
)
_NAMES = ("Прикладов", "Узораў", "Вымышлены", "Образцов", "Прыдуманы")
_LATIN = ("Prykladau", "Uzorau", "Exempel", "Pavyzdys")
_LINES_A_PAGE = 38


def documents(count: int, pages: int) -> Iterator[bytes]:
    """PDFs of this many pages each, all different, the same in every run."""
    chance = random.Random(3)
    for number in range(count):
        yield typeset([_page(chance, f"{number + 1}.{page + 1}") for page in range(pages)])


def typeset(pages: list[str]) -> bytes:
    """A PDF with these texts, one a page."""
    import typst

    source = "#set page(margin: 15mm)\n#set text(size: 9pt)\n" + "\n#pagebreak()\n".join(pages)
    pdf = typst.compile(source.encode(), format="pdf", ignore_system_fonts=True)
    assert isinstance(pdf, bytes)
    return pdf


def lines(chance: random.Random, count: int) -> list[str]:
    """Lines of text with dates, posts and names in them."""
    return [
        chance.choice(_LINES).format(
            day=chance.randint(1, 31),
            count=chance.randint(2, 99),
            name=chance.choice(_NAMES),
            latin=chance.choice(_LATIN),
        )
        for _ in range(count)
    ]


def _page(chance: random.Random, number: str) -> str:
    # Two spaces and a backslash end a line in Typst; nothing else in the lines means anything to it.
    return " \\\n".join([f"Аркуш {number}", *lines(chance, _LINES_A_PAGE)])

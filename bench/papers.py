"""Invented papers in Cyrillic and Latin, typeset by Typst: what a reader and a recogniser find in them is known."""

from __future__ import annotations

import random
from collections.abc import Iterator, Sequence

# One language a paper, as papers are; Belarusian, Russian, Polish, Lithuanian, English.
_LANGUAGES = (
    (
        "Паводле загаду № {count} ад {day} жніўня 2020 г. абавязкі начальніка выконваў падпалкоўнік {name}.",
        "Справа разгледжана судом па частцы першай артыкула 23.34 КаАП; пратакол склаў супрацоўнік міліцыі.",
        "Сведка {name} паведаміў, што ў камеры ізалятара было больш людзей, чым месцаў; вады ім не давалі.",
    ),
    (
        "{day}.08.2020 капитан милиции {name} И.И. доставил {count} задержанных в ИВС ГУВД Мингорисполкома.",
        "Свидетель сообщил, что в камере № {count} находилось больше людей, чем мест; её видела {name}.",
        "По приказу начальника отдела {name} передачи не принимались, личные вещи на руки не выдавались.",
    ),
    (
        "Zgodnie z pismem z dnia {day} sierpnia 2020 r. osoby zatrzymane przewieziono do aresztu w Żodzinie.",
        "Świadek {latin} zeznał, że w celi numer {count} było więcej ludzi niż miejsc, a wody im nie dawano.",
    ),
    (
        "2020 m. rugpjūčio {day} d. liudytojas matė, kaip sulaikytuosius vežė į izoliatorių; jų buvo apie {count}.",
        "{latin} sakė, kad kameroje buvo daugiau žmonių negu vietų; vandens jiems nedavė, tai žinojo viršininkas.",
    ),
    (
        "According to the duty roster of {day} August 2020, Major {latin} was in charge of the second shift.",
        "The witness {latin} said that cell No. {count} held more people than it had places, and no water was given.",
    ),
)
# Names out of syllables: thousands that nobody bears, so that no cache of words answers for a whole paper.
_CYRILLIC = ("ба", "ве", "ги", "до", "жу", "за", "ки", "лю", "мо", "ни", "по", "ра", "се", "ту", "фи")
_LATIN = ("ba", "ve", "gi", "do", "ju", "za", "ki", "lu", "mo", "ni", "po", "ra", "se", "tu", "fi")
_LINES_A_PAGE = 38


def documents(count: int, pages: int) -> Iterator[bytes]:
    """PDFs of this many pages each, all different, the same in every run."""
    chance = random.Random(3)
    for number in range(count):
        language = number % len(_LANGUAGES)
        yield typeset(["\n".join(lines(chance, _LINES_A_PAGE, language)) for _ in range(pages)])


def typeset(pages: Sequence[str]) -> bytes:
    """A PDF with these texts, one a page, set by Typst and nothing of ours."""
    import typst

    # A backslash ends a line in Typst; nothing else in these lines means anything to it.
    texts = (page.replace("\n", " \\\n") for page in pages)
    source = "#set page(margin: 15mm)\n#set text(size: 9pt)\n" + "\n#pagebreak()\n".join(texts)
    pdf = typst.compile(source.encode(), format="pdf", ignore_system_fonts=True)
    assert isinstance(pdf, bytes)
    return pdf


def lines(chance: random.Random, count: int, language: int) -> list[str]:
    """Lines of one language with dates, posts and names in them."""
    return [
        chance.choice(_LANGUAGES[language]).format(
            day=chance.randint(1, 31),
            count=chance.randint(2, 99),
            name=_name(chance, _CYRILLIC) + "тов",
            latin=_name(chance, _LATIN) + "tau",
        )
        for _ in range(count)
    ]


def _name(chance: random.Random, syllables: Sequence[str]) -> str:
    return "".join(chance.choices(syllables, k=4)).capitalize()

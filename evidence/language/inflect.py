"""Case forms of fixed phrases: names of organs, courts, prisons, ranks and posts, in the singular.

Made for closed lists that are expanded once, when a gazetteer is built. A form too many costs nothing there (no text
has it), a form too few costs a finding: so where a spelling does not tell the declension, the forms of both are given.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

CASES: Final = 6
"""Genitive, dative, accusative, instrumental, locative, and the nominative before them."""


@dataclass(frozen=True, slots=True)
class _Paradigm:
    """A word that ends so is cut by `cut` letters and takes these endings: nominative first, alternatives by `/`."""

    ending: re.Pattern[str]
    endings: tuple[tuple[str, ...], ...]
    cut: int

    def forms(self, word: str) -> tuple[tuple[str, ...], ...]:
        stem = word[: len(word) - self.cut]
        return ((word,), *(tuple(stem + ending.strip("-") for ending in case) for case in self.endings))


def _paradigms(lines: str) -> tuple[_Paradigm, ...]:
    """One a line: regular expression of the ending, letters to cut, then the five cases."""
    made = []
    for line in lines.strip().splitlines():
        ending, cut, *cases = line.split()
        made.append(_Paradigm(re.compile(rf"(?:{ending})$"), tuple(tuple(case.split("/")) for case in cases), int(cut)))
    return tuple(made)


# `-` alone is the empty ending. Genitive, dative, accusative, instrumental, locative.
_ADJECTIVES: Final = {
    "be": _paradigms("""
        скі|цкі|кі|гі|хі      1  ага   аму   і/ага    ім  ім
        ы                     1  ага   аму   ы/ага    ым  ым
        няя                   2  яй    яй    юю       яй  яй
        ая                    2  ай    ай    ую       ай  ай
        ае                    2  ага   аму   ае       ым/ім  ым/ім
        """),
    "ru": _paradigms("""
        ний                   2  его   ему   ий/его   им  ем
        ый|ой                 2  ого   ому   ый/ого   ым  ом
        ий                    2  ого   ому   ий/ого   им  ом
        няя                   2  ей    ей    юю       ей  ей
        ая                    2  ой    ой    ую       ой  ой
        ее                    2  его   ему   ее       им  ем
        ое                    2  ого   ому   ое       ым/им  ом
        """),
    "uk": _paradigms("""
        ний|вий|рий|кий|гий|хий|чий|тий|лий|дий|мий  2  ого  ому  ий/ого  им  ому
        ій                    2  ього  ьому  ій/ього  ім  ьому
        а                     1  ої    ій    у        ою  ій
        е                     1  ого   ому   е        им  ому
        """),
    "pl": _paradigms("""
        [kg]i                 1  iego  iemu  i/iego   im  im
        czy|ży|szy|cy|ny|wy|ty|ry|dy|zy|sy|my|ły  1  ego  emu  y/ego  ym  ym
        ni|ci|zi|si           0  ego   emu   -/ego    m   m
        [kg]a                 1  iej   iej   ą        ą   iej
        na|wa|ta|ra|da|cza|ża|sza|ła|ma  1  ej  ej  ą  ą  ej
        ne|we|te|ie           1  ego   emu   e        ym  ym
        """),
    "lt": _paradigms("""
        iasis                 5  iojo  iajam iąjį     iuoju  iajame
        asis                  4  ojo   ajam  ąjį      uoju   ajame
        oji                   3  osios ajai  ąją      ąja    ojoje
        inis                  2  io    iam   į        iu     iame
        inė|nė                1  ės    ei    ę        e      ėje
        """),
    "en": (),
}
_NOUNS: Final = {
    "be": _paradigms("""
        ая                    2  ай    ай    ую       ай  ай
        ыя|ія                 1  і     і     ю        яй/ей  і
        ня|ля|ся              1  і     і     ю        яй/ёй  і
        ка                    1  і     цы    у        ай  цы
        га                    1  і     зе    у        ай  зе
        та                    1  ы     це    у        ай  це
        да                    1  ы     дзе   у        ай  дзе
        ра                    1  ы     ы     у        ай  ы
        а                     1  ы     е     у        ай  е
        ддзя                  1  і     і     ю        ёй  і
        нне                   1  я     ю     е        ем  і
        о                     1  а     у     о        ом  е
        ай                    1  я     ю     й/я      ем  і
        ы                     1  ага   аму   ага      ым  ым
        ь                     1  я/і   ю/і   ь        ем/ю  і
        цк|ск|к               0  а/у   у     -/а      ам  у
        д                     0  а/у   у     -/а      ам  зе/у
        т                     1  та/ту ту    т/та     там це/ту
        р                     0  а     у     -/а      ам/ом  ы/у
        [бвзлмнпсфжшчцх]      0  а/у   у     -/а      ам/ом  е/у/ы
        """),
    "ru": _paradigms("""
        ия                    1  и     и     ю        ей  и
        ья                    1  и     е     ю        ёй/ей  е
        я                     1  и     е/и   ю        ей  е/и
        [кгх]а                1  и     е     у        ой  е
        а                     1  ы     е     у        ой  е
        ие                    1  я     ю     е        ем  и
        о                     1  а     у     о        ом  е
        ый|ой                 2  ого   ому   ого      ым  ом
        ий                    1  я     ю     й        ем  и
        й                     1  я     ю     й/я      ем  е
        ь                     1  и/я   и/ю   ь/я      ью/ем  и/е
        нок                   2  ка    ку    ок       ком ке
        [бвгдзклмнпрстфхжшчц] 0  а     у     -/а      ом/ем  е
        """),
    "uk": _paradigms("""
        ія                    1  ї     ї     ю        єю  ї
        ка                    2  ки    ці    ку       кою ці
        а                     1  и     і     у        ою  і
        ння                   1  я     ю     я        ям  і
        о                     1  а     у     о        ом  і
        ий                    2  ого   ому   ого      им  ому
        дя                    1  і     і     ю        ею  і
        ь                     1  я/і   ю/і   ь        ем/ю  і
        [бвгдзклмнпрстфхжшчц] 0  а/у   у/ові -/а      ом/ем  і/у
        """),
    "pl": _paradigms("""
        sędzia                1  ego   emu   ego/ę    ą   m
        ja|ia|nia             1  i     i     ę        ą   i
        cja|zja|sja           1  i     i     ę        ą   i
        ka                    2  ki    ce    kę       ką  ce
        ga                    2  gi    dze   gę       gą  dze
        ra                    2  ry    rze   rę       rą  rze
        ba                    1  y     ie    ę        ą   ie
        ca                    1  y     y     ę/ę      ą   y
        a                     1  y     ie    ę        ą   ie
        um                    0  -     -     -        -   -
        nie|cie               1  a     u     e        em  u
        o                     1  a     u     o        em  ie/u
        t                     1  ta/tu  towi  t/ta  tem  cie
        ąd|rząd               1  du    dowi  d        dem dzie
        d                     1  du/da dowi  d/da     dem dzie
        [kg]                  0  a/u   owi   -/a      iem u
        [bfmnpswz]            0  u/a   owi   -/a      em  ie
        r                     0  a/u   owi   -/a      em  ze
        ł                     1  łu/ła łowi  ł/ła     łem le
        [cjlhż]|sz|cz|rz      0  a/u   owi   -/a      em  u
        ień                   3  nia   niowi nia      niem niu
        """),
    "lt": _paradigms("""
        tis|dis               3  čio/džio čiui/džiui tį/dį  čiu/džiu  tyje/dyje
        is                    2  io    iui   į        iu     yje
        as                    2  o     ui    ą        u      e
        jas                   2  o     ui    ą        u      uje
        us                    2  aus   ui    ų        umi    uje
        ija                   1  os    ai    ą        a      oje
        a                     1  os    ai    ą        a      oje
        ba                    1  os    ai    ą        a      oje
        ė                     1  ės    ei    ę        e      ėje
        """),
    "en": (),
}
_WORD: Final = re.compile(r"[^\W\d_][^\s]*")


def inflected(phrase: str, language: str) -> tuple[str, ...]:
    """The phrase in its singular cases, itself first, each once; only itself where no ending is known.

    The head and the adjectives that agree with it change, what hangs on it does not: "Следственного комитета",
    "суда района", "Sądu Najwyższego", "vidaus reikalų ministerijos".
    """
    words = phrase.split(" ")
    changing = _changing(words, language)
    forms = [phrase]
    for case in range(1, CASES):
        for choice in range(_width(changing, case)):
            changed = [
                _pick(changing[place], case, choice) if place in changing else word for place, word in enumerate(words)
            ]
            forms.append(" ".join(changed))
    return tuple(dict.fromkeys(forms))


_Forms = tuple[tuple[str, ...], ...]


def _changing(words: Sequence[str], language: str) -> dict[int, _Forms]:
    """Place of each word that changes, with its forms by case."""
    adjectives, nouns = _ADJECTIVES.get(language, ()), _NOUNS.get(language, ())
    if language == "lt":
        return _lithuanian(words, adjectives, nouns)
    found: dict[int, _Forms] = {}
    for place, word in enumerate(words):
        agreeing = _forms(word, adjectives)
        # The last word, or the only one, is the noun, whatever it looks like ("следчы", "участковый").
        if agreeing is not None and place < len(words) - 1:
            found[place] = agreeing
            continue
        noun = _forms(word, nouns) or agreeing
        if noun is not None:
            found[place] = noun
            if language == "pl":
                found |= _following(words, place + 1, adjectives)
        break
    return found


def _following(words: Sequence[str], start: int, adjectives: Sequence[_Paradigm]) -> dict[int, _Forms]:
    """Polish puts the adjective behind the noun: Komitet Śledczy."""
    found: dict[int, _Forms] = {}
    for place in range(start, len(words)):
        forms = _forms(words[place], adjectives)
        if forms is None:
            break
        found[place] = forms
    return found


def _lithuanian(words: Sequence[str], adjectives: Sequence[_Paradigm], nouns: Sequence[_Paradigm]) -> dict[int, _Forms]:
    """The head stands last, genitives before it stay, and adjectives before it agree."""
    head = _forms(words[-1], nouns)
    found = {len(words) - 1: head} if head is not None else {}
    for place, word in enumerate(words[:-1]):
        forms = _forms(word, adjectives)
        if forms is not None:
            found[place] = forms
    return found


def _forms(word: str, paradigms: Sequence[_Paradigm]) -> _Forms | None:
    if not _WORD.fullmatch(word) or len(word) < 3 or (word.isupper() and len(word) < 6):
        return None
    lowered = word.lower()
    return next((known.forms(word) for known in paradigms if known.ending.search(lowered)), None)


def _width(changing: dict[int, _Forms], case: int) -> int:
    return max((len(forms[case]) for forms in changing.values()), default=0)


def _pick(forms: _Forms, case: int, choice: int) -> str:
    return forms[case][min(choice, len(forms[case]) - 1)]

"""Letters: which script a word is in, which of the six languages it may be, and what stands for matching.

Evidence text is never changed. What is made here is a second text for comparing, with a map back to the first.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence
from enum import Enum
from typing import Final

LANGUAGES: Final = ("be", "ru", "uk", "pl", "lt", "en")
"""The six languages of the material, by ISO 639-1 code."""

_CYRILLIC_OF_LATIN: Final = str.maketrans("aceiopxyABCEHIKMOPTXY", "асеіорхуАВСЕНІКМОРТХУ")
_LATIN_OF_CYRILLIC: Final = str.maketrans("асеіорхуАВСЕНІКМОРТХУ", "aceiopxyABCEHIKMOPTXY")
_LOOKALIKES: Final = frozenset("aceiopxyABCEHIKMOPTXYасеіорхуАВСЕНІКМОРТХУ")
# Invisible in print, and put into words by typesetters, teaching books and copying from pages.
_UNSEEN: Final = frozenset("\u0002\u00ad\u200b\u200c\u200d\u2060\ufeff\u200e\u200f\u202a\u202b\u202c\u202d\u202e")
_NOT_SEEN: Final = dict.fromkeys(map(ord, _UNSEEN))
_DASHES: Final = frozenset("\u2010\u2011\u2012\u2013\u2014\u2015\u2212")
_APOSTROPHES: Final = frozenset("\u2019\u02bc\u2018\u00b4`")
_NO_MARK: Final = {"ł": "l", "đ": "d", "ø": "o", "ı": "i"}

# Letters that only some of the six write. ў and ŭ are Belarusian alone; ё э ы are shared by be and ru, і by be and uk.
_LETTERS: Final[dict[str, frozenset[str]]] = {
    **dict.fromkeys("ў", frozenset({"be"})),
    **dict.fromkeys("ŭ", frozenset({"be"})),
    **dict.fromkeys("їєґ", frozenset({"uk"})),
    **dict.fromkeys("ъ", frozenset({"ru"})),
    **dict.fromkeys("щи", frozenset({"ru", "uk"})),
    **dict.fromkeys("ёэы", frozenset({"be", "ru"})),
    **dict.fromkeys("і", frozenset({"be", "uk"})),
    **dict.fromkeys("ąę", frozenset({"pl", "lt"})),
    **dict.fromkeys("óż", frozenset({"pl"})),
    **dict.fromkeys("łśźćń", frozenset({"pl", "be"})),
    **dict.fromkeys("ėįųū", frozenset({"lt"})),
    **dict.fromkeys("čšž", frozenset({"lt", "be"})),
    **dict.fromkeys("qx", frozenset({"en"})),
    **dict.fromkeys("w", frozenset({"pl", "en"})),
}


class Script(Enum):
    """What the letters of a word are."""

    CYRILLIC = "cyrillic"
    LATIN = "latin"
    MIXED = "mixed"
    OTHER = "other"


def script_of(text: str) -> Script:
    """The script of the letters; MIXED if both Cyrillic and Latin occur, OTHER if neither does."""
    cyrillic = any(_is_cyrillic(letter) for letter in text)
    latin = any(_is_latin(letter) for letter in text)
    if cyrillic and latin:
        return Script.MIXED
    return Script.CYRILLIC if cyrillic else Script.LATIN if latin else Script.OTHER


def one_alphabet(word: str) -> str:
    """The word with look-alike letters of the other alphabet exchanged, if that leaves one; else as it is.

    OCR and evasion both write Cyrillic words with a Latin `a` or `o` among them. The length never changes.
    """
    if script_of(word) is not Script.MIXED:
        return word
    plain = [letter for letter in word if letter.isalpha() and letter not in _LOOKALIKES]
    if plain and all(_is_cyrillic(letter) for letter in plain):
        return word.translate(_CYRILLIC_OF_LATIN)
    if plain and all(_is_latin(letter) for letter in plain):
        return word.translate(_LATIN_OF_CYRILLIC)
    return word


def seen(text: str) -> str:
    """The text without what print does not show: soft hyphens, joiners, marks of direction."""
    return text.translate(_NOT_SEEN)


def possible_languages(text: str) -> tuple[str, ...]:
    """Those of the six languages whose letters these can be, in the order of LANGUAGES; none for other scripts.

    One letter explains each exclusion, so a reader can check it. Several languages means: the letters do not tell.
    """
    lowered = unicodedata.normalize("NFC", text).lower()
    script = script_of(lowered)
    start = {Script.CYRILLIC: {"be", "ru", "uk"}, Script.LATIN: {"pl", "lt", "en", "be"}}.get(script, set())
    left = set(start)
    for letter in set(lowered):
        if letter in _LETTERS:
            left &= _LETTERS[letter]
    return tuple(language for language in LANGUAGES if language in left)


class _Plain(dict[int, str]):
    """For `str.translate`: lower case, no marks, plain dashes; nothing for what is unseen. One letter stays one."""

    def __missing__(self, code: int) -> str:
        self[code] = made = _plain_letter(chr(code))
        return made


_PLAIN: Final = _Plain()


def plain(text: str) -> str:
    """The text for matching: lower case, without stress marks, diacritics, soft hyphens and joiners.

    й becomes и and ў becomes у, ś becomes s: tables to match against go through this function too.
    """
    return text.translate(_PLAIN)


def plain_with_places(text: str) -> tuple[str, Sequence[int]]:
    """`plain(text)`, and for each of its letters (and its end) the code point of `text` where it stands."""
    made = text.translate(_PLAIN)
    if len(made) == len(text):
        return made, range(len(text) + 1)
    places = [place for place, letter in enumerate(text) if _PLAIN[ord(letter)]]
    return made, [*places, len(text)]


def end_place(text: str, places: Sequence[int], end: int) -> int:
    """The code point of `text` after plain letter number `end - 1`, with the marks that belong to it."""
    if end < 1:
        return 0
    place = places[end - 1] + 1
    limit = places[end] if end < len(places) - 1 else len(text)
    while place < limit and unicodedata.combining(text[place]):
        place += 1
    return place


def _plain_letter(letter: str) -> str:
    if letter in _UNSEEN or unicodedata.combining(letter):
        return ""
    if letter in _DASHES:
        return "-"
    if letter in _APOSTROPHES:
        return "'"
    base = unicodedata.normalize("NFD", letter)[0]
    lowered = base.lower()
    # Some capitals lower to two letters (İ), some letters decompose to none that we know: those stay as they are.
    return _NO_MARK.get(lowered, lowered) if len(lowered) == 1 else base


def _is_cyrillic(letter: str) -> bool:
    return "\u0400" <= letter <= "\u052f"


def _is_latin(letter: str) -> bool:
    return "a" <= letter <= "z" or "A" <= letter <= "Z" or ("\u00c0" <= letter <= "\u024f" and letter not in "×÷")

"""Folding for search: one key for a word however its language, script and ending write it.

Карпянкоў, Карпянкова, Карпенкову, Karpiankou, Karpienkowem and Karpenkovas fold to one key. The key is for finding,
never for deciding: it merges on purpose (o with a, г with х, ц with т), and namesakes fold alike.
"""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache
from typing import Final

from evidence.language.script import Script, one_alphabet, plain, script_of, seen

# A word: letters, with marks, apostrophes and soft hyphens inside; digits are words too. PDFium writes U+0002 for a
# hyphen at the end of a line.
_WORD: Final = re.compile(r"[^\W_](?:[^\W_]|[\u0300-\u036f\u00ad\u200b-\u200d]|\u0002(?=[^\W_])|['’ʼ](?=[^\W\d_]))*")

# In three vowels: a for a o e, i, u. Unstressed o is written a in Belarusian, e is written я or а after other letters.
_CYRILLIC: Final = {
    **dict(zip("абвгґдежзиійклмнопрстуфхцчшыэ", "abvhhdazziiiklmnaprstufhtcsia", strict=True)),
    **{"ё": "ia", "є": "ia", "ї": "i", "ю": "iu", "я": "ia", "ў": "v", "щ": "sc", "ь": "", "ъ": "", "'": ""},
}
_LATIN: Final = dict(zip("abcdefghijklmnopqrstuvwyz", "abtdafhhiiklmnapkrstuvviz", strict=True)) | {
    **{"x": "ks", "ł": "l", "ŭ": "v", "'": "", "č": "c", "š": "s", "ž": "z", "ż": "z", "ó": "a"},
}
# Longest first. Polish and English write with two letters what Lithuanian and łacinka write with one.
_GROUPS: Final = (
    ("szcz", "sč"),
    ("shch", "sč"),
    ("sch", "sč"),
    ("dzh", "d"),
    ("dz", "d"),
    ("sz", "s"),
    ("sh", "s"),
    ("cz", "č"),
    ("rz", "r"),
    ("zh", "z"),
    ("kh", "h"),
    ("gh", "h"),
    ("ts", "t"),
    ("ph", "f"),
    ("th", "t"),
)
_SLAVIC_CH: Final = re.compile(r"[włŭčšžśźćńżąj]|rz|sz|c(?!h)")
_VOWEL_V: Final = re.compile(r"(?<=a)u(?![aiu])")
_FIRST_V: Final = re.compile(r"^u(?=[^aiu])")
_GLIDE: Final = re.compile(r"i+(?=[au])")
# Only letters: 1777 is not 17.
_TWICE: Final = re.compile(r"([^\W\d_])\1+")
_DIGIT: Final = re.compile(r"\d")
# No word ends so, and the index keeps it in a word.
_WHOLE: Final = "'"
_D_SOFT: Final = re.compile(r"d[zc]")
# Endings of all six languages, in the three vowels: -ого -ому -ым -ых -ой, -iego -em -ych, -as -is -us -ams …
_ENDING: Final = re.compile(r"(?:[aiu]+|[aiu][hms]|avs)$")
_FLEETING: Final = re.compile(r"(?<=[^aiu])a(?=[kt]$)")
_SHORTEST_STEM: Final = 3


def words(text: str) -> list[tuple[int, int]]:
    """Where each word stands: first code point and the first one outside."""
    return [found.span() for found in _WORD.finditer(text)]


def folded_words(text: str) -> list[str]:
    """The key of each word of the text, in order; as many as `words` gives."""
    return [fold(found.group()) for found in _WORD.finditer(text)]


@lru_cache(maxsize=200_000)
def fold(word: str) -> str:
    """The word's key: ASCII letters for Cyrillic and Latin words, endings cut; other scripts as they are.

    A word with a digit in it keeps every letter and digit and is closed by an apostrophe, so that its key never begins
    another's: a stem finds its endings, 17 does not find 170. Never empty for a word that has a letter or a digit.
    """
    made = skeleton(word)
    if _DIGIT.search(made):
        return made.rstrip(_WHOLE) + _WHOLE
    if not made.isascii() or not made.isalpha():
        return made
    return _without_endings(made)


@lru_cache(maxsize=200_000)
def skeleton(word: str) -> str:
    """The word across orthographies, with its ending: the first half of `fold`."""
    composed = unicodedata.normalize("NFC", one_alphabet(seen(word)).lower())
    # A stress mark stands on a Cyrillic vowel; NFC has already bound the marks that are part of a letter.
    marked = "".join(letter for letter in composed if not unicodedata.combining(letter))
    script = script_of(marked)
    if script is Script.CYRILLIC:
        made = _from_cyrillic(marked)
    elif script is Script.LATIN:
        made = _from_latin(marked)
    else:
        return plain(marked) or marked
    made = _VOWEL_V.sub("v", _FIRST_V.sub("v", made))
    made = _TWICE.sub(r"\1", _GLIDE.sub("", made))
    return made or plain(marked)


def _from_cyrillic(word: str) -> str:
    # дз and дж are what Belarusian makes of a soft д; in Latin the same is done with letters.
    made = word.replace("дз", "д").replace("дж", "д").replace("’", "'").replace("ʼ", "'")
    return "".join(_CYRILLIC.get(letter, _LATIN.get(letter, letter)) for letter in made)


def _from_latin(word: str) -> str:
    # In Polish, Lithuanian and łacinka ch is х, in English ч; other letters of the word, a lone c or j, tell which.
    made = word.replace("ch", "h" if _SLAVIC_CH.search(word) else "č")
    made = made.replace("dž", "d").replace("dź", "d").replace("dż", "d").replace("’", "'").replace("ʼ", "'")
    for group, letters in _GROUPS:
        made = made.replace(group, letters)
    made = "".join(_LATIN[letter] if letter in _LATIN else _LATIN.get(plain(letter), letter) for letter in made)
    return _D_SOFT.sub("d", made)


def _without_endings(skeleton_word: str) -> str:
    stem = skeleton_word
    while True:
        cut = _ENDING.sub("", stem)
        if cut == stem or len(cut) < _SHORTEST_STEM:
            break
        stem = cut
    return _FLEETING.sub("", stem) if len(stem) > _SHORTEST_STEM + 1 else stem

"""Names of people: what a name is made of, and how two names agree, part by part.

There is no verdict here. Father and son, spouses and two namesakes cannot be told apart by names; whether two heads
are one person is a signed Judgement, and these parts are what its maker is shown.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable
from dataclasses import dataclass
from enum import Enum
from functools import cache
from typing import Final

from evidence.language.fold import fold, skeleton
from evidence.language.given_names import MEN, WOMEN
from evidence.language.script import plain, seen

_TOKEN: Final = re.compile(r"[^\W\d_](?:[^\W\d_]|[\u0300-\u036f\u00ad]|['’ʼ-](?=[^\W\d_]))*\.?")
# Пятровіч, Пятроўна, Iljič, Piotrowicz, Pietrovna, Ilyinichna as skeletons.
_PATRONYMIC: Final = re.compile(r"^(?P<father>.{2,}?)(?:[aiu]?v(?:ic[aiuhms]*|na?[aiuhms]*)|inicn[aiu]*|ic[aiu]*)$")
# Анна is no genitive of Ян, although their skeletons are an and ana.
_SHORTEST_GENITIVE: Final = 4
_MARRIED: Final = re.compile(r"(?:ien|uvien)(?:e|es|ei|eje)$")
_DAUGHTER: Final = re.compile(r"(?:ait|yt|ut|iut)(?:e|es|ei|eje)$")
_WOMANS_PATRONYMIC: Final = re.compile(
    r"(?:(?:о|а|е|ё|я)ўн(?:а|ы|е|у|ай)|(?:ов|ев|ич|іч|ів|їв)н(?:а|ы|е|и|і|у|ой|ою)|(?:ov|ev|oŭ|aŭ|eŭ|ow|ew|ou|eu)n(?:a|y|ie|ę|ą))$"
)


class Relation(Enum):
    """How one part of two names compares."""

    SAME = "same"
    """Folded, the same word: another case, script, orthography or gender of it."""
    EQUIVALENT = "equivalent"
    """Another language's form of the same given name."""
    INITIAL = "initial"
    """One gives only an initial, and it can stand for the other."""
    NEAR = "near"
    """One letter of the folded word apart."""
    CONFLICT = "conflict"
    """Both give the part, and neither of the above holds."""
    MISSING = "missing"
    """At least one of the names lacks the part."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Name:
    """A name cut into parts as far as its words tell; words in their original spelling.

    `surnames` also holds given names that the table does not know: nobody can tell them apart by form.
    """

    given: tuple[str, ...]
    patronymic: str | None
    surnames: tuple[str, ...]
    initials: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """One part of a comparison and why: `left` and `right` are the words compared, empty where there is none."""

    part: str
    relation: Relation
    left: str
    right: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Comparison:
    """Surname, given name, patronymic and sex of two names, each by itself; no sum and no verdict."""

    parts: tuple[Part, ...]

    def relation(self, part: str) -> Relation:
        """How `surname`, `given`, `patronymic` or `sex` compares."""
        return next((found.relation for found in self.parts if found.part == part), Relation.MISSING)


def parse_name(text: str) -> Name:
    """Cut a name; words in any order, with or without initials. A text without letters has no parts."""
    given: list[str] = []
    surnames: list[str] = []
    initials: list[str] = []
    patronymics: list[str] = []
    for word in _TOKEN.findall(unicodedata.normalize("NFC", seen(text))):
        bare = word.rstrip(".")
        if len(plain(bare)) == 1 or (word.endswith(".") and len(bare) == 2):
            initials.append(bare)
        elif given_names(bare) and not given:
            given.append(bare)
        elif is_patronymic(bare):
            patronymics.append(bare)
        else:
            surnames.append(bare)
    # Пятровіч is a patronymic or a surname; it is a surname where the name has no other.
    if patronymics and not surnames and (len(patronymics) > 1 or not _is_womans_patronymic(patronymics[0])):
        surnames.append(patronymics.pop())
    if len(patronymics) > 1:
        surnames.extend(patronymics[1:])
    return Name(
        given=tuple(given),
        patronymic=patronymics[0] if patronymics else None,
        surnames=tuple(surnames),
        initials=tuple(initials),
    )


def given_names(word: str) -> frozenset[str]:
    """The lines of equivalent given names that this word can belong to, in any case; empty if none.

    Several where the word is: Александра is a woman's name, and the genitive of Александр.
    """
    shown = skeleton(word)
    spelled = _spelled()
    found = spelled.get(shown, frozenset())
    if shown.endswith("a") and len(shown) > _SHORTEST_GENITIVE:
        found |= spelled.get(shown[:-1], frozenset())
    return found or _inflected().get(fold(word), frozenset())


def name_key(name: str) -> str:
    """A key for finding the same name in other languages, orders and cases: folded words in order of the alphabet.

    Given names are exchanged for the name of their line, initials stay one folded letter. Namesakes have one key.
    """
    parts = parse_name(name)
    words = [f"={min(given_names(word))}" for word in parts.given]
    words += [min(surname_keys(word), key=lambda key: (len(key), key)) for word in parts.surnames]
    words += [fold(parts.patronymic)] if parts.patronymic else []
    words += [f"{skeleton(initial)[:1]}." for initial in parts.initials]
    return " ".join(sorted(words))


def surname_keys(word: str) -> frozenset[str]:
    """The folded surname, and for Lithuanian married and daughters' forms (-ienė, -aitė) that of the family too."""
    shown = plain(word)
    keys = {fold(word)}
    for ending in (_MARRIED, _DAUGHTER):
        stem = ending.sub("", shown)
        if stem != shown and len(stem) > 2:
            keys |= {fold(stem), fold(stem + "as")}
    return frozenset(keys)


def compare(left: str, right: str) -> Comparison:
    """Two names part by part, in any languages and orders."""
    a, b = parse_name(left), parse_name(right)
    return Comparison(parts=(_surnames(a, b), _given(a, b), _patronymics(a, b), _sexes(a, b)))


@cache
def _spelled() -> dict[str, frozenset[str]]:
    return _by(skeleton)


@cache
def _inflected() -> dict[str, frozenset[str]]:
    return _by(fold)


def _by(key: Callable[[str], str]) -> dict[str, frozenset[str]]:
    table: dict[str, frozenset[str]] = {}
    for line, variants in (*_lines(MEN), *_lines(WOMEN)):
        for variant in variants:
            table[key(variant)] = table.get(key(variant), frozenset()) | {line}
    return table


@cache
def _women() -> frozenset[str]:
    return frozenset(line for line, _ in _lines(WOMEN))


def _lines(table: str) -> list[tuple[str, list[str]]]:
    return [(words[0], words) for words in map(str.split, table.splitlines()) if words]


def is_patronymic(word: str) -> bool:
    """Whether the word is made of a father's given name (Пятровіч, Петровна); many such words are surnames too."""
    return bool(_father(word)) or _is_womans_patronymic(word)


def _is_womans_patronymic(word: str) -> bool:
    return _WOMANS_PATRONYMIC.search(unicodedata.normalize("NFC", word).lower()) is not None


def _father(word: str) -> frozenset[str]:
    """The lines of the given name that a patronymic is made from, where the table knows it."""
    found = _PATRONYMIC.match(skeleton(word))
    if found is None:
        return frozenset()
    stem = found["father"]
    # Сергеевич drops й, Яковлевич adds л, Львович drops е, Ильич drops я.
    tries = (stem + "i", stem, stem + "a", stem.removesuffix("l"), stem[:1] + "a" + stem[1:])
    return next((_spelled()[name] for name in tries if name in _spelled()), _inflected().get(fold(stem), frozenset()))


def _near(a: str, b: str) -> bool:
    """One letter apart; short words are never near."""
    if min(len(a), len(b)) < 5 or abs(len(a) - len(b)) > 1:
        return False
    if len(a) > len(b):
        a, b = b, a
    same = next((place for place, (x, y) in enumerate(zip(a, b, strict=False)) if x != y), len(a))
    return a[same + (len(a) == len(b)) :] == b[same + 1 :]


def _surnames(a: Name, b: Name) -> Part:
    best = (Relation.MISSING, "", "")
    for left in a.surnames:
        for right in b.surnames:
            ours, theirs = surname_keys(left), surname_keys(right)
            if ours & theirs:
                return Part(part="surname", relation=Relation.SAME, left=left, right=right)
            near = any(_near(x, y) for x in ours for y in theirs)
            if near or best[0] is Relation.MISSING:
                best = (Relation.NEAR if near else Relation.CONFLICT, left, right)
    return Part(part="surname", relation=best[0], left=best[1], right=best[2])


def _given(a: Name, b: Name) -> Part:
    if a.given and b.given:
        left, right = a.given[0], b.given[0]
        if skeleton(left) == skeleton(right):
            relation = Relation.SAME
        else:
            relation = Relation.EQUIVALENT if given_names(left) & given_names(right) else Relation.CONFLICT
        return Part(part="given", relation=relation, left=left, right=right)
    left = a.given[0] if a.given else a.initials[0] if a.initials else ""
    right = b.given[0] if b.given else b.initials[0] if b.initials else ""
    if not left or not right:
        return Part(part="given", relation=Relation.MISSING, left=left, right=right)
    agree = _first_letters(left) & _first_letters(right)
    return Part(part="given", relation=Relation.INITIAL if agree else Relation.CONFLICT, left=left, right=right)


def _first_letters(word: str) -> frozenset[str]:
    """First letters that the word may have in another language: М of Мікалай and Н of Николай."""
    lines = given_names(word) if len(word) > 2 else frozenset()
    return frozenset(key[0] for key, names in _spelled().items() if names & lines) | {skeleton(word)[:1]}


def _patronymics(a: Name, b: Name) -> Part:
    left, right = a.patronymic or "", b.patronymic or ""
    if left and right:
        fathers = _father(left), _father(right)
        if fold(left) == fold(right):
            relation = Relation.SAME
        elif fathers[0] & fathers[1]:
            relation = Relation.EQUIVALENT
        else:
            relation = Relation.CONFLICT
        return Part(part="patronymic", relation=relation, left=left, right=right)
    second = [name.initials[1] if len(name.initials) > 1 else "" for name in (a, b)]
    if (left or second[0]) and (right or second[1]):
        left, right = left or second[0], right or second[1]
        agree = skeleton(left)[:1] == skeleton(right)[:1]
        return Part(
            part="patronymic", relation=Relation.INITIAL if agree else Relation.CONFLICT, left=left, right=right
        )
    return Part(part="patronymic", relation=Relation.MISSING, left=left, right=right)


def _sexes(a: Name, b: Name) -> Part:
    left, right = _sex(a), _sex(b)
    told = Relation.SAME if left == right else Relation.CONFLICT
    return Part(part="sex", relation=told if left and right else Relation.MISSING, left=left, right=right)


def _sex(name: Name) -> str:
    """`f` or `m` as the forms of the name tell, else empty; an oblique case can mislead, so it is one part of many."""
    if name.patronymic is not None:
        return "f" if _is_womans_patronymic(name.patronymic) else "m"
    if name.given:
        women = given_names(name.given[0]) & _women()
        men = given_names(name.given[0]) - _women()
        return "" if women and men else "f" if women else "m"
    if any(_MARRIED.search(plain(word)) or _DAUGHTER.search(plain(word)) for word in name.surnames):
        return "f"
    return ""

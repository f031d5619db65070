"""The closed lists that are looked up in texts: organs, places of detention, kinds of them, ranks and posts.

Built once from the rows of `organs.yaml`, with the inflected forms of each name in each language.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from evidence.errors import MalformedError
from evidence.language.inflect import inflected
from evidence.language.script import Script, plain, script_of

_LANGUAGES: Final = ("be", "ru", "en", "pl", "lt")
_ASIDE: Final = re.compile(r"\s*\([^)]*\)")
_ACRONYM_ENDINGS: Final = ("а", "у", "ом", "ам", "е")
# Latin abbreviations of two letters (IC, PK, IK) are words and measures too often; before a number they are read.
_SHORTEST_LATIN: Final = 3

_UKRAINIAN: Final = {
    "рядовой": "рядовий",
    "сержант": "сержант",
    "старшина": "старшина",
    "прапорщик": "прапорщик",
    "лейтенант": "лейтенант",
    "капитан": "капітан",
    "майор": "майор",
    "подполковник": "підполковник",
    "полковник": "полковник",
    "генерал-майор": "генерал-майор",
    "генерал-лейтенант": "генерал-лейтенант",
    "начальник": "начальник",
    "заместитель начальника": "заступник начальника",
    "командир": "командир",
    "оперуполномоченный": "оперуповноважений",
    "следователь": "слідчий",
    "судья": "суддя",
    "прокурор": "прокурор",
    "конвоир": "конвоїр",
    "участковый инспектор": "дільничний інспектор",
    "милиции": "міліції",
    "внутренней службы": "внутрішньої служби",
    "юстиции": "юстиції",
}


class Kind(StrEnum):
    """What an entry of the gazetteer is."""

    ORGAN = "organ"
    PLACE = "place"
    FACILITY = "facility"
    """A kind of place of detention, which with a number is a place."""
    RANK = "rank"
    RANK_SYSTEM = "rank_system"
    """What follows a rank: of militia, of justice."""
    POST = "post"


@dataclass(frozen=True, slots=True, kw_only=True)
class GazetteerEntry:
    """One thing of the closed lists and the ways texts write it.

    `forms` are found in any case, `acronyms` only in capitals; both are in the original spelling. A place may have a
    `number` and the ids of the facility kinds it is one of.
    """

    id: str
    kind: Kind
    label: str
    forms: tuple[str, ...]
    acronyms: tuple[str, ...] = ()
    number: int | None = None
    facilities: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        if not self.id or any(not plain(form).strip() for form in (*self.forms, *self.acronyms)):
            raise MalformedError("a gazetteer entry has an id, and no empty form")


def from_rows(untrusted_rows: Mapping[str, object]) -> tuple[GazetteerEntry, ...]:
    """The entries of a parsed `organs.yaml`; MalformedError says which list a bad row stands in."""
    entries = (
        *_named(untrusted_rows, "organs", Kind.ORGAN),
        *_named(untrusted_rows, "detention_types", Kind.FACILITY),
        *_named(untrusted_rows, "places", Kind.PLACE),
        *_ranks(untrusted_rows),
    )
    seen = [entry.id for entry in entries]
    if len(set(seen)) != len(seen):
        raise MalformedError("two gazetteer entries with one id")
    return entries


def _named(untrusted_rows: Mapping[str, object], part: str, kind: Kind) -> Iterator[GazetteerEntry]:
    for row in _list(untrusted_rows.get(part, []), part):
        names = _by_language(row.get("names", {}), part)
        number = row.get("number")
        town = _by_language(row.get("town", {}), part)
        acronyms = [text for texts in _by_language(row.get("acronyms", {}), part).values() for text in texts]
        aliases = _texts(row.get("aliases", []), part)
        yield GazetteerEntry(
            id=_text(row.get("id"), part),
            kind=kind,
            label=next(iter((names or town).get("en", [])), _text(row.get("id"), part)),
            forms=_forms(names, aliases),
            acronyms=_acronyms([*acronyms, *(alias for alias in aliases if alias.isupper())]),
            number=number if isinstance(number, int) and not isinstance(number, bool) else None,
            facilities=tuple(_texts(row.get("type", []), part)) if kind is Kind.PLACE else (),
        )


def _ranks(untrusted_rows: Mapping[str, object]) -> Iterator[GazetteerEntry]:
    ranks = untrusted_rows.get("ranks", {})
    if not isinstance(ranks, Mapping):
        raise MalformedError("`ranks` is not an object")
    for row in _list(ranks.get("ladder", []), "ranks"):
        names = _titles(row)
        yield _entry(f"rank_{row.get('o')}", Kind.RANK, names)
    for place, row in enumerate(_list(ranks.get("positions", []), "ranks"), start=1):
        names = _titles(row)
        yield _entry(f"post_{place}", Kind.POST, names)
    systems = ranks.get("systems", {})
    if not isinstance(systems, Mapping):
        raise MalformedError("`ranks.systems` is not an object")
    for name, system in systems.items():
        suffixes = _titles(system.get("suffix", {}) if isinstance(system, Mapping) else {})
        if suffixes:
            yield _entry(f"of_{name}", Kind.RANK_SYSTEM, suffixes)


def _titles(untrusted_row: object) -> dict[str, list[str]]:
    """Names by language; Ukrainian, which the list lacks, by the Russian word."""
    if not isinstance(untrusted_row, Mapping):
        raise MalformedError("a rank or post that is no object")
    names = _by_language({key: untrusted_row[key] for key in _LANGUAGES if key in untrusted_row}, "ranks")
    ukrainian = [_UKRAINIAN[word] for word in names.get("ru", []) if word in _UKRAINIAN]
    return names | ({"uk": ukrainian} if ukrainian else {})


def _entry(entry_id: str, kind: Kind, names: Mapping[str, Sequence[str]]) -> GazetteerEntry:
    label = next(iter(names.get("en", [])), entry_id)
    return GazetteerEntry(id=entry_id, kind=kind, label=label, forms=_forms(names, []))


def _forms(names: Mapping[str, Sequence[str]], aliases: Sequence[str]) -> tuple[str, ...]:
    """Each spelling in each case; what stands in brackets is an aside, `a / b` are two names."""
    made: dict[str, None] = {}
    for language, texts in names.items():
        for text in _spellings(texts):
            made.update(dict.fromkeys(inflected(text, language)))
    for text in _spellings([alias for alias in aliases if not alias.isupper()]):
        languages = ("be", "ru") if script_of(text) is Script.CYRILLIC else ("pl", "lt")
        for language in languages:
            made.update(dict.fromkeys(inflected(text, language)))
    return tuple(form for form in made if len(form) > 2 or script_of(form) is Script.CYRILLIC)


def _spellings(texts: Sequence[str]) -> Iterator[str]:
    for text in texts:
        for part in re.split(r"\s+/\s+|(?<=\w{4})/(?=\w{4})", _ASIDE.sub("", text)):
            if part.strip(' "„“”«»'):
                yield part.strip(' "„“”«»')


def _acronyms(texts: Sequence[str]) -> tuple[str, ...]:
    """With the endings that spoken acronyms take: ГУБОПиКа, АМАПам."""
    made: dict[str, None] = {}
    for text in texts:
        made[text] = None
        if script_of(text) is Script.CYRILLIC and plain(text[-1]) not in "аеіиоуыэюя":
            made.update(dict.fromkeys(text + ending for ending in _ACRONYM_ENDINGS))
    return tuple(made)


def stands_alone(acronym: str) -> bool:
    """Whether an acronym is read without a number behind it."""
    return script_of(acronym) is Script.CYRILLIC or len(acronym) >= _SHORTEST_LATIN


def _list(untrusted: object, part: str) -> list[Mapping[str, object]]:
    if not isinstance(untrusted, list) or not all(isinstance(row, Mapping) for row in untrusted):
        raise MalformedError(f"`{part}` is not a list of objects")
    return untrusted


def _by_language(untrusted: object, part: str) -> dict[str, list[str]]:
    if not isinstance(untrusted, Mapping):
        raise MalformedError(f"names in `{part}` are not by language")
    return {str(language): _texts(texts, part) for language, texts in untrusted.items()}


def _texts(untrusted: object, part: str) -> list[str]:
    if isinstance(untrusted, str):
        return [untrusted]
    if isinstance(untrusted, list) and all(isinstance(text, str) for text in untrusted):
        return untrusted
    raise MalformedError(f"a name in `{part}` is not a text")


def _text(untrusted: object, part: str) -> str:
    if not isinstance(untrusted, str) or not untrusted:
        raise MalformedError(f"a row in `{part}` without a text where one is needed")
    return untrusted

"""The law catalogue: package data, validated whole when first asked for, and the rows each forum asks for."""

from __future__ import annotations

import hashlib
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache
from importlib.resources import files
from importlib.resources.abc import Traversable
from typing import Protocol, TypeVar

from evidence.digest import Sha256
from evidence.errors import MalformedError, UnknownReferenceError
from evidence.law.check import check_references
from evidence.law.fields import Fields, parse_yaml
from evidence.law.read_crimes import Context, read_context, read_crime, read_mode
from evidence.law.read_provisions import FORUMS, Forum, read_editions, read_forum
from evidence.law.read_words import (
    read_article,
    read_consent,
    read_grades,
    read_office,
    read_pattern,
    read_profiles,
    read_rules,
    read_terms,
)
from evidence.law.rows import crime_rows, mode_rows, provision_rows
from evidence.law.terms import Crime, Force, Limb, Mode, Provision, Requirement
from evidence.law.words import Article, ConsentModel, Grade, Office, Pattern, Profile, Rule, Term


class _HasId(Protocol):
    @property
    def id(self) -> str: ...


_Named = TypeVar("_Named", bound=_HasId)


@dataclass(frozen=True, slots=True, kw_only=True)
class Catalogue:
    """All law data as values. `digest` names exactly these bytes; a case file pins it."""

    digest: Sha256
    sources: Mapping[str, str]
    context: Context
    crimes: Mapping[str, Crime]
    modes: Mapping[str, Mode]
    forums: Mapping[str, Forum]
    provisions: Mapping[str, Provision]
    rows: Mapping[str, Requirement]
    profiles: Mapping[str, Profile]
    sections: Mapping[str, Term]
    terms: Mapping[str, Term]
    rules: Mapping[str, Rule]
    consent: ConsentModel
    organs: Mapping[str, Office]
    detention_types: Mapping[str, Office]
    places: Mapping[str, Office]
    articles: tuple[Article, ...]
    grades: tuple[Grade, ...]
    patterns: tuple[Pattern, ...]

    def requirements(self, forum: str, crimes: Collection[str]) -> tuple[Requirement, ...]:
        """The rows of a coverage: what this forum asks for these Rome Statute crimes, context first, each row once.

        UnknownReferenceError for a forum without a profile, or a crime that is not in the catalogue.
        """
        self.profile(forum)
        for crime in crimes:
            if crime not in self.crimes:
                raise UnknownReferenceError(f"no crime {crime} in the law data")
        chosen = [row for row in self.rows.values() if row.forum == forum and not set(row.crimes).isdisjoint(crimes)]
        return tuple(sorted(chosen, key=lambda row: row.scope.value != "workspace"))

    def mode_requirements(self, forum: str, modes: Collection[str]) -> tuple[Requirement, ...]:
        """The rows for modes of liability, per person; a national provision answers for the modes it names."""
        self.profile(forum)
        for mode in modes:
            if mode not in self.modes:
                raise UnknownReferenceError(f"no mode of liability {mode} in the law data")
        return tuple(mode_rows(self.modes, self.provisions.values(), forum, modes))

    def not_chosen(self, forum: str, crimes: Collection[str]) -> tuple[Limb, ...]:
        """The limbs of the provisions touched by these crimes that nobody chose: shown as not applicable."""
        touched = {row.source for row in self.requirements(forum, crimes)}
        limbs = (limb for source in touched & set(self.provisions) for limb in self.provisions[source].limbs)
        return tuple(
            sorted(
                (limb for limb in limbs if set(limb.crimes).isdisjoint(crimes)),
                key=lambda limb: (limb.element.crime, limb.element.n),
            )
        )

    def row(self, element: str) -> Requirement:
        """The row of one element id, or UnknownReferenceError."""
        if element not in self.rows:
            raise UnknownReferenceError("an element that is not in the law data")
        return self.rows[element]

    def profile(self, forum: str) -> Profile:
        """The profile of a forum, or UnknownReferenceError."""
        if forum not in self.profiles:
            known = ", ".join(sorted(self.profiles))
            raise UnknownReferenceError("no profile for this forum in the law data", hint=f"one of: {known}")
        return self.profiles[forum]

    def in_force(self, provision: str, day: date) -> Force:
        """Whether a provision (or a crime of the Statute) was in force on a day."""
        if provision in self.provisions:
            return self.provisions[provision].validity.in_force(day)
        if provision in self.crimes:
            return self.crimes[provision].validity.in_force(day)
        raise UnknownReferenceError(f"no provision {provision} in the law data")

    def heading(self, section: str, language: str) -> str:
        """A section's heading in one of the five languages."""
        if section not in self.sections or language not in self.sections[section].forms:
            raise UnknownReferenceError(f"no heading {section} in {language}")
        return self.sections[section].forms[language]


@cache
def catalogue() -> Catalogue:
    """The catalogue that comes with this program: read and checked once, then shared."""
    return load(dict(_walk(files("evidence.law") / "data", "")))


def load(contents: Mapping[str, bytes]) -> Catalogue:
    """A catalogue from its files by relative name; MalformedError says which file and entry is wrong."""
    read = {name: parse_yaml(content, name) for name, content in sorted(contents.items())}
    context = read_context(read["context.yaml"])
    crimes = _by_id(read_crime(fields, context) for name, fields in read.items() if name.startswith("crimes/"))
    editions = read_editions(read["provisions/meta.yaml"])
    modes = _by_id(read_mode(row, editions.known_from) for row in read["modes.yaml"].rows("modes"))
    forums = _by_id(read_forum(read[f"provisions/{forum}.yaml"], forum, editions) for forum in FORUMS)
    provisions = _by_id(provision for forum in forums.values() for provision in forum.provisions)
    rows = _by_id((*crime_rows(context, crimes.values()), *provision_rows(provisions.values())))
    offices = read["organs.yaml"]
    office_sources = offices.inner("meta").words("sources")
    sections, terms = read_terms(read["glossary.yaml"])
    built = Catalogue(
        digest=digest_of_files(contents),
        sources={**context.sources, **editions.sources, **office_sources},
        context=context,
        crimes=crimes,
        modes=modes,
        forums=forums,
        provisions=provisions,
        rows={**rows, **_by_id(mode_rows(modes, provisions.values(), None, modes))},
        profiles={profile.forum: profile for profile in read_profiles(read["profiles.yaml"])},
        sections=sections,
        terms=terms,
        rules=_by_id(read_rules(read["rules.yaml"])),
        consent=read_consent(read["evidence_model.yaml"]),
        organs=_by_id(map(read_office, offices.rows("organs"))),
        detention_types=_by_id(map(read_office, offices.rows("detention_types"))),
        places=_by_id(map(read_office, offices.rows("places"))),
        articles=_articles(offices),
        grades=read_grades(offices.inner("ranks")),
        patterns=tuple(map(read_pattern, offices.rows("pii_patterns"))),
    )
    check_references(built)
    return built


def digest_of_files(contents: Mapping[str, bytes]) -> Sha256:
    """SHA-256 over `<sha256 of the file> <relative name>\\n` for every file, in the order of the names' bytes."""
    listed = sorted(contents.items(), key=lambda item: item[0].encode())
    lines = "".join(f"{hashlib.sha256(content).hexdigest()} {name}\n" for name, content in listed)
    return Sha256(hashlib.sha256(lines.encode()).hexdigest())


def _articles(offices: Fields) -> tuple[Article, ...]:
    codes = {"criminal": "criminal_code", "administrative": "administrative_code"}
    return tuple(read_article(row, code) for code, key in codes.items() for row in offices.rows(key))


def _by_id(items: Iterable[_Named]) -> dict[str, _Named]:
    by_id: dict[str, _Named] = {}
    for item in items:
        if item.id in by_id:
            raise MalformedError(f"law data: the id {item.id} stands twice")
        by_id[item.id] = item
    return by_id


def _walk(folder: Traversable, prefix: str) -> Iterator[tuple[str, bytes]]:
    for entry in folder.iterdir():
        if entry.is_dir():
            yield from _walk(entry, f"{prefix}{entry.name}/")
        elif entry.name.endswith(".yaml"):
            yield f"{prefix}{entry.name}", entry.read_bytes()

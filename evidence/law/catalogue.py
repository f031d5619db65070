"""The law catalogue as values, and the rows each forum asks for."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date

from evidence.digest import Sha256
from evidence.errors import UnknownReferenceError
from evidence.law.read_crimes import Context
from evidence.law.read_provisions import Forum
from evidence.law.rows import mode_rows
from evidence.law.terms import Crime, Force, Limb, Mode, Provision, Requirement
from evidence.law.translation import LawTranslation
from evidence.law.words import Article, ConsentModel, Grade, Office, Pattern, Profile, Rule, Term


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
    translations: Mapping[str, LawTranslation]

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

    def worded(self, english: str, language: str) -> str | None:
        """An English text of this data in another language; None where nobody has translated it."""
        return self.translations[language].texts.get(english) if language in self.translations else None

    def own_language(self, forum: str) -> str:
        """The language a forum works in first: that of its official texts."""
        return self.profile(forum).languages[0]

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

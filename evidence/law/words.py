"""The law catalogue's words and rules: headings and terms in five languages, organs, readiness rules, consent."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import Enum

from evidence.law.terms import Mark

LANGUAGES = ("en", "lt", "pl", "be", "ru")


class Severity(Enum):
    """What a readiness rule does when it is not met: a blocker stops a disclosure."""

    BLOCKER = "blocker"
    MAJOR = "major"
    MINOR = "minor"
    INFO = "info"


class RuleScope(Enum):
    """What a readiness rule looks at."""

    EXHIBIT = "exhibit"
    ACCOUNT = "account"
    PERSON = "person"
    INCIDENT = "incident"
    ELEMENT = "element"
    OFFICIAL = "official"
    CASE = "case"
    EXPORT = "export"


@dataclass(frozen=True, slots=True, kw_only=True)
class Term:
    """One heading or legal term: `forms` holds all of LANGUAGES, `official` a statute's own form where it differs."""

    key: str
    group: str
    forms: Mapping[str, str]
    official: Mapping[str, str]
    mark: Mark
    sources: tuple[str, ...]
    note: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Rule:
    """A readiness rule; an empty `forums` means every recipient."""

    id: str
    scope: RuleScope
    severity: Severity
    check: str
    why: str
    mark: Mark
    sources: tuple[str, ...]
    forums: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Office:
    """A State organ, a kind of detention place, or one such place; forms by language, several spellings each."""

    id: str
    types: tuple[str, ...]
    parent: str | None
    names: Mapping[str, str]
    acronyms: Mapping[str, tuple[str, ...]]
    aliases: tuple[str, ...]
    town: Mapping[str, str]
    number: int | None
    mark: Mark
    seen: tuple[str, ...]
    sources: tuple[str, ...]
    note: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Article:
    """An article of the Belarusian criminal or administrative code, with its old number where it was renumbered."""

    code: str
    number: str
    old: str
    labels: Mapping[str, str]
    dual_criminality: bool
    mark: Mark
    sources: tuple[str, ...]
    note: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Grade:
    """A rank (ordered, 1 lowest) or a post (order 0) in five languages."""

    order: int
    forms: Mapping[str, str]
    mark: Mark


@dataclass(frozen=True, slots=True, kw_only=True)
class Pattern:
    """A regular expression for an identifying number; `check` names its check digit rule."""

    id: str
    regex: str
    check: str
    mark: Mark


@dataclass(frozen=True, slots=True, kw_only=True)
class ConsentModel:
    """The independent consent dimensions, each a closed list in the order of the data, and the states of a consent."""

    dimensions: Mapping[str, tuple[str, ...]]
    states: tuple[str, ...]
    rules: tuple[str, ...]
    legal_limits: tuple[str, ...]
    mark: Mark


@dataclass(frozen=True, slots=True, kw_only=True)
class Profile:
    """What a case file for one forum shows unless a person chooses otherwise."""

    forum: str
    recipient: str
    languages: tuple[str, ...]
    crimes: tuple[str, ...]
    modes: tuple[str, ...]
    sections: tuple[str, ...]
    sign_off: str

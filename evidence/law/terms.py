"""The law's words as values: what a crime asks, where that is written, and how well it was checked.

Nothing here knows an article: which crimes there are, and what they ask, is data (`docs/spec/law.md`).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from enum import Enum


class Mark(Enum):
    """How a text was checked: V seen in its source, P partly, M from memory; it travels with every value."""

    SEEN = "V"
    PARTLY = "P"
    MEMORY = "M"


class Kind(Enum):
    """What an element is about (Elements of Crimes, general introduction, paragraph 7)."""

    CONDUCT = "conduct"
    CONSEQUENCE = "consequence"
    CIRCUMSTANCE = "circumstance"
    MENTAL = "mental"
    CONTEXTUAL = "contextual"
    CONTEXTUAL_MENTAL = "contextual_mental"


class Scope(Enum):
    """Where an element is established: once for the workspace, per incident, or per person."""

    WORKSPACE = "workspace"
    INCIDENT = "incident"
    PERSON = "person"


class Logic(Enum):
    """How the parts of one element combine."""

    ALL = "all_of"
    ANY = "any_of"


class Force(Enum):
    """Whether a provision was in force on a day; NOT_KNOWN where no edition of that day was read."""

    YES = "yes"
    NO = "no"
    NOT_KNOWN = "not_known"


SCOPE_OF: Mapping[Kind, Scope] = {
    Kind.CONDUCT: Scope.INCIDENT,
    Kind.CONSEQUENCE: Scope.INCIDENT,
    Kind.CIRCUMSTANCE: Scope.INCIDENT,
    Kind.MENTAL: Scope.PERSON,
    Kind.CONTEXTUAL: Scope.WORKSPACE,
    Kind.CONTEXTUAL_MENTAL: Scope.PERSON,
}


def worse(*marks: Mark) -> Mark:
    """The weakest of the marks: a chain is as well checked as its least checked link."""
    order = (Mark.SEEN, Mark.PARTLY, Mark.MEMORY)
    return max(marks, key=order.index)


@dataclass(frozen=True, slots=True, kw_only=True)
class Wording:
    """One version of a text, `start` and `end` inclusive; its mark counts for acts of those days."""

    start: date
    end: date | None
    mark: Mark
    note: str

    def covers(self, day: date) -> bool:
        """Whether the day lies within this wording."""
        return self.start <= day and (self.end is None or day <= self.end)


@dataclass(frozen=True, slots=True, kw_only=True)
class Validity:
    """When a text applies. Without `start`, it is only known to be in force from `known_from` (the edition read)."""

    start: date | None
    end: date | None
    start_mark: Mark
    known_from: date | None
    wordings: tuple[Wording, ...] = ()

    def in_force(self, day: date) -> Force:
        """Whether the text was in force on the day of the act."""
        if self.end is not None and day > self.end:
            return Force.NO
        if self.start is not None:
            return Force.YES if day >= self.start else Force.NO
        if self.known_from is not None and day >= self.known_from:
            return Force.YES
        return Force.NOT_KNOWN

    def mark_on(self, mark: Mark, day: date) -> Mark:
        """The mark for an act of that day: an earlier wording nobody saw is not vouched for by the present one."""
        return worse(mark, *(wording.mark for wording in self.wordings if wording.covers(day)))


@dataclass(frozen=True, slots=True, kw_only=True)
class Element:
    """One thing that must be shown. `inherited`: its text is shared by all crimes and stands in the context data.

    `crime` is the id of the crime, mode or provision that owns it, empty for what is established once for all.
    """

    id: str
    crime: str
    n: int
    kind: Kind
    text: str
    mark: Mark
    scope: Scope
    sources: tuple[str, ...]
    logic: Logic = Logic.ALL
    inherited: bool = False
    orig: str = ""
    sub_facts: tuple[str, ...] = ()
    citation: str = ""
    title: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Crime:
    """A crime of the Rome Statute with its elements, in the official order."""

    id: str
    forum: str
    citation: str
    title: str
    mark: Mark
    sources: tuple[str, ...]
    validity: Validity
    elements: tuple[Element, ...]
    notes: tuple[str, ...]
    required_facts: tuple[str, ...]
    national: Mapping[str, str]
    restricted: bool
    pattern: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Mode:
    """A form of liability. One without elements applies to no crime kept here."""

    id: str
    forum: str
    citation: str
    title: str
    mark: Mark
    sources: tuple[str, ...]
    validity: Validity
    elements: tuple[Element, ...]
    required_facts: tuple[str, ...]
    note: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Limb:
    """One alternative of a national provision and the Rome Statute crimes it answers to; `check` is for a machine."""

    element: Element
    label: str
    crimes: tuple[str, ...]
    penalty: str
    check: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Provision:
    """One provision of a forum's law: `title` by language, `text` in our English, `orig` in the official words."""

    id: str
    forum: str
    group: str
    citation: str
    title: Mapping[str, str]
    text: str
    orig: str
    mark: Mark
    sources: tuple[str, ...]
    validity: Validity
    chapeau: tuple[Element, ...]
    limbs: tuple[Limb, ...]
    elements: tuple[Element, ...]
    crimes: tuple[str, ...]
    modes: tuple[str, ...]
    mode_terms: Mapping[str, str]
    penalty: str
    penalties: tuple[Wording, ...]
    hooks: tuple[str, ...]
    deadline_days: int | None
    notes: tuple[str, ...]
    differences: tuple[str, ...]

    @property
    def valid_from(self) -> date | None:
        """First day in force, if the data knows it."""
        return self.validity.start

    @property
    def valid_to(self) -> date | None:
        """Last day in force, or none while it is."""
        return self.validity.end


@dataclass(frozen=True, slots=True, kw_only=True)
class Requirement:
    """One row of a coverage: an element as one forum asks for it, with where it is written and how well checked."""

    element: Element
    forum: str
    source: str
    citation: str
    title: str
    crimes: tuple[str, ...]
    label: str
    mark: Mark
    validity: Validity
    check: str = ""

    @property
    def id(self) -> str:
        """The element's id, unique in the whole catalogue: what a bearing names."""
        return self.element.id

    @property
    def scope(self) -> Scope:
        """Where this row is established."""
        return self.element.scope

    def in_force(self, day: date) -> Force:
        """Whether the provision was in force on the day of the act."""
        return self.validity.in_force(day)

    def mark_on(self, day: date) -> Mark:
        """The mark of this row for an act of that day, never better than `mark`."""
        return self.validity.mark_on(self.mark, day)

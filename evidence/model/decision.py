"""What a person decides about material, claims and heads; each can be undone, none is ever overwritten."""

from __future__ import annotations

import enum

from evidence.errors import MalformedError
from evidence.ids import ExhibitId, ProposalId, RecordId
from evidence.model.record import Record
from evidence.model.values import (
    HEAD_PREFIXES,
    ElementId,
    HeadId,
    IncidentId,
    PersonId,
    Text,
    Value,
    check_reference,
    shown,
)
from evidence.when import When


class Decision(enum.Enum):
    """Whether two heads are one."""

    SAME = "same"
    NOT_SAME = "not_same"
    UNSURE = "unsure"


class Judgement(Record, frozen=True, kw_only=True, tag="judgement/1"):
    """Two heads are one, are not, or nobody can say yet; never a merge."""

    a: HeadId
    b: HeadId
    decision: Decision
    grounds: tuple[RecordId, ...] = ()
    note: str = ""

    def __post_init__(self) -> None:
        super().__post_init__()
        check_reference("a", self.a, *HEAD_PREFIXES)
        check_reference("b", self.b, self.a.partition("_")[0])
        if self.a == self.b:
            raise MalformedError(f"a head is itself: {shown(self.a)}")


class WorkspaceScope(Value, frozen=True, tag_field="form", tag="workspace"):
    """The whole situation: attack, policy and scale are established once."""


class IncidentScope(Value, frozen=True, tag_field="form", tag="incident"):
    """One incident."""

    incident: IncidentId


class PersonScope(Value, frozen=True, tag_field="form", tag="person"):
    """One person, for modes of liability and what that person knew."""

    person: PersonId


AnyScope = WorkspaceScope | IncidentScope | PersonScope


class Side(enum.Enum):
    """A claim bears for or against an element."""

    FOR = "for"
    AGAINST = "against"


class Bearing(Record, frozen=True, kw_only=True, tag="bearing/1"):
    """A claim bears on an element: directly, or by an inference that is written down."""

    claim: RecordId
    element: ElementId
    scope: AnyScope
    side: Side
    inference: str | None = None

    def __post_init__(self) -> None:
        super().__post_init__()
        check_reference("claim", self.claim, "clm")
        if self.inference is not None and not self.inference.strip():
            raise MalformedError("an inference says why")


class ReviewDecision(enum.Enum):
    """A second reader accepts or returns; he cannot edit."""

    ACCEPT = "accept"
    RETURN = "return"


class Review(Record, frozen=True, kw_only=True, tag="review/1"):
    """A second person read a record."""

    of: RecordId
    decision: ReviewDecision
    note: str = ""


class Dismissal(Record, frozen=True, kw_only=True, tag="dismissal/1"):
    """A proposal is refused; it stays refused when the machine finds it again."""

    proposal: ProposalId
    reason: str


class Description(Record, frozen=True, kw_only=True, tag="description/1"):
    """What an exhibit is, and whether the third parties it names have been looked at."""

    exhibit: ExhibitId
    title: Text
    date: When | None = None
    author: str | None = None
    language: str = "und"
    relevance: str | None = None
    cleared: bool = False
    fact_to_prove: str | None = None


class Withdrawal(Record, frozen=True, kw_only=True, tag="withdrawal/1"):
    """Takes a record back: with its ancestors (`whole`), or as undo of this one step."""

    of: RecordId
    whole: bool
    reason: str

"""Bare heads and where information came from: Person, Unit, Place, Incident, Act; Source, Account, Consent."""

from __future__ import annotations

import enum

from evidence.errors import MalformedError
from evidence.ids import ExhibitId, RecordId
from evidence.model.record import Record
from evidence.model.values import Reliability, SourceId, Value, check_reference
from evidence.when import When


class Head(Record, frozen=True, kw_only=True):
    """An id and a working label; everything known about it is in claims."""

    label: str
    gazetteer: str | None = None

    def __post_init__(self) -> None:
        super().__post_init__()
        if not self.label.strip():
            raise MalformedError("a head has a working label")


class Person(Head, frozen=True, kw_only=True, tag="person/1"):
    """Somebody, until a Judgement says that two of them are one."""


class Unit(Head, frozen=True, kw_only=True, tag="unit/1"):
    """An organ, a unit, a detachment, an office."""


class Place(Head, frozen=True, kw_only=True, tag="place/1"):
    """A place, from a State to a cell block."""


class Incident(Head, frozen=True, kw_only=True, tag="incident/1"):
    """What happened (HURIDOCS: event)."""


class Act(Head, frozen=True, kw_only=True, tag="act/1"):
    """The smallest 'who did what to whom' (HURIDOCS)."""


class SourceSort(enum.Enum):
    """What sort of source it is; `own` is our own analysis, which cannot be cited."""

    WITNESS = "witness"
    OFFICIAL = "official"
    MEDIA = "media"
    ORGANISATION = "organisation"
    INSIDER = "insider"
    OPEN = "open"
    OWN = "own"
    OTHER = "other"


class Source(Record, frozen=True, kw_only=True, tag="source/1"):
    """The person or body that gave information, known here by a code; who that is stands in an IdentityKey."""

    sort: SourceSort
    code: str
    protected: bool
    reliability: Reliability | None = None
    derives_from: tuple[SourceId, ...] = ()

    def __post_init__(self) -> None:
        super().__post_init__()
        if not self.code.strip():
            raise MalformedError("a source has a code")
        for source in self.derives_from:
            check_reference("derives_from", source, "src")


class Extent(enum.Enum):
    """A first account and a full statement are different things."""

    FIRST = "first"
    FULL = "full"


class Means(enum.Enum):
    """How an account was taken."""

    IN_PERSON = "in_person"
    VIDEO_CALL = "video_call"
    TELEPHONE = "telephone"
    WRITING = "writing"


class Taken(Value, frozen=True):
    """When, how and in whose presence an account was taken; codes, never names."""

    when: When
    means: Means
    place_kind: str
    language: str
    interviewer: str
    interpreter: str | None = None
    present: tuple[str, ...] = ()


def code_key(code: str) -> str:
    """By what codes of people are compared, as those of sources are: `I-1`, `i-1` and `I-1 ` are one interviewer."""
    return code.strip().casefold()


class Account(Record, frozen=True, kw_only=True, tag="account/1"):
    """What a person told the organisation; it is not testimony before a court. Listed only once a Consent is kept."""

    source: SourceId
    exhibits: tuple[ExhibitId, ...]
    extent: Extent
    taken: Taken
    earlier: tuple[str, ...] = ()
    read_back: bool = False
    benefit: str | None = None

    def __post_init__(self) -> None:
        super().__post_init__()
        check_reference("source", self.source, "src")
        for exhibit in self.exhibits:
            check_reference("exhibits", exhibit, "exh")


class Answer(enum.Enum):
    """What a person answered on one dimension of consent; unknown counts as no."""

    YES = "yes"
    NO = "no"
    ASK_AGAIN = "ask_again"
    UNKNOWN = "unknown"


class Consent(Record, frozen=True, kw_only=True, tag="consent/1"):
    """Independent, versioned answers; keys are `use:<recipient>` or a dimension of the evidence model."""

    source: SourceId
    given_at: When
    manner: str
    dimensions: dict[str, Answer]
    until: When | None = None

    def __post_init__(self) -> None:
        super().__post_init__()
        check_reference("source", self.source, "src")


class IdentityKey(Record, frozen=True, kw_only=True, tag="identity_key/1"):
    """Who a coded source is: compartment `sealed`, never indexed, never in the graph."""

    subject: RecordId
    names: tuple[str, ...]
    contact: str | None = None


AnyHead = Person | Unit | Place | Incident | Act

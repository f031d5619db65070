"""What is made for a prosecutor: allegations, the case file, its sentences, translations, and what was handed over."""

from __future__ import annotations

import enum

from evidence.digest import Sha256
from evidence.errors import MalformedError
from evidence.ids import ExhibitId, RecordId
from evidence.model.claim import Citation
from evidence.model.record import Record
from evidence.model.values import ActId, PersonId, PlaceId, Text, Value, check_reference
from evidence.when import Period


class Allegation(Record, frozen=True, kw_only=True, tag="allegation/1"):
    """Person, crime, mode, period, place: what is alleged; `person` is None only for an office."""

    person: PersonId | None
    office: str | None
    crime: str
    mode: str
    period: Period
    place: PlaceId | None = None
    acts: tuple[ActId, ...] = ()

    def __post_init__(self) -> None:
        super().__post_init__()
        if (self.person is None) == (self.office is None):
            raise MalformedError("an allegation names a person, or an office whose holder is not known")


class Assessment(Record, frozen=True, kw_only=True, tag="assessment/1"):
    """A lawyer's signed view of one element of an allegation, with reasons."""

    allegation: RecordId
    element: str
    text: Text


class CaseFile(Record, frozen=True, kw_only=True, tag="case_file/1"):
    """One file for one recipient; pins the law data it was made with."""

    code: str
    title: Text
    forum: str
    language: str
    recipient: str
    profile: str
    allegations: tuple[RecordId, ...]
    law_digest: Sha256


class Sentence(Value, frozen=True):
    """One sentence and the claims it rests on; without claims it is unbound, and printed so."""

    text: Text
    claims: tuple[RecordId, ...] = ()

    def __post_init__(self) -> None:
        for claim in self.claims:
            check_reference("claims", claim, "clm")


class Passage(Record, frozen=True, kw_only=True, tag="passage/1"):
    """One numbered paragraph of a case file's section."""

    case_file: RecordId
    section: str
    order: int
    sentences: tuple[Sentence, ...]


class TranslationSort(enum.Enum):
    """Who translated: machine text never leaves without a human review."""

    MACHINE = "machine"
    HUMAN = "human"
    SWORN = "sworn"


class Translation(Record, frozen=True, kw_only=True, tag="translation/1"):
    """A quote or a passage in another language."""

    quote: Citation | None
    passage: RecordId | None
    text: Text
    translator: str
    sort: TranslationSort

    def __post_init__(self) -> None:
        super().__post_init__()
        if (self.quote is None) == (self.passage is None):
            raise MalformedError("a translation is of a quote or of a passage")


class Withheld(Value, frozen=True):
    """An exhibit that a file relies on and that stays here, and why."""

    exhibit: ExhibitId
    reason: str


class Disclosure(Record, frozen=True, kw_only=True, tag="disclosure/1"):
    """Prepared for one recipient: approvals are signatures on this very body, digests included."""

    case_file: RecordId
    recipient: str
    purpose: str
    exhibits: tuple[ExhibitId, ...]
    withheld: tuple[Withheld, ...]
    rests_on: tuple[RecordId, ...]
    manifest: Sha256
    pdf: Sha256

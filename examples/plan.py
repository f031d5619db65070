"""The plain values an invented case is told in; `@kind:key` stands for a head, `@source:CODE` for a source.

Statement forms are the JSON shapes of a record's `says`, so whoever makes records only replaces the symbols.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

Json = str | int | bool | None | list["Json"] | dict[str, "Json"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Source:
    """Who gave information; `protected` ones are known by code only."""

    code: str
    sort: str
    protected: bool
    reliability: str | None
    derives_from: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class File:
    """One file: where it came from and how it is described. `ocr`: its words are only in the picture, in this language.

    `same_as` names the file whose bytes it repeats. `cleared`: third parties were looked at, it may leave.
    """

    key: str
    name: str
    source: str
    lang: str
    title: str
    date: str | None
    relevance: str
    obtained_when: str
    obtained_how: str
    author: str | None = None
    fact_to_prove: str | None = None
    cleared: bool = True
    ocr: str | None = None
    same_as: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Head:
    """A person, unit, place, incident or act: a key and a working label, no facts."""

    kind: str
    key: str
    label: str
    gazetteer: str | None = None

    @property
    def symbol(self) -> str:
        """How statements name it."""
        return f"@{self.kind}:{self.key}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Quote:
    """Words that occur exactly once on that page (PDF, from 1) or in that part.

    A part is called as the readers call it: `body`, `footnote 1`, and `whole` for a text file.
    """

    file: str
    page: int | str
    words: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Claim:
    """One statement by one source; `replaces` names the earlier version that this one amends."""

    key: str
    says: Mapping[str, Json]
    cites: tuple[Quote, ...]
    said_by: str
    basis: str
    told_by: str | None = None
    credibility: int | None = None
    denies: bool = False
    replaces: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Bearing:
    """A claim bears on an element, for or against; with `inference` it says why."""

    claim: str
    element: str
    scope: Mapping[str, Json]
    side: str = "for"
    inference: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Account:
    """What a witness told the organisation, and how it was taken."""

    source: str
    files: tuple[str, ...]
    extent: str
    when: str
    means: str
    place_kind: str
    language: str
    interviewer: str
    read_back: bool
    interpreter: str | None = None
    earlier: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Consent:
    """A witness's answers; keys are `use:<recipient>` and `<dimension>:<value>` of the law data's consent model."""

    source: str
    file: str
    given_at: str
    manner: str
    answers: Mapping[str, str]
    until: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Identity:
    """Who a coded source is: sealed, and a canary of every leak test."""

    source: str
    names: tuple[str, ...]
    contact: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Judgement:
    """Two heads are one or are not; grounds are keys of claims."""

    a: str
    b: str
    decision: str
    grounds: tuple[str, ...]
    note: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Withdrawal:
    """A claim is taken back whole."""

    claim: str
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Allegation:
    """Person, crime and mode (ids of the law data), period as start and end, place, acts."""

    key: str
    person: str
    crime: str
    mode: str
    period: tuple[str | None, str | None]
    place: str | None
    acts: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Sentence:
    """A sentence of the draft and the claims it rests on; none means unbound."""

    text: str
    claims: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Passage:
    """One paragraph of a section (a key of the law data's headings)."""

    section: str
    order: int
    sentences: tuple[Sentence, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Translation:
    """A quote of a claim in the file's language, by a person."""

    claim: str
    lang: str
    text: str
    translator: str
    sort: str = "human"


@dataclass(frozen=True, slots=True, kw_only=True)
class CaseFile:
    """The file that is drafted: recipient is a value of the consent dimension `use`."""

    code: str
    title: str
    forum: str
    language: str
    recipient: str
    profile: str
    allegations: tuple[str, ...]
    passages: tuple[Passage, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Story:
    """The whole invented case; `withheld` are the files that consent keeps from the case file's recipient."""

    sources: tuple[Source, ...]
    files: tuple[File, ...]
    heads: tuple[Head, ...]
    claims: tuple[Claim, ...]
    bearings: tuple[Bearing, ...]
    accounts: tuple[Account, ...]
    consents: tuple[Consent, ...]
    identities: tuple[Identity, ...]
    judgements: tuple[Judgement, ...]
    withdrawals: tuple[Withdrawal, ...]
    allegations: tuple[Allegation, ...]
    translations: tuple[Translation, ...]
    case_file: CaseFile
    unreviewed: tuple[str, ...]
    withheld: tuple[str, ...]

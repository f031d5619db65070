"""What must be true of a record before it is made: each reference exists and fits, each quote stands where it says."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Protocol, TypeVar

from evidence.errors import CitationError, MalformedError, NotAllowedError, UnknownReferenceError
from evidence.ids import DerivativeId, ExhibitId, RecordId
from evidence.model import decision, heads, output
from evidence.model.claim import Citation, Claim, Span
from evidence.model.record import Record, UnknownRecord
from evidence.model.statement import Authenticates
from evidence.standing import Standing

R = TypeVar("R", bound=Record)

# "Software never says proven": an assessment is a view, and these words would make it a verdict (en, lt, pl, be, ru).
_VERDICT_WORDS = re.compile(
    r"\b(proven|proved|guilty|įrodyt\w*|kalt(?:as|a|i|ų)|udowodnion\w*|winn[yai]|dakazan\w*|даказан\w*|доказан\w*"
    r"|винов\w*|вінават\w*)\b",
    re.IGNORECASE,
)


class Texts(Protocol):
    """Reads page strings of `text` derivatives."""

    def page(self, text: DerivativeId, page: int) -> str:
        """The stored string of this page; CitationError if the derivative has no such page."""
        ...

    def locate(self, text: DerivativeId, page: int, quote: str, start: int | None) -> int:
        """Where the quote starts on the page; CitationError unless it stands there (once, without `start`)."""
        ...


class Known:
    """Records that may be named: those that stand, and those made earlier in the same batch."""

    def __init__(self, standing: Standing, in_batch: Mapping[RecordId, Record]) -> None:
        self._standing = standing
        self._in_batch = in_batch

    def record(self, identifier: str) -> Record | UnknownRecord:
        """The record of this id, or UnknownReferenceError."""
        made = self._in_batch.get(RecordId(identifier))
        return made if made is not None else self._standing.record(RecordId(identifier))

    def of_kind(self, identifier: str, kind: type[R]) -> R:
        """Like `record`, and of this kind."""
        record = self.record(identifier)
        if not isinstance(record, kind):
            raise UnknownReferenceError(f"{identifier} is no {kind.__name__}")
        return record

    def line(self, identifier: str, kind: type[R]) -> R:
        """A record that is the first of its line, which is how heads, sources and case files are named."""
        record = self.of_kind(identifier, kind)
        if record.replaces:
            raise UnknownReferenceError(
                f"{identifier} is a later version", hint=f"name its line: {self._standing.line(record.id)}"
            )
        return record


def check(
    made: Record, standing: Standing, in_batch: Mapping[RecordId, Record], texts: Texts, elements: Mapping[str, str]
) -> None:
    """Refuse a record that leans on what is not there; the error names ids only."""
    known = Known(standing, in_batch)
    for replaced in made.replaces:
        if type(known.record(replaced)) is not type(made):
            raise MalformedError(f"{replaced} is of another kind than what would replace it")
    match made:
        case Claim():
            _check_claim(made, standing, known, texts)
        case decision.Bearing():
            _check_bearing(made, known, elements)
        case decision.Judgement():
            known.line(made.a, heads.Head)
            known.line(made.b, heads.Head)
        case decision.Review():
            if known.record(made.of).by == made.by:
                raise NotAllowedError(f"{made.of} is your own record", hint="ask a second person to read it")
        case decision.Withdrawal():
            known.record(made.of)
        case decision.Description():
            standing.holdings.exhibit(made.exhibit)
        case heads.Source():
            _check_source(made, standing, known)
        case heads.Account() | heads.Consent():
            _check_account(made, standing, known)
        case _:
            _check_output(made, standing, known, elements)


def _check_output(made: Record, standing: Standing, known: Known, elements: Mapping[str, str]) -> None:
    match made:
        case output.Allegation():
            if made.person is not None:
                known.line(made.person, heads.Person)
            if made.place is not None:
                known.line(made.place, heads.Place)
            for act in made.acts:
                known.line(act, heads.Act)
        case output.Assessment():
            known.line(made.allegation, output.Allegation)
            if made.element not in elements:
                raise UnknownReferenceError(f"no element {made.element} in the law data")
            if _VERDICT_WORDS.search(made.text.text):
                raise MalformedError(
                    "an assessment is a view, not a verdict", hint="say what is linked and what is missing"
                )
        case output.CaseFile():
            for allegation in made.allegations:
                known.line(allegation, output.Allegation)
        case output.Passage():
            known.line(made.case_file, output.CaseFile)
            for sentence in made.sentences:
                for claim in sentence.claims:
                    known.of_kind(claim, Claim)
        case output.Translation():
            if made.quote is not None:
                standing.holdings.exhibit(made.quote.exhibit)
            if made.passage is not None:
                known.of_kind(made.passage, output.Passage)
        case output.Disclosure():
            known.line(made.case_file, output.CaseFile)
            for exhibit in made.exhibits:
                standing.holdings.exhibit(exhibit)
        case _:
            pass


def references(made: Record) -> Iterator[RecordId]:
    """The very records that this one cites, replaces, withdraws or reviews (heads and sources are named as lines)."""
    yield from made.replaces
    match made:
        case decision.Withdrawal() | decision.Review():
            yield made.of
        case decision.Bearing():
            yield made.claim
        case output.Passage():
            for sentence in made.sentences:
                yield from sentence.claims
        case output.Translation() if made.passage is not None:
            yield made.passage
        case _:
            pass


def cited_exhibits(made: Record) -> Iterator[ExhibitId]:
    """The exhibits whose words a record holds or describes."""
    match made:
        case Claim():
            yield from (citation.exhibit for citation in made.cites)
        case output.Translation() if made.quote is not None:
            yield made.quote.exhibit
        case decision.Description():
            yield made.exhibit
        case heads.Account():
            yield from made.exhibits
        case _:
            pass


def _check_claim(made: Claim, standing: Standing, known: Known, texts: Texts) -> None:
    for _, head in made.says.heads():
        known.line(head, heads.Head)
    if isinstance(made.says, Authenticates):
        standing.holdings.exhibit(made.says.exhibit)
    for source in (made.said_by, made.told_by):
        if source is not None:
            known.line(source, heads.Source)
    for citation in made.cites:
        _check_citation(citation, standing, known, texts)


def _check_citation(citation: Citation, standing: Standing, known: Known, texts: Texts) -> None:
    exhibit = standing.holdings.exhibit(citation.exhibit)
    if known.of_kind(exhibit.source, heads.Source).sort is heads.SourceSort.OWN:
        raise NotAllowedError(f"{exhibit.number} is our own analysis", hint="cite what the analysis rests on")
    if citation.text is None:
        return
    derivative = standing.holdings.derivatives.get(citation.text)
    if derivative is None or derivative.of != citation.exhibit:
        raise CitationError(f"{citation.text} is no text of {exhibit.number}")
    if not isinstance(citation.at, Span):
        raise CitationError(f"{exhibit.number}: words of a text are cited by page and characters")
    stored = texts.page(citation.text, citation.at.page)
    if citation.at.end > len(stored):
        raise CitationError(
            f"{exhibit.number}, page {citation.at.page} has {len(stored)} characters, not {citation.at.end}"
        )
    if stored[citation.at.start : citation.at.end] != citation.quote:
        raise CitationError(
            f"{exhibit.number}, page {citation.at.page}: the quote does not stand at {citation.at.start}"
        )


def _check_bearing(made: decision.Bearing, known: Known, elements: Mapping[str, str]) -> None:
    known.of_kind(made.claim, Claim)
    wanted = elements.get(made.element)
    if wanted is None:
        raise UnknownReferenceError(f"no element {made.element} in the law data")
    scope, _, kind = wanted.partition(":")
    given = made.scope.__struct_config__.tag
    if (scope == "workspace") != (given == "workspace"):
        raise MalformedError(f"{made.element} is established once per {scope}, not per {given}")
    if kind == "mental" and made.inference is None:
        raise MalformedError(f"{made.element} is a mental element", hint="say from what it is inferred, and why")
    match made.scope:
        case decision.IncidentScope():
            known.line(made.scope.incident, heads.Incident)
        case decision.PersonScope():
            known.line(made.scope.person, heads.Person)
        case _:
            pass


def _check_source(made: heads.Source, standing: Standing, known: Known) -> None:
    lines = {standing.line(replaced) for replaced in made.replaces if standing.holds(replaced)}
    for other in standing.live(heads.Source):
        if other.code == made.code and standing.line(other.id) not in lines:
            raise MalformedError(f"the source {other.id} has this code already", hint="choose another code, or use it")
    for origin in made.derives_from:
        known.line(origin, heads.Source)
        if lines & set(standing.origins(origin)):
            raise MalformedError(f"{origin} goes back to this very source", hint="a source cannot be its own origin")


def _check_account(made: heads.Account | heads.Consent, standing: Standing, known: Known) -> None:
    source = known.line(made.source, heads.Source)
    if isinstance(made, heads.Account):
        for exhibit in made.exhibits:
            standing.holdings.exhibit(exhibit)
        if not any(standing.line(RecordId(consent.source)) == source.id for consent in standing.live(heads.Consent)):
            raise NotAllowedError(
                f"no consent of {source.id} is recorded", hint="record the consent first, given or refused"
            )

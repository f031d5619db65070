"""What must be true of a record before it is made: each reference exists and fits, each quote stands where it says."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping
from typing import Protocol

from evidence.errors import CitationError, MalformedError, NotAllowedError, UnknownReferenceError
from evidence.holdings import TEXT
from evidence.ids import DerivativeId
from evidence.known import Known
from evidence.model import decision, heads, output
from evidence.model.claim import Citation, Claim, Span
from evidence.model.record import Record, UnknownRecord
from evidence.model.statement import Authenticates
from evidence.model.values import shown

# "Software never says proven": an assessment is a view, and these words would make it a verdict (en, lt, pl, be, ru).
_VERDICT_WORDS = re.compile(
    r"\b(proven|proved|guilty|įrodyt\w*|kalt(?:as|a|i|ų|os|ą|ieji)|udowodnion\w*|winien|winn(?:y|a|i|e|ą|ego|ej|ych)"
    r"|dakazan\w*|vinavat\w*|даказан\w*|доказан\w*|винов\w*|вінават\w*)\b",
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


def check(made: Record, known: Known, texts: Texts, elements: Mapping[str, str]) -> None:
    """Refuse a record that leans on what is not there; the error names ids only."""
    _check_replaced(made, known)
    match made:
        case Claim():
            _check_claim(made, known, texts)
        case decision.Bearing():
            _check_bearing(made, known, elements)
        case decision.Judgement():
            for head in (made.a, made.b):
                known.line(head, heads.Head)
            for ground in made.grounds:
                known.record(ground)
        case decision.Review():
            if known.record(made.of).by == made.by:
                raise NotAllowedError(f"{made.of} is your own record", hint="ask a second person to read it")
        case decision.Withdrawal():
            _check_withdrawal(made, known)
        case decision.Description():
            known.standing.holdings.exhibit(made.exhibit)
        case heads.Source():
            _check_source(made, known)
        case heads.Account() | heads.Consent():
            _check_account(made, known)
        case heads.IdentityKey():
            known.line(made.subject, heads.Source, heads.Person)
        case _:
            _check_output(made, known, texts, elements)


def _check_replaced(made: Record, known: Known) -> None:
    for replaced in made.replaces:
        record = known.record(replaced)
        if type(record) is not type(made) or _subject(record) != _subject(made):
            raise MalformedError(f"{replaced} is of another kind, source or exhibit than what would replace it")
    # Two people may each have described one exhibit, and nothing names a description's line: one may replace both.
    lines = {known.origin(replaced) for replaced in made.replaces}
    if len(lines) > 1 and not isinstance(made, decision.Description):
        raise MalformedError("a record replaces versions of one line only", hint="to say that two are one, judge them")


def _subject(record: Record | UnknownRecord) -> str | None:
    """Whose or of what a record is, where a later version may not make it another's: consent is nobody else's."""
    match record:
        case heads.Account() | heads.Consent():
            return record.source
        case decision.Description():
            return record.exhibit
        case _:
            return None


def _check_output(made: Record, known: Known, texts: Texts, elements: Mapping[str, str]) -> None:
    match made:
        case output.Allegation():
            if made.person is not None:
                known.line(made.person, heads.Person)
            if made.place is not None:
                known.line(made.place, heads.Place)
            for act in made.acts:
                known.line(act, heads.Act)
        case output.Assessment():
            _check_assessment(made, known, elements)
        case output.CaseFile():
            for allegation in made.allegations:
                known.line(allegation, output.Allegation)
        case output.Passage():
            known.line(made.case_file, output.CaseFile)
            for sentence in made.sentences:
                for claim in sentence.claims:
                    known.holding(claim, Claim)
        case output.Translation():
            if made.quote is not None:
                _check_place(made.quote, known, texts)
            if made.passage is not None:
                known.holding(made.passage, output.Passage)
        case output.Disclosure():
            known.line(made.case_file, output.CaseFile)
            for exhibit in (*made.exhibits, *(one.exhibit for one in made.withheld)):
                known.standing.holdings.exhibit(exhibit)
            for record in made.rests_on:
                known.record(record)
        case _:
            pass


def _check_assessment(made: output.Assessment, known: Known, elements: Mapping[str, str]) -> None:
    known.line(made.allegation, output.Allegation)
    if made.element not in elements:
        raise UnknownReferenceError("an assessment of an element that the law data does not have")
    if _VERDICT_WORDS.search(unicodedata.normalize("NFC", made.text.text)):
        raise MalformedError("an assessment is a view, not a verdict", hint="say what is linked and what is missing")


def _check_claim(made: Claim, known: Known, texts: Texts) -> None:
    for _, head in made.says.heads():
        known.line(head, heads.Head)
    if isinstance(made.says, Authenticates):
        known.standing.holdings.exhibit(made.says.exhibit)
    for source in (made.said_by, made.told_by):
        if source is not None:
            known.line(source, heads.Source)
    for citation in made.cites:
        _check_not_own(citation, known)
        _check_place(citation, known, texts)


def _check_not_own(citation: Citation, known: Known) -> None:
    exhibit = known.standing.holdings.exhibit(citation.exhibit)
    first = known.of_kind(exhibit.source, heads.Source)
    for version in (first, *known.versions(first.id)):
        if isinstance(version, heads.Source) and version.sort is heads.SourceSort.OWN:
            raise NotAllowedError(f"{exhibit.number} is our own analysis", hint="cite what the analysis rests on")


def _check_place(citation: Citation, known: Known, texts: Texts) -> None:
    holdings = known.standing.holdings
    exhibit = holdings.exhibit(citation.exhibit)
    if citation.text is None:
        return
    derivative = holdings.derivatives.get(citation.text)
    if derivative is None or derivative.of != citation.exhibit or derivative.kind != TEXT:
        raise CitationError(f"{shown(citation.text)} is no text of {exhibit.number}")
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
    known.holding(made.claim, Claim)
    wanted = elements.get(made.element)
    if wanted is None:
        raise UnknownReferenceError("a bearing on an element that the law data does not have")
    scope, _, kind = wanted.partition(":")
    given = made.scope.__struct_config__.tag
    if scope != given:
        raise MalformedError(f"{made.element} is established per {scope}, not per {given}")
    if kind == "mental" and made.inference is None:
        raise MalformedError(f"{made.element} is a mental element", hint="say from what it is inferred, and why")
    match made.scope:
        case decision.IncidentScope():
            known.line(made.scope.incident, heads.Incident)
        case decision.PersonScope():
            known.line(made.scope.person, heads.Person)
        case _:
            pass


def _check_withdrawal(made: decision.Withdrawal, known: Known) -> None:
    taken_back = known.record(made.of)
    if isinstance(taken_back, decision.Review) and taken_back.by != made.by:
        # Else whoever was sent back could take the return back himself.
        raise NotAllowedError(f"{made.of} is another person's reading", hint="ask that person to take it back")


def _check_source(made: heads.Source, known: Known) -> None:
    lines = {known.origin(replaced) for replaced in made.replaces}
    for other in known.ever(heads.Source):
        # A code that was once given to somebody is never given to somebody else: it may be printed in a file.
        if heads.code_key(other.code) == heads.code_key(made.code) and known.origin(other.id) not in lines:
            raise MalformedError(
                f"the source {known.origin(other.id)} has this code, or had it",
                hint="choose another code, or use that one; `sviedka decide undo` brings back what was taken back",
            )
    for origin in made.derives_from:
        known.line(origin, heads.Source)
        if lines & known.reach(origin):
            raise MalformedError(f"{origin} goes back to this very source", hint="a source cannot be its own origin")


def _check_account(made: heads.Account | heads.Consent, known: Known) -> None:
    source = known.line(made.source, heads.Source)
    if isinstance(made, heads.Account):
        for exhibit in made.exhibits:
            known.standing.holdings.exhibit(exhibit)
        if not any(known.origin(consent.source) == source.id for consent in known.live(heads.Consent)):
            raise NotAllowedError(
                f"no consent of {source.id} is recorded", hint="record the consent first, given or refused"
            )

"""From the pages of a text to proposals: every extractor speaks for itself, and none silences another."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Sequence
from typing import Final

from evidence.errors import MalformedError
from evidence.ids import ExhibitId, KeyedIds
from evidence.language.dates import find_dates
from ingest.recognise.articles import find_articles
from ingest.recognise.facilities import Facilities
from ingest.recognise.finding import Finding
from ingest.recognise.gazetteer import Kind
from ingest.recognise.persons import find_persons
from ingest.recognise.ports import Hit, Recogniser
from ingest.recognise.proposals import Form, Proposal

TOOL: Final = "sviedka recognise"
VERSION: Final = "1"
_CHUNK: Final = 40_000
_OVERLAP: Final = 400
_FORMS: Final = {Kind.ORGAN: Form.ORGAN, Kind.PLACE: Form.PLACE, Kind.FACILITY: Form.FACILITY}


def propose(
    pages: Sequence[tuple[int, str]], exhibit_id: ExhibitId, ids: KeyedIds, recogniser: Recogniser
) -> tuple[Proposal, ...]:
    """All proposals for the pages (number from 1, text), in order of page and place.

    The same finding has the same id wherever it stands in the exhibit and in every run, so a dismissal survives.
    Time is linear: a long page is read in pieces that overlap, and what a cut would halve is read whole in the other.
    """
    facilities = Facilities(recogniser.gazetteer)
    proposals: list[Proposal] = []
    for page, text in pages:
        if page < 1:
            raise MalformedError("pages start at 1")
        for finding in _found_in_page(text, recogniser, facilities):
            quote = text[finding.start : finding.end]
            proposals.append(
                Proposal(
                    id=ids.proposal(exhibit_id, quote, finding.form, finding.value),
                    page=page,
                    start=finding.start,
                    end=finding.end,
                    quote=quote,
                    form=finding.form,
                    value=finding.value,
                    by=finding.by,
                    label=finding.label,
                )
            )
    return tuple(proposals)


def _found_in_page(text: str, recogniser: Recogniser, facilities: Facilities) -> list[Finding]:
    found: set[Finding] = set()
    for first, last in _pieces(text):
        for finding in _found(text[first:last], recogniser, facilities):
            # What touches a cut may be half of something; the overlap holds it whole.
            if (finding.start or not first) and (finding.end < last - first or last == len(text)):
                found.add(_moved(finding, first))
    return sorted(_whole(found), key=lambda one: (one.start, one.end, one.form, one.value, one.by))


def _found(text: str, recogniser: Recogniser, facilities: Facilities) -> Iterator[Finding]:
    hits = recogniser.hits(text)
    for start, end, when in find_dates(text):
        yield Finding(start=start, end=end, form=Form.DATE, value=when.text, by="dates")
    yield from find_articles(text)
    yield from find_persons(text, hits)
    numbered = sorted(facilities.find(text, hits), key=_start)
    yield from numbered
    for hit in hits:
        if hit.entry.kind in _FORMS and not _is_part_of(hit, numbered):
            yield Finding(
                start=hit.start,
                end=hit.end,
                form=_FORMS[hit.entry.kind],
                value=hit.entry.id,
                by="gazetteer",
                label=hit.entry.label,
            )


def _is_part_of(hit: Hit, numbered: Sequence[Finding]) -> bool:
    """Whether this is the "ПК" of "ПК № 2", or the same place once more."""
    place = bisect_right(numbered, hit.start, key=_start) - 1
    if place < 0 or hit.end > numbered[place].end:
        return False
    return hit.entry.kind is Kind.FACILITY or hit.entry.id == numbered[place].value


def _start(finding: Finding) -> int:
    return finding.start


def _pieces(text: str) -> Iterator[tuple[int, int]]:
    first = 0
    while first < len(text) or not first:
        last = min(first + _CHUNK, len(text))
        yield first, last
        if last == len(text):
            return
        first = last - _OVERLAP


def _moved(finding: Finding, by: int) -> Finding:
    if not by:
        return finding
    return Finding(
        start=finding.start + by,
        end=finding.end + by,
        form=finding.form,
        value=finding.value,
        by=finding.by,
        label=finding.label,
    )


def _whole(found: set[Finding]) -> Iterator[Finding]:
    """Without dates and names that lie inside another: a cut can leave a name without the rank or initial before it."""
    reach: dict[Form, int] = {}
    for finding in sorted(found, key=lambda one: (one.start, -one.end, one.by, one.value)):
        if finding.form in {Form.DATE, Form.PERSON}:
            if finding.end <= reach.get(finding.form, -1):
                continue
            reach[finding.form] = finding.end
        yield finding

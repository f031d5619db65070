"""A second, independent engine reads the pages that a file relies on: does it find the same words?"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Iterator

from evidence.casefile.numbers import code_of
from evidence.disclosure.plan import PlanCheck, Weight
from evidence.ids import ExhibitId, RecordId
from evidence.model.claim import Claim, Span
from ingest.read.pages import NotDone
from ui.session import Session
from ui.use.material import place_of

RULE = "READ-01"
_PDF = "application/pdf"


def check_quotes(session: Session, claims: Iterable[RecordId]) -> Iterator[PlanCheck]:
    """One check for each quote that the second reader does not find on its page, and one for all that it does."""
    found = 0
    for claim in claims:
        record = session.standing.record(claim)
        for citation in record.cites if isinstance(record, Claim) else ():
            if not isinstance(citation.at, Span) or not _is_digital(session, citation.exhibit, citation.at.page):
                continue
            where = f"{code_of(session.standing, claim)} in {place_of(session, citation)}"
            second = _second(session, citation.exhibit, citation.at.page)
            if second is not None and _letters(citation.quote) in second:
                found += 1
            else:
                why = "cannot read the page" if second is None else "does not find the quote"
                says = f"the second reader {why} of {where}: compare it with the page"
                yield PlanCheck(rule=RULE, weight=Weight.MAJOR, says=says, subjects=(claim, citation.exhibit))
    if found:
        says = f"quotes that the second reader finds on their pages of digital PDF: {found}"
        yield PlanCheck(rule=RULE, weight=Weight.PASSED, says=says)


def _is_digital(session: Session, exhibit: ExhibitId, page: int) -> bool:
    if session.standing.holdings.media_type(exhibit) != _PDF:
        return False
    pages = session.once(("reading", exhibit), lambda: session.reading(exhibit)).pages
    return page <= len(pages) and not pages[page - 1].ocr


def _second(session: Session, exhibit: ExhibitId, page: int) -> str | None:
    # Originals never change, so what was read of one page stays read.
    kept = session.second_readings
    if (exhibit, page) not in kept:
        document = session.document(session.standing.holdings.exhibit(exhibit))
        text = session.pool.second_reading(document, page=page)
        kept[exhibit, page] = None if isinstance(text, NotDone) else _letters(text)
    return kept[exhibit, page]


def _letters(text: str) -> str:
    # Engines differ in spaces, line ends and hyphens at line ends; only letters and digits are compared, and only here.
    folded = unicodedata.normalize("NFKC", text)
    return "".join(one for one in folded if one.isalnum())

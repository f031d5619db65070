"""What a record leans on: the very records it builds on, and the exhibits whose words it holds.

Heads, sources, case files and allegations are named as lines and are not listed: a record about a person does not lean
on one version of that person's label.
"""

from __future__ import annotations

from collections.abc import Iterator

from evidence.ids import ExhibitId, RecordId
from evidence.model import decision, heads, output
from evidence.model.claim import Claim
from evidence.model.record import Record
from evidence.model.statement import Authenticates


def leaned_on(record: Record) -> Iterator[RecordId]:
    """The very records that this one cites, withdraws or reviews; what it replaces is in `replaces`."""
    match record:
        case decision.Withdrawal() | decision.Review():
            yield record.of
        case decision.Bearing():
            yield record.claim
        case decision.Judgement():
            yield from record.grounds
        case output.Passage():
            for sentence in record.sentences:
                yield from sentence.claims
        case output.Translation() if record.passage is not None:
            yield record.passage
        case output.Disclosure():
            yield from record.rests_on
        case _:
            pass


def cited_exhibits(record: Record) -> Iterator[ExhibitId]:
    """The exhibits whose words a record holds, or of which it says something."""
    match record:
        case Claim():
            yield from (citation.exhibit for citation in record.cites)
            if isinstance(record.says, Authenticates):
                yield record.says.exhibit
        case output.Translation() if record.quote is not None:
            yield record.quote.exhibit
        case decision.Description():
            yield record.exhibit
        case heads.Account() | output.Disclosure():
            yield from record.exhibits
        case _:
            pass

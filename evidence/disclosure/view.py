"""What stands once some exhibits are left out: the only thing that a file for a recipient is made from.

Leaving an exhibit out leaves out every claim that cites it, and with it what rests on that claim alone: a recipient who
may not see an account may not read its echo in a matrix either.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Set

from evidence.custody.entry import EntryType, Opened
from evidence.custody.policy import Policy
from evidence.ids import ExhibitId
from evidence.model.claim import Claim
from evidence.model.codec import parse_record
from evidence.model.decision import Description
from evidence.model.heads import Account
from evidence.model.output import Translation
from evidence.standing import Standing


def standing_without(
    entries: Iterable[Opened],
    policies: Iterable[Policy],
    left_out: Set[ExhibitId],
    broken: Set[ExhibitId] = frozenset(),
) -> Standing:
    """Standing, as if nobody had ever made a claim from these exhibits."""
    return Standing.of(_without(entries, left_out), policies, broken)


def _without(entries: Iterable[Opened], left_out: Set[ExhibitId]) -> Iterator[Opened]:
    for opened in entries:
        body = opened.private.get("record")
        if opened.entry.type is EntryType.RECORDED and isinstance(body, Mapping) and _cites(body, left_out):
            continue
        if opened.private.get("exhibit") in left_out and opened.entry.type is not EntryType.RECORDED:
            continue
        yield opened


def _cites(body: Mapping[str, object], left_out: Set[ExhibitId]) -> bool:
    match parse_record(body):  # type: ignore[arg-type]  # a record's body is JSON
        case Claim() as claim:
            return any(citation.exhibit in left_out for citation in claim.cites)
        case Translation(quote=quote) if quote is not None:
            return quote.exhibit in left_out
        case Description() as description:
            return description.exhibit in left_out
        case Account() as account:
            return any(exhibit in left_out for exhibit in account.exhibits)
        case _:
            return False

"""What stands once some exhibits are left out: the only thing that a file for a recipient is made from.

Leaving an exhibit out leaves out every claim that cites it, and with it what rests on that claim alone: a recipient who
may not see an account may not read its echo in a matrix either. What people replaced or took back stays replaced and
taken back, whatever is left out: nothing that they gave up comes to life again for a recipient.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Set

import msgspec

from evidence.custody.entry import Opened
from evidence.custody.policy import Policy
from evidence.ids import ExhibitId, RecordId
from evidence.model.claim import Claim
from evidence.model.decision import Decision, Judgement
from evidence.model.heads import Account
from evidence.model.output import Disclosure, Passage
from evidence.model.record import Record, UnknownRecord
from evidence.model.references import cited_exhibits, leaned_on
from evidence.standing import Standing


def standing_without(
    entries: Iterable[Opened],
    policies: Iterable[Policy],
    left_out: Set[ExhibitId],
    broken: Set[ExhibitId] = frozenset(),
) -> Standing:
    """Standing, without these exhibits and without what was made from them."""
    standing = Standing.of(entries, policies, broken)
    gone = _made_from(standing, left_out)
    standing.conceal(gone, left_out, list(_shortened(standing, gone, left_out)))
    return standing


def _made_from(standing: Standing, left_out: Set[ExhibitId]) -> frozenset[RecordId]:
    records = tuple(standing.records())
    gone = {record.id for record in records if _tells_of(record, left_out)}
    # A Review of a Withdrawal of a claim speaks of that claim too.
    while more := {record.id for record in records if record.id not in gone and _rests_on(record, gone)}:
        gone |= more
    return frozenset(gone)


def _tells_of(record: Record | UnknownRecord, left_out: Set[ExhibitId]) -> bool:
    match record:
        case UnknownRecord() | Disclosure():
            return False
        case Account():
            # While one of its exhibits goes out, the account must be there to ask for consent.
            return bool(record.exhibits) and left_out >= set(record.exhibits)
        case _:
            return not left_out.isdisjoint(cited_exhibits(record))


def _rests_on(record: Record | UnknownRecord, gone: Set[RecordId]) -> bool:
    match record:
        case UnknownRecord() | Claim() | Passage() | Disclosure():
            # A Passage stays, so that its sentences without their claims stop the file until a person renews it.
            return False
        case Judgement():
            # A person's "not the same" keeps two heads apart even when its grounds stay here.
            alone = bool(record.grounds) and gone >= set(record.grounds)
            return alone and record.decision is not Decision.NOT_SAME
        case _:
            return not gone.isdisjoint(leaned_on(record))


def _shortened(standing: Standing, gone: Set[RecordId], left_out: Set[ExhibitId]) -> Iterator[Record]:
    for record in standing.records():
        match record:
            case Account() if record.id not in gone and not left_out.isdisjoint(record.exhibits):
                kept = tuple(exhibit for exhibit in record.exhibits if exhibit not in left_out)
                yield msgspec.structs.replace(record, exhibits=kept)
            case Judgement() if record.id not in gone and not gone.isdisjoint(record.grounds):
                # The note may tell what the grounds that stay here say, and case files print it.
                grounds = tuple(ground for ground in record.grounds if ground not in gone)
                yield msgspec.structs.replace(record, grounds=grounds, note="")
            case _:
                pass

"""The numbers by which people name records: stable for ever, for they come from the record's place in the ledger."""

from __future__ import annotations

import re

from evidence.custody.entry import Entry
from evidence.ids import DeviceId, RecordId
from evidence.model.claim import Claim
from evidence.standing import Standing

_FIRST_DEVICE = "A"
_NUMBER = re.compile(r"([CR])-([A-Z]{0,2})([0-9]{1,12})", re.ASCII)


def code_of(standing: Standing, record: RecordId) -> str:
    """`C-0412` for a claim, `R-0413` for any other record: its place in its device's log, after the device's letter.

    The letter A is left out: `C-0412` is the first device's, `C-B0412` that of device B. UnknownReferenceError for a
    record that is not held.
    """
    entry = standing.entry_of(record)
    kind = "C" if isinstance(standing.record(record), Claim) else "R"
    return f"{kind}-{_letter(standing, entry)}{entry.seq:04}"


def record_of(standing: Standing, untrusted: str) -> RecordId:
    """The record that a person names by its id or its number (zeros in front may be left out).

    UnknownReferenceError where nothing held has it.
    """
    number = _NUMBER.fullmatch(untrusted.upper())
    if number is not None:
        kind, letter, seq = number.groups()
        wanted = f"{kind}-{letter if letter != _FIRST_DEVICE else ''}{int(seq):04}"
        for record in standing.records():
            if standing.entry_of(record.id).seq == int(seq) and code_of(standing, record.id) == wanted:
                return record.id
    return standing.record(RecordId(untrusted)).id


def entry_number(standing: Standing, entry: Entry) -> str:
    """`412`, or `B412` on the device with the letter B: how an annex names a ledger entry."""
    return f"{_letter(standing, entry)}{entry.seq}"


def _letter(standing: Standing, entry: Entry) -> str:
    devices = standing.policy.devices if standing.policy is not None else {}
    device = devices.get(DeviceId(entry.device))
    return device.letter if device is not None and device.letter != _FIRST_DEVICE else ""

"""Entries: what the ledger shows of one handling or decision, and the private half that only its readers open.

The public half is one line of canonical JSON, the leaf of the log's tree. It has exactly one spelling, which is why it
is read with one full-line pattern: what the pattern refuses, no reader has to argue about. See docs/spec/entry.md.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import Enum

import orjson

from evidence import canonical
from evidence.canonical import Json
from evidence.custody.commitments import DIGEST_PATTERN, digest_of, disclose, open_disclosure, parse_digest
from evidence.errors import DigestMismatchError, MalformedError, NewerFormatError

VERSION = 1


class EntryType(Enum):
    """Everything that the ledger may say happened; nothing else is written there."""

    BEGUN = "begun"
    POLICY = "policy"
    MET = "met"
    ANCHORED = "anchored"
    RECEIVED = "received"
    DERIVED = "derived"
    NOT_DONE = "not_done"
    RECORDED = "recorded"
    OPENED = "opened"
    DISCLOSED = "disclosed"
    SHREDDED = "shredded"


_WITH_OBJECT = frozenset({EntryType.RECEIVED, EntryType.DERIVED})
_WITH_NUMBER = frozenset({EntryType.RECEIVED})

_TOKEN = r"[a-z0-9][a-z0-9_-]{0,63}"  # noqa: S105 - a pattern, not a secret
_OBJECT = r"[0-9a-f]{64}"
_NUMBER = r"[A-Z]{1,2}-[0-9]{6,9}"
_SEQ = r"0|[1-9][0-9]{0,14}"
_TIME = r"[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:[0-9]{2}Z"
_LINE = re.compile(
    rf'\{{"_sd":\[(?P<sd>(?:"{DIGEST_PATTERN}"(?:,"{DIGEST_PATTERN}")*)?)\]'
    rf',"actor":"(?P<actor>{_TOKEN})","compartment":"(?P<compartment>{_TOKEN})","device":"(?P<device>{_TOKEN})"'
    rf'(?:,"number":"(?P<number>{_NUMBER})")?(?:,"object":"(?P<object>{_OBJECT})")?'
    rf',"seq":(?P<seq>{_SEQ}),"time":"(?P<time>{_TIME})","type":"(?P<type>[a-z_]{{1,32}})","v":1\}}'
)
_FIELDS = {
    "actor": re.compile(_TOKEN),
    "compartment": re.compile(_TOKEN),
    "device": re.compile(_TOKEN),
    "number": re.compile(_NUMBER),
    "object": re.compile(_OBJECT),
    "time": re.compile(_TIME),
}
_LARGEST_SEQ = 10**15 - 1


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """The public half. `seq` counts from 0 and is the leaf's index; `sd` is sorted; `time` is UTC to the second."""

    seq: int
    time: str
    actor: str
    device: str
    compartment: str
    type: EntryType
    sd: tuple[str, ...]
    object: str | None = None
    number: str | None = None
    v: int = VERSION

    def __post_init__(self) -> None:
        if self.v != VERSION:
            raise NewerFormatError("an entry of a version this program does not write")
        if not 0 <= self.seq <= _LARGEST_SEQ:
            raise MalformedError("the seq of an entry is a whole number from 0")
        for field, pattern in _FIELDS.items():
            value = getattr(self, field)
            if value is not None and not pattern.fullmatch(value):
                raise MalformedError(f"the {field} of an entry is not as docs/spec/entry.md asks")
        for digest in self.sd:
            parse_digest(digest)
        self._check_rules()

    def _check_rules(self) -> None:
        _check_time(self.time)
        if any(earlier >= later for earlier, later in zip(self.sd, self.sd[1:], strict=False)):
            raise MalformedError("the digests of an entry are sorted, each once")
        _check_kind(self.type, self.object, self.number)


@dataclass(frozen=True, slots=True, kw_only=True)
class Draft:
    """What is to be committed: everything of an entry but its place in the log, and the private half in the clear.

    A `recorded` draft has one private field, "record"; the others have one for each field that may be opened alone.
    """

    type: EntryType
    compartment: str
    private: tuple[tuple[str, Json], ...]
    object: str | None = None
    number: str | None = None

    def __post_init__(self) -> None:
        names = [name for name, _ in self.private]
        if len(set(names)) != len(names):
            raise MalformedError("a private field is named once")
        if self.type is EntryType.RECORDED and names != ["record"]:
            raise MalformedError('a recorded entry has one private field, "record"')
        _check_kind(self.type, self.object, self.number)


@dataclass(frozen=True, slots=True, kw_only=True)
class Opened:
    """An entry with those private fields that were opened and checked against its digests."""

    entry: Entry
    private: Mapping[str, Json]


@dataclass(frozen=True, slots=True, kw_only=True)
class Made:
    """A new entry and the disclosures of its private half, in the order of the draft."""

    entry: Entry
    disclosures: tuple[str, ...]


def make_entry(draft: Draft, *, seq: int, time: str, actor: str, device: str, salts: Iterator[bytes]) -> Made:
    """Give a draft its place in a log; `salts` gives 16 fresh random bytes for each private field."""
    disclosures = tuple(disclose(name, value, next(salts)) for name, value in draft.private)
    entry = Entry(
        seq=seq,
        time=time,
        actor=actor,
        device=device,
        compartment=draft.compartment,
        type=draft.type,
        sd=tuple(sorted(map(digest_of, disclosures))),
        object=draft.object,
        number=draft.number,
    )
    return Made(entry=entry, disclosures=disclosures)


def line(entry: Entry) -> bytes:
    """The entry's one spelling, without its newline: the leaf."""
    fields: dict[str, Json] = {
        "_sd": entry.sd,
        "actor": entry.actor,
        "compartment": entry.compartment,
        "device": entry.device,
        "seq": entry.seq,
        "time": entry.time,
        "type": entry.type.value,
        "v": entry.v,
    }
    if entry.object is not None:
        fields["object"] = entry.object
    if entry.number is not None:
        fields["number"] = entry.number
    return canonical.encode(fields)


def parse_entry(untrusted_line: bytes) -> Entry:
    """The entry of a line without its newline; else MalformedError, or NewerFormatError for a later v."""
    try:
        match = _LINE.fullmatch(untrusted_line.decode("ascii"))
    except UnicodeDecodeError:
        match = None
    if match is None:
        raise _why_not(untrusted_line)
    fields = match.groupdict()
    return Entry(
        seq=int(fields["seq"]),
        time=fields["time"],
        actor=fields["actor"],
        device=fields["device"],
        compartment=fields["compartment"],
        type=parse_entry_type(fields["type"]),
        sd=tuple(fields["sd"][1:-1].split('","')) if fields["sd"] else (),
        object=fields["object"],
        number=fields["number"],
    )


def parse_entry_type(untrusted: str) -> EntryType:
    """The type of this name, or MalformedError."""
    try:
        return EntryType(untrusted)
    except ValueError as error:
        raise MalformedError("an entry type that docs/spec/entry.md does not list") from error


def body_line(seq: int, disclosures: Sequence[str]) -> bytes:
    """One line of a bodies segment, without its newline: the private half of entry `seq`."""
    return canonical.encode({"sd": list(disclosures), "seq": seq})


def parse_body_line(untrusted_line: bytes) -> tuple[int, tuple[str, ...]]:
    """Seq and disclosures of a line that `body_line` wrote; whether they fit an entry is for `open_entry`."""
    match canonical.decode_object(untrusted_line):
        # To Python the JSON value `true` is an int.
        case {"sd": list(spelled), "seq": int(seq), **others} if not others and seq >= 0 and not isinstance(seq, bool):
            disclosures = tuple(text for text in spelled if isinstance(text, str))
            if len(disclosures) == len(spelled):
                return seq, disclosures
    raise MalformedError("a body line is {sd, seq}: a list of disclosures and the seq of their entry")


def open_entry(entry: Entry, disclosures: Sequence[str], *, whole: bool = True) -> Opened:
    """Check each disclosure against the entry's digests and open it.

    Unless `whole` is false, a digest that stays unopened is an error too: DigestMismatchError, naming the seq.
    """
    digests = [digest_of(disclosure) for disclosure in disclosures]
    if len(set(digests)) != len(digests) or not set(digests) <= set(entry.sd):
        raise DigestMismatchError(f"entry {entry.seq}: a disclosure that the entry does not commit to")
    if whole and len(digests) != len(entry.sd):
        raise DigestMismatchError(f"entry {entry.seq}: its private half is not complete")
    private: dict[str, Json] = {}
    for disclosure in disclosures:
        _, name, value = open_disclosure(disclosure)
        if name in private:
            raise MalformedError(f"entry {entry.seq}: a private field is there twice")
        private[name] = value
    return Opened(entry=entry, private=private)


def _check_time(time: str) -> None:
    try:
        datetime.fromisoformat(time)
    except ValueError as error:
        raise MalformedError("the time of an entry is not in the calendar") from error


def _check_kind(kind: EntryType, stored: str | None, number: str | None) -> None:
    if (stored is not None) != (kind in _WITH_OBJECT):
        raise MalformedError("received and derived entries name their object, no other entry does")
    if (number is not None) != (kind in _WITH_NUMBER):
        raise MalformedError("a received entry has a number, no other entry does")


def _why_not(untrusted_line: bytes) -> MalformedError | NewerFormatError:
    try:
        value = orjson.loads(untrusted_line)
    except orjson.JSONDecodeError:
        return MalformedError("an entry is one line of JSON")
    version = value.get("v") if isinstance(value, dict) else None
    if isinstance(version, int) and version > VERSION:
        return NewerFormatError("an entry written by a newer program")
    return MalformedError("a line that is not an entry in its one spelling (docs/spec/entry.md)")

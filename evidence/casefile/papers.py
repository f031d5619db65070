"""What a case file prints that is not in Standing: how things leave, by which keys, and who had each exhibit when."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from enum import Enum

from evidence.canonical import Json
from evidence.casefile.numbers import entry_number
from evidence.custody.entry import EntryType, Opened
from evidence.digest import Sha256
from evidence.errors import MalformedError
from evidence.ids import DerivativeId, ExhibitId
from evidence.model.codec import parse_record
from evidence.model.decision import Description
from evidence.standing import Standing


class Handling(Enum):
    """What an entry says was done with an exhibit."""

    RECEIVED = "received"
    RECEIVED_AGAIN = "received_again"
    READ = "read"
    DERIVED = "derived"
    NOT_DONE = "not_done"
    DESCRIBED = "described"
    OPENED = "opened"
    DISCLOSED = "disclosed"


class TranslationRule(Enum):
    """Which translations print. Machine text that no other person reviewed prints under none of them."""

    REVIEWED = "reviewed"
    HUMAN = "human"
    SWORN = "sworn"


@dataclass(frozen=True, slots=True, kw_only=True)
class Handed:
    """One exhibit as it is handed over: number and SHA-256 of these very bytes, pages or parts, who had it when."""

    number: str
    sha256: Sha256
    pages: int | None = None
    custody: tuple[CustodyNote, ...] = ()

    def __post_init__(self) -> None:
        if not self.number:
            raise MalformedError("an exhibit is handed over under a number")


@dataclass(frozen=True, slots=True, kw_only=True)
class CustodyNote:
    """One ledger entry about an exhibit. `time` is UTC; `by` a person's key; `detail` a tool or a closed reason."""

    entry: str
    time: str
    what: Handling
    by: str
    detail: str = ""
    sha256: Sha256 | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Withheld:
    """An exhibit that stays here: its number and why. Nothing else about it prints."""

    number: str
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Papers:
    """Everything around the content. Fingerprints are SHA-256 of the raw public keys, in hexadecimal.

    `manifest` is None while the file is only previewed. No `authorities`: no time stamp was made, and the file says so.
    `searched` says, in the file's language, what was searched for exonerating material; empty: no search is recorded.
    """

    handed: Mapping[ExhibitId, Handed]
    withheld: tuple[Withheld, ...] = ()
    submitted_by: str = ""
    origin: str = ""
    log_key: Sha256 | None = None
    root_key: Sha256 | None = None
    authorities: tuple[str, ...] = ()
    manifest: Sha256 | None = None
    verifiers: Mapping[str, Sha256] = field(default_factory=dict)
    translations: TranslationRule = TranslationRule.REVIEWED
    searched: str = ""


def handed_as_received(
    standing: Standing,
    entries: Iterable[Opened],
    exhibits: Iterable[ExhibitId],
    pages: Mapping[ExhibitId, int] | None = None,
) -> dict[ExhibitId, Handed]:
    """These exhibits as they came in, under their own numbers, with their entries; what a preview shows."""
    notes = custody_of(standing, entries)
    counted = pages or {}
    return {
        one: Handed(
            number=standing.holdings.exhibit(one).number,
            sha256=standing.holdings.exhibit(one).sha256,
            pages=counted.get(one),
            custody=notes.get(one, ()),
        )
        for one in exhibits
    }


def custody_of(standing: Standing, entries: Iterable[Opened]) -> dict[ExhibitId, tuple[CustodyNote, ...]]:
    """Every entry that names an exhibit, or what was derived from it, in the order of time."""
    found: dict[ExhibitId, list[tuple[str, str, int, CustodyNote]]] = defaultdict(list)
    earliest: dict[ExhibitId, bool] = {}
    ordered = sorted(entries, key=lambda opened: (opened.entry.time, opened.entry.device, opened.entry.seq))
    for opened in ordered:
        for exhibit in _exhibits(standing, opened):
            note = _note(standing, opened, again=earliest.get(exhibit, False))
            if note is not None:
                earliest[exhibit] = True
                entry = opened.entry
                found[exhibit].append((entry.time, entry.device, entry.seq, note))
    return {exhibit: tuple(note for *_, note in notes) for exhibit, notes in found.items()}


def _exhibits(standing: Standing, opened: Opened) -> list[ExhibitId]:
    private = opened.private
    named: list[Json] = [private.get("exhibit"), private.get("of")]
    several = private.get("exhibits")
    named += several if isinstance(several, list | tuple) else []
    body = private.get("record")
    if isinstance(body, Mapping):
        record = parse_record(body)
        named = [record.exhibit] if isinstance(record, Description) else []
    return [exhibit for one in named if isinstance(one, str) and (exhibit := _root(standing, one)) is not None]


def _root(standing: Standing, named: str) -> ExhibitId | None:
    # A thumbnail of a text of an exhibit is still about that exhibit.
    while named.startswith("drv_"):
        derivative = standing.holdings.derivatives.get(DerivativeId(named))
        if derivative is None:
            return None
        named = derivative.of
    exhibit = ExhibitId(named)
    return exhibit if exhibit in standing.holdings.exhibits else None


def _note(standing: Standing, opened: Opened, *, again: bool) -> CustodyNote | None:
    entry, private = opened.entry, opened.private
    match entry.type:
        case EntryType.RECEIVED:
            what, detail, digest = Handling.RECEIVED_AGAIN if again else Handling.RECEIVED, "", private.get("sha256")
        case EntryType.DERIVED:
            text = private.get("kind") == "text"
            what, digest = Handling.READ if text else Handling.DERIVED, private.get("sha256")
            detail = f"{private.get('kind')}: {private.get('tool')} {private.get('version')}"
        case EntryType.NOT_DONE:
            what, detail, digest = Handling.NOT_DONE, f"{private.get('step')}: {private.get('reason')}", None
        case EntryType.RECORDED:
            what, detail, digest = Handling.DESCRIBED, "", None
        case EntryType.OPENED:
            what, detail, digest = Handling.OPENED, "", None
        case EntryType.DISCLOSED:
            what, detail, digest = Handling.DISCLOSED, "", None
        case _:
            return None
    return CustodyNote(
        entry=entry_number(standing, entry),
        time=entry.time,
        what=what,
        by=entry.actor,
        detail=detail,
        sha256=Sha256(digest) if isinstance(digest, str) else None,
    )

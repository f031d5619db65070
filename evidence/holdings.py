"""Exhibits and derivatives as the entries tell of them: receipts add up, and each exhibit is in exactly one state."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Set

import msgspec

from evidence.canonical import Json
from evidence.custody.commitments import from_base64url
from evidence.custody.entry import EntryType, Opened
from evidence.custody.policy import COMPARTMENTS
from evidence.errors import MalformedError, UnknownReferenceError
from evidence.ids import DerivativeId, ExhibitId
from evidence.model.holding import Derivative, Exhibit, ExhibitState, Obtained, Receipt
from evidence.model.values import SourceId, Value, shown

TEXT = "text"
ANNOTATIONS = "annotations"
PAGES_WAIT_FOR_OCR = "pages_wait_for_ocr"
"""The finding of a text derivative of which at least one page still waits for OCR."""

_STATE_OF_REASON = {
    "needs_password": ExhibitState.NEEDS_PASSWORD,
    "unsupported": ExhibitState.UNSUPPORTED,
    "refused": ExhibitState.REFUSED,
    "empty": ExhibitState.REFUSED,
    "needs_ocr_data": ExhibitState.NEEDS_OCR,
}


class NotDone(Value, frozen=True):
    """A step that was tried on an exhibit, or on a file that never came in, and not done."""

    exhibit: ExhibitId | None
    name: bytes | None
    step: str
    reason: str
    time: str
    device: str
    seq: int


class Holdings:
    """Everything held, whatever order its entries came in."""

    def __init__(self) -> None:
        self.exhibits: dict[ExhibitId, Exhibit] = {}
        self.derivatives: dict[DerivativeId, Derivative] = {}
        self._derived: dict[ExhibitId | DerivativeId, set[Derivative]] = defaultdict(set)
        self._not_done: dict[ExhibitId | None, set[NotDone]] = defaultdict(set)

    def absorb(self, opened: Opened) -> None:
        """Take one entry; types that say nothing of holdings pass by."""
        match opened.entry.type:
            case EntryType.RECEIVED:
                self._receive(opened)
            case EntryType.DERIVED:
                self._derive(opened)
            case EntryType.NOT_DONE:
                self._miss(opened)
            case _:
                pass

    def exhibit(self, exhibit: ExhibitId) -> Exhibit:
        """The exhibit, or UnknownReferenceError."""
        try:
            return self.exhibits[exhibit]
        except KeyError:
            raise UnknownReferenceError(f"no exhibit {shown(exhibit)} here") from None

    def latest(self, of: ExhibitId | DerivativeId, kind: str) -> Derivative | None:
        """The newest derivative of this kind, by time, device and place in the log."""
        ours = [derivative for derivative in self._derived.get(of, ()) if derivative.kind == kind]
        return max(ours, key=_when, default=None)

    def state(self, exhibit: ExhibitId) -> ExhibitState:
        """The one state that the exhibit is in."""
        text = self.latest(exhibit, TEXT)
        if text is not None:
            return ExhibitState.NEEDS_OCR if PAGES_WAIT_FOR_OCR in text.findings else ExhibitState.READ
        missed = max(self._not_done.get(exhibit, ()), key=_when, default=None)
        if missed is None:
            return ExhibitState.TAKEN_IN
        return _STATE_OF_REASON.get(missed.reason, ExhibitState.FAILED)

    def reason(self, exhibit: ExhibitId) -> str | None:
        """Why the exhibit was not read, in the closed words of the last attempt; None where there is nothing to say."""
        if self.latest(exhibit, TEXT) is not None:
            return None
        missed = max(self._not_done.get(exhibit, ()), key=_when, default=None)
        return missed.reason if missed else None

    def media_type(self, exhibit: ExhibitId) -> str | None:
        """What the content is, as the reader found; None before it was read."""
        text = self.latest(exhibit, TEXT)
        return text.media_type if text else None

    def never_came_in(self) -> tuple[NotDone, ...]:
        """Files that could not be taken in at all, oldest first."""
        # Without a name it was no file: a time stamp that was not made is entered in the same way.
        return tuple(sorted((one for one in self._not_done.get(None, ()) if one.name is not None), key=_when))

    def by_number(self, number: str) -> Exhibit:
        """The exhibit that carries this number on any of its receipts, or UnknownReferenceError."""
        for exhibit in self.exhibits.values():
            if any(receipt.number == number for receipt in exhibit.receipts):
                return exhibit
        raise UnknownReferenceError(f"no exhibit {shown(number)} here")

    def parts_of(self, exhibits: Iterable[ExhibitId]) -> frozenset[ExhibitId]:
        """These exhibits and everything that came out of them, at any depth: a file in an archive, an attachment."""
        found = set(exhibits)
        while more := {one.id for one in self.exhibits.values() if one.parent in found} - found:
            found |= more
        return frozenset(found)

    def conceal(self, exhibits: Set[ExhibitId]) -> None:
        """Hold these exhibits no longer, nor anything derived from them."""
        gone: set[ExhibitId | DerivativeId] = set(exhibits)
        while more := {one.id for one in self.derivatives.values() if one.of in gone} - gone:
            gone |= more
        self.exhibits = {known: one for known, one in self.exhibits.items() if known not in gone}
        self.derivatives = {known: one for known, one in self.derivatives.items() if known not in gone}
        for known in gone & self._derived.keys():
            del self._derived[known]
        for exhibit in exhibits & self._not_done.keys():
            del self._not_done[exhibit]

    def _receive(self, opened: Opened) -> None:
        entry, private = opened.entry, opened.private
        if "exhibit" not in private or entry.object is None or entry.number is None:
            return  # Another compartment's: this person sees only that something came in.
        receipt = Receipt(
            device=entry.device,
            seq=entry.seq,
            time=entry.time,
            number=entry.number,
            source=SourceId(_text(private, "source")),
            name=_bytes(private, "name"),
            obtained=_obtained(private.get("obtained")),
        )
        identifier = ExhibitId(_text(private, "exhibit"))
        known = self.exhibits.get(identifier)
        receipts = {(one.device, one.seq): one for one in (known.receipts if known else ())}
        receipts[receipt.device, receipt.seq] = receipt
        ordered = tuple(sorted(receipts.values(), key=_when))
        stricter = strictest([entry.compartment, *([known.compartment] if known else [])])
        first = ordered[0] is receipt or known is None
        shape = {
            "id": identifier,
            "number": ordered[0].number,
            "sha256": private["sha256"],
            "blake3": private["blake3"],
            "size": private["size"],
            "media_type": private.get("media_type"),
            "compartment": stricter,
            "object": entry.object if first or known is None else known.object,
            "parent": private.get("parent") if first or known is None else known.parent,
        }
        self.exhibits[identifier] = Exhibit(receipts=ordered, **shape)  # type: ignore[arg-type]  # checked by the entry

    def _derive(self, opened: Opened) -> None:
        entry, private = opened.entry, opened.private
        if "derivative" not in private or entry.object is None:
            return
        findings = private.get("findings") or ()
        derivative = Derivative(
            id=DerivativeId(_text(private, "derivative")),
            of=ExhibitId(_text(private, "of")),
            kind=_text(private, "kind"),
            sha256=_text(private, "sha256"),  # type: ignore[arg-type]  # checked by the vault on reading
            object=entry.object,  # type: ignore[arg-type]  # checked by the entry
            compartment=entry.compartment,
            media_type=_text(private, "media_type") if private.get("media_type") else None,
            tool=_text(private, "tool"),
            version=_text(private, "version"),
            isolation=_text(private, "isolation"),
            findings=tuple(str(finding) for finding in findings) if isinstance(findings, list | tuple) else (),
            time=entry.time,
            device=entry.device,
            seq=entry.seq,
        )
        # The same bytes made twice are one derivative, and it is as old as the first time.
        self.derivatives[derivative.id] = min(derivative, self.derivatives.get(derivative.id, derivative), key=_when)
        self._derived[derivative.of].add(derivative)

    def _miss(self, opened: Opened) -> None:
        entry, private = opened.entry, opened.private
        if "step" not in private:
            return
        exhibit = private.get("exhibit")
        missed = NotDone(
            exhibit=ExhibitId(str(exhibit)) if exhibit else None,
            name=_bytes(private, "name") if private.get("name") else None,
            step=_text(private, "step"),
            reason=_text(private, "reason"),
            time=entry.time,
            device=entry.device,
            seq=entry.seq,
        )
        self._not_done[missed.exhibit].add(missed)


def strictest(compartments: Iterable[str]) -> str:
    """The strictest of these compartments, `open` for none; one that is not of the four counts as stricter still."""
    return max(compartments, key=_strictness, default=COMPARTMENTS[0])


def _strictness(compartment: str) -> int:
    return COMPARTMENTS.index(compartment) if compartment in COMPARTMENTS else len(COMPARTMENTS)


def _when(placed: Receipt | Derivative | NotDone) -> tuple[str, str, int]:
    return placed.time, placed.device, placed.seq


def _text(private: Mapping[str, Json], field: str) -> str:
    value = private.get(field)
    if not isinstance(value, str):
        raise MalformedError(f"an entry whose `{field}` is not a text")
    return value


def _bytes(private: Mapping[str, Json], field: str) -> bytes:
    return from_base64url(_text(private, field))


def _obtained(untrusted: Json) -> Obtained:
    try:
        return msgspec.convert(untrusted or {}, Obtained)
    except msgspec.ValidationError as error:
        raise MalformedError("an entry whose `obtained` is not when, where, how and by whom") from error

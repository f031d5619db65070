"""One person's signed records: what is checked before a record is made, and the way it enters the ledger.

A record that is made can be relied on: its references exist and fit, its quote stands where it says. What is decided
wrongly is taken back by another record, never by changing one.
"""

from __future__ import annotations

import base64
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from typing import Any, Protocol, TypeVar

from evidence.custody.entry import Draft, EntryType, Opened
from evidence.errors import NotAllowedError, UnknownReferenceError
from evidence.holdings import strictest
from evidence.ids import DerivativeId, ExhibitId, PersonKey, ProposalId, RecordId, WorkspaceId
from evidence.known import Known
from evidence.model import codec, decision, heads
from evidence.model.claim import AnySelector, Citation, Claim, Span
from evidence.model.record import Record
from evidence.model.references import cited_exhibits, leaned_on
from evidence.model.values import SourceId
from evidence.rules import Texts, check
from evidence.standing import Standing

R = TypeVar("R", bound=Record)
H = TypeVar("H", bound=heads.Head)

DEFAULT_COMPARTMENT = "case"
_NONCE_BYTES = 16
# Who a coded source is stays with the custodians, whatever a caller asks for.
_LEAST_COMPARTMENT: Mapping[type[Record], str] = {heads.IdentityKey: "sealed"}


class Pen(Protocol):
    """What a workspace lends for writing: the person's key, time, chance, and the ledger."""

    @property
    def id(self) -> WorkspaceId:
        """The workspace's id, which every signature covers."""
        ...

    @property
    def person(self) -> PersonKey:
        """Whose hand it is."""
        ...

    def sign(self, message: bytes) -> bytes:
        """The person's Ed25519 signature, 64 bytes."""
        ...

    def instant(self) -> str:
        """The present moment, `2026-11-25T09:14:02Z`."""
        ...

    def chance(self, size: int) -> bytes:
        """Random bytes."""
        ...

    def commit(self, drafts: Sequence[Draft]) -> Sequence[Opened]:
        """Append to the ledger, durably, and give the entries back opened."""
        ...


class Hand:
    """One unlocked person, deciding. Within `batch()` all records enter the ledger in one commit, or none does."""

    def __init__(self, pen: Pen, standing: Standing, texts: Texts, allowed_elements: Mapping[str, str]) -> None:
        """`allowed_elements`: id of each element of the law data -> its scope (`workspace`, `incident`, `person`)."""
        self._pen = pen
        self._known = Known(standing)
        self._texts = texts
        self._elements = allowed_elements
        self._depth = 0

    @property
    def standing(self) -> Standing:
        """What holds, with everything that this hand has committed."""
        return self._known.standing

    @contextmanager
    def batch(self) -> Iterator[None]:
        """Many records, one commit; an error inside leaves nothing behind.

        A batch within a batch enters the ledger with it; an error that is caught between the two takes back the inner.
        """
        before = len(self._known)
        self._depth += 1
        try:
            yield
        except BaseException:
            self._known.shorten(before)
            raise
        finally:
            self._depth -= 1
        if not self._depth and (drafts := self._known.shorten(0)):
            self.standing.absorb(self._pen.commit(drafts))

    def record(
        self,
        kind: type[R],
        *,
        replaces: tuple[RecordId, ...] = (),
        via: ProposalId | None = None,
        compartment: str = DEFAULT_COMPARTMENT,
        **fields: Any,  # noqa: ANN401 - the kind's own fields, checked when it is built
    ) -> R:
        """Make, check, sign and keep one record; it lies in the strictest compartment of all it leans on."""
        made = codec.compose(
            kind,
            fields,
            by=self._pen.person,
            at=self._pen.instant(),
            nonce=_base64url(self._pen.chance(_NONCE_BYTES)),
            workspace=self._pen.id,
            sign=lambda message: _base64url(self._pen.sign(message)),
            replaces=replaces,
            via=via,
        )
        if not isinstance(made, kind):
            raise UnknownReferenceError(f"a {kind.__name__} that cannot be read back")
        self._require_role(made)
        check(made, self._known, self._texts, self._elements)
        self._keep(made, self._compartment(made, compartment))
        return made

    def _require_role(self, made: Record) -> None:
        policy = self.standing.policy
        if policy is not None and not policy.may_make(made.by, made.kind):
            # It would be void: shown, and ignored. Better to say so now.
            raise NotAllowedError(f"the roles of {made.by} do not cover records of the kind {made.kind}")

    def _keep(self, made: Record, compartment: str) -> None:
        draft = Draft(type=EntryType.RECORDED, compartment=compartment, private=(("record", codec.body_of(made)),))
        if self._depth:
            self._known.wait(made, draft)
        else:
            self.standing.absorb(self._pen.commit([draft]))

    def _compartment(self, made: Record, asked: str) -> str:
        least = _LEAST_COMPARTMENT.get(type(made), asked)
        exhibits = [self.standing.holdings.exhibit(exhibit).compartment for exhibit in cited_exhibits(made)]
        records = [self._known.compartment(record) for record in (*made.replaces, *leaned_on(made))]
        return strictest([asked, least, *exhibits, *records])

    # What people do, in their words

    def head(self, kind: type[H], label: str, gazetteer: str | None = None) -> H:
        """A new Person, Unit, Place, Incident or Act: an id and a working label."""
        return self.record(kind, label=label, gazetteer=gazetteer)

    def cite(self, exhibit: ExhibitId, text: DerivativeId, page: int, quote: str, start: int | None = None) -> Citation:
        """The citation of words on a page; without `start` they must stand there exactly once."""
        at = self._texts.locate(text, page, quote, start)
        return Citation(exhibit=exhibit, text=text, at=Span(page=page, start=at, end=at + len(quote)), quote=quote)

    def cite_selected(self, exhibit: ExhibitId, text: DerivativeId | None, at: AnySelector, quote: str) -> Citation:
        """The citation of a selection that a page gave; whether the quote stands there is checked with the claim."""
        return Citation(exhibit=exhibit, text=text, at=at, quote=quote)

    def accept(self, proposal: ProposalId, kind: type[R] = Claim, **fields: Any) -> R:  # type: ignore[assignment]  # noqa: ANN401
        """Make the record that a proposal suggested; the proposal counts as accepted while the record lives."""
        return self.record(kind, via=proposal, **fields)

    def dismiss(self, proposal: ProposalId, reason: str) -> decision.Dismissal:
        """Refuse a proposal, also for every later run of the machine."""
        return self.record(decision.Dismissal, proposal=proposal, reason=reason)

    def undo(self, record: RecordId, reason: str = "undo") -> decision.Withdrawal:
        """Take back this one step; what it replaced holds again. Undoing a Withdrawal restores what it took back."""
        return self.record(decision.Withdrawal, of=record, whole=False, reason=reason)

    def withdraw(self, record: RecordId, reason: str) -> decision.Withdrawal:
        """Take a record back with all its earlier versions."""
        return self.record(decision.Withdrawal, of=record, whole=True, reason=reason)

    def amend(self, record: R, **changes: Any) -> R:  # noqa: ANN401 - the kind's own fields
        """A new version in the same line; NotAllowedError if the record no longer lives.

        It answers the same proposal as the old one, and is kept at least as strictly.
        """
        if not self._known.holds(self._known.record(record.id).id):
            raise NotAllowedError(f"{record.id} no longer holds", hint="amend the version that replaced it, or undo")
        kept = {name: getattr(record, name) for name in record.__struct_fields__ if name not in _COMMON}
        return self.record(type(record), replaces=(record.id,), **{**kept, **changes})

    def source(self, code: str, sort: heads.SourceSort, *, protected: bool = False, **fields: Any) -> heads.Source:  # noqa: ANN401
        """A new source, known by its code."""
        return self.record(heads.Source, code=code, sort=sort, protected=protected, **fields)


_COMMON = frozenset({"id", "nonce", "at", "by", "sig", "replaces"})


def source_of_code(standing: Standing, code: str) -> heads.Source | None:
    """The live source of this code, or None."""
    return next((source for source in standing.live(heads.Source) if source.code == code), None)


def line_of(standing: Standing, source: heads.Source) -> SourceId:
    """How other records name this source."""
    return SourceId(standing.line(source.id))


def _base64url(content: bytes) -> str:
    return base64.urlsafe_b64encode(content).rstrip(b"=").decode()

"""Standing: what holds now, a pure function of the set of entries, the policies they name, and what is BROKEN.

Everything reads this one function: search, graph, coverage, case file, pages. Order and device do not matter to it,
so undo, sync and rebuild need no rule of their own. `Standing.of` is the definition; `absorb` keeps an existing
Standing up to date and must come to the same, after every step.
"""

from __future__ import annotations

import enum
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Set
from dataclasses import dataclass
from functools import cached_property
from typing import TypeVar

from evidence import canonical
from evidence.canonical import Json
from evidence.custody.entry import Entry, EntryType, Opened
from evidence.custody.policy import Policy
from evidence.custody.powers import Powers
from evidence.errors import UnknownReferenceError
from evidence.holdings import Holdings
from evidence.ids import DeviceId, ExhibitId, ProposalId, RecordId
from evidence.judgements import Clusters
from evidence.life import Life, Lives, Step
from evidence.model.claim import Claim
from evidence.model.codec import parse_record
from evidence.model.decision import Bearing, Decision, Dismissal, Judgement, Review, ReviewDecision, Withdrawal
from evidence.model.heads import Head, Source
from evidence.model.record import Record, UnknownRecord
from evidence.model.values import SourceId, shown

R = TypeVar("R", bound=Record)
_HOLDING = (Life.LIVE, Life.CONTESTED)


class Usable(enum.Enum):
    """Whether a claim may be built on, and if not, the first reason why."""

    YES = "yes"
    NOT_LIVE = "not_live"
    CONTESTED = "contested"
    EXHIBIT_BROKEN = "exhibit_broken"
    RETURNED = "returned"
    NOT_REVIEWED = "not_reviewed"


class ProposalState(enum.Enum):
    """A machine's proposal, as people have answered it."""

    OPEN = "open"
    ACCEPTED = "accepted"
    REFUSED = "refused"


@dataclass(frozen=True, slots=True, kw_only=True)
class _Kept:
    record: Record | UnknownRecord
    entries: tuple[Entry, ...]
    """Every entry that holds it, the earliest first: synced devices may each have entered it."""


class Standing:
    """What holds now. Build it with `of`; read it; `absorb` new entries as they come."""

    def __init__(self, policies: Iterable[Policy], broken: Set[ExhibitId] = frozenset()) -> None:
        self.holdings = Holdings()
        self._powers = Powers()
        self._powers.add(policies)
        self._broken = frozenset(broken)
        self._kept: dict[RecordId, _Kept] = {}
        self._lives = Lives()
        self.sizes: dict[DeviceId, int] = {}
        """Device -> how many entries of its log, from the first and without a gap, this Standing has read."""
        self._ahead: dict[DeviceId, set[int]] = defaultdict(set)

    @classmethod
    def of(
        cls, entries: Iterable[Opened], policies: Iterable[Policy], broken: Set[ExhibitId] = frozenset()
    ) -> Standing:
        """The definition: entries in any order, every policy they name, exhibits that the last audit found BROKEN."""
        standing = cls(policies, broken)
        standing.absorb(entries)
        return standing

    def absorb(self, entries: Iterable[Opened], policies: Iterable[Policy] = ()) -> None:
        """Take more entries, in any order, each once or often; and the policies that are new with them."""
        ruled_anew = self._powers.add(policies)
        fresh: list[RecordId] = []
        for opened in entries:
            entry = opened.entry
            self._count(DeviceId(entry.device), entry.seq)
            if entry.type is EntryType.RECORDED:
                fresh.extend(self._keep(opened))
            elif entry.type is EntryType.POLICY and opened.private:
                self._powers.name(opened)
                ruled_anew = True
            else:
                self.holdings.absorb(opened)
        self._lives.absorb(self._step(record) for record in (list(self._kept) if ruled_anew else fresh))
        self._forget()

    # Records and their lives

    def record(self, record: RecordId) -> Record | UnknownRecord:
        """The very record of this id, or UnknownReferenceError."""
        try:
            return self._kept[record].record
        except KeyError:
            raise UnknownReferenceError(f"no record {shown(record)} here") from None

    def entry_of(self, record: RecordId) -> Entry:
        """The ledger entry that holds the record: where several do, the earliest by whose policy it counts."""
        self.record(record)
        kept = self._kept[record]
        if len(kept.entries) == 1:
            return kept.entries[0]
        by, kind = kept.record.by, kept.record.kind
        return next((entry for entry in kept.entries if self._powers.count(entry, by, kind)), kept.entries[0])

    def place(self, record: RecordId) -> tuple[str, str, int]:
        """Where it lies in the ledger: time, device and number of its entry. Records are sorted by this."""
        return _place(self.entry_of(record))

    def records(self) -> Iterator[Record | UnknownRecord]:
        """Every record that is held, whatever has become of it, in no order."""
        return (kept.record for kept in self._kept.values())

    def holds(self, record: RecordId) -> bool:
        """Whether this record is held, whatever has become of it."""
        return record in self._kept

    def life(self, record: RecordId) -> Life:
        """How the record stands, or UnknownReferenceError."""
        life = self._lives.of(record)
        if life is None or record not in self._kept:
            raise UnknownReferenceError(f"no record {shown(record)} here")
        return life

    def lives(self, record: RecordId) -> bool:
        """Whether the record is held and live, contested or not."""
        return record in self._kept and self._lives.of(record) in _HOLDING

    def line(self, record: RecordId) -> RecordId:
        """The first record of its line, which is what a reference to a head or Source means."""
        kept = self._kept.get(record)
        return record if kept is not None and not kept.record.replaces else self._lives.line(record)

    def heirs(self, record: RecordId) -> frozenset[RecordId]:
        """What has come of a record: itself while it lives, else the live records below it; two of them at most."""
        return self._lives.heirs(record) & self._kept.keys()

    def live(self, kind: type[R]) -> tuple[R, ...]:
        """All live records of a kind, contested ones among them, as they lie in the ledger."""
        return tuple(record for record in self._by_kind.get(kind, ()) if isinstance(record, kind))

    def current(self, line: RecordId, kind: type[R]) -> R:
        """What this line says now: its live record, the latest where two contest; else its first."""
        candidates = [record for record in self._by_line.get(self.line(line), ()) if isinstance(record, kind)]
        if candidates:
            return candidates[-1]
        record = self.record(line)
        if not isinstance(record, kind):
            raise UnknownReferenceError(f"{shown(line)} is no {kind.__name__}")
        return record

    def unknown(self) -> tuple[UnknownRecord, ...]:
        """Records of a newer kind or shape: kept, shown, and in the way of a case file."""
        return tuple(
            sorted((r for r in self.records() if isinstance(r, UnknownRecord)), key=lambda r: self.place(r.id))
        )

    # Heads and judgements

    @cached_property
    def clusters(self) -> Clusters:
        """Which heads are one, by the live judgements."""
        judgements = self.live(Judgement)
        pairs = {
            judgement.id: (self.line(RecordId(judgement.a)), self.line(RecordId(judgement.b)))
            for judgement in judgements
        }
        same = [
            pairs[judgement.id]
            for judgement in judgements
            if judgement.decision is Decision.SAME and self.life(judgement.id) is Life.LIVE
        ]
        apart = [pairs[judgement.id] for judgement in judgements if judgement.decision is Decision.NOT_SAME]
        return Clusters.of(same, apart)

    def canonical(self, head: str) -> RecordId:
        """The head that stands for this one after the judgements; compare heads by this, never by their own ids."""
        return self.clusters.canonical(self.line(RecordId(head)))

    def label(self, head: str) -> str:
        """The working label, as last corrected; of heads judged to be one, that of the one made first."""
        members = [self.current(member, Head) for member in self.clusters.members(self.line(RecordId(head)))]
        first = min(members, key=lambda one: self.place(self.line(one.id)))
        return first.label

    # Claims

    def usable(self, claim: RecordId) -> Usable:
        """Whether this claim may be built on."""
        record = self.record(claim)
        if not isinstance(record, Claim):
            raise UnknownReferenceError(f"{shown(claim)} is no claim this version can read")
        life = self._lives.of(claim)
        if life is not Life.LIVE:
            return Usable.CONTESTED if life is Life.CONTESTED else Usable.NOT_LIVE
        if self._broken and any(citation.exhibit in self._broken for citation in record.cites):
            return Usable.EXHIBIT_BROKEN
        verdicts = self._verdicts.get(claim, ())
        if ReviewDecision.RETURN in verdicts:
            return Usable.RETURNED
        if self._asks_review and ReviewDecision.ACCEPT not in verdicts:
            return Usable.NOT_REVIEWED
        return Usable.YES

    @cached_property
    def usable_claims(self) -> tuple[Claim, ...]:
        """All claims that may be built on, as they lie in the ledger."""
        return tuple(claim for claim in self.live(Claim) if self.usable(claim.id) is Usable.YES)

    def is_stale(self, claims: Iterable[RecordId]) -> bool:
        """Whether what names these claims must be renewed: one of them was superseded or taken back."""
        return not all(self.lives(claim) for claim in claims)

    def bearings(self) -> tuple[Bearing, ...]:
        """All live bearings whose claim is held."""
        return tuple(bearing for bearing in self.live(Bearing) if self.holds(bearing.claim))

    def origins(self, source: SourceId) -> frozenset[RecordId]:
        """The source and everything it derives from, at any depth."""
        seen: set[RecordId] = set()
        waiting = [self.line(RecordId(source))]
        while waiting:
            current = waiting.pop()
            if current not in seen:
                seen.add(current)
                waiting.extend(self._derives_from(current))
        return frozenset(seen)

    def roots(self, source: SourceId) -> frozenset[RecordId]:
        """The origins beyond which nothing else lies; the source itself, where it derives from none.

        Two devices may each make one of two sources derive from the other. Then both are roots: a circle of sources is
        one origin, never none, or what rests on it would count as independent of itself.
        """
        return frozenset(origin for origin in self.origins(source) if self._is_root(origin))

    def _is_root(self, origin: RecordId) -> bool:
        return all(origin in self.origins(SourceId(beyond)) for beyond in self.origins(SourceId(origin)))

    def _derives_from(self, source: RecordId) -> list[RecordId]:
        # Of a source in another compartment, or of a newer kind, this person sees no further back.
        first = [self._kept[source].record] if source in self._kept else []
        versions = [one for one in self._by_line.get(source, first) if isinstance(one, Source)]
        return [self.line(RecordId(origin)) for version in versions for origin in version.derives_from]

    def claim_roots(self, claim: Claim) -> frozenset[RecordId]:
        """The origins of a claim: of who said it and of who told it."""
        told = self.roots(claim.told_by) if claim.told_by is not None else frozenset()
        return self.roots(claim.said_by) | told

    def proposal(self, proposal: ProposalId) -> ProposalState:
        """How people have answered a proposal; accepting outweighs refusing."""
        return self._answers.get(proposal, ProposalState.OPEN)

    # What a recipient may not see

    def conceal(self, records: Set[RecordId], exhibits: Set[ExhibitId], shortened: Iterable[Record] = ()) -> None:
        """Hold these no longer, and of some records only what is left; how records stand does not change by it.

        Absorb nothing afterwards.
        """
        for record in records & self._kept.keys():
            del self._kept[record]
        for one in shortened:
            self._kept[one.id] = _Kept(record=one, entries=self._kept[one.id].entries)
        self.holdings.conceal(exhibits)
        self._forget()

    # The same from any order of entries

    def dump(self) -> bytes:
        """Canonical lines of everything that holds; equal Standings write equal bytes."""
        rows: list[Json] = [[record, self.life(record).value, self.line(record)] for record in sorted(self._kept)]
        rows += [[claim.id, self.usable(claim.id).value] for claim in self.live(Claim)]
        rows += [[head, self.canonical(head)] for head in sorted(self._kept) if isinstance(self.record(head), Head)]
        rows += [[one, state.value] for one, state in sorted(self._answers.items())]
        holdings = self.holdings
        rows += [
            [
                exhibit,
                holdings.exhibits[exhibit].number,
                len(holdings.exhibits[exhibit].receipts),
                holdings.state(exhibit).value,
            ]
            for exhibit in sorted(holdings.exhibits)
        ]
        rows += [[derivative, one.of, one.kind] for derivative, one in sorted(holdings.derivatives.items())]
        rows += [[device, size] for device, size in sorted(self.sizes.items())]
        return b"".join(canonical.encode(row) + b"\n" for row in rows)

    # How it is kept

    def _count(self, device: DeviceId, seq: int) -> None:
        size, ahead = self.sizes.get(device, 0), self._ahead[device]
        if seq >= size:
            ahead.add(seq)
        while size in ahead:
            ahead.remove(size)
            size += 1
        self.sizes[device] = size

    def _keep(self, opened: Opened) -> Iterator[RecordId]:
        body = opened.private.get("record")
        if not isinstance(body, Mapping):
            return
        record = parse_record(body)
        known = self._kept.get(record.id)
        entries = known.entries if known else ()
        if opened.entry in entries:
            return
        ordered = tuple(sorted((*entries, opened.entry), key=_place))
        earliest = record if known is None or ordered[0] is opened.entry else known.record
        self._kept[record.id] = _Kept(record=earliest, entries=ordered)
        yield record.id

    def _step(self, identifier: RecordId) -> Step:
        kept = self._kept[identifier]
        withdrawal = kept.record if isinstance(kept.record, Withdrawal) else None
        return Step(
            id=identifier,
            replaces=kept.record.replaces,
            withdraws=withdrawal.of if withdrawal else None,
            whole=withdrawal.whole if withdrawal else False,
            void=self._is_void(kept),
        )

    def _is_void(self, kept: _Kept) -> bool:
        # One place where it counts is enough: a stolen device that enters it again takes nothing away.
        return not any(self._powers.count(entry, kept.record.by, kept.record.kind) for entry in kept.entries)

    @property
    def policy(self) -> Policy | None:
        """The newest policy that is known."""
        return self._powers.newest

    @cached_property
    def _asks_review(self) -> bool:
        return self.policy is not None and self.policy.needs_review

    @cached_property
    def _by_kind(self) -> dict[type[Record], list[Record]]:
        by_kind: dict[type[Record], list[Record]] = defaultdict(list)
        for kept in self._kept.values():
            record = kept.record
            if isinstance(record, Record) and self._lives.of(record.id) in _HOLDING:
                by_kind[type(record)].append(record)
        for records in by_kind.values():
            records.sort(key=lambda record: self.place(record.id))
        return by_kind

    @cached_property
    def _by_line(self) -> dict[RecordId, list[Record]]:
        by_line: dict[RecordId, list[Record]] = defaultdict(list)
        for records in self._by_kind.values():
            for record in records:
                by_line[self.line(record.id)].append(record)
        return by_line

    @cached_property
    def _verdicts(self) -> dict[RecordId, set[ReviewDecision]]:
        verdicts: dict[RecordId, set[ReviewDecision]] = defaultdict(set)
        for review in self.live(Review):
            # A second reader is another person; whoever wrote a record cannot pass it.
            if not self.holds(review.of) or self.record(review.of).by == review.by:
                continue
            # What somebody disputes lets nothing pass, but it still stops.
            if review.decision is ReviewDecision.RETURN or self.life(review.id) is Life.LIVE:
                verdicts[review.of].add(review.decision)
        return verdicts

    @cached_property
    def _answers(self) -> dict[ProposalId, ProposalState]:
        answers = {dismissal.proposal: ProposalState.REFUSED for dismissal in self.live(Dismissal)}
        for records in self._by_kind.values():
            answers |= {record.via: ProposalState.ACCEPTED for record in records if record.via is not None}
        return answers

    def _forget(self) -> None:
        for name in ("_asks_review", "clusters", "usable_claims", "_by_kind", "_by_line", "_verdicts", "_answers"):
            self.__dict__.pop(name, None)


def _place(entry: Entry) -> tuple[str, str, int]:
    return entry.time, entry.device, entry.seq

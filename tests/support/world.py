"""A workspace on paper: entries, policies and a Standing in memory, for tests of everything above the ledger."""

from __future__ import annotations

import hashlib
import itertools
from collections.abc import Iterable, Iterator, Sequence
from datetime import UTC, datetime, timedelta

from evidence.canonical import Json
from evidence.custody.commitments import to_base64url
from evidence.custody.default_roles import DEFAULT_ROLES
from evidence.custody.entry import Draft, EntryType, Opened, make_entry, open_entry
from evidence.custody.policy import Device, Grant, Person, Policy, Role
from evidence.decide import Hand
from evidence.digest import digests_of
from evidence.errors import CitationError
from evidence.ids import DerivativeId, DeviceId, ExhibitId, KeyedIds, PersonKey, WorkspaceId
from evidence.model.values import SourceId
from evidence.standing import Standing

ANNA = PersonKey("k-" + "a" * 16)
BORIS = PersonKey("k-" + "b" * 16)
START = datetime(2026, 11, 25, 9, tzinfo=UTC)


def counted_bytes(seed: str) -> Iterator[bytes]:
    """Bytes that look random and repeat with the seed."""
    for n in itertools.count():
        yield hashlib.sha256(f"{seed}:{n}".encode()).digest()


def paper_policy(
    *, needs_review: bool = False, approvals: int = 1, kinds_of_boris: frozenset[str] | None = None
) -> Policy:
    """Two persons who hold every working role, two devices; or BORIS may make records of some kinds only."""
    working = frozenset({Role.INVESTIGATOR, Role.LAWYER, Role.CUSTODIAN})
    grants, of_boris = dict(DEFAULT_ROLES), working
    if kinds_of_boris is not None:
        of_boris = frozenset({Role.PROSECUTOR})
        grants[Role.PROSECUTOR] = Grant(compartments=frozenset({"open", "case"}), records=kinds_of_boris)
    persons = {
        key: Person(key=key, recipient="age1" + "q" * 58, public=bytes(32), roles=roles)
        for key, roles in ((ANNA, working), (BORIS, of_boris))
    }
    devices = {
        DeviceId(name): Device(id=DeviceId(name), letter=letter, public=bytes(32))
        for name, letter in (("d-01", "A"), ("d-02", "B"))
    }
    return Policy(
        workspace=WorkspaceId("w-paper"),
        version=1,
        previous=None,
        root=bytes(32),
        persons=persons,
        devices=devices,
        compartments={name: {1: "age1" + "q" * 58} for name in ("open", "case", "protected", "sealed")},
        roles=grants,
        needs_review=needs_review,
        approvals=approvals,
    )


class PaperTexts:
    """Page strings of derivatives, in memory."""

    def __init__(self) -> None:
        self.pages: dict[DerivativeId, tuple[str, ...]] = {}

    def page(self, text: DerivativeId, page: int) -> str:
        pages = self.pages.get(text, ())
        if page > len(pages):
            raise CitationError(f"{text} has {len(pages)} pages, not {page}")
        return pages[page - 1]

    def locate(self, text: DerivativeId, page: int, quote: str, start: int | None) -> int:
        stored = self.page(text, page)
        found = stored.find(quote) if start is None else start
        again = stored.find(quote, found + 1) if start is None else -1
        if not quote or found < 0 or stored[found : found + len(quote)] != quote or again >= 0:
            raise CitationError(f"{text}, page {page}: the quote does not stand there once")
        return found


class World:
    """Everything that people and machines did, in the order they did it."""

    def __init__(self, policy: Policy | None = None, *, pace: int = 1) -> None:
        """`pace`: how many seconds pass from one instant to the next."""
        self._pace = pace
        self.policy = policy or paper_policy()
        self.ids = KeyedIds(bytes(32))
        self.texts = PaperTexts()
        self.entries: list[Opened] = []
        self._salts = counted_bytes("salt")
        self._sizes: dict[str, int] = {}
        self._seconds = 0
        for device in self.policy.devices:
            self.commit([Draft(type=EntryType.POLICY, compartment="open", private=self._named_policy())], device=device)

    def _named_policy(self) -> tuple[tuple[str, Json], ...]:
        return (("version", self.policy.version), ("sha256", self.policy.sha256))

    def instant(self) -> str:
        self._seconds += self._pace
        return f"{START + timedelta(seconds=self._seconds):%Y-%m-%dT%H:%M:%SZ}"

    def commit(self, drafts: Sequence[Draft], *, device: str = "d-01", actor: str = ANNA) -> list[Opened]:
        done = []
        for draft in drafts:
            seq = self._sizes.get(device, 0)
            salts = (next(self._salts)[:16] for _ in itertools.count())
            made = make_entry(draft, seq=seq, time=self.instant(), actor=actor, device=device, salts=salts)
            self._sizes[device] = seq + 1
            done.append(open_entry(made.entry, made.disclosures))
        self.entries += done
        return done

    def standing(self, entries: Iterable[Opened] | None = None) -> Standing:
        return Standing.of(self.entries if entries is None else entries, [self.policy])

    def hand(self, person: PersonKey = ANNA, *, device: str = "d-01", standing: Standing | None = None) -> Hand:
        return Hand(PaperPen(self, person, device), standing or self.standing(), self.texts, ELEMENTS)

    def exhibit(
        self,
        source: SourceId,
        pages: Sequence[str],
        *,
        name: str = "a.txt",
        device: str = "d-01",
        compartment: str = "case",
    ) -> tuple[ExhibitId, DerivativeId]:
        """Take in an exhibit and its text, as intake and reading would."""
        digests = digests_of([repr((name, *pages)).encode()])
        exhibit = self.ids.exhibit(digests.sha256)
        text = self.ids.derivative(exhibit, "text", digests.sha256)
        number = sum(one.entry.type is EntryType.RECEIVED and one.entry.device == device for one in self.entries) + 1
        received: tuple[tuple[str, Json], ...] = (
            ("exhibit", exhibit), ("sha256", digests.sha256), ("blake3", digests.blake3), ("size", digests.size),
            ("name", to_base64url(name.encode())), ("media_type", "text/plain"),
            ("source", source),
            ("obtained", None), ("parent", None),
        )  # fmt: skip
        derived: tuple[tuple[str, Json], ...] = (
            ("derivative", text), ("of", exhibit), ("kind", "text"), ("sha256", digests.sha256),
            ("tool", "paper"), ("version", "1"), ("isolation", "none"), ("findings", []),
        )  # fmt: skip
        letter = self.policy.devices[DeviceId(device)].letter
        self.commit(
            [
                Draft(type=EntryType.RECEIVED, compartment=compartment, private=received, object=digests.blake3,
                      number=f"{letter}-{number:06}"),
                Draft(type=EntryType.DERIVED, compartment=compartment, private=derived, object=digests.blake3),
            ],
            device=device,
        )  # fmt: skip
        self.texts.pages[text] = tuple(pages)
        return exhibit, text


ELEMENTS = {"el-conduct": "incident:conduct", "el-attack": "workspace:contextual", "el-intent": "person:mental"}


class PaperPen:
    """Writes into a World; signs with nothing, because Standing does not check signatures (audit does)."""

    def __init__(self, world: World, person: PersonKey, device: str) -> None:
        self._world = world
        self._device = device
        self._chance = counted_bytes(f"{person}{device}{len(world.entries)}")
        self.id = world.policy.workspace
        self.person = person

    def sign(self, message: bytes) -> bytes:
        return hashlib.sha512(message).digest()

    def instant(self) -> str:
        return self._world.instant()

    def chance(self, size: int) -> bytes:
        return next(self._chance)[:size]

    def commit(self, drafts: Sequence[Draft]) -> list[Opened]:
        return self._world.commit(drafts, device=self._device, actor=self.person)

"""One unlocked person at work: the workspace, what holds in it, and the means to read, search and decide."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property
from types import TracebackType
from typing import Any, TypeVar

from evidence.casefile.numbers import record_of
from evidence.casefile.ports import Typesetter
from evidence.decide import Hand, source_of_code
from evidence.disclosure.ports import Sealer
from evidence.errors import UnknownReferenceError
from evidence.holdings import ANNOTATIONS, TEXT
from evidence.ids import DerivativeId, DeviceId, ExhibitId, RecordId
from evidence.indexing import rebuild, update
from evidence.law.catalogue import Catalogue
from evidence.law.terms import Kind
from evidence.model.heads import Head, Source, SourceSort
from evidence.model.holding import Derivative, Exhibit, ExhibitState
from evidence.model.values import SourceId
from evidence.ports import TimestampAuthority
from evidence.search import SearchIndex
from evidence.standing import Standing
from evidence.texts import VaultTexts
from evidence.workspace import Workspace
from graph.ports import GraphStore
from ingest.pipeline import Read, Watch, read_all, waiting
from ingest.ports import Document, Ocr, Pool
from ingest.read.derivative import decode
from ingest.read.pages import Reading
from ingest.recognise import proposals
from ingest.recognise.ports import Recogniser
from ui.settings import Settings

H = TypeVar("H", bound=Head)
V = TypeVar("V")


@dataclass(frozen=True, slots=True, kw_only=True)
class Means:
    """What a session can start when it is first needed; `ui.wiring` knows which adapters these are."""

    pool: Callable[[], Pool]
    recogniser: Callable[[], Recogniser]
    graph: Callable[[], GraphStore]
    typesetter: Callable[[], Typesetter]
    authority: Callable[[], TimestampAuthority | None]
    sealer: Callable[[], Sealer]
    broken: Callable[[], frozenset[ExhibitId]]
    keep_broken: Callable[[frozenset[ExhibitId]], None]
    close: Callable[[], None]


class Session:
    """Open it with `ui.wiring.open_session`; it ends with the `with` block."""

    def __init__(
        self, workspace: Workspace, index: SearchIndex, catalogue: Catalogue, settings: Settings, means: Means
    ) -> None:
        self.workspace = workspace
        self.index = index
        self.catalogue = catalogue
        self.settings = settings
        self.means = means
        # What the last audit of this person on this device found BROKEN makes the claims on it unusable.
        self.broken = means.broken()
        self.standing = Standing.of(workspace.entries(), workspace.policies.values(), self.broken)
        self.texts = VaultTexts(self.standing.holdings.derivatives.get, self._bytes_of)
        self.hand = Hand(workspace, self.standing, self.texts, scopes(catalogue))
        self.second_readings: dict[tuple[ExhibitId, int], str | None] = {}
        """Letters of the pages that a second engine has read, while this session is open."""
        self._made: dict[Hashable, Any] = {}
        self._made_at: dict[DeviceId, int] = {}

    def __enter__(self) -> Session:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.means.close()

    def refresh(self) -> None:
        """Take in what other processes have entered since, and bring the search index up to date."""
        self.standing.absorb(self.workspace.entries(self.standing.sizes), self.workspace.policies.values())
        update(self.index, self.standing, self.texts)

    def rebuild_index(self) -> int:
        """Make the search index anew; returns how many texts it holds."""
        return rebuild(self.index, self.standing, self.texts)

    def once(self, key: Hashable, make: Callable[[], V]) -> V:
        """What `make` gives, made once for as long as nothing is entered; pages ask the same thing again and again."""
        sizes = dict(self.standing.sizes)
        if sizes != self._made_at:
            self._made, self._made_at = {}, sizes
        if key not in self._made:
            self._made[key] = make()
        made: V = self._made[key]
        return made

    # Material

    def source(
        self, code: str, *, sort: SourceSort = SourceSort.OTHER, protected: bool = False
    ) -> tuple[SourceId, bool]:
        """The source of this code, made if there is none; the second value says whether it was made now."""
        known = source_of_code(self.standing, code)
        if known is not None:
            return SourceId(self.standing.line(known.id)), False
        return SourceId(self.hand.source(code, sort, protected=protected).id), True

    def read(
        self, *, again: Iterable[ExhibitState] = (), ocr: Ocr = Ocr.NOW, watch: Watch = lambda _: None
    ) -> tuple[Read, ...]:
        """Read all that waits for it; resumable, because nothing but the ledger knows what was read."""
        return self._read(waiting(self.standing, again=again), ocr, watch)

    def read_one(self, exhibit: Exhibit, state: ExhibitState, ocr: Ocr = Ocr.NOW) -> None:
        """Read one exhibit again if it is in this state; another reading is added, none is overwritten."""
        if self.standing.holdings.state(exhibit.id) is state:
            self._read((exhibit,), ocr, lambda _: None)

    def _read(self, exhibits: Sequence[Exhibit], ocr: Ocr, watch: Watch) -> tuple[Read, ...]:
        if not exhibits:
            return ()
        done = read_all(exhibits, self.workspace, self.pool, self.recogniser, ocr=ocr, watch=watch)
        self.refresh()
        return done

    def exhibit(self, named: str) -> Exhibit:
        """By number (`A-000123`, also with `.004`) or id; UnknownReferenceError."""
        if named.startswith("exh_"):
            return self.standing.holdings.exhibit(ExhibitId(named))
        return self.standing.holdings.by_number(named.partition(".")[0])

    def text(self, exhibit: ExhibitId) -> DerivativeId:
        """The newest text of an exhibit, or UnknownReferenceError."""
        text = self.standing.holdings.latest(exhibit, TEXT)
        if text is None:
            number = self.standing.holdings.exhibit(exhibit).number
            raise UnknownReferenceError(f"{number} has no text", hint="read it first: `sviedka exhibit read`")
        return text.id

    def proposals(self, exhibit: ExhibitId) -> tuple[proposals.Proposal, ...]:
        """What the recognisers found in the newest text, whatever people have answered."""
        found = self.standing.holdings.latest(self.text(exhibit), ANNOTATIONS)
        return proposals.decode(self._bytes_of(found)).proposals if found else ()

    def reading(self, exhibit: ExhibitId) -> Reading:
        """The newest reading of an exhibit, pages and findings."""
        return decode(self._bytes_of(self.standing.holdings.derivatives[self.text(exhibit)]))

    def document(self, exhibit: Exhibit) -> Document:
        """The original, for the isolated reader: at most the size of memory, like any page that is looked at."""
        return Document(content=self.workspace.read(exhibit.object, exhibit.compartment))

    def _bytes_of(self, derivative: Derivative) -> bytes:
        return self.workspace.read(derivative.object, derivative.compartment)

    # Records by what people call them

    def named(self, untrusted: str) -> RecordId:
        """By number (`C-0412`) or id; UnknownReferenceError."""
        return record_of(self.standing, untrusted)

    def head(self, named: str, kind: type[H]) -> H:
        """By id or by label; UnknownReferenceError where none or several have it."""
        if "_" in named and self.standing.holds(RecordId(named)):
            return self.standing.current(RecordId(named), kind)
        found = [head for head in self.standing.live(kind) if head.label == named]
        if len(found) != 1:
            raise UnknownReferenceError(
                f"{len(found)} {kind.__name__} records have that label", hint="name it by its id: `sviedka head list`"
            )
        return found[0]

    def source_record(self, named: str) -> Source:
        """By id or code; UnknownReferenceError."""
        found = source_of_code(self.standing, named)
        if found is None and not self.standing.holds(RecordId(named)):
            raise UnknownReferenceError("no source of this code or id", hint="`sviedka source list` shows them")
        return found or self.standing.current(RecordId(named), Source)

    def source_line(self, source: Source) -> SourceId:
        """How records name this source."""
        return SourceId(self.standing.line(source.id))

    # Started when first needed

    @cached_property
    def pool(self) -> Pool:
        """The isolated readers."""
        return self.means.pool()

    @cached_property
    def recogniser(self) -> Recogniser:
        """The recognisers; spaCy takes a second to load."""
        return self.means.recogniser()

    @cached_property
    def graph(self) -> GraphStore:
        """The graph: embedded, or the Neo4j of the settings."""
        return self.means.graph()

    @cached_property
    def typesetter(self) -> Typesetter:
        """The typesetter."""
        return self.means.typesetter()

    @cached_property
    def authority(self) -> TimestampAuthority | None:
        """The time-stamp authority of the settings, if a person configured one."""
        return self.means.authority()

    @cached_property
    def sealer(self) -> Sealer:
        """The seal of the settings, or NotConfiguredError."""
        return self.means.sealer()


def scopes(catalogue: Catalogue) -> dict[str, str]:
    """Element -> `scope` or `scope:mental`: what a bearing on it must have."""
    elements = [row.element for row in catalogue.rows.values()]
    elements += [element for mode in catalogue.modes.values() for element in mode.elements]
    mental = (Kind.MENTAL, Kind.CONTEXTUAL_MENTAL)
    return {one.id: f"{one.scope.value}:mental" if one.kind in mental else one.scope.value for one in elements}

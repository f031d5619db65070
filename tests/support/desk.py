"""One source, one exhibit of one page, and a hand to decide with: what a test of single records starts from."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from evidence.decide import Hand
from evidence.ids import DerivativeId, ExhibitId
from evidence.model import heads
from evidence.model.claim import Citation, Claim
from evidence.model.statement import AnyStatement, Says
from evidence.model.values import Basis, HeadId, SourceId
from evidence.standing import Standing
from tests.support.world import World

PAGE = "Ясь Выдуманы сказаў, што гэта было ўночы."


@dataclass(frozen=True, slots=True, kw_only=True)
class Desk:
    """A world, its one Standing and a hand."""

    world: World
    standing: Standing
    hand: Hand
    source: SourceId
    exhibit: ExhibitId
    text: DerivativeId

    def another(self, *pages: str, compartment: str = "case", source: SourceId | None = None) -> Desk:
        """The same desk with another exhibit on it."""
        given_by = source or self.source
        exhibit, text = self.world.exhibit(given_by, pages, name=repr(pages), compartment=compartment)
        self.standing.absorb(self.world.entries)
        return Desk(
            world=self.world,
            standing=self.standing,
            hand=self.hand,
            source=given_by,
            exhibit=exhibit,
            text=text,
        )

    def cite(self, quote: str = "ўночы") -> Citation:
        return self.hand.cite(self.exhibit, self.text, 1, quote)

    def claim(
        self,
        says: AnyStatement | None = None,
        *,
        cites: Sequence[Citation] = (),
        about: Sequence[str] = (),
        compartment: str = "case",
    ) -> Claim:
        """A claim, by default that something is said of these heads."""
        statement = says or Says(entities=tuple(map(HeadId, about)), text="words")
        return self.hand.record(
            Claim,
            says=statement,
            cites=tuple(cites) or (self.cite(),),
            said_by=self.source,
            basis=Basis.SAW,
            compartment=compartment,
        )

    def kept_in(self, record: str) -> str:
        """The compartment of a record."""
        return self.standing.entry_of(record).compartment  # type: ignore[arg-type]  # a test names records as it likes


def desk(*pages: str, world: World | None = None, compartment: str = "case") -> Desk:
    """A fresh one; without pages the exhibit has the page PAGE."""
    world = world or World()
    standing = world.standing()
    hand = world.hand(standing=standing)
    source = SourceId(hand.source("S-1", heads.SourceSort.WITNESS).id)
    exhibit, text = world.exhibit(source, pages or (PAGE,), compartment=compartment)
    standing.absorb(world.entries)
    return Desk(world=world, standing=standing, hand=hand, source=source, exhibit=exhibit, text=text)

"""The story of `examples` told on paper: its quotes as page strings, its records in a World, nothing read or stored."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from evidence.custody.policy import Policy
from evidence.decide import Hand
from evidence.ids import DerivativeId, ExhibitId, PersonKey
from evidence.law.catalogue import Catalogue
from evidence.law.load import catalogue
from evidence.law.terms import Kind
from evidence.model.output import CaseFile
from evidence.standing import Standing
from examples.plan import File, Story
from examples.records import Exhibits, Told, sources, tell
from examples.story import STORY
from tests.support.world import ANNA, BORIS, PaperPen, World


@dataclass(frozen=True, slots=True, kw_only=True)
class OnPaper:
    """A told story: what happened, what holds, and which record and exhibit is which."""

    world: World
    standing: Standing
    told: Told
    exhibits: Exhibits
    story: Story

    @property
    def case_file(self) -> CaseFile:
        return self.standing.current(self.told.case_file, CaseFile)

    def withheld(self) -> dict[ExhibitId, str]:
        return {self.exhibits[key][0]: "consent does not cover this recipient" for key in self.story.withheld}

    def hand(self, person: PersonKey = ANNA) -> Hand:
        return paper_hand(self.world, self.standing, person)


def paper_hand(world: World, standing: Standing, person: PersonKey = ANNA, *, device: str = "d-01") -> Hand:
    """A hand that may use every element of the law data."""
    return Hand(PaperPen(world, person, device), standing, world.texts, law_scopes(catalogue()))


def law_scopes(law: Catalogue) -> dict[str, str]:
    """Element -> `scope` or `scope:mental`."""
    mental = (Kind.MENTAL, Kind.CONTEXTUAL_MENTAL)
    return {
        row.id: f"{row.scope.value}:mental" if row.element.kind in mental else row.scope.value
        for row in law.rows.values()
    }


def on_paper(
    story: Story = STORY, policy: Policy | None = None, read: Callable[[File], Sequence[str]] | None = None
) -> OnPaper:
    """Tell the story; ANNA finds and drafts, BORIS reviews. `read` gives a file's pages; else they hold its quotes."""
    world = World(policy)
    standing = world.standing()
    hand, reviewer = paper_hand(world, standing), paper_hand(world, standing, BORIS)
    codes = sources(hand, story)
    exhibits: dict[str, tuple[ExhibitId, DerivativeId]] = {}
    for file in story.files:
        key = file.same_as or file.key
        pages = read(file) if read else _pages(story, key)
        exhibits[file.key] = world.exhibit(codes[file.source], pages, name=key)
    standing.absorb(world.entries)
    told = tell(hand, reviewer, story, exhibits, law_digest=catalogue().digest)
    return OnPaper(world=world, standing=standing, told=told, exhibits=exhibits, story=story)


def _pages(story: Story, key: str) -> list[str]:
    """One string for each page that is quoted; a quote that stands within another one is not written again."""
    quoted: dict[int | str, list[str]] = defaultdict(list)
    for claim in story.claims:
        for quote in claim.cites:
            if quote.file == key:
                quoted[quote.page].append(quote.words)
    count = max((page for page in quoted if isinstance(page, int)), default=0)
    order: list[int | str] = [*range(1, count + 1), *(page for page in quoted if isinstance(page, str))]
    return ["\n".join(_longest(quoted[page])) for page in order] or ["nothing is quoted from here"]


def _longest(quotes: list[str]) -> list[str]:
    unique = list(dict.fromkeys(quotes))
    return [quote for quote in unique if not any(quote != other and quote in other for other in unique)]

"""How many exhibits wait in Review: read once, bounded in time, never too few."""

from __future__ import annotations

import hashlib
import itertools
from collections.abc import Iterator

from evidence.canonical import Json
from evidence.custody.entry import Draft, EntryType
from evidence.digest import digests_of
from evidence.ids import DerivativeId, ExhibitId, ProposalId
from ingest.recognise.proposals import Form, Proposal
from tests.support.small_world import Small, small
from tests.unit.desks.paper import PaperSession, session_of
from ui.desks.open_proposals import WaitingExhibits


def _annotated(world: Small, exhibit: ExhibitId, text: DerivativeId, found: int) -> tuple[Proposal, ...]:
    digests = digests_of([exhibit.encode()])
    private: tuple[tuple[str, Json], ...] = (
        ("derivative", world.world.ids.derivative(text, "annotations", digests.sha256)), ("of", text),
        ("kind", "annotations"), ("sha256", digests.sha256), ("tool", "paper"), ("version", "1"),
        ("isolation", "none"), ("findings", []),
    )  # fmt: skip
    draft = Draft(type=EntryType.DERIVED, compartment="case", private=private, object=digests.blake3)
    world.standing.absorb(world.world.commit([draft]))
    return tuple(
        Proposal(
            id=ProposalId(f"prp_{hashlib.sha256(f'{exhibit}{n}'.encode()).hexdigest()[:26]}"),
            page=1,
            start=n,
            end=n + 1,
            quote="x",
            form=Form.DATE,
            value="2020",
            by="dates",
        )
        for n in range(found)
    )


def _session(found: int = 2) -> tuple[Small, PaperSession]:
    world = small()
    paper = PaperSession(standing=world.standing)
    for exhibit, text in world.exhibits:
        paper.found[exhibit] = _annotated(world, exhibit, text, found)
    return world, paper


def test_an_exhibit_waits_until_all_is_answered_and_its_proposals_are_read_once() -> None:
    world, paper = _session()
    waiting = WaitingExhibits()
    everyone = {exhibit for exhibit, _ in world.exhibits}
    assert waiting.of(session_of(paper)) == everyone
    answered = world.exhibits[0][0]
    for proposal in paper.found[answered]:
        assert waiting.of(session_of(paper)) == everyone
        world.hand.dismiss(proposal.id, "not in the text")
    assert waiting.of(session_of(paper)) == everyone - {answered}
    assert sorted(paper.read) == sorted(everyone)


def test_where_nothing_was_found_nothing_waits() -> None:
    _world, paper = _session(found=0)
    assert WaitingExhibits().of(session_of(paper)) == frozenset()


def test_a_large_workspace_is_read_bit_by_bit_and_counted_as_waiting_till_then() -> None:
    _world, paper = _session(found=0)

    def slow() -> Iterator[float]:
        # Each look at the clock takes longer than a page may spend, but for the first one after a start.
        for n in itertools.count():
            yield n * 0.02

    ticks = slow()
    waiting = WaitingExhibits(lambda: next(ticks))
    counts = [len(waiting.of(session_of(paper))) for _ in range(4)]
    assert counts == sorted(counts, reverse=True)
    assert counts[0] > 0
    assert counts[-1] == 0
    assert len(paper.read) == 3

"""A batch is one step: all of it enters the ledger in one commit, or nothing of it does."""

from __future__ import annotations

from collections.abc import Sequence

import pytest

from evidence.custody.entry import Draft, Opened
from evidence.decide import Hand
from evidence.errors import BusyError, MalformedError, NotAllowedError, UnknownReferenceError
from evidence.ids import DerivativeId, ExhibitId
from evidence.life import Life
from evidence.model import heads
from evidence.model.claim import Claim
from evidence.model.statement import Says
from evidence.model.values import Basis, HeadId, SourceId
from evidence.when import When
from tests.support.desk import Desk, desk
from tests.support.world import ANNA, ELEMENTS, PaperPen, World


class _StopError(Exception):
    """Any error of the caller's."""


def dump(made: Desk) -> bytes:
    return made.standing.dump()


def test_records_may_name_what_the_same_batch_made_before_them() -> None:
    made = desk()

    with made.hand.batch():
        person = made.hand.head(heads.Person, "Ясь")
        claim = made.claim(about=[person.id])

    assert made.standing.life(claim.id) is Life.LIVE
    assert made.standing.usable_claims == (claim,)


def test_a_batch_is_one_commit_and_stands_only_when_it_has_ended() -> None:
    commits: list[int] = []

    class Pen(PaperPen):
        def commit(self, drafts: Sequence[Draft]) -> list[Opened]:
            commits.append(len(drafts))
            return super().commit(drafts)

    made = desk()
    hand = Hand(Pen(made.world, ANNA, "d-01"), made.standing, made.world.texts, ELEMENTS)
    with hand.batch():
        first = hand.head(heads.Person, "a")
        with hand.batch():
            hand.head(heads.Person, "b")
        assert not made.standing.holds(first.id)

    assert commits == [2]
    assert made.standing.holds(first.id)


def test_an_empty_batch_commits_nothing() -> None:
    made = desk()
    before = len(made.world.entries)

    with made.hand.batch():
        pass

    assert len(made.world.entries) == before


@pytest.mark.parametrize("error", [_StopError, KeyboardInterrupt])
def test_an_error_inside_leaves_nothing_behind_and_the_hand_works_on(error: type[BaseException]) -> None:
    made = desk()
    before, entries = dump(made), len(made.world.entries)

    with pytest.raises(error), made.hand.batch():  # noqa: PT012 - what came before the error is the point
        person = made.hand.head(heads.Person, "a")
        raise error

    assert dump(made) == before
    assert len(made.world.entries) == entries
    with pytest.raises(UnknownReferenceError):
        made.claim(about=[person.id])
    assert made.standing.holds(made.hand.head(heads.Person, "b").id)


def test_a_refused_record_inside_leaves_the_batch_as_it_was_before_it() -> None:
    made = desk()

    with made.hand.batch():
        person = made.hand.head(heads.Person, "a")
        with pytest.raises(MalformedError):
            made.hand.head(heads.Person, "  ")

    assert [one.id for one in made.standing.live(heads.Person)] == [person.id]


def test_an_error_caught_between_two_batches_takes_back_the_inner_one_alone() -> None:
    made = desk()

    with made.hand.batch():
        outer = made.hand.head(heads.Person, "outer")
        with pytest.raises(_StopError), made.hand.batch():  # noqa: PT012
            inner = made.hand.head(heads.Person, "inner")
            raise _StopError
        with pytest.raises(UnknownReferenceError):
            made.claim(about=[inner.id])
        last = made.claim(about=[outer.id])

    assert {one.id for one in made.standing.live(heads.Person)} == {outer.id}
    assert made.standing.holds(last.id)


def test_a_commit_that_fails_leaves_the_hand_without_a_batch() -> None:
    class Pen(PaperPen):
        broken = True

        def commit(self, drafts: Sequence[Draft]) -> list[Opened]:
            if self.broken:
                raise BusyError("another process holds the lock")
            return super().commit(drafts)

    made = desk()
    before = dump(made)
    pen = Pen(made.world, ANNA, "d-01")
    hand = Hand(pen, made.standing, made.world.texts, ELEMENTS)

    with pytest.raises(BusyError), hand.batch():
        lost = hand.head(heads.Person, "a")
    pen.broken = False

    assert dump(made) == before
    kept = hand.head(heads.Person, "b")
    assert made.standing.holds(kept.id)
    assert not made.standing.holds(lost.id)


def test_what_the_batch_made_can_be_amended_once_within_it() -> None:
    made = desk()

    with made.hand.batch():
        first = made.hand.head(heads.Person, "a")
        second = made.hand.amend(first, label="b")
        with pytest.raises(NotAllowedError):
            made.hand.amend(first, label="c")
        third = made.hand.amend(second, label="d")

    assert made.standing.life(third.id) is Life.LIVE
    assert made.standing.line(third.id) == first.id
    assert made.standing.label(first.id) == "d"


def test_what_the_batch_took_back_is_built_on_no_more() -> None:
    made = desk()
    person = made.hand.head(heads.Person, "a")

    with made.hand.batch():
        made.hand.undo(person.id)
        with pytest.raises(UnknownReferenceError):
            made.claim(about=[person.id])
        with pytest.raises(NotAllowedError):
            made.hand.amend(person, label="b")


def test_a_source_of_the_batch_may_derive_from_another_of_it_but_never_from_itself() -> None:
    made = desk()

    with made.hand.batch():
        one = made.hand.source("W-1", heads.SourceSort.WITNESS)
        other = made.hand.source("W-2", heads.SourceSort.MEDIA, derives_from=(SourceId(one.id),))
        with pytest.raises(MalformedError):
            made.hand.amend(one, derives_from=(SourceId(other.id),))

    assert made.standing.roots(SourceId(other.id)) == {one.id}


def test_a_code_is_taken_as_soon_as_the_batch_has_used_it() -> None:
    made = desk()

    with made.hand.batch():
        made.hand.source("W-1", heads.SourceSort.WITNESS)
        with pytest.raises(MalformedError):
            made.hand.source("W-1", heads.SourceSort.WITNESS)


def test_consent_and_account_may_come_in_one_batch() -> None:
    made = desk()

    with made.hand.batch():
        made.hand.record(heads.Consent, source=made.source, given_at=When("2026"), manner="in writing", dimensions={})
        account = made.hand.record(
            heads.Account,
            source=made.source,
            exhibits=(made.exhibit,),
            extent=heads.Extent.FULL,
            taken=heads.Taken(
                when=When("2026"), means=heads.Means.WRITING, place_kind="x", language="be", interviewer="I-1"
            ),
        )

    assert made.standing.life(account.id) is Life.LIVE


def test_a_thousand_records_of_one_batch_all_stand() -> None:
    world = World()
    hand = world.hand()
    source = SourceId(hand.source("S-1", heads.SourceSort.WITNESS).id)
    exhibit, text = world.exhibit(source, ["word"])
    hand.standing.absorb(world.entries)
    cited = hand.cite(ExhibitId(exhibit), DerivativeId(text), 1, "word")

    with hand.batch():
        for n in range(500):
            person = HeadId(hand.head(heads.Person, f"p{n}").id)
            said = Says(entities=(person,), text="x")
            hand.record(Claim, says=said, cites=(cited,), said_by=source, basis=Basis.SAW)

    assert len(hand.standing.usable_claims) == 500

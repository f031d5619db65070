"""A reading that sends a record back is taken back by its reader alone."""

from __future__ import annotations

import pytest

from evidence.errors import NotAllowedError
from evidence.model import heads
from evidence.model.decision import Review, ReviewDecision
from tests.support.world import BORIS, World


def test_the_author_cannot_take_back_a_return_and_the_reader_can() -> None:
    world = World()
    standing = world.standing()
    anna, boris = world.hand(standing=standing), world.hand(BORIS, standing=standing)
    person = anna.head(heads.Person, "somebody")
    review = boris.record(Review, of=person.id, decision=ReviewDecision.RETURN)

    with pytest.raises(NotAllowedError, match=review.id):
        anna.undo(review.id)
    with pytest.raises(NotAllowedError):
        anna.withdraw(review.id, "I disagree")
    assert standing.life(review.id).value == "live"

    boris.undo(review.id)
    assert standing.life(review.id).value == "withdrawn"

"""Laws of the life cycles, against the definition written out naively."""

from __future__ import annotations

import random
from collections.abc import Sequence

from hypothesis import given
from hypothesis import strategies as st

from evidence.ids import RecordId
from evidence.life import Life, Lives, Step, lives_of


@st.composite
def histories(draw: st.DrawFn) -> list[Step]:
    steps: list[Step] = []
    for n in range(draw(st.integers(0, 12))):
        name = RecordId(f"r{n:02}")
        records = [one.id for one in steps if one.withdraws is None]
        withdraws: bool = draw(st.booleans())
        if steps and withdraws:
            of = draw(st.sampled_from([one.id for one in steps]))
            older = [one.id for one in steps if one.withdraws is not None]
            replaces = tuple(draw(st.lists(st.sampled_from(older), max_size=1))) if older else ()
            whole: bool = draw(st.booleans())
            steps.append(Step(id=name, withdraws=of, whole=whole, replaces=replaces))
            continue
        replaces = tuple(draw(st.lists(st.sampled_from(records), max_size=2, unique=True))) if records else ()
        steps.append(Step(id=name, replaces=replaces, void=draw(st.sampled_from([False, False, False, True]))))
    return steps


def by_the_definition(steps: Sequence[Step]) -> dict[RecordId, Life]:
    held = {step.id: step for step in steps}

    def ancestors(record: RecordId) -> set[RecordId]:
        parents = held[record].replaces if record in held else ()
        return {a for parent in parents for a in {parent} | ancestors(parent)}

    def descendants(record: RecordId) -> set[RecordId]:
        return {one for one in held if record in ancestors(one)}

    def hits(withdrawal: Step) -> set[RecordId]:
        assert withdrawal.withdraws is not None
        return {withdrawal.withdraws} | (ancestors(withdrawal.withdraws) if withdrawal.whole else set())

    def stands(record: RecordId) -> bool:
        step = held.get(record)
        if step is None or step.void:
            return False
        return not any(live(one.id) for one in steps if one.withdraws is not None and record in hits(one))

    def live(record: RecordId) -> bool:
        return stands(record) and not any(stands(one) for one in descendants(record))

    def contested(record: RecordId) -> bool:
        return any(
            not stands(ancestor) or any(live(heir) for heir in descendants(ancestor) - {record})
            for ancestor in ancestors(record)
        )

    found = {}
    for step in steps:
        if step.void:
            found[step.id] = Life.VOID
        elif not stands(step.id):
            found[step.id] = Life.WITHDRAWN
        elif not live(step.id):
            found[step.id] = Life.SUPERSEDED
        else:
            found[step.id] = Life.CONTESTED if contested(step.id) else Life.LIVE
    return found


@given(histories())
def test_one_pass_gives_what_the_definition_says(steps: list[Step]) -> None:
    assert lives_of(steps) == by_the_definition(steps)


@given(histories(), st.randoms(use_true_random=False))
def test_order_of_arrival_does_not_matter(steps: list[Step], chance: random.Random) -> None:
    shuffled = list(steps)
    chance.shuffle(shuffled)

    assert lives_of(shuffled) == lives_of(steps)


@given(histories(), st.randoms(use_true_random=False))
def test_incremental_equals_whole_after_every_step(steps: list[Step], chance: random.Random) -> None:
    shuffled = list(steps)
    chance.shuffle(shuffled)
    kept = Lives()
    for n, step in enumerate(shuffled, start=1):
        kept.absorb([step])
        assert {one.id: kept.of(one.id) for one in shuffled[:n]} == by_the_definition(shuffled[:n])


@given(histories())
def test_undoing_the_newest_record_gives_the_lives_without_it(steps: list[Step]) -> None:
    if not steps:
        return
    newest = steps[-1]
    undone = lives_of([*steps, Step(id=RecordId("undo"), withdraws=newest.id)])
    without = lives_of(steps[:-1])

    assert {record: undone[record] for record in without} == dict(without)


@given(histories())
def test_undoing_an_undo_changes_nothing(steps: list[Step]) -> None:
    if not steps:
        return
    undo = Step(id=RecordId("undo"), withdraws=steps[-1].id)
    twice = lives_of([*steps, undo, Step(id=RecordId("undo-undo"), withdraws=undo.id)])
    once = lives_of(steps)

    assert {record: twice[record] for record in once} == dict(once)


@given(st.integers(2_000, 4_000))
def test_a_chain_of_thousands_is_no_deeper_than_one(length: int) -> None:
    chain = [Step(id=RecordId("r0"))]
    chain += [Step(id=RecordId(f"r{n}"), replaces=(RecordId(f"r{n - 1}"),)) for n in range(1, length)]

    assert list(lives_of(chain).values()).count(Life.LIVE) == 1

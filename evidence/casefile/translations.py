"""Which translations may leave: one rule for the file, its tables, and what is said to be missing."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence

from evidence.ids import PersonKey, RecordId
from evidence.life import Life
from evidence.model.decision import Review, ReviewDecision
from evidence.model.output import Translation, TranslationSort
from evidence.standing import Standing


class Readers:
    """What second readers said of translations; nobody is a second reader of their own."""

    def __init__(self, standing: Standing) -> None:
        self._standing = standing
        verdicts: dict[RecordId, list[Review]] = defaultdict(list)
        for review in standing.live(Review):
            if standing.holds(review.of) and standing.record(review.of).by != review.by:
                verdicts[review.of].append(review)
        self._verdicts: Mapping[RecordId, Sequence[Review]] = verdicts

    def accepted(self, translation: Translation) -> tuple[PersonKey, ...]:
        """Who accepted it, sorted; an acceptance that is contested is none."""
        found = {
            review.by
            for review in self._verdicts.get(translation.id, ())
            if review.decision is ReviewDecision.ACCEPT and self._standing.life(review.id) is Life.LIVE
        }
        return tuple(sorted(found))

    def may_leave(self, translation: Translation) -> bool:
        """Whether it holds, nobody returned it, and a second person accepted it where a machine made it."""
        verdicts = self._verdicts.get(translation.id, ())
        if any(review.decision is ReviewDecision.RETURN for review in verdicts):
            return False
        standing = self._standing
        if not standing.holds(translation.id) or standing.life(translation.id) is not Life.LIVE:
            return False
        return translation.sort is not TranslationSort.MACHINE or bool(self.accepted(translation))

"""Which records hold: live, superseded, contested or withdrawn, from `replaces` and withdrawals alone.

    hits(w)      = {w.of}, and if w.whole all ancestors of w.of    (ancestors, descendants: along `replaces`, any depth)
    stands(r)    = recorded, not void, and no live Withdrawal hits r         else withdrawn
    live(r)      = stands(r), and no descendant of r stands                  else superseded
    contested(r) = live(r), and an ancestor of r does not stand or has another live descendant

References point backwards only, so one pass from the newest to the oldest decides all of it. The order in which records
arrived plays no part.
"""

from __future__ import annotations

import enum
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from evidence.ids import RecordId


class Life(enum.Enum):
    """How a record stands; exactly one."""

    LIVE = "live"
    CONTESTED = "contested"
    SUPERSEDED = "superseded"
    WITHDRAWN = "withdrawn"
    VOID = "void"


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """What matters of one record here: what it replaces, what it takes back, whether its author might make it."""

    id: RecordId
    replaces: tuple[RecordId, ...] = ()
    withdraws: RecordId | None = None
    whole: bool = False
    void: bool = False


@dataclass(slots=True)
class _Node:
    step: Step | None = None
    """None: named by a record, but not held (yet)."""
    children: list[RecordId] = field(default_factory=list)
    """Records that replace this one."""
    withdrawals: list[RecordId] = field(default_factory=list)
    stands: bool = False
    live: bool = False
    stands_below: bool = False
    whole_hit_below: bool = False
    heirs: frozenset[RecordId] = frozenset()
    """Live descendants, two at most: enough to know whether there is another."""


class Lives:
    """The life of every record of one workspace; each new record recomputes only what it is connected to."""

    def __init__(self) -> None:
        self._nodes: dict[RecordId, _Node] = defaultdict(_Node)
        self._life: dict[RecordId, Life] = {}

    def of(self, record: RecordId) -> Life | None:
        """How it stands; None if no such record is held."""
        return self._life.get(record)

    def line(self, record: RecordId) -> RecordId:
        """The first record of its line: what a reference to a head, Source, Account, CaseFile or Allegation means."""
        roots = set()
        seen = set()
        waiting = [record]
        while waiting:
            current = waiting.pop()
            if current in seen:
                continue
            seen.add(current)
            parents = self._parents(current)
            waiting.extend(parents)
            if not parents:
                roots.add(current)
        return min(roots)

    def heirs(self, record: RecordId) -> frozenset[RecordId]:
        """What has come of a record: itself while it lives, else the live records below it; two of them at most."""
        node = self._nodes.get(record)
        if node is None:
            return frozenset()
        return frozenset((record,)) if node.live else node.heirs

    def absorb(self, steps: Iterable[Step]) -> set[RecordId]:
        """Take records in any order; returns the ids whose life may have changed."""
        touched = set()
        for step in steps:
            node = self._nodes[step.id]
            if node.step is not None and node.step == step:
                continue
            first = node.step is None
            node.step = step
            if first:
                for parent in step.replaces:
                    self._nodes[parent].children.append(step.id)
                if step.withdraws is not None:
                    self._nodes[step.withdraws].withdrawals.append(step.id)
            touched.add(step.id)
        changed: set[RecordId] = set()
        for start in touched:
            if start not in changed:
                component = self._component(start)
                self._settle(component)
                changed |= component
        return changed

    def _parents(self, record: RecordId) -> tuple[RecordId, ...]:
        node = self._nodes.get(record)
        return node.step.replaces if node is not None and node.step is not None else ()

    def _references(self, record: RecordId) -> tuple[RecordId, ...]:
        step = self._nodes[record].step
        if step is None:
            return ()
        return (*step.replaces, step.withdraws) if step.withdraws is not None else step.replaces

    def _component(self, start: RecordId) -> set[RecordId]:
        seen = {start}
        waiting = [start]
        while waiting:
            current = waiting.pop()
            node = self._nodes[current]
            for neighbour in (*self._references(current), *node.children, *node.withdrawals):
                if neighbour not in seen:
                    seen.add(neighbour)
                    waiting.append(neighbour)
        return seen

    def _settle(self, component: set[RecordId]) -> None:
        order = self._newest_first(component)
        for record in order:
            self._judge(self._nodes[record])
            self._inherit(record)
        for record in order:
            node = self._nodes[record]
            if node.step is not None:
                self._life[record] = self._name(record, node, node.step)

    def _newest_first(self, component: set[RecordId]) -> list[RecordId]:
        unseen = {
            record: len(self._nodes[record].children) + len(self._nodes[record].withdrawals) for record in component
        }
        ready = [record for record, count in unseen.items() if count == 0]
        order = []
        while ready:
            current = ready.pop()
            order.append(current)
            for older in self._references(current):
                unseen[older] -= 1
                if unseen[older] == 0:
                    ready.append(older)
        return order

    def _judge(self, node: _Node) -> None:
        children = [self._nodes[child] for child in node.children]
        node.stands_below = any(child.stands or child.stands_below for child in children)
        node.whole_hit_below = any(child.whole_hit_below or self._hit(child, whole=True) for child in children)
        held = node.step is not None and not node.step.void
        node.stands = held and not node.whole_hit_below and not self._hit(node, whole=False)
        node.live = node.stands and not node.stands_below

    def _inherit(self, record: RecordId) -> None:
        node = self._nodes[record]
        heirs: set[RecordId] = set()
        for child in node.children:
            below = self._nodes[child]
            heirs |= below.heirs
            if below.live:
                heirs.add(child)
        node.heirs = frozenset(sorted(heirs)[:2])

    def _hit(self, node: _Node, *, whole: bool) -> bool:
        """Whether a live Withdrawal names this very record (only a whole one, if asked)."""
        for record in node.withdrawals:
            withdrawal = self._nodes[record]
            if withdrawal.live and withdrawal.step is not None and (withdrawal.step.whole or not whole):
                return True
        return False

    def _name(self, record: RecordId, node: _Node, step: Step) -> Life:
        if step.void:
            return Life.VOID
        if not node.stands:
            return Life.WITHDRAWN
        if not node.live:
            return Life.SUPERSEDED
        return Life.CONTESTED if self._is_contested(record) else Life.LIVE

    def _is_contested(self, record: RecordId) -> bool:
        seen: set[RecordId] = set()
        waiting = list(self._parents(record))
        while waiting:
            current = waiting.pop()
            if current in seen:
                continue
            seen.add(current)
            ancestor = self._nodes[current]
            if not ancestor.stands or ancestor.heirs - {record}:
                return True
            waiting.extend(self._parents(current))
        return False


def lives_of(steps: Iterable[Step]) -> Mapping[RecordId, Life]:
    """The life of each of these records, computed whole: the definition, and the oracle of the incremental one."""
    held = list(steps)
    lives = Lives()
    lives.absorb(held)
    return {step.id: life for step in held if (life := lives.of(step.id)) is not None}

"""What a verification says: one verdict of three for each thing looked at, and two lines for the whole.

Could not be checked is never printed as intact, and a tool that fails is never printed as broken.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from enum import Enum


class Verdict(Enum):
    """The result of one check, and of many: the worst of them, BROKEN before INDETERMINATE."""

    INTACT = "INTACT"
    INDETERMINATE = "INDETERMINATE"
    BROKEN = "BROKEN"


class Code(Enum):
    """What was looked at."""

    CHECKPOINT = "checkpoint"
    TREE = "tree"
    ENTRY = "entry"
    BODY = "body"
    POLICY = "policy"
    RECORD = "record"
    STORED = "stored"
    CONTENT = "content"
    PRESENT = "present"
    STRAY = "stray"
    TOKEN = "token"  # noqa: S105 - a time stamp's file, no secret
    KEY = "key"
    TRUST = "trust"
    ANCHOR = "anchor"


@dataclass(frozen=True, slots=True, kw_only=True)
class Check:
    """One result: `subject` is an id, a digest or `<device>/<seq>`; `says` is a constant of the program."""

    code: Code
    verdict: Verdict
    subject: str
    says: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Summary:
    """Two lines, never one: whether the workspace agrees with itself, and whether an outsider holds it to that."""

    internal: Verdict
    outside: Verdict
    anchored: bool
    counts: dict[Code, dict[Verdict, int]]
    outside_required: bool = False

    @property
    def exit_code(self) -> int:
        """0 INTACT, 1 BROKEN, 2 INDETERMINATE; the outside line counts where the policy asks for it, or is BROKEN."""
        counted = self.outside_required or self.outside is Verdict.BROKEN
        worst = worst_of([self.internal, self.outside] if counted else [self.internal])
        return {Verdict.INTACT: 0, Verdict.BROKEN: 1, Verdict.INDETERMINATE: 2}[worst]


def worst_of(verdicts: Iterable[Verdict]) -> Verdict:
    """BROKEN if one is, else INDETERMINATE if one is, else INTACT; nothing looked at is INDETERMINATE."""
    found = set(verdicts)
    if not found:
        return Verdict.INDETERMINATE
    for verdict in (Verdict.BROKEN, Verdict.INDETERMINATE):
        if verdict in found:
            return verdict
    return Verdict.INTACT


def summarise(checks: Iterable[Check], *, outside_required: bool = False) -> Summary:
    """The two lines of a whole verification."""
    counts: dict[Code, dict[Verdict, int]] = {}
    for check in checks:
        by_verdict = counts.setdefault(check.code, {})
        by_verdict[check.verdict] = by_verdict.get(check.verdict, 0) + 1
    inside = [verdict for code, found in counts.items() if code is not Code.ANCHOR for verdict in found]
    outside = counts.get(Code.ANCHOR, {})
    return Summary(
        internal=worst_of(inside),
        outside=worst_of(outside),
        anchored=outside.get(Verdict.INTACT, 0) > 0,
        counts=counts,
        outside_required=outside_required,
    )

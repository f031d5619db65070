"""Disclose: choose a recipient and a purpose, clear what stops it, have it approved, seal it; verify any package."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

from ui.views.common import Choice, Spot
from ui.views.words_shown import Found, Step, Weight


@dataclass(frozen=True, slots=True, kw_only=True)
class StepView:
    """One of the four steps: title, where it stands, one line."""

    title: str
    state: Step
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class CheckLine:
    """One rule for this recipient: how it stands, in words with ids only, and the rule's code.

    `screen` and `exhibit`, or `spot`, lead to where it is cleared; empty when nothing is to be done. `count` is how
    many checks the line stands for: those that passed alike are one line.
    """

    weight: Weight
    text: str
    reference: str
    verb: str = ""
    screen: str = ""
    exhibit: str = ""
    spot: Spot | None = None
    count: int = 1


@dataclass(frozen=True, slots=True, kw_only=True)
class Approval:
    """One person's approval of this very body: who, and when (None while it waits)."""

    who: str
    when: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Plan:
    """All that is known of one disclosure before it leaves.

    `package` is the folder that this server wrote; None for what was sealed elsewhere, as from the command line.
    """

    about: str
    purpose: str
    steps: tuple[StepView, ...]
    whole: int
    redacted: int
    withheld: int
    checks: tuple[CheckLine, ...]
    approvals: tuple[Approval, ...]
    policy: str
    prepared: bool
    approved: bool
    sealed: bool
    package: Path | None = None
    approved_by_me: bool = False

    @property
    def blockers(self) -> int:
        """How many rules stop it."""
        return sum(check.count for check in self.checks if check.weight is Weight.BLOCKER)


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """One check of a verification: code, verdict (None for a note that judges nothing), and what was looked at."""

    code: str
    found: Found | None
    says: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Verification:
    """The verdict on a package, what it means in words, and the single checks."""

    found: Found
    title: str
    says: str
    findings: tuple[Finding, ...]


class DiscloseDesk(Protocol):
    """Everything the Disclose page may ask or do."""

    def recipients(self, file: str) -> tuple[Choice, ...]:
        """Who the case file can go to."""
        ...

    def plan(self, file: str, recipient: str) -> Plan:
        """Where the disclosure to this recipient stands now."""
        ...

    def build(self, file: str, recipient: str, purpose: str) -> None:
        """Assemble and typeset it; NotClearedError names by id what stops it."""
        ...

    def approve(self, file: str, recipient: str) -> None:
        """Sign this very body as the person who has the workspace open."""
        ...

    def others(self) -> tuple[Choice, ...]:
        """Who else could approve at this machine."""
        ...

    def approve_as(self, file: str, recipient: str, person: str, passphrase: str) -> None:
        """Sign once as another person, with that person's passphrase, which is forgotten at once."""
        ...

    def seal(self, file: str, recipient: str) -> Path:
        """Enter, stamp, seal and write the package; return its folder. StaleError if a used record has changed."""
        ...

    def verify(self, package: Path) -> Verification:
        """Check any package, also one made elsewhere, with nothing but what is in it and the keys beside it."""
        ...

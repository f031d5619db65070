"""Behind the Disclose page: check, build, approve, seal, and verify any package."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path

from evidence.casefile.numbers import entry_number
from evidence.decide import Hand
from evidence.disclosure import plan
from evidence.errors import NotHeldError
from evidence.ids import PersonKey, RecordId
from evidence.model.decision import Review, ReviewDecision
from evidence.model.output import CaseFile, Disclosure
from ui.desks import days, findings
from ui.desks.cards import recipient_label
from ui.desks.room import Room
from ui.session import Session
from ui.use import disclosure
from ui.use.sealing import seal
from ui.use.verification import verify
from ui.views.common import Choice
from ui.views.disclose import Approval, CheckLine, Finding, Plan, StepView, Verification
from ui.views.words_shown import Found, Step, Weight

_WEIGHT = {plan.Weight.BLOCKER: Weight.BLOCKER, plan.Weight.MAJOR: Weight.MAJOR, plan.Weight.PASSED: Weight.PASSED}
_FOUND = {"INTACT": Found.INTACT, "INDETERMINATE": Found.INDETERMINATE, "BROKEN": Found.BROKEN}
_SAYS = {
    Found.INTACT: (
        "These bytes were received, recorded and disclosed as the log says. "
        "It does not show that what they say is true."
    ),
    Found.INDETERMINATE: "Something could not be checked; the lines say what. Nothing was found to be wrong.",
    Found.BROKEN: "Something is not what was sealed; the lines say what. Ask the sender for the package again.",
}
_LINE = re.compile(r"(?P<word>INTACT|INDETERMINATE|BROKEN|NOTE) +(?P<code>[A-Z][0-9]+) (?P<says>.*)")
SecondHand = Callable[[str, str], Hand]
"""Another person's hand, by key and passphrase; forgotten after one signature."""


class RealDisclose:
    """A `DiscloseDesk` over one session."""

    def __init__(self, room: Room, second: SecondHand, others: tuple[Choice, ...], packages: Path) -> None:
        self._room = room
        self._second = second
        self._others = others
        self._packages = packages

    def recipients(self, file: str) -> tuple[Choice, ...]:
        """Who the case file can go to."""
        with self._room.session() as session:
            found = session.standing.current(RecordId(file), CaseFile)
            return (Choice(id=found.recipient, label=recipient_label(session, found)),)

    def plan(self, file: str, recipient: str) -> Plan:
        """Where the disclosure to this recipient stands now."""
        with self._room.session() as session:
            checks = disclosure.checks(session, file, recipient, ())
            cut = disclosure.cut(session, file, recipient, ())
            latest = _latest(session, file, recipient)
            state = disclosure.state(session, latest) if latest else ""
            approvals = plan.approvals(session.standing, latest) if latest else ()
            asked = session.workspace.policy.approvals
            package = self._folder(latest) if latest and state == "sealed" else None
            return Plan(
                about=f"{cut.file.title.text} · {recipient_label(session, cut.file)}",
                purpose=latest.purpose if latest else "",
                steps=_steps(session, latest, state, _Said(checks=checks, given=len(approvals), asked=asked)),
                whole=len(cut.reliance.exhibits),
                redacted=0,
                withheld=len(cut.withheld),
                checks=_passed_as_one([_line(session, one) for one in sorted(checks, key=_worst_first)]),
                approvals=_approvals(session, latest, approvals, asked),
                policy=f"{len(approvals)} given, {asked} asked for",
                approved_by_me=session.workspace.person in approvals,
                prepared=state in ("prepared", "approved", "sealed"),
                approved=state in ("approved", "sealed"),
                sealed=state == "sealed",
                package=package if package is not None and package.is_dir() else None,
            )

    def build(self, file: str, recipient: str, purpose: str) -> None:
        """Assemble and typeset it."""
        with self._room.session(fresh=True) as session:
            disclosure.prepare(session, file, recipient, purpose)

    def approve(self, file: str, recipient: str) -> None:
        """Sign this very body as the person who has the workspace open."""
        with self._room.session(fresh=True) as session:
            _review(session.hand, _need(session, file, recipient))

    def others(self) -> tuple[Choice, ...]:
        """Who else could approve at this machine."""
        return self._others

    def approve_as(self, file: str, recipient: str, person: str, passphrase: str) -> None:
        """Sign once as another person."""
        # Opening an identity is slow on purpose: no other page waits for it.
        hand = self._second(person, passphrase)
        with self._room.session(fresh=True) as session:
            _review(hand, _need(session, file, recipient))

    def seal(self, file: str, recipient: str) -> Path:
        """Enter, stamp, seal and write the package."""
        with self._room.session(fresh=True) as session:
            ready = _need(session, file, recipient)
            folder = self._folder(ready)
            folder.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
            return seal(session, ready, folder).folder

    def verify(self, package: Path) -> Verification:
        """Check any package with the verifier that this program carries."""
        result = verify(package, every=True)
        found = _FOUND[result.verdict]
        inside, outside = (_conclusion(result.lines, start) for start in ("internal consistency:", "outside anchor:"))
        return Verification(
            found=found,
            title=inside,
            says=f"{outside}. {_SAYS[found]}" if outside else _SAYS[found],
            findings=tuple(finding for line in result.lines if (finding := _finding(line)) is not None),
        )

    def _folder(self, ready: Disclosure) -> Path:
        return self._packages / ready.id / "package"


def _need(session: Session, file: str, recipient: str) -> Disclosure:
    latest = _latest(session, file, recipient)
    if latest is None:
        raise NotHeldError("nothing is prepared for this recipient", hint="build it first")
    return latest


def _latest(session: Session, file: str, recipient: str) -> Disclosure | None:
    line = session.standing.line(RecordId(file))
    found = [
        one
        for one in session.standing.live(Disclosure)
        if session.standing.line(one.case_file) == line and one.recipient == recipient
    ]
    return found[-1] if found and not _is_gone(session, found[-1]) else None


def _is_gone(session: Session, one: Disclosure) -> bool:
    # What was sealed stays shown; what is stale before it was sealed is as if it were not there.
    return disclosure.sealed_entry(session, one) is None and disclosure.is_stale(session, one)


def _review(hand: Hand, ready: Disclosure) -> None:
    hand.record(Review, of=ready.id, decision=ReviewDecision.ACCEPT)


def _worst_first(check: plan.PlanCheck) -> int:
    return (plan.Weight.BLOCKER, plan.Weight.MAJOR, plan.Weight.PASSED).index(check.weight)


def _line(session: Session, check: plan.PlanCheck) -> CheckLine:
    leads = findings.way(session, check)
    return CheckLine(
        weight=_WEIGHT[check.weight],
        text=findings.told(session, check),
        reference=check.rule,
        verb=leads.verb,
        screen=leads.screen,
        exhibit=leads.exhibit,
        spot=leads.spot,
    )


def _passed_as_one(lines: list[CheckLine]) -> tuple[CheckLine, ...]:
    """What stops or waits is told one by one; what passed alike, of many exhibits, in one line."""
    groups: dict[tuple[str, str], list[CheckLine]] = defaultdict(list)
    for n, line in enumerate(lines):
        alike = findings.without_numbers(line.text) if line.weight is Weight.PASSED else str(n)
        groups[line.reference, alike].append(line)
    return tuple(
        replace(first, text=findings.with_others(first.text, len(others)), count=1 + len(others))
        for first, *others in groups.values()
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class _Said:
    """What the steps tell: the checks, and how many approvals are given of how many."""

    checks: tuple[plan.PlanCheck, ...]
    given: int
    asked: int

    @property
    def blockers(self) -> int:
        return sum(one.weight is plan.Weight.BLOCKER for one in self.checks)


def _steps(session: Session, latest: Disclosure | None, state: str, said: _Said) -> tuple[StepView, ...]:
    reached = ("", "prepared", "approved", "sealed").index(state)
    # A step that something stops is not done, whatever came after it before.
    reached = 0 if said.blockers and not state else reached + 1
    sealed = disclosure.sealed_entry(session, latest) if latest and state == "sealed" else None
    lines = (
        f"{said.blockers} of {len(said.checks)} rules stop it." if said.blockers else "Nothing stops it.",
        f"{days.moment(latest.at)}: {len(latest.exhibits)} exhibits, {len(latest.withheld)} withheld."
        if latest
        else "The file is typeset, and its digest is signed.",
        f"{said.given} signed this very body, {said.asked} asked for." if latest else "Each signs this very body.",
        f"{days.moment(sealed.time)}: ledger entry {entry_number(session.standing, sealed)}."
        if sealed
        else "Ledger entry, time stamp, seal, package.",
    )
    return tuple(
        StepView(title=title, state=Step.DONE if n < reached else Step.NOW if n == reached else Step.LATER, text=line)
        for n, (title, line) in enumerate(zip(("1. Check", "2. Build", "3. Approve", "4. Seal"), lines, strict=True))
    )


def _approvals(session: Session, latest: Disclosure | None, given: tuple[str, ...], asked: int) -> tuple[Approval, ...]:
    when = {latest.by: latest.at} if latest is not None else {}
    when |= {one.by: one.at for one in session.standing.live(Review) if latest is not None and one.of == latest.id}
    missing = max(0, asked - len(given))
    mine = session.workspace.person
    return (
        *(
            Approval(
                who=f"you · {who}" if who == mine else who, when=days.moment(at) if (at := when.get(who)) else None
            )
            for who in map(PersonKey, given)
        ),
        *(Approval(who="another person", when=None) for _ in range(missing)),
    )


def _finding(untrusted_line: str) -> Finding | None:
    """One line of the verifier; None for its conclusions, which are shown above all others."""
    match = _LINE.fullmatch(untrusted_line)
    if match is None:
        return None
    return Finding(code=match["code"], found=_FOUND.get(match["word"]), says=match["says"])


def _conclusion(untrusted_lines: tuple[str, ...], start: str) -> str:
    line = next((line for line in untrusted_lines if line.startswith(start)), "")
    return f"{line[:1].upper()}{line[1:]}"

"""Behind the Disclose page: check, build, approve, seal, and verify any package."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from evidence.decide import Hand
from evidence.disclosure import plan
from evidence.errors import NotHeldError
from evidence.ids import PersonKey, RecordId
from evidence.model.decision import Review, ReviewDecision
from evidence.model.output import CaseFile, Disclosure
from ui.desks.room import Room
from ui.session import Session
from ui.use import disclosure
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
            return (Choice(id=found.recipient, label=found.recipient.replace("_", " ")),)

    def plan(self, file: str, recipient: str) -> Plan:
        """Where the disclosure to this recipient stands now."""
        with self._room.session(fresh=True) as session:
            checks = disclosure.checks(session, file, recipient, ())
            cut = disclosure.cut(session, file, recipient, ())
            latest = _latest(session, file, recipient)
            state = disclosure.state(session, latest) if latest else ""
            approvals = plan.approvals(session.standing, latest) if latest else ()
            asked = session.workspace.policy.approvals
            package = self._folder(latest) if latest and state == "sealed" else None
            return Plan(
                about=f"{cut.file.title.text} · {recipient.replace('_', ' ')}",
                purpose=latest.purpose if latest else "",
                steps=_steps(state, blocked=any(one.weight is plan.Weight.BLOCKER for one in checks)),
                whole=len(cut.reliance.exhibits),
                redacted=0,
                withheld=len(cut.withheld),
                checks=tuple(_line(one) for one in checks),
                approvals=_approvals(session, latest, approvals, asked),
                policy=f"The policy asks for {asked} approval{'s' if asked != 1 else ''}.",
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
        with self._room.session(fresh=True) as session:
            _review(self._second(person, passphrase), _need(session, file, recipient))

    def seal(self, file: str, recipient: str) -> Path:
        """Enter, stamp, seal and write the package."""
        with self._room.session(fresh=True) as session:
            ready = _need(session, file, recipient)
            folder = self._folder(ready)
            folder.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
            return disclosure.seal(session, ready, folder).folder

    def verify(self, package: Path) -> Verification:
        """Check any package with the verifier that this program carries."""
        result = verify(package, every=True)
        found = _FOUND[result.verdict]
        return Verification(
            found=found,
            title=result.verdict,
            says=_SAYS[found],
            findings=tuple(_finding(line) for line in result.lines if line.strip()),
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
    return plan.is_stale(session.standing, one) and disclosure.sealed_entry(session, one) is None


def _review(hand: Hand, ready: Disclosure) -> None:
    hand.record(Review, of=ready.id, decision=ReviewDecision.ACCEPT)


def _line(check: plan.PlanCheck) -> CheckLine:
    screen = "evidence" if check.rule == "ACC-02" and check.weight is plan.Weight.BLOCKER else ""
    exhibit = next((one for one in check.subjects if one.startswith("exh_")), "") if screen else ""
    verb = "Open" if screen else ""
    return CheckLine(
        weight=_WEIGHT[check.weight], text=check.says, reference=check.rule, verb=verb, screen=screen, exhibit=exhibit
    )


def _steps(state: str, *, blocked: bool) -> tuple[StepView, ...]:
    order = ["", "prepared", "approved", "sealed"]
    at = order.index(state)
    titles = ("Check", "Build", "Approve", "Seal")
    lines = (
        "What stops it is named here." if blocked else "Nothing stops it.",
        "The file is typeset; its digest is in the record.",
        "Each approval signs this very body.",
        "Entered, stamped, sealed, written.",
    )
    reached = at + (0 if blocked and not state else 1)
    return tuple(
        StepView(title=title, state=Step.DONE if n < reached else Step.NOW if n == reached else Step.LATER, text=line)
        for n, (title, line) in enumerate(zip(titles, lines, strict=True))
    )


def _approvals(session: Session, latest: Disclosure | None, given: tuple[str, ...], asked: int) -> tuple[Approval, ...]:
    when = {latest.by: latest.at} if latest is not None else {}
    when |= {one.by: one.at for one in session.standing.live(Review) if latest is not None and one.of == latest.id}
    missing = max(0, asked - len(given))
    return (
        *(Approval(who=who, when=when.get(PersonKey(who))) for who in given),
        *(Approval(who="another person", when=None) for _ in range(missing)),
    )


def _finding(line: str) -> Finding:
    code, _, rest = line.partition(" ")
    word = next((word for word in _FOUND if word in line), "INTACT")
    return Finding(code=code, found=_FOUND[word], says=rest.strip() or line)

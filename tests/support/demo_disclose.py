"""The Disclose desk of the demo: it goes through its steps, and stops where a real one would."""

from __future__ import annotations

from pathlib import Path

from evidence.errors import UnreadableError, WrongPassphraseError
from tests.support.demo_names import OTHER_PASSPHRASE, PERSON_NAME
from ui.views.common import Choice
from ui.views.disclose import Approval, CheckLine, Finding, Plan, StepView, Verification
from ui.views.words_shown import Found, Step, Weight


class DemoDisclose:
    """A disclosure that goes through its steps; the three blockers go when a test clears them."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.blockers = True
        self.built = False
        self.signed: list[str] = []
        self.sealed = False

    def recipients(self, file: str) -> tuple[Choice, ...]:
        return (
            Choice(id="lt-pgo", label="Prosecutor General’s Office of Lithuania"),
            Choice(id="icc-otp", label="ICC, Office of the Prosecutor"),
        )

    def plan(self, file: str, recipient: str) -> Plan:
        done = [self.built, len(self.signed) >= 2, self.sealed]
        texts = (
            "25 Nov 11:58, by you. 321 pages, 214 exhibits, 61 withheld.",
            f"{len(self.signed)} of 2 signatures on this body. {3 * self.blockers} blockers open.",
            "Ledger entry, time stamp, seal, package.",
        )
        now = done.index(False) if False in done else 3
        steps = tuple(
            StepView(
                title=f"{n + 1}. {title}",
                state=Step.DONE if done[n] else Step.NOW if n == now else Step.LATER,
                text=text,
            )
            for n, (title, text) in enumerate(zip(("Prepared", "Approved", "Sealed"), texts, strict=True))
        )
        times = ["25 Nov 12:10", "25 Nov 12:20"]
        approvals = tuple(
            Approval(who=who, when=times[self.signed.index(key)] if key in self.signed else None)
            for key, who in (("me", f"{PERSON_NAME}, lawyer"), ("k-other", "K. Mazur, custodian"))
        )
        return Plan(
            about="Case file LT-2 · package LT-2-03 · any record that changes now makes it stale",
            purpose="Request to open a pre-trial investigation",
            steps=steps,
            whole=188,
            redacted=26,
            withheld=61,
            checks=self._checks(),
            approvals=approvals,
            policy="policy: two people",
            prepared=self.built,
            approved=done[1],
            sealed=self.sealed,
            package=self.folder if self.sealed else None,
        )

    def _checks(self) -> tuple[CheckLine, ...]:
        stopping = (
            CheckLine(
                weight=Weight.BLOCKER,
                text="No Lithuanian translation: C-0233, C-0301",
                reference="FRM-04",
                verb="Translate",
                screen="review",
            ),
            CheckLine(
                weight=Weight.BLOCKER,
                text="A-000131 names three people nobody has cleared",
                reference="ACC-02",
                verb="Review",
                screen="review",
            ),
            CheckLine(
                weight=Weight.BLOCKER,
                text="W-033’s consent does not cover the recording",
                reference="ACC-01",
                verb="Withhold",
                screen="evidence",
            ),
        )
        rest = (
            CheckLine(
                weight=Weight.MAJOR,
                text="I-04: no medical record and no reason given",
                reference="INC-07",
                verb="See the cell",
                screen="case",
            ),
            CheckLine(weight=Weight.LATER, text="Qualified signature: checked outside", reference="FRM-02"),
            CheckLine(
                weight=Weight.PASSED, text="Leak test: 84 names in 1,930 spellings, 214 files", reference="PRO-01"
            ),
            CheckLine(weight=Weight.PASSED, text="Exonerating section: 9 items listed", reference="ELE-10"),
            CheckLine(
                weight=Weight.PASSED, text="All exhibits re-hashed; ledger to checkpoint 118", reference="INT-01"
            ),
        )
        return (*stopping, *rest) if self.blockers else rest

    def build(self, file: str, recipient: str, purpose: str) -> None:
        self.built, self.signed = True, []

    def approve(self, file: str, recipient: str) -> None:
        self.signed.append("me")

    def others(self) -> tuple[Choice, ...]:
        return (Choice(id="k-other", label="K. Mazur, custodian"),)

    def approve_as(self, file: str, recipient: str, person: str, passphrase: str) -> None:
        if passphrase != OTHER_PASSPHRASE:
            raise WrongPassphraseError("that passphrase does not open this identity")
        self.signed.append(person)

    def seal(self, file: str, recipient: str) -> Path:
        self.sealed = True
        return self.folder

    def verify(self, package: Path) -> Verification:
        marker = package / "verdict"
        if not marker.is_file():
            raise UnreadableError("no package can be read at that path", hint="name the folder that holds `verify`")
        found = Found[marker.read_text(encoding="utf-8").strip()]
        says = {
            Found.INTACT: "All 9,412 files match, the seal and the time stamp hold."
            " This does not show that what a source says is true.",
            Found.INDETERMINATE: "Files match. The time stamp could not be checked: no keys lie beside the package.",
            Found.BROKEN: "One file differs from the manifest. The package must not be relied on.",
        }[found]
        return Verification(
            found=found,
            title="LT-2-02, handed over 14 Oct 2026",
            says=says,
            findings=(
                Finding(code="P001", found=Found.INTACT, says="manifest reads"),
                Finding(code="P002", found=found, says="files match the manifest"),
            ),
        )

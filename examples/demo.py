"""`make demo`: one invented case, from a folder of files to a sealed package that stock tools verify.

Everything happens in the folder `demo/` (or `SVIEDKA_DEMO`), made anew each time. People, places, events are invented,
and the authorities are this machine's own. Each step names the command that a user would type.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from evidence.custody.policy import Person as PolicyPerson
from evidence.custody.policy import Role
from evidence.decide import Hand
from evidence.ids import DerivativeId, ExhibitId
from evidence.model.decision import Review, ReviewDecision
from evidence.model.holding import Obtained
from evidence.ports import Identity
from evidence.standing import ProposalState
from examples import records
from examples.authority import make_authority, serving
from examples.make_files import make_files
from examples.story import STORY
from ingest.recognise.proposals import Form
from ui.session import Session
from ui.settings import load_settings
from ui.use import case, disclosure, graph, intake, sealing
from ui.wiring import found_workspace, hand_of, make_identity, open_session, read_root_key, trust_root

ROOT = Path(__file__).parents[1]
PASSPHRASE = "invented people only"  # noqa: S105 - the demo's, printed on purpose
MARK = ".sviedka-demo"
DAY = "2020-08-12"


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """Where the demo keeps its things."""

    folder: Path

    def shown(self, path: str) -> Path:
        """A file of the demo as a reader would type it from where the demo was started."""
        file = self.folder / path
        return file.relative_to(ROOT) if file.is_relative_to(ROOT) else file

    @property
    def environment(self) -> dict[str, str]:
        """What a user would export to work on with the demo's workspace."""
        return {"SVIEDKA_SETTINGS": str(self.folder / "settings.toml")}


def main(arguments: list[str]) -> int:
    """Run the demo, or with `serve` open what it made."""
    place = Place(folder=Path(os.environ.get("SVIEDKA_DEMO", ROOT / "demo")))
    if arguments == ["serve"]:
        return _serve(place)
    began = time.monotonic()
    _clear(place.folder)
    with serving(place.folder / "authority") as url:
        _settle(place, url)
        _walk(place)
    print(f"\nDone in {time.monotonic() - began:.0f} s. Open:")
    for path in ("case-file.pdf", "package/case-file.pdf", "package/verify/README.en.txt"):
        print(f"  {place.shown(path)}")
    print(f"  make serve      (passphrase: {PASSPHRASE})")
    return 0


def _walk(place: Place) -> None:
    settings = load_settings(place.environment)
    anna, boris = _people(place)
    with _step("Take the files in", "sviedka exhibit add demo/files/S-1 --source S-1"):
        files = make_files(place.folder / "files")
        session = open_session(settings, anna)
    with session:
        second = hand_of(settings, boris, session)
        exhibits = _take_in(session, files)
        _search(session)
        _answer_proposals(session)
        told = _tell(session, second, exhibits)
        _look(session, told)
        _disclose(session, second, place)
    _verify(place)


def _people(place: Place) -> tuple[Identity, Identity]:
    with _step(
        "Make two identities and a workspace", "sviedka identity new anna.age; sviedka workspace new demo/workspace"
    ):
        anna = make_identity(place.folder / "anna.age", PASSPHRASE)
        boris = make_identity(place.folder / "boris.age", PASSPHRASE)
        founded = found_workspace(place.folder / "workspace", anna, place.folder / "root.age", PASSPHRASE)
        _note(
            f"workspace {founded.id}, person {anna.person}; the recovery sheet has {len(founded.recovery_lines)} lines"
        )
        root = read_root_key(place.folder / "root.age", PASSPHRASE)
        with open_session(load_settings(place.environment), anna) as session:
            session.workspace.admit(
                PolicyPerson(
                    key=boris.person,
                    recipient=boris.recipient,
                    public=boris.signer.public if boris.signer else None,
                    roles=frozenset({Role.INVESTIGATOR, Role.LAWYER, Role.CUSTODIAN}),
                ),
                root,
            )
        trust_root(load_settings(place.environment), boris, founded.root)
        _note(f"second person {boris.person} admitted by the root key, whose fingerprint that person has compared")
    return anna, boris


def _take_in(session: Session, files: dict[str, Path]) -> dict[str, tuple[ExhibitId, DerivativeId]]:
    with _step("Receive every file with a hashed receipt", "sviedka exhibit add demo/files/<source> --source <source>"):
        made = records.sources(session.hand, STORY)
        numbers: dict[str, str] = {}
        for source in STORY.sources:
            wanted = [file for file in STORY.files if file.source == source.code]
            for file in wanted:
                obtained = Obtained(when=file.obtained_when, how=file.obtained_how, by="I-01")
                receipts = intake.take_in(session, [files[file.key]], made[source.code], obtained)
                numbers[file.key] = str(receipts.arrivals[0].number)
                _note(f"{numbers[file.key]}  {receipts.arrivals[0].state.value:<12} from {source.code}")
    with _step("Read them in a process without network", "sviedka exhibit read"):
        done = session.read()
        for exhibit in sorted(session.standing.holdings.exhibits.values(), key=lambda one: one.number):
            text = session.standing.holdings.latest(exhibit.id, "text")
            found = ", ".join(text.findings) if text else ""
            _note(f"{exhibit.number}  {session.standing.holdings.state(exhibit.id).value:<10} {found}")
        _note(f"{sum(one.pages for one in done)} pages; isolation: {_isolation(session)}")
    return {key: _read_exhibit(session, number) for key, number in numbers.items()}


def _read_exhibit(session: Session, number: str) -> tuple[ExhibitId, DerivativeId]:
    exhibit = session.exhibit(number)
    return exhibit.id, session.text(exhibit.id)


def _isolation(session: Session) -> str:
    return next(iter({one.isolation for one in session.standing.holdings.derivatives.values() if one.kind == "text"}))


def _search(session: Session) -> None:
    from evidence.search import parse_query

    for words in ("Zarubavets", "Акрэсціна", "изолятор"):
        with _step("Search in any spelling", f"sviedka search {words}"):
            for hit in session.index.find(parse_query(words), limit=4):
                number = session.standing.holdings.exhibit(hit.exhibit).number
                line = hit.snippet.replace("\n", " ")
                _note(f"{number}.{hit.page:03}  …{line}…" if hit.page else number)


def _answer_proposals(session: Session) -> None:
    from ui.use.proposals import accept

    with _step("Answer what the machine proposes", "sviedka proposal list A-000001; … accept; … dismiss"):
        for exhibit in sorted(session.standing.holdings.exhibits.values(), key=lambda one: one.number)[:6]:
            found = [one for one in session.proposals(exhibit.id) if one.form is Form.DATE]
            if len(found) < 2:
                continue
            code = session.source_record(exhibit.source).code
            accept(session, exhibit.id, found[0].id, by=code)
            session.hand.dismiss(found[1].id, "already in the chronology")
            states = [session.standing.proposal(one.id) for one in session.proposals(exhibit.id)]
            _note(f"{exhibit.number}: {len(states)} proposals, {states.count(ProposalState.OPEN)} still open")


def _tell(session: Session, second: Hand, exhibits: dict[str, tuple[ExhibitId, DerivativeId]]) -> records.Told:
    with _step("Make claims, judgements, bearings, a draft; a second person reviews", "sviedka claim add …"):
        told = records.tell(
            session.hand, second, STORY, exhibits, law_digest=session.catalogue.digest, custodian=second
        )
        session.refresh()
        _note(f"{len(told.claims)} claims, {len(session.standing.usable_claims)} usable, {len(told.heads)} heads")
    return told


def _look(session: Session, told: records.Told) -> None:
    with _step("Elements against incidents: how much there is", "sviedka casefile coverage --forum LT"):
        for row in case.coverage_rows(session, "LT")[:14]:
            _note(f"{row['state']!s:<18} {row['for/against']!s:<8} {row['provision']} · {row['of']}")
    with _step("Build the graph and check it against what stands", "sviedka graph rebuild; sviedka graph check"):
        _note(graph.rebuild(session))
        differences = graph.differences(session)
        _note("the graph equals what stands" if not differences else f"{len(differences)} differences")
        if differences:
            raise SystemExit("the graph differs from Standing")
    unit = next(head for head in STORY.heads if head.kind == "unit")
    with _step("Who commanded, as of a day", f"sviedka graph ask chain '{unit.label}' {DAY}"):
        for row in graph.chain(session, unit.label, DAY):
            _note(f"{row['level']}  {row['over it']}: {row['commander']} {row['post']} [{row['claims']}]")


def _disclose(session: Session, second: Hand, place: Place) -> None:
    code = STORY.case_file.code
    withhold = _withheld(session)
    with _step("Typeset the case file", f"sviedka casefile build {code} demo/case-file.pdf"):
        made = disclosure.preview(session, code, withhold=withhold)
        (place.folder / "case-file.pdf").write_bytes(made.pdf)
        _note(f"{made.pages} pages, SHA-256 {made.sha256[:16]}…")
    with _step("Check what may leave", f"sviedka disclosure check {code}"):
        for one in disclosure.checks(session, code, None, withhold):
            if one.weight.value != "passed" or "stays here" in one.says:
                _note(f"{one.weight.value:<8} {one.rule}  {one.says}")
    with _step("Prepare, approve by a second person, seal", f"sviedka disclosure seal {code} demo/package"):
        ready = disclosure.prepare(session, code, None, "complaint", withhold)
        second.record(Review, of=ready.id, decision=ReviewDecision.ACCEPT)
        session.refresh()
        sealed = sealing.seal(session, ready, place.folder / "package")
        _note(f"{len(ready.exhibits)} exhibits handed over, {len(ready.withheld)} stay here; time stamp {sealed.stamp}")


def _withheld(session: Session) -> list[str]:
    names = {file.name: file.key for file in STORY.files if file.key in STORY.withheld}
    return [
        exhibit.number
        for exhibit in session.standing.holdings.exhibits.values()
        if exhibit.receipts[0].name.decode() in names
    ]


def _verify(place: Place) -> None:
    copy = place.folder / "recipient"
    shutil.copytree(place.folder / "package", copy / "package")
    shutil.copytree(place.folder / "keys", copy / "keys")
    command = ["sh", "verify/verify.sh", "--keys", "../keys", "--all"]
    alone = ["unshare", "-n", *command] if _can_unshare() else command
    with _step("Verify as a recipient would, without network and without us", " ".join(command)):
        ran = subprocess.run(alone, cwd=copy / "package", capture_output=True, text=True, check=False)
        for line in ran.stdout.splitlines():
            _note(line)
    shutil.rmtree(copy)
    if ran.returncode != 0:
        raise SystemExit(f"the verifier did not say INTACT (exit code {ran.returncode})")


def _can_unshare() -> bool:
    return (
        shutil.which("unshare") is not None and subprocess.run(["unshare", "-n", "true"], check=False).returncode == 0
    )


def _settle(place: Place, url: str) -> None:
    authority = make_authority(place.folder / "authority")
    passphrase = place.folder / "passphrase"
    passphrase.touch(mode=0o600)
    passphrase.write_text(f"{PASSPHRASE}\n", encoding="utf-8")
    (place.folder / "settings.toml").write_text(
        f'workspace = "workspace"\nidentity = "anna.age"\npassphrase_file = "passphrase"\n'
        f'organisation = "Demonstration Documentation Centre"\n\n'
        f'[authority]\nname = "demo"\nurl = "{url}"\ncertificate = "{authority.root}"\n\n'
        f'[seal]\ncertificate = "{authority.seal_certificate}"\nkey = "{authority.seal_key}"\n'
        f'authority = "{authority.root}"\n',
        encoding="utf-8",
    )


def _clear(folder: Path) -> None:
    if folder.exists():
        if not (folder / MARK).exists():
            raise SystemExit(f"{folder} is not a folder of this demo: move it away first")
        shutil.rmtree(folder)
    folder.mkdir(mode=0o700)
    (folder / MARK).touch()


def _serve(place: Place) -> int:
    if not (place.folder / "workspace").is_dir():
        print("run `make demo` first", file=sys.stderr)
        return 1
    settings = place.folder / "settings.toml"
    program = Path(sys.executable).with_name("sviedka")
    with serving(place.folder / "authority") as url:
        _settle(place, url)
        return subprocess.run([program, "--settings", settings, "serve"], env=os.environ, check=False).returncode


@contextmanager
def _step(what: str, command: str) -> Iterator[None]:
    print(f"\n▸ {what}\n  $ {command}", flush=True)
    yield


def _note(line: str) -> None:
    print(f"    {line}", flush=True)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))

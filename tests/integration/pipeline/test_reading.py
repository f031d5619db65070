"""Reading a real workspace in isolated processes: killed, resumed, stopped, run twice; nothing lost, none doubled."""

from __future__ import annotations

import os
import signal
import threading
import time
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import cast

import pytest

import ingest.pipeline
from evidence.casefile.facts import Facts
from evidence.custody.checks import Verdict
from evidence.custody.entry import EntryType
from evidence.decide import Hand
from evidence.errors import StorageError
from evidence.holdings import ANNOTATIONS, TEXT
from evidence.ids import ExhibitId, ProposalId
from evidence.model import heads
from evidence.model.holding import ExhibitState
from evidence.model.values import SourceId
from evidence.standing import ProposalState, Standing
from evidence.texts import VaultTexts
from evidence.workspace import Workspace
from graph.derive import rows_of
from graph.schema import NodeLabel
from ingest.adapters.local_pool import LocalPool
from ingest.pipeline import ORIGINAL_NOT_INTACT, Progress, read_all, waiting
from ingest.ports import Document, Ocr, Pool
from ingest.read.pages import NotDone, Reading
from ingest.receive import receive
from ingest.recognise import proposals
from ingest.recognise.gazetteer import GazetteerEntry
from ingest.recognise.ports import Hit
from tests.support.documents import encrypted, plain_pdf
from tests.support.store import House, new_house

LINE = "Майор Ясь Выдуманы быў там 9 жніўня 2020 года."


class DatesOnly:
    """A recogniser with an empty gazetteer; names, ranks and dates need none."""

    def __init__(self, version: str = "none 1") -> None:
        self.version = version
        self.gazetteer: Sequence[GazetteerEntry] = ()

    def hits(self, text: str) -> Sequence[Hit]:
        return ()


class Watched:
    """A pool that counts what it is asked, and may stop the world at one of the documents."""

    def __init__(self, pool: Pool, at: int | None = None, then: Callable[[], None] = lambda: None) -> None:
        self._pool = pool
        self._at = at
        self._then = then
        self.documents: list[Document] = []

    def read(self, document: Document, *, ocr: Ocr = Ocr.NOW) -> Reading | NotDone:
        self.documents.append(document)
        if len(self.documents) == self._at:
            self._then()
        return self._pool.read(document, ocr=ocr)

    def __getattr__(self, name: str) -> object:
        return getattr(self._pool, name)


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """A founded workspace with one source, and a folder to deliver from."""

    house: House
    source: SourceId
    delivery: Path

    def take_in(self, compartment: str = "case") -> None:
        receive([self.delivery], source=self.source, workspace=self.house.workspace, compartment=compartment)

    def standing(self) -> Standing:
        workspace = self.house.reopened()
        return Standing.of(workspace.entries(), workspace.policies.values())

    def hand(self, standing: Standing) -> Hand:
        workspace = self.house.workspace
        texts = VaultTexts(standing.holdings.derivatives.get, lambda one: workspace.read(one.object))
        return Hand(workspace, standing, texts, {})

    def proposals(self, standing: Standing, exhibit: ExhibitId) -> tuple[proposals.Proposal, ...]:
        text = standing.holdings.latest(exhibit, TEXT)
        assert text is not None
        found = standing.holdings.latest(text.id, ANNOTATIONS)
        assert found is not None
        return proposals.decode(self.house.workspace.read(found.object)).proposals

    def texts_entered(self) -> Counter[str]:
        """Exhibit -> how often a text of it was entered."""
        return Counter(
            str(opened.private["of"])
            for opened in self.house.reopened().entries()
            if opened.entry.type is EntryType.DERIVED and opened.private["kind"] == TEXT
        )


@pytest.fixture
def place(tmp_path: Path) -> Place:
    house = new_house(tmp_path / "ws")
    standing = Standing.of(house.workspace.entries(), house.workspace.policies.values())
    texts = VaultTexts(standing.holdings.derivatives.get, lambda one: b"")
    source = Hand(house.workspace, standing, texts, {}).source("W-1", heads.SourceSort.WITNESS)
    delivery = tmp_path / "delivery"
    delivery.mkdir()
    return Place(house=house, source=SourceId(source.id), delivery=delivery)


@pytest.fixture(scope="module")
def pool() -> Iterator[Pool]:
    with LocalPool() as opened:
        yield opened


def deliver(place: Place, count: int) -> None:
    for n in range(count):
        (place.delivery / f"{n:03}.txt").write_text(f"{LINE} {n}\n", encoding="utf-8")


def read(workspace: Workspace, standing: Standing, pool: Pool | Watched, **options: object) -> int:
    done = read_all(waiting(standing), workspace, cast(Pool, pool), DatesOnly(), **options)  # type: ignore[arg-type]
    return len(done)


def test_what_was_read_once_is_not_read_again_by_anybody(place: Place, pool: Pool) -> None:
    deliver(place, 3)
    place.take_in()
    first, second = Watched(pool), Watched(pool)

    read(place.house.workspace, place.standing(), first)
    read(place.house.reopened(), place.standing(), second)

    standing = place.standing()
    assert (len(first.documents), len(second.documents)) == (3, 0)
    assert {standing.holdings.state(one) for one in standing.holdings.exhibits} == {ExhibitState.READ}
    assert set(place.texts_entered().values()) == {1}


def test_a_reading_killed_in_the_middle_resumes_and_ends_as_one_that_was_not(
    place: Place, pool: Pool, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    deliver(place, 12)
    place.take_in()
    monkeypatch.setattr(ingest.pipeline, "_GROUP", 6)
    told, tell = os.pipe()

    def hang() -> None:
        os.write(tell, b"x")
        time.sleep(600)

    pid = os.fork()
    if not pid:
        try:
            with LocalPool() as own:
                read(place.house.reopened(), place.standing(), Watched(own, at=8, then=hang), workers=1)
        finally:
            os._exit(99)
    os.read(told, 1)
    os.kill(pid, signal.SIGKILL)
    assert os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1]) == -signal.SIGKILL
    entered = place.texts_entered()
    assert 0 < len(entered) < 12

    resumed = Watched(pool)
    read(place.house.workspace, place.standing(), resumed)

    assert len(resumed.documents) == 12 - len(entered)
    assert Counter(place.texts_entered().values()) == {1: 12}
    checks = list(place.house.reopened().audit())
    # What was kept and not entered is entered now, and no object is left that nobody knows.
    assert {check.verdict for check in checks} == {Verdict.INTACT}
    undisturbed = new_house(tmp_path / "undisturbed")
    receive([place.delivery], source=place.source, workspace=undisturbed.workspace)
    clean = Standing.of(undisturbed.workspace.entries(), undisturbed.workspace.policies.values())
    read(undisturbed.workspace, clean, pool)
    clean.absorb(undisturbed.workspace.entries())
    assert digests(place.standing()) == digests(clean)


def digests(standing: Standing) -> dict[str, str | None]:
    """SHA-256 of each exhibit -> SHA-256 of its text."""
    holdings = standing.holdings
    return {
        one.sha256: text.sha256 if (text := holdings.latest(one.id, TEXT)) else None
        for one in holdings.exhibits.values()
    }


def test_a_stop_by_the_person_enters_what_was_read_until_then(place: Place, pool: Pool) -> None:
    deliver(place, 6)
    place.take_in()

    def stop(progress: Progress) -> None:
        if progress.done == 3:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        read(place.house.workspace, place.standing(), pool, watch=stop, workers=1)

    assert len(place.texts_entered()) >= 3
    left = len(waiting(place.standing()))
    assert read(place.house.workspace, place.standing(), pool) == left
    assert Counter(place.texts_entered().values()) == {1: 6}


def test_a_dismissal_holds_when_the_machine_finds_it_again(place: Place, pool: Pool) -> None:
    deliver(place, 1)
    place.take_in()
    read(place.house.workspace, place.standing(), pool)
    standing = place.standing()
    [exhibit] = standing.holdings.exhibits
    before = place.proposals(standing, exhibit)
    refused = next(one.id for one in before if one.form is proposals.Form.DATE)
    place.hand(standing).dismiss(ProposalId(refused), "the date of the letter")

    again = waiting(standing, again=[ExhibitState.READ])
    read_all(again, place.house.workspace, pool, DatesOnly("none 2"))

    standing = place.standing()
    after = place.proposals(standing, exhibit)
    assert len(place.house.workspace.policies) == 1
    assert [one.id for one in after] == [one.id for one in before]
    assert standing.proposal(ProposalId(refused)) is ProposalState.REFUSED
    assert {standing.proposal(one.id) for one in after if one.id != refused} == {ProposalState.OPEN}
    assert len([one for one in standing.holdings.derivatives.values() if one.kind == ANNOTATIONS]) == 2
    assert len([one for one in standing.holdings.derivatives.values() if one.kind == TEXT]) == 1


def test_what_the_machine_proposes_is_in_no_graph_and_no_fact_until_a_person_signs(place: Place, pool: Pool) -> None:
    deliver(place, 1)
    place.take_in()
    before = place.standing()
    read(place.house.workspace, before, pool)
    standing = place.standing()
    [exhibit] = standing.holdings.exhibits
    proposed = {one.form: one for one in place.proposals(standing, exhibit)}

    assert {proposals.Form.DATE, proposals.Form.PERSON} <= set(proposed)
    assert rows_of(standing).nodes == rows_of(before).nodes
    assert rows_of(standing).relations == rows_of(before).relations
    assert not Facts(standing).edges
    assert not list(standing.records())[1:], "the source alone"

    place.hand(standing).accept(ProposalId(proposed[proposals.Form.PERSON].id), heads.Person, label="a major")

    assert [node.label for node in rows_of(place.standing()).nodes].count(NodeLabel.PERSON) == 1


def test_each_file_ends_in_its_own_state_whatever_the_others_are(place: Place, pool: Pool) -> None:
    deliver(place, 2)
    (place.delivery / "locked.pdf").write_bytes(encrypted(plain_pdf(["secret"]), user="user"))
    (place.delivery / "open.pdf").write_bytes(plain_pdf(["First", "Second"]))
    (place.delivery / "broken.pdf").write_bytes(b"%PDF-1.7 nothing follows")
    (place.delivery / "empty.txt").write_bytes(b"")
    (place.delivery / "odd.bin").write_bytes(bytes(range(256)) * 4)
    place.take_in()

    read(place.house.workspace, place.standing(), pool)

    standing = place.standing()
    states = {
        one.receipts[0].name.decode(): standing.holdings.state(one.id).value
        for one in standing.holdings.exhibits.values()
    }
    assert states == {
        "000.txt": "read", "001.txt": "read", "open.pdf": "read", "locked.pdf": "needs_password",
        "broken.pdf": "failed", "empty.txt": "refused", "odd.bin": "unsupported",
    }  # fmt: skip
    assert waiting(standing) == ()


@pytest.mark.parametrize("lost", [True, False])
def test_an_original_that_is_lost_or_altered_is_its_own_result_and_the_rest_is_read(
    place: Place, pool: Pool, lost: bool
) -> None:
    deliver(place, 3)
    place.take_in()
    victim = sorted(place.standing().holdings.exhibits.values(), key=lambda one: one.number)[1]
    [stored] = place.house.folder.glob(f"objects/*/{victim.object}.age")
    if lost:
        stored.unlink()
    else:
        content = bytearray(stored.read_bytes())
        content[-1] ^= 1
        stored.chmod(0o600)
        stored.write_bytes(content)

    done = read_all(waiting(place.standing()), place.house.workspace, pool, DatesOnly())

    standing = place.standing()
    assert [one.reason for one in done] == [None, ORIGINAL_NOT_INTACT, None]
    assert standing.holdings.state(victim.id) is ExhibitState.FAILED
    assert standing.holdings.reason(victim.id) == ORIGINAL_NOT_INTACT


def test_an_exhibit_that_came_again_more_strictly_is_read_and_its_text_kept_so(place: Place, pool: Pool) -> None:
    deliver(place, 1)
    place.take_in("case")
    (place.delivery / "again.txt").write_bytes((place.delivery / "000.txt").read_bytes())
    place.take_in("protected")

    read(place.house.workspace, place.standing(), pool)

    [exhibit] = place.standing().holdings.exhibits.values()
    text = place.standing().holdings.latest(exhibit.id, TEXT)
    assert text is not None
    assert (exhibit.compartment, text.compartment) == ("protected", "protected")
    assert LINE.encode() in place.house.workspace.read(text.object)


def test_no_name_reaches_the_process_that_parses(place: Place, pool: Pool) -> None:
    for name in ("Ясь Выдуманы.TXT", "no ending", "odd.ending-too-long", ".hidden"):
        (place.delivery / name).write_text(LINE + name, encoding="utf-8")
    place.take_in()
    watched = Watched(pool)

    read(place.house.workspace, place.standing(), watched)

    assert sorted(str(one.suffix) for one in watched.documents) == [".hidden", ".txt", "None", "None"]
    assert all(isinstance(one.content, int) for one in watched.documents)


def test_a_disk_that_refuses_stops_the_run_with_our_own_error(
    place: Place, pool: Pool, monkeypatch: pytest.MonkeyPatch
) -> None:
    deliver(place, 4)
    place.take_in()
    standing = place.standing()

    def refuse(*_: object) -> None:
        raise StorageError("no room")

    monkeypatch.setattr(Workspace, "put", refuse)
    with pytest.raises(StorageError):
        read(place.house.workspace, standing, pool)
    monkeypatch.undo()

    assert read(place.house.workspace, place.standing(), pool) == 4


def test_progress_counts_every_document_once_up_to_all(place: Place, pool: Pool) -> None:
    deliver(place, 5)
    place.take_in()
    seen: list[Progress] = []

    read(place.house.workspace, place.standing(), pool, watch=seen.append)

    assert [(one.done, one.of) for one in seen] == [(n, 5) for n in range(1, 6)]
    assert all(one.seconds >= 0 for one in seen)


def test_two_readings_at_once_lose_nothing(place: Place, pool: Pool) -> None:
    deliver(place, 6)
    place.take_in()
    standing = place.standing()
    other = place.house.reopened()
    thread = threading.Thread(target=lambda: read(other, standing, pool))

    thread.start()
    read(place.house.workspace, place.standing(), pool)
    thread.join()

    found = place.standing()
    assert {found.holdings.state(one) for one in found.holdings.exhibits} == {ExhibitState.READ}
    assert len(found.holdings.derivatives) == 12

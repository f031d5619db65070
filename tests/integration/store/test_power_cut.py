"""After a power cut at any moment: what was acknowledged is there, whole; and each kind of fsync is needed for that."""

from __future__ import annotations

import re
import shutil
from pathlib import Path

import pytest

from evidence.adapters.workspace_folder import open_workspace
from evidence.custody.checks import Check, Code, Verdict
from evidence.errors import SviedkaError
from ingest.receive import receive
from tests.support.power_cut import Disk, Recorder, Step, write_state
from tests.support.store import SOURCE, House, new_house, note


class _Trial:
    """One recorded piece of work on one workspace."""

    def __init__(self, tmp_path: Path) -> None:
        self.house = new_house(tmp_path / "ws")
        self._base = tmp_path
        delivery = tmp_path / "delivery"
        delivery.mkdir()
        for name in ("a", "b"):
            (delivery / name).write_text(name * 10)
        self.start = Disk(self.house.folder)
        recorder = Recorder(self.house.folder)
        with recorder.recording():
            _work(self.house, delivery, recorder)
        self.steps = recorder.steps

    def disk(self) -> Disk:
        fresh = object.__new__(Disk)
        for name in ("names", "contents", "safe_names", "safe_contents"):
            setattr(fresh, name, dict(getattr(self.start, name)))
        fresh.acknowledged = 2
        return fresh

    def named(self) -> dict[int, str]:
        """Inode -> the last name it was given."""
        disk, named = self.disk(), {}
        for step in self.steps:
            disk.apply(step)
            for path, inode in disk.names.items():
                if inode is not None:
                    named[inode] = path
        return named

    def violated(self, steps: list[Step]) -> bool:
        """Whether some moment of power cut loses or breaks what was acknowledged."""
        disk, seen = self.disk(), set()
        for step in steps:
            disk.apply(step)
            for names_survive in (False, True):
                state = disk.after_power_cut(names_survive=names_survive)
                key = hash((disk.acknowledged, tuple(state.items())))
                if key in seen:
                    continue
                seen.add(key)
                if not self._holds(state, disk.acknowledged):
                    return True
        return False

    def _holds(self, state: dict[str, bytes | None], acknowledged: int) -> bool:
        folder = self._base / "state"
        shutil.rmtree(folder, ignore_errors=True)
        write_state(state, folder)
        try:
            workspace = open_workspace(folder, self.house.identity)
            entries = sum(1 for _ in workspace.entries())
        except SviedkaError:
            return False
        return entries >= acknowledged and not any(map(_bad, workspace.audit()))


def _work(house: House, delivery: Path, recorder: Recorder) -> None:
    workspace = house.reopened()
    for number in range(2):
        recorder.acknowledged(workspace.commit([note(number), note(number, "sealed")])[-1].entry.seq + 1)
    receive([delivery], source=SOURCE, workspace=workspace)
    recorder.acknowledged(workspace.sizes()[workspace.log().device])


def _bad(check: Check) -> bool:
    # An object without entry was never acknowledged; everything else has to be whole.
    return check.code is not Code.STRAY and check.verdict is not Verdict.INTACT


@pytest.fixture
def trial(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> _Trial:
    monkeypatch.setattr("ingest.receive.THREADS", 1)
    return _Trial(tmp_path)


def test_a_power_cut_at_any_moment_loses_nothing_acknowledged(trial: _Trial) -> None:
    assert len(trial.steps) > 60
    assert not trial.violated(trial.steps)


@pytest.mark.parametrize(
    ("what", "where"),
    [
        ("sync", r"objects/.*"),
        ("sync", r"keys/.*"),
        ("sync", r"log/.*/bodies/.*"),
        ("sync", r"log/.*/entries\.jsonl"),
        ("sync", r"log/.*/checkpoint"),
        ("sync folder", r"objects/.."),
        ("sync folder", r"objects|"),
        ("sync folder", r"keys/case/1/.."),
        ("sync folder", r"keys/case/1"),
        ("sync folder", r"log/[^/]*/bodies/.*"),
        ("sync folder", r"log/[^/]*"),
    ],
)
def test_each_kind_of_fsync_is_needed_and_its_absence_is_caught(trial: _Trial, what: str, where: str) -> None:
    named, pattern = trial.named(), re.compile(where)

    def left_out(step: Step) -> bool:
        return step.what == what and bool(pattern.fullmatch(step.path if what == "sync folder" else named[step.inode]))

    without = [step for step in trial.steps if not left_out(step)]
    assert len(without) < len(trial.steps)
    assert trial.violated(without)

"""An intake's child: nothing secret on its command line, an honest end whatever becomes of it."""

from __future__ import annotations

import json
import time
from collections.abc import Mapping
from pathlib import Path

import pytest

from evidence.errors import NotAllowedError
from ui.desks.intake_process import IntakeProcess
from ui.views.evidence import Intake


def _order(keys: Mapping[str, str]) -> bytes:
    return json.dumps({"keys": keys, "path": "/nowhere", "source": "S-1", "obtained": {}}).encode()


def _ended(process: IntakeProcess) -> Intake:
    until = time.monotonic() + 60
    while time.monotonic() < until:
        progress = process.progress()
        if progress is not None and not progress.running:
            return progress
        time.sleep(0.05)
    pytest.fail("the child did not end")


def test_while_the_workspace_is_locked_no_child_is_started() -> None:
    process = IntakeProcess()
    with pytest.raises(NotAllowedError):
        process.start(Path("/nowhere"), "S-1", {})
    process.hand_over(lambda path, source, obtained: _order({}))
    process.hand_over(None)
    with pytest.raises(NotAllowedError):
        process.start(Path("/nowhere"), "S-1", {})
    assert process.progress() is None


def test_a_child_that_fails_ends_with_a_reason_and_not_as_done(tmp_path: Path) -> None:
    process = IntakeProcess()
    keys = {"workspace": str(tmp_path), "age": "AGE-SECRET-KEY-1", "ed25519": "00" * 32}
    process.hand_over(lambda path, source, obtained: _order(keys))
    process.start(Path("/nowhere"), "S-1", {})
    assert process.has_told_more()
    ended = _ended(process)
    assert ended.trouble
    assert not process.is_running()
    assert process.has_told_more()
    assert not process.has_told_more()


def test_stopping_ends_the_child_and_says_so() -> None:
    process = IntakeProcess()
    process.hand_over(lambda path, source, obtained: _order({}))
    process.start(Path("/nowhere"), "S-1", {})
    process.stop()
    assert not process.is_running()
    assert _ended(process).trouble
    process.stop()

"""Every measure runs at a toy size and gives its rows; how long anything takes is asserted nowhere."""

from __future__ import annotations

import os
import subprocess
import sys
from importlib import import_module
from pathlib import Path

import pytest

from bench import measure
from bench.__main__ import MEASURES
from bench.measure import TOY, Row, Spent, apart, median, timed
from bench.table import machine, table

ROOT = Path(__file__).parents[3]
ROWS = {"intake": 2, "reading": 4, "records": 6, "graph_rebuild": 6, "casefile": 1, "browser": 5}


def row(**changed: object) -> Row:
    given: dict[str, object] = {
        "what": "pages set",
        "unit": "pages",
        "amount": 10,
        "ours": Spent(wall=2, cpu=4),
        "peer": "a plain loop",
        "peer_amount": 5,
        "theirs": Spent(wall=0.5, cpu=0.25),
    }
    return Row(**{**given, **changed})  # type: ignore[arg-type]  # a row of the fields above


def test_every_measure_of_the_list_is_tried_here() -> None:
    assert set(ROWS) == set(MEASURES)


@pytest.mark.parametrize("name", sorted(ROWS))
def test_a_measure_gives_its_rows_each_with_a_peer(name: str) -> None:
    if name == "browser" and not Path("/usr/bin/chromium").exists():
        pytest.skip("needs Debian's chromium")

    rows = list(import_module(f"bench.{name}").rows(TOY))

    # An engine or a peer that is not installed still has its row, and the row says so.
    missing = [one for one in rows if "missing" in one.peer]
    assert len(rows) == ROWS[name] or any("engine missing" in one.peer for one in missing)
    for one in rows:
        assert one in missing or (one.ours is not None and one.theirs is not None)
        assert one in missing or (one.amount > 0 and one.peer_amount > 0)


def test_the_command_prints_one_table_and_the_machine() -> None:
    ran = subprocess.run(
        [sys.executable, "-m", "bench", "--toy", "casefile"], cwd=ROOT, capture_output=True, text=True, check=True
    )

    lines = [line for line in ran.stdout.splitlines() if line.startswith("|")]
    assert len(lines) == 3
    assert "case file typeset" in lines[2]
    assert "cores" in ran.stdout.splitlines()[0]


def test_a_measure_that_does_not_exist_is_refused() -> None:
    ran = subprocess.run([sys.executable, "-m", "bench", "speed"], cwd=ROOT, capture_output=True, text=True)

    assert ran.returncode == 2
    assert "no measure speed" in ran.stderr


def test_a_ratio_is_for_the_same_amount_of_both() -> None:
    one = row()

    assert one.rate == 5
    assert one.wall_ratio == 2
    assert one.cpu_ratio == 8


def test_a_peer_that_is_missing_stands_in_the_table_with_no_ratio() -> None:
    shown = table([row(theirs=None, peer="peer missing: no such program")])

    assert "peer missing: no such program" in shown
    assert "| –" in shown


def test_no_ratio_is_made_of_less_time_than_the_clock_can_tell() -> None:
    assert row(theirs=Spent(wall=0.5, cpu=0.001)).cpu_ratio is None


def test_the_machine_is_described_without_its_name() -> None:
    assert os.uname().nodename not in machine()


def test_the_time_of_a_child_that_still_lives_is_counted() -> None:
    code = "input()\nfor n in range(5_000_000): pass\nprint('spun', flush=True)\ninput()"
    with subprocess.Popen([sys.executable, "-c", code], stdin=subprocess.PIPE, stdout=subprocess.PIPE) as child:
        assert child.stdin is not None
        assert child.stdout is not None
        before = measure.living_cpu()
        child.stdin.write(b"\n")
        child.stdin.flush()
        child.stdout.readline()

        assert measure.living_cpu() > before
        child.kill()


def test_what_the_work_gave_comes_back_with_its_time() -> None:
    spent, gave = timed(lambda: "given")

    assert gave == "given"
    assert spent.wall >= 0
    assert median(3, list).wall >= 0


def test_a_process_apart_tells_its_peak_of_memory(tmp_path: Path) -> None:
    assert apart("bench.casefile", "plain", "1", str(tmp_path / "one.pdf")).peak > 1 << 20


def test_a_process_apart_that_fails_is_an_error() -> None:
    with pytest.raises(subprocess.CalledProcessError):
        apart("bench.casefile", "nothing")

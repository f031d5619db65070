"""The demo, as `make demo` runs it: from a folder of files to a package that stock tools verify."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[3]


def run_demo(folder: Path) -> subprocess.CompletedProcess[str]:
    environment = {**os.environ, "SVIEDKA_DEMO": str(folder)}
    command = [sys.executable, "-m", "examples.demo"]
    return subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, text=True, check=False)


def assert_went_through(ran: subprocess.CompletedProcess[str], folder: Path) -> None:
    assert ran.returncode == 0, ran.stderr[-2000:]
    assert ran.stderr == ""
    assert "\n    INTACT\n" in ran.stdout
    assert "the graph equals what stands" in ran.stdout
    for file in ("case-file.pdf", "package/case-file.pdf", "package/seal/case.p7s", "keys/log.pem"):
        assert (folder / file).is_file()
    exhibits = list((folder / "package" / "data" / "exhibits").iterdir())
    assert len(exhibits) >= 12


def test_the_demo_ends_with_an_intact_package(tmp_path: Path) -> None:
    folder = tmp_path / "demo"

    assert_went_through(run_demo(folder), folder)


@pytest.mark.slow
def test_the_demo_may_be_run_twice(tmp_path: Path) -> None:
    folder = tmp_path / "demo"

    run_demo(folder)
    assert_went_through(run_demo(folder), folder)


def test_a_folder_that_is_not_the_demos_own_is_left_alone(tmp_path: Path) -> None:
    (tmp_path / "precious").write_text("x")

    ran = run_demo(tmp_path)

    assert ran.returncode != 0
    assert (tmp_path / "precious").read_text() == "x"

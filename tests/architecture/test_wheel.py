"""What is installed is what is here: our four packages with their data, and nothing else on top."""

from __future__ import annotations

import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
WANTED = (
    "evidence/disclosure/verifier/verify.sh",
    "evidence/disclosure/verifier/README.en.txt",
    "evidence/law/data/organs.yaml",
    "evidence/adapters/typst/casefile.typ",
    "graph/neo4j/pom.xml",
    "graph/neo4j/jars.sha256",
    "ui/web/components/page.js",
    "ui/web/look.toml",
)


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("wheel")
    build = [sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", str(folder)]
    subprocess.run(build, cwd=ROOT, check=True, capture_output=True)
    [made] = folder.glob("*.whl")
    return made


def test_the_wheel_holds_our_packages_and_no_other_on_top(wheel: Path) -> None:
    tops = "evidence,graph,ingest,ui"
    ran = subprocess.run(
        [Path(sys.executable).with_name("check-wheel-contents"), "--toplevel", tops, wheel],
        capture_output=True,
        text=True,
        check=False,
    )

    assert ran.returncode == 0, ran.stdout


def test_the_wheel_holds_what_is_read_at_run_time(wheel: Path) -> None:
    names = set(zipfile.ZipFile(wheel).namelist())

    assert set(WANTED) <= names
    assert not [name for name in names if name.startswith(("tests/", "examples/", "bench/"))]

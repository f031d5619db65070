"""A true package, and a copy of it that a test may spoil."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from tests.security.package_maker import Maker
from tests.security.verifier_bench import Case, make_case


@pytest.fixture(scope="module")
def true_case(tmp_path_factory: pytest.TempPathFactory) -> Case:
    return make_case(tmp_path_factory.mktemp("true"))


@pytest.fixture
def case(true_case: Case, tmp_path: Path) -> Case:
    """A copy that a test may spoil."""
    shutil.copytree(true_case.root, tmp_path / "package", symlinks=True)
    maker = true_case.maker
    copy = Maker(root=tmp_path / "package", authorities=maker.authorities, exhibits=dict(maker.exhibits))
    return Case(maker=copy, keys=true_case.keys)

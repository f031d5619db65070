"""Parts of a package, with authorities made once."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.security.package_maker import Authorities
from tests.support.package_parts import Parts, parts


@pytest.fixture(scope="module")
def authorities(tmp_path_factory: pytest.TempPathFactory) -> Authorities:
    return Authorities.make(tmp_path_factory.mktemp("keys") / "made", b"p")


@pytest.fixture
def given(authorities: Authorities, tmp_path: Path) -> Parts:
    return parts(authorities, tmp_path)

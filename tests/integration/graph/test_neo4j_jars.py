"""Only the locked jars of Neo4j pass."""

from __future__ import annotations

from pathlib import Path

import pytest

from evidence.errors import DigestMismatchError, MissingToolError, NotHeldError
from graph.adapters.neo4j_jars import check_jars, install_jars, jars_folder
from tests.support.graph_engines import neo4j
from tests.support.neo4j_server import jars_or_skip


def _linked(folder: Path) -> Path:
    for jar in jars_or_skip().glob("*.jar"):
        (folder / jar.name).symlink_to(jar)
    return folder


def test_no_folder_is_not_held(tmp_path: Path) -> None:
    with pytest.raises(NotHeldError):
        check_jars(tmp_path / "none")


def test_the_locked_jars_pass_and_are_not_fetched_again(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", "")
    install_jars(_linked(tmp_path))


@pytest.mark.parametrize("harm", ["changed", "absent", "added"])
def test_a_jar_that_the_lock_does_not_know_is_refused(tmp_path: Path, harm: str) -> None:
    jar = sorted(_linked(tmp_path).glob("*.jar"))[0]
    content = jar.read_bytes()
    jar.unlink()
    if harm == "changed":
        jar.write_bytes(content[:-1] + bytes([content[-1] ^ 1]))
    elif harm == "added":
        jar.write_bytes(content)
        (tmp_path / "other.jar").write_bytes(b"PK")
    with pytest.raises(DigestMismatchError):
        check_jars(tmp_path)


def test_without_maven_it_is_said_and_nothing_is_left(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", "")
    with pytest.raises(MissingToolError):
        install_jars(tmp_path / "jars")

    assert list(tmp_path.iterdir()) == []


def test_the_folder_is_the_one_that_the_environment_names(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SVIEDKA_NEO4J_JARS", str(tmp_path))
    assert jars_folder() == tmp_path


def test_a_started_server_listens_on_loopback_and_keeps_its_secrets() -> None:
    server = neo4j()

    assert server.uri.startswith("bolt://127.0.0.1:")
    for path in server.home.rglob("*"):
        assert not path.stat().st_mode & 0o077, path.name
    for entry in Path("/proc").glob("[0-9]*/cmdline"):
        try:
            assert server.password.encode() not in entry.read_bytes()
        except OSError:
            continue

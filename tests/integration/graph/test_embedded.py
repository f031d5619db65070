"""The embedded engine: private, in memory, gone when its owner goes."""

from __future__ import annotations

import os
import signal
import stat
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from neo4j.exceptions import ClientError

from evidence.errors import (
    GraphUnavailableError,
    NotAllowedError,
    NotConfiguredError,
    QuestionError,
    StorageError,
)
from graph.adapters import ram_folder
from graph.adapters.bolt import BoltGraph
from graph.adapters.embedded import EmbeddedGraph, EmbeddedServer
from graph.adapters.ram_folder import RAM, RamFolder
from graph.schema import RelationType
from tests.support.graph_rows import edge, node, rows

KEY = f"own-{os.getpid()}"
CANARY = "Канарэйка-Выдуманая-7431"


@pytest.fixture
def graph() -> Iterator[EmbeddedGraph]:
    opened = EmbeddedGraph.open(KEY, heap_mb=256)
    yield opened
    opened.stop()


def test_the_folder_and_its_secrets_are_this_users_alone(graph: EmbeddedGraph) -> None:
    folder = graph.server.folder.path

    assert stat.S_IMODE(folder.stat().st_mode) == 0o700
    assert folder.is_relative_to(RAM)
    for path in folder.rglob("*"):
        assert not stat.S_IMODE(path.stat().st_mode) & 0o077, path.name


def test_the_password_is_on_no_command_line(graph: EmbeddedGraph) -> None:
    lines = b"".join(_commands().values())

    assert b"guardian.py" in lines
    assert graph.server.address.password.encode() not in lines


def test_every_listener_is_on_loopback(graph: EmbeddedGraph) -> None:
    ports = {graph.server.address.port, graph.server.address.http_port}
    heard = [(host, port) for host, port in _listening(_engine_of(graph.server)) if port in ports]

    assert {port for _, port in heard} == ports
    assert all(port in ports and host in _LOOPBACK for host, port in _listening(_engine_of(graph.server)))


def test_a_second_process_connects_to_the_same_engine(graph: EmbeddedGraph) -> None:
    graph.replace(rows(edge(RelationType.HOLDS, "per_a", "unt_a")))
    program = (
        "import sys; from graph.adapters.embedded import EmbeddedGraph; "
        "g = EmbeddedGraph.open(sys.argv[1]); print(g.server.owned, g.counts().nodes['Person']); g.close()"
    )
    done = subprocess.run([sys.executable, "-c", program, KEY], capture_output=True, text=True, check=True)

    assert done.stdout.split() == ["False", "1"]
    assert graph.counts().nodes["Person"] == 1


def test_an_engine_that_is_stopped_leaves_no_folder_and_answers_no_more() -> None:
    opened = EmbeddedGraph.open(KEY, heap_mb=256)
    folder = opened.server.folder.path
    opened.close()

    assert not folder.exists()
    assert not opened.server.is_running()
    opened.stop()
    with pytest.raises(GraphUnavailableError):
        EmbeddedGraph(opened.server)


@pytest.mark.parametrize("how", [signal.SIGKILL, signal.SIGTERM])
def test_the_engine_ends_with_its_owner_however_that_one_dies(how: signal.Signals) -> None:
    program = (
        "import sys, time; from graph.adapters.embedded import EmbeddedGraph; "
        "g = EmbeddedGraph.open(sys.argv[1], heap_mb=256); "
        "print(g.server.address.guardian, flush=True); time.sleep(600)"
    )
    with subprocess.Popen([sys.executable, "-c", program, KEY], stdout=subprocess.PIPE, text=True) as owner:
        assert owner.stdout is not None
        guardian = int(owner.stdout.readline())
        engine = _child_of(guardian)
        owner.send_signal(how)

    assert _gone(guardian)
    assert _gone(engine)
    assert not RamFolder(KEY).path.exists()


def test_the_engine_dies_with_its_guardian_and_the_next_opener_clears_what_is_left() -> None:
    opened = EmbeddedGraph.open(KEY, heap_mb=256)
    opened.replace(rows(nodes=[node("per_a", label=CANARY)]))
    engine = _engine_of(opened.server)
    os.kill(opened.server.address.guardian, signal.SIGKILL)
    assert _gone(engine)
    opened.disconnect()
    anew = EmbeddedGraph.open(KEY, heap_mb=256)
    try:
        assert anew.server.owned
        assert anew.counts().nodes == {}
    finally:
        anew.stop()
    assert not RamFolder(KEY).path.exists()


def test_an_engine_that_dies_comes_back_with_what_it_had(graph: EmbeddedGraph) -> None:
    graph.replace(rows(edge(RelationType.HOLDS, "per_a", "unt_a")))
    kept = graph.dump()
    os.kill(_engine_of(graph.server), signal.SIGKILL)

    again = EmbeddedGraph(graph.server)
    assert again.dump() == kept
    again.disconnect()


def test_no_name_reaches_a_disk(graph: EmbeddedGraph) -> None:
    graph.replace(rows(nodes=[node("per_a", label=CANARY)]))
    with pytest.raises(QuestionError, match="understand"):
        graph.ask(f"MATCH (n:Person {{label: '{CANARY}'}} RETURN n", {}, 1)
    with graph.session() as session, pytest.raises(ClientError):
        session.execute_write(lambda tx: tx.run("CREATE (n:Person {id: 'per_a', label: $x})", x=CANARY).consume())
    opened = [
        target
        for number in _descriptors(_engine_of(graph.server))
        if (target := number).startswith("/") and not target.startswith(("/dev/", "/proc/", "/sys/"))
    ]

    written = [path for path in opened if not path.endswith((".jar", "/modules")) and "arcadedb_embedded" not in path]
    assert written == []
    assert not [path for path in Path("/tmp").glob("hsperfdata_*/*") if path.name == str(_engine_of(graph.server))]


def test_too_little_room_in_memory_is_said_and_no_disk_is_used_instead(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(ram_folder, "ROOM", 2**62)
    with pytest.raises(StorageError, match="too little room") as caught:
        EmbeddedServer.open(KEY)

    assert "/dev/shm" in caught.value.hint
    assert not RamFolder(KEY).path.exists()


def test_a_folder_on_a_disk_is_refused_unless_a_person_chose_it() -> None:
    disk = Path(__file__).parent
    with pytest.raises(StorageError, match="no folder in memory"):
        RamFolder(KEY, root=disk)

    assert RamFolder(KEY, root=disk, plain_allowed=True).path.parent == disk


def test_a_folder_that_others_can_read_is_refused() -> None:
    path = RamFolder(KEY).path
    path.mkdir(mode=0o755)
    path.chmod(0o755)
    try:
        with pytest.raises(NotAllowedError):
            RamFolder(KEY).take()
    finally:
        path.rmdir()


def test_a_link_in_place_of_the_folder_is_refused(tmp_path: Path) -> None:
    path = RamFolder(KEY).path
    path.symlink_to(tmp_path)
    try:
        with pytest.raises(NotAllowedError):
            RamFolder(KEY).take()
    finally:
        path.unlink()


@pytest.mark.parametrize("key", ["", "../x", "A", "a/b", "x" * 41])
def test_a_key_that_is_no_key_is_refused(key: str) -> None:
    with pytest.raises(NotConfiguredError):
        RamFolder(key)


def test_of_two_owners_only_one_gets_the_folder() -> None:
    folder = RamFolder(KEY)
    lock = folder.take()
    assert lock is not None
    try:
        assert RamFolder(KEY).take() is None
        assert folder.is_owned()
    finally:
        os.close(lock)
        folder.remove()


@pytest.mark.parametrize(
    "uri",
    [
        "",
        "http://127.0.0.1:7474",
        "bolt://",
        "bolt://anna:secret@127.0.0.1:7687",
        "bolt://host:port",
        "neo4j://db.example:7687",
    ],
)
def test_a_uri_that_is_none_or_sends_names_in_the_clear_is_refused_without_repeating_it(uri: str) -> None:
    with pytest.raises(NotConfiguredError) as caught:
        BoltGraph(uri, user="x", password="y")

    assert "secret" not in str(caught.value)
    assert "example" not in str(caught.value)


def test_an_absent_server_is_said_in_one_line() -> None:
    with pytest.raises(GraphUnavailableError) as caught:
        BoltGraph("bolt://127.0.0.1:1", user="x", password="y")

    assert "\n" not in str(caught.value)
    assert caught.value.hint


_LOOPBACK = frozenset({"127.0.0.1", "::ffff:127.0.0.1"})


def _commands() -> dict[int, bytes]:
    found = {}
    for entry in Path("/proc").iterdir():
        if entry.name.isdecimal():
            try:
                found[int(entry.name)] = (entry / "cmdline").read_bytes()
            except OSError:
                continue
    return found


def _child_of(parent: int) -> int:
    deadline = time.monotonic() + 10
    while time.monotonic() < deadline:
        children = Path(f"/proc/{parent}/task/{parent}/children").read_text().split()
        if children:
            return int(children[0])
        time.sleep(0.05)
    raise AssertionError("the guardian has no child")


def _engine_of(server: EmbeddedServer) -> int:
    return _child_of(server.address.guardian)


def _gone(process: int) -> bool:
    deadline = time.monotonic() + 15
    while time.monotonic() < deadline:
        try:
            if Path(f"/proc/{process}/stat").read_text().rpartition(")")[2].split()[0] == "Z":
                return True
        except OSError:
            return True
        time.sleep(0.05)
    return False


def _descriptors(process: int) -> list[str]:
    found = []
    for descriptor in Path(f"/proc/{process}/fd").iterdir():
        try:
            found.append(str(descriptor.readlink()))
        except OSError:
            continue
    return found


def _listening(process: int) -> list[tuple[str, int]]:
    inodes = {target[8:-1] for target in _descriptors(process) if target.startswith("socket:[")}
    heard = []
    for name in ("tcp", "tcp6"):
        for line in Path(f"/proc/{process}/net/{name}").read_text().splitlines()[1:]:
            fields = line.split()
            if fields[3] == "0A" and fields[9] in inodes:
                host, port = fields[1].split(":")
                heard.append((_host(host), int(port, 16)))
    return heard


def _host(coded: str) -> str:
    octets = bytes.fromhex(coded)
    last = ".".join(str(octet) for octet in reversed(octets[-4:]))
    if len(octets) == 4:
        return last
    return f"::ffff:{last}" if octets[8:12] == b"\xff\xff\x00\x00" else f"not loopback: {coded}"

"""A reader that its document has taken over harms nothing but the answer about that document."""

from __future__ import annotations

import os
import socket
import subprocess
import sys
import threading
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import ClassVar

import pytest

from evidence.canonical import Json
from evidence.errors import MalformedError
from ingest.adapters.local_pool import LocalPool
from ingest.ports import Document, Limits, Pool
from ingest.read.pages import NotDone, Reading, Reason, Step
from ingest.sandbox.wire import Answer
from tests.support.documents import plain_pdf


class Attacked(LocalPool):
    entry: ClassVar[str] = "tests.support.attacks"


LIMITS = Limits(seconds=1, memory=512 << 20, output=8 << 20)


@pytest.fixture(scope="module")
def pool() -> Iterator[Attacked]:
    with Attacked(workers=1, limits=LIMITS) as opened:
        yield opened


def told(pool: LocalPool, command: str) -> Answer:
    return pool._do(Step.READ, Document(content=command.encode()), {})


@pytest.mark.parametrize(
    ("attack", "reason"),
    [
        ("segfault", Reason.CRASHED),
        ("loop", Reason.OVER_TIME),
        ("sleep", Reason.OVER_TIME),
        ("allocate", Reason.OVER_MEMORY),
        ("flood", Reason.OVER_OUTPUT),
        ("kill-zygote", Reason.CRASHED),
        ("no such command", Reason.CRASHED),
        ('lie {"kind":"page","n":0,"text":""}', Reason.CRASHED),
        ('lie {"kind":"page","n":1,"text":"","extra":1}', Reason.CRASHED),
        ("lie not even JSON", Reason.CRASHED),
    ],
)
def test_an_attack_costs_only_its_own_document(pool: Attacked, attack: str, reason: Reason) -> None:
    assert told(pool, attack) == NotDone(step=Step.READ, reason=reason)
    assert told(pool, "nothing") == "nothing"


def test_no_file_can_be_written(pool: Attacked, tmp_path: Path) -> None:
    answer = told(pool, f"write {tmp_path / 'out'}")

    assert answer == NotDone(step=Step.READ, reason=Reason.CRASHED)
    assert [path.read_bytes() for path in tmp_path.iterdir()] in ([], [b""])


def test_no_server_can_be_reached_even_on_this_machine(pool: Attacked) -> None:
    if "nonet" not in isolation():
        pytest.skip("this machine allows no name spaces")
    with socket.create_server(("127.0.0.1", 0)) as server:
        answer = told(pool, f"connect {server.getsockname()[1]}")

    assert answer == "OSError"


def test_nothing_of_the_environment_is_handed_on(pool: Attacked, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SVIEDKA_PASSPHRASE", "canary")
    pool.close()

    answer = told(pool, "environment")

    assert isinstance(answer, list)
    assert set(answer) <= {"LANG", "LC_CTYPE", "OMP_THREAD_LIMIT", "TESSDATA_PREFIX"}


def test_only_the_document_and_the_answer_are_open(pool: Attacked, tmp_path: Path) -> None:
    with (tmp_path / "secret").open("w"):
        answer = told(pool, "descriptors")

    assert isinstance(answer, list)
    assert {str(name) for name in answer} <= {"/dev/null", "/memfd", "pipe", "/proc"}


def test_a_runaway_grandchild_is_ended(pool: Attacked) -> None:
    told(pool, "fork")

    children = told(pool, "children")

    # Of the zygote's children only the one that answers is left.
    assert isinstance(children, list)
    assert len(children) == 1


def test_a_pool_serves_many_threads_and_blames_only_the_guilty() -> None:
    commands = ["nothing", "segfault"] * 10
    with Attacked(workers=2, limits=LIMITS) as pool, ThreadPoolExecutor(8) as threads:
        answers = list(threads.map(lambda command: told(pool, command), commands))

    crashed = NotDone(step=Step.READ, reason=Reason.CRASHED)
    assert answers == ["nothing", crashed] * 10


def test_workers_outlive_the_thread_that_started_them() -> None:
    with Attacked(workers=1, limits=LIMITS) as pool:
        first: list[Answer] = []
        thread = threading.Thread(target=lambda: first.append(told(pool, "children")))
        thread.start()
        thread.join()

        assert told(pool, "nothing") == "nothing"


def test_the_workers_end_when_the_program_is_killed(tmp_path: Path) -> None:
    program = (
        "import os, signal\n"
        "from ingest.adapters.local_pool import LocalPool\n"
        "from ingest.ports import Document\n"
        "pool = LocalPool(workers=1)\n"
        "pool.read(Document(content=b'text'))\n"
        "print(pool._idle.get().process.pid, flush=True)\n"
        "os.kill(os.getpid(), signal.SIGKILL)\n"
    )
    ended = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, cwd=Path.cwd())
    worker = int(ended.stdout)

    assert gone(worker)


def gone(pid: int) -> bool:
    waited = threading.Event()
    for _ in range(100):
        state = Path(f"/proc/{pid}/stat")
        if not state.exists() or state.read_text().rpartition(")")[2].split()[0] == "Z":
            return True
        waited.wait(0.1)
    return False


def test_the_level_that_was_reached_is_recorded() -> None:
    assert isolation().startswith("child+rlimits")


def isolation() -> str:
    pool: Pool
    with LocalPool(workers=1) as pool:
        read = pool.read(Document(content=plain_pdf(["one"])))
    assert isinstance(read, Reading)
    return read.isolation


def test_an_answer_to_another_step_is_refused(pool: Attacked) -> None:
    with pytest.raises(MalformedError):
        pool.read(Document(content=b"nothing"))


def test_a_closed_pool_leaves_no_process_and_opens_again(pool: Attacked) -> None:
    told(pool, "nothing")
    zygote = pool._idle.get()
    pool._idle.put(zygote)
    assert zygote is not None

    pool.close()

    assert zygote.process.poll() is not None
    again: Json | object = told(pool, "nothing")
    assert again == "nothing"
    assert os.getpid() != zygote.process.pid

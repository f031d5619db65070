"""The invented case of `examples` in a workspace on disk, and the real server over it: what a user would open."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from evidence.custody.policy import Person, Role
from evidence.model.holding import Obtained
from evidence.ports import Identity
from examples import records
from examples.make_files import make_files
from examples.story import STORY
from ui.settings import Settings
from ui.use.intake import take_in
from ui.wiring import found_workspace, hand_of, make_identity, open_session, read_root_key, trust_root

PASSPHRASE = "invented people only"


def told_story(folder: Path) -> Path:
    """Found a workspace, take the story's files in, read them, tell it all; returns the settings file for it."""
    anna = make_identity(folder / "anna.age", PASSPHRASE)
    boris = make_identity(folder / "boris.age", PASSPHRASE)
    workspace, root = folder / "workspace", folder / "root.age"
    found_workspace(workspace, anna, root, PASSPHRASE)
    _tell(Settings(workspace=workspace), anna, boris, root, make_files(folder / "files"))
    file = folder / "settings.toml"
    file.write_text('workspace = "workspace"\nidentity = "anna.age"\n', encoding="utf-8")
    return file


def _tell(settings: Settings, anna: Identity, boris: Identity, root: Path, files: dict[str, Path]) -> None:
    signer = boris.signer
    assert signer is not None
    roles = frozenset({Role.INVESTIGATOR, Role.LAWYER, Role.CUSTODIAN})
    with open_session(settings, anna) as session:
        person = Person(key=boris.person, recipient=boris.recipient, public=signer.public, roles=roles)
        session.workspace.admit(person, read_root_key(root, PASSPHRASE))
        session.refresh()
        sources = records.sources(session.hand, STORY)
        numbers = {}
        for file in STORY.files:
            [arrival] = take_in(session, [files[file.key]], sources[file.source], Obtained()).arrivals
            numbers[file.key] = session.exhibit(str(arrival.number)).id
        session.read()
        exhibits = {key: (exhibit, session.text(exhibit)) for key, exhibit in numbers.items()}
        trust_root(settings, boris, session.workspace.root_fingerprint)
        second = hand_of(settings, boris, session)
        records.tell(session.hand, second, STORY, exhibits, law_digest=session.catalogue.digest, custodian=second)


@contextmanager
def serving(settings: Path) -> Iterator[str]:
    """`sviedka serve`; gives its link, token included."""
    program = str(Path(sys.executable).with_name("sviedka"))
    with _started([program, "--settings", str(settings), "serve", "--no-browser"]) as process:
        assert process.stdout is not None
        yield process.stdout.readline().split()[-1]


@contextmanager
def bare_streamlit(script: Path, port: int) -> Iterator[str]:
    """Streamlit alone over one script; gives its address."""
    options = ["--server.headless=true", f"--server.port={port}", "--server.address=127.0.0.1"]
    options += ["--browser.gatherUsageStats=false", "--server.fileWatcherType=none"]
    with _started([sys.executable, "-m", "streamlit", "run", str(script), *options]) as process:
        assert process.stdout is not None
        for line in process.stdout:
            if "http://" in line:
                break
        yield f"http://127.0.0.1:{port}/"


@contextmanager
def _started(command: list[str]) -> Iterator[subprocess.Popen[str]]:
    environment = {**os.environ, "PYTHONUNBUFFERED": "1"}
    process = subprocess.Popen(command, env=environment, stdout=subprocess.PIPE, text=True)
    try:
        yield process
    finally:
        process.terminate()
        process.communicate(timeout=30)

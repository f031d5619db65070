"""A workspace to measure in: founded for an invented person, unlocked, with no passphrase to wait for."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from evidence.adapters.identity_age import new_identity, new_root
from evidence.adapters.workspace_folder import create_workspace
from evidence.ports import Identity
from ui.session import Session
from ui.settings import Settings
from ui.wiring import open_session


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """A workspace's folder, and the person it opens for."""

    folder: Path
    identity: Identity

    @contextmanager
    def session(self) -> Iterator[Session]:
        """Open it as a command of ours would, the identity being unlocked already."""
        with open_session(Settings(workspace=self.folder), self.identity) as session:
            yield session


def new_place(folder: Path) -> Place:
    """Found a workspace in a folder that does not exist yet."""
    identity = new_identity()
    create_workspace(folder, identity, new_root())
    return Place(folder=folder, identity=identity)

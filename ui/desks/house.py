"""The house: one server, one workspace, one unlocked person; locks itself when left alone."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

from evidence.custody.policy import Role
from evidence.errors import BusyError, NotAllowedError, NotHeldError, WrongPassphraseError
from evidence.ports import Identity
from ui import wiring
from ui.desks.case import RealCase
from ui.desks.disclose import RealDisclose
from ui.desks.evidence import RealEvidence
from ui.desks.graph import RealGraph
from ui.desks.intake_process import IntakeProcess
from ui.desks.review import RealReview, open_in_all
from ui.desks.room import Room
from ui.settings import Settings
from ui.views.common import Choice
from ui.views.evidence import Shown
from ui.views.house import Desks, Waiting
from ui.views.unlock import Closing, Person

IDLE_MINUTES = 15
_WRONG_TRY_SECONDS = 2.0


class RealHouse:
    """Serves the workspace of the settings; its people are the identity files beside the one that is named."""

    def __init__(self, settings: Settings, *, idle_minutes: int = IDLE_MINUTES) -> None:
        self._settings = settings
        self._files = _identities(settings.need_identity())
        self.door = RealDoor(self._open, self._close, self._files, settings, idle_minutes)
        self._desks: Desks | None = None
        self._room: Room | None = None
        self._intake: IntakeProcess | None = None

    def desks(self) -> Desks:
        """The desks of the open workspace; NotAllowedError while it is locked."""
        desks = self._desks
        if desks is None or self.door.person() is None:
            raise NotAllowedError("the workspace is locked", hint="unlock it")
        return desks

    def waiting(self) -> Waiting:
        """The numbers beside the page names."""
        desks = self.desks()
        if self._room is None:
            return Waiting()
        with self._room.session() as session:
            review = open_in_all(session)
        return Waiting(evidence=desks.evidence.summary().counts[Shown.NEEDS_PERSON], review=review)

    def _open(self, identity: Identity) -> Person:
        session = wiring.open_session(self._settings, identity)
        room = Room(session)
        keys = wiring.keys_for_child(self._settings, identity)
        self._intake = IntakeProcess(lambda path, source, obtained: wiring.order(keys, path, source, obtained))
        others = tuple(choice for choice in self.door.people("") if choice.id != self.door.chosen)
        self._room = room
        self._desks = Desks(
            evidence=RealEvidence(room, self._intake),
            review=RealReview(room),
            case=RealCase(room),
            graph=RealGraph(room),
            disclose=RealDisclose(
                room,
                lambda person, passphrase: wiring.hand_of(
                    self._settings, wiring.unlock_file(self._files[person], passphrase), session
                ),
                others,
                self._settings.need_workspace().resolve().parent / "packages",
            ),
        )
        held = session.workspace.roles
        roles = "every role" if held == frozenset(Role) else ", ".join(sorted(role.value for role in held))
        # A name is known to this machine alone: it is what the person called the identity file.
        return Person(name=self.door.chosen.removesuffix(".age"), role=roles, device=str(session.workspace.device))

    def _close(self) -> None:
        self._desks = None
        if self._intake is not None:
            self._intake.stop()
        if self._room is not None:
            self._room.close()
            self._room = None


class RealDoor:
    """Opens with a passphrase, closes by hand or when left alone."""

    def __init__(
        self,
        opened: Callable[[Identity], Person],
        close: Callable[[], None],
        files: dict[str, Path],
        settings: Settings,
        idle_minutes: int,
    ) -> None:
        self._open = opened
        self._close = close
        self._files = files
        self._settings = settings
        self._idle_seconds = idle_minutes * 60
        self._lock = threading.RLock()
        self._person: Person | None = None
        self._touched = 0.0
        self._closing: Closing | None = None
        self._next_try = 0.0
        self.chosen = ""

    def workspaces(self) -> tuple[Choice, ...]:
        """The one workspace of this server."""
        folder = self._settings.need_workspace().resolve()
        return (Choice(id="workspace", label=folder.name),)

    def people(self, workspace: str) -> tuple[Choice, ...]:
        """The identity files that lie beside the one in the settings."""
        return tuple(Choice(id=name, label=name.removesuffix(".age")) for name in self._files)

    def unlock(self, workspace: str, person: str, passphrase: str) -> None:
        """Open it; after a wrong passphrase the next try waits a moment."""
        with self._lock:
            if time.monotonic() < self._next_try:
                raise BusyError("a wrong try still waits", hint="try again in two seconds")
            if person not in self._files:
                raise NotHeldError("no such identity here", hint="choose one of the list")
            try:
                identity = wiring.unlock_file(self._files[person], passphrase)
            except WrongPassphraseError:
                self._next_try = time.monotonic() + _WRONG_TRY_SECONDS
                raise
            self.chosen = person
            self._person = self._open(identity)
            self._touched = time.monotonic()

    def lock(self) -> None:
        """Close it and forget every key."""
        self._end(None)

    def touch(self) -> None:
        """A person did something."""
        self._touched = time.monotonic()

    def person(self) -> Person | None:
        """Who has it open; None when it was left alone too long."""
        with self._lock:
            if self._person is not None and time.monotonic() - self._touched > self._idle_seconds:
                self._end(int(self._idle_seconds // 60))
            return self._person

    def last_closing(self) -> Closing | None:
        """When it was last locked since this server started."""
        return self._closing

    def _end(self, idle_minutes: int | None) -> None:
        with self._lock:
            if self._person is not None:
                self._person = None
                self._closing = Closing(at=datetime.now(UTC), idle_minutes=idle_minutes)
                self._close()


def _identities(file: Path) -> dict[str, Path]:
    beside = {path.name: path for path in sorted(file.resolve().parent.glob("*.age")) if ".root." not in path.name}
    beside.pop("root.age", None)
    first = {file.name: file}
    return {**first, **{name: path for name, path in beside.items() if name != file.name}}

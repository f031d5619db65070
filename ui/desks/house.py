"""The house: one server, one workspace, one unlocked person; locks itself when left alone."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from typing import Protocol

from evidence.custody.policy import Role
from evidence.errors import BusyError, NotAllowedError, NotHeldError, WrongPassphraseError
from evidence.ports import Identity
from ui import wiring
from ui.desks.case import RealCase
from ui.desks.disclose import RealDisclose
from ui.desks.evidence import RealEvidence
from ui.desks.graph import RealGraph
from ui.desks.intake_process import IntakeProcess
from ui.desks.open_proposals import WaitingExhibits
from ui.desks.review import RealReview
from ui.desks.room import Room
from ui.settings import Settings
from ui.views.common import Choice
from ui.views.evidence import Shown
from ui.views.house import Desks, Waiting
from ui.views.unlock import Closing, Person


class Close(Protocol):
    """Takes the desks away; by hand also what still works in the background."""

    def __call__(self, *, by_hand: bool) -> None:
        """Forget every key."""
        ...


IDLE_MINUTES = 15
_WRONG_TRY_SECONDS = 2.0


class RealHouse:
    """Serves the workspace of the settings; its people are the identity files beside the one that is named."""

    def __init__(self, settings: Settings, *, idle_minutes: float = IDLE_MINUTES) -> None:
        self._settings = settings
        self._files = _identities(settings.need_identity())
        self.door = RealDoor(self._open, self._close, self._files, settings, idle_minutes * 60)
        self._desks: Desks | None = None
        self._room: Room | None = None
        self._reviewed = WaitingExhibits()
        self._intake = IntakeProcess()

    def desks(self) -> Desks:
        """The desks of the open workspace; NotAllowedError while it is locked."""
        desks = self._desks
        if desks is None or self.door.person() is None:
            raise NotAllowedError("the workspace is locked", hint="unlock it")
        return desks

    def waiting(self) -> Waiting:
        """The numbers beside the page names."""
        desks, room = self.desks(), self._room
        if room is None:
            return Waiting()
        with room.session() as session:
            review = len(self._reviewed.of(session))
        return Waiting(evidence=desks.evidence.summary().counts[Shown.NEEDS_PERSON], review=review)

    def _open(self, identity: Identity, chosen: str) -> Person:
        keys = wiring.keys_for_child(self._settings, identity)
        session = wiring.open_session(self._settings, identity)
        room = Room(session)
        self._intake.hand_over(lambda path, source, obtained: wiring.order(keys, path, source, obtained))
        self._reviewed = WaitingExhibits()
        self._room = room
        self._desks = Desks(
            evidence=RealEvidence(room, self._intake),
            review=RealReview(room, self._reviewed),
            case=RealCase(room),
            graph=RealGraph(room),
            disclose=RealDisclose(
                room,
                lambda person, passphrase: wiring.hand_of(
                    self._settings, wiring.unlock_file(self._files[person], passphrase), session
                ),
                tuple(choice for choice in self.door.people("") if choice.id != chosen),
                self._settings.need_workspace().resolve().parent / "packages",
            ),
        )
        held = session.workspace.roles
        roles = "every role" if held == frozenset(Role) else ", ".join(sorted(role.value for role in held))
        # A name is known to this machine alone: it is what the person called the identity file.
        return Person(name=chosen.removesuffix(".age"), role=roles, device=str(session.workspace.device))

    def _close(self, *, by_hand: bool) -> None:
        room, self._room, self._desks = self._room, None, None
        self._intake.hand_over(None)
        if by_hand:
            # Left alone, an intake of hours goes on: its child holds its own keys and ends by itself.
            self._intake.stop()
        if room is not None:
            room.close()


class RealDoor:
    """Opens with a passphrase, closes by hand or when left alone, also where no browser is there to ask."""

    def __init__(
        self,
        opened: Callable[[Identity, str], Person],
        close: Close,
        files: dict[str, Path],
        settings: Settings,
        idle_seconds: float,
        identify: Callable[[Path, str], Identity] = wiring.unlock_file,
    ) -> None:
        self._identify = identify
        self._open = opened
        self._close = close
        self._files = files
        self._settings = settings
        self._idle_seconds = idle_seconds
        self._trying = threading.Lock()
        self._lock = threading.RLock()
        self._person: Person | None = None
        self._chosen = ""
        self._touched = 0.0
        self._closing: Closing | None = None
        self._closed = threading.Event()
        self._next_try = 0.0

    def workspaces(self) -> tuple[Choice, ...]:
        """The one workspace of this server."""
        folder = self._settings.need_workspace().resolve()
        return (Choice(id="workspace", label=folder.name),)

    def people(self, workspace: str) -> tuple[Choice, ...]:
        """The identity files that lie beside the one in the settings."""
        return tuple(Choice(id=name, label=name.removesuffix(".age")) for name in self._files)

    def unlock(self, workspace: str, person: str, passphrase: str) -> None:
        """Open it; after a wrong passphrase the next try waits a moment, and one try at a time is looked at."""
        if not self._trying.acquire(blocking=False):
            raise BusyError("another try is under way", hint="try again in two seconds")
        try:
            self._try(person, passphrase)
        finally:
            self._trying.release()

    def lock(self) -> None:
        """Close it, forget every key and end an intake of these pages; closing it again changes nothing."""
        self._end(None)

    def touch(self) -> None:
        """A person did something."""
        self._touched = time.monotonic()

    def person(self) -> Person | None:
        """Who has it open; None when it was left alone too long."""
        with self._lock:
            if self._person is not None and self._left() <= 0:
                self._end(int(self._idle_seconds // 60))
            return self._person

    def last_closing(self) -> Closing | None:
        """When it was last locked since this server started."""
        return self._closing

    def _try(self, person: str, passphrase: str) -> None:
        if time.monotonic() < self._next_try:
            raise BusyError("a wrong try still waits", hint="try again in two seconds")
        if person not in self._files:
            raise NotHeldError("no such identity here", hint="choose one of the list")
        try:
            # Slow on purpose, so nothing else waits for it.
            identity = self._identify(self._files[person], passphrase)
        except WrongPassphraseError:
            self._next_try = time.monotonic() + _WRONG_TRY_SECONDS
            raise
        with self._lock:
            self.touch()
            if self.person() is not None:
                self._require_same(person)
                return
        shown = self._open(identity, person)
        with self._lock:
            self._chosen, self._person, self._closed = person, shown, threading.Event()
            self.touch()
        threading.Thread(target=self._watch, args=(self._closed,), daemon=True).start()

    def _require_same(self, person: str) -> None:
        if person != self._chosen:
            raise BusyError("another person has the workspace open", hint="lock it first")

    def _watch(self, closed: threading.Event) -> None:
        while not closed.wait(max(self._left(), 0.05)):
            self.person()

    def _left(self) -> float:
        return self._touched + self._idle_seconds - time.monotonic()

    def _end(self, idle_minutes: int | None) -> None:
        with self._lock:
            if self._person is not None:
                self._person = None
                self._closing = Closing(at=datetime.now(UTC), idle_minutes=idle_minutes)
                self._closed.set()
            self._close(by_hand=idle_minutes is None)


def _identities(file: Path) -> dict[str, Path]:
    beside = {path.name: path for path in sorted(file.resolve().parent.glob("*.age")) if ".root." not in path.name}
    beside.pop("root.age", None)
    first = {file.name: file}
    return {**first, **{name: path for name, path in beside.items() if name != file.name}}

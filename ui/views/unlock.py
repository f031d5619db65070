"""Unlock: choose a workspace and a person, give the passphrase; the workspace locks itself when left alone."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from ui.views.common import Choice


@dataclass(frozen=True, slots=True, kw_only=True)
class Person:
    """Who has unlocked: shown in the sidebar."""

    name: str
    role: str
    device: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Closing:
    """The last time the workspace was locked (UTC), and after how many idle minutes; None when by hand."""

    at: datetime
    idle_minutes: int | None


class UnlockDesk(Protocol):
    """Opens and closes the one workspace of this server. Every question is answered at once, without asking a disk."""

    def workspaces(self) -> tuple[Choice, ...]:
        """The workspaces this machine knows."""
        ...

    def people(self, workspace: str) -> tuple[Choice, ...]:
        """The identities that could open it."""
        ...

    def unlock(self, workspace: str, person: str, passphrase: str) -> None:
        """Open it; WrongPassphraseError if the passphrase does not, BusyError while a wrong try still waits."""
        ...

    def lock(self) -> None:
        """Close it and forget every key; closing it again changes nothing."""
        ...

    def touch(self) -> None:
        """A person did something: start counting idle minutes afresh."""
        ...

    def person(self) -> Person | None:
        """Who has it open. None when it is locked, also because it was just left alone too long."""
        ...

    def last_closing(self) -> Closing | None:
        """When it was last locked since this server started."""
        ...

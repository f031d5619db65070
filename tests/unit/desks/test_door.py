"""The door: one person at a time, a wrong passphrase waits, and it shuts by itself where nobody is left to ask."""

from __future__ import annotations

import threading
import time
from pathlib import Path

import pytest

from evidence.adapters.identity_age import new_identity
from evidence.errors import BusyError, NotHeldError, WrongPassphraseError
from evidence.ports import Identity
from ui.desks.house import RealDoor
from ui.settings import Settings
from ui.views.unlock import Person

PHRASE = "birch bark and rain"


PEOPLE = {name: Path(name) for name in ("anna.age", "boris.age")}
SOMEBODY = new_identity()


def identify(file: Path, passphrase: str) -> Identity:
    """As an identity file opens, without its slowness."""
    if passphrase != PHRASE:
        raise WrongPassphraseError("this passphrase does not open the file")
    return SOMEBODY


class Rooms:
    """What stands behind the door: who came in, and how it was closed."""

    def __init__(self) -> None:
        self.opened: list[str] = []
        self.closed: list[bool] = []
        self.shut = threading.Event()

    def open(self, identity: Identity, chosen: str) -> Person:
        self.opened.append(chosen)
        return Person(name=chosen, role="every role", device="d-01")

    def close(self, *, by_hand: bool) -> None:
        self.closed.append(by_hand)
        self.shut.set()


def _door(rooms: Rooms, idle_seconds: float = 900) -> RealDoor:
    settings = Settings(workspace=Path("workspace"), identity=PEOPLE["anna.age"])
    return RealDoor(rooms.open, rooms.close, PEOPLE, settings, idle_seconds, identify)


def test_a_wrong_passphrase_opens_nothing_and_the_next_try_waits() -> None:
    rooms = Rooms()
    door = _door(rooms)
    with pytest.raises(WrongPassphraseError):
        door.unlock("workspace", "anna.age", "wrong")
    with pytest.raises(BusyError):
        door.unlock("workspace", "anna.age", PHRASE)
    assert door.person() is None
    assert rooms.opened == []


def test_nobody_comes_in_under_a_name_that_has_no_file() -> None:
    with pytest.raises(NotHeldError):
        _door(Rooms()).unlock("workspace", "../root.age", PHRASE)


def test_a_second_tab_of_the_same_person_opens_nothing_anew_and_another_person_waits_outside() -> None:
    rooms = Rooms()
    door = _door(rooms)
    door.unlock("workspace", "anna.age", PHRASE)
    door.unlock("workspace", "anna.age", PHRASE)
    with pytest.raises(BusyError):
        door.unlock("workspace", "boris.age", PHRASE)
    assert rooms.opened == ["anna.age"]
    door.lock()
    assert rooms.closed == [True]
    door.unlock("workspace", "boris.age", PHRASE)
    assert rooms.opened == ["anna.age", "boris.age"]


def test_it_shuts_by_itself_though_nobody_asks() -> None:
    rooms = Rooms()
    door = _door(rooms, idle_seconds=0.3)
    door.unlock("workspace", "anna.age", PHRASE)
    assert rooms.shut.wait(10)
    assert rooms.closed == [False]
    closing = door.last_closing()
    assert closing is not None
    assert closing.idle_minutes == 0
    assert door.person() is None


def test_a_touch_keeps_it_open() -> None:
    rooms = Rooms()
    door = _door(rooms, idle_seconds=1.0)
    door.unlock("workspace", "anna.age", PHRASE)
    until = time.monotonic() + 2.0
    while time.monotonic() < until:
        door.touch()
        time.sleep(0.05)
    assert door.person() is not None
    assert rooms.closed == []
    assert rooms.shut.wait(10)


def test_who_is_inside_is_known_while_a_try_is_looked_at() -> None:
    """Opening an identity is slow on purpose; no page waits for it, and a second try is told to wait."""
    looked, go_on = threading.Event(), threading.Event()

    def slow(file: Path, passphrase: str) -> Identity:
        looked.set()
        go_on.wait(20)
        return identify(file, passphrase)

    rooms = Rooms()
    settings = Settings(workspace=Path("workspace"), identity=PEOPLE["anna.age"])
    door = RealDoor(rooms.open, rooms.close, PEOPLE, settings, 900, slow)
    opening = threading.Thread(target=door.unlock, args=("workspace", "anna.age", PHRASE))
    opening.start()
    assert looked.wait(20)
    began = time.monotonic()
    assert door.person() is None
    with pytest.raises(BusyError):
        door.unlock("workspace", "anna.age", PHRASE)
    assert time.monotonic() - began < 1
    go_on.set()
    opening.join(20)
    assert door.person() is not None

"""The room: one thread at a time, free again after any error, and shut for good when it is closed."""

from __future__ import annotations

import threading
import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from evidence.errors import NotAllowedError
from tests.support.world import World
from tests.unit.desks.paper import PaperSession, session_of
from ui.desks.kept import Kept
from ui.desks.room import Room


def _room() -> tuple[Room, PaperSession]:
    paper = PaperSession(standing=World().standing())
    return Room(session_of(paper)), paper


@pytest.mark.parametrize("error", [ValueError, KeyboardInterrupt, SystemExit])
def test_an_error_in_one_page_leaves_the_room_to_the_next(error: type[BaseException]) -> None:
    room, _paper = _room()
    with pytest.raises(error), room.session():
        raise error
    entered = threading.Event()

    def enter() -> None:
        with room.session():
            entered.set()

    threading.Thread(target=enter, daemon=True).start()
    assert entered.wait(5)


def test_two_pages_are_never_inside_at_once() -> None:
    room, _paper = _room()
    inside: list[int] = []
    most: list[int] = []

    def visit() -> None:
        for _ in range(20):
            with room.session():
                inside.append(1)
                most.append(len(inside))
                time.sleep(0.0005)
                inside.pop()

    threads = [threading.Thread(target=visit) for _ in range(6)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert max(most) == 1
    assert len(most) == 120


def test_a_command_sees_what_others_have_entered_and_a_question_is_at_most_a_second_old() -> None:
    room, paper = _room()
    with room.session():
        pass
    assert paper.refreshed == 0
    with room.session(fresh=True):
        pass
    assert paper.refreshed == 1
    time.sleep(1.05)
    with room.session():
        pass
    assert paper.refreshed == 2


def test_a_closed_room_gives_nothing_to_a_page_that_was_being_drawn() -> None:
    room, paper = _room()
    room.close()
    room.close()
    assert paper.means.closed == 1
    with pytest.raises(NotAllowedError), room.session():
        pytest.fail("a page came in")


def test_closing_waits_for_whoever_is_inside() -> None:
    room, paper = _room()
    with room.session():
        closing = threading.Thread(target=room.close)
        closing.start()
        closing.join(0.1)
        assert paper.means.closed == 0
    closing.join(5)
    assert paper.means.closed == 1


@given(st.integers(1, 5), st.lists(st.integers(0, 8), max_size=60))
def test_what_is_kept_is_the_last_few_and_always_what_would_be_made_anew(most: int, asked: list[int]) -> None:
    kept: Kept[int, str] = Kept(most)
    made: list[int] = []

    def make(key: int) -> str:
        made.append(key)
        return f"page {key}"

    last: list[int] = []
    for key in asked:
        before = len(made)
        assert kept.get(key, lambda key=key: make(key)) == f"page {key}"  # type: ignore[misc]  # a bound loop variable
        assert (len(made) == before) == (key in last)
        last = [*(one for one in last if one != key), key][-most:]


def test_what_failed_or_came_out_empty_is_made_again() -> None:
    kept: Kept[str, bytes] = Kept(2)
    with pytest.raises(ZeroDivisionError):
        kept.get("a", lambda: bytes(1 // 0))
    assert kept.get("a", lambda: b"") == b""
    assert kept.get("a", lambda: b"picture") == b"picture"
    assert kept.get("a", lambda: b"another") == b"picture"

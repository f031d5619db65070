"""A graph elsewhere: absent, refusing the password, or not to be trusted with the way there; nothing is lost."""

from __future__ import annotations

import socket
from collections.abc import Iterator
from contextlib import closing

import pytest

from tests.integration.cli.house import Desk
from tests.support import graph_engines

ASKED = (("graph", "rebuild"), ("graph", "check"), ("graph", "dump"), ("graph", "ask", "thin"))


@pytest.fixture
def closed_port() -> Iterator[int]:
    with closing(socket.socket()) as held:
        held.bind(("127.0.0.1", 0))
        # Bound and not listening: whoever connects is refused, and nobody else can take the port meanwhile.
        yield held.getsockname()[1]


def elsewhere(desk: Desk, uri: str, password: str = "wrong") -> Desk:  # noqa: S107 - wrong on purpose
    (desk.home / "graph.password").write_text(f"{password}\n", encoding="utf-8")
    return desk.configured(f'[graph]\nuri = "{uri}"\nuser = "neo4j"\npassword_file = "graph.password"\n')


@pytest.mark.parametrize("words", ASKED, ids=" ".join)
def test_a_graph_that_is_not_there_is_said_in_one_line(desk: Desk, words: tuple[str, ...], closed_port: int) -> None:
    before = desk.kept()

    elsewhere(desk, f"bolt://127.0.0.1:{closed_port}")(*words).refused(70)

    assert desk.kept() == before


@pytest.mark.parametrize(
    ("uri", "code"),
    [("http://127.0.0.1:7474", 40), ("bolt://graph.example.org:7687", 40), ("nonsense", 40), ("bolt://", 40)],
)
def test_a_place_that_would_send_names_in_the_clear_is_not_tried(desk: Desk, uri: str, code: int) -> None:
    elsewhere(desk, uri)("graph", "rebuild").refused(code)


def test_a_password_file_that_is_not_there_is_said(desk: Desk) -> None:
    there = elsewhere(desk, "bolt://127.0.0.1:1")
    (desk.home / "graph.password").unlink()

    there("graph", "rebuild").refused(40)


def test_what_needs_no_graph_goes_on_without_one(desk: Desk, closed_port: int) -> None:
    there = elsewhere(desk, f"bolt://127.0.0.1:{closed_port}")

    there("search", "Zarubavets").fine()
    there("casefile", "coverage").fine()
    there("casefile", "build", "LT-1", desk.home / "file.pdf").fine()


def test_a_real_server_that_refuses_the_password_and_one_that_takes_it(desk: Desk) -> None:
    server = graph_engines.neo4j()

    elsewhere(desk, server.uri)("graph", "rebuild").refused(71)

    there = elsewhere(desk, server.uri, server.password)
    there("graph", "rebuild").fine()
    there("graph", "check").fine()
    here = desk.configured("")
    assert there("graph", "dump").fine().out == here("graph", "dump").fine().out

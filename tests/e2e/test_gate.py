"""Nobody gets in without the link, nothing gets out at all."""

from __future__ import annotations

import asyncio
import http.client
from collections.abc import Callable
from urllib.parse import unquote, urlsplit

import websockets

from tests.e2e.conftest import Serve, Visit
from tests.support.demo_names import CANARY, ORDER_ID, PERSON_NAME

Enter = Callable[..., Visit]
PAGES = ("/", "/graph", "/disclose", "/evidence", "/review")


def _get(base: str, path: str, **headers: str) -> http.client.HTTPResponse:
    connection = http.client.HTTPConnection(urlsplit(base).netloc, timeout=10)
    connection.request("GET", path, headers=headers)
    return connection.getresponse()


def test_without_the_link_every_address_answers_401(serve: Serve) -> None:
    served = serve("--unlocked")
    for path in ("/", "/review", "/_stcore/health", "/media/0.png", f"/page/{ORDER_ID}/1.png", "/?token=no"):
        answer = _get(served.base, path)
        assert answer.status == 401, path
        assert CANARY.encode() not in answer.read()


def test_the_link_gives_a_strict_cookie_and_an_address_without_the_token(serve: Serve) -> None:
    served = serve("--unlocked")
    parts = urlsplit(served.link)
    answer = _get(served.base, f"{parts.path}?{parts.query}")
    cookie = answer.headers["set-cookie"]
    assert answer.status == 200
    assert "HttpOnly" in cookie
    assert "SameSite=Strict" in cookie
    token = parts.query.removeprefix("token=")
    assert token not in cookie
    assert token.encode() not in answer.read()


def test_a_host_that_is_not_ours_is_sent_away_even_with_the_token(serve: Serve) -> None:
    served = serve("--unlocked")
    query = urlsplit(served.link).query
    assert _get(served.base, f"/?{query}", Host="evil.example").status == 421


def test_a_websocket_without_the_cookie_is_refused(serve: Serve) -> None:
    served = serve("--unlocked")
    place = urlsplit(served.base).netloc

    async def knock(**headers: str) -> int:
        try:
            async with websockets.connect(f"ws://{place}/_stcore/stream", additional_headers=headers):
                return 101
        except websockets.exceptions.InvalidStatus as refused:
            return refused.response.status_code

    cookie = _get(served.base, f"/?{urlsplit(served.link).query}").headers["set-cookie"].partition(";")[0]
    assert asyncio.run(knock(Origin=served.base)) == 403
    assert asyncio.run(knock(Origin="http://evil.example", Cookie=cookie)) == 403
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
    assert {urlsplit(url).hostname for url in asked} == {"127.0.0.1"}
    for name in (CANARY, *PERSON_NAME.split(), "Okrestina", "Zarubavets"):
        assert not [url for url in [*asked, page.url] if name.casefold() in unquote(url).casefold()]
    refused = [line for line in arrived.complaints if "Content Security Policy" in line or "Error:" in line]
    assert refused == []


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

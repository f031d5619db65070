"""Admission as a law: without this launch's cookie nothing behind it is ever called."""

from __future__ import annotations

import asyncio

import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from starlette.types import Message, Receive, Scope, Send

from evidence.errors import MalformedError
from ui.web.admission import Admission, Keys, content_policy

KEYS = Keys(token="t" * 43, cookie="c" * 43)
PORT = 8123
HOST = f"{'a' * 32}.localhost:{PORT}"
COOKIE = f"sviedka={KEYS.cookie}"
POLICY = content_policy(HOST, inline_scripts=[b"1"])


class Inner:
    """The app behind: counts who came through, and says that all it sends may be kept."""

    def __init__(self, keep: str = "public") -> None:
        self.calls = 0
        self.keep = keep

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        self.calls += 1
        if scope["type"] == "http":
            weak = [(b"x-frame-options", b"ALLOWALL"), (b"content-security-policy", b"default-src *")]
            weak.append((b"cache-control", self.keep.encode()))
            await send({"type": "http.response.start", "status": 200, "headers": weak})
            await send({"type": "http.response.body", "body": b"inner"})


def knock(
    headers: dict[str, str], *, path: str = "/", query: str = "", kind: str = "http", keep: str = "public"
) -> tuple[Inner, list[Message]]:
    inner, sent = Inner(keep), list[Message]()
    app = Admission(inner, keys=KEYS, host=HOST, policy=POLICY)
    scope = {
        "type": kind,
        "path": path,
        "query_string": query.encode(),
        "headers": [(name.lower().encode(), value.encode("latin-1")) for name, value in headers.items()],
    }

    async def receive() -> Message:
        return {"type": "websocket.connect"}

    async def send(message: Message) -> None:
        sent.append(message)

    asyncio.run(app(scope, receive, send))
    return inner, sent


latin = st.text(st.characters(min_codepoint=32, max_codepoint=255), max_size=60)


@given(cookie=latin, query=latin, kind=st.sampled_from(["http", "websocket"]))
def test_no_other_cookie_and_no_query_ever_reaches_the_app(cookie: str, query: str, kind: str) -> None:
    inner, sent = knock({"host": HOST, "cookie": cookie, "origin": f"http://{HOST}"}, query=query, kind=kind)
    assert inner.calls == 0
    assert sent[0].get("status") == (401 if kind == "http" else None)


others = st.sampled_from([f"{name}:{PORT}" for name in ("127.0.0.1", "localhost", "[::1]", f"{'b' * 32}.localhost")])


@given(host=latin.filter(lambda name: name != HOST) | others)
def test_another_host_is_misdirected_whoever_asks(host: str) -> None:
    inner, sent = knock({"host": host, "cookie": COOKIE}, query=f"token={KEYS.token}")
    assert (inner.calls, sent[0]["status"]) == (0, 421)


@given(origin=latin.filter(lambda name: name != f"http://{HOST}") | others.map(lambda host: f"http://{host}"))
def test_another_origin_is_refused_also_with_the_cookie(origin: str) -> None:
    for kind in ("http", "websocket"):
        inner, _sent = knock({"host": HOST, "cookie": COOKIE, "origin": origin}, kind=kind)
        assert inner.calls == 0


def test_the_cookie_lets_in_and_every_answer_carries_our_policy_instead_of_a_weaker_one() -> None:
    inner, sent = knock({"host": HOST, "cookie": f"other=1; {COOKIE}"})
    headers = sent[0]["headers"]
    assert inner.calls == 1
    assert [value for name, value in headers if name == b"content-security-policy"] == [POLICY.encode()]
    assert [value for name, value in headers if name == b"x-frame-options"] == [b"DENY"]


def test_the_cookie_belongs_to_this_name_alone() -> None:
    _inner, sent = knock({"host": HOST}, query=f"token={KEYS.token}")
    cookie = dict(sent[0]["headers"])[b"set-cookie"].decode()
    assert cookie.split("; ") == [COOKIE, "Path=/", "HttpOnly", "SameSite=Strict"]


IMMUTABLE = "public, immutable, max-age=31536000"


@given(path=st.text(min_size=1).map(lambda rest: f"/{rest}"), keep=st.sampled_from([IMMUTABLE, "no-cache"]))
@example(path="/static/js/index.C0ffee12.js", keep=IMMUTABLE)
@example(path="/static/js/no-such.js", keep="no-cache")
@example(path="/favicon.png", keep=IMMUTABLE)
@example(path="/page/x/static/1.png", keep=IMMUTABLE)
def test_only_a_bundle_that_never_changes_may_be_kept(path: str, keep: str) -> None:
    _inner, sent = knock({"host": HOST, "cookie": COOKIE}, path=path, keep=keep)
    said = [value.decode() for name, value in sent[0]["headers"] if name == b"cache-control"]
    assert said == [keep if path.startswith("/static/") and keep == IMMUTABLE else "no-store"]


def test_the_token_is_taken_out_of_the_address_also_from_who_is_already_in() -> None:
    inner, sent = knock({"host": HOST, "cookie": COOKIE}, query=f"token={KEYS.token}")
    assert inner.calls == 0
    assert sent[0]["status"] == 200
    assert b'content="0;url=/"' in sent[1]["body"]
    assert KEYS.token.encode() not in sent[1]["body"]


def test_the_token_opens_at_the_door_only() -> None:
    _inner, sent = knock({"host": HOST}, path="/media/x", query=f"token={KEYS.token}")
    assert sent[0]["status"] == 401


def test_the_policy_lets_a_page_connect_here_only() -> None:
    assert f"connect-src 'self' ws://{HOST}" in POLICY.split("; ")


def test_the_policy_admits_no_script_but_ours_and_one_hash() -> None:
    scripts = next(part for part in POLICY.split("; ") if part.startswith("script-src"))
    assert scripts.split()[1:] == ["'self'", "'sha256-a4ayc/80/OGda4BO/1o/V0etpOqiLx1JwB5S3beHW0s='"]
    assert "unsafe-eval" not in POLICY
    assert "http:" not in POLICY
    assert "*" not in POLICY


def test_secrets_are_long_differ_and_do_not_show() -> None:
    assert KEYS.token not in repr(KEYS)
    for token, cookie in (("short", "c" * 43), ("t" * 43, "t" * 43)):
        with pytest.raises(MalformedError):
            Keys(token=token, cookie=cookie)

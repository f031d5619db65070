"""Who gets in: a launch token turned into a cookie, this launch's Host, its origin; and what a page may do once in.

Cookies do not know ports: at 127.0.0.1 or localhost every other server of this machine would be sent ours. So each
launch has a host name of its own (`server.Launch`), and the cookie belongs to that name alone.

Plain ASGI, in front of everything Streamlit answers (its `/media/<hash>` would otherwise answer anyone).
"""

from __future__ import annotations

import base64
import hashlib
import hmac
import re
from collections.abc import Iterable
from dataclasses import dataclass
from http.cookies import CookieError, SimpleCookie
from pathlib import Path
from urllib.parse import parse_qs

from starlette.types import ASGIApp, Message, Receive, Scope, Send

from evidence.errors import MalformedError

_COOKIE = "sviedka"
_INLINE_SCRIPT = re.compile(rb"<script>(.*?)</script>", re.DOTALL)
_WELCOME = (
    b"""<!doctype html><meta charset="utf-8"><meta http-equiv="refresh" content="0;url=/"><title>Sviedka</title>"""
)
_NO_STORE = (b"cache-control", b"no-store")
_TURNED_AWAY = b"This address opens only with the link that `sviedka serve` printed.\n"


@dataclass(frozen=True, slots=True, kw_only=True)
class Keys:
    """The two secrets of one launch: the token in the link, and what the cookie then holds; hidden in `repr`."""

    token: str
    cookie: str

    def __post_init__(self) -> None:
        if min(len(self.token), len(self.cookie)) < 32 or self.token == self.cookie:
            raise MalformedError("a launch needs two different secrets of 32 characters or more")

    def __repr__(self) -> str:
        return "Keys(•••)"


def content_policy(host: str, *, inline_scripts: Iterable[bytes]) -> str:
    """The Content-Security-Policy of every answer of `host` (`name:port`). Each exception to "only here" has a reason.

    - script-src: the page of Streamlit itself holds one inline line; it is admitted by its hash, no other is.
    - style-src 'unsafe-inline': Streamlit's parts write their styles as they are drawn. Styles load nothing from
      elsewhere, because img-src and font-src hold.
    - img-src data: blob: and font-src data: for icons inside Streamlit's own styles, and for charts.
    - connect-src ws: 'self' does not cover WebSockets in every browser.
    """
    hashes = " ".join(f"'sha256-{base64.b64encode(hashlib.sha256(text).digest()).decode()}'" for text in inline_scripts)
    return "; ".join(
        (
            "default-src 'none'",
            f"script-src 'self' {hashes}".rstrip(),
            "style-src 'self' 'unsafe-inline'",
            "img-src 'self' data: blob:",
            "font-src 'self' data:",
            f"connect-src 'self' ws://{host}",
            "media-src 'self'",
            "manifest-src 'self'",
            "base-uri 'none'",
            "form-action 'none'",
            "frame-ancestors 'none'",
        )
    )


def inline_scripts(page: Path) -> tuple[bytes, ...]:
    """The inline scripts of an installed page, whose hashes the policy admits."""
    return tuple(match.group(1) for match in _INLINE_SCRIPT.finditer(page.read_bytes()))


class Admission:
    """Lets in requests and WebSockets to `host` (`name:port`) with this launch's cookie; to all others 401, 403 or 421.

    `/?token=…` sets the cookie (HttpOnly, SameSite=Strict) and sends the browser on to an address without it. It does
    so by a page of our own, not by a redirect: after a redirect from elsewhere a browser withholds a Strict cookie.
    """

    def __init__(self, app: ASGIApp, *, keys: Keys, host: str, policy: str) -> None:
        self._app = app
        self._keys = keys
        self._host = host
        self._origin = f"http://{host}"
        self._headers = _headers(policy)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass on, or turn away before anything else has seen the request."""
        if scope["type"] not in {"http", "websocket"}:
            await self._app(scope, receive, send)
            return
        headers = {name: value.decode("latin-1") for name, value in scope["headers"]}
        refusal = self._refusal(scope, headers)
        if refusal is None:
            await self._app(scope, receive, self._sealed(send, scope["path"]) if scope["type"] == "http" else send)
        elif scope["type"] == "websocket":
            await receive()
            # RFC 6455, 7.4.1: 1008 is a policy violation; before the handshake the server answers 403.
            await send({"type": "websocket.close", "code": 1008})
        elif refusal == 401 and self._token_fits(scope):
            await self._answer(send, 200, _WELCOME, b"text/html; charset=utf-8", cookie=True)
        else:
            await self._answer(send, refusal, _TURNED_AWAY, b"text/plain; charset=utf-8")

    def _refusal(self, scope: Scope, headers: dict[bytes, str]) -> int | None:
        # A page elsewhere may point its own name at 127.0.0.1 (DNS rebinding): the Host then gives it away.
        if headers.get(b"host", "") != self._host:
            return 421
        origin = headers.get(b"origin")
        if origin is not None and origin != self._origin:
            return 403
        if scope["type"] == "websocket" and origin is None:
            return 403
        if self._with_token(scope) or not self._cookie_fits(headers.get(b"cookie", "")):
            return 401
        return None

    @staticmethod
    def _with_token(scope: Scope) -> bool:
        # Also with a cookie in hand the token must leave the address bar.
        return scope["type"] == "http" and b"token=" in scope["query_string"]

    def _token_fits(self, scope: Scope) -> bool:
        given = parse_qs(scope["query_string"].decode("latin-1")).get("token", [""])[0]
        return scope["path"] == "/" and hmac.compare_digest(given.encode(), self._keys.token.encode())

    def _cookie_fits(self, header: str) -> bool:
        jar: SimpleCookie = SimpleCookie()
        try:
            jar.load(header)
        except CookieError:
            return False
        given = jar[_COOKIE].value if _COOKIE in jar else ""
        return hmac.compare_digest(given.encode(), self._keys.cookie.encode())

    async def _answer(self, send: Send, status: int, body: bytes, kind: bytes, *, cookie: bool = False) -> None:
        headers = [(b"content-type", kind), _NO_STORE, *self._headers]
        if cookie:
            # No Domain: a cookie with one would also go to names below it.
            value = f"{_COOKIE}={self._keys.cookie}; Path=/; HttpOnly; SameSite=Strict"
            headers.append((b"set-cookie", value.encode()))
        await send({"type": "http.response.start", "status": status, "headers": headers})
        await send({"type": "http.response.body", "body": body})

    def _sealed(self, send: Send, path: str) -> Send:
        async def with_headers(message: Message) -> None:
            if message["type"] == "http.response.start":
                ours = self._headers if _may_be_kept(path, message) else (*self._headers, _NO_STORE)
                named = {name for name, _ in ours}
                kept = [(name, value) for name, value in message["headers"] if name.lower() not in named]
                message = {**message, "headers": [*kept, *ours]}
            await send(message)

        return with_headers


def _may_be_kept(path: str, start: Message) -> bool:
    """Whether a browser may keep an answer: Streamlit's own bundles alone, named by their hash and the same for all.

    At an address there that does not exist Streamlit sends its page, and does not call that one immutable.
    """
    return path.startswith("/static/") and b"immutable" in dict(start["headers"]).get(b"cache-control", b"")


def _headers(policy: str) -> tuple[tuple[bytes, bytes], ...]:
    return (
        (b"content-security-policy", policy.encode()),
        (b"x-content-type-options", b"nosniff"),
        (b"x-frame-options", b"DENY"),
        (b"referrer-policy", b"no-referrer"),
        (b"cross-origin-resource-policy", b"same-origin"),
        (b"cross-origin-opener-policy", b"same-origin"),
        (b"permissions-policy", b"camera=(), microphone=(), geolocation=(), interest-cohort=()"),
    )

"""The server shell: Streamlit as an ASGI app on the loopback, behind our admission, with page images as a route."""

from __future__ import annotations

import errno
import logging
import os
import secrets
import socket
import tempfile
import tomllib
import webbrowser
from collections.abc import Callable, Iterator, Mapping
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path

import uvicorn
from starlette.concurrency import run_in_threadpool
from starlette.middleware import Middleware
from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response
from starlette.routing import Route
from starlette.types import ASGIApp

from evidence.errors import BusyError, NotAllowedError, NotHeldError, SviedkaError
from ui.views.house import House
from ui.web import tenancy
from ui.web.admission import Admission, Keys, content_policy, inline_scripts

ADDRESS = "127.0.0.1"
ADDRESS_6 = "::1"
_HERE = Path(__file__).parent
_TRIES = 16
"""How many free ports of 127.0.0.1 are tried until one is free at ::1 too."""
_NO_SUCH_ADDRESS = frozenset({errno.EAFNOSUPPORT, errno.EADDRNOTAVAIL})
_NO_STORE = {"Cache-Control": "no-store"}

# What must hold whatever a person's own configuration files say; the look stands beside it in look.toml.
_SETTINGS: Mapping[str, object] = {
    "global.developmentMode": False,
    "server.headless": True,
    "server.address": ADDRESS,
    "server.fileWatcherType": "none",
    "server.runOnSave": False,
    "server.enableCORS": True,
    "server.enableXsrfProtection": True,
    "server.enableStaticServing": False,
    "server.enableAgentApi": False,
    "server.showEmailPrompt": False,
    "server.maxUploadSize": 1,
    "browser.gatherUsageStats": False,
    "client.showErrorDetails": "none",
    "client.showErrorLinks": False,
    "client.toolbarMode": "minimal",
    "client.disableDataExport": True,
    # Streamlit logs an exception with its words, and those may be testimony; ours logs its kind and place (trouble.py).
    "logger.level": "critical",
    "logger.enableRich": False,
    "logger.hideWelcomeMessage": True,
    "runner.magicEnabled": False,
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Launch:
    """A server that is about to listen: where, under which name, and with which secrets.

    The name is new and unguessable for each launch, so that no other server on this machine shares it, nor the cookies
    that a browser keeps for it. It ends in `.localhost`, which browsers take for the loopback without asking anybody
    (RFC 6761, 6.3).
    """

    port: int
    name: str
    keys: Keys

    @property
    def host(self) -> str:
        """What a browser sends as Host: `name:port`."""
        return f"{self.name}:{self.port}"

    @property
    def link(self) -> str:
        """The address that lets a browser in."""
        return f"http://{self.host}/?token={self.keys.token}"


def new_launch(port: int) -> Launch:
    """A fresh name and fresh secrets for a port."""
    keys = Keys(token=secrets.token_urlsafe(32), cookie=secrets.token_urlsafe(32))
    return Launch(port=port, name=f"{secrets.token_hex(16)}.localhost", keys=keys)


def build_app(house: House, launch: Launch) -> ASGIApp:
    """The whole application: Streamlit's pages, the page images, and admission in front of both."""
    import streamlit
    from streamlit.web import bootstrap

    from ui.web.parts.trouble import unforeseen

    tenancy.move_in(house)
    bootstrap.load_config_options({**_look(), **_SETTINGS, **_place(launch)})
    page = Path(streamlit.__file__).parent / "static" / "index.html"
    policy = content_policy(launch.host, inline_scripts=inline_scripts(page))
    return streamlit.App(
        _HERE / "app.py",
        routes=[Route("/page/{exhibit}/{page:int}.png", page_image)],
        middleware=[Middleware(Admission, keys=launch.keys, host=launch.host, policy=policy)],
        on_script_error=unforeseen,
        exception_handlers={Exception: _failed},
    )


async def page_image(request: Request) -> Response:
    """The page of an exhibit as a PNG, never to be kept by the browser; 403 while locked, 404 if there is none."""
    exhibit, page = request.path_params["exhibit"], request.path_params["page"]
    try:
        desk = tenancy.house().desks().review
        image = await run_in_threadpool(desk.page_image, exhibit, page)
    except NotAllowedError:
        return PlainTextResponse("locked\n", status_code=403, headers=_NO_STORE)
    except NotHeldError:
        return PlainTextResponse("no such page\n", status_code=404, headers=_NO_STORE)
    except SviedkaError:
        return PlainTextResponse("this page could not be drawn\n", status_code=422, headers=_NO_STORE)
    return Response(image, media_type="image/png", headers=_NO_STORE)


def serve(
    house: House, port: int = 0, *, open_browser: bool = True, announce: Callable[[str], None] | None = None
) -> None:
    """Serve the house on the loopback until interrupted; port 0 takes a free one. `announce` gets the link once.

    BusyError when the port is taken. Nothing else listens, and no line is logged about any request.
    """
    with _listening(port) as listeners:
        launch = new_launch(listeners[0].getsockname()[1])
        app = build_app(house, launch)
        server = uvicorn.Server(
            uvicorn.Config(
                app,
                host=ADDRESS,
                port=launch.port,
                access_log=False,
                log_level="critical",
                server_header=False,
                date_header=False,
                ws_max_size=64 * 1024 * 1024,
                timeout_graceful_shutdown=3,
            )
        )
        if announce is not None:
            announce(launch.link)
        with _doorway(launch, wanted=open_browser):
            try:
                server.run(sockets=listeners)
            finally:
                house.door.lock()


@contextmanager
def _listening(port: int) -> Iterator[list[socket.socket]]:
    with ExitStack() as held:
        for left in reversed(range(1 if port else _TRIES)):
            try:
                listeners = _bound(port)
                break
            except OSError as refused:
                if left and refused.errno == errno.EADDRINUSE:
                    continue
                raise BusyError(f"port {port} is taken", hint="leave `--port` out to use a free one") from refused
        for listener in listeners:
            held.enter_context(listener)
        yield listeners


def _bound(port: int) -> list[socket.socket]:
    """127.0.0.1 and ::1 at one port: a browser tries ::1 first for a `.localhost` name; nobody else may wait there.

    127.0.0.1 alone where the machine has no ::1. OSError when either is taken.
    """
    with ExitStack() as held:
        four = held.enter_context(_listener(socket.AF_INET, ADDRESS, port))
        listeners = [four]
        try:
            listeners.append(held.enter_context(_listener(socket.AF_INET6, ADDRESS_6, four.getsockname()[1])))
        except OSError as refused:
            if refused.errno not in _NO_SUCH_ADDRESS:
                raise
        held.pop_all()
        return listeners


def _listener(family: socket.AddressFamily, address: str, port: int) -> socket.socket:
    with ExitStack() as held:
        listener = held.enter_context(socket.socket(family, socket.SOCK_STREAM))
        listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        listener.bind((address, port))
        listener.listen(128)
        held.pop_all()
        return listener


@contextmanager
def _doorway(launch: Launch, *, wanted: bool) -> Iterator[None]:
    """Open the browser on a file that only this user can read: a link among a program's arguments is seen by all."""
    if not wanted:
        yield
        return
    own = os.environ.get("XDG_RUNTIME_DIR", "")
    handle, name = tempfile.mkstemp(prefix="sviedka-", suffix=".html", dir=own if Path(own).is_dir() and own else None)
    doorway = Path(name)
    try:
        with os.fdopen(handle, "w", encoding="utf-8") as file:
            file.write(
                f'<!doctype html><meta http-equiv="refresh" content="1;url={launch.link}"><title>Sviedka</title>'
            )
        webbrowser.open(doorway.as_uri())
        yield
    finally:
        doorway.unlink(missing_ok=True)


def _place(launch: Launch) -> dict[str, object]:
    """Streamlit's options of one launch. It would ask the network for its own address, were serverAddress not ours."""
    return {
        "server.port": launch.port,
        "server.allowedHosts": [launch.name],
        "browser.serverAddress": launch.name,
    }


def _look() -> dict[str, object]:
    """Streamlit's options by dotted name, from the look beside this file."""
    flat: dict[str, object] = {}

    def spread(prefix: str, table: Mapping[str, object]) -> None:
        for name, value in table.items():
            if isinstance(value, dict):
                spread(f"{prefix}{name}.", value)
            else:
                flat[f"{prefix}{name}"] = value

    spread("", tomllib.loads((_HERE / "look.toml").read_text(encoding="utf-8")))
    return flat


async def _failed(_request: Request, error: Exception) -> Response:
    logging.getLogger("sviedka.web").error("a route failed: %s", type(error).__name__)
    return PlainTextResponse("this failed; nothing was changed\n", status_code=500, headers=_NO_STORE)

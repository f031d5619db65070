"""A browser and a server of the demo desks; every request the browser makes is written down."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Browser, Page, Request, expect, sync_playwright

ROOT = Path(__file__).parents[2]
CHROMIUM = Path("/usr/bin/chromium")
QUIET = [
    "--no-sandbox",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-default-apps",
    "--disable-sync",
    "--no-first-run",
    "--metrics-recording-only",
]


@dataclass(frozen=True, slots=True, kw_only=True)
class Served:
    """A running server: its link with the token, its address, and what it has printed besides."""

    link: str
    process: subprocess.Popen[str]

    @property
    def host(self) -> str:
        """The name and port of this launch, as a browser sends it."""
        return urlsplit(self.link).netloc

    @property
    def name(self) -> str:
        return self.host.partition(":")[0]

    @property
    def port(self) -> int:
        return int(self.host.partition(":")[2])

    @property
    def base(self) -> str:
        return f"http://{self.host}"

    def stop(self) -> str:
        """End it and return all it printed after the link."""
        self.process.terminate()
        printed, _none = self.process.communicate(timeout=20)
        return printed


@dataclass(frozen=True, slots=True, kw_only=True)
class Visit:
    """A page let in, and everything it asked for."""

    page: Page
    served: Served
    asked: list[Request] = field(default_factory=list)
    complaints: list[str] = field(default_factory=list)

    def open(self, path: str) -> Page:
        self.page.goto(f"{self.served.base}{path}")
        self.page.locator("h1").first.wait_for(timeout=20_000)
        return self.page


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """What the browser was answered: status, headers by small letters, the bytes."""

    status: int
    headers: dict[str, str]
    body: bytes


def fetched(page: Page, path: str) -> Answer:
    """Ask for a path of the page's own origin, as its browser does: Playwright itself cannot find names of ours."""
    status, headers, body = page.evaluate(
        """async path => {
            const answer = await fetch(path)
            const bytes = new Uint8Array(await answer.arrayBuffer())
            return [answer.status, Object.fromEntries(answer.headers), Array.from(bytes)]
        }""",
        path,
    )
    return Answer(status=status, headers=headers, body=bytes(body))


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    # Not for the whole session: while Playwright is up no other test of the same worker can run an event loop.
    if not CHROMIUM.exists():
        if os.environ.get("SVIEDKA_CI") == "1":
            pytest.fail("Chromium is missing: install Debian's chromium")
        pytest.skip("needs Debian's chromium")
    expect.set_options(timeout=20_000)
    with sync_playwright() as playwright:
        launched = playwright.chromium.launch(executable_path=str(CHROMIUM), args=QUIET)
        yield launched
        launched.close()


Serve = Callable[..., Served]


@pytest.fixture
def serve(tmp_path: Path) -> Iterator[Serve]:
    with ExitStack() as running:

        def start(*options: str) -> Served:
            process = subprocess.Popen(
                [sys.executable, "-m", "tests.support.demo_serve", str(tmp_path / "package"), *options],
                cwd=ROOT,
                stdout=subprocess.PIPE,
                stderr=subprocess.STDOUT,
                text=True,
            )
            running.callback(process.kill)
            assert process.stdout is not None
            link = process.stdout.readline().strip()
            assert urlsplit(link).hostname is not None, link
            assert link.startswith("http://"), link
            return Served(link=link, process=process)

        yield start


@pytest.fixture
def visit(serve: Serve, browser: Browser) -> Iterator[Callable[..., Visit]]:
    with ExitStack() as open_contexts:

        def enter(*options: str) -> Visit:
            served = serve(*(options or ("--unlocked",)))
            context = browser.new_context(viewport={"width": 1440, "height": 1300})
            open_contexts.callback(context.close)
            arrived = Visit(page=context.new_page(), served=served)
            arrived.page.set_default_timeout(15_000)
            arrived.page.on("request", lambda request: arrived.asked.append(request))  # noqa: PLW0108 - a bound method of a list takes no attribute
            arrived.page.on("console", lambda message: arrived.complaints.append(message.text))
            arrived.page.on("pageerror", lambda error: arrived.complaints.append(str(error)))
            arrived.page.goto(served.link)
            arrived.page.wait_for_url(f"{served.base}/")
            arrived.page.locator("h1").first.wait_for(timeout=20_000)
            return arrived

        yield enter

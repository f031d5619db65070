"""First page and click in a browser on the real pages, beside a Streamlit app of one line on the same machine.

Chromium without a window, a new profile for every visit; from the address or the click to the moment when what was
asked for is seen. Processor time is that of server and browser together. Unlocking holds 1.5 s of scrypt on purpose.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from playwright.sync_api import Browser, Page, sync_playwright

from bench.house import PASSPHRASE, bare_streamlit, serving, told_story
from bench.measure import Row, Size, Spent, scratch, timed
from graph.adapters.ports_free import free_ports

CHROMIUM = Path("/usr/bin/chromium")
_ONE_LINE = 'import streamlit as st; st.write("pressed" if st.button("Press") else "waiting")\n'
_FIRST, _PRESS = "its first page", "a click on its button"
_STEPS = {
    "first page: address to the door": _FIRST,
    "passphrase to the Case page with its matrix": _PRESS,
    "a cell of the matrix to its claims": _PRESS,
    "from a claim to its words on the page": _PRESS,
    "words selected to the claim's form": _PRESS,
}
Steps = dict[str, list[Spent]]


def rows(size: Size) -> Iterator[Row]:
    """One row a step, each the middle of several visits."""
    if not CHROMIUM.exists():
        raise SystemExit("Chromium is missing: install Debian's chromium")
    with scratch() as folder, _browser() as browser:
        script = folder / "one_line.py"
        script.write_text(_ONE_LINE, encoding="utf-8")
        with bare_streamlit(script, free_ports(1)[0]) as address:
            theirs = _visits(browser, size.repeats, lambda page: _bare(page, address))
        with serving(told_story(folder)) as link:
            ours = _visits(browser, size.repeats, lambda page: _house(page, link))
        for what, peer in _STEPS.items():
            yield Row(
                what=what,
                unit="times",
                amount=1,
                ours=_middle(ours[what]),
                peer=f"bare Streamlit, {peer}",
                peer_amount=1,
                theirs=_middle(theirs[peer]),
            )


def _visits(browser: Browser, times: int, visit: Callable[[Page], Iterator[tuple[str, Spent]]]) -> Steps:
    steps: Steps = defaultdict(list)
    # The first visit warms the server; it is not counted.
    for number in range(times + 1):
        context = browser.new_context(viewport={"width": 1440, "height": 1300})
        for what, spent in visit(context.new_page()):
            if number:
                steps[what].append(spent)
        context.close()
    return steps


def _bare(page: Page, address: str) -> Iterator[tuple[str, Spent]]:
    yield _FIRST, _until(page, lambda: page.goto(address), "text=waiting")
    yield _PRESS, _until(page, page.get_by_role("button", name="Press").click, "text=pressed")


def _house(page: Page, link: str) -> Iterator[tuple[str, Spent]]:
    steps = iter(_STEPS)
    yield next(steps), _until(page, lambda: page.goto(link), "input[type=password]")
    page.get_by_label("Passphrase", exact=True).fill(PASSPHRASE)
    yield next(steps), _until(page, lambda: page.keyboard.press("Enter"), ".matrix button")
    cell = page.locator(".matrix button:not(.empty)").first
    yield next(steps), _until(page, cell.click, "button:has-text('Link a claim')")
    claim = page.get_by_role("button", name=re.compile(r"^[A-Z]-\d{6}\.\d+$")).first
    yield next(steps), _until(page, claim.click, ".mark.selection, .word.selection")
    yield next(steps), _selected(page)
    # A key reaches a button only when the button is there.
    page.get_by_role("button", name=re.compile("^Lock")).wait_for()
    page.keyboard.press("Alt+l")
    page.locator("input[type=password]").wait_for()


def _selected(page: Page) -> Spent:
    """Drag over the first words of the page; seen when the form quotes them."""
    words = [page.locator(".word").nth(at) for at in (0, 1)]
    first, last = words[0].bounding_box(), words[1].bounding_box()
    assert first is not None
    assert last is not None
    quote = "«" + (words[0].text_content() or "").strip(" «“\"'([")

    def drag() -> None:
        page.mouse.move(first["x"] + 2, first["y"] + 3)
        page.mouse.down()
        page.mouse.move(last["x"] + 2, last["y"] + 3, steps=2)
        page.mouse.up()

    return _until(page, drag, f"text={quote}")


def _until(page: Page, act: Callable[[], object], shown: str) -> Spent:
    def both() -> None:
        act()
        page.locator(shown).first.wait_for(timeout=60_000)

    return timed(both)[0]


def _middle(spent: list[Spent]) -> Spent:
    return sorted(spent, key=lambda one: one.wall)[len(spent) // 2]


@contextmanager
def _browser() -> Iterator[Browser]:
    with sync_playwright() as playwright:
        options = ["--no-sandbox", "--disable-background-networking", "--disable-component-update", "--disable-sync"]
        browser = playwright.chromium.launch(executable_path=str(CHROMIUM), args=options)
        yield browser
        browser.close()

"""The main clicks of every page over a real workspace: no desk here is a stand-in, and nothing leaves this machine."""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import unquote, urlsplit

import pytest
from playwright.sync_api import Browser, FloatRect, Locator, Page, expect

from examples.authority import serving
from tests.e2e.conftest import ROOT, Served, Visit, fetched
from tests.e2e.real_workspace import ANNA_SAYS, BORIS_SAYS, Place, made

PAGE_NUMBER = re.compile(r"^A-\d{6}\.\d{3}$")
SEARCH = "Search words, names, numbers"
NAMES = ("Зарубавец", "Zarubavets", "Verasovich", "Dubalias", "Vydumava", "prikaz-7-ls")
"""People, a place and a file of the invented case: none may stand in an address or in what the server prints."""


@pytest.fixture(scope="session")
def template(tmp_path_factory: pytest.TempPathFactory) -> Place:
    return made(tmp_path_factory.mktemp("template") / "house")


@pytest.fixture
def authority(template: Place) -> Iterator[str]:
    with serving(template.folder / "authority") as url:
        yield url


@pytest.fixture
def place(template: Place, tmp_path: Path, authority: str) -> Place:
    return template.copied(tmp_path / "house", authority_url=authority)


Enter = Callable[..., Visit]


@pytest.fixture
def enter(place: Place, browser: Browser) -> Iterator[Enter]:
    """Lets a browser in; when the test is over, looks at all it asked for and at all the server printed."""
    came: list[Visit] = []
    with _server(place) as served:

        def go(passphrase: str = ANNA_SAYS) -> Visit:
            context = browser.new_context(viewport={"width": 1440, "height": 1500})
            arrived = Visit(page=context.new_page(), served=served)
            arrived.page.set_default_timeout(30_000)
            arrived.page.on("request", lambda request: arrived.asked.append(request))  # noqa: PLW0108 - a bound method of a list takes no attribute
            arrived.page.on("console", lambda message: arrived.complaints.append(message.text))
            arrived.page.on("pageerror", lambda error: arrived.complaints.append(str(error)))
            came.append(arrived)
            arrived.page.goto(served.link)
            arrived.page.get_by_label("Passphrase", exact=True).wait_for()
            if passphrase:
                _unlock(arrived.page, passphrase)
                expect(arrived.page.get_by_role("heading", name="Readiness")).to_be_visible(timeout=60_000)
            return arrived

        yield go
        for visit in came:
            _left_nothing_behind(visit)
            visit.page.context.close()
    assert served.stop() == ""


@contextmanager
def _server(place: Place) -> Iterator[Served]:
    program = Path(sys.executable).with_name("sviedka")
    process = subprocess.Popen(
        [program, "--settings", place.settings, "serve", "--no-browser"],
        cwd=ROOT,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
    )
    try:
        assert process.stdout is not None
        said = process.stdout.readline().split()
        assert said[:1] == ["open"], said
        yield Served(link=said[1], process=process)
    finally:
        if process.poll() is None:
            process.terminate()


def _left_nothing_behind(visit: Visit) -> None:
    asked = [request.url for request in visit.asked if not request.url.startswith(("data:", "blob:"))]
    assert {urlsplit(url).hostname for url in asked} == {visit.served.name}
    for name in NAMES:
        assert not [url for url in [*asked, visit.page.url] if name.casefold() in unquote(url).casefold()]
    assert [line for line in visit.complaints if "Content Security Policy" in line or "Error:" in line] == []


def _unlock(page: Page, passphrase: str) -> None:
    page.get_by_label("Passphrase", exact=True).fill(passphrase)
    page.keyboard.press("Enter")


def _go(page: Page, name: str) -> None:
    page.get_by_role("link", name=re.compile(name)).first.click()
    expect(page.get_by_role("heading", level=1)).to_be_visible()


def _search(page: Page, words: str) -> None:
    page.get_by_placeholder(SEARCH).fill(words)
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", name="Found")).to_be_visible()


def _open_page(page: Page, number: str) -> None:
    """The page of an exhibit, by its number in the search box."""
    _search(page, number)
    page.get_by_role("button", name=number).first.click()
    expect(page.get_by_text(number).first).to_be_visible()


def _drag(page: Page, first: str, last: str) -> None:
    boxes = [page.locator(".word", has_text=words).first.bounding_box() for words in (first, last)]
    assert boxes[0] is not None
    assert boxes[1] is not None
    page.mouse.move(boxes[0]["x"] + 4, boxes[0]["y"] + 5)
    page.mouse.down()
    page.mouse.move(boxes[1]["x"] + 4, boxes[1]["y"] + 5, steps=8)
    page.mouse.up()


def _box(element: Locator) -> FloatRect:
    """Where it stands; while a figure is drawn anew its parts stand nowhere."""
    for _ in range(100):
        box = element.bounding_box()
        if box is not None:
            return box
        element.page.wait_for_timeout(100)
    raise AssertionError(f"{element} stands nowhere")


def test_only_the_right_passphrase_opens_and_a_lock_closes_pages_and_pictures(enter: Enter) -> None:
    visit = enter(passphrase="")
    page, base = visit.page, visit.served.base
    _unlock(page, "wrong")
    expect(page.get_by_role("alert")).to_contain_text("does not open the key file")
    page.wait_for_timeout(2_100)
    _unlock(page, ANNA_SAYS)
    expect(page.get_by_role("heading", name="Vydumava, August 2020")).to_be_visible(timeout=60_000)
    _open_page(page, "A-000007")
    picture = page.locator("img.paper").get_attribute("src")
    assert picture is not None
    answer = fetched(page, picture)
    assert (answer.status, answer.headers["cache-control"]) == (200, "no-store")
    assert answer.body.startswith(b"\x89PNG")
    page.get_by_role("button", name=re.compile("^Lock")).wait_for()
    page.keyboard.press("Alt+l")
    expect(page.get_by_role("heading", name="Unlock the workspace")).to_be_visible()
    assert fetched(page, picture).status == 403
    for path in ("/case", "/graph", "/disclose", "/evidence", "/review"):
        page.goto(f"{base}{path}")
        expect(page.get_by_role("heading", name="Unlock the workspace")).to_be_visible()
        expect(page.get_by_text("Vydumava, August 2020")).to_have_count(0)


def test_a_folder_is_taken_in_read_found_in_another_spelling_and_opened_at_the_words(
    enter: Enter, tmp_path: Path
) -> None:
    folder = tmp_path / "a stick"
    folder.mkdir()
    (folder / "zapiska.txt").write_text("Вчера видел Кастуся Каліноўскага у ворот.\n", encoding="utf-8")
    (folder / "blob.bin").write_bytes(bytes(range(256)) * 40)
    page = enter().page
    _go(page, "Evidence")
    expect(page.get_by_role("radio", name="All 17")).to_be_visible()
    page.keyboard.press("f")
    page.get_by_label("Folder or file on this computer").fill(str(folder))
    page.get_by_role("combobox", name=re.compile("Source")).fill("S-77")
    page.keyboard.press("Enter")
    page.get_by_role("button", name=re.compile("^Take in")).click()
    expect(page.get_by_text("Intake 1 is done")).to_be_visible(timeout=60_000)
    expect(page.get_by_text("1 read")).to_be_visible()
    expect(page.get_by_text("1 needs help")).to_be_visible()
    expect(page.get_by_role("radio", name="All 19")).to_be_visible()
    page.get_by_text("Needs a person 1").click()
    expect(page.get_by_text("blob.bin")).to_be_visible()
    expect(page.get_by_text("Unsupported")).to_be_visible()
    _search(page, "Kalinouski")
    expect(page.get_by_text("other spelling")).to_be_visible()
    page.get_by_role("button", name=re.compile(r"A-0000\d\d\.001")).first.click()
    expect(page.get_by_text("«Каліноўскага»")).to_be_visible()
    expect(page.locator(".word.selection")).to_have_count(1)


def test_words_of_a_page_become_a_claim_and_keys_answer_what_the_machine_proposes(enter: Enter) -> None:
    page = enter().page
    _open_page(page, "A-000007")
    expect(page.get_by_role("heading", name="Order No. 7-ls on appointments")).to_be_visible()
    expect(page.locator(".mark.claim").first).to_be_visible()
    before = page.locator(".mark.claim").count()
    _drag(page, "ПРИКАЗ", "должности")
    expect(page.get_by_text("«ПРИКАЗ О назначении на должности»")).to_be_visible()
    page.get_by_role("combobox", name=re.compile("^Form")).click()
    page.get_by_role("option", name="Says").click()
    page.get_by_label("What it says").fill("An order appoints people to posts")
    page.keyboard.press("Control+Enter")
    expect(page.get_by_text(re.compile(r"Saved as C-\d{4}"))).to_be_visible()
    expect(page.get_by_text("An order appoints people to posts")).to_be_visible()
    # One underline a line of the page: these words stand on two.
    expect(page.locator(".mark.claim")).to_have_count(before + 2)
    expect(page.locator(".mark.selection")).to_have_count(0)

    opened = page.get_by_text(re.compile(r"1 of \d+ open"))
    count = int((opened.text_content() or "").split()[2])
    page.get_by_role("button", name=re.compile("^Dismiss")).wait_for()
    page.keyboard.press("j")
    expect(page.get_by_text(f"2 of {count} open")).to_be_visible()
    page.keyboard.press("k")
    expect(page.get_by_text(f"1 of {count} open")).to_be_visible()
    page.keyboard.press("a")
    expect(page.get_by_text(f"1 of {count - 1} open")).to_be_visible()
    page.keyboard.press("x")
    expect(page.get_by_text(f"1 of {count - 2} open")).to_be_visible()
    expect(page.locator(".number")).to_have_count(count - 2)


def test_three_clicks_lead_from_a_cell_of_the_matrix_to_the_very_words(enter: Enter) -> None:
    page = enter().page
    page.get_by_role("button", name="(f) Tortured, Beating in the yard: Contested, 4 for, 1 against").click()
    expect(page.get_by_text(re.compile(r"^◆ Contested 4 for, \d independent · 1 against · BK 100$"))).to_be_visible()
    quotes = page.locator("blockquote")
    expect(quotes).to_have_count(5)
    quote = quotes.first.text_content() or ""
    page.get_by_role("button", name=PAGE_NUMBER).first.click()
    expect(page.locator("blockquote", has_text=quote)).to_be_visible()
    expect(page.locator(".mark.selection, .word.selection").first).to_be_visible()


def test_a_claim_is_linked_to_an_element_and_counted_there(enter: Enter) -> None:
    page = enter().page
    page.get_by_role("button", name=re.compile(r"^\(j\) Persecuted.*Transfer to Zaluzhzha: No evidence")).click()
    expect(page.get_by_text("0 for, 0 independent · 0 against · BK 100")).to_be_visible()
    page.keyboard.press("l")
    page.get_by_role("combobox", name=re.compile("^Claim")).click()
    page.get_by_role("option", name=re.compile("C-0")).first.click()
    page.get_by_role("textbox", name="By inference, because").fill("Read together with the letter of the directorate")
    page.get_by_role("button", name=re.compile("^Link claim")).click()
    expect(
        page.get_by_role("button", name=re.compile(r"^\(j\) Persecuted.*Transfer to Zaluzhzha: .*, 1 for, 0 against"))
    ).to_be_visible()


def test_the_graph_follows_the_day_and_every_edge_opens_its_claims(enter: Enter) -> None:
    page = enter().page
    _go(page, "Graph")
    drawn = page.locator(".figure [role=button]")
    expect(drawn.first).to_be_visible()
    expect(page.get_by_text(re.compile(r"^4 of 4 neighbours on 12 August 2020"))).to_be_visible()
    page.get_by_role("slider").focus()
    page.keyboard.press("Home")
    expect(page.get_by_text(re.compile(r"neighbours on 3 January 2020"))).to_be_visible()
    expect(page.get_by_text("since 9 Jan 2020")).to_have_count(0)
    page.keyboard.press("End")
    expect(page.locator(".figure").get_by_text("since 9 Jan 2020", exact=True)).to_be_visible()
    page.locator("[data-id^=HOLDS] text").first.click()
    expect(page.get_by_role("heading", name=re.compile("head of the temporary detention facility"))).to_be_visible()
    expect(page.locator("blockquote").first).to_be_visible()
    page.get_by_role("button", name=PAGE_NUMBER).first.click()
    expect(page.locator(".mark.selection, .word.selection").first).to_be_visible()


def test_the_chain_of_command_of_the_lowest_unit_ends_at_the_ministry(enter: Enter) -> None:
    page = enter().page
    _go(page, "Graph")
    page.get_by_text("Chain of command").first.click()
    expect(page.get_by_role("heading", name="Chain of command as of 12 August 2020")).to_be_visible()
    posts = page.locator(".figure [data-id^=unt]")
    expect(posts).to_have_count(5)
    across = {(post.get_attribute("aria-label") or ""): post.bounding_box() for post in posts.all()}
    order = sorted(across, key=lambda label: box["x"] if (box := across[label]) else 0)
    assert [label.partition(":")[0] for label in order] == [
        "Ministry of Internal Affairs",
        "Directorate of internal affairs, Zaluzhzha region",
        "Vydumava district department of internal affairs",
        "Temporary detention facility, Vydumava",
        "Second shift of the facility",
    ]
    assert order[0].endswith("nobody named")
    dashed = page.locator(".figure rect[stroke-dasharray]")
    expect(dashed).to_have_count(1)
    posts.first.click()
    expect(page.locator("blockquote").first).to_be_visible()
    page.get_by_label(re.compile("^Ministry of Internal Affairs")).click()
    expect(page.get_by_text("Nobody is named as its commander on that day.")).to_be_visible()
    # A level line has no height, so it is clicked where a person would click it.
    line = _box(page.locator(".figure [data-id^=PART_OF]").first)
    page.mouse.click(line["x"] + line["width"] / 2, line["y"] + line["height"] / 2)
    expect(page.get_by_role("heading", name=re.compile("— part of —"))).to_be_visible()
    # On the first day of the year the shift was not yet part of anything that a source names.
    page.get_by_role("slider").focus()
    page.keyboard.press("Home")
    expect(posts).to_have_count(1)


def test_a_file_is_built_signed_by_two_sealed_and_verified_and_a_broken_copy_is_noticed(
    enter: Enter, tmp_path: Path, place: Place
) -> None:
    page = enter().page
    _go(page, "Disclose")
    expect(page.get_by_text("Nothing stops it.")).to_be_visible()
    expect(page.get_by_text(re.compile(r"A-\d{6} is cleared \(\d+ more like it\)"))).to_be_visible()
    expect(page.get_by_role("button", name=re.compile("^Seal the package"))).to_be_disabled()
    page.get_by_label("Purpose").fill("a complaint")
    page.get_by_role("button", name=re.compile("Build the file")).click()
    expect(page.get_by_text("1 given, 2 asked for")).to_be_visible(timeout=60_000)
    page.get_by_role("button", name=re.compile("Another person approves")).click()
    page.get_by_label("Passphrase").fill("not hers")
    page.get_by_role("button", name="Sign once").click()
    expect(page.get_by_text("does not open the key file")).to_be_visible(timeout=60_000)
    page.get_by_label("Passphrase").fill(BORIS_SAYS)
    page.get_by_role("button", name="Sign once").click()
    expect(page.get_by_text("2 given, 2 asked for")).to_be_visible(timeout=60_000)
    page.get_by_role("button", name=re.compile("Seal the package")).click()
    page.get_by_role("button", name="Seal", exact=True).click()
    expect(page.get_by_text("Sealed. The package is in")).to_be_visible(timeout=60_000)
    [package] = (place.folder / "packages").glob("*/package")

    _verify(page, package)
    expect(page.get_by_role("status").get_by_text("INTACT", exact=True)).to_be_visible(timeout=60_000)
    expect(page.get_by_text("Outside anchor: INTACT")).to_be_visible()
    broken = tmp_path / "a copy"
    shutil.copytree(package.parent, broken)
    file = next((broken / "package" / "data").rglob("*.pdf"))
    file.write_bytes(file.read_bytes()[:-1] + b"?")
    _verify(page, broken / "package")
    expect(page.get_by_role("alert").get_by_text("BROKEN", exact=True)).to_be_visible(timeout=60_000)


def _verify(page: Page, package: Path) -> None:
    page.get_by_label("Folder of the package on this computer").fill(str(package))
    page.get_by_role("button", name=re.compile("^Verify")).click()

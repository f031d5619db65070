"""The main click of each page, in a real browser over the demo desks."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path
from typing import Literal

import pytest
from playwright.sync_api import Page, expect

from tests.e2e.conftest import Visit, fetched
from tests.support.demo_names import CANARY, NOTE_ID, ORDER_ID, OTHER_PASSPHRASE, PASSPHRASE, REPORT_ID

Enter = Callable[..., Visit]


def _drag(page: Page, first: str, last: str) -> None:
    boxes = [page.locator(".word", has_text=words).first.bounding_box() for words in (first, last)]
    assert boxes[0] is not None
    assert boxes[1] is not None
    page.mouse.move(boxes[0]["x"] + 4, boxes[0]["y"] + 5)
    page.mouse.down()
    page.mouse.move(boxes[1]["x"] + 4, boxes[1]["y"] + 5, steps=8)
    page.mouse.up()


def _lock(page: Page) -> None:
    # A key reaches a button only when the button is there.
    page.get_by_role("button", name=re.compile("^Lock")).wait_for()
    page.keyboard.press("Alt+l")


def test_the_door_opens_with_the_passphrase_and_with_no_other(visit: Enter) -> None:
    page = visit("--locked").page
    page.get_by_label("Passphrase", exact=True).fill("wrong")
    page.get_by_role("button", name=re.compile("^Unlock")).click()
    expect(page.get_by_text("does not open this identity")).to_be_visible()
    page.get_by_label("Passphrase", exact=True).fill(PASSPHRASE)
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", name="Okrestina, August 2020")).to_be_visible()
    _lock(page)
    expect(page.get_by_role("heading", name="Unlock the workspace")).to_be_visible()
    expect(page.get_by_text("Locked at 12:41 UTC")).to_be_visible()


def test_a_folder_is_taken_in_and_its_files_stand_in_the_list(visit: Enter, tmp_path: Path) -> None:
    folder = tmp_path / "disk"
    folder.mkdir()
    (folder / "нататка.txt").write_text("проба", encoding="utf-8")
    page = visit().open("/evidence")
    page.get_by_role("button", name=re.compile("^Add a folder")).wait_for()
    page.keyboard.press("f")
    page.get_by_label("Folder or file on this computer").fill(str(folder))
    page.get_by_role("combobox", name=re.compile("Source")).fill("S-7")
    page.keyboard.press("Enter")
    page.get_by_role("button", name=re.compile("^Take in")).click()
    expect(page.get_by_text("нататка.txt")).to_be_visible()
    expect(page.get_by_text("Intake 31 is done")).to_be_visible()
    expect(page.get_by_role("radio", name="All 10")).to_be_visible()


def test_a_search_opens_the_page_at_the_words(visit: Enter) -> None:
    page = visit().open("/evidence")
    page.get_by_placeholder("Search words, names, numbers").fill(CANARY)
    page.keyboard.press("Enter")
    expect(page.get_by_text("1 place")).to_be_visible()
    page.get_by_role("button", name="A-000158.001").click()
    expect(page.get_by_text(f"«{CANARY}»")).to_be_visible()
    expect(page.locator(".mark.selection")).to_have_count(1)


def test_words_selected_on_the_page_become_a_claim(visit: Enter) -> None:
    page = visit().open("/review")
    _drag(page, "сверх", "распоряжения.")
    # The full stop at the edge is left out; the line break inside is kept, shown as a space.
    expect(page.get_by_text("«сверх установленной нормы площади до особого распоряжения»")).to_be_visible()
    page.get_by_label("Content").fill("Admit detainees above the space norm")
    page.get_by_role("button", name=re.compile("^Save claim")).click()
    expect(page.get_by_text("Nothing was saved. Fill in: Who ordered")).to_be_visible()
    page.get_by_role("combobox", name=re.compile("Who ordered")).click()
    page.get_by_role("option", name="Dubanosau, Siarhei").click()
    page.get_by_label("Content").fill("Admit detainees above the space norm until further notice")
    page.keyboard.press("Enter")
    expect(page.get_by_text("Saved as")).to_have_count(0)
    page.keyboard.press("Control+Enter")
    expect(page.get_by_text("Saved as C-0513")).to_be_visible()
    expect(page.get_by_text("Admit detainees above the space norm until further notice")).to_be_visible()
    expect(page.locator(".mark.claim")).to_have_count(4)


def test_the_selection_counts_code_points_also_behind_a_letter_beyond_the_bmp(visit: Enter) -> None:
    page = visit().open(f"/review?exhibit={REPORT_ID}&page=1")
    _drag(page, "знак", "базовой")
    expect(page.get_by_text("«знак вне базовой»")).to_be_visible()


def test_a_text_without_a_picture_is_selected_the_same_way(visit: Enter) -> None:
    page = visit().open(f"/review?exhibit={NOTE_ID}&page=1")
    expect(page.locator(".sheet.flow")).to_be_visible()
    _drag(page, "знак", "базовой")
    expect(page.get_by_text("«знак вне базовой»")).to_be_visible()
    expect(page.locator(".word.selection")).to_have_count(3)


def test_shift_with_an_arrow_takes_in_the_full_stop(visit: Enter) -> None:
    page = visit().open("/review")
    _drag(page, "распоряжения.", "распоряжения.")
    expect(page.get_by_text("«распоряжения»")).to_be_visible()
    page.locator(".sheet").focus()
    page.keyboard.press("Shift+ArrowRight")
    expect(page.get_by_text("«распоряжения.»")).to_be_visible()


def test_keys_walk_accept_and_dismiss_proposals(visit: Enter) -> None:
    page = visit().open("/review")
    expect(page.get_by_text("1 of 5 open")).to_be_visible()
    # A key reaches a button only when the button is there.
    page.get_by_role("button", name=re.compile("^Dismiss")).wait_for()
    page.keyboard.press("j")
    expect(page.get_by_text("2 of 5 open")).to_be_visible()
    page.keyboard.press("k")
    expect(page.get_by_text("1 of 5 open")).to_be_visible()
    page.keyboard.press("a")
    expect(page.get_by_text("1 of 4 open")).to_be_visible()
    expect(page.get_by_text("Medicines refused")).to_have_count(0)
    page.keyboard.press("x")
    expect(page.get_by_text("1 of 3 open")).to_be_visible()
    page.locator(".number", has_text="5").click()
    expect(page.get_by_text("3 of 3 open")).to_be_visible()


def test_from_a_cell_of_the_matrix_to_the_words_it_rests_on(visit: Enter) -> None:
    page = visit().open("/")
    page.get_by_role("button", name="Severe pain or suffering, I-02: Contested, 3 for, 1 against").click()
    expect(page.get_by_text("Beaten with batons")).to_be_visible()
    page.get_by_role("button", name="A-000158.001").first.click()
    expect(page.get_by_role("heading", name="Order No. 127, GUVD Minsk")).to_be_visible()
    expect(page.get_by_text("«МИНИСТЕРСТВО»")).to_be_visible()


def test_another_date_draws_another_graph(visit: Enter) -> None:
    page = visit().open("/graph")
    expect(page.locator("[data-id=inc_01]")).to_be_visible()
    page.get_by_role("slider").focus()
    page.keyboard.press("Home")
    expect(page.get_by_text("2 of 41 neighbours on 1 January 2019")).to_be_visible()
    expect(page.locator("[data-id=inc_01]")).to_have_count(0)
    page.locator("[data-id=e_post] text").first.click()
    expect(page.get_by_text("Zarubavets held the post: head of the TsIP")).to_be_visible()
    page.get_by_text("Chain of command").first.click()
    expect(page.locator("[data-id=tsip]")).to_contain_text("nobody named")


@pytest.mark.parametrize("verdict", ["INTACT", "INDETERMINATE", "BROKEN"])
def test_a_package_is_verified_with_one_of_three_verdicts(visit: Enter, tmp_path: Path, verdict: str) -> None:
    package = tmp_path / "handed over"
    package.mkdir()
    (package / "verdict").write_text(verdict, encoding="utf-8")
    page = visit().open("/disclose")
    page.get_by_label("Folder of the package on this computer").fill(str(package))
    page.get_by_role("button", name=re.compile("^Verify")).click()
    # Streamlit announces good news politely (status) and the other two at once (alert).
    role: Literal["status", "alert"] = "status" if verdict == "INTACT" else "alert"
    expect(page.get_by_role(role).get_by_text(verdict, exact=True)).to_be_visible()


def test_a_disclosure_is_built_approved_by_two_and_sealed(visit: Enter, tmp_path: Path) -> None:
    page = visit("--unlocked", "--cleared").open("/disclose")
    expect(page.get_by_role("button", name=re.compile("^Seal the package"))).to_be_disabled()
    page.get_by_role("button", name="Build the file").click()
    page.get_by_role("button", name="Approve", exact=True).click()
    expect(page.get_by_text("1 of 2 signatures")).to_be_visible()
    page.get_by_role("button", name="Another person approves").click()
    page.get_by_label("Passphrase").fill(OTHER_PASSPHRASE)
    page.get_by_role("button", name="Sign once").click()
    expect(page.get_by_text("2 of 2 signatures")).to_be_visible()
    page.get_by_role("button", name="Seal the package").click()
    page.get_by_role("button", name="Seal", exact=True).click()
    expect(page.get_by_text("Sealed. The package is in")).to_be_visible()


def test_blockers_stop_the_approval(visit: Enter) -> None:
    page = visit().open("/disclose")
    page.get_by_role("button", name="Build the file").click()
    expect(page.get_by_role("button", name="Build it again")).to_be_visible()
    expect(page.get_by_role("button", name=re.compile("^Approve 3 blockers"))).to_be_disabled()


def test_the_page_image_is_the_server_s_and_is_kept_nowhere(visit: Enter) -> None:
    arrived = visit()
    arrived.open("/review")
    answer = fetched(arrived.page, f"/page/{ORDER_ID}/1.png")
    assert answer.status == 200
    assert answer.headers["cache-control"] == "no-store"
    assert answer.body.startswith(b"\x89PNG")
    assert fetched(arrived.page, f"/page/{ORDER_ID}/99.png").status == 404
    _lock(arrived.page)
    expect(arrived.page.get_by_role("heading", name="Unlock the workspace")).to_be_visible()
    assert fetched(arrived.page, f"/page/{ORDER_ID}/1.png").status == 403

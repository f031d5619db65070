"""Each page over the demo desks, by Streamlit's own test runner: what it shows, and what it asks the desk to do."""

from __future__ import annotations

from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from evidence.errors import MalformedError
from tests.support.demo_names import PASSPHRASE
from tests.support.demo_views import DemoHouse
from ui.views.evidence import Remedy
from ui.web import tenancy

WEB = Path(__file__).parents[3] / "ui" / "web"


@pytest.fixture
def house(tmp_path: Path) -> DemoHouse:
    demo = DemoHouse(tmp_path, unlocked=True)
    tenancy.move_in(demo)
    return demo


def page(name: str = "") -> AppTest:
    """The app, on the page of that name."""
    app = AppTest.from_file(str(WEB / "app.py"), default_timeout=30).run()
    if name:
        app.switch_page(f"screens/{name}_screen.py").run()
    assert not app.exception
    return app


def said(app: AppTest) -> str:
    """All that headings and prose of the page say, as Markdown."""
    return "\n".join(each.value for each in (*app.title, *app.header, *app.subheader, *app.markdown))


def test_while_locked_only_the_door_is_shown(house: DemoHouse) -> None:
    house.door.lock()
    app = page()
    assert "Unlock the workspace" in said(app)
    assert "Okrestina" not in said(app)
    app.text_input(key="passphrase").input("wrong")
    app.button(key="unlock").click().run()
    assert "does not open this identity" in app.error[0].value
    app.text_input(key="passphrase").input(PASSPHRASE)
    app.button(key="unlock").click().run()
    assert app.title[0].value == "Okrestina\\, August 2020"


def test_a_page_left_alone_is_gone_at_the_next_look(house: DemoHouse) -> None:
    app = page("evidence")
    assert "A\\-000207" in "".join(button.label for button in app.button)
    house.door.leave_alone()
    app.run()
    assert "after 15 minutes without use" in said(app)


def test_a_lock_forgets_what_was_typed_and_shown(house: DemoHouse) -> None:
    app = page("disclose")
    app.text_input(key="verify_path").input("/home/somebody/package").run()
    app.session_state["cell"] = ("f1", "i2")
    house.door.lock()
    app.run()
    assert "cell" not in app.session_state
    assert "verify_path" not in app.session_state


def test_every_state_of_an_exhibit_has_its_word_and_a_remedy_is_done_once(house: DemoHouse) -> None:
    app = page("evidence")
    for word in ("Read", "Taken in", "Needs OCR", "Needs password", "Failed", "Refused", "Unsupported"):
        assert f"{word}]" in said(app)
    exhibit = house.evidence.items[5].exhibit
    app.button(key=f"do_{exhibit}").click().run()
    assert house.evidence.remedies == [(exhibit, Remedy.TRY_AGAIN, "")]
    assert f"do_{exhibit}" not in [button.key for button in app.button]


def test_a_name_that_is_markup_is_shown_as_written(house: DemoHouse) -> None:
    text = said(page("evidence"))
    assert "\\!\\[x\\]\\(http" in text
    assert "‹U" in text
    assert "\u202e" not in text


def test_a_second_page_of_rows_shows_the_rest(house: DemoHouse) -> None:
    app = page("evidence")
    assert "Приказ" not in said(app)
    app.session_state["rows_page_ALL"] = 2
    app.run()
    assert "Приказ" in said(app)


def test_a_refusal_says_what_happened_and_what_to_do(house: DemoHouse) -> None:
    app = page("review")
    app.query_params["exhibit"] = "exh_nobody"
    app.run()
    assert app.title[0].value == "Review"
    assert "No exhibit exh\\_nobody is held here" in app.error[0].value
    assert "Open it from the Evidence page" in app.error[0].value


def test_without_a_selection_there_is_no_form_to_save(house: DemoHouse) -> None:
    app = page("review")
    assert "save_claim" not in [button.key for button in app.button]


def test_a_claim_carries_the_selection_the_fields_and_who_said_it(house: DemoHouse) -> None:
    app = page("review")
    exhibit = house.review.exhibits()[0].id
    app.session_state["selected"] = (exhibit, 1, 417, 474)
    app.run()
    app.text_input(key="field_ordered_content").input("Admit above the norm")
    app.text_input(key="field_ordered_when").input("2020-02-30")
    app.selectbox(key="field_ordered_person").select("per_dubanosau")
    app.button(key="save_claim").click().run()
    assert house.review.saved == []
    assert app.error
    app.text_input(key="field_ordered_when").input("2020-08-10")
    app.button(key="save_claim").click().run()
    [draft] = house.review.saved
    assert (draft.spot.start, draft.spot.end) == (417, 474)
    assert draft.values == {
        "person": "per_dubanosau",
        "target": "",
        "when": "2020-08-10",
        "content": "Admit above the norm",
    }
    assert draft.said_by == "src_order"
    assert "Saved as C" in app.success[0].value


def test_a_selection_past_the_end_of_the_page_is_no_selection(house: DemoHouse) -> None:
    app = page("review")
    app.session_state["selected"] = (house.review.exhibits()[0].id, 1, 0, 10**6)
    app.run()
    assert not app.exception
    assert "save_claim" not in [button.key for button in app.button]


def test_accept_and_dismiss_act_on_the_current_proposal(house: DemoHouse) -> None:
    app = page("review")
    first, second = house.review.open[:2]
    app.button(key="accept").click().run()
    assert house.review.accepted == [first.id]
    app.button(key="dismiss").click().run()
    assert house.review.dismissed == [(second.id, "not in the text")]


def test_a_claim_is_returned_only_with_a_note(house: DemoHouse) -> None:
    app = page("review")
    assert app.button(key="second_return_clm_other").disabled
    app.text_input(key="second_note_clm_other").input("the rank is not on this page").run()
    app.button(key="second_return_clm_other").click().run()
    assert house.review.read == [("clm_other", False, "the rank is not on this page")]


def test_a_cell_shows_its_claims_for_and_against_and_no_score(house: DemoHouse) -> None:
    app = page()
    app.session_state["cell"] = ("f1", "i2")
    app.run()
    text = said(app)
    for words in ("Severe pain or suffering", "3 for, 1 against", "Contested", "Against"):
        assert words.replace(",", "\\,") in text or words in text
    assert "proven" not in text.casefold()
    assert "guilt" not in text.casefold()


def test_the_date_of_the_graph_reaches_the_desk(house: DemoHouse) -> None:
    app = page("graph")
    assert "8 of 41 neighbours" in said(app)
    app.select_slider(key="graph_day").set_value(house.graph.days()[0]).run()
    assert "2 of 41 neighbours on 1 January 2019" in said(app)


def test_nothing_is_approved_while_a_blocker_stands(house: DemoHouse) -> None:
    app = page("disclose")
    app.button(key="build").click().run()
    assert app.button(key="approve").disabled
    assert app.button(key="seal").disabled
    house.disclose.blockers = False
    app.run()
    assert not app.button(key="approve").disabled


@pytest.mark.parametrize(("verdict", "box"), [("INTACT", "success"), ("INDETERMINATE", "warning"), ("BROKEN", "error")])
def test_each_verdict_has_its_own_box(house: DemoHouse, tmp_path: Path, verdict: str, box: str) -> None:
    (tmp_path / "verdict").write_text(verdict, encoding="utf-8")
    app = page("disclose")
    app.text_input(key="verify_path").input(str(tmp_path))
    app.button(key="verify").click().run()
    boxes = {"success": app.success, "warning": app.warning, "error": app.error}
    assert [name for name, shown in boxes.items() if any(verdict in each.value for each in shown)] == [box]


def test_an_unforeseen_error_shows_its_kind_and_place_and_none_of_its_words(
    house: DemoHouse, caplog: pytest.LogCaptureFixture
) -> None:
    from ui.web.parts.trouble import unforeseen

    def fail() -> None:
        raise ValueError("Зарубовцу")

    with pytest.raises(ValueError, match="Зарубовцу") as failed:
        fail()
    assert unforeseen(failed.value) is True
    assert "ValueError" in caplog.text
    assert "test_screens.py" in caplog.text
    assert "Зарубовцу" not in caplog.text


def test_values_that_cannot_be_are_refused_when_built() -> None:
    from ui.views.common import Choice, Spot
    from ui.views.evidence import RowsPage

    with pytest.raises(MalformedError):
        Spot(exhibit="exh_1", page=0, start=0, end=1, label="")
    with pytest.raises(MalformedError):
        Choice(id="", label="x")
    with pytest.raises(MalformedError):
        RowsPage(rows=(), page=3, pages=2, total=0)

"""Case: readiness, what needs you, and the matrix of elements; a cell opens its claims, a claim its page."""

from __future__ import annotations

import streamlit as st

from evidence.words import marked
from ui.views.case import Axis, CaseDesk, CellView, Need, Tally
from ui.views.words_shown import Side, Weight
from ui.web import tenancy
from ui.web.parts.components import matrix_view
from ui.web.parts.look import badge_text, claim_card, legend, note, rule, section, side_word, title_in_box
from ui.web.parts.page_head import head, open_at, screen
from ui.web.parts.speech import _, plain
from ui.web.parts.trouble import told

_PLURALS = {
    Weight.BLOCKER: marked("Blockers"),
    Weight.MAJOR: marked("Major gaps"),
    Weight.MINOR: marked("Minor gaps"),
    Weight.PASSED: marked("Rules passed"),
}


def main() -> None:
    """Draw the page."""
    desk = tenancy.house().desks().case
    file = _file(desk)
    if file is None:
        head(_("Case"), _("No case file yet"))
        st.info(
            _("Make a case file in a terminal: `sviedka casefile new`. Then its elements stand here."),
            icon=":material/gavel:",
        )
        return
    headline = desk.headline(file)
    head(plain(headline.title), plain(headline.about))
    readiness, needs = st.columns([250, 624], gap="small")
    with readiness, st.container(border=True, height="stretch", gap="xsmall"):
        _readiness(desk.tallies(file))
    with needs, st.container(border=True, height="stretch", gap="xsmall"):
        _needs(desk.needs(file))
    if headline.law_notice:
        st.warning(plain(headline.law_notice), icon=":material/gavel:")
    matrix, panel = st.columns([580, 292], gap="small")
    with matrix:
        _matrix(desk, file)
    with panel, st.container(border=True):
        _panel(desk, file)


def _file(desk: CaseDesk) -> str | None:
    listed = [choice.id for choice in desk.files()]
    chosen = st.session_state.get("case_file")
    return chosen if chosen in listed else (listed[0] if listed else None)


def _readiness(tallies: tuple[Tally, ...]) -> None:
    title_in_box(_("Readiness"))
    for tally in tallies:
        look = tally.weight.value
        with st.container(horizontal=True, horizontal_alignment="distribute", vertical_alignment="center"):
            word = _(_PLURALS.get(tally.weight, look.word))
            st.markdown(f":{look.tone.value}-badge[:material/{look.icon}: {word}]", width="content")
            st.markdown(f":small[**{_('{n} of {all}').format(n=tally.count, all=tally.of)}**]", width="content")


def _needs(needs: tuple[Need, ...]) -> None:
    title_in_box(_("What needs you"))
    if not needs:
        note(_("Nothing waits for you."))
    for index, need in enumerate(needs):
        badge, text, reference, button = st.columns([1.5, 4.2, 1.1, 1.3], vertical_alignment="center")
        badge.markdown(badge_text(need.weight.value))
        text.markdown(plain(need.text))
        with reference:
            note(plain(need.reference))
        if need.screen and button.button(_(need.verb), key=f"need_{index}", width="stretch"):
            if need.spot is not None:
                open_at(need.spot)
            where = {"exhibit": need.exhibit, "page": "1"} if need.exhibit else None
            st.switch_page(screen(need.screen), query_params=where)


def _matrix(desk: CaseDesk, file: str) -> None:
    with st.container(horizontal=True, horizontal_alignment="distribute", vertical_alignment="center"):
        st.header(_("Elements and evidence"), anchor=False, width="content")
        axis, gaps = _filters()
    with st.container(horizontal=True, horizontal_alignment="distribute", vertical_alignment="center"):
        legend()
        note(_("claims for / against"), align_right=True)
    matrix = desk.matrix(file, axis, only_gaps=gaps)
    result = matrix_view(matrix, key=f"matrix_{axis.name}_{gaps}", picked=st.session_state.get("cell"))
    match result.get("cell"):
        case {"element": str(element), "column": str(column)}:
            st.session_state["cell"] = (element, column)
            st.rerun()
        case _:
            note(_("Independence is counted by origin, not by document."))


def _filters() -> tuple[Axis, bool]:
    """What the columns are, and whether only lines with gaps are shown."""
    with st.container(horizontal=True, width="content"):
        axis = st.segmented_control(
            _("Columns"),
            list(Axis),
            default=Axis.INCIDENTS,
            required=True,
            key="axis",
            label_visibility="collapsed",
            format_func=lambda each: _(each.value),
        )
        lines = st.segmented_control(
            _("Lines"),
            ["all", "gaps"],
            default="all",
            required=True,
            key="gaps",
            label_visibility="collapsed",
            format_func=lambda each: _("All") if each == "all" else _("Only gaps"),
        )
    return axis, lines == "gaps"


def _panel(desk: CaseDesk, file: str) -> None:
    picked = st.session_state.get("cell")
    if picked is None:
        title_in_box(_("Claims"))
        note(_("Choose a cell: its claims for and against stand here, each with its page."))
        return
    with told():
        view = desk.cell(file, *picked)
        _draw_cell(view)
        rule()
        if st.button(_("Link a claim"), type="primary", key="link", shortcut="L"):
            _link(file, picked[0], picked[1], view.title)


def _draw_cell(view: CellView) -> None:
    title_in_box(plain(view.title))
    note(plain(view.where))
    st.markdown(f"{badge_text(view.state.value)} :small[:gray[{plain(view.count)}]]")
    for index, card in enumerate(view.claims):
        if index:
            rule()
        if claim_card(card, open_key=f"claim_{index}_{card.id}"):
            open_at(card.spot)


@st.dialog(_("Link a claim"), icon=":material/link:", width="medium")
def _link(file: str, element: str, column: str, title: str) -> None:
    desk = tenancy.house().desks().case
    section(plain(title))
    claims = {choice.id: choice.label for choice in desk.linkable(file, element, column)}
    if not claims:
        note(_("Every usable claim already bears on this element, or there is none yet."))
        return
    with st.form("link", border=False):
        claim = st.selectbox(_("Claim"), list(claims), format_func=lambda each: claims[each], key="link_claim")
        side: Side | None = st.radio(
            _("It speaks"), list(Side), format_func=side_word, horizontal=True, key="link_side"
        )
        why = st.text_area(
            _("By inference, because"), key="link_why", help=_("Leave empty when the claim shows the element directly.")
        )
        pressed = st.form_submit_button(_("Link claim"), type="primary", key="link_save", shortcut="Ctrl+Enter")
    if pressed and claim is not None and side is not None:
        with told():
            desk.link(file, element, column, claim, side, why=why.strip())
            st.rerun()


main()

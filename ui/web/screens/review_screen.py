"""Review: a page and its words on the left, the claim to save and the proposals on the right."""

from __future__ import annotations

import streamlit as st

from evidence.errors import SviedkaError
from evidence.words import marked
from ui.views.common import Spot
from ui.views.review import MarkKind, ReviewDesk, Sheet
from ui.web import tenancy
from ui.web.parts.claim_form import claim_form
from ui.web.parts.components import page_view
from ui.web.parts.look import note, small
from ui.web.parts.page_head import head
from ui.web.parts.proposals import claims_here, proposals_here, second_reading
from ui.web.parts.speech import _, plain
from ui.web.parts.trouble import tell, told

_KINDS = (("blue", marked("selected")), ("green", marked("claim")), ("gray", marked("proposal")))
_ZOOM = {"Fit": 100, "150 %": 150}


def main() -> None:
    """Draw the page."""
    desk = tenancy.house().desks().review
    exhibit, page = _asked(desk)
    if exhibit is None:
        head(_("Review"), _("Nothing can be read yet"))
        st.info(_("No exhibit has been read. Add a folder on the Evidence page first."), icon=":material/inventory_2:")
        return
    try:
        heading, sheet, waiting = desk.heading(exhibit), desk.sheet(exhibit, page), desk.waiting(exhibit)
    except SviedkaError as refusal:
        head(_("Review"), _("This page cannot be shown"))
        tell(refusal)
        return
    head(plain(heading.title), f"{plain(heading.number)} · {plain(heading.about)}")
    names = [_("Read and claim"), _("Second reading ({n})").format(n=len(waiting)), _("Plain text")]
    reading, second, text = st.tabs(names, key="review_tabs")
    with reading, told():
        _read(desk, sheet)
    with second:
        second_reading(desk, waiting)
    with text:
        note(_("The stored text of this page, exactly as quotes are checked against it."))
        st.code(sheet.text, language=None, wrap_lines=True)


def _asked(desk: ReviewDesk) -> tuple[str | None, int]:
    """The exhibit and page of the address; a selection in it is taken over once."""
    query = st.query_params
    exhibit = query.get("exhibit") or st.session_state.get("review_exhibit")
    if exhibit is None:
        listed = desk.exhibits()
        exhibit = listed[0].id if listed else None
    page = _number(query.get("page")) or 1
    if "from" in query and "to" in query:
        _select(exhibit, page, _number(query["from"]), _number(query["to"]))
        del query["from"], query["to"]
    if exhibit is not None:
        st.session_state["review_exhibit"] = exhibit
    return exhibit, page


def _number(untrusted: str | None) -> int | None:
    return (
        int(untrusted)
        if untrusted is not None and untrusted.isascii() and untrusted.isdigit() and len(untrusted) < 10
        else None
    )


def _select(exhibit: str | None, page: int, start: int | None, end: int | None) -> None:
    if exhibit is None or start is None or end is None or start >= end:
        st.session_state.pop("selected", None)
    else:
        st.session_state["selected"] = (exhibit, page, start, end)


def _selection(sheet: Sheet) -> tuple[int, int] | None:
    match st.session_state.get("selected"):
        case (sheet.exhibit, sheet.page, int(start), int(end)) if end <= len(sheet.text):
            return start, end
        case _:
            return None


def _read(desk: ReviewDesk, sheet: Sheet) -> None:
    left, right = st.columns([480, 372], gap="small")
    with left:
        zoom, hidden = _tools(desk, sheet)
        if sheet.notice:
            st.info(plain(sheet.notice), icon=":material/info:")
        result = page_view(
            sheet, key=f"page_{sheet.exhibit}_{sheet.page}", selection=_selection(sheet), zoom=zoom, hidden=hidden
        )
        _take(result.get("selected"), result.get("marked"), sheet)
        _below()
    with right:
        selected = _selection(sheet)
        spot = None
        if selected is not None:
            spot = Spot(exhibit=sheet.exhibit, page=sheet.page, start=selected[0], end=selected[1], label=sheet.number)
        claim_form(desk, sheet, spot)
        proposals_here(desk, sheet)
        claims_here(desk.claims(sheet.exhibit, sheet.page))


def _take(selected: object, marked: object, sheet: Sheet) -> None:
    """What the component told: untrusted until it fits the page."""
    if isinstance(marked, str):
        st.session_state["proposal"] = marked
        st.rerun()
    match selected:
        case {"page": sheet.page, "start": int(start), "end": int(end)} if 0 <= start < end <= len(sheet.text):
            _select(sheet.exhibit, sheet.page, start, end)
            st.rerun()
        case _:
            return


def _tools(desk: ReviewDesk, sheet: Sheet) -> tuple[int, tuple[MarkKind, ...]]:
    with st.container(horizontal=True, vertical_alignment="center", gap="small"):
        exhibits = {choice.id: choice.label for choice in desk.exhibits()}
        if st.button(
            "", icon=":material/chevron_left:", key="page_back", help=_("Page before"), disabled=sheet.page == 1
        ):
            _turn(sheet, -1)
        st.markdown(
            f":small[{_('Page {page} of {pages}').format(page=sheet.page, pages=sheet.pages)}]", width="content"
        )
        if st.button(
            "", icon=":material/chevron_right:", key="page_on", help=_("Next page"), disabled=sheet.page == sheet.pages
        ):
            _turn(sheet, 1)
        zoom = st.segmented_control(
            _("Size"),
            list(_ZOOM),
            default="Fit",
            required=True,
            key="zoom",
            label_visibility="collapsed",
            format_func=lambda size: _("Fit") if size == "Fit" else size,
        )
        proposals = st.checkbox(_("Proposals"), value=True, key="show_proposals")
        claims = st.checkbox(_("Claims"), value=True, key="show_claims")
        _other_exhibit(exhibits, sheet)
    hidden = [kind for kind, shown in ((MarkKind.PROPOSAL, proposals), (MarkKind.CLAIM, claims)) if not shown]
    return _ZOOM[zoom], tuple(hidden)


def _other_exhibit(exhibits: dict[str, str], sheet: Sheet) -> None:
    with st.popover("", icon=":material/folder_open:", help=_("Another exhibit"), key="other_exhibit"):
        for identity, label in exhibits.items():
            chosen = st.button(
                plain(label), key=f"exhibit_{identity}", type="tertiary", disabled=identity == sheet.exhibit
            )
            if chosen:
                st.query_params.from_dict({"exhibit": identity, "page": "1"})
                st.rerun()


def _turn(sheet: Sheet, by: int) -> None:
    st.query_params.from_dict({"exhibit": sheet.exhibit, "page": str(sheet.page + by)})
    st.rerun()


def _below() -> None:
    with st.container(horizontal=True, horizontal_alignment="distribute"):
        st.markdown(
            "   ".join(f":{colour}-background[{_('words')}] :small[{_(word)}]" for colour, word in _KINDS),
            width="content",
        )
        st.markdown(small(_("Drag over words, or Shift with an arrow key")), width="content")


main()

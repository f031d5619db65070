"""The head of every page: title, one line below it, the search box; and the way to a page at its words."""

from __future__ import annotations

from pathlib import Path
from typing import NoReturn

import streamlit as st

from ui.views.common import Spot
from ui.views.evidence import Hit, Hits
from ui.web import tenancy
from ui.web.parts.look import link, section, small
from ui.web.parts.speech import _, plain, plural
from ui.web.parts.trouble import told

_SCREENS = Path(__file__).parents[1] / "screens"
_SEARCH = "search_words"


def screen(name: str) -> Path:
    """The file of a screen, as `st.switch_page` and `st.Page` want it."""
    return _SCREENS / f"{name}_screen.py"


def head(title: str, about: str) -> None:
    """Title and search box; while there are words to search for, the hits stand in the page's place."""
    left, right = st.columns([7, 3], vertical_alignment="top")
    with left, st.container(gap="xsmall"):
        with st.container(horizontal=True):
            st.title(title, anchor=False, width="content")
        st.markdown(small(about))
    with right:
        asked = st.text_input(
            _("Search"),
            key=_SEARCH,
            placeholder=_("Search words, names, numbers"),
            label_visibility="collapsed",
            icon=":material/search:",
        )
    if asked and asked.strip():
        found: Hits | None = None
        with told():
            found = tenancy.house().desks().evidence.search(asked.strip())
        if found is not None:
            _show_hits(found)
        st.stop()


def open_at(spot: Spot) -> NoReturn:
    """Go to the words on their page. The address carries ids and numbers only."""
    st.switch_page(
        screen("review"),
        query_params={"exhibit": spot.exhibit, "page": str(spot.page), "from": str(spot.start), "to": str(spot.end)},
    )


def _forget_search() -> None:
    st.session_state[_SEARCH] = ""


def _show_hits(found: Hits) -> None:
    with st.container(horizontal=True, horizontal_alignment="distribute", vertical_alignment="center"):
        section(_("Found"), plural("{n} place", "{n} places", found.total))
        st.button(_("Close the search"), key="close_search", on_click=_forget_search, shortcut="Escape")
    if not found.hits:
        st.info(
            _("Nothing was found in what has been read. Files that wait for a reader or a password are not searched."),
            icon=":material/search_off:",
        )
    for index, hit in enumerate(found.hits):
        with st.container(border=True):
            _show_hit(hit, index)


def _show_hit(hit: Hit, index: int) -> None:
    words, button = st.columns([5, 1], vertical_alignment="center")
    with words:
        st.markdown(f"{plain(hit.before)} :blue-background[**{plain(hit.match)}**] {plain(hit.after)}")
        st.markdown(small(plain(hit.kind)))
    with button:
        if st.button(link(hit.spot.label), key=f"hit_{index}", type="tertiary", help=_("Open the page at these words")):
            open_at(hit.spot)

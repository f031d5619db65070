"""The one script Streamlit runs: the door while the workspace is locked, else the sidebar and the chosen screen."""

from __future__ import annotations

from pathlib import Path

import streamlit as st

from ui.views.house import House
from ui.views.unlock import Person
from ui.web import tenancy
from ui.web.parts.page_head import screen
from ui.web.parts.speech import LANGUAGE, _, plain

_HERE = Path(__file__).parent
_OPENED = "opened"
"""Set in a session that has shown an open workspace."""


def main() -> None:
    """Draw the page that the address asks for."""
    house = tenancy.house()
    person = house.door.person()
    # A Material icon here would be fetched from a font server on the network; our own file is not.
    icon = str(_HERE / "eye.svg")
    st.set_page_config(page_title="Sviedka", page_icon=icon, layout="wide", initial_sidebar_state=216)
    if person is None:
        _forget()
        st.navigation(
            [st.Page(screen("unlock"), title=_("Unlock"), url_path="unlock", default=True)], position="hidden"
        ).run()
        return
    house.door.touch()
    st.session_state[_OPENED] = True
    page = st.navigation(_pages(house), position="sidebar", expanded=True)
    _sidebar(house, person)
    page.run()


def _forget() -> None:
    """After a lock nothing that was typed or shown stays in this session: the next person may be another."""
    if _OPENED in st.session_state:
        language = st.session_state.get(LANGUAGE)
        st.session_state.clear()
        if language is not None:
            st.session_state[LANGUAGE] = language


def _pages(house: House) -> dict[str, list[st.Page]]:
    waiting = house.waiting()

    def page(name: str, title: str, icon: str, number: int = 0, *, first: bool = False) -> st.Page:
        shown = f"{title} · {number}" if number else title
        return st.Page(screen(name), title=shown, icon=f":material/{icon}:", url_path=name, default=first)

    return {
        _("Case"): [
            page("case", _("Case"), "gavel", first=True),
            page("graph", _("Graph"), "hub"),
            page("disclose", _("Disclose"), "outgoing_mail", waiting.disclose),
        ],
        _("Material"): [
            page("evidence", _("Evidence"), "inventory_2", waiting.evidence),
            page("review", _("Review"), "fact_check", waiting.review),
        ],
    }


def _sidebar(house: House, person: Person) -> None:
    st.logo(str(_HERE / "sign.svg"), size="large")
    with st.sidebar:
        files = house.desks().case.files()
        labels = {file.id: file.label for file in files}
        if labels:
            st.selectbox(
                _("Case file"),
                list(labels),
                format_func=lambda chosen: labels[chosen],
                key="case_file",
                persist_state="session",
            )
        st.markdown(f":small[**{plain(person.name)}**]  \n:small[{plain(person.role)} · {plain(person.device)}]")
        if st.button(_("Lock"), icon=":material/lock:", shortcut="Alt+L", width="stretch", key="lock"):
            house.door.lock()
            st.rerun()
        _watch()


@st.fragment(run_every=20)
def _watch() -> None:
    """Notice that the workspace was left alone; looking does not count as use."""
    if tenancy.house().door.person() is None:
        st.rerun()


main()

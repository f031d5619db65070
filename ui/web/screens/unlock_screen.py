"""The door: choose the workspace and who you are, give the passphrase."""

from __future__ import annotations

import streamlit as st

from evidence.words import SOURCE_LANGUAGE, spoken
from ui.web import tenancy
from ui.web.parts.look import note
from ui.web.parts.speech import LANGUAGE, _
from ui.web.parts.trouble import told

_CHOSEN = "chosen_language"
_NAMES = {"en": "English", "lt": "Lietuvių", "pl": "Polski", "be": "Беларуская", "ru": "Русский"}


def main() -> None:
    """Draw the page."""
    # The choice stands at the foot of the page; its words must hold from the top.
    st.session_state[LANGUAGE] = st.session_state.get(_CHOSEN, st.session_state.get(LANGUAGE, SOURCE_LANGUAGE))
    _left, middle, _right = st.columns([1, 1.2, 1])
    with middle:
        st.title(":primary[:material/visibility:] Sviedka", anchor=False)
        st.header(_("Unlock the workspace"), anchor=False)
        st.markdown(
            _(
                "The material on this computer stays encrypted until you enter your passphrase. "
                "It is never sent anywhere."
            )
        )
        _door()
        with st.expander(_("Forgotten passphrase")):
            st.markdown(
                _(
                    "Nobody can reset it. The recovery sheet that `sviedka workspace new` printed opens every exhibit "
                    "with the stock program `age`, and nothing else does; `docs/spec/workspace.md` shows how."
                )
            )
        st.divider()
        _languages()
        _last_closing()


def _door() -> None:
    door = tenancy.house().door
    workspaces = {choice.id: choice.label for choice in door.workspaces()}
    if not workspaces:
        st.info(
            _("There is no workspace here yet. Make one in a terminal: `sviedka workspace new FOLDER`."),
            icon=":material/create_new_folder:",
        )
        return
    workspace = st.selectbox(
        _("Workspace"), list(workspaces), format_func=lambda chosen: workspaces[chosen], key="workspace"
    )
    people = {choice.id: choice.label for choice in door.people(workspace)}
    person = st.selectbox(_("Who are you"), list(people), format_func=lambda chosen: people[chosen], key="person")
    with st.form("door", border=False, clear_on_submit=True):
        passphrase = st.text_input(_("Passphrase"), type="password", key="passphrase", autocomplete="off")
        note(_("After a wrong try the next one waits a moment."))
        pressed = st.form_submit_button(
            _("Unlock"), type="primary", width="stretch", icon=":material/lock_open:", key="unlock"
        )
    if pressed and person is not None:
        with told():
            door.unlock(workspace, person, passphrase)
            st.rerun()


def _languages() -> None:
    languages = spoken()
    if len(languages) == 1:
        return
    st.segmented_control(
        _("Language"),
        languages,
        format_func=lambda code: _NAMES[code],
        default=st.session_state[LANGUAGE],
        required=True,
        key=_CHOSEN,
    )


def _last_closing() -> None:
    closing = tenancy.house().door.last_closing()
    if closing is None:
        note(_("This page makes no network request."))
    elif closing.idle_minutes is None:
        note(_("Locked at {time} UTC. This page makes no network request.").format(time=f"{closing.at:%H:%M}"))
    else:
        note(
            _(
                "Locked at {time} UTC after {n} minutes without use. Nothing was lost. "
                "This page makes no network request."
            ).format(time=f"{closing.at:%H:%M}", n=closing.idle_minutes)
        )


main()

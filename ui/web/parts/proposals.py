"""What the machine proposes for a page, what is claimed on it, and the second reading of claims by others."""

from __future__ import annotations

import streamlit as st

from evidence.words import marked
from ui.views.common import ClaimLine
from ui.views.review import Proposal, ReviewDesk, Sheet
from ui.web.parts.look import badge_text, link, note, section, small, title_in_box
from ui.web.parts.page_head import open_at
from ui.web.parts.speech import _, plain, plural
from ui.web.parts.trouble import told

_REASONS = (marked("not in the text"), marked("wrong form"), marked("of no use here"))


def proposals_here(desk: ReviewDesk, sheet: Sheet) -> None:
    """The open proposals in reading order; only the current one has buttons."""
    listed = desk.proposals(sheet.exhibit, sheet.page)
    ids = [proposal.id for proposal in listed]
    current = st.session_state.get("proposal")
    at = ids.index(current) if current in ids else 0
    with st.container(horizontal=True, horizontal_alignment="distribute", vertical_alignment="center"):
        with st.container(horizontal=True, vertical_alignment="center", width="content"):
            st.subheader(_("Proposals"), anchor=False, width="content")
            st.markdown(
                small(_("{n} of {all} open").format(n=at + 1, all=len(listed)) if listed else _("none open")),
                width="content",
            )
        with st.container(horizontal=True, width="content"):
            if st.button(_("Previous"), key="proposal_back", shortcut="K", disabled=len(listed) < 2):
                _go(ids[(at - 1) % len(ids)])
            if st.button(_("Next"), key="proposal_on", shortcut="J", disabled=len(listed) < 2):
                _go(ids[(at + 1) % len(ids)])
    for index, proposal in enumerate(listed):
        with st.container(border=True, gap="xsmall"):
            if index == at:
                _current(desk, proposal, ids[(at + 1) % len(ids)])
            else:
                _other(proposal)


def _go(proposal: str) -> None:
    st.session_state["proposal"] = proposal
    st.rerun()


def _current(desk: ReviewDesk, proposal: Proposal, following: str) -> None:
    with st.container(horizontal=True, horizontal_alignment="distribute", vertical_alignment="center"):
        st.markdown(f":gray-badge[{plain(proposal.label)}] **{_(proposal.form)}**", width="content")
        with st.container(horizontal=True, width="content"):
            accept = st.button(_("Accept"), key="accept", icon=":material/check:", shortcut="A")
            dismiss = st.button(_("Dismiss"), key="dismiss", icon=":material/close:", shortcut="X")
    st.markdown(plain(proposal.says))
    reason = st.pills(
        _("Reason for a dismissal"),
        _REASONS,
        default=_REASONS[0],
        key="dismissal_reason",
        format_func=_,
        required=True,
        label_visibility="collapsed",
    )
    note(plain(proposal.tool))
    with told():
        if accept:
            desk.accept(proposal.id)
            _go(following)
        if dismiss:
            desk.dismiss(proposal.id, str(reason))
            _go(following)


def _other(proposal: Proposal) -> None:
    with st.container(horizontal=True, horizontal_alignment="distribute", vertical_alignment="center"):
        st.markdown(
            f":gray-badge[{plain(proposal.label)}] **:gray[{_(proposal.form)}]** :gray[{plain(proposal.says)}]",
            width="content",
        )
        st.markdown(small(plain(proposal.tool)), width="content")


def claims_here(claims: tuple[ClaimLine, ...]) -> None:
    """The live claims that cite this page, and how far their second reading has come."""
    with st.container(border=True, gap="xsmall"):
        title_in_box(_("Claims on this page"))
        if not claims:
            note(_("None yet."))
        for claim in claims:
            with st.container(horizontal=True, horizontal_alignment="distribute", vertical_alignment="center"):
                st.markdown(f":small[{plain(claim.number)}] {plain(claim.says)}", width="content")
                st.markdown(badge_text(claim.reading.value), width="content")
            note(plain(claim.by))


def second_reading(desk: ReviewDesk, waiting: tuple[ClaimLine, ...]) -> None:
    """Claims by others: accept, or return with a note. A reader cannot edit."""
    section(_("Second reading"), plural("{n} claim waits for you", "{n} claims wait for you", len(waiting)))
    if not waiting:
        note(_("No claim of another person on this exhibit waits for you."))
    for claim in waiting:
        with st.container(border=True):
            with st.container(horizontal=True, horizontal_alignment="distribute", vertical_alignment="center"):
                st.markdown(f":small[{plain(claim.number)}] {plain(claim.says)}", width="content")
                if st.button(link(claim.spot.label), key=f"second_open_{claim.id}", type="tertiary"):
                    open_at(claim.spot)
            note(plain(claim.by))
            reason = st.text_input(_("Note"), key=f"second_note_{claim.id}")
            with st.container(horizontal=True), told():
                if st.button(_("Accept claim"), key=f"second_accept_{claim.id}", icon=":material/how_to_reg:"):
                    desk.read_second(claim.id, accepted=True, note=reason)
                    st.rerun()
                if st.button(
                    _("Return claim"),
                    key=f"second_return_{claim.id}",
                    icon=":material/undo:",
                    disabled=not reason.strip(),
                ):
                    desk.read_second(claim.id, accepted=False, note=reason)
                    st.rerun()

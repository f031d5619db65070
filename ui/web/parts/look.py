"""The visual language: badges, notes, quotes, headings. The same state looks the same on every page."""

from __future__ import annotations

from html import escape

import streamlit as st

from ui.views.common import ClaimCard
from ui.views.words_shown import Coverage, Look, Side
from ui.web.parts.speech import _, plain, visible


def badge_text(look: Look, *, extra: str = "") -> str:
    """A state as a badge inside Markdown; `extra` stands in front of its word."""
    sign = f":material/{look.icon}:" if look.icon else look.glyph
    return f":{look.tone.value}-badge[{sign} {extra}{_(look.word)}]"


def badge(look: Look) -> None:
    """A state as a badge on its own line."""
    st.markdown(badge_text(look))


def small(text: str) -> str:
    """A note inside Markdown: grey, 14 px. `text` is ours, or has gone through `plain`."""
    return f":small[:gray[{text}]]"


def note(text: str, *, align_right: bool = False) -> None:
    """A note on its own line."""
    st.markdown(small(text), text_alignment="right" if align_right else "left")


def section(title: str, aside: str = "") -> None:
    """A section's heading, with a note beside it."""
    with st.container(horizontal=True, vertical_alignment="center", gap="small"):
        st.header(title, anchor=False, width="content")
        if aside:
            st.markdown(small(aside), width="content")


def title_in_box(title: str, aside: str = "") -> None:
    """A container's heading, with a note at its right."""
    # Also without a note: a heading alone keeps more room above it than one in a row.
    with st.container(horizontal=True, horizontal_alignment="distribute", vertical_alignment="center"):
        st.subheader(title, anchor=False, width="content")
        if aside:
            st.markdown(small(aside), width="content")


def legend() -> None:
    """The five states, in their order."""
    st.markdown(" ".join(badge_text(state.value) for state in Coverage))


def rule() -> None:
    """A thin line between things of one list; `st.divider` keeps two lines' height free on either side."""
    st.html('<hr style="margin:0;border:0;border-top:1px solid #D9DDD8">')


def quote(untrusted: str, *, chosen: bool = False) -> None:
    """Words of a source behind a bar; `chosen` for those just selected. Streamlit's own quote is too pale to read."""
    bar, size = ("#1F4E5F", 16) if chosen else ("#A9BDC4", 14)
    style = f"margin:0;padding:1px 0 1px 12px;border-left:3px solid {bar};font-size:{size}px;line-height:1.45"
    st.html(f'<blockquote style="{style}">«{escape(visible(untrusted))}»</blockquote>')


def link(label: str) -> str:
    """The label of a button that leads to a page."""
    return f":primary[{plain(label)}]"


def claim_card(card: ClaimCard, *, open_key: str, with_side: bool = True) -> bool:
    """One claim with its quote and the page it stands on; true when the person asked to open that page."""
    with st.container(gap="xsmall"):
        with st.container(horizontal=True, horizontal_alignment="distribute", vertical_alignment="center"):
            lead = f"{badge_text(card.side.value)} " if with_side else ""
            st.markdown(f"{lead}:small[{plain(card.source)}]", width="content")
            st.markdown(small(plain(card.number)), width="content")
        st.markdown(plain(card.says))
        if card.quote:
            quote(card.quote)
        with st.container(horizontal=True, horizontal_alignment="distribute", vertical_alignment="center"):
            st.markdown(small(plain(card.note)) if card.note else "", width="content")
            return st.button(
                link(card.spot.label),
                key=open_key,
                type="tertiary",
                help=_("Open the page at these words"),
                width="content",
            )


def side_word(side: Side) -> str:
    """A side's word in this session's language."""
    return _(side.value.word)

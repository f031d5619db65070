"""Graph: around one person, or the chain of command over a unit, as of a date; an edge opens what it rests on."""

from __future__ import annotations

from datetime import date

import streamlit as st

from evidence.words import marked
from ui.views.drawing import chain_svg, surroundings_svg
from ui.views.graph import GraphDesk, Surroundings
from ui.views.layout import ROUND
from ui.views.words_shown import Coverage
from ui.web import tenancy
from ui.web.parts.components import figure_view
from ui.web.parts.look import badge_text, claim_card, note, rule, small, title_in_box
from ui.web.parts.page_head import head, open_at
from ui.web.parts.speech import _, plain, plural
from ui.web.parts.trouble import told

_MONTHS = (
    marked("January"),
    marked("February"),
    marked("March"),
    marked("April"),
    marked("May"),
    marked("June"),
    marked("July"),
    marked("August"),
    marked("September"),
    marked("October"),
    marked("November"),
    marked("December"),
)
_LEGEND = (
    ("blue", "circle", marked("person")),
    ("yellow", "rectangle", marked("unit")),
    ("green", "hexagon", marked("place")),
    ("red", "diamond", marked("incident")),
)


def main() -> None:
    """Draw the page."""
    desk = tenancy.house().desks().graph
    head(_("Graph"), _("Only claims that hold now are drawn; every edge opens the claims it rests on"))
    view, about = _question(desk)
    day = _day(desk)
    if about is None:
        st.info(_("There is nobody to draw yet. Save a claim that names a person or a unit."), icon=":material/hub:")
        return
    with told():
        if view == "chain":
            _chain(desk, about, day)
        else:
            _around(desk, about, day)


def _question(desk: GraphDesk) -> tuple[str, str | None]:
    left, middle = st.columns([300, 760], vertical_alignment="bottom", gap="small")
    with middle:
        view = st.segmented_control(
            _("View"),
            ["around", "chain"],
            default="around",
            required=True,
            key="graph_view",
            label_visibility="collapsed",
            format_func=lambda each: _("Around one") if each == "around" else _("Chain of command"),
        )
    choices = desk.persons() if view == "around" else desk.units()
    labels = {choice.id: choice.label for choice in choices}
    with left:
        about = st.selectbox(
            _("Around") if view == "around" else _("Over the unit"),
            list(labels),
            format_func=lambda each: labels[each],
            key=f"graph_{view}",
        )
    return view, about


def _day(desk: GraphDesk) -> date:
    days = desk.days()
    return st.select_slider(_("As of"), days, value=days[len(days) // 2], format_func=prose, key="graph_day")


def prose(day: date) -> str:
    """A day as prose writes it: 10 August 2020."""
    return f"{day.day} {_(_MONTHS[day.month - 1])} {day.year}"


def _around(desk: GraphDesk, person: str, day: date) -> None:
    view = desk.around(person, day)
    # A wide drawing takes the whole page, and what it rests on stands below, as for a chain of command.
    drawing, panel = st.columns([695, 348], gap="small") if view.width <= ROUND else (st.container(), st.container())
    with drawing:
        note(_drawn(view, day))
        picked = st.session_state.get("edge", "")
        result = figure_view(surroundings_svg(view, picked=picked), label=_("Surroundings of one person"), key="around")
        _take(result.get("picked"))
        _legend()
    with panel, st.container(border=True):
        _panel(desk, day)


def _drawn(view: Surroundings, day: date) -> str:
    """How much of the surroundings is drawn, and what is not."""
    said = _("{n} of {all} neighbours on {day}").format(n=view.near, all=view.neighbours, day=prose(day))
    if view.further:
        said += " · " + plural("{n} more one step further", "{n} more one step further", view.further)
    if view.left_out:
        kinds = ", ".join(f"{_(kind.value)} {count}" for kind, count in view.left_out)
        said += " · " + _("left out: {kinds}").format(kinds=kinds)
    return said


def _chain(desk: GraphDesk, unit: str, day: date) -> None:
    view = desk.chain(unit, day)
    with st.container(horizontal=True, horizontal_alignment="distribute", vertical_alignment="center"):
        with st.container(horizontal=True, vertical_alignment="center", width="content"):
            st.header(_("Chain of command as of {day}").format(day=prose(day)), anchor=False, width="content")
            st.markdown(small(_("click a box or a line to see what it rests on")), width="content")
        states = (Coverage.CORROBORATED, Coverage.SINGLE_SOURCE, Coverage.LEAD_ONLY)
        st.markdown(" ".join(badge_text(state.value) for state in states), width="content")
    picked = st.session_state.get("edge", "")
    result = figure_view(
        chain_svg(view, picked=picked, unknown=_("nobody named")), label=_("Chain of command"), key="chain"
    )
    _take(result.get("picked"))
    note(
        _(
            "A dashed box is a unit of which no source names a commander on that date. "
            "The printed file places the boxes by the same rule."
        )
    )
    if view.left_out:
        note(plural("{n} more is left out below.", "{n} more are left out below.", view.left_out))
    with st.container(border=True):
        _panel(desk, day)


def _take(picked: object) -> None:
    if isinstance(picked, str):
        st.session_state["edge"] = picked
        st.rerun()


def _legend() -> None:
    shapes = " ".join(f":{colour}[:material/{shape}:] :small[{_(word)}]  " for colour, shape, word in _LEGEND)
    st.markdown(f"{shapes} :red[**- -**] :small[{_('disputed')}]")


def _panel(desk: GraphDesk, day: date) -> None:
    picked = st.session_state.get("edge")
    if not picked:
        title_in_box(_("What it rests on"))
        note(_("Choose an edge of the drawing: its claims stand here, each with its page."))
        return
    view = desk.edge(picked, day)
    title_in_box(plain(view.title))
    state = badge_text(view.state.value) if view.state is not None else ""
    if state or view.dates:
        st.markdown(f"{state} :small[:gray[{plain(view.dates)}]]")
    if view.note:
        note(plain(view.note))
    for index, card in enumerate(view.claims):
        if index:
            rule()
        if claim_card(card, open_key=f"edge_claim_{index}_{card.id}", with_side=False):
            open_at(card.spot)


main()

"""The form of a new claim: the quote it rests on, what it says, who said it and how they know."""

from __future__ import annotations

from dataclasses import dataclass

import streamlit as st

from evidence.errors import SviedkaError
from ui.views.common import Spot
from ui.views.review import Basis, ClaimDraft, Field, FieldKind, Form, ReviewDesk, Sheet
from ui.web.parts.look import note, quote, title_in_box
from ui.web.parts.speech import _, plain
from ui.web.parts.trouble import tell

_CREDIBILITY = (None, 1, 2, 3, 4, 5, 6)


def claim_form(desk: ReviewDesk, sheet: Sheet, spot: Spot | None) -> None:
    """The bordered form; without a selection it says how to make one."""
    saved = st.session_state.pop("saved_claim", None)
    if saved is not None:
        st.success(_("Saved as {number}.").format(number=plain(saved)), icon=":material/how_to_reg:")
    with st.container(border=True):
        if spot is None:
            title_in_box(_("New claim"))
            note(_("Drag over the words on the page that the claim rests on. The form opens for them."))
            return
        where = _("{page}, characters {start}–{end}").format(page=spot.label, start=spot.start, end=spot.end)
        title_in_box(_("New claim"), plain(where))
        quote(sheet.text[spot.start : spot.end], chosen=True)
        forms = {form.id: form for form in desk.forms()}
        chosen = st.selectbox(_("Form"), list(forms), format_func=lambda form: _(forms[form].label), key="claim_form")
        _fill_in(desk, spot, forms[chosen])


@dataclass(frozen=True, slots=True, kw_only=True)
class _Telling:
    """Who said it, how they know, how far it is believed, and whether they deny it."""

    said_by: str
    basis: Basis
    credibility: int | None
    denies: bool


def _fill_in(desk: ReviewDesk, spot: Spot, form: Form) -> None:
    # Enter in a field must sign nothing: it would press the first button of the form, and that one clears it.
    with st.form(f"claim_{form.id}", border=False, enter_to_submit=False):
        values = _fields(form)
        telling = _telling(desk, spot)
        with st.container(horizontal=True, horizontal_alignment="right"):
            clear = st.form_submit_button(_("Clear"), key="clear_claim", shortcut="Escape")
            save = st.form_submit_button(_("Save claim"), type="primary", key="save_claim", shortcut="Ctrl+Enter")
    if clear:
        st.session_state.pop("selected", None)
        st.rerun()
    if save:
        _save(desk, spot, form, values, telling)


def _telling(desk: ReviewDesk, spot: Spot) -> _Telling:
    left, right = st.columns(2)
    sources = {choice.id: choice.label for choice in desk.sources(spot.exhibit)}
    said_by = left.selectbox(_("Said by"), list(sources), format_func=lambda source: sources[source], key="said_by")
    credibility = right.selectbox(
        _("Credibility"),
        _CREDIBILITY,
        key="credibility",
        format_func=lambda grade: _("not yet judged") if grade is None else str(grade),
    )
    basis: Basis | None = st.radio(
        _("How the source knows"),
        list(Basis),
        format_func=lambda each: _(each.value),
        horizontal=True,
        index=list(Basis).index(Basis.READ),
        key="basis",
    )
    denies = st.checkbox(_("The source denies this"), key="denies")
    return _Telling(said_by=said_by or "", basis=basis or Basis.READ, credibility=credibility, denies=denies)


def _fields(form: Form) -> dict[str, str]:
    """The form's own fields, two in a row; long text and ticks take a whole one."""
    values: dict[str, str] = {}
    pair: list[Field] = []
    for field in form.fields:
        if field.kind in {FieldKind.TEXT, FieldKind.YES}:
            values |= _row(form, pair)
            values |= _row(form, [field])
            pair = []
        else:
            pair.append(field)
            if len(pair) == 2:
                values |= _row(form, pair)
                pair = []
    return values | _row(form, pair)


def _row(form: Form, fields: list[Field]) -> dict[str, str]:
    if not fields:
        return {}
    columns = st.columns(len(fields))
    values: dict[str, str] = {}
    for column, field in zip(columns, fields, strict=True):
        with column:
            values[field.key] = _field(form, field)
    return values


def _field(form: Form, field: Field) -> str:
    key, label = f"field_{form.id}_{field.key}", _(field.label)
    labels = {choice.id: choice.label for choice in field.choices}
    match field.kind:
        case FieldKind.HEAD:
            return str(
                st.selectbox(
                    label,
                    list(labels),
                    format_func=lambda each: labels.get(each, each),
                    index=None,
                    key=key,
                    accept_new_options=True,
                    placeholder=_("Choose, or type a new one"),
                )
                or ""
            ).strip()
        case FieldKind.CHOICE:
            return str(st.selectbox(label, list(labels), format_func=lambda each: _(labels[each]), key=key) or "")
        case FieldKind.DATE:
            return st.text_input(label, key=key, placeholder="2020-08-10, 2020-08~").strip()
        case FieldKind.TEXT:
            return st.text_input(label, key=key).strip()
        case FieldKind.YES:
            return "yes" if st.checkbox(label, key=key) else ""


def _save(desk: ReviewDesk, spot: Spot, form: Form, values: dict[str, str], telling: _Telling) -> None:
    missing = [_(field.label) for field in form.fields if field.required and not values[field.key]]
    if not telling.said_by:
        missing.append(_("Said by"))
    if missing:
        st.error(_("Nothing was saved. Fill in: {fields}.").format(fields=", ".join(missing)), icon=":material/error:")
        return
    try:
        draft = ClaimDraft(
            spot=spot,
            form=form.id,
            values=values,
            said_by=telling.said_by,
            basis=telling.basis,
            denies=telling.denies,
            credibility=telling.credibility,
        )
        number = desk.save_claim(draft)
    except SviedkaError as refusal:
        tell(refusal)
        return
    # What was typed for this claim is not what the next one says.
    for key in (*(f"field_{form.id}_{field.key}" for field in form.fields), "denies", "credibility", "selected"):
        st.session_state.pop(key, None)
    st.session_state["saved_claim"] = number
    st.rerun()

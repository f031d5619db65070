"""Our own components: packaged scripts of this folder, served by our server, never inline.

They are registered from their folder, not discovered: discovery reads a pyproject.toml beside an installed package and
fails for an editable install.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import streamlit as st
from streamlit.components.v2.get_bidi_component_manager import get_bidi_component_manager
from streamlit.components.v2.manifest_scanner import ComponentConfig, ComponentManifest

from ui.views.case import Cell, Line, Matrix
from ui.views.review import MarkKind, Sheet, Word
from ui.web.parts.speech import _

if TYPE_CHECKING:
    from streamlit.components.v2.bidi_component.state import BidiComponentResult
    from streamlit.components.v2.types import ComponentRenderer

_FOLDER = Path(__file__).parents[1]
_NAMES = ("page", "matrix", "figure")
_HTML = {
    "page": '<div class="frame"><div class="sheet" tabindex="0" role="document"></div></div>',
    "matrix": '<div class="matrix"></div>',
    "figure": '<div class="figure"></div>',
}


def _component(name: str) -> ComponentRenderer:
    manager = get_bidi_component_manager()
    if manager.get_component_asset_root(f"sviedka.{name}") is None:
        configs = [ComponentConfig(name=each, asset_dir="components") for each in _NAMES]
        manager.register_from_manifest(ComponentManifest(name="sviedka", version="1", components=configs), _FOLDER)
    return st.components.v2.component(f"sviedka.{name}", html=_HTML[name], js=f"{name}.js", css=f"{name}.css")


def _nothing() -> None:
    """A trigger is read from the component's result; Streamlit asks for a callback to send it at all."""


def page_view(
    sheet: Sheet, *, key: str, selection: tuple[int, int] | None, zoom: int, hidden: Sequence[MarkKind]
) -> BidiComponentResult:
    """A page to read and select on. The result's `selected` is {page, start, end}, `marked` a proposal's id."""
    data = {
        "image": f"/page/{sheet.exhibit}/{sheet.page}.png",
        "label": _("Page {page} of {number}").format(page=sheet.page, number=sheet.number),
        "proposal": _("Proposal"),
        "page": sheet.page,
        "width": sheet.width,
        "height": sheet.height,
        # Words without boxes cannot be laid over an image: the text stands there instead, to be selected all the same.
        "picture": sheet.picture and (bool(sheet.words) or not sheet.text.strip()),
        "zoom": zoom,
        "words": words_data(sheet),
        "marks": [
            {"id": mark.id, "kind": mark.kind.value, "label": mark.label, "start": mark.start, "end": mark.end}
            for mark in sheet.marks
            if mark.kind not in hidden
        ],
        "selection": None if selection is None else {"start": selection[0], "end": selection[1]},
    }
    return _component("page")(key=key, data=data, on_selected_change=_nothing, on_marked_change=_nothing)


def words_data(sheet: Sheet) -> list[dict[str, object]]:
    """The words of a sheet for the component. `before` is the text between a word and the one before it."""
    at, listed = 0, list[dict[str, object]]()
    for word in sheet.words or words_of(sheet.text):
        before = sheet.text[at : word.start] if at <= word.start else ""
        listed.append(
            {
                "start": word.start,
                "end": word.end,
                "text": word.text,
                "left": word.left,
                "top": word.top,
                "right": word.right,
                "bottom": word.bottom,
                "before": before,
            }
        )
        at = word.end
    return listed


def words_of(text: str) -> tuple[Word, ...]:
    """The words of a text without boxes, by white space; offsets in code points, as Python counts."""
    found, start = list[Word](), None
    for index, letter in enumerate(f"{text} "):
        if letter.isspace():
            if start is not None:
                found.append(Word(start=start, end=index, text=text[start:index], left=0, top=0, right=0, bottom=0))
            start = None
        elif start is None:
            start = index
    return tuple(found)


def matrix_view(matrix: Matrix, *, key: str, picked: tuple[str, str] | None) -> BidiComponentResult:
    """The matrix of coverage. The result's `cell` is {element, column} of the cell that was clicked."""
    labels = {column.id: column.label for column in matrix.columns}
    data = {
        "columns": [{"label": column.label, "note": column.note} for column in matrix.columns],
        "groups": [
            {"title": group.title, "lines": [_line_data(line, labels) for line in group.lines]}
            for group in matrix.groups
        ],
        "picked": None if picked is None else f"{picked[0]} {picked[1]}",
        "inherited": _("inherited by every incident"),
    }
    return _component("matrix")(key=key, data=data, on_cell_change=_nothing)


def _line_data(line: Line, labels: Mapping[str, str]) -> dict[str, object]:
    def cell_data(cell: Cell) -> dict[str, object]:
        look, bare = cell.state.value, cell.claims_for == 0 and cell.claims_against == 0
        count = _("{n} for · {m} against") if line.whole else "{n} / {m}"
        counted = "" if bare else count.format(n=cell.claims_for, m=cell.claims_against)
        spoken = _("{element}, {column}: {state}, {n} for, {m} against").format(
            element=line.label,
            column=labels.get(cell.column, _("whole case")),
            state=_(look.word),
            n=cell.claims_for,
            m=cell.claims_against,
        )
        return {
            "element": cell.element,
            "column": cell.column,
            "tone": look.tone.value,
            "glyph": look.glyph,
            "empty": bare,
            "count": counted,
            "spoken": spoken,
        }

    whole = None if line.whole is None else cell_data(line.whole)
    return {"label": line.label, "whole": whole, "cells": [cell_data(cell) for cell in line.cells]}


def figure_view(svg: str, *, label: str, key: str) -> BidiComponentResult:
    """A drawing. The result's `picked` is the `data-id` of the shape that was clicked."""
    return _component("figure")(key=key, data={"svg": svg, "label": label}, on_picked_change=_nothing)

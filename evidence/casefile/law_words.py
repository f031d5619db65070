"""How elements and cells of the coverage stand on paper: their words, their marks, their tallies."""

from __future__ import annotations

from evidence.casefile.complaint import law_note
from evidence.casefile.coverage import Cell, CellState
from evidence.casefile.runs import Plain, State, Tally, Words
from evidence.law.terms import Requirement

_STATES = {
    CellState.NO_EVIDENCE: State.NO_EVIDENCE,
    CellState.LEAD_ONLY: State.LEAD_ONLY,
    CellState.SINGLE_SOURCE: State.SINGLE_SOURCE,
    CellState.CORROBORATED: State.CORROBORATED,
    CellState.CONTESTED: State.CONTESTED,
}


def tally(cell: Cell) -> Tally:
    """The state and the numbers of a cell; leads are all bearings for it, since none of them counts."""
    leads = len(cell.claims_for) if cell.state is CellState.LEAD_ONLY else 0
    return Tally(state=_STATES[cell.state], plus=cell.plus, minus=cell.minus, leads=leads)


def element_text(row: Requirement) -> str:
    """Provision, letter and words of an element in one line."""
    return f"{row.citation.partition(';')[0]}: {_lettered(row)}"


def element_words(row: Requirement, *, cited: bool = False, marked: bool = False) -> Words:
    """The element as the law data words it, after its letter; with its provision, and with its mark, where asked."""
    text = element_text(row) if cited else _lettered(row)
    return (Plain(text=text), *law_note(row.mark)) if marked else (Plain(text=text),)


def _lettered(row: Requirement) -> str:
    return f"{row.label}) {row.element.text}" if row.label else row.element.text

"""How law and cells of the coverage stand on paper: their words, their marks, their tallies.

The official words where the forum's own language is the file's, else our translation, else the English of the law data,
marked as English.
"""

from __future__ import annotations

from evidence.casefile.coverage import Cell, CellState
from evidence.casefile.matter import Matter
from evidence.casefile.runs import LawMark, LawNote, Plain, Run, State, Tally, Words
from evidence.law.terms import Element, Limb, Mark, Provision, Requirement

_STATES = {
    CellState.NO_EVIDENCE: State.NO_EVIDENCE,
    CellState.LEAD_ONLY: State.LEAD_ONLY,
    CellState.SINGLE_SOURCE: State.SINGLE_SOURCE,
    CellState.CORROBORATED: State.CORROBORATED,
    CellState.CONTESTED: State.CONTESTED,
}

_MARKS = {Mark.MEMORY: LawMark.MEMORY, Mark.PARTLY: LawMark.PARTLY}


def law_note(mark: Mark) -> tuple[Run, ...]:
    """The frame beside law that is not wholly checked; nothing beside what was seen in its source."""
    return (Plain(text=" "), LawNote(mark=_MARKS[mark])) if mark in _MARKS else ()


def title_of(matter: Matter, provision: Provision) -> str:
    """A provision's title in the file's language; where it has none, in the forum's own, else in any."""
    own = matter.law.own_language(provision.forum)
    return next((provision.title[one] for one in (matter.language, own) if one in provision.title), "") or next(
        iter(provision.title.values()), ""
    )


def tally(cell: Cell) -> Tally:
    """The state and the numbers of a cell; leads are all bearings for it, since none of them counts."""
    leads = len(cell.claims_for) if cell.state is CellState.LEAD_ONLY else 0
    return Tally(state=_STATES[cell.state], plus=cell.plus, minus=cell.minus, leads=leads)


def element_text(matter: Matter, row: Requirement) -> str:
    """Provision, letter and words of an element in one line."""
    return f"{row.citation.partition(';')[0]}: {_letter(row.label)}{_said(matter, row.forum, row.element).text}"


def element_words(matter: Matter, row: Requirement, *, cited: bool = False, marked: bool = False) -> Words:
    """The element as the law data words it, after its letter; with its provision, and with its mark, where asked."""
    before = f"{row.citation.partition(';')[0]}: " if cited else ""
    said = _said(matter, row.forum, row.element)
    words = _joined(f"{before}{_letter(row.label)}", said)
    return (*words, *law_note(row.mark)) if marked else words


def limb_words(matter: Matter, limb: Limb) -> Words:
    """A limb of the forum's own provision, after its letter."""
    return _joined(_letter(limb.label), _said(matter, matter.case_file.forum, limb.element))


def _said(matter: Matter, forum: str, element: Element) -> Plain:
    if element.orig and matter.law.own_language(forum) == matter.language:
        return Plain(text=element.orig)
    return matter.law_text(element.text)


def _joined(before: str, said: Plain) -> Words:
    if not before or not said.lang:
        return (Plain(text=before + said.text, lang=said.lang),)
    return (Plain(text=before), said)


def _letter(label: str) -> str:
    return f"{label}) " if label else ""

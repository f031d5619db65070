"""What speaks for the persons alleged, or against the file: bearings, denials, contradictions; usable or not."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from evidence.casefile import english as e
from evidence.casefile.blocks import Block, Column, Paragraph, Row, Table
from evidence.casefile.footnotes import Notes
from evidence.casefile.law_words import element_text
from evidence.casefile.matrix import column_words
from evidence.casefile.matter import Matter
from evidence.casefile.passages import paragraphs
from evidence.casefile.runs import Cell, Sentence, bound, cell, fixed, plain
from evidence.casefile.telling import dated, shown, told
from evidence.life import Life
from evidence.model.claim import Claim
from evidence.model.decision import Bearing, IncidentScope, PersonScope


def exonerating(matter: Matter, notes: Notes) -> tuple[Block, ...]:
    """The whole section; where there is nothing, it says so, and never that nothing exists."""
    return (
        Paragraph(sentences=(fixed(matter.say(e.EXONERATING_INTRO)), *_searched(matter))),
        *paragraphs(matter, notes, "exonerating"),
        *_against(matter, notes),
        *_denials(matter, notes),
        *_clashes(matter, notes),
    )


def _searched(matter: Matter) -> Iterator[Sentence]:
    papers = matter.papers
    yield fixed(matter.say(e.SEARCHED, searched=papers.searched) if papers.searched else matter.say(e.NO_SEARCH))
    if papers.withheld:
        yield fixed(matter.say(e.WITHHELD_COUNTED_NOWHERE, count=str(len(papers.withheld))))


def _against(matter: Matter, notes: Notes) -> Iterator[Block]:
    found: dict[str, list[Bearing]] = {}
    for bearing in matter.against:
        found.setdefault(bearing.claim, []).append(bearing)
    rows = []
    for bearings in found.values():
        claim = matter.standing.record(bearings[0].claim)
        if isinstance(claim, Claim):
            elements = "; ".join(dict.fromkeys(_element(matter, bearing) for bearing in _first_here(matter, bearings)))
            rows.append(Row(cells=(*_said(matter, notes, claim), cell(elements))))
    yield _table(matter, rows, e.AGAINST_CAPTION, e.NOTHING_AGAINST, (e.H_CLAIM, e.H_SAYS, e.H_BEARS), "against")


def _first_here(matter: Matter, bearings: list[Bearing]) -> list[Bearing]:
    """Those on elements that this file asks for; those of other law where there are none."""
    asked = {row.id for row in matter.rows}
    return [bearing for bearing in bearings if bearing.element in asked] or bearings


def _denials(matter: Matter, notes: Notes) -> Iterator[Block]:
    rows = []
    for claim in matter.denials:
        others = notes.listed(matter.contradicting(claim.id)) or matter.say(e.NOTHING_ON_THIS)
        rows.append(Row(cells=(*_said(matter, notes, claim), cell(others))))
    yield _table(matter, rows, e.DENIALS_CAPTION, e.NO_DENIALS, (e.H_CLAIM, e.H_SAYS, e.H_DENIED), "denials")


def _clashes(matter: Matter, notes: Notes) -> Iterator[Block]:
    rows = [
        Row(
            cells=(_bound(matter, notes, one.a), _bound(matter, notes, one.b), cell(matter.say(e.WHY[one.why.value]))),
            head=False,
        )
        for one in matter.clashes
    ]
    yield _table(matter, rows, e.CLASHES_CAPTION, e.NO_CLASHES, (e.H_ONE, e.H_OTHER, e.H_WHY), "clashes")


def _table(
    matter: Matter, rows: Iterable[Row], caption: str, nothing: str, heads: tuple[str, str, str], key: str
) -> Block:
    every = tuple(rows)
    if not every:
        return Paragraph(sentences=(fixed(matter.say(nothing)),))
    shares = (0, 5, 5) if key != "clashes" else (5, 5, 2)
    return Table(
        columns=tuple(Column(head=matter.say(head), share=share) for head, share in zip(heads, shares, strict=True)),
        rows=every,
        caption=plain(matter.say(caption)),
        key=key,
    )


def _said(matter: Matter, notes: Notes, claim: Claim) -> tuple[Cell, Cell]:
    return cell(matter.code(claim.id)), _bound(matter, notes, claim)


def _bound(matter: Matter, notes: Notes, claim: Claim) -> Cell:
    """What the claim says, with its note; of one whose exhibit stays here, only that there is such a claim."""
    if not matter.handed(claim):
        return cell(notes.cited(claim))
    stale = matter.standing.life(claim.id) not in (Life.LIVE, Life.CONTESTED)
    when = dated(claim)
    words = told(matter, claim).removesuffix(".") + (f" ({shown(matter, when)})" if when is not None else "")
    return (bound(f"{words}.", *notes.of([claim.id]), stale=stale),)


def _element(matter: Matter, bearing: Bearing) -> str:
    row = matter.law.rows.get(bearing.element)
    match bearing.scope:
        case IncidentScope(incident=head) | PersonScope(person=head):
            column = column_words(matter, matter.standing.canonical(head))
        case _:
            column = column_words(matter, None)
    return matter.say(e.IN_SCOPE, element=element_text(matter, row) if row else matter.say(e.NOT_IN_LAW), column=column)

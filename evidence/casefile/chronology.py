"""The chronology: every dated thing the sources say, in order, as they date it; contradictions stand at both dates."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from evidence.casefile import english as e
from evidence.casefile.blocks import Block, Chronology, ChronologyRow, Paragraph
from evidence.casefile.footnotes import Notes
from evidence.casefile.matter import Matter
from evidence.casefile.passages import paragraphs
from evidence.casefile.runs import Plain, Run, cell, fixed, plain
from evidence.casefile.telling import dated, shown, told
from evidence.model.claim import Claim
from evidence.model.statement import Located, PartOf, Posted, ReportsTo
from evidence.when import Period, When

# How units were arranged is shown as a figure; of a posting, only its dated beginning is an event.
_NO_EVENTS = PartOf | ReportsTo | Located


@dataclass(frozen=True, slots=True, kw_only=True)
class Dated:
    """One thing that claims say of one date: the outermost days that its words allow, and all who say it."""

    first: date
    last: date
    shown: str
    text: str
    claims: tuple[Claim, ...]
    contradicted_by: tuple[Claim, ...]

    @property
    def contested(self) -> bool:
        """Whether a usable claim contradicts one of them."""
        return bool(self.contradicted_by)


def events(matter: Matter) -> tuple[Dated, ...]:
    """All events that the file is about, by first day, last day, and words; equal words of one date are one event."""
    together: dict[tuple[date, date, str, str], list[Claim]] = {}
    for claim in matter.claims:
        when = event_date(claim)
        if when is not None and matter.concerns(claim):
            first, last = _bounds(when)
            together.setdefault((first, last, shown(matter, when), told(matter, claim)), []).append(claim)
    found = []
    for (first, last, words, text), claims in sorted(together.items(), key=lambda item: item[0]):
        against = {other.id: other for claim in claims for other in matter.contradicting(claim.id)}
        found.append(
            Dated(
                first=first,
                last=last,
                shown=words,
                text=text,
                claims=tuple(claims),
                contradicted_by=tuple(against.values()),
            )
        )
    return tuple(found)


def chronology(matter: Matter, notes: Notes) -> tuple[Block, ...]:
    """The table of events, after the lawyer's passages."""
    found = events(matter)
    intro = Paragraph(sentences=(fixed(matter.say(e.CHRONOLOGY_INTRO if found else e.NO_EVENTS)),))
    blocks: list[Block] = [*paragraphs(matter, notes, "chronology"), intro]
    if found:
        heads = (e.H_DATE, e.H_EVENT, e.H_RELATION, e.H_SOURCES)
        one, two, three, four = (matter.say(head) for head in heads)
        blocks.append(
            Chronology(
                heads=(one, two, three, four),
                rows=tuple(_row(matter, notes, event) for event in found),
                caption=plain(matter.say(e.CHRONOLOGY_CAPTION)),
                key="events",
            )
        )
    return tuple(blocks)


def _row(matter: Matter, notes: Notes, event: Dated) -> ChronologyRow:
    runs: list[Run] = [Plain(text=event.text)]
    if event.contested:
        others = "; ".join(_dated(matter, notes, claim) for claim in event.contradicted_by)
        runs.append(Plain(text=f"; {matter.say(e.CONTRADICTED_BY, claims=others)}", light=True))
    return ChronologyRow(
        date=event.shown,
        event=cell(*runs),
        relation=_relation(matter, event.claims),
        sources=notes.each(event.claims),
        contested=event.contested,
    )


def _dated(matter: Matter, notes: Notes, claim: Claim) -> str:
    when = dated(claim)
    return f"{notes.cited(claim)}: {shown(matter, when)}" if when is not None else notes.cited(claim)


def _relation(matter: Matter, claims: Iterable[Claim]) -> str:
    """The incidents that the claims concern, by number; where it is none, what sort of event it is."""
    given = tuple(claims)
    ids = {claim.id for claim in given}
    concerned = [scene for scene in matter.scenes if ids & {claim.id for claim in scene.claims}]
    if concerned:
        return ", ".join(matter.say(e.INCIDENT, n=str(scene.number)).lower() for scene in concerned)
    form = str(given[0].says.__struct_config__.tag)
    return matter.say(e.RELATIONS[form]) if form in e.RELATIONS else "–"


def event_date(claim: Claim) -> When | Period | None:
    """When what the claim tells of happened; None for what is no event, or has no date."""
    match claim.says:
        case Posted(period=Period(start=When() as start)):
            return start
        case says if isinstance(says, _NO_EVENTS | Posted):
            return None
        case _:
            when = dated(claim)
            return None if isinstance(when, Period) and when.start is None and when.end is None else when


def _bounds(when: When | Period) -> tuple[date, date]:
    if isinstance(when, When):
        return when.earliest, when.latest
    ends = [one for one in (when.start, when.end) if one is not None]
    return ends[0].earliest, ends[-1].latest

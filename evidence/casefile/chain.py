"""The chain of command over the units of the incidents, as of their dates: drawn from dated claims, gaps included."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field

from evidence.casefile import english as e
from evidence.casefile.blocks import Block, Figure, Paragraph
from evidence.casefile.edges import Edge, EdgeType, edges
from evidence.casefile.figures import ChartWords, Line, Post, chain_of_command
from evidence.casefile.footnotes import Notes
from evidence.casefile.matter import Matter
from evidence.casefile.passages import paragraphs
from evidence.casefile.runs import Cell, Plain, Run, Sentence, bound, fixed, plain
from evidence.casefile.scenes import Scene
from evidence.casefile.telling import dated, shown
from evidence.ids import RecordId
from evidence.model.claim import Claim
from evidence.when import When

_UP = frozenset({EdgeType.PART_OF, EdgeType.REPORTS_TO})
_TOOK_PART = frozenset({EdgeType.ALLEGED_PERPETRATOR_OF, EdgeType.PRESENT_AT, EdgeType.ASSISTED})


@dataclass(frozen=True, slots=True, kw_only=True)
class Chart:
    """Units and the lines between them at one time, from the top, whatever led there. Persons' lines stand apart."""

    exact: bool
    """Whether it holds on every day that the date allows; else all that may have held then: no day is made up."""
    units: tuple[RecordId, ...]
    lines: tuple[Edge, ...]
    commanders: tuple[Edge, ...]
    persons: tuple[Edge, ...] = field(compare=False)
    """Drawn in no figure, so that charts of two days that differ only here are one figure."""


def structure(matter: Matter, notes: Notes) -> tuple[Block, ...]:
    """The lawyer's passages, then one figure for each different chart among the incidents' dates."""
    found = _edges(matter)
    days: dict[Chart, list[tuple[When, Scene]]] = {}
    persons: dict[Edge, None] = {}
    for scene in matter.scenes:
        for when in scene.dates:
            chart = chart_of(matter, found, scene, when)
            persons |= dict.fromkeys(chart.persons)
            if chart.units:
                days.setdefault(chart, []).append((when, scene))
    blocks: list[Block] = [*paragraphs(matter, notes, "structure")]
    if not days:
        return (*blocks, Paragraph(sentences=(fixed(matter.say(e.NO_CHAIN)),)))
    for n, (chart, dates) in enumerate(days.items(), start=1):
        blocks += _figures(matter, notes, chart, dates, n)
    return (*blocks, *_persons(matter, notes, persons))


def chart_of(matter: Matter, found: tuple[Edge, ...], scene: Scene, when: When) -> Chart:
    """Everything above the units that took part, or in which those who took part held posts at that time."""
    first, last = when.earliest.isoformat(), when.latest.isoformat()
    on_day = [edge for edge in found if edge.valid_from <= last and edge.valid_to >= first]
    took_part = {edge.start for edge in found if edge.type in _TOOK_PART and edge.end in {scene.incident, *scene.acts}}
    units = {one for one in took_part if one.startswith("unt_")}
    units |= {edge.end for edge in on_day if edge.type is EdgeType.HOLDS and edge.start in took_part}
    lines: list[Edge] = []
    waiting, seen = sorted(units), set(units)
    while waiting:
        unit = waiting.pop(0)
        for edge in on_day:
            if edge.type in _UP and edge.start == unit and edge.end.startswith("unt_"):
                lines.append(edge)
                if edge.end not in seen:
                    seen.add(edge.end)
                    waiting.append(edge.end)
    commanders = [
        post for post in on_day if post.type is EdgeType.HOLDS and post.detail("commands") is True and post.end in seen
    ]
    heads = {edge.start for edge in commanders} | {one for one in took_part if one.startswith("per_")}
    persons = [
        edge
        for edge in on_day
        if edge.type is EdgeType.REPORTS_TO and edge.start in heads and edge.end.startswith("per_")
    ]
    ordered = _from_the_top(matter, seen, lines)
    shown_here = (*lines, *commanders, *persons)
    return Chart(
        exact=not when.is_fuzzy and all(edge.covers(first) and edge.covers(last) for edge in shown_here),
        units=ordered,
        lines=tuple(sorted(lines, key=lambda edge: (ordered.index(edge.end), ordered.index(edge.start), edge.claims))),
        commanders=tuple(commanders),
        persons=tuple(persons),
    )


def _from_the_top(matter: Matter, units: Iterable[RecordId], lines: Iterable[Edge]) -> tuple[RecordId, ...]:
    """Superiors before those below them, by label: the same order from whichever unit the search began."""
    by_label = sorted(units, key=lambda unit: (matter.label(unit), unit))
    led = {edge.start for edge in lines}
    joined = {(edge.end, edge.start) for edge in lines}
    below = {unit: [one for one in by_label if (unit, one) in joined] for unit in by_label}
    waiting = [unit for unit in by_label if unit not in led]
    found: dict[RecordId, None] = {}
    while len(found) < len(by_label):
        # What nobody is left to lead stands in a circle.
        unit = waiting.pop(0) if waiting else next(one for one in by_label if one not in found)
        if unit not in found:
            found[unit] = None
            waiting += below[unit]
    return tuple(found)


def _edges(matter: Matter) -> tuple[Edge, ...]:
    """Derived edges that rest on claims of this file."""
    ours = {claim.id for claim in matter.claims}
    return tuple(edge for edge in edges(matter.standing) if ours & set(edge.claims))


class _Sources:
    """Numbers claims as a figure first names them."""

    def __init__(self, matter: Matter, notes: Notes) -> None:
        self._matter, self._notes = matter, notes
        self._numbers: dict[RecordId, int] = {}

    def of(self, edge: Edge) -> tuple[int, ...]:
        claims = [claim for claim in edge.claims if self._matter.claim(claim) is not None]
        return tuple(
            self._numbers.setdefault(claim, len(self._numbers) + 1) for claim in sorted(claims, key=self._code)
        )

    def listed(self) -> Cell:
        runs: list[Run] = []
        for record, number in self._numbers.items():
            claim = self._matter.claim(record)
            if claim is not None:
                runs += [Plain(text=f"[{number}]\u00a0"), *self._notes.runs(claim), Plain(text="; ")]
        return (fixed(tuple(runs[:-1])),) if runs else ()

    def _code(self, claim: RecordId) -> str:
        return self._matter.code(claim)


def _figures(matter: Matter, notes: Notes, chart: Chart, when: list[tuple[When, Scene]], n: int) -> Iterable[Block]:
    sources = _Sources(matter, notes)
    lines = tuple(
        Line(
            above=edge.end,
            below=edge.start,
            dates=_period(matter, edge),
            sources=sources.of(edge),
            word=_word(matter, edge),
            de_facto=_in_fact(edge),
        )
        for edge in chart.lines
    )
    posts = tuple(_post(matter, sources, chart, unit) for unit in chart.units)
    words = ChartWords(
        again=matter.say(e.AGAIN),
        under=matter.say(e.UNDER),
        continued=matter.say(e.CONTINUED),
        resumed=matter.say(e.RESUMED),
    )
    days = ", ".join(dict.fromkeys(shown(matter, one) for one, _ in sorted(when, key=lambda dated: dated[0])))
    incidents = ", ".join(dict.fromkeys(matter.say(e.INCIDENT, n=str(scene.number)).lower() for _, scene in when))
    caption = matter.say(e.CHAIN_CAPTION if chart.exact else e.CHAIN_ROUGHLY, days=days, scenes=incidents)
    drawings = chain_of_command(posts, lines, words)
    for part, drawing in enumerate(drawings, start=1):
        which = f" ({part}/{len(drawings)})" if len(drawings) > 1 else ""
        yield Figure(
            svg=drawing.svg,
            alt=drawing.alt,
            caption=plain(caption + which),
            sources=sources.listed() if part == len(drawings) else (),
            key=f"chain-{n}-{part}",
        )


def _post(matter: Matter, sources: _Sources, chart: Chart, unit: RecordId) -> Post:
    heads = [edge for edge in chart.commanders if edge.end == unit]
    lines = []
    for edge in sorted(heads, key=lambda edge: (edge.valid_from, matter.label(edge.start))):
        marks = f"[{', '.join(map(str, sources.of(edge)))}]"
        title = _contested(matter, str(edge.detail("title")), edge)
        who, period = matter.label(edge.start), _period(matter, edge)
        lines.append(matter.say(e.COMMANDED_BY, who=who, title=title, period=period, sources=marks))
    return Post(
        key=unit,
        title=matter.label(unit),
        lines=tuple(lines) or (matter.say(e.NO_COMMANDER),),
        unnamed=not heads,
    )


def _word(matter: Matter, edge: Edge) -> str:
    words = e.PART_OF if edge.type is EdgeType.PART_OF else e.IN_FACT if _in_fact(edge) else e.BY_LAW
    return _contested(matter, matter.say(words), edge)


def _contested(matter: Matter, words: str, edge: Edge) -> str:
    return matter.say(e.DISPUTED, word=words) if edge.disputed else words


def _in_fact(edge: Edge) -> bool:
    return edge.type is EdgeType.REPORTS_TO and edge.detail("de_facto") is True


def _period(matter: Matter, edge: Edge) -> str:
    """The period in the sources' own words: outermost days alone would look more exact than they are."""
    claims: list[Claim] = [claim for one in edge.claims if (claim := matter.claim(one)) is not None]
    return "; ".join(dict.fromkeys(shown(matter, dated(claim)) for claim in claims))


def _persons(matter: Matter, notes: Notes, lines: Iterable[Edge]) -> Iterable[Block]:
    """Lines between persons, which no unit stands for, as sentences of their own."""
    sentences: list[Sentence] = []
    for edge in lines:
        how = _contested(matter, matter.say(e.IN_FACT if _in_fact(edge) else e.BY_LAW), edge)
        who, whom = matter.label(edge.start), matter.label(edge.end)
        text = matter.say(e.REPORTED, who=who, whom=whom, how=how, period=_period(matter, edge))
        sentences.append(bound(text, *notes.of(edge.claims)))
    if sentences:
        yield Paragraph(sentences=tuple(sentences), head=f"{matter.say(e.CHAIN_PERSONS)}.")

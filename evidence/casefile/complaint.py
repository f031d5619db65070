"""The complaint: what is alleged of whom, and the provisions as they stood on the dates alleged, with their marks."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from evidence.casefile import english as e
from evidence.casefile.blocks import Block, Column, Paragraph, Row, Table
from evidence.casefile.footnotes import Notes
from evidence.casefile.law_words import law_note, title_of
from evidence.casefile.matter import Matter
from evidence.casefile.passages import paragraphs
from evidence.casefile.runs import Break, Cell, Plain, Run, cell, fixed, plain
from evidence.casefile.telling import shown
from evidence.law.terms import Mark, Provision, Validity, Wording
from evidence.model.output import Allegation
from evidence.when import Period


def complaint(matter: Matter, notes: Notes) -> tuple[Block, ...]:
    """The lawyer's passages, then the allegations and the law."""
    blocks: list[Block] = [
        *paragraphs(matter, notes, "complaint"),
        Paragraph(head=f"{matter.say(e.WHO_APPLIES)}.", sentences=(fixed(_applies(matter)),)),
        Paragraph(head=f"{matter.say(e.WHO_DECIDES)}.", sentences=(fixed(matter.say(e.COURT_DECIDES)),)),
    ]
    if not matter.allegations:
        return (*blocks, Paragraph(sentences=(fixed(matter.say(e.NO_ALLEGATIONS)),)))
    return (*blocks, _alleged(matter), _law(matter))


def applicant(matter: Matter) -> str:
    """Who hands the file in, or that this workspace does not say so."""
    return matter.papers.submitted_by or matter.say(e.SUBMITTER_NOT_STATED)


def addressee(matter: Matter) -> str:
    """The competent office of the forum, as the law data names it; for another recipient that one's own word."""
    if matter.case_file.recipient != matter.law.profile(matter.case_file.forum).recipient:
        return matter.case_file.recipient
    forum = matter.law.forums.get(matter.case_file.forum)
    competent = [office for office in forum.authorities if office.competent] if forum else []
    if not competent:
        return matter.case_file.recipient
    names = competent[0].names
    return names.get(matter.language) or names.get("en") or next(iter(names.values()))


def _applies(matter: Matter) -> str:
    code = matter.case_file.code
    return matter.say(e.APPLIES, who=applicant(matter), office=addressee(matter), code=code, day=matter.day)


def who(matter: Matter, allegation: Allegation) -> str:
    """The person alleged, or the office where nobody is identified."""
    if allegation.person is not None:
        return matter.label(allegation.person)
    return matter.say(e.OFFICE_ONLY, office=allegation.office or "")


def crime_words(matter: Matter, allegation: Allegation) -> tuple[Run, ...]:
    """The crime of the Statute that is alleged, and the forum's own provisions for it."""
    crime = matter.law.crimes[allegation.crime]
    cited = Plain(text=f" ({crime.citation.partition(';')[0]})")
    runs: list[Run] = [matter.law_text(crime.title), cited, *law_note(crime.mark)]
    for provision in _provisions(matter, allegation):
        if not provision.modes and not provision.mode_terms:
            runs += [Break(), Plain(text=_named(matter, provision)), *law_note(provision.mark)]
    return tuple(runs)


def mode_words(matter: Matter, allegation: Allegation) -> tuple[Run, ...]:
    """The mode of liability that is alleged, and the forum's own provision for it."""
    mode = matter.law.modes[allegation.mode]
    cited = Plain(text=f" ({mode.citation.partition(';')[0]})")
    runs: list[Run] = [matter.law_text(mode.title), cited, *law_note(mode.mark)]
    for provision in _provisions(matter, allegation):
        if provision.modes or provision.mode_terms:
            runs += [Break(), Plain(text=_named(matter, provision)), *law_note(provision.mark)]
    return tuple(runs)


def _alleged(matter: Matter) -> Table:
    heads = (e.H_PERSON, e.H_ALLEGED, e.H_MODE, e.H_WHEN_WHERE)
    rows = []
    for allegation in matter.allegations:
        place = f"; {matter.label(allegation.place)}" if allegation.place else ""
        rows.append(
            Row(
                cells=(
                    cell(who(matter, allegation)),
                    cell(*crime_words(matter, allegation)),
                    cell(*mode_words(matter, allegation)),
                    cell(shown(matter, allegation.period) + place),
                )
            )
        )
    return Table(
        columns=tuple(
            Column(head=matter.say(head), share=share) for head, share in zip(heads, (3, 5, 4, 4), strict=True)
        ),
        rows=tuple(rows),
        caption=plain(matter.say(e.CAPTION_ALLEGED)),
        key="allegations",
    )


def _law(matter: Matter) -> Table:
    provisions = {one.id: one for allegation in matter.allegations for one in _provisions(matter, allegation)}
    days = sorted({day for allegation in matter.allegations for day in _days(allegation.period)})
    heads = (e.H_PROVISION, e.H_FORCE, e.H_PENALTY)
    rows: list[Row] = []
    for allegation in matter.allegations:
        crime = matter.law.crimes[allegation.crime]
        if not provisions:
            rows.append(_row(matter, crime.citation.partition(";")[0], crime.mark, crime.validity, days, cell("–")))
    for one in provisions.values():
        rows.append(_row(matter, _named(matter, one), one.mark, one.validity, days, _penalty(matter, one, days)))
    return Table(
        columns=tuple(Column(head=matter.say(head), share=share) for head, share in zip(heads, (4, 6, 5), strict=True)),
        rows=tuple(dict.fromkeys(rows)),
        caption=plain(matter.say(e.CAPTION_LAW)),
        key="law",
    )


def _row(matter: Matter, name: str, mark: Mark, validity: Validity, days: list[date], penalty: Cell) -> Row:
    lines: list[Run] = []
    found = [(validity.in_force(day).value, validity.mark_on(validity.start_mark, day)) for day in days]
    for force, known in dict.fromkeys(found):
        alike = ", ".join(day.isoformat() for day, one in zip(days, found, strict=True) if one == (force, known))
        lines += [Plain(text=matter.say(e.IN_FORCE[force], days=alike)), *law_note(known), Break()]
    if not days:
        lines += [Plain(text=matter.say(e.NO_DAY)), Break()]
    for wording in _from(validity.wordings, days):
        lines += [
            Plain(text=matter.say(e.WORDING, period=_period(matter, wording), note=matter.law_text(wording.note).text))
        ]
        lines += [*law_note(wording.mark), Break()]
    return Row(cells=(cell(name, *law_note(mark)), cell(*lines[:-1]), penalty))


def _penalty(matter: Matter, provision: Provision, days: list[date]) -> Cell:
    """Every penalty from the first day alleged on: which of them applies is for a court."""
    ranges = _from(provision.penalties, days)
    if not ranges:
        known = matter.law_text(provision.penalty).text
        return cell(matter.say(e.ONE_PENALTY, penalty=known) if known else "–")
    lines: list[Run] = []
    for one in ranges:
        lines.append(
            Plain(text=matter.say(e.PENALTY, period=_period(matter, one), note=matter.law_text(one.note).text))
        )
        lines += [*law_note(one.mark), Break()]
    return cell(*lines[:-1])


def _from(wordings: tuple[Wording, ...], days: list[date]) -> tuple[Wording, ...]:
    return tuple(one for one in wordings if not days or one.end is None or one.end >= days[0])


def _period(matter: Matter, wording: Wording) -> str:
    start = wording.start.isoformat()
    if wording.end is None:
        return matter.say(e.SINCE, start=start)
    return matter.say(e.FROM_TO, start=start, end=wording.end.isoformat())


def _provisions(matter: Matter, allegation: Allegation) -> Iterator[Provision]:
    """The forum's provisions that answer to the crime and the mode of an allegation, in the order of the law data."""
    forum = matter.case_file.forum
    rows = [
        *matter.law.requirements(forum, [allegation.crime]),
        *matter.law.mode_requirements(forum, [allegation.mode]),
    ]
    for source in dict.fromkeys(row.source for row in rows):
        if source in matter.law.provisions:
            yield matter.law.provisions[source]


def _named(matter: Matter, provision: Provision) -> str:
    title = title_of(matter, provision)
    return f"{provision.citation}, {title}" if title else provision.citation


def _days(period: Period) -> list[date]:
    bounds = (period.start.earliest if period.start else None, period.end.latest if period.end else None)
    return [day for day in bounds if day is not None]

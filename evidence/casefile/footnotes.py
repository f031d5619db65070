"""Notes: exactly where a claim can be read, in its own language and in the file's, and what is wrong with it.

A claim that may not be built on is never used silently: its note says "not usable", and why.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from evidence.casefile import english as e
from evidence.casefile.coverage import can_be_judged
from evidence.casefile.lint import LANGUAGES
from evidence.casefile.matter import Matter
from evidence.casefile.papers import TranslationRule
from evidence.casefile.runs import Footnote, Plain, Run, Translated, Translation
from evidence.casefile.translations import Readers
from evidence.ids import ExhibitId, RecordId
from evidence.language.script import Script, script_of
from evidence.model import output
from evidence.model.claim import Cell, Citation, Claim, Message, Region, Span, Time, Turn
from evidence.standing import Usable

_ANSWERS_FOR = {
    output.TranslationSort.MACHINE: Translated.MACHINE_REVIEWED,
    output.TranslationSort.HUMAN: Translated.HUMAN,
    output.TranslationSort.SWORN: Translated.SWORN,
}
_BEST = (output.TranslationSort.MACHINE, output.TranslationSort.HUMAN, output.TranslationSort.SWORN)
_ALLOWED = {
    TranslationRule.REVIEWED: frozenset(_BEST),
    TranslationRule.HUMAN: frozenset({output.TranslationSort.HUMAN, output.TranslationSort.SWORN}),
    TranslationRule.SWORN: frozenset({output.TranslationSort.SWORN}),
}
_PAGED = ("application/pdf", "image/")


@dataclass(frozen=True, slots=True, kw_only=True)
class Printed:
    """A translation that may print, and who read it a second time."""

    record: output.Translation
    reviewers: tuple[str, ...]


class Notes:
    """Makes the notes of one file; remembers which quotes it had to print without a translation."""

    def __init__(self, matter: Matter) -> None:
        self._matter = matter
        self._printed = _printable(matter)
        self.untranslated: set[tuple[ExhibitId, str]] = set()

    def of(self, claims: Iterable[RecordId]) -> tuple[Footnote, ...]:
        """The notes of these claims, one for each place cited; claims whose exhibits are not handed over have none."""
        found = (self._matter.claim(claim) for claim in claims)
        return tuple(self.note(claim, at) for claim in found if claim is not None for at in claim.cites)

    def note(self, claim: Claim, citation: Citation) -> Footnote:
        """The note of one place that a claim cites."""
        return Footnote(
            claim=self._matter.code(claim.id),
            exhibit=self._matter.number(citation.exhibit),
            place=self.place(citation),
            basis=self.basis(claim),
            quote=self.quote(citation),
            translation=self._translation(citation),
        )

    def cited(self, claim: Claim) -> str:
        """`C-0412, A-000101 p. 3`, and in brackets why it is not usable; no place where none is handed over."""
        matter = self._matter
        code, reasons = matter.code(claim.id), [self.doubt(claim)]
        if matter.handed(claim):
            places = (
                matter.say(e.AT_PLACE, exhibit=matter.number(one.exhibit), place=self.place(one)) for one in claim.cites
            )
            code = matter.say(e.PLACED, claim=code, places=", ".join(places))
        else:
            reasons.append(matter.say(e.NOT_HANDED))
        reason = "; ".join(filter(None, reasons))
        return matter.say(e.DOUBTED, claim=code, reason=reason) if reason else code

    def each(self, claims: Iterable[Claim]) -> tuple[str, ...]:
        """Several claims as `cited`, in the order of their codes."""
        unique = {claim.id: claim for claim in claims}
        return tuple(self.cited(one) for one in sorted(unique.values(), key=lambda one: self._matter.code(one.id)))

    def listed(self, claims: Iterable[Claim]) -> str:
        """The same in one line."""
        return "; ".join(self.each(claims))

    def unusable(self, claim: Claim) -> str:
        """`not usable: …`, or nothing."""
        usable = self._matter.usable(claim.id)
        if usable is Usable.YES:
            return ""
        return self._matter.say(e.NOT_USABLE, reason=self._matter.say(e.UNUSABLE[usable]))

    def doubt(self, claim: Claim) -> str:
        """Why nothing may rest on the claim: it is not usable, or it cannot be judged; nothing where something may."""
        lead = "" if can_be_judged(self._matter.standing, claim) else self._matter.say(e.CANNOT_BE_JUDGED)
        return "; ".join(filter(None, (self.unusable(claim), lead)))

    def basis(self, claim: Claim) -> str:
        """How the source knows, by whom it was told, and whether the claim may be built on."""
        matter = self._matter
        words = matter.say(e.BASES[claim.basis])
        if claim.told_by is not None:
            words = matter.say(e.TOLD_BY, who=matter.source(claim.told_by))
        doubt = self.doubt(claim)
        return f"{words} · {doubt}" if doubt else words

    def place(self, citation: Citation) -> str:
        """Where in the exhibit, in words."""
        matter = self._matter
        match citation.at:
            case Span(page=page):
                paged = (self._media_type(citation.exhibit) or _PAGED[0]).startswith(_PAGED)
                return matter.say(e.P_PAGE if paged else e.P_PART, n=str(page))
            case Region(page=page):
                return matter.say(e.P_PAGE, n=str(page))
            case Turn(n=turn):
                return matter.say(e.P_TURN, n=str(turn))
            case Time(from_ms=start, to_ms=end):
                return f"{_clock(start)}–{_clock(end)}"
            case Cell(sheet=sheet, ref=ref):
                return matter.say(e.P_CELL, sheet=sheet, ref=ref)
            case Message(id=message):
                return matter.say(e.P_MESSAGE, id=message)

    def quote(self, citation: Citation) -> Plain:
        """The quote in its own language."""
        return Plain(text=citation.quote, lang=self.language(citation))

    def language(self, citation: Citation) -> str:
        """The language of a quote: that of its exhibit's description, else what its letters suggest."""
        description = self._matter.description(citation.exhibit)
        said = description.language.partition("-")[0] if description else ""
        if said in LANGUAGES:
            return said
        return "ru" if script_of(citation.quote) is Script.CYRILLIC else self._matter.language

    def foreign(self, citation: Citation) -> bool:
        """Whether the quote is in another language than the file."""
        return self.language(citation) != self._matter.language

    def printed(self, citation: Citation) -> Printed | None:
        """The translation of a quote that prints; the absence of one for a foreign quote is counted."""
        if not self.foreign(citation):
            return None
        found = self._printed.get((citation.exhibit, citation.quote))
        if found is None:
            self.untranslated.add((citation.exhibit, citation.quote))
        return found

    def runs(self, claim: Claim) -> tuple[Run, ...]:
        """A whole note inside a line: `C-0091 · A-000002, p. 1 · «quote» → “translation” (h)`."""
        runs: list[Run] = []
        for citation in claim.cites:
            note = self.note(claim, citation)
            runs += [Plain(text=f"{note.claim} · {note.exhibit}, {note.place} · {note.basis} · «"), note.quote]
            runs.append(Plain(text="»"))
            if note.translation is not None:
                mark = self._matter.say(_MARKS[note.translation.sort])
                first, last = self._matter.quotation_marks
                runs += [Plain(text=f" → {first}"), Plain(text=note.translation.text, lang=note.translation.lang)]
                runs.append(Plain(text=f"{last} ({mark})"))
            runs.append(Plain(text="; "))
        return tuple(runs[:-1])

    def _translation(self, citation: Citation) -> Translation | None:
        found = self.printed(citation)
        if found is None:
            return None
        text = found.record.text
        return Translation(text=text.text, lang=text.lang, sort=_ANSWERS_FOR[found.record.sort])

    def _media_type(self, exhibit: ExhibitId) -> str | None:
        holdings = self._matter.standing.holdings
        return holdings.media_type(exhibit) or holdings.exhibit(exhibit).media_type


_MARKS = {
    Translated.HUMAN: e.HUMAN,
    Translated.SWORN: e.SWORN,
    Translated.MACHINE_REVIEWED: e.MACHINE_REVIEWED,
}


def _printable(matter: Matter) -> dict[tuple[ExhibitId, str], Printed]:
    """Quote -> its best translation into the file's language that may leave; the latest of the best sort."""
    standing, readers = matter.standing, Readers(matter.standing)
    allowed = _ALLOWED[matter.papers.translations]
    candidates = [
        one
        for one in standing.live(output.Translation)
        if one.text.lang == matter.language and one.sort in allowed and readers.may_leave(one)
    ]
    found: dict[tuple[ExhibitId, str], Printed] = {}
    for one in sorted(candidates, key=lambda one: (_BEST.index(one.sort), standing.place(one.id))):
        if one.quote is not None:
            found[one.quote.exhibit, one.quote.quote] = Printed(record=one, reviewers=readers.accepted(one))
    return found


def _clock(milliseconds: int) -> str:
    seconds = milliseconds // 1000
    return f"{seconds // 3600:02}:{seconds // 60 % 60:02}:{seconds % 60:02}"

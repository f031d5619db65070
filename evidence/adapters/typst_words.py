"""The lines of a document as the template reads them: runs, sentences, and notes built in their one fixed order."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from typing import assert_never

from evidence.canonical import Json
from evidence.casefile.document import Document
from evidence.casefile.glyphs import filled, show
from evidence.casefile.numbering import Numbers
from evidence.casefile.runs import (
    Break,
    Cell,
    Digest,
    DigestForm,
    Flag,
    Footnote,
    LawNote,
    Mono,
    Plain,
    Ref,
    Run,
    Sentence,
    StateMark,
    Tally,
)
from evidence.casefile.runs import Words as Runs
from evidence.casefile.unbroken import WIDEST, parts

_STOPS = ".!?…"
# An article may end in one of these, and a note mark beside it would make another article of it.
_SUPERSCRIPTS = "⁰¹²³⁴⁵⁶⁷⁸⁹ⁿⁱªº⁻⁺"
# Letters: about seven lines. What is longer would have to run on at the foot of the next page.
_LONGEST_NOTE = 800
# About a third of a page: notes that keep together move to the next page together.
_LONGEST_GROUP = 1_600


class Words:
    """Writes lines for the template, in the language of the section at hand, and counts what it had to write out."""

    def __init__(self, document: Document, numbers: Numbers) -> None:
        self._labels = document.labels
        self._numbers = numbers
        self.lang = document.lang
        self.written_out: Counter[int] = Counter()
        self._notes = 0
        self._room = WIDEST
        self._below: list[Json] = []

    def string(self, text: str) -> str:
        """The text with every character one that can be shown."""
        shown = show(text)
        self.written_out += shown.written_out
        return shown.text

    def parts(self, text: str, lang: str = "") -> list[Json]:
        """The text with where its lines may and may not break."""
        return [[piece, int(part)] for piece, part in parts(self.string(text), lang or self.lang, self._room)]

    def head(self, text: str, room: int) -> list[Json]:
        """The head of a column that has this room for a word."""
        with self._in(room):
            return self.parts(text)

    def runs(self, words: Runs) -> list[Json]:
        """The pieces of a line."""
        return [self._run(run) for run in words]

    def cell(self, cell: Cell, room: int = WIDEST) -> list[Json]:
        """The sentences of a cell with this room for a word, in thousandths of the type size."""
        with self._in(room):
            return [self.sentence(sentence) for sentence in cell]

    @contextmanager
    def _in(self, room: int) -> Iterator[None]:
        outer, self._room = self._room, room
        yield
        self._room = outer

    def sentence(self, sentence: Sentence) -> Json:
        """A sentence, its notes, and its label if it is unbound or stale."""
        words, stop = sentence.words, ""
        if self._labels.note_before_stop and sentence.notes:
            words, stop = _without_stop(words)
        if sentence.notes and _ends_raised(words):
            # `113¹` and note 5 never become `113¹⁵`.
            words = (*words, Plain(text="\u00a0"))
        return {
            "w": self.runs(words),
            "n": self._grouped(sentence.notes),
            "unbound": self.string(self._labels.unbound) if sentence.unbound else "",
            "stale": self.string(self._labels.stale) if sentence.stale else "",
            "stop": stop,
        }

    def _grouped(self, notes: tuple[Footnote, ...]) -> list[Json]:
        """The notes in order, those beside each other together, unless they fill too much of a page's foot."""
        groups: list[Json] = []
        together: list[Json] = []
        letters = 0
        for note in notes:
            value, length = self._numbered(note)
            long = length > _LONGEST_NOTE
            if together and (long or letters + length > _LONGEST_GROUP):
                groups.append({"below": False, "notes": together})
                together, letters = [], 0
            if long:
                self._below.append(value)
                groups.append({"below": True, "notes": [value]})
            else:
                together, letters = [*together, value], letters + length
        return [*groups, {"below": False, "notes": together}] if together else groups

    def below(self) -> list[Json]:
        """The notes since the last call that are too long for the foot of a page."""
        notes, self._below = self._below, []
        return notes

    def _numbered(self, note: Footnote) -> tuple[Json, int]:
        """The note with its number, and how many letters it has."""
        self._notes += 1
        runs = self._note(note)
        letters = sum(len(show(run.text).text) for run in runs if isinstance(run, Plain))
        # Notes stand on the whole width, wherever their mark is.
        with self._in(WIDEST):
            return {"n": str(self._notes), "w": self.runs(runs)}, letters

    def _note(self, note: Footnote) -> Runs:
        """claim · exhibit, place · basis · «original» → “translation” (who answers for it)."""
        labels = self._labels
        opening, closing = labels.quote
        runs: list[Run] = [
            Plain(text=note.claim, bold=True),
            Plain(text=f" · {note.exhibit}, {note.place} · {note.basis} · {opening}"),
            note.quote,
            Plain(text=closing),
        ]
        if note.translation is not None:
            opening, closing = labels.translation
            runs += [
                Plain(text=f" {labels.arrow} {opening}"),
                Plain(text=note.translation.text, lang=note.translation.lang),
                Plain(text=f"{closing} ({labels.translated(note.translation.sort)})"),
            ]
        return tuple(runs)

    def _run(self, run: Run) -> Json:
        labels = self._labels
        match run:
            case Plain():
                pieces = self.parts(run.text, run.lang)
                return {"k": "text", "p": pieces, "lang": run.lang, "bold": run.bold, "light": run.light}
            case Mono():
                return {"k": "mono", "p": self.parts(run.text, "und")}
            case Digest():
                return _digest(run)
            case LawNote():
                return {"k": "law", "t": self.string(labels.mark(run.mark))}
            case StateMark():
                word = self.string(labels.state(run.state))
                return {"k": "state", "s": run.state.value, "word": word, "show": run.word}
            case Tally():
                word = self.string(labels.state(run.state))
                return {"k": "tally", "s": run.state.value, "word": word, "t": self._tally(run)}
            case Ref():
                return {"k": "ref", "to": run.to, "t": self.string(self._numbers.refs[run.to]), "page": True}
            case Flag():
                words = labels.stale if run.stale else labels.unbound
                return {"k": "flag", "t": self.string(words), "stale": run.stale}
            case Break():
                return {"k": "break"}
            case _:
                assert_never(run)

    def _tally(self, run: Tally) -> str:
        if run.leads:
            return self.string(filled(self._labels.lead, n=str(run.leads)))
        # U+2212, the minus sign: as wide as the plus.
        return f"+{run.plus} −{run.minus}"


def _without_stop(words: Runs) -> tuple[Runs, str]:
    """Polish sets the mark of a note before the full stop."""
    match words:
        case (*before, Plain() as last) if last.text and last.text[-1] in _STOPS:
            shorter = Plain(text=last.text[:-1], lang=last.lang, bold=last.bold, light=last.light)
            return (*before, shorter), last.text[-1]
        case _:
            return words, ""


def _ends_raised(words: Runs) -> bool:
    match words:
        case (*_, Plain(text=text)):
            return text.endswith(tuple(_SUPERSCRIPTS))
        case _:
            return False


def _digest(run: Digest) -> Json:
    def groups(digits: str, size: int) -> str:
        return " ".join(digits[at : at + size] for at in range(0, len(digits), size))

    match run.form:
        case DigestForm.FULL:
            return {"k": "digest", "groups": [groups(run.hex[:32], 8), groups(run.hex[32:], 8)], "percent": 72}
        case DigestForm.SHORT:
            return {"k": "digest", "groups": [groups(run.hex[:16], 4)], "percent": 80}
        case DigestForm.BRIEF:
            return {"k": "digest", "groups": [groups(run.hex[:8], 4) + " …"], "percent": 80}
        case _:
            assert_never(run.form)

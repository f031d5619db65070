"""The lawyer's paragraphs: each sentence with its notes, or plainly marked as unbound, stale, or left out."""

from __future__ import annotations

from evidence.casefile import english as e
from evidence.casefile.blocks import Block, Paragraph
from evidence.casefile.footnotes import Notes
from evidence.casefile.matter import Matter
from evidence.casefile.runs import Plain, Sentence, Words, bound, fixed, unbound
from evidence.ids import RecordId
from evidence.model import output


def paragraphs(matter: Matter, notes: Notes, section: str) -> tuple[Block, ...]:
    """Every passage of a section, in its order."""
    return tuple(paragraph(matter, notes, passage) for passage in matter.passages_of(section))


def paragraph(matter: Matter, notes: Notes, passage: output.Passage) -> Paragraph:
    """One passage under one number."""
    return Paragraph(sentences=tuple(sentence(matter, notes, one) for one in passage.sentences))


def sentence(matter: Matter, notes: Notes, written: output.Sentence) -> Sentence:
    """One sentence as it may leave: one that rests on what is not handed over is left out, and the gap is shown."""
    words = _words(matter, written)
    if not written.claims:
        return unbound(words)
    missing = [claim for claim in written.claims if matter.claim(claim) is None]
    if missing:
        named = ", ".join(_named(matter, claim) for claim in missing)
        return fixed(matter.say(e.LEFT_OUT, what=named))
    return bound(words, *notes.of(written.claims), stale=matter.standing.is_stale(written.claims))


def _named(matter: Matter, claim: RecordId) -> str:
    # What was left out of Standing altogether has no number that could be told.
    return matter.code(claim) if matter.standing.holds(claim) else matter.say(e.SOMETHING)


def _words(matter: Matter, written: output.Sentence) -> Words:
    lang = written.text.lang.partition("-")[0]
    return (Plain(text=written.text.text, lang="" if lang in (matter.language, "und", "mul") else lang),)

"""Method and limits: fixed text that is true of this program, and what was not done for this very file."""

from __future__ import annotations

from evidence.casefile import english_annexes as e
from evidence.casefile.blocks import Block, Paragraph, Unprintable
from evidence.casefile.footnotes import Notes
from evidence.casefile.matter import Matter
from evidence.casefile.passages import paragraphs
from evidence.casefile.runs import Digest, Plain, Sentence, fixed


def methodology(matter: Matter, notes: Notes) -> tuple[Block, ...]:
    """To be made after every other section: only then is it known which quotes had no translation."""

    def told(head: str, *sentences: Sentence) -> Paragraph:
        return Paragraph(sentences=sentences, head=matter.say(head))

    count = len(notes.untranslated)
    missing = matter.say(e.UNTRANSLATED, count=str(count)) if count else matter.say(e.ALL_TRANSLATED)
    rule = matter.say(e.TRANSLATIONS[matter.papers.translations.value])
    digest = Digest(hex=matter.law.digest)
    return (
        *paragraphs(matter, notes, "methodology"),
        *(told(head, fixed(matter.say(text))) for head, text in e.METHODS),
        told(e.TRANSLATION_HEAD, fixed(rule), fixed(matter.say(e.NO_MACHINE)), fixed(missing)),
        told(e.SHOWN_HEAD, fixed(matter.say(e.SHOWN))),
        told(e.NOT_SHOWN_HEAD, fixed(matter.say(e.NOT_SHOWN))),
        told(e.NOT_DONE_HEAD, *_not_done(matter)),
        told(e.LAW_HEAD, fixed((Plain(text=f"{matter.say(e.LAW_DATA)} "), digest)), fixed(matter.sign_off)),
        Unprintable(
            head=matter.say(e.CHARACTERS), none=matter.say(e.CHARACTERS_NONE), some=matter.say(e.CHARACTERS_SOME)
        ),
    )


def _not_done(matter: Matter) -> tuple[Sentence, ...]:
    authorities = matter.papers.authorities
    stamp = matter.say(e.STAMPED, authorities=", ".join(authorities)) if authorities else matter.say(e.NO_STAMP)
    said = [stamp, matter.say(e.NOT_VISITED)]
    if matter.papers.manifest is None:
        said.append(matter.say(e.ONLY_PREVIEW))
    return tuple(fixed(one) for one in said)

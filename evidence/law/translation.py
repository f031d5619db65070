"""The law data's English texts in another language: our own translation, signed off by nobody, never an official text.

Where a provision keeps its official words (`orig`), those are printed in the forum's own language instead.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from evidence.errors import MalformedError
from evidence.law.fields import Fields
from evidence.law.read_crimes import Context
from evidence.law.terms import Crime, Mode


@dataclass(frozen=True, slots=True, kw_only=True)
class LawTranslation:
    """One language: English text -> translation. Crimes that share an element share its words."""

    language: str
    texts: Mapping[str, str]


def read_translation(
    fields: Fields, language: str, context: Context, crimes: Iterable[Crime], modes: Iterable[Mode]
) -> LawTranslation:
    """The file of one language; MalformedError where it leaves out a title or an element of the Statute's side."""
    meta = fields.inner("meta")
    if meta.text("language") != language:
        raise meta.refusal("language", "is not that of the file's name")
    meta.skip("verified", "note")
    meta.done()
    titles, elements, others = fields.words("titles"), fields.words("elements"), fields.words("texts")
    fields.done()
    texts = dict(others)
    for identifier, english, given in _asked(context, crimes, modes, titles, elements):
        if identifier not in given and english not in texts:
            raise MalformedError(f"law data: translations/{language}.yaml leaves out {identifier}")
        if identifier in given:
            texts[english] = given[identifier]
    return LawTranslation(language=language, texts=texts)


def _asked(
    context: Context,
    crimes: Iterable[Crime],
    modes: Iterable[Mode],
    titles: Mapping[str, str],
    elements: Mapping[str, str],
) -> Iterator[tuple[str, str, Mapping[str, str]]]:
    for element in (*context.shared.values(), *context.principles.values()):
        yield element.id, element.text, elements
        if element.title:
            yield element.id, element.title, titles
    owners: tuple[Crime | Mode, ...] = (*crimes, *modes)
    for owner in owners:
        yield owner.id, owner.title, titles
        for element in owner.elements:
            if not element.inherited:
                yield element.id, element.text, elements

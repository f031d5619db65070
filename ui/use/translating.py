"""Translations of quotes: who made them, of which sort, and whether they may leave."""

from __future__ import annotations

from evidence.casefile.translations import Readers
from evidence.errors import MalformedError
from evidence.model.output import Translation, TranslationSort
from evidence.model.values import Text
from ui.session import Session
from ui.use.given import one_of
from ui.use.material import cite, number_of, place_of


def translate(
    session: Session, exhibit: str, page: int, quote: str, *, text: str, to: str, translator: str, sort: str,
    start: int | None = None,
) -> Translation:  # fmt: skip
    """A quote in another language; a newer one of the same quote, language and sort replaces the older."""
    kind = one_of(TranslationSort, sort, "sort of translation")
    cited = cite(session, exhibit, page, quote, start)
    if not text.strip():
        raise MalformedError("a translation has words", hint="add --text with what the quote says")
    older = [
        one.id
        for one in session.standing.live(Translation)
        if one.sort is kind and one.text.lang == to and one.quote is not None and one.quote == cited
    ]
    return session.hand.record(
        Translation,
        replaces=tuple(older),
        quote=cited,
        passage=None,
        text=Text(lang=to, text=text),
        translator=translator,
        sort=kind,
    )


def translation_rows(session: Session) -> list[dict[str, object]]:
    """One row for each live translation of a quote; `may leave` says whether a file may print it."""
    standing, readers = session.standing, Readers(session.standing)
    return [
        {
            "translation": number_of(session, one.id),
            "exhibit": place_of(session, one.quote),
            "quote": one.quote.quote,
            "to": one.text.lang,
            "text": one.text.text,
            "by": one.translator,
            "sort": one.sort.value,
            "may leave": "yes" if readers.may_leave(one) else "no: a second person reads it first",
        }
        for one in standing.live(Translation)
        if one.quote is not None
    ]

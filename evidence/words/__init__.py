"""The words people read, in their language: pages, receipts and case files draw on one gettext catalogue.

English is the source text. Another language is offered when its catalogue lies beside this file
(`<language>/LC_MESSAGES/sviedka.po`); a test refuses one that is not whole, for a half-translated page looks broken.
"""

from __future__ import annotations

import gettext
import re
from functools import cache
from io import BytesIO
from pathlib import Path

from evidence.errors import NotHeldError

DOMAIN = "sviedka"
SOURCE_LANGUAGE = "en"
_FOLDER = Path(__file__).parent
_LANGUAGE = re.compile(r"[a-z]{2}")


def offered() -> tuple[str, ...]:
    """The languages of case files: those with a catalogue, English first; two-letter codes of ISO 639."""
    return (SOURCE_LANGUAGE, *sorted(path.parts[-3] for path in _FOLDER.glob(f"*/LC_MESSAGES/{DOMAIN}.po")))


def spoken() -> tuple[str, ...]:
    """The languages that the pages speak: English alone, until refusals and every line of the desks are translated."""
    return (SOURCE_LANGUAGE,)


def catalogue_file(language: str) -> Path:
    """Where the catalogue of a language lies, or would lie."""
    return _FOLDER / language / "LC_MESSAGES" / f"{DOMAIN}.po"


@cache
def words(language: str) -> gettext.NullTranslations:
    """The catalogue of a language, for its `gettext` and `ngettext`; NotHeldError for one that is not offered."""
    if language == SOURCE_LANGUAGE:
        return gettext.NullTranslations()
    if not _LANGUAGE.fullmatch(language) or language not in offered():
        raise NotHeldError("no catalogue of words for that language", hint=f"one of: {', '.join(offered())}")
    from babel.messages.mofile import write_mo
    from babel.messages.pofile import read_po

    compiled = BytesIO()
    with catalogue_file(language).open("rb") as file:
        write_mo(compiled, read_po(file, locale=language))
    compiled.seek(0)
    return gettext.GNUTranslations(compiled)


def marked(text: str) -> str:
    """The text itself: marks a constant for extraction where it is written, to be translated where it is shown."""
    return text

"""The words people read, in their language: pages, receipts and case files draw on one gettext catalogue.

English is the source text. Another language is offered only when its catalogue is compiled beside this file
(`<language>/LC_MESSAGES/sviedka.mo`), because a half-translated page looks broken.
"""

from __future__ import annotations

import gettext
import re
from functools import cache
from pathlib import Path

from evidence.errors import NotHeldError

DOMAIN = "sviedka"
SOURCE_LANGUAGE = "en"
_FOLDER = Path(__file__).parent
_LANGUAGE = re.compile(r"[a-z]{2}")


def offered() -> tuple[str, ...]:
    """The languages with a whole catalogue, English first; two-letter codes of ISO 639."""
    compiled = sorted(path.parts[-3] for path in _FOLDER.glob(f"*/LC_MESSAGES/{DOMAIN}.mo"))
    return (SOURCE_LANGUAGE, *compiled)


@cache
def words(language: str) -> gettext.NullTranslations:
    """The catalogue of a language, for its `gettext` and `ngettext`; NotHeldError for one that is not offered."""
    if language == SOURCE_LANGUAGE:
        return gettext.NullTranslations()
    if not _LANGUAGE.fullmatch(language) or language not in offered():
        raise NotHeldError("no catalogue of words for that language", hint="choose one that the first page offers")
    return gettext.translation(DOMAIN, localedir=_FOLDER, languages=[language])


def marked(text: str) -> str:
    """The text itself: marks a constant for extraction where it is written, to be translated where it is shown."""
    return text

"""The words of this session's language, and safe ways to show words that are not ours."""

from __future__ import annotations

import re
import string

import streamlit as st
from babel.numbers import format_decimal

from evidence.words import SOURCE_LANGUAGE, words

LANGUAGE = "language"
"""The key of the session's language."""

_PUNCTUATION = {ord(mark): f"\\{mark}" for mark in string.punctuation}
# Marks that turn text around or hide in it: shown as their number, so that a name cannot pretend (Unicode TR 36).
_HIDDEN = re.compile("[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u200b\u200e\u200f\u202a-\u202e\u2066-\u2069\ufeff]")
_LINKS = re.compile(r"(?i)(?<=http)(?=s?://)|(?<=www)(?=\.)|(?=@)")
_SPACE = re.compile(r"\s+")


def _(text: str) -> str:
    """The text in this session's language."""
    return words(str(st.session_state.get(LANGUAGE, SOURCE_LANGUAGE))).gettext(text)


def plural(one: str, many: str, number: int) -> str:
    """The right form for a number, with `{n}` filled in as the language groups its digits."""
    language = str(st.session_state.get(LANGUAGE, SOURCE_LANGUAGE))
    return words(language).ngettext(one, many, number).format(n=format_decimal(number, locale=language))


def visible(untrusted: str) -> str:
    """One line in which every hidden or turning mark is shown by its number."""
    return _HIDDEN.sub(lambda mark: f"‹U+{ord(mark.group()):04X}›", _SPACE.sub(" ", untrusted).strip())


def plain(untrusted: str) -> str:
    """Words that are not ours, for use inside Markdown: they come out as written, never as markup or a link.

    A word joiner keeps addresses from turning into links that a click would follow out of this machine.
    """
    return _LINKS.sub("\u2060", visible(untrusted)).translate(_PUNCTUATION)

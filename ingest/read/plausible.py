"""Does a text layer say something that a page can say? A score that can be explained, without looking at the page.

"The page has text" is no reason to believe it: a font with a false map, a scanner's garbage and mojibake all have text.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from enum import StrEnum

from ingest.read.letters import letters, likeness

BELIEVED = 50
"""The least score, of 100, at which a text layer is believed."""

# U+0002 and U+FFFE are how pdfium writes a hyphen at a line's end.
_CONTROL = re.compile(r"[\x00\x01\x03-\x08\x0e-\x1f\x7f-\x9f\ufff0-\ufffd\uffff]")
_PRIVATE = re.compile(r"[\ue000-\uf8ff\U000f0000-\U0010fffd]")
_MARK = re.compile(r"(?<=[A-Za-z])[\u0300-\u036f]+")
_COMPARED = 4_000
_OURS = 58
_SEEN = re.compile(r"\S")
_LATIN_1_UPPER_HALF = re.compile(r"[\u00a1-\u00bf\u00c0-\u00ff]")
# UTF-8 read as windows-1251: each letter becomes two, the first one of these.
_TWICE_READ = re.compile(r"[РС][\u0080-\u00bf\u0402-\u040f\u0452-\u045f\u2010-\u2122°±µ¶·]")
_INNER_CAPITAL = re.compile(r"(?<=[а-яёіўўїєґ])[А-ЯЁІЎЇЄҐ]")


class Doubt(StrEnum):
    """What speaks against a text layer."""

    CONTROLS = "controls"
    PRIVATE_USE = "private_use"
    LATIN_MOJIBAKE = "latin_mojibake"
    CYRILLIC_MOJIBAKE = "cyrillic_mojibake"
    NO_LANGUAGE = "no_language"


@dataclass(frozen=True, slots=True, kw_only=True)
class Judgement:
    """How far a text layer can be believed, 0 to 100, and what spoke against it most (None if nothing did)."""

    score: int
    doubt: Doubt | None = None

    @property
    def believed(self) -> bool:
        """True if the text may stand as the page's text."""
        return self.score >= BELIEVED


def judge(text: str) -> Judgement:
    """Score the text: the worst of five doubts decides, each a share of its characters or letter pairs."""
    seen = len(_SEEN.findall(text))
    if not seen:
        return Judgement(score=100)
    cyrillic, latin = letters(text)
    doubts = {
        # A tenth of unprintable characters is beyond any honest font.
        Doubt.CONTROLS: _share(_CONTROL, text, seen) * 5,
        # Bullets and logos live there too, so more of them are needed.
        Doubt.PRIVATE_USE: _share(_PRIVATE, text, seen) * 2,
        # Accented letters are 30 % of no Latin language, and 90 % of Cyrillic read as Latin-1.
        Doubt.LATIN_MOJIBAKE: _share(_LATIN_1_UPPER_HALF, text, seen) * 3 // 2
        if latin > cyrillic and latin >= 4
        else 0,
        Doubt.CYRILLIC_MOJIBAKE: _cyrillic_mojibake(text, cyrillic),
        Doubt.NO_LANGUAGE: _no_language(text, cyrillic, latin, seen),
    }
    # Between two that are certain the more telling one, which stands first.
    doubt, weight = max(doubts.items(), key=lambda found: min(100, found[1]))
    return Judgement(score=max(0, 100 - weight), doubt=doubt if weight else None)


def _share(pattern: re.Pattern[str], text: str, whole: int) -> int:
    return len(pattern.findall(text)) * 100 // whole


def _cyrillic_mojibake(text: str, cyrillic: int) -> int:
    if cyrillic < 10:
        return 0
    twice = len(_TWICE_READ.findall(text)) * 200 // cyrillic
    capitals = len(_INNER_CAPITAL.findall(text)) * 100 // cyrillic
    return max(twice, capitals * 4)


def _no_language(text: str, cyrillic: int, latin: int, seen: int) -> int:
    # Too few letters, or another script: nothing to compare with.
    if cyrillic + latin < 60 or cyrillic + latin < seen // 3:
        return 0
    share = likeness(text)[1]
    if share < _OURS:
        share = max(share, likeness(_without_marks(text))[1])
    # Measured: garbage has 49 % of our pairs and less, honest text in any language with our letters 57 % and more.
    # A list of codes may fall below; then the picture is asked, and it confirms the layer.
    return max(0, (_OURS - share) * 6)


def _without_marks(text: str) -> str:
    """Latin letters without accents, for the comparison only: Czech has our pairs under its own marks."""
    return unicodedata.normalize("NFC", _MARK.sub("", unicodedata.normalize("NFD", text[:_COMPARED])))

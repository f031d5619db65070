"""The states people read, each one glyph or icon and one word, the same on every page."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum

from evidence.words import marked as _


class Tone(Enum):
    """What a colour means; never shown without its word. The value is Streamlit's name for the badge."""

    MAIN = "blue"
    HOLDS = "green"
    WAITS = "yellow"
    STOPS = "red"
    QUIET = "gray"


@dataclass(frozen=True, slots=True, kw_only=True)
class Look:
    """How a state is shown: its word in English, its tone, and a text glyph or a Material icon's name."""

    word: str
    tone: Tone
    glyph: str = ""
    icon: str = ""


class Coverage(Enum):
    """The five states of a cell; one disc is one independent origin."""

    NO_EVIDENCE = Look(word=_("No evidence"), tone=Tone.QUIET, glyph="○")
    LEAD_ONLY = Look(word=_("Lead only"), tone=Tone.WAITS, glyph="△")
    SINGLE_SOURCE = Look(word=_("Single source"), tone=Tone.MAIN, glyph="●")
    CORROBORATED = Look(word=_("Corroborated"), tone=Tone.HOLDS, glyph="●●")
    CONTESTED = Look(word=_("Contested"), tone=Tone.STOPS, glyph="◆")


class Holding(Enum):
    """The seven states of an exhibit; each is in exactly one."""

    TAKEN_IN = Look(word=_("Taken in"), tone=Tone.MAIN, icon="hourglass_empty")
    READ = Look(word=_("Read"), tone=Tone.HOLDS, icon="check")
    NEEDS_OCR = Look(word=_("Needs OCR"), tone=Tone.WAITS, icon="document_scanner")
    NEEDS_PASSWORD = Look(word=_("Needs password"), tone=Tone.WAITS, icon="key")
    UNSUPPORTED = Look(word=_("Unsupported"), tone=Tone.QUIET, icon="help_center")
    REFUSED = Look(word=_("Refused"), tone=Tone.STOPS, icon="block")
    FAILED = Look(word=_("Failed"), tone=Tone.STOPS, icon="warning")


class Weight(Enum):
    """How much a check that is open weighs."""

    BLOCKER = Look(word=_("Blocker"), tone=Tone.STOPS, icon="block")
    MAJOR = Look(word=_("Major"), tone=Tone.WAITS, icon="error")
    MINOR = Look(word=_("Minor"), tone=Tone.QUIET, icon="info")
    LATER = Look(word=_("Later"), tone=Tone.QUIET, icon="schedule")
    STALE = Look(word=_("Stale"), tone=Tone.WAITS, icon="update")
    SECOND_READING = Look(word=_("Second reading"), tone=Tone.MAIN, icon="rate_review")
    PASSED = Look(word=_("Passed"), tone=Tone.HOLDS, icon="check")


class Side(Enum):
    """Which way a claim bears on an element."""

    FOR = Look(word=_("For"), tone=Tone.HOLDS, icon="add")
    AGAINST = Look(word=_("Against"), tone=Tone.STOPS, icon="remove")


class Found(Enum):
    """The verdict of a verification; "could not be checked" is neither of the other two."""

    INTACT = Look(word="INTACT", tone=Tone.HOLDS, icon="check_circle")
    INDETERMINATE = Look(word="INDETERMINATE", tone=Tone.WAITS, icon="help")
    BROKEN = Look(word="BROKEN", tone=Tone.STOPS, icon="cancel")


class Reading(Enum):
    """How far the second reading of a claim has come."""

    WAITS = Look(word=_("Waits for a reader"), tone=Tone.WAITS, icon="hourglass_empty")
    ACCEPTED = Look(word=_("Second reading: accepted"), tone=Tone.HOLDS, icon="how_to_reg")
    RETURNED = Look(word=_("Second reading: returned"), tone=Tone.STOPS, icon="undo")
    NOT_ASKED = Look(word=_("Second reading not asked for"), tone=Tone.QUIET, icon="remove_done")


class Step(Enum):
    """Where one step of a disclosure stands."""

    DONE = Look(word=_("done"), tone=Tone.HOLDS, icon="check_circle")
    NOW = Look(word=_("now"), tone=Tone.MAIN, icon="radio_button_checked")
    LATER = Look(word=_("later"), tone=Tone.QUIET, icon="radio_button_unchecked")

"""Which text a PDF page stands with: its own layer, or what OCR reads off its image; and why.

The layer is what a reader of the file copies, the image is what a reader of the page sees. Where both are there and
differ, the page decides, and the layer is kept beside it.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum, auto
from typing import Protocol, Self

from ingest.read.letters import words
from ingest.read.ocr import Recognised
from ingest.read.pages import Code
from ingest.read.plausible import Judgement

# A page under a picture of half its size may be a scan; one with hardly any text, under a smaller one too.
_COVERED = 50
_SPARSE = 200
# A logo is smaller; a photograph of a sheet is larger.
_ILLUSTRATED = 5
_DRAWN = 30
_AGREES = 60
_SURE = 50


class Need(Enum):
    """Why a page's image must be read."""

    NONE = auto()
    ABSENT = auto()
    IMPLAUSIBLE = auto()
    COVERED = auto()


class Shown(Protocol):
    """What a page shows besides text."""

    def covered_by_images(self) -> int:
        """Per cent of the page under images."""
        ...

    def drawings(self) -> int:
        """Number of paths drawn."""
        ...


@dataclass(frozen=True, slots=True, kw_only=True)
class Belief:
    """The text a page stands with, where it is from, and what is to be said about it."""

    text: str
    ocr: bool = False
    recognised: Recognised | None = None
    waits: bool = False
    findings: tuple[Code, ...] = ()

    @classmethod
    def waiting(cls, layer: str, need: Need, why: Code) -> Self:
        """Until OCR is done: a believable layer stands, a garbage one does not."""
        if need is Need.IMPLAUSIBLE:
            return cls(text="", waits=True, findings=(Code.TEXT_LAYER_IMPLAUSIBLE, why))
        return cls(text=layer, waits=True, findings=(why,))


def need_of(layer: str, judgement: Judgement, shown: Shown, *, invisible: bool) -> Need:
    """Whether the page's image must be read: by its layer, whether that is painted, and what else is on the page."""
    if not judgement.believed:
        return Need.IMPLAUSIBLE
    covered = shown.covered_by_images()
    if not layer.strip():
        return Need.ABSENT if covered >= _ILLUSTRATED or shown.drawings() >= _DRAWN else Need.NONE
    sparse = len(layer) < _SPARSE and covered >= _ILLUSTRATED
    return Need.COVERED if covered >= _COVERED or sparse or invisible else Need.NONE


def believe(layer: str, need: Need, found: Recognised | None) -> Belief:
    """Settle between the layer and what OCR found (None: no writing on the image)."""
    if found is None or not found.text:
        return _nothing_read(layer, need)
    poor = (Code.OCR_POOR,) if found.confidence < _SURE else ()
    if need is Need.ABSENT:
        return Belief(text=found.text, ocr=True, recognised=found, findings=poor)
    agrees, more = _agreement(layer, found.text)
    if agrees >= _AGREES and not more:
        return Belief(text=layer)
    if need is Need.IMPLAUSIBLE:
        findings = (Code.TEXT_LAYER_IMPLAUSIBLE, *poor)
    elif poor:
        return Belief(text=layer, findings=(Code.TEXT_LAYER_UNCONFIRMED,))
    else:
        findings = (Code.TEXT_LAYER_INCOMPLETE if agrees >= _AGREES else Code.TEXT_LAYER_CONTRADICTED,)
    return Belief(text=found.text, ocr=True, recognised=found, findings=findings)


def _nothing_read(layer: str, need: Need) -> Belief:
    match need:
        case Need.IMPLAUSIBLE:
            return Belief(text="", ocr=True, findings=(Code.TEXT_LAYER_IMPLAUSIBLE, Code.NO_WRITING))
        case Need.ABSENT:
            return Belief(text="", ocr=True, findings=(Code.NO_WRITING,))
        case _:
            return Belief(text=layer, findings=(Code.TEXT_LAYER_UNCONFIRMED,))


def _agreement(layer: str, seen: str) -> tuple[int, bool]:
    """How many per cent of the layer's words are seen on the page, and whether much more is seen than it says."""
    said, shown = words(layer), words(seen)
    if not said:
        return 0, True
    visible = set(shown)
    agrees = sum(word in visible for word in said) * 100 // len(said)
    return agrees, len(shown) * 2 > len(said) * 3 + 10

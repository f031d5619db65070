"""Reading words off an image: is there writing at all, which way up, which script, which language, then the words.

One language a page reads best, but Belarusian papers quote Russian ones: a line that reads badly is tried in the other
languages of its script. Nothing is looked up outside: language data are Debian's, found by folder.
"""

from __future__ import annotations

import os
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import tesserocr  # type: ignore[import-untyped]
from PIL import Image

from ingest.read.letters import likeness
from ingest.read.ocr_image import Box, halved, has_edges, padded, points, turned_back
from ingest.read.pages import Word

DPI = 300
THRESHOLDING = 2
"""Sauvola: errors on photographs taken by phone fell from 57.8 % to 0.7 %, scans stay as good."""

_SCRIPTS = {"Cyrillic": ("rus", "bel", "ukr"), "Latin": ("eng", "pol", "lit")}
_FOLDERS = "usr/share/tesseract-ocr/*/tessdata"
# The last page's language is kept unasked if the next one looks like it and reads like it, in per cent.
_SAME = 160
# Below this the script was not what it seemed, and the other one is tried too.
_POOR = 130
_SAMPLE_LINES = 6
# A line below this confidence, or with a word below the other, is tried in the sister languages.
_DOUBTED = 88
_DOUBTED_WORD = 60
_TRIED_AGAIN = 12
# Below this it is no writing at all in any of our languages.
_HOPELESS = 40
_BETTER = 12


@dataclass(frozen=True, slots=True, kw_only=True)
class Recognised:
    """Words read off one page image; `confidence` is their mean, 0 to 100; `language` the page's, others may occur."""

    text: str
    words: tuple[Word, ...]
    language: str
    confidence: int


@dataclass(frozen=True, slots=True, kw_only=True)
class _Line:
    """One line as read: what stands before it, its box in dots, and each word with its box and confidence."""

    gap: str
    box: Box
    words: tuple[tuple[str, Box, int], ...]

    def confidence(self) -> int:
        return sum(confidence for _, _, confidence in self.words) // len(self.words)

    def doubted(self) -> bool:
        if self.confidence() < _HOPELESS:
            return False
        return self.confidence() < _DOUBTED or min(confidence for _, _, confidence in self.words) < _DOUBTED_WORD

    def fit(self, language: str) -> int:
        """Likeness and confidence together, to compare readings of one line; 0 to 200."""
        return likeness(" ".join(said for said, _, _ in self.words), (language,))[1] + self.confidence()


def data_folder() -> Path | None:
    """Where tesseract's language data are: TESSDATA_PREFIX, else Debian's folder; None without any of ours."""
    named = os.environ.get("TESSDATA_PREFIX")
    folders = [Path(named), Path(named) / "tessdata"] if named else []
    folders += sorted(Path("/").glob(_FOLDERS), reverse=True)
    return next((folder for folder in folders if installed(folder)), None)


def installed(folder: Path) -> tuple[str, ...]:
    """Which of our languages have data there."""
    languages = (language for script in _SCRIPTS.values() for language in script)
    return tuple(language for language in languages if (folder / f"{language}.traineddata").is_file())


def version() -> str:
    """tesseract's own version."""
    return str(tesserocr.tesseract_version().split()[1])


class Ocr:
    """tesseract for one document; keeps what it loaded, and the last page's language as first guess."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._languages = installed(folder)
        self._loaded: dict[str, tesserocr.PyTessBaseAPI] = {}
        self._last: str | None = None

    def recognise(self, image: Image.Image, dpi: int) -> Recognised | None:
        """What is written on the image; None if nothing is."""
        grey = image.convert("L")
        if not has_edges(grey):
            return None
        turn, script = self._orientation(grey)
        upright = grey.rotate(turn, expand=True) if turn else grey
        lines = self._line_boxes(upright)
        if not lines:
            return None
        candidates = self._only(_SCRIPTS.get(script, self._languages))
        language = self._language(upright, lines, candidates)
        candidates = [sister for some in _SCRIPTS.values() if language in some for sister in self._only(some)]
        read = self._again(upright, self._lines(upright, language, dpi), language, candidates)
        if not read:
            return None
        self._last = language
        return _assembled(read, language, dpi, turn, upright.size)

    def _api(self, language: str) -> tesserocr.PyTessBaseAPI:
        if language not in self._loaded:
            api = tesserocr.PyTessBaseAPI(path=str(self._folder), lang=language, psm=tesserocr.PSM.OSD_ONLY)
            api.SetVariable("thresholding_method", str(THRESHOLDING))
            self._loaded[language] = api
        return self._loaded[language]

    def _orientation(self, grey: Image.Image) -> tuple[int, str]:
        """Degrees to turn the image counter-clockwise until it is upright, and the script ("" if not known)."""
        if not (self._folder / "osd.traineddata").is_file():
            return 0, ""
        api = self._api("osd")
        api.SetImage(halved(grey)[0])
        seen = api.DetectOrientationScript()
        if not seen:
            return 0, ""
        # Unsure of either, tesseract answers all the same; an upright Latin or Cyrillic page is the better guess.
        turn = int(seen["orient_deg"]) if seen["orient_conf"] > 2 else 0
        return turn, str(seen["script_name"]) if seen["script_conf"] > 1 else ""

    def _line_boxes(self, grey: Image.Image) -> list[Box]:
        """The longest lines, a sample."""
        small, times = halved(grey)
        api = self._api(self._languages[0])
        api.SetPageSegMode(tesserocr.PSM.AUTO)
        api.SetImage(small)
        found = sorted((box for _, box, *_ in api.GetTextlines()), key=lambda box: box["w"], reverse=True)
        boxes = ((box["x"], box["y"], box["x"] + box["w"], box["y"] + box["h"]) for box in found[:_SAMPLE_LINES])
        scaled = ((x0 * times, y0 * times, x1 * times, y1 * times) for x0, y0, x1, y1 in boxes)
        return [padded(box, grey.size, 8) for box in scaled]

    def _only(self, languages: Sequence[str]) -> list[str]:
        return [language for language in languages if language in self._languages]

    def _language(self, grey: Image.Image, boxes: Sequence[Box], candidates: Sequence[str]) -> str:
        """The language of the script that was seen which fits best; any other one where none of them fits."""
        if len(self._languages) == 1:
            return self._languages[0]
        sample = [grey.crop(box) for box in boxes]
        if self._last is not None and self._last in candidates and self._fit(sample, self._last) >= _SAME:
            return self._last
        fits = {language: self._fit(sample, language) for language in candidates}
        if max(fits.values(), default=0) < _POOR:
            # The lines were no lines, or the script not what it seemed: the whole page decides.
            page = [halved(grey)[0]]
            fits = {language: self._fit(page, language, tesserocr.PSM.AUTO) for language in self._languages}
        return max(fits, key=fits.__getitem__)

    def _fit(self, sample: Sequence[Image.Image], language: str, mode: int = tesserocr.PSM.SINGLE_LINE) -> int:
        """How much the sample, read in this language, looks like it, and how sure tesseract is: 0 to 200."""
        api = self._api(language)
        texts, sure = [], 0
        for image in sample:
            api.SetPageSegMode(mode)
            api.SetImage(image)
            api.SetSourceResolution(DPI)
            texts.append(api.GetUTF8Text())
            sure += int(api.MeanTextConf())
        return likeness(" ".join(texts), (language,))[1] + sure // len(sample)

    def _lines(self, grey: Image.Image, language: str, dpi: int, mode: int = tesserocr.PSM.AUTO) -> list[_Line]:
        api = self._api(language)
        api.SetPageSegMode(mode)
        api.SetImage(grey)
        api.SetSourceResolution(dpi)
        api.Recognize()
        items = api.GetIterator()
        return list(_lines_of(items)) if items is not None else []

    def _again(self, grey: Image.Image, lines: list[_Line], main: str, candidates: Sequence[str]) -> list[_Line]:
        """The lines, each doubted one in whichever sister language reads it clearly better."""
        left = _TRIED_AGAIN
        found = []
        for line in lines:
            if not line.doubted() or not left or len(candidates) == 1:
                found.append(line)
                continue
            left -= 1
            readings = [(line.fit(main) + _BETTER, line)]
            for language in candidates:
                if language != main:
                    readings += [(other.fit(language), other) for other in self._one_line(grey, line, language)]
            found.append(max(readings, key=lambda reading: reading[0])[1])
        return found

    def _one_line(self, grey: Image.Image, line: _Line, language: str) -> Iterator[_Line]:
        """The line read once more in another language; nothing if it does not come out as one line."""
        across, down, *_ = area = padded(line.box, grey.size, 6)
        lines = self._lines(grey.crop(area), language, DPI, tesserocr.PSM.SINGLE_LINE)
        if len(lines) == 1:
            moved = tuple(
                (said, (box[0] + across, box[1] + down, box[2] + across, box[3] + down), confidence)
                for said, box, confidence in lines[0].words
            )
            yield _Line(gap=line.gap, box=line.box, words=moved)


def _lines_of(items: tesserocr.PyResultIterator) -> Iterator[_Line]:
    level = tesserocr.RIL
    gap, box = "", (0, 0, 0, 0)
    words: list[tuple[str, Box, int]] = []
    for item in tesserocr.iterate_level(items, level.WORD):
        if item.Empty(level.WORD):
            continue
        if item.IsAtBeginningOf(level.TEXTLINE):
            if words:
                yield _Line(gap=gap, box=box, words=tuple(words))
            words, box = [], item.BoundingBox(level.TEXTLINE)
            gap = "\n\n" if item.IsAtBeginningOf(level.PARA) else "\n"
        said = item.GetUTF8Text(level.WORD)
        if said.strip():
            confidence = min(100, max(0, round(item.Confidence(level.WORD))))
            words.append((said, item.BoundingBox(level.WORD), confidence))
    if words:
        yield _Line(gap=gap, box=box, words=tuple(words))


def _assembled(lines: Sequence[_Line], language: str, dpi: int, turn: int, size: tuple[int, int]) -> Recognised:
    text, words, total = "", [], 0
    for line in lines:
        for at, (said, box, confidence) in enumerate(line.words):
            text += ("" if not text else line.gap) if at == 0 else " "
            place = points(turned_back(box, turn, size), dpi)
            words.append(Word(start=len(text), end=len(text) + len(said), box=place, confidence=confidence))
            text += said
            total += confidence
    return Recognised(text=text, words=tuple(words), language=language, confidence=total // len(words))

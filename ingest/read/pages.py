"""What a reader gives back: pages of text, what was noticed on the way, or why it was not done.

Plain values without floats: boxes are whole hundredths of a point (1/7200 inch) of the page as shown, measured from its
upper left corner, x to the right and y down; offsets count Unicode code points of the stored page string.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import StrEnum

from evidence.errors import MalformedError

Parameter = tuple[str, str | int]

_FINDING_DETAIL = re.compile(r"[a-z0-9][a-z0-9._:/+-]{0,99}")
_NAME = re.compile(r"[a-z]+(?: [0-9]{1,7})?")


class Kind(StrEnum):
    """What part of a document one page string is."""

    PAGE = "page"
    WHOLE = "whole"
    BODY = "body"
    HEADER = "header"
    FOOTER = "footer"
    FOOTNOTE = "footnote"
    ENDNOTE = "endnote"
    COMMENT = "comment"
    TEXTBOX = "textbox"
    DRAWING = "drawing"
    DELETED = "deleted"
    FIELD = "field"


class Step(StrEnum):
    """What was asked of the reader."""

    READ = "read"
    RENDER = "render"
    WORDS = "words"
    RECTANGLES = "rectangles"
    SECOND_READING = "second_reading"
    TABLES = "tables"


class Reason(StrEnum):
    """Why a step was not done; closed, because each has one remedy in the interface."""

    NEEDS_PASSWORD = "needs_password"  # noqa: S105 (a state, no password)
    UNSUPPORTED = "unsupported"
    EMPTY = "empty"
    MALFORMED = "malformed"
    OVER_TIME = "over_limit:time"
    OVER_MEMORY = "over_limit:memory"
    OVER_OUTPUT = "over_limit:output"
    OVER_PAGES = "over_limit:pages"
    OVER_INPUT = "over_limit:input"
    CRASHED = "crashed"
    NEEDS_OCR_DATA = "needs_ocr_data"


class Code(StrEnum):
    """What a reader noticed; closed, each explained in docs/spec/derivative.md."""

    NAME_MISMATCH = "name_mismatch"
    DECLARED_MISMATCH = "declared_mismatch"
    OVER_LIMIT = "over_limit"
    REPAIRED = "repaired"
    BYTES_BEFORE_HEADER = "bytes_before_header"
    NO_END_MARK = "no_end_mark"
    POLYGLOT = "polyglot"
    RESTRICTED = "restricted"
    EARLIER_REVISIONS = "earlier_revisions"
    EMBEDDED_FILES = "embedded_files"
    SIGNATURES = "signatures"
    SCRIPTS = "scripts"
    DYNAMIC_FORM = "dynamic_form"
    PAGE_UNREADABLE = "page_unreadable"
    TEXT_LAYER_IMPLAUSIBLE = "text_layer_implausible"
    TEXT_LAYER_INCOMPLETE = "text_layer_incomplete"
    TEXT_LAYER_CONTRADICTED = "text_layer_contradicted"
    TEXT_LAYER_UNCONFIRMED = "text_layer_unconfirmed"
    NO_WRITING = "no_writing"
    OCR_POOR = "ocr_poor"
    OCR_DEFERRED = "ocr_deferred"
    OCR_DATA_MISSING = "ocr_data_missing"
    TRACKED_INSERTION = "tracked_insertion"
    TRACKED_DELETION = "tracked_deletion"
    HIDDEN_TEXT = "hidden_text"
    WHITE_TEXT = "white_text"
    EXTERNAL_REFERENCE = "external_reference"
    EMBEDDED_PART = "embedded_part"
    MACROS = "macros"
    PART_MISSING = "part_missing"
    DUPLICATE_MEMBER = "duplicate_member"
    ENCODING_UNCERTAIN = "encoding_uncertain"
    MIXED_ENCODINGS = "mixed_encodings"
    CONTROL_CHARACTERS = "control_characters"
    UNDECODABLE = "undecodable"


@dataclass(frozen=True, slots=True, kw_only=True)
class Rect:
    """A box on a page as shown, in hundredths of a point; x to the right, y down, and never inside out."""

    x0: int
    y0: int
    x1: int
    y1: int

    def __post_init__(self) -> None:
        if self.x0 > self.x1 or self.y0 > self.y1:
            raise MalformedError("a box runs from its upper left to its lower right corner")


@dataclass(frozen=True, slots=True, kw_only=True)
class Word:
    """One word: `start` to `end` (first character outside) of its page string, its box, and OCR's confidence 0-100."""

    start: int
    end: int
    box: Rect
    confidence: int | None = None

    def __post_init__(self) -> None:
        if not 0 <= self.start < self.end:
            raise MalformedError("a word has at least one character")
        if self.confidence is not None and not 0 <= self.confidence <= 100:
            raise MalformedError("a confidence is 0 to 100")


@dataclass(frozen=True, slots=True, kw_only=True)
class Page:
    """One string of a document that can be cited: a page of a PDF, a part of a DOCX, the whole of a text file.

    `text` has no lone surrogate and is otherwise as the document has it. `ocr` says whether it was read off the image;
    only then it has `words`. `layer` keeps a text layer that was not believed. `waits` names what must still be done.
    `width` and `height` are hundredths of a point as shown, `rotation` the quarter turn already applied (0 90 180 270).
    """

    number: int
    text: str
    kind: Kind
    name: str | None = None
    width: int | None = None
    height: int | None = None
    rotation: int = 0
    ocr: bool = False
    language: str | None = None
    confidence: int | None = None
    words: tuple[Word, ...] = ()
    layer: str | None = None
    waits: str | None = None
    author: str | None = None
    dated: str | None = None

    def __post_init__(self) -> None:
        if self.number < 1:
            raise MalformedError("pages start at 1")
        if self.name is not None and not _NAME.fullmatch(self.name):
            raise MalformedError("a part is named like `footnote 3`")
        if (self.width is None) != (self.height is None) or self.rotation not in (0, 90, 180, 270):
            raise MalformedError("a page has both width and height, and quarter turns only")
        if self.waits not in (None, "ocr"):
            raise MalformedError("a page waits for `ocr` or for nothing")
        if self.confidence is not None and not 0 <= self.confidence <= 100:
            raise MalformedError("a confidence is 0 to 100")
        for text in (self.text, self.layer, self.author, self.dated):
            if text is not None and has_lone_surrogate(text):
                raise MalformedError("a lone surrogate is stored as U+FFFD")
        self._check_words()

    def _check_words(self) -> None:
        if self.words and not self.ocr:
            raise MalformedError("word boxes are stored for pages read by OCR only")
        before = 0
        for word in self.words:
            if word.start < before or word.end > len(self.text):
                raise MalformedError("word boxes follow the text, one after the other")
            before = word.end


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """Something noticed while reading: a code, a page if it concerns one, and a detail that is never the text."""

    code: Code
    page: int | None = None
    detail: str | int | None = None

    def __post_init__(self) -> None:
        if self.page is not None and self.page < 1:
            raise MalformedError("pages start at 1")
        if isinstance(self.detail, str) and not _FINDING_DETAIL.fullmatch(self.detail):
            raise MalformedError("a finding's detail is a number or a word of a closed set, never a document's text")


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """A document that was read: its pages in order, numbered 1, 2, 3 …, and how it was done."""

    media_type: str
    pages: tuple[Page, ...]
    findings: tuple[Finding, ...] = ()
    tool: str
    version: str
    parameters: tuple[Parameter, ...] = ()
    isolation: str

    def __post_init__(self) -> None:
        if [page.number for page in self.pages] != list(range(1, len(self.pages) + 1)):
            raise MalformedError("pages are numbered from 1 without a gap")
        keys = [key for key, _ in self.parameters]
        if keys != sorted(set(keys)):
            raise MalformedError("parameters are sorted by name, each once")
        if not (self.media_type and self.tool and self.version and self.isolation):
            raise MalformedError("a reading names its media type, tool, version and isolation")

    @property
    def waits(self) -> bool:
        """True while a page still waits for OCR: the exhibit is then `needs_ocr`, not `read`."""
        return any(page.waits for page in self.pages)


@dataclass(frozen=True, slots=True, kw_only=True)
class NotDone:
    """A step that was not done on one document, and why; `media_type` where the content was recognised before that."""

    step: Step
    reason: Reason
    media_type: str | None = None


def has_lone_surrogate(text: str) -> bool:
    """True if the string could not be written as UTF-8."""
    try:
        text.encode()
    except UnicodeEncodeError:
        return True
    return False


def storable(text: str) -> str:
    """The text with surrogate pairs joined and each lone half as U+FFFD; everything else stays as it is."""
    if not has_lone_surrogate(text):
        return text
    return text.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace")

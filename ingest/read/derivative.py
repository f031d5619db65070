"""The `text/1` derivative: a reading as canonical JSON, and back (docs/spec/derivative.md).

Strict both ways: `encode(decode(b)) == b` for every b that is accepted, and `decode(encode(r)) == r` for every reading.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from evidence import canonical
from evidence.canonical import Json
from evidence.errors import MalformedError, NewerFormatError
from ingest.read.pages import Code, Finding, Kind, Page, Parameter, Reading, Rect, Word

KIND = "text/1"

_READING = {"findings", "isolation", "kind", "media_type", "pages", "parameters", "tool", "version"}
_PAGE_TEXTS = ("author", "dated", "language", "layer", "name", "waits")


def encode(reading: Reading) -> bytes:
    """The derivative's bytes, as the vault keeps them."""
    return canonical.encode(
        {
            "kind": KIND,
            "media_type": reading.media_type,
            "pages": [page_json(page) for page in reading.pages],
            "findings": [finding_json(finding) for finding in reading.findings],
            "tool": reading.tool,
            "version": reading.version,
            "parameters": dict(reading.parameters),
            "isolation": reading.isolation,
        }
    )


def decode(untrusted: bytes) -> Reading:
    """The reading these bytes write; MalformedError if they are not exactly what `encode` writes."""
    members = canonical.decode_object(untrusted)
    kind = members.get("kind")
    if isinstance(kind, str) and kind.startswith("text/") and kind != KIND:
        raise NewerFormatError("a text derivative of another version than text/1")
    if kind != KIND or members.keys() != _READING:
        raise MalformedError("not a text/1 derivative")
    return Reading(
        media_type=_string(members["media_type"]),
        pages=tuple(parse_page(page) for page in _list(members["pages"])),
        findings=tuple(parse_finding(finding) for finding in _list(members["findings"])),
        tool=_string(members["tool"]),
        version=_string(members["version"]),
        parameters=parse_parameters(members["parameters"]),
        isolation=_string(members["isolation"]),
    )


def page_json(page: Page) -> dict[str, Json]:
    """One page as it stands in the derivative: what is absent is left out, never null."""
    members: dict[str, Json] = {"kind": str(page.kind), "n": page.number, "text": page.text}
    if page.width is not None and page.height is not None:
        members["size"] = [page.width, page.height]
    if page.rotation:
        members["rotation"] = page.rotation
    if page.ocr:
        members["ocr"] = True
    if page.confidence is not None:
        members["confidence"] = page.confidence
    if page.words:
        members["words"] = [word_json(word) for word in page.words]
    for key in _PAGE_TEXTS:
        value: str | None = getattr(page, key)
        if value is not None:
            members[key] = value
    return members


def parse_page(untrusted: Json) -> Page:
    """A page, or MalformedError: unknown, missing and null members are refused."""
    members = dict(_object(untrusted))
    number, text, kind = _int(members.pop("n", None)), _string(members.pop("text", None)), members.pop("kind", None)
    width, height = _size(members.pop("size")) if "size" in members else (None, None)
    rotation = _nonzero(members.pop("rotation")) if "rotation" in members else 0
    ocr = "ocr" in members and _true(members.pop("ocr"))
    confidence = _int(members.pop("confidence")) if "confidence" in members else None
    words = tuple(parse_word(word) for word in _nonempty(members.pop("words"))) if "words" in members else ()
    texts = {key: _string(members.pop(key)) for key in _PAGE_TEXTS if key in members}
    if members:
        raise MalformedError("a page with a member that text/1 does not have")
    return Page(
        number=number,
        text=text,
        kind=_kind(kind),
        name=texts.get("name"),
        width=width,
        height=height,
        rotation=rotation,
        ocr=ocr,
        language=texts.get("language"),
        confidence=confidence,
        words=words,
        layer=texts.get("layer"),
        waits=texts.get("waits"),
        author=texts.get("author"),
        dated=texts.get("dated"),
    )


def word_json(word: Word) -> list[Json]:
    """A word as `[start, end, x0, y0, x1, y1]` or, from OCR, with its confidence as a seventh number."""
    box = word.box
    row: list[Json] = [word.start, word.end, box.x0, box.y0, box.x1, box.y1]
    return row if word.confidence is None else [*row, word.confidence]


def parse_word(untrusted: Json) -> Word:
    """A word from its six or seven numbers."""
    numbers = [_int(number) for number in _list(untrusted)]
    if len(numbers) not in (6, 7):
        raise MalformedError("a word is six or seven numbers")
    confidence = numbers[6] if len(numbers) == 7 else None
    return Word(start=numbers[0], end=numbers[1], box=_rect(numbers[2:6]), confidence=confidence)


def rect_json(rect: Rect) -> list[Json]:
    """A box as `[x0, y0, x1, y1]`."""
    return [rect.x0, rect.y0, rect.x1, rect.y1]


def parse_rect(untrusted: Json) -> Rect:
    """A box from its four numbers."""
    numbers = [_int(number) for number in _list(untrusted)]
    if len(numbers) != 4:
        raise MalformedError("a box is four numbers")
    return _rect(numbers)


def finding_json(finding: Finding) -> dict[str, Json]:
    """One finding; an absent page or detail is left out."""
    members: dict[str, Json] = {"code": str(finding.code)}
    if finding.page is not None:
        members["page"] = finding.page
    if finding.detail is not None:
        members["detail"] = finding.detail
    return members


def parse_finding(untrusted: Json) -> Finding:
    """A finding, or MalformedError; its code is one of the closed set."""
    members = _object(untrusted)
    if not members.keys() <= {"code", "page", "detail"}:
        raise MalformedError("a finding has a code, a page and a detail")
    try:
        code = Code(_string(members.get("code")))
    except ValueError as error:
        raise MalformedError("a finding with a code that text/1 does not have") from error
    page = _int(members["page"]) if "page" in members else None
    return Finding(code=code, page=page, detail=_scalar(members["detail"]) if "detail" in members else None)


def parse_parameters(untrusted: Json) -> tuple[Parameter, ...]:
    """Parameters sorted by name: each a string or a whole number."""
    return tuple((key, _scalar(value)) for key, value in sorted(_object(untrusted).items()))


def parameters_of(pairs: Iterable[Parameter]) -> tuple[Parameter, ...]:
    """The pairs as a reading wants them: sorted, each name once, the last one winning."""
    return tuple(sorted(dict(pairs).items()))


def _rect(numbers: Sequence[int]) -> Rect:
    return Rect(x0=numbers[0], y0=numbers[1], x1=numbers[2], y1=numbers[3])


def _kind(untrusted: Json) -> Kind:
    try:
        return Kind(_string(untrusted))
    except ValueError as error:
        raise MalformedError("a page of a kind that text/1 does not have") from error


def _size(untrusted: Json) -> tuple[int, int]:
    numbers = [_int(number) for number in _list(untrusted)]
    if len(numbers) != 2:
        raise MalformedError("a size is two numbers")
    return numbers[0], numbers[1]


def _true(untrusted: Json) -> bool:
    if untrusted is not True:
        raise MalformedError("a mark is true or left out")
    return True


def _nonzero(untrusted: Json) -> int:
    number = _int(untrusted)
    if number == 0:
        raise MalformedError("no rotation is left out, not written as 0")
    return number


def _nonempty(untrusted: Json) -> Sequence[Json]:
    items = _list(untrusted)
    if not items:
        raise MalformedError("no words are left out, not written as []")
    return items


def _scalar(untrusted: Json) -> str | int:
    return untrusted if isinstance(untrusted, str) else _int(untrusted)


def _string(untrusted: Json) -> str:
    if not isinstance(untrusted, str):
        raise MalformedError("expected a string")
    return untrusted


def _int(untrusted: Json) -> int:
    # To Python the JSON value `true` is an int, yet it hashes differently from 1.
    if not isinstance(untrusted, int) or isinstance(untrusted, bool):
        raise MalformedError("expected a whole number")
    return untrusted


def _list(untrusted: Json) -> Sequence[Json]:
    if isinstance(untrusted, str) or not isinstance(untrusted, Sequence):
        raise MalformedError("expected a list")
    return untrusted


def _object(untrusted: Json) -> Mapping[str, Json]:
    if not isinstance(untrusted, Mapping):
        raise MalformedError("expected an object")
    return untrusted

"""Plain text: which encoding, by a score that can be explained, and then the whole file as one page.

Nothing is dropped: NUL and escapes stay, a byte no encoding knows becomes U+FFFD and is counted.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from ingest.identify import TEXT, looks_utf16
from ingest.read.letters import likeness
from ingest.read.pages import Code, Finding, Kind, Page, Parameter, Reason, storable
from ingest.read.request import CannotReadError, Content, Done, Request, Steps

TOOL = "sviedka-plain"
VERSION = "2"

_CYRILLIC = ("bel", "rus", "ukr")
_CANDIDATES: dict[str, tuple[str, ...]] = {
    "windows-1251": _CYRILLIC,
    "koi8-r": _CYRILLIC,
    "koi8-u": _CYRILLIC,
    "cp866": _CYRILLIC,
    "cp855": _CYRILLIC,
    "iso8859-5": _CYRILLIC,
    "mac-cyrillic": _CYRILLIC,
    "windows-1250": ("pol",),
    "iso8859-2": ("pol",),
    "windows-1257": ("lit",),
    "iso8859-13": ("lit",),
    "windows-1252": ("eng", "pol", "lit"),
    "cp037": ("eng",),
}
_LEAST = 30
"""Below this score no candidate is believed; the file is read as windows-1252 and marked uncertain."""
_CLEARLY = 6
"""By so much must the best one lead before nothing is marked."""

_UTF32 = ((b"\xff\xfe\x00\x00", "utf-32-le"), (b"\x00\x00\xfe\xff", "utf-32-be"))
_BOMS = ((b"\xef\xbb\xbf", "utf-8"), (b"\xff\xfe", "utf-16-le"), (b"\xfe\xff", "utf-16-be"))
_JUDGED = 1 << 16
_HIGH = re.compile(rb"[\x80-\xff]")
_ODD = re.compile(r"[\x00-\x08\x0e-\x1f\x7f-\x9f\u2500-\u259f\ufffd]|(?<=\w)[^\w\s.,;:!?'’ʼ`\"“”„«»()\[\]/…–—-](?=\w)")
# Signs that no language writes at its letters, so the bytes are letters of another encoding: ÷≥тов≥ч is Цітовіч.
_SIGN = r"[^\x00-\x7f\w\s’ʼ“”„«»‘‚‹›…–—№§€·•]"
_SIGN_AT_LETTER = re.compile(rf"(?<!\w){_SIGN}(?=[^\W\d_])|(?<=[^\W\d_]){_SIGN}(?!\w)")
_STRANGE_LETTER = re.compile(r"[ЂЃѓЉЊЌЋЏђљњќћџЅѕЈј]|[ÞþÐð¹²³]")
_INNER_CAPITAL = re.compile(r"(?<=[a-zа-яёіўїєґąćęłńóśźżčėįšųūž])[А-ЯЁІЎЇЄҐA-ZĄĆĘŁŃÓŚŹŻČĖĮŠŲŪŽ]")
_CONTROLS = re.compile(r"[\x00-\x08\x0b\x0e-\x1f\x7f]")
_MULTIBYTE = re.compile(r"[^\x00-\x7f]")


@dataclass(frozen=True, slots=True, kw_only=True)
class Decoded:
    """A file as text: its encoding (`mixed` if lines differ), a score of 100, and whether another came close."""

    text: str
    encoding: str
    score: int
    uncertain: bool = False


def read(content: Content, request: Request) -> Steps:
    """The whole file as page 1, then what was noticed."""
    untrusted = content[:]
    if len(untrusted) * 6 > request.memory:
        raise CannotReadError(Reason.OVER_MEMORY)
    decoded = decode(untrusted)
    yield Page(number=1, text=storable(decoded.text), kind=Kind.WHOLE)
    yield from _findings(decoded)
    parameters: tuple[Parameter, ...] = (("encoding", decoded.encoding), ("encoding_score", decoded.score))
    yield Done(media_type=TEXT, tool=TOOL, version=VERSION, parameters=parameters)


def decode(untrusted: bytes) -> Decoded:
    """The text: a byte order mark decides, then valid UTF-8, then UTF-16's pattern, then the best single-byte score."""
    for mark, encoding in (*_utf32(untrusted[:_JUDGED]), *_BOMS):
        if untrusted.startswith(mark):
            return Decoded(text=_lenient(untrusted[len(mark) :], encoding), encoding=encoding, score=100)
    utf16 = looks_utf16(untrusted[:_JUDGED])
    if utf16 is not None:
        return Decoded(text=_lenient(untrusted, utf16), encoding=utf16, score=90)
    try:
        return Decoded(text=untrusted.decode(), encoding="utf-8", score=100)
    except UnicodeDecodeError:
        return _mixed(untrusted) or _single_byte(untrusted)


def _utf32(head: bytes) -> Iterator[tuple[bytes, str]]:
    """UTF-32's mark, if it is one: in UTF-16 the same bytes are a mark and U+0000, and what follows is no UTF-32."""
    for mark, encoding in _UTF32:
        if head.startswith(mark):
            units = _lenient(head[: len(head) // 4 * 4], encoding)
            if units.count("\ufffd") * 2 < len(units):
                yield mark, encoding


def _findings(decoded: Decoded) -> Iterator[Finding]:
    if decoded.encoding == "mixed":
        yield Finding(code=Code.MIXED_ENCODINGS, page=1)
    if decoded.uncertain:
        yield Finding(code=Code.ENCODING_UNCERTAIN, page=1, detail=decoded.encoding)
    controls = len(_CONTROLS.findall(decoded.text))
    if controls:
        yield Finding(code=Code.CONTROL_CHARACTERS, page=1, detail=controls)
    undecodable = decoded.text.count("\ufffd")
    if undecodable:
        yield Finding(code=Code.UNDECODABLE, page=1, detail=undecodable)


def _single_byte(untrusted: bytes) -> Decoded:
    sample = _telling(untrusted)
    scored = [(_score(sample, encoding), encoding) for encoding in _CANDIDATES]
    # The order above decides between equals: the commoner encoding first.
    score, encoding = max(scored, key=lambda found: found[0])
    if score < _LEAST:
        text = _lenient(untrusted, "windows-1252")
        return Decoded(text=text, encoding="windows-1252", score=score, uncertain=True)
    ours = _lenient(sample, encoding)
    rivals = [other for near, other in scored if other != encoding and score - near < _CLEARLY]
    uncertain = any(_lenient(sample, other) != ours for other in rivals)
    return Decoded(text=_lenient(untrusted, encoding), encoding=encoding, score=score, uncertain=uncertain)


def _mixed(untrusted: bytes) -> Decoded | None:
    """Lines from different programs in one file: some are valid UTF-8 beyond ASCII, others are not UTF-8 at all."""
    lines = untrusted.split(b"\n")
    decoded = [_utf8(line) for line in lines]
    others = b"\n".join(line for line, text in zip(lines, decoded, strict=True) if text is None)
    # Two letters of two bytes each may be chance in one line; eight are not.
    sure = sum(len(_MULTIBYTE.findall(text)) for text in decoded if text is not None)
    if sure < 8:
        return None
    rest = _single_byte(others)
    texts = (_lenient(line, rest.encoding) if text is None else text for line, text in zip(lines, decoded, strict=True))
    return Decoded(text="\n".join(texts), encoding="mixed", score=rest.score, uncertain=rest.uncertain)


def _utf8(line: bytes) -> str | None:
    try:
        return line.decode()
    except UnicodeDecodeError:
        return None


def _telling(untrusted: bytes) -> bytes:
    """The words that have bytes beyond ASCII, as far as 64 KiB: only they tell encodings apart."""
    words = (word for word in untrusted[: _JUDGED * 16].split() if _HIGH.search(word))
    return b" ".join(words)[:_JUDGED]


def _score(sample: bytes, encoding: str) -> int:
    """Pairs of letters that are usual in the encoding's languages, less odd characters, less capitals inside words."""
    text = _lenient(sample, encoding)
    _, share = likeness(text, _CANDIDATES[encoding])
    odd = sum(len(pattern.findall(text)) for pattern in (_ODD, _SIGN_AT_LETTER, _STRANGE_LETTER, _INNER_CAPITAL))
    return max(0, share - odd * 200 // max(1, len(text)))


def _lenient(untrusted: bytes, encoding: str) -> str:
    return untrusted.decode(encoding, "replace")

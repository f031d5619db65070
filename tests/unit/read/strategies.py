"""Any reading at all, for laws."""

from __future__ import annotations

from hypothesis import strategies as st

from ingest.read.derivative import parameters_of
from ingest.read.pages import Code, Finding, Kind, Page, Reading, Rect, Word

texts = st.text(st.characters(exclude_categories=["Cs"]), max_size=40)
numbers = st.integers(0, 2**31)
rects = st.builds(
    lambda x, y, w, h: Rect(x0=x, y0=y, x1=x + w, y1=y + h), st.integers(-(2**31), 2**31), numbers, numbers, numbers
)


@st.composite
def worded(draw: st.DrawFn, text: str) -> tuple[Word, ...]:
    """Words in the order of the text, none over another."""
    cuts = sorted(draw(st.sets(st.integers(0, len(text)), max_size=8)))
    pairs = list(zip(cuts[::2], cuts[1::2], strict=False))
    confidence = st.none() | st.integers(0, 100)
    return tuple(Word(start=a, end=b, box=draw(rects), confidence=draw(confidence)) for a, b in pairs)


@st.composite
def pages(draw: st.DrawFn, number: int) -> Page:
    text, ocr, sized = draw(texts), draw(st.booleans()), draw(st.booleans())
    maybe = st.none() | texts
    return Page(
        number=number,
        text=text,
        kind=draw(st.sampled_from(Kind)),
        name=draw(st.none() | st.from_regex(r"[a-z]{1,9}( [0-9]{1,7})?", fullmatch=True)),
        width=draw(numbers) if sized else None,
        height=draw(numbers) if sized else None,
        rotation=draw(st.sampled_from([0, 90, 180, 270])),
        ocr=ocr,
        language=draw(maybe),
        confidence=draw(st.none() | st.integers(0, 100)),
        words=draw(worded(text)) if ocr else (),
        layer=draw(maybe),
        waits=draw(st.sampled_from([None, "ocr"])),
        author=draw(maybe),
        dated=draw(maybe),
    )


findings = st.builds(
    Finding,
    code=st.sampled_from(Code),
    page=st.none() | st.integers(1, 9),
    detail=st.none()
    | st.integers(-(2**53) + 1, 2**53 - 1)
    | st.from_regex(r"[a-z0-9][a-z0-9._:/+-]{0,20}", fullmatch=True),
)
keys = st.text(st.characters(min_codepoint=0x20, max_codepoint=0x7E), max_size=10)
full = st.text(st.characters(exclude_categories=["Cs"]), min_size=1, max_size=20)


@st.composite
def readings(draw: st.DrawFn) -> Reading:
    return Reading(
        media_type=draw(full),
        pages=tuple(draw(pages(number)) for number in range(1, draw(st.integers(0, 4)) + 1)),
        findings=tuple(draw(st.lists(findings, max_size=4))),
        tool=draw(full),
        version=draw(full),
        parameters=parameters_of(draw(st.dictionaries(keys, texts | st.integers(0, 9), max_size=3)).items()),
        isolation=draw(full),
    )

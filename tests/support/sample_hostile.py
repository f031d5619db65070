"""Documents that try to break the pages: hostile strings in every place, and very many pages."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import fields, is_dataclass, replace
from typing import Any, TypeVar

from evidence.casefile.blocks import Column, Commands, Figure, Heading, Paragraph, Row, Table
from evidence.casefile.document import Document, Section
from evidence.casefile.runs import bound, cell, plain, unbound
from tests.support.sample_document import sample
from tests.support.sample_notes import note

HOSTILE = (
    "emoji \U0001f642 and \U0001f1e7\U0001f1fe",
    "direction \u202egnol tnemetats\u202c end \u2066isolated\u2069",
    '#import "@preview/cetz:0.3.0": * #panic("no") #read("/etc/passwd")',
    "zero \x00 bell \x07 escape \x1b[31m",
    "w" * 10_000,
    "private \ue000 noncharacter \uffff tag \U000e0041 surrogate \ud800",
    "漢字 and ქართული and العربية and עברית",
    "pile " + "e" + "\u0301" * 60,
    "a\tb\nc\r\nd\u2028e\x85f soft\u00adhyphen zero\u200bwidth\ufeff",
    "*bold* _it_ `raw` $x^2$ <label> @ref = heading // comment /* */ \\ { } [ ] {n} {page}",
    "   \u00a0  ",
    "e\u0301\u0323 й и\u0306 ў у\u0306 ґ Ґ Ѣ",
)

# What names things and is no text for the reader.
_KEPT = ("lang", "key", "to", "hex", "sha256", "svg")
Value = TypeVar("Value")


def poisoned(string: str | Callable[[str], str]) -> Document:
    """The sample with a hostile string put behind every text of it."""
    return _poison(sample(), string if callable(string) else lambda text: text + " " + string)


def _poison(value: Value, spoil: Callable[[str], str]) -> Value:
    if isinstance(value, tuple):
        spoilt: Any = tuple(_poison_item(each, spoil) for each in value)
        return spoilt  # type: ignore[no-any-return]  # a tuple of the same shape
    # Commands are the program's own; a long one is refused by the lint.
    if is_dataclass(value) and not isinstance(value, (type, Commands)):
        changed = {
            each.name: _poison_item(getattr(value, each.name), spoil)
            for each in fields(value)
            if each.name not in _KEPT
        }
        return replace(value, **changed)
    return value


def _poison_item(value: Any, spoil: Callable[[str], str]) -> Any:  # noqa: ANN401  # whatever a field holds
    return spoil(value) if isinstance(value, str) and value else _poison(value, spoil)


def texts(value: object) -> Iterator[str]:
    """Every string of a document, keys and drawings left out."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, tuple):
        for each in value:
            yield from texts(each)
    elif is_dataclass(value):
        for each in fields(value):
            if each.name not in _KEPT:
                yield from texts(getattr(value, each.name))


def long_document(sections: int) -> Document:
    """The sample with this many further sections, about ten pages each."""
    return sample(extra=tuple(_long_section(number) for number in range(sections)))


def _long_section(number: int) -> Section:
    claims = ("T-0101", "T-0103", "T-0107", "T-0202", "T-0204", "T-0301")
    sentences = tuple(
        bound(f"According to the source, this was seen on day {at} by the persons named in the note.", note(claim))
        for at, claim in enumerate(claims)
    )
    paragraphs = tuple(Paragraph(sentences=(*sentences, unbound("This is bound to nothing."))) for _ in range(22))
    rows = tuple(
        Row(cells=(cell(f"A-{number:03}{at:03}"), cell("what was found there, in so many words"), cell("2020-08-10")))
        for at in range(120)
    )
    table = Table(
        caption=plain("A long table"),
        columns=(Column(head="No."), Column(head="What", share=1), Column(head="Date")),
        rows=rows,
        key=f"long-{number}",
    )
    return Section(
        key=f"extra-{number}",
        title=f"Further material {number}",
        blocks=(Heading(title="Accounts"), *paragraphs, Heading(title="Table"), table),
        new_page=True,
    )


def first_figure(document: Document) -> Figure:
    """The first drawing of a document."""
    return next(block for _section, block in document.blocks() if isinstance(block, Figure))

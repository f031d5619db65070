"""Turns a document into the JSON that the template reads: numbered, resolved, every character one that can be shown."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from typing import assert_never

from evidence.adapters.typst_columns import Layout, layout, stays_whole
from evidence.adapters.typst_words import Words
from evidence.canonical import Json
from evidence.casefile.blocks import (
    Block,
    Callout,
    Commands,
    Contents,
    Enumeration,
    Figure,
    Group,
    Heading,
    Matrix,
    Notice,
    Paragraph,
    Row,
    Signature,
    Table,
    TableStyle,
    Unprintable,
)
from evidence.casefile.document import Document, Section, SectionKind
from evidence.casefile.glyphs import filled, name
from evidence.casefile.numbering import Numbers, numbers
from evidence.casefile.runs import Plain, Run, State, StateMark, fixed
from evidence.casefile.tables import as_table, split


def values_of(document: Document) -> dict[str, Json]:
    """All that the template needs; the note on characters written out counts those of the whole document."""
    return _Values(document).whole()


class _Values:
    def __init__(self, document: Document) -> None:
        self._document = document
        self._numbers: Numbers = numbers(document)
        self._words = Words(document, self._numbers)
        self._unprintable: list[tuple[Unprintable, dict[str, Json]]] = []

    def whole(self) -> dict[str, Json]:
        document, words = self._document, self._words
        whole: dict[str, Json] = {
            "title": words.string(document.title),
            "lang": document.lang,
            "head": words.string(document.running_head),
            "confidentiality": words.string(document.confidentiality),
            "foot": words.string(document.foot),
            "page": words.string(document.labels.page),
            "cover": self._cover(),
            "sections": [self._section(at, section) for at, section in enumerate(document.sections)],
        }
        # Last, when everything has been counted.
        for note, held in self._unprintable:
            held["s"] = [words.sentence(fixed(_told(note, words.written_out)))]
        return whole

    def _cover(self) -> dict[str, Json]:
        cover, words = self._document.cover, self._words
        return {
            # Here, before it is looked whether the faces have the letters: they lack the capitals of some scripts.
            "confidentiality": words.string(cover.confidentiality.upper()),
            "addressee": [words.string(line) for line in cover.addressee],
            "title": words.string(cover.title),
            "subtitle": words.string(cover.subtitle),
            "facts": [{"label": words.string(fact.label), "cell": words.cell(fact.cell)} for fact in cover.facts],
            "note": words.runs(cover.note),
            "below": words.below(),
        }

    def _section(self, at: int, section: Section) -> dict[str, Json]:
        self._words.lang = section.lang or self._document.lang
        blocks: list[Json] = []
        for place, block in enumerate(section.blocks):
            blocks += self._block(block, self._words.string(self._numbers.of(at, place)))
            if below := self._words.below():
                blocks.append({"k": "notes", "notes": below})
        return {
            "key": section.key,
            "number": self._words.string(self._numbers.sections[at]),
            "title": self._words.string(section.title),
            "lang": section.lang,
            "new_page": section.new_page,
            "listed": section.kind is not SectionKind.FRONT,
            "landscape": section.landscape,
            "blocks": blocks,
        }

    def _block(self, block: Block, number: str) -> list[Json]:
        words = self._words
        match block:
            case Paragraph():
                return [self._paragraph(block, number)]
            case Heading():
                return [{"k": "heading", "n": number, "title": words.string(block.title), "key": block.key}]
            case Enumeration():
                return [{"k": "enumeration", "items": [words.cell(item) for item in block.items]}]
            case Figure():
                return [self._figure(block, number)]
            case Callout():
                lines: list[Json] = [words.cell(line) for line in block.lines]
                return [{"k": "callout", "head": words.string(block.head), "lines": lines}]
            case Notice():
                return [{"k": "notice", "head": words.string(block.head), "words": words.runs(block.words)}]
            case Commands():
                return [{"k": "commands", "lines": [words.string(line) for line in block.lines]}]
            case Signature():
                return [self._signature(block)]
            case Contents():
                return [{"k": "contents"}]
            case Unprintable():
                held = self._paragraph(Paragraph(sentences=(), head=block.head, numbered=False), "")
                self._unprintable.append((block, held))
                return [held]
            case Matrix():
                parts = split(block)
                tables = [
                    self._table(as_table(part), number, key=block.key if not at else "")
                    for at, part in enumerate(parts)
                ]
                return [*tables, self._legend(block)]
            case _:
                return [self._table(as_table(block), number, key=block.key if block.caption else "")]

    def _paragraph(self, block: Paragraph, number: str) -> dict[str, Json]:
        return {
            "k": "paragraph",
            "n": number,
            "head": self._words.string(block.head),
            "small": block.small,
            "s": [self._words.sentence(sentence) for sentence in block.sentences],
        }

    def _legend(self, block: Matrix) -> Json:
        runs: list[Run] = []
        for state in (State.CORROBORATED, State.SINGLE_SOURCE, State.LEAD_ONLY, State.CONTESTED, State.NO_EVIDENCE):
            runs += [StateMark(state=state, word=True), Plain(text=" · ")]
        runs[-1] = Plain(text=". ")
        sentence = fixed((*runs, *block.legend))
        return self._paragraph(Paragraph(sentences=(sentence,), head=block.legend_head, numbered=False, small=True), "")

    def _signature(self, block: Signature) -> Json:
        words = self._words
        return {
            "k": "signature",
            "role": words.string(block.role),
            "name": words.string(block.name),
            "remark": words.string(block.remark),
            "by_hand": block.by_hand,
        }

    def _figure(self, block: Figure, number: str) -> Json:
        words = self._words
        return {
            "k": "figure",
            "n": number,
            "key": block.key,
            # Its letters are made showable where it is drawn, and counted in its description.
            "svg": block.svg,
            "alt": words.string(block.alt),
            "caption": words.runs(block.caption),
            "label": words.string(self._document.labels.sources),
            "sources": words.cell(block.sources),
        }

    def _table(self, block: Table, number: str, *, key: str) -> Json:
        words = self._words
        columns = layout(block)
        rows: list[Json] = [self._row(row, columns) for row in block.rows]
        return {
            "k": "table",
            "n": number,
            "key": key,
            "caption": words.runs(block.caption),
            "index": block.style is TableStyle.INDEX,
            "whole": stays_whole(block, columns),
            "columns": [
                {"head": words.head(column.head, at.room), "share": column.share, "points": at.points}
                for column, at in zip(block.columns, columns, strict=True)
            ],
            "rows": rows,
        }

    def _row(self, row: Row | Group, columns: Sequence[Layout]) -> Json:
        match row:
            case Group():
                return {"group": self._words.runs(row.words)}
            case Row():
                cells: list[Json] = [
                    self._words.cell(cell, at.room) for cell, at in zip(row.cells, columns, strict=True)
                ]
                return {"cells": cells, "head": row.head}
            case _:
                assert_never(row)


def _told(note: Unprintable, written_out: Counter[int]) -> str:
    if not written_out:
        return note.none
    listed = ", ".join(f"{name(point)} × {times}" for point, times in sorted(written_out.items()))
    return filled(note.some, count=str(written_out.total()), list=listed)

"""Reads from the pages which note marks stand on each, and which notes: told apart by the size of their digits."""

from __future__ import annotations

from collections.abc import Iterator
from io import BytesIO

import pdfplumber

# Points: 0.62 of the sizes of text, of a callout, of a table and of the index; and of a note's own size.
_MARKS = (6.5, 5.6, 5.5, 5.1)
_NUMBERS = (4.9,)


def marks_and_notes(pdf: bytes) -> Iterator[tuple[list[int], list[int]]]:
    """For each page the numbers at its sentences and the numbers of the notes on it, both sorted."""
    with pdfplumber.open(BytesIO(pdf)) as opened:
        for page in opened.pages:
            serif = page.filter(lambda letter: "Mono" not in letter.get("fontname", ""))
            yield _numbers(serif, _MARKS), _numbers(serif, _NUMBERS)


def _numbers(page: pdfplumber.page.Page, sizes: tuple[float, ...]) -> list[int]:
    raised = page.filter(lambda letter: letter["object_type"] == "char" and round(letter["size"], 1) in sizes)
    found = (word["text"].split(",") for word in raised.extract_words(x_tolerance=1, extra_attrs=["size"]))
    return sorted(int(number) for numbers in found for number in numbers if number.isdigit())

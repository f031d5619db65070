"""A case file of three hundred pages, beside as many pages of plain text set by Typst alone: seconds and memory.

Each is set in a process of its own, whose peak of memory is given. Ours begins with the Document's values, with its
notes, tables and marks, and ends with PDF/A-3a and PDF/UA-1, which plain Typst is not asked for.

    python -m bench.casefile document|plain AMOUNT FILE
"""

from __future__ import annotations

import random
import sys
from collections.abc import Iterator
from pathlib import Path

from bench.measure import Row, Size, apart, scratch
from bench.papers import lines, typeset

_LINES_A_PAGE = 45


def rows(size: Size) -> Iterator[Row]:
    """One row, in pages."""
    with scratch() as folder:
        ours = apart("bench.casefile", "document", str(size.sections), str(folder / "ours.pdf"))
        pages = _pages(folder / "ours.pdf")
        theirs = apart("bench.casefile", "plain", str(pages), str(folder / "theirs.pdf"))
        yield Row(
            what="case file typeset",
            unit="pages",
            amount=pages,
            ours=ours,
            peer="Typst alone, plain text",
            peer_amount=_pages(folder / "theirs.pdf"),
            theirs=theirs,
        )


def _pages(file: Path) -> int:
    import pypdfium2  # type: ignore[import-untyped]  # ships no types

    with pypdfium2.PdfDocument(file) as document:
        return len(document)


def _document(sections: int) -> bytes:
    from evidence.adapters.typesetter_typst import TypstTypesetter
    from tests.support.sample_hostile import long_document

    return TypstTypesetter().typeset(long_document(sections))


def _plain(pages: int) -> bytes:
    chance = random.Random(5)
    return typeset(["\n".join(lines(chance, _LINES_A_PAGE, 4)) for _ in range(pages)])


if __name__ == "__main__":
    kind, amount, file = sys.argv[1:]
    Path(file).write_bytes({"document": _document, "plain": _plain}[kind](int(amount)))

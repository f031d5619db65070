"""`sviedka search`: words in any spelling, names, numbers, digests; every hit opens at its words."""

from __future__ import annotations

from typing import Annotated

import typer

from ui.cli.common import JsonOption, note, session_of, show


def command(
    context: typer.Context,
    words: Annotated[
        list[str], typer.Argument(help='Words (any spelling), "phrases as they stand", numbers, digests.')
    ],
    limit: Annotated[int, typer.Option(help="How many hits.")] = 20,
    as_json: JsonOption = False,
) -> None:
    """Find pages that hold all the words, folded across languages and scripts."""
    from evidence.search import parse_query

    query = parse_query(" ".join(f'"{word}"' if " " in word else word for word in words))
    with session_of(context) as session:
        hits = session.index.find(query, limit=limit)
        rows: list[dict[str, object]] = []
        for hit in hits:
            exhibit = session.standing.holdings.exhibit(hit.exhibit)
            rows.append(
                {
                    "page": f"{exhibit.number}.{hit.page:03}" if hit.page else exhibit.number,
                    "words": " ".join(hit.snippet.split()),
                    "at": ", ".join(f"{start}-{end}" for start, end in hit.spans[:8]),
                    "as typed": "yes" if hit.exact else "no",
                }
            )
        show(rows, as_json=as_json, empty="no page holds all these words")
        found = session.index.count(query)
        if found > len(hits) and not as_json:
            note(f"{len(hits)} of {found} shown; --limit shows more")

"""A day in a sentence, as each language writes it; tables keep ISO 8601, which sorts and is the same for everybody."""

from __future__ import annotations

from datetime import date

from evidence.words import SOURCE_LANGUAGE


def long_day(day: date, language: str) -> str:
    """`2026 m. lapkričio 25 d.`, `25 listopada 2026 r.`; in English `2026-11-25`, as everywhere else."""
    if language == SOURCE_LANGUAGE:
        return day.isoformat()
    from babel.dates import format_date

    shown = format_date(day, "long", locale=language)
    # CLDR leaves out the "year" that a Polish legal text always writes.
    return f"{shown} r." if language == "pl" else shown

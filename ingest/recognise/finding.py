"""What an extractor hands over: a stretch of the text it was given, before it has an id and a page."""

from __future__ import annotations

from dataclasses import dataclass

from ingest.recognise.proposals import Form


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """Code points of the text, what they may be, and which extractor says so."""

    start: int
    end: int
    form: Form
    value: str
    by: str
    label: str | None = None

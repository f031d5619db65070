"""Notes: the place in words, whatever kind of exhibit it is; the language of a quote."""

from __future__ import annotations

import pytest

from evidence.canonical import Json
from evidence.casefile.footnotes import Notes
from evidence.custody.entry import Draft, EntryType
from evidence.digest import digests_of
from evidence.model.claim import AnySelector, Cell, Citation, Claim, Region, Time
from evidence.model.decision import Description
from evidence.model.statement import Says
from evidence.model.values import Basis, HeadId, Text
from tests.support.made_file import matter_of
from tests.support.small_world import Small, small


def cited(world: Small, citation: Citation) -> Claim:
    says = Says(entities=(HeadId(world.persons[0]),), text="words")
    return world.hand.record(Claim, says=says, cites=(citation,), said_by=world.sources[0], basis=Basis.TOLD,
                             told_by=world.sources[1])  # fmt: skip


@pytest.mark.parametrize(
    ("at", "place"),
    [
        (Region(page=6, rects=((0, 0, 10, 10),)), "p. 6"),
        (Time(from_ms=192_000, to_ms=3_700_999), "00:03:12–01:01:40"),
        (Cell(sheet="August", ref="B7"), "sheet August, B7"),
    ],
)
def test_a_place_is_told_as_the_exhibit_counts(at: AnySelector, place: str) -> None:
    world = small()
    citation = Citation(exhibit=world.exhibits[0][0], text=None, at=at, quote="as heard")
    claim = cited(world, citation)
    notes = Notes(matter_of(world, world.case_file()))

    [note] = notes.of([claim.id])

    assert note.place == place
    assert notes.cited(claim) == f"{note.claim}, A-000001 {place}"
    assert note.basis == "told by W-2"


def test_a_page_of_a_pdf_is_a_page_and_the_same_string_of_a_text_is_a_part() -> None:
    world = small()
    exhibit, text = world.exhibits[0]
    claim = cited(world, world.hand.cite(exhibit, text, 1, "alpha"))
    assert Notes(matter_of(world, world.case_file())).of([claim.id])[0].place == "part 1"

    digests = digests_of([b"another reading"])
    newer: tuple[tuple[str, Json], ...] = (
        ("derivative", world.world.ids.derivative(exhibit, "text", digests.sha256)), ("of", exhibit), ("kind", "text"),
        ("sha256", digests.sha256), ("tool", "paper"), ("version", "2"), ("isolation", "none"), ("findings", []),
        ("media_type", "application/pdf"),
    )  # fmt: skip
    world.world.commit([Draft(type=EntryType.DERIVED, compartment="case", private=newer, object=digests.blake3)])
    world.standing.absorb(world.world.entries)

    assert Notes(matter_of(world, world.case_file())).of([claim.id])[0].place == "p. 1"


@pytest.mark.parametrize(
    ("said", "quote", "lang"),
    [("be", "alpha", "be"), ("be-Latn", "alpha", "be"), ("und", "ўночы", "ru"), ("und", "beta", "en")],
)
def test_a_quote_has_the_language_of_its_description_else_what_its_letters_suggest(
    said: str, quote: str, lang: str
) -> None:
    world = small()
    exhibit = world.exhibits[0][0]
    world.hand.record(Description, exhibit=exhibit, title=Text(lang="en", text="A page"), language=said)
    at = Time(from_ms=0, to_ms=1)
    claim = cited(world, Citation(exhibit=exhibit, text=None, at=at, quote=quote))

    [note] = Notes(matter_of(world, world.case_file())).of([claim.id])

    assert note.quote.lang == lang

"""Tables that a recipient's tools read back word for word, that run nothing, and whose ids are this recipient's own."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Mapping

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from evidence.casefile.coverage import cover
from evidence.casefile.numbers import code_of
from evidence.disclosure.tables import Scene, tables, written
from evidence.ids import ID
from evidence.law.load import catalogue
from evidence.model import output
from evidence.model.decision import Description, Review, ReviewDecision
from evidence.model.statement import Crossed, Happened, Held, Knew, Named, NameSort, Ordered
from evidence.model.values import HeadId, Text
from evidence.when import Period, When
from tests.support.small_world import ELEMENT, STORIES, Small, Told, small, tell
from tests.support.told_story import paper_hand
from tests.support.world import BORIS

CELL = st.text(st.characters(exclude_categories=["Cs"]), max_size=12)
RUNS = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")


def read(content: bytes) -> list[list[str]]:
    return list(csv.reader(io.StringIO(content.decode(), newline=""), strict=True))


def plain(cell: str) -> str:
    """What a reader does: one apostrophe in front is ours."""
    return cell.removeprefix("'")


def scene(world: Small, recipient: str = "lt") -> Scene:
    standing = world.world.standing()
    exhibits = [exhibit for exhibit, _ in world.exhibits]
    return Scene(
        standing=standing,
        claims=[claim.id for claim in standing.usable_claims],
        exhibits={one: f"data/exhibits/{standing.holdings.exhibit(one).number}.txt" for one in exhibits},
        coverage=cover(standing, (catalogue().row(ELEMENT),), world.incidents),
        rename=lambda identifier: world.world.ids.pseudonym(recipient, identifier),
        number=lambda record: code_of(standing, record),
    )


def rows(files: Mapping[str, bytes], name: str) -> list[dict[str, str]]:
    heads, *found = read(files[name])
    return [dict(zip(heads, row, strict=True)) for row in found]


@given(table=st.lists(st.lists(CELL, min_size=2, max_size=2), max_size=4))
@example(table=[["=1+1", "'=1+1"], ['"', "a,b"], ["\r\n", "\u2028"], ["", ""], ["\x00", "\u202e🙂"]])
def test_what_is_written_is_read_back_word_for_word(table: list[list[str]]) -> None:
    content = written(("one", "two"), table)

    heads, *found = read(content)
    assert heads == ["one", "two"]
    assert [[plain(cell) for cell in row] for row in found] == table
    assert content.endswith(b"\r\n")


@given(start=st.sampled_from(RUNS), rest=CELL)
def test_no_cell_starts_with_what_a_spreadsheet_would_run(start: str, rest: str) -> None:
    [_, [cell, _]] = read(written(("a", "b"), [[start + rest, ""]]))

    assert cell == "'" + start + rest


@settings(max_examples=25, deadline=None)
@given(stories=STORIES)
def test_no_id_of_ours_and_no_name_that_a_file_came_with_is_in_any_table(stories: list[Told]) -> None:
    world = small()
    tell(world, stories)
    made = scene(world)

    files = tables(made)

    text = b"".join(files.values()).decode()
    ours = {str(record.id) for record in made.standing.records()}
    ours |= {str(one) for pair in world.exhibits for one in pair}
    assert not ours & set(ID.findall(text))
    assert all(not ID.search(name) for name in files)
    for exhibit, _ in world.exhibits:
        for receipt in made.standing.holdings.exhibit(exhibit).receipts:
            assert not re.search(rf"\b{re.escape(receipt.name.decode())}\b", text)


@settings(max_examples=25, deadline=None)
@given(stories=STORIES)
def test_equal_scenes_give_equal_bytes_and_two_recipients_share_no_id(stories: list[Told]) -> None:
    world = small()
    tell(world, stories)

    lithuania, again, hague = tables(scene(world)), tables(scene(world)), tables(scene(world, "icc"))

    assert lithuania == again
    ids = [set(ID.findall(b"".join(files.values()).decode())) for files in (lithuania, hague)]
    assert not ids[0] & ids[1]
    assert len(ids[0]) == len(ids[1])


@settings(max_examples=25, deadline=None)
@given(stories=STORIES)
def test_every_usable_claim_has_a_row_for_each_place_and_every_row_is_a_claims(stories: list[Told]) -> None:
    world = small()
    claims = tell(world, stories)
    made = scene(world)

    found = rows(tables(made), "claims.csv")

    assert sorted(row["claim"] for row in found) == sorted(made.rename(claim.id) for claim in claims)
    by_number = {made.number(claim.id): claim for claim in claims}
    for row in found:
        claim = by_number[row["number"]]
        assert (plain(row["quote"]), row["denies"]) == (claim.cites[0].quote, "yes" if claim.denies else "no")
        assert row["source"] in ("W-1", "W-2", "S-3")


def named(world: Small, name: str, *, denies: bool = False) -> None:
    world.claim(Named(entity=HeadId(world.persons[0]), name=name, lang="be", sort=NameSort.OFFICIAL), denies=denies)


def test_a_name_that_a_source_denies_is_no_name_of_the_person() -> None:
    world = small()
    named(world, "Ясь")
    named(world, "Янка", denies=True)

    [person] = rows(tables(scene(world)), "persons.csv")

    assert person["names"] == "Ясь"
    assert len(person["claims"].split()) == 2


@pytest.mark.parametrize("sort", output.TranslationSort)
def test_a_machines_translation_leaves_only_after_a_second_person_accepted_it(sort: output.TranslationSort) -> None:
    world = small()
    named(world, "Ясь")
    [claim] = world.standing.usable_claims
    made = world.hand.record(
        output.Translation, quote=claim.cites[0], passage=None, text=Text(lang="en", text="-words"), translator="T-1",
        sort=sort,
    )  # fmt: skip
    before = rows(tables(scene(world)), "translations.csv")
    paper_hand(world.world, world.standing, BORIS).record(Review, of=made.id, decision=ReviewDecision.ACCEPT)
    after = rows(tables(scene(world)), "translations.csv")

    assert (before == []) is (sort is output.TranslationSort.MACHINE)
    assert [(row["quote"], row["translation"], row["sort"]) for row in after] == [("alpha", "'-words", sort.value)]


def test_the_chronology_has_every_dated_event_of_whatever_form() -> None:
    world = small()
    person, place, incident = world.persons[0], world.places[0], world.incidents[0]
    day = When("2020-08-09")
    for says in (
        Crossed(person=person, point=place, from_state="BY", to_state="LT", when=day, coerced=True),
        Ordered(person=person, content="x", when=day, what=HeadId(incident)),
        Knew(person=person, what=HeadId(incident), means="x", when=day),
        Held(person=person, place=place, period=Period(start=None, end=day)),
        Happened(incident=incident, when=day),
    ):
        world.claim(says)

    found = rows(tables(scene(world)), "chronology.csv")

    assert [row["date"] for row in found] == ["../2020-08-09", *["2020-08-09"] * 4]
    assert found[0]["first_day"] == ""


def test_an_exhibit_is_told_by_number_title_and_digest() -> None:
    world = small()
    exhibit = world.exhibits[0][0]
    world.hand.record(Description, exhibit=exhibit, title=Text(lang="en", text='=cmd|"/c calc"!A0'), cleared=True)

    first = rows(tables(scene(world)), "exhibits.csv")[0]

    held = world.standing.holdings.exhibit(exhibit)
    assert first["number"] == "A-000001"
    assert first["title"] == '\'=cmd|"/c calc"!A0'
    assert (first["sha256"], first["source"]) == (held.sha256, "W-1")
    assert "name" not in first


def test_the_tables_are_these_and_each_has_its_heads_even_when_empty() -> None:
    files = tables(scene(small()))

    assert sorted(files) == [
        "chronology.csv", "claims.csv", "elements.csv", "exhibits.csv", "incidents.csv", "persons.csv",
        "translations.csv",
    ]  # fmt: skip
    assert all(len(read(content)) >= 1 for content in files.values())

"""The chain of command: one figure for equal charts whatever led to them, every source of it numbered and listed."""

from __future__ import annotations

import re
from itertools import permutations

import pytest

from evidence.casefile.blocks import Figure
from evidence.model.statement import Happened, PartOf, Posted, ReportsTo, Role, TookPart
from evidence.model.values import HeadId
from evidence.when import Period, When
from tests.support.made_file import file_of, section, strings
from tests.support.small_world import Small, small

YEAR = Period(start=When("2020"), end=When("2020"))


def _figures(world: Small) -> list[Figure]:
    blocks = section(file_of(world, world.case_file()), "structure").blocks
    return [block for block in blocks if isinstance(block, Figure)]


def _incident(world: Small, n: int, day: str, *units: int) -> None:
    world.bear(world.claim(Happened(incident=world.incidents[n], when=When(day))).id, incident=n)
    for unit in units:
        who, what = HeadId(world.units[unit]), HeadId(world.incidents[n])
        world.claim(TookPart(who=who, what=what, role=Role.PRESENT))


@pytest.mark.parametrize(("low", "middle", "top"), list(permutations(range(3))))
def test_two_days_with_one_chain_are_one_figure_that_names_both_days(low: int, middle: int, top: int) -> None:
    world = small()
    world.claim(PartOf(unit=world.units[low], parent=world.units[middle], period=YEAR))
    world.claim(PartOf(unit=world.units[middle], parent=world.units[top], period=YEAR))
    _incident(world, 0, "2020-08-10", low, middle)
    _incident(world, 1, "2020-08-23", low)

    [figure] = _figures(world)

    caption = strings(figure.caption)
    assert "as of 2020-08-10, 2020-08-23 (incident 1, incident 2)" in caption
    titles = re.findall(r'font-weight="bold">([^<]*)<', figure.svg)
    assert titles == [f"Unit {unit + 1}" for unit in (top, middle, low)]


@pytest.mark.parametrize("when", ["2020", "2020-22", "2020-08~", "2020-01-15/2020-09-01"])
def test_a_date_that_is_no_day_gives_no_day_but_everybody_who_may_have_been_in_post(when: str) -> None:
    world = small()
    _incident(world, 0, when, 0)
    for person, start, end in ((0, "2019-01-01", "2020-07-31"), (1, "2020-08-01", None), (2, "2018", "2018-12-31")):
        period = Period(start=When(start), end=When(end) if end else None)
        said = Posted(
            person=world.persons[person], unit=world.units[0], title="chief", commands=True, period=period
        )  # fmt: skip
        world.claim(said)

    [figure] = _figures(world)

    assert f"within {when.replace('/', ' – ')} (incident 1)" in strings(figure.caption)
    assert "as of" not in strings(figure.caption)
    named = ["Person 1" in figure.alt, "Person 2" in figure.alt, "Person 3" in figure.alt]
    assert named == [when != "2020-08~", True, False]


def test_a_span_in_which_nothing_changes_is_told_as_a_day_is() -> None:
    world = small()
    world.claim(PartOf(unit=world.units[0], parent=world.units[1], period=YEAR))
    _incident(world, 0, "2020-08-10/2020-08-11", 0)
    _incident(world, 1, "2020-08-23", 0)

    [figure] = _figures(world)

    assert "as of 2020-08-10 – 2020-08-11, 2020-08-23 (incident 1, incident 2)" in strings(figure.caption)


def test_two_days_whose_chains_differ_are_two_figures() -> None:
    world = small()
    world.claim(PartOf(unit=world.units[0], parent=world.units[1], period=YEAR))
    moved = Period(start=When("2020-08-15"), end=None)
    world.claim(PartOf(unit=world.units[0], parent=world.units[2], period=moved))
    _incident(world, 0, "2020-08-10", 0)
    _incident(world, 1, "2020-08-23", 0)

    first, second = _figures(world)

    assert ("2020-08-10" in strings(first.caption), "2020-08-23" in strings(second.caption)) == (True, True)
    assert ("Unit 3" in first.alt, "Unit 3" in second.alt) == (False, True)


def test_a_line_in_fact_is_dashed_says_so_and_bears_its_dates_and_source() -> None:
    world = small()
    low, high = HeadId(world.units[0]), HeadId(world.units[1])
    world.claim(ReportsTo(subordinate=low, superior=high, period=YEAR, de_facto=True))
    world.claim(Posted(person=world.persons[0], unit=world.units[1], title="chief", commands=True, period=YEAR))
    _incident(world, 0, "2020-08-10", 0)

    [figure] = _figures(world)

    assert 'stroke-dasharray="3.2 2"' in figure.svg
    assert ">2020 [1] · in fact<" in figure.svg
    assert (
        "Unit 1; no head of the unit is named for that time: Unit 1 answered to Unit 2, 2020, in fact [1]" in figure.alt
    )
    assert "Person 1: chief, 2020 [2]" in figure.alt
    assert re.findall(r"\[\d\](?=\u00a0)", strings(figure.sources)) == ["[1]", "[2]"]


def test_units_in_a_circle_are_each_drawn_once() -> None:
    world = small()
    for n in range(3):
        world.claim(PartOf(unit=world.units[n], parent=world.units[(n + 1) % 3], period=YEAR))
    _incident(world, 0, "2020-08-10", 1)

    [figure] = _figures(world)

    # The circle closes in a dotted frame that says so.
    assert figure.svg.count('stroke-dasharray="1.5 1.5"') == 1
    assert figure.svg.count("<rect") == 4

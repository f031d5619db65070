"""Laws of the shipped law data: it loads whole, every id resolves, every mark survives, and each forum has its rows."""

from __future__ import annotations

import re
import subprocess
import sys
from collections.abc import Iterator
from datetime import date, timedelta
from importlib.resources import files
from importlib.resources.abc import Traversable

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from evidence.errors import MalformedError, UnknownReferenceError
from evidence.law.load import catalogue, digest_of_files, load
from evidence.law.terms import Force, Kind, Mark, Scope, worse
from evidence.law.words import LANGUAGES, Severity

BELARUS = ("7-1-e", "7-1-f", "7-1-h")
IN_2020 = date(2020, 8, 12)


def contents(folder: Traversable | None = None, prefix: str = "") -> Iterator[tuple[str, bytes]]:
    for entry in (folder or files("evidence.law") / "data").iterdir():
        if entry.is_dir():
            yield from contents(entry, f"{prefix}{entry.name}/")
        else:
            yield f"{prefix}{entry.name}", entry.read_bytes()


def changed(name: str, old: str, new: str) -> dict[str, bytes]:
    data = dict(contents())
    assert data[name].decode().count(old) >= 1, "the example must exist in the data"
    return data | {name: data[name].decode().replace(old, new, 1).encode()}


def test_all_drafted_law_is_there() -> None:
    law = catalogue()

    assert len(law.crimes) == 16
    assert sum(len(crime.elements) for crime in law.crimes.values()) == 75
    assert len(law.modes) == 10
    assert len(law.sections) == 28
    assert len(law.rules) == 75
    assert sum(rule.severity is Severity.BLOCKER for rule in law.rules.values()) == 18
    assert (len(law.organs), len(law.detention_types), len(law.places)) == (29, 10, 21)


def test_every_mark_in_the_files_is_a_mark_of_a_value() -> None:
    data = dict(contents())
    law = catalogue()

    def written(name: str, *path: str) -> list[str]:
        rows = yaml.load(data[name], Loader=yaml.CSafeLoader)
        for key in path:
            rows = rows[key]
        return [row["verified"] for row in (rows.values() if isinstance(rows, dict) else rows)]

    assert [rule.mark.value for rule in law.rules.values()] == written("rules.yaml", "rules")
    assert [organ.mark.value for organ in law.organs.values()] == written("organs.yaml", "organs")
    assert [place.mark.value for place in law.places.values()] == written("organs.yaml", "places")
    assert [term.mark.value for term in law.sections.values()] == written("glossary.yaml", "sections")
    assert [mode.mark.value for mode in law.modes.values()] == written("modes.yaml", "modes")
    for forum in ("LT", "PL", "ICC"):
        for group in ("jurisdiction", "procedure"):
            kept = [p.mark.value for p in law.forums[forum].provisions if p.group == group]
            assert kept == written(f"provisions/{forum}.yaml", group)


def test_the_statutes_rows_are_context_once_then_each_crimes_elements_and_its_mental_default() -> None:
    rows = catalogue().requirements("ICC", BELARUS)

    assert [row.id for row in rows] == [
        *("ctx_attack", "ctx_policy", "ctx_scale"),
        *("e1", "e2", "e3", "e4", "e5", "7-1-e.art30_intent"),
        *("f1", "f2", "f3", "f4", "f5", "7-1-f.art30_intent"),
        *("h1", "h2", "h3", "h4", "h5", "h6", "7-1-h.art30_intent"),
    ]
    assert [row.scope for row in rows[:3]] == [Scope.WORKSPACE] * 3


def test_lithuania_asks_for_its_chapeau_its_limbs_and_the_stand_alone_crime() -> None:
    rows = catalogue().requirements("LT", BELARUS)

    assert {row.citation for row in rows} == {"BK 100", "BK 100-3"}
    assert [row.label for row in rows if row.id.startswith("LT-BK-100.")] == ["e", "f", "j"]
    assert {row.id for row in rows if row.source == "LT-BK-100-3"} == {"lt_t1", "lt_t2", "lt_t3", "lt_t4"}
    assert {row.id: row.scope for row in rows}["lt_c1"] is Scope.PERSON


def test_poland_asks_for_its_chapeau_and_the_seven_days_are_a_machine_check() -> None:
    rows = {row.id: row for row in catalogue().requirements("PL", BELARUS)}

    assert list(rows) == ["pl_c1", "pl_c2", "pl_c3", "PL-KK-118a.2.2", "PL-KK-118a.2.3", "PL-KK-118a.3.2"]
    assert "duration_days > 7" in rows["PL-KK-118a.2.2"].check


def test_imprisonment_alone_does_not_bring_the_stand_alone_torture_crime() -> None:
    assert {row.source for row in catalogue().requirements("LT", ["7-1-e"])} == {"LT-BK-100"}


@given(st.sampled_from(["LT", "PL", "ICC"]), st.sets(st.sampled_from(sorted(catalogue().crimes))))
def test_a_row_is_chosen_by_its_crimes_and_a_limb_is_chosen_or_not_never_both(forum: str, crimes: set[str]) -> None:
    law = catalogue()

    rows = law.requirements(forum, crimes)

    assert len({row.id for row in rows}) == len(rows)
    assert all(set(row.crimes) & crimes for row in rows)
    assert {row.id for row in rows}.isdisjoint(limb.element.id for limb in law.not_chosen(forum, crimes))


@given(st.sampled_from(["LT", "PL", "ICC"]))
def test_scope_follows_from_the_kind_of_element(forum: str) -> None:
    law = catalogue()
    for row in (*law.requirements(forum, law.crimes), *law.mode_requirements(forum, law.modes)):
        if row.element.kind in (Kind.MENTAL, Kind.CONTEXTUAL_MENTAL):
            assert row.scope is Scope.PERSON
        assert law.row(row.id).id == row.id


def test_superior_responsibility_is_one_persons_in_every_forum() -> None:
    law = catalogue()
    for forum, source in (("ICC", "28-b"), ("LT", "LT-BK-113-1"), ("PL", "PL-KK-126b")):
        rows = law.mode_requirements(forum, ["28-b"])
        assert {row.source for row in rows} == {source}
        assert {row.scope for row in rows} == {Scope.PERSON}


def test_a_wording_nobody_saw_weakens_the_mark_for_acts_of_its_days() -> None:
    row = catalogue().row("lt_t2")

    assert row.mark is Mark.PARTLY
    assert row.mark_on(IN_2020) is Mark.MEMORY
    assert row.mark_on(date(2024, 1, 1)) is Mark.PARTLY


@given(st.sampled_from(sorted(catalogue().rows)), st.dates(date(1990, 1, 1), date(2040, 1, 1)))
def test_no_day_makes_a_mark_better(element: str, day: date) -> None:
    row = catalogue().row(element)

    assert worse(row.mark, row.mark_on(day)) is row.mark_on(day)


@given(st.sampled_from(sorted(catalogue().provisions)), st.dates(date(1990, 1, 1), date(2040, 1, 1)))
def test_a_provision_once_in_force_stays_so_until_its_end(provision: str, day: date) -> None:
    law = catalogue()

    if law.in_force(provision, day) is Force.YES and law.provisions[provision].valid_to is None:
        assert law.in_force(provision, day + timedelta(days=1)) is Force.YES


def test_force_is_not_guessed_for_a_day_before_the_edition_that_was_read() -> None:
    law = catalogue()

    assert law.in_force("LT-BK-100", IN_2020) is Force.YES
    assert law.in_force("LT-BK-100-3", date(2019, 7, 26)) is Force.NO
    assert law.in_force("PL-KK-126b", IN_2020) is Force.NOT_KNOWN


def test_headings_exist_in_five_languages() -> None:
    law = catalogue()
    for section in law.sections:
        assert all(law.heading(section, language) for language in LANGUAGES)


def test_consent_dimensions_are_closed_lists_of_words() -> None:
    dimensions = catalogue().consent.dimensions

    assert set(dimensions) == {
        *("use", "identity", "media", "contact", "medical", "sgbv", "defence_disclosure_understood")
    }
    assert "share_national_prosecutor_LT" in dimensions["use"]
    assert dimensions["defence_disclosure_understood"] == ("yes", "no")


def test_patterns_for_identifying_numbers_compile() -> None:
    assert all(re.compile(pattern.regex) for pattern in catalogue().patterns)


@pytest.mark.parametrize(
    ("name", "old", "new"),
    [
        ("crimes/7-1-e.yaml", "kind: conduct", "kind: conducting"),
        ("crimes/7-1-e.yaml", "verified: V", "verified: W"),
        ("crimes/7-1-e.yaml", "id: e2", "id: e1"),
        ("crimes/7-1-e.yaml", "id: e2", "id: f2"),
        ("crimes/7-1-e.yaml", "ref: ctx_nexus", "ref: ctx_nowhere"),
        ("crimes/7-1-e.yaml", "elements_count: 5", "elements_count: 6"),
        ("crimes/7-1-e.yaml", '"2002-07-01"', '"2002-06-31"'),
        ("crimes/7-1-e.yaml", '"2002-07-01"', '"2002-07"'),
        ("crimes/7-1-e.yaml", "title:", "titel:"),
        ("crimes/7-1-e.yaml", "src: [E1, R1]", "src: [E1, R9]"),
        ("crimes/7-1-e.yaml", "title:", "title: Twice\ntitle:"),
        ("crimes/7-1-e.yaml", "elements:", "elements: ["),
        ("provisions/LT.yaml", 'rs: ["7-1-e"]', 'rs: ["7-1-z"]'),
        ("provisions/LT.yaml", '"25-3-c": padėjėjas', '"25-3-z": padėjėjas'),
        ("rules.yaml", "severity: blocker", "severity: grave"),
        ("rules.yaml", "scope: exhibit", "scope: thing"),
        ("organs.yaml", "parent: by_mvd", "parent: by_nobody"),
        ("organs.yaml", "type: sizo", "type: castle"),
        ("glossary.yaml", 'lt: "Titulinis lapas", ', ""),
        ("profiles.yaml", "share_national_prosecutor_LT", "share_with_anyone"),
        ("profiles.yaml", "structure", "architecture"),
    ],
)
def test_a_wrong_entry_is_refused(name: str, old: str, new: str) -> None:
    with pytest.raises(MalformedError):
        load(changed(name, old, new))


@given(st.data())
def test_any_changed_byte_changes_the_digest(data: st.DataObject) -> None:
    whole = dict(contents())
    name = data.draw(st.sampled_from(sorted(whole)))
    at = data.draw(st.integers(0, len(whole[name]) - 1))
    flipped = bytearray(whole[name])
    flipped[at] ^= 1

    assert digest_of_files(whole | {name: bytes(flipped)}) != catalogue().digest


def test_the_digest_is_the_one_the_specification_spells_out() -> None:
    assert digest_of_files(dict(contents())) == catalogue().digest
    assert digest_of_files({"b": b"2", "a": b"1"}) == digest_of_files({"a": b"1", "b": b"2"})


def test_unknown_names_are_refused() -> None:
    law = catalogue()
    for ask in (
        lambda: law.requirements("XX", BELARUS),
        lambda: law.requirements("LT", ["7-1-z"]),
        lambda: law.mode_requirements("LT", ["99"]),
        lambda: law.row("e99"),
        lambda: law.in_force("LT-BK-999", IN_2020),
        lambda: law.heading("cover", "fi"),
    ):
        with pytest.raises(UnknownReferenceError):
            ask()


def test_code_names_no_article() -> None:
    package = files("evidence.law")
    for module in package.iterdir():
        if module.name.endswith(".py"):
            # A quoted id of a crime, mode or provision in code would be law outside the data.
            quoted = set(re.findall(r'"([\w.-]+)"', module.read_text(encoding="utf-8")))
            law = catalogue()
            assert quoted.isdisjoint({*law.crimes, *law.modes, *law.provisions, *law.rows})


def test_a_fresh_process_loads_the_law_in_under_0_3_seconds_of_cpu() -> None:
    code = "import time; from evidence.law.load import catalogue; a = time.process_time(); catalogue()"
    code += "; print(time.process_time() - a)"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)

    assert float(done.stdout) < 0.3

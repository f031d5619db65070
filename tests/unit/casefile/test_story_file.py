"""The invented case as a case file: what must be on paper, and what must not."""

from __future__ import annotations

import re

import pytest

from evidence.casefile import english, english_annexes
from evidence.casefile.blocks import Figure, Matrix, QuoteRow
from evidence.casefile.document import Document, SectionKind
from evidence.casefile.lint import lint
from evidence.casefile.numbers import code_of
from evidence.casefile.runs import State, Tally
from evidence.ids import RecordId
from evidence.law.load import catalogue
from tests.support.made_file import (
    pieces,
    section,
    sentences,
    story_file,
    strings,
    words_of,
)
from tests.support.told_story import OnPaper, on_paper

GUILT = re.compile(r"\b(guilty|guilt|proven|proved|perpetrated|criminal(?! complaint)|convict\w*)\b", re.IGNORECASE)


@pytest.fixture(scope="module")
def told() -> OnPaper:
    return on_paper()


@pytest.fixture(scope="module")
def made(told: OnPaper) -> Document:
    return story_file(told)


def test_the_story_has_the_sections_of_its_profile_in_order(made: Document) -> None:
    wanted = [key for key in catalogue().profile("LT").sections if key != "cover"]

    assert [one.key for one in made.sections] == wanted
    assert [one.title for one in made.sections] == [catalogue().heading(key, "en") for key in wanted]
    assert [one.key for one in made.sections if one.kind is SectionKind.ANNEX] == wanted[-3:]
    assert section(made, "evidence_index").landscape
    assert lint(made) == ()


def test_every_sentence_of_the_draft_is_there_with_the_notes_of_its_claims(told: OnPaper, made: Document) -> None:
    printed = {words_of(one): one for one in sentences(made.sections)}
    for passage in told.story.case_file.passages:
        for written in passage.sentences:
            found = printed[written.text]
            codes = {code_of(told.standing, told.told.claims[key]) for key in written.claims}
            assert {note.claim for note in found.notes} == codes
            assert found.unbound == (not written.claims)
            assert not found.stale


def test_nothing_of_a_withheld_account_is_printed_but_its_number_and_why(told: OnPaper, made: Document) -> None:
    printed = strings(made)
    for claim in told.story.claims:
        for quote in claim.cites:
            if quote.file in told.story.withheld:
                assert quote.words not in printed
                assert code_of(told.standing, told.told.claims[claim.key]) not in printed
    assert "V-3" not in printed
    assert "First account of W-03" not in printed
    assert told.standing.holdings.exhibit(told.exhibits["transcript_w03"][0]).number in printed


def test_no_witness_is_named_and_no_word_of_guilt_is_printed(told: OnPaper, made: Document) -> None:
    printed = strings(made)
    for identity in told.story.identities:
        for name in identity.names:
            assert not [word for word in name.split() if word in printed]
    law = {catalogue().crimes[one.crime].title for one in told.story.allegations}
    assert not GUILT.findall("\n".join(line for line in printed.split("\n") if line not in law))


def test_the_fixed_words_pronounce_nobody_guilty() -> None:
    fixed_words = strings([vars(module) for module in (english, english_annexes)])

    assert len(fixed_words) > 10_000
    assert not re.findall(r"\b(guilty|proven|proved|perpetrated|convict\w*)\b", fixed_words, re.IGNORECASE)


def test_the_two_dates_of_the_beating_stand_in_its_row_and_both_sides_are_named(told: OnPaper, made: Document) -> None:
    rows = strings(section(made, "incidents"))
    for key in ("w01_date", "w02_date"):
        assert code_of(told.standing, told.told.claims[key]) in rows
    assert "2020-08-10 – 2020-08-11" in rows
    assert "the date: C-" in rows


def test_a_passage_stands_at_the_incident_that_its_claims_concern(made: Document) -> None:
    headings = [getattr(block, "title", "") for block in section(made, "incidents").blocks if hasattr(block, "title")]
    assert headings == [
        "Incident 1. Beating in the yard",
        "Incident 2. Transfer to Zaluzhzha",
        "Incident 3. Beating in the corridor, 23 August",
    ]
    blocks = section(made, "incidents").blocks
    at = {words_of(one): n for n, block in enumerate(blocks) for one in sentences(block)}
    titles = [n for n, block in enumerate(blocks) if getattr(block, "key", "").startswith("incident-")]
    fourteen = at["On 12 August 2020 fourteen people were moved to pre-trial prison No. 9."]
    report = at["A report says that a detainee was beaten in the same facility on 23 August 2020."]
    assert titles[1] < fourteen < titles[2] < report


def test_every_quote_relied_on_stands_beside_its_translation(told: OnPaper, made: Document) -> None:
    rows = {row.quote.text: row for row in pieces(made) if isinstance(row, QuoteRow)}
    [translated] = [one for one in told.story.translations if one.claim == "w01_who"]
    [claim] = [one for one in told.story.claims if one.key == "w01_who"]

    row = rows[claim.cites[0].words]

    assert row.translation is not None
    assert (row.quote.lang, row.translation.text, row.translation.lang) == ("be", translated.text, "en")
    assert row.sort.startswith("person (T-1), ")


def test_the_chain_of_command_reaches_the_ministry_and_shows_that_nobody_is_named_there(made: Document) -> None:
    [figure] = [block for block in section(made, "structure").blocks if isinstance(block, Figure)]

    assert "Ministry of Internal Affairs; no head of the unit is named for that time" in figure.alt
    assert figure.svg.count('stroke-dasharray="3 1.5"') == 1
    assert "Second shift of the facility" in figure.alt
    assert "Dubalias, M. S.: head of the temporary detention facility, from 2020-01-09" in figure.alt
    assert strings(figure.sources).count("C-") == len(re.findall(r"\[\d+\]\u00a0", strings(figure.sources)))
    assert "as of 2020-08-10 – 2020-08-11, 2020-08-12, 2020-08-23" in strings(figure.caption)


def test_the_matrix_spells_out_contested_cells_and_keeps_limbs_nobody_alleges(told: OnPaper, made: Document) -> None:
    incidents, persons = (block for block in section(made, "matrix").blocks if isinstance(block, Matrix))
    rows = {strings(row.element): row for group in incidents.groups for row in group.rows}

    [tortured] = [row for words, row in rows.items() if "f) tortured" in words]
    assert tortured.cells[0] == "per incident"
    assert tortured.cells[1] == Tally(state=State.CONTESTED, plus=4, minus=1)
    [apartheid] = [row for words, row in rows.items() if "apartheid" in words]
    assert set(apartheid.cells) == {"not applicable"}
    assert persons.heads[1:] == ("Zarubavets, V. Andreevich", "Dubalias, M. S.")
    contested = strings([block for block in section(made, "matrix").blocks if getattr(block, "key", "") == "contested"])
    for key in ("w01_victim", "refusal_other_cause"):
        assert code_of(told.standing, told.told.claims[key]) in contested


def test_the_law_is_that_of_the_dates_alleged_with_every_penalty_since_and_its_marks(made: Document) -> None:
    printed = strings(section(made, "complaint"))

    assert "2011-03-31 – 2025-01-31: 5-20 years or life" in printed
    assert "from 2025-02-01: 10-20 years or life" in printed
    assert "2020-08-09, 2020-08-10, 2020-08-12: in force" in printed
    assert "original wording not seen" in printed


def test_namesakes_are_kept_apart_and_two_spellings_are_one(told: OnPaper, made: Document) -> None:
    found = [one for one in sentences(section(made, "alleged")) if "kept apart" in words_of(one)]
    grounds = {code_of(told.standing, told.told.claims[key]) for key in ("roster_born", "leave_born")}

    assert grounds <= {note.claim for note in found[0].notes}
    printed = strings(section(made, "alleged"))
    assert "“Zarubavets, V. Andreevich” and “Zarubavecas (as W-02 writes)” are treated as one person" in printed
    assert "also recorded as “Zarubavecas (as W-02 writes)”" in printed


def test_a_lead_is_called_a_lead_wherever_it_is_cited(told: OnPaper, made: Document) -> None:
    code = code_of(told.standing, told.told.claims["post_order"])

    cited = [line for line in strings(made).split("\n") if f"{code}, A-" in line or f"{code} (" in line]

    assert len(cited) > 2
    assert all(re.search(rf"{code}[^;]* \(a lead only: it cannot be judged", line) for line in cited)


def test_the_story_is_the_same_document_twice(told: OnPaper, made: Document) -> None:
    assert story_file(told) == made
    assert on_paper().case_file.id == told.case_file.id


def test_a_preview_says_that_it_is_one_and_that_no_stamp_was_made(told: OnPaper, made: Document) -> None:
    assert made.foot == english.PREVIEW_FOOT
    assert english.NO_MANIFEST in strings(made.cover)
    assert english_annexes.NO_STAMP in strings(section(made, "methodology"))

    manifest = "ab" * 32
    final = story_file(told, manifest=manifest, authorities=("TSA of the test",))

    assert final.foot == ""
    assert manifest in strings(final.cover)
    assert manifest in strings(section(final, "verification"))
    assert english_annexes.NO_STAMP not in strings(final)


def test_the_way_a_protected_source_delivered_is_not_told(told: OnPaper, made: Document) -> None:
    assert "encrypted channel" not in strings(made)
    assert RecordId(told.told.sources["S-1"]) not in strings(made)
    assert not [
        piece for piece in strings(made).split("\n") if re.search(r"\b(clm|src|per|inc|cas)_[0-9a-z]{26}", piece)
    ]

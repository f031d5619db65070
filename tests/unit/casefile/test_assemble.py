"""Assembling: sentences bound or plainly marked, nothing leaves that may not, and equal input makes an equal file."""

from __future__ import annotations

import random
import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from evidence.canonical import Json
from evidence.casefile import english
from evidence.casefile.assemble import assemble
from evidence.casefile.lint import lint
from evidence.casefile.numbers import code_of
from evidence.casefile.papers import TranslationRule
from evidence.casefile.runs import Footnote, Translated
from evidence.custody.entry import Draft, EntryType
from evidence.digest import digests_of
from evidence.errors import MalformedError, NotClearedError, NotHeldError, StaleError
from evidence.law.load import catalogue
from evidence.model.claim import Claim
from evidence.model.decision import Description, Review, ReviewDecision, Side
from evidence.model.output import Sentence, Translation, TranslationSort
from evidence.model.statement import Happened, Says
from evidence.model.values import HeadId, Text
from evidence.when import When
from tests.support.made_file import (
    AT,
    file_of,
    papers_of,
    pieces,
    section,
    sentences,
    strings,
    words_of,
)
from tests.support.small_world import STORIES, Small, Told, small, tell
from tests.support.told_story import paper_hand
from tests.support.world import BORIS, World, paper_policy


def says(world: Small, text: str = "words") -> Says:
    return Says(entities=(HeadId(world.persons[0]),), text=text)


def sworn(world: Small, claim: Claim, text: str, sort: TranslationSort) -> Translation:
    return world.hand.record(
        Translation, quote=claim.cites[0], passage=None, text=Text(lang="en", text=text), translator="T-1", sort=sort
    )


def foreign(world: Small) -> None:
    for exhibit, _ in world.exhibits:
        world.hand.record(Description, exhibit=exhibit, title=Text(lang="en", text="A page"), language="be")


# Laws over random workspaces


@settings(max_examples=25, deadline=None)
@given(stories=STORIES, one_person=st.booleans(), reviewed=st.booleans())
def test_any_workspace_makes_a_document_without_faults(stories: list[Told], one_person: bool, reviewed: bool) -> None:
    world = small(World(paper_policy(needs_review=reviewed)))
    claims = tell(world, stories, one_person=one_person)
    case_file = world.case_file()
    world.passage(case_file.id, "incidents", "A sentence.", *(claim.id for claim in claims[:3]))

    document = file_of(world, case_file)

    assert lint(document) == ()
    known = {code_of(world.standing, claim.id) for claim in world.standing.live(Claim)}
    assert set(re.findall(r"\bC-\w*\d{4}\b", strings(document.sections))) <= known


@settings(max_examples=15, deadline=None)
@given(stories=STORIES, seed=st.randoms(use_true_random=False))
def test_the_order_in_which_entries_are_read_changes_nothing_on_paper(stories: list[Told], seed: random.Random) -> None:
    world = small()
    tell(world, stories)
    case_file = world.case_file()
    shuffled = list(world.world.entries)
    seed.shuffle(shuffled)
    again = world.world.standing(shuffled)

    assert assemble(case_file, again, catalogue(), papers_of(world.world, again), AT) == file_of(world, case_file)


@settings(max_examples=25, deadline=None)
@given(stories=STORIES)
def test_whatever_is_not_usable_is_never_cited_without_a_word_on_it(stories: list[Told]) -> None:
    world = small(World(paper_policy(needs_review=True)))
    claims = tell(world, stories)
    for claim in claims[::2]:
        paper_hand(world.world, world.standing, BORIS).record(Review, of=claim.id, decision=ReviewDecision.ACCEPT)
    case_file = world.case_file()
    world.passage(case_file.id, "context", "A sentence.", *(claim.id for claim in claims))

    document = file_of(world, case_file)

    usable = {code_of(world.standing, claim.id) for claim in world.standing.usable_claims}
    for note in pieces(document):
        if isinstance(note, Footnote):
            assert ("not usable" in note.basis) == (note.claim not in usable)


# Sentences


def test_a_sentence_with_claims_is_bound_and_one_without_is_printed_as_unbound() -> None:
    world = small()
    claim = world.claim(says(world))
    case_file = world.case_file()
    world.passage(case_file.id, "context", "Resting on a claim.", claim.id)
    world.passage(case_file.id, "context", "Resting on nothing.")

    found = {words_of(one): one for one in sentences(section(file_of(world, case_file), "context"))}

    [note] = found["Resting on a claim."].notes
    assert note.claim == code_of(world.standing, claim.id)
    assert (note.place, note.quote.text) == ("part 1", "alpha")
    assert found["Resting on nothing."].unbound


@pytest.mark.parametrize("whole", [True, False])
def test_a_sentence_whose_claim_was_replaced_or_taken_back_is_stale_and_says_so_in_its_note(whole: bool) -> None:
    world = small()
    claim = world.claim(says(world))
    case_file = world.case_file()
    world.passage(case_file.id, "context", "A sentence.", claim.id)
    if whole:
        world.hand.withdraw(claim.id, "wrong page")
    else:
        world.hand.amend(claim, says=says(world, "other"))

    [found] = [
        one for one in sentences(section(file_of(world, case_file), "context")) if words_of(one) == "A sentence."
    ]

    assert found.stale
    assert "not usable: replaced or taken back" in found.notes[0].basis


def test_a_sentence_on_what_is_not_handed_over_is_left_out_and_the_gap_is_shown() -> None:
    world = small()
    claim = world.claim(says(world, "secret"), source=1)
    case_file = world.case_file()
    world.passage(case_file.id, "context", "A sentence from a secret.", claim.id)
    papers = papers_of(world.world, world.standing, {world.exhibits[1][0]: "consent"})

    document = assemble(case_file, world.standing, catalogue(), papers, AT)

    printed = strings(document)
    assert "secret" not in printed
    assert "[A sentence is left out" in printed
    assert "consent" in strings(section(document, "evidence_index"))


def test_a_counted_claim_whose_exhibit_stays_here_stops_the_file() -> None:
    world = small()
    claim = world.claim(says(world), source=1)
    world.bear(claim.id)
    papers = papers_of(world.world, world.standing, {world.exhibits[1][0]: "consent"})

    with pytest.raises(NotClearedError, match=code_of(world.standing, claim.id)):
        assemble(world.case_file(), world.standing, catalogue(), papers, AT)


# Translations


def test_a_machine_translation_prints_only_after_another_person_reviewed_it() -> None:
    world = small()
    foreign(world)
    claim = world.claim(says(world))
    case_file = world.case_file()
    world.passage(case_file.id, "context", "A sentence.", claim.id)
    machine = sworn(world, claim, "from a machine", TranslationSort.MACHINE)
    assert "from a machine" not in strings(file_of(world, case_file))
    assert "1 quotes that this file relies on" in strings(file_of(world, case_file))

    paper_hand(world.world, world.standing, BORIS).record(Review, of=machine.id, decision=ReviewDecision.ACCEPT)

    [note] = [piece for piece in pieces(section(file_of(world, case_file), "context")) if isinstance(piece, Footnote)]
    assert note.translation is not None
    assert (note.translation.text, note.translation.sort) == ("from a machine", Translated.MACHINE_REVIEWED)

    paper_hand(world.world, world.standing, BORIS).record(Review, of=machine.id, decision=ReviewDecision.RETURN)

    assert "from a machine" not in strings(file_of(world, case_file))


def test_a_sworn_translation_is_preferred_and_a_policy_may_ask_for_nothing_less() -> None:
    world = small()
    foreign(world)
    claim = world.claim(says(world))
    case_file = world.case_file()
    world.passage(case_file.id, "context", "A sentence.", claim.id)
    sworn(world, claim, "by somebody", TranslationSort.HUMAN)
    assert "by somebody" in strings(file_of(world, case_file))
    assert "by somebody" not in strings(file_of(world, case_file, translations=TranslationRule.SWORN))

    sworn(world, claim, "under oath", TranslationSort.SWORN)

    for rule in TranslationRule:
        printed = strings(section(file_of(world, case_file, translations=rule), "context"))
        assert "under oath" in printed
        assert "by somebody" not in printed


# Refusals


def test_a_record_of_a_newer_kind_stops_the_file_and_is_named() -> None:
    world = small()
    body = {
        "kind": "claim/9", "id": "clm_" + "0" * 26, "nonce": "n", "at": "2026-11-25T09:00:00Z",
        "by": "k-" + "a" * 16, "sig": "s",
    }  # fmt: skip
    world.world.commit([Draft(type=EntryType.RECORDED, compartment="case", private=(("record", body),))])
    case_file = world.case_file()
    world.standing.absorb(world.world.entries)

    with pytest.raises(MalformedError, match="clm_0000"):
        file_of(world, case_file)


def test_a_case_file_that_was_replaced_or_pins_other_law_is_stale() -> None:
    world = small()
    case_file = world.case_file()
    newer = world.hand.amend(case_file, law_digest="0" * 64)

    with pytest.raises(StaleError, match=case_file.id):
        file_of(world, case_file)
    with pytest.raises(StaleError, match="law data"):
        file_of(world, newer)


def test_a_withdrawn_allegation_and_two_versions_of_a_passage_stop_the_file() -> None:
    world = small()
    case_file = world.case_file()
    passage = world.passage(case_file.id, "context", "One.")
    for text in ("Two.", "Three."):
        sentence = Sentence(text=Text(lang="en", text=text))
        world.hand.record(type(passage), replaces=(passage.id,), case_file=case_file.id, section="context", order=1,
                          sentences=(sentence,))  # fmt: skip
    with pytest.raises(StaleError, match="contest"):
        file_of(world, case_file)

    other = small()
    case_file = other.case_file()
    other.hand.withdraw(case_file.allegations[0], "not upheld")
    with pytest.raises(StaleError, match=case_file.allegations[0]):
        file_of(other, case_file)


def test_a_passage_of_a_section_that_does_not_exist_is_never_lost_silently() -> None:
    world = small()
    case_file = world.case_file()
    world.passage(case_file.id, "jurisdiction", "Seventh article.")
    assert "Seventh article." in strings(section(file_of(world, case_file), "jurisdiction"))

    passage = world.passage(case_file.id, "no-such-section", "Lost.")

    with pytest.raises(MalformedError, match=passage.id):
        file_of(world, case_file)


def test_a_language_without_words_is_refused() -> None:
    world = small()

    with pytest.raises(NotHeldError):
        file_of(world, world.case_file(language="be"))


# Exonerating


def test_what_speaks_against_stands_there_usable_or_not_and_an_unrecorded_search_is_said() -> None:
    world = small()
    usable = world.claim(says(world, "was elsewhere"), source=1)
    world.bear(usable.id, Side.AGAINST)
    withdrawn = world.claim(says(world, "was abroad"), source=2)
    world.bear(withdrawn.id, Side.AGAINST)
    world.hand.withdraw(withdrawn.id, "unsure")
    denial = world.claim(Happened(incident=world.incidents[0], when=When("2020-08-10")), denies=True)
    world.bear(denial.id, Side.AGAINST)

    printed = strings(section(file_of(world, world.case_file()), "exonerating"))

    assert english.NO_SEARCH in printed
    for claim in (usable, withdrawn, denial):
        assert code_of(world.standing, claim.id) in printed
    assert "not usable: replaced or taken back" in printed
    assert "was elsewhere" in printed
    assert "Denied:" in printed


def test_a_denial_about_a_person_alleged_stands_there_although_it_bears_on_no_element() -> None:
    world = small()
    denial = world.claim(says(world, "was at the place"), source=1, denies=True)

    blocks = section(file_of(world, world.case_file()), "exonerating").blocks

    [table] = [block for block in blocks if getattr(block, "key", "") == "denials"]
    assert code_of(world.standing, denial.id) in strings(table)
    assert "Denied: was at the place" in strings(table)


def test_where_nothing_speaks_against_the_section_says_so_and_not_that_nothing_exists() -> None:
    world = small()

    printed = strings(section(file_of(world, world.case_file(), searched="all exhibits, by D-1"), "exonerating"))

    for words in (english.NOTHING_AGAINST, english.NO_DENIALS, english.NO_CLASHES):
        assert words in printed
    assert "all exhibits, by D-1" in printed
    assert english.NO_SEARCH not in printed


@pytest.mark.parametrize(("source", "told"), [(0, False), (1, True)])
def test_how_an_exhibit_came_is_told_only_where_its_source_needs_no_protection(source: int, told: bool) -> None:
    world = small()
    digests = digests_of([b"a letter"])
    exhibit = world.world.ids.exhibit(digests.sha256)
    received: tuple[tuple[str, Json], ...] = (
        ("exhibit", exhibit), ("sha256", digests.sha256), ("blake3", digests.blake3), ("size", digests.size),
        ("name", "YQ"), ("media_type", None), ("source", world.sources[source]), ("parent", None),
        ("obtained", {"when": None, "where": None, "how": "through a friend", "by": None}),
    )  # fmt: skip
    draft = Draft(
        type=EntryType.RECEIVED, compartment="case", private=received, object=digests.blake3, number="A-000099"
    )
    world.world.commit([draft])
    world.standing.absorb(world.world.entries)

    index = strings(section(file_of(world, world.case_file()), "evidence_index"))

    assert "A-000099" in index
    assert ("through a friend" in index) == told


def test_an_amended_case_file_takes_its_passages_along() -> None:
    world = small()
    case_file = world.case_file()
    world.passage(case_file.id, "context", "A sentence.")

    amended = world.hand.amend(case_file, code="CF-2")

    document = file_of(world, amended)
    assert "CF-2" in document.title
    assert "A sentence." in strings(document)

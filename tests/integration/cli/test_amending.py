"""Saying it better: what is amended replaces, stays undoable, and shows what still names the old version."""

from __future__ import annotations

import json

from evidence.digest import Sha256
from tests.integration.cli.house import QUOTE, Desk
from ui.settings import Settings
from ui.use.case import case_file
from ui.wiring import open_session

SENTENCE = "It was ordered."


def claims(desk: Desk) -> list[dict[str, str]]:
    listed: list[dict[str, str]] = json.loads(desk("claim", "list", "--json").fine().out)
    return listed


def shown(desk: Desk, claim: str) -> dict[str, object]:
    return {row["what"]: row["value"] for row in json.loads(desk("claim", "show", claim, "--json").fine().out)}


def sentences(desk: Desk) -> list[dict[str, str]]:
    listed: list[dict[str, str]] = json.loads(desk("casefile", "text", "LT-1", "--json").fine().out)
    return listed


def test_a_claim_is_shown_by_its_number_with_its_very_words(desk: Desk) -> None:
    [claim] = claims(desk)

    told = shown(desk, claim["claim"])

    assert told["quote"] == QUOTE
    assert (told["said by"], told["basis"], told["read at"], told["usable"]) == ("S-1", "read", "A-000001.001", "yes")
    assert shown(desk, claim["claim"].replace("C-0", "c-").replace("-0", "-")) == told == shown(desk, claim["id"])


def test_what_is_left_out_stays_as_it_was_and_undo_brings_the_old_claim_back(desk: Desk) -> None:
    [before] = claims(desk)

    made = desk("claim", "amend", before["claim"], "text=he is said to have ordered it", "--basis", "told").fine()

    [after] = claims(desk)
    assert after["id"] == made.last != before["id"]
    old, new = shown(desk, before["id"]), shown(desk, after["id"])
    assert (new["quote"], new["said by"]) == (old["quote"], old["said by"])
    assert (new["says"], new["basis"]) != (old["says"], old["basis"])
    assert old["replaced by"] == after["claim"]
    assert "links to elements: 0, paragraphs: 1" in made.err
    assert [row["stands"] for row in sentences(desk)] == ["stale"]

    desk("decide", "undo", after["claim"]).fine()

    assert claims(desk) == [before]
    assert [row["stands"] for row in sentences(desk)] == ["yes"]


def test_sentences_and_links_are_carried_over_when_asked(desk: Desk) -> None:
    [before] = claims(desk)
    desk("head", "add", "incident", "the order").fine()
    desk("decide", "bear", before["claim"], "LT-BK-100.f", "--of", "the order").fine()

    made = desk("claim", "amend", before["id"], "--denies", "--carry").fine()

    told = shown(desk, made.last)
    assert str(told["says"]).startswith("Denied: ")
    assert told["elements"] == "LT-BK-100.f (for)"
    assert made.err == ""
    [row] = sentences(desk)
    assert (row["sentence"], row["stands"], row["rests on"]) == (SENTENCE, "yes", claims(desk)[0]["claim"])
    assert row["paragraph"] in str(told["paragraphs"])


def test_another_quote_replaces_the_citation_and_must_stand_there(desk: Desk) -> None:
    [before] = claims(desk)
    kept = desk.kept()

    desk("claim", "amend", before["id"], "--quote", "words that nobody wrote").refused(51)
    desk("claim", "amend", before["id"], "--page", "2").refused(42)
    desk("claim", "amend", before["id"]).refused(42)
    desk("claim", "amend", before["id"], "nothing=here").refused(10)
    desk("claim", "amend", "C-9999", "text=x").refused(50)
    assert desk.kept() == kept

    made = desk("claim", "amend", before["id"], "--page", "2", "--quote", "signed by the head").fine()

    told = shown(desk, made.last)
    assert (told["quote"], told["read at"]) == ("signed by the head", "A-000001.002")


def test_what_was_replaced_is_not_amended_again(desk: Desk) -> None:
    [before] = claims(desk)
    desk("claim", "amend", before["id"], "text=better").fine()

    refused = desk("claim", "amend", before["id"], "text=better still")

    refused.refused(refused.code)
    assert before["id"] in refused.err


def test_a_head_gets_another_label_and_stays_the_same(desk: Desk) -> None:
    [claim] = claims(desk)
    desk("head", "amend", "the captain", "--label", "the major").fine()

    assert shown(desk, claim["id"])["about"] == "the major"
    desk("head", "amend", "the major").refused(42)


def test_a_case_file_takes_and_leaves_allegations(desk: Desk) -> None:
    alleged = desk("casefile", "allege", "the captain", "7-1-f", "25-3-b").fine().last

    desk("casefile", "amend", "LT-1", "--allegation", alleged, "--title", "Another title").fine()

    [row] = json.loads(desk("casefile", "allegations", "--json").fine().out)
    assert (row["whom"], row["crime"], row["case files"]) == ("the captain", "7-1-f", "LT-1")
    desk("casefile", "amend", "LT-1", "--drop", row["allegation"]).fine()
    [row] = json.loads(desk("casefile", "allegations", "--json").fine().out)
    assert row["case files"] == ""
    [file] = json.loads(desk("casefile", "list", "--json").fine().out)
    assert file["title"] == "Another title"


def test_a_case_file_is_pinned_anew_when_the_law_data_has_changed(desk: Desk) -> None:
    with open_session(Settings(workspace=desk.workspace), desk.identity) as session:
        session.hand.amend(case_file(session, "LT-1"), law_digest=Sha256("0" * 64))
    assert "LAW-01" in desk("disclosure", "check", "LT-1").out

    desk("casefile", "amend", "LT-1").fine()

    assert "LAW-01" not in desk("disclosure", "check", "LT-1").out


def test_only_a_disclosure_is_approved(desk: Desk) -> None:
    [claim] = claims(desk)

    desk("disclosure", "approve", claim["claim"]).refused(50)

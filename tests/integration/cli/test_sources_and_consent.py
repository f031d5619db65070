"""Sources, what they allowed, and proposals: said again, nothing is lost; listed, it is as it holds today."""

from __future__ import annotations

import json

import pytest

from tests.integration.cli.house import Desk


def source(desk: Desk, code: str) -> dict[str, str]:
    [row] = [row for row in json.loads(desk("source", "list", "--json").fine().out) if row["code"] == code]
    found: dict[str, str] = row
    return found


def may_go_to(desk: Desk) -> str:
    [row] = json.loads(desk("account", "list", "--json").fine().out)
    return str(row["may go to"])


@pytest.fixture
def asked(desk: Desk) -> Desk:
    """W-9 agreed to two recipients, and gave an account."""
    (desk.home / "told.txt").write_text("What W-9 told.\n", encoding="utf-8")
    [row] = json.loads(desk("exhibit", "add", desk.home / "told.txt", "--source", "W-9", "--json").fine().out)
    answers = ("use:share_ICC=yes", "use:share_national_prosecutor_LT=yes")
    desk("account", "consent", "W-9", *answers, "--given", "2026-01", "--manner", "oral").fine()
    taken = ("--when", "2026", "--means", "writing", "--language", "be", "--interviewer", "I-1")
    desk("account", "add", "W-9", str(row["number"]), *taken).fine()
    return desk


def test_what_is_left_out_of_a_source_stays_as_it_was(desk: Desk) -> None:
    desk("source", "add", "W-9", "--sort", "witness", "--protected").fine()
    desk("source", "add", "M-1", "--sort", "media", "--derives-from", "W-9").fine()

    desk("source", "add", "W-9", "--reliability", "B").fine()
    desk("source", "add", "M-1", "--reliability", "C").fine()

    assert (source(desk, "W-9")["protected"], source(desk, "W-9")["reliability"]) == ("yes", "B")
    assert source(desk, "M-1")["goes back to"] == source(desk, "W-9")["id"]
    desk("source", "add", "W-9", "--not-protected").fine()
    assert (source(desk, "W-9")["protected"], source(desk, "W-9")["sort"]) == ("no", "witness")


def test_a_new_source_needs_its_sort(desk: Desk) -> None:
    desk("source", "add", "W-9").refused(42)


def test_an_account_is_listed_with_the_recipients_that_it_may_go_to_today(asked: Desk) -> None:
    assert may_go_to(asked) == "share_ICC, share_national_prosecutor_LT"

    asked("account", "consent", "W-9", "use:share_ICC=no", "--given", "2026-02", "--manner", "oral").fine()

    # Not asked about Lithuania the second time, the narrower answer counts.
    assert may_go_to(asked) == ""


def test_a_consent_that_has_ended_allows_nothing(asked: Desk) -> None:
    ended = ("--given", "2019", "--until", "2020-12-31", "--manner", "oral")
    asked("account", "consent", "W-9", "use:share_ICC=yes", *ended).fine()

    assert "share_ICC" not in may_go_to(asked)


def test_a_proposal_is_accepted_once(desk: Desk) -> None:
    [first, *_] = json.loads(desk("proposal", "list", "A-000001", "--json").fine().out)
    desk("proposal", "accept", "A-000001", first["id"], "--by", "S-1").fine()
    before = desk.kept()

    desk("proposal", "accept", "A-000001", first["id"], "--by", "S-1").refused(21)

    assert desk.kept() == before


def test_a_day_written_as_an_interval_of_itself_is_that_day(desk: Desk) -> None:
    desk("head", "add", "unit", "y").fine()

    for day in ("2020-08-10", "2020-08-10/2020-08-10"):
        assert json.loads(desk("graph", "ask", "chain", "y", day, "--json").fine().out)

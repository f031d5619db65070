"""What is typed wrongly is refused by one line that says what may stand there; nothing is entered."""

from __future__ import annotations

import json

import pytest

from tests.integration.cli.house import Desk

CLAIM = ("claim", "add", "named", "entity=the captain", "name=Z", "lang=en")
AT = ("--exhibit", "A-000001", "--page", "1", "--quote", "wall", "--by", "S-1")
LITHUANIA = "use:share_national_prosecutor_LT"
CONSENT = ("account", "consent", "S-1", "--given", "2020", "--manner", "signed")
INTERVIEW = ("S-1", "A-000001", "--language", "en", "--interviewer", "I-1")
POST = ("posted", "person=the captain", "unit=x", "title=t", "commands=yes")


@pytest.mark.parametrize(
    ("words", "allowed"),
    [
        (("source", "add", "S-2", "--sort", "foo"), "witness"),
        (("source", "add", "S-2", "--sort", "open", "--reliability", "Z"), "A, B, C"),
        (("decide", "same", "per_x", "per_y", "--decision", "maybe"), "not_same"),
        (("decide", "review", "clm_x", "maybe"), "accept"),
        (("decide", "bear", "clm_x", "7-1-f.1", "--side", "beside"), "against"),
        ((*CLAIM, "sort=official", *AT, "--basis", "seen"), "inferred"),
        ((*CLAIM, "sort=nickname-of-his", *AT, "--basis", "saw"), "official"),
        (("exhibit", "list", "--state", "foo"), "needs_ocr"),
        (("exhibit", "read", "--again", "foo"), "failed"),
        ((*CONSENT, f"{LITHUANIA}=maybe"), "ask_again"),
        ((*CONSENT, "use"), "ask_again"),
        ((*CONSENT, "use=yes"), "share_national_prosecutor_LT"),
        ((*CONSENT, "use:the_moon=yes"), "share_national_prosecutor_LT"),
        ((*CONSENT, "sharing=yes"), "identity"),
        ((*CONSENT, f"{LITHUANIA}=no", f"{LITHUANIA}=yes"), "once"),
        (
            ("account", "add", *INTERVIEW, "--when", "2020", "--means", "pigeon"),
            "in_person",
        ),
        (
            ("account", "add", *INTERVIEW, "--when", "2020", "--means", "writing", "--extent", "half"),
            "full",
        ),
        (("head", "add", "spirit", "x"), "incident"),
        (("casefile", "new", "X-1", "t", "--forum", "ATLANTIS"), "ICC"),
        (("casefile", "coverage", "--forum", "ATLANTIS"), "ICC"),
        (("casefile", "write", "LT-1", "poetry", "x"), "context"),
        (("casefile", "allege", "the captain", "9-9-z", "25-3-b"), "7-1-f"),
        (("claim", "add", "sang", "entity=x", *AT, "--basis", "saw"), "reports_to"),
        (("claim", "add", "named", "shoe=x", *AT, "--basis", "saw"), "entity"),
        (("exhibit", "add", "/etc/hostname", "--source", "S-1", "--compartment", "cupboard"), "protected"),
    ],
)
def test_a_word_that_is_none_is_refused_by_naming_those_that_are(
    told: Desk, words: tuple[str, ...], allowed: str
) -> None:
    before = told.kept()

    done = told(*words)

    assert allowed in done.refused(done.code if done.code in (10, 50) else 10).err
    assert told.kept() == before


@pytest.mark.parametrize(
    ("words", "code"),
    [
        (("exhibit", "show", "A-999999"), 50),
        (("exhibit", "show", "exh_" + "0" * 26), 50),
        (("exhibit", "show", "nonsense\x1b[31m"), 50),
        (("proposal", "list", "A-999999"), 50),
        (("proposal", "accept", "A-000001", "prp_x", "--by", "S-1"), 50),
        (("proposal", "dismiss", "prp_x"), 50),
        (("decide", "undo", "clm_nothing"), 50),
        (("decide", "withdraw", "clm_" + "0" * 26, "--reason", "x"), 50),
        (("disclosure", "check", "LT-9"), 50),
        (("disclosure", "approve", "dsc_x"), 50),
        (("casefile", "build", "LT-9", "x.pdf"), 50),
        (("graph", "ask", "chain", "the captain", "2020-08-12"), 50),
        (("source", "add", "S-2", "--sort", "open", "--derives-from", "S-77"), 50),
        (("search", ""), 10),
        (("search", "\udcff"), 10),
        (("source", "add", "S\udcff", "--sort", "open"), 10),
        (("search", "x" * 5000), 10),
        (("search",), 42),
        (("exhibit", "show"), 42),
        (("exhibit", "sing"), 42),
        (("--colour", "doctor"), 42),
        (("exhibit", "show", "A-000001", "--page", "one"), 42),
    ],
)
def test_what_is_not_there_is_said_so(told: Desk, words: tuple[str, ...], code: int) -> None:
    before = told.kept()

    done = told(*words).refused(code)

    assert "\x1b" not in done.err
    assert told.kept() == before


@pytest.mark.parametrize(
    "words",
    [
        ("exhibit", "add", "/etc/hostname", "--source", "S-1", "--when", "2020-02-30"),
        ("exhibit", "describe", "A-000001", "--title", "x", "--date", "2020-02-30"),
        ("claim", "add", "happened", "incident=x", "when=2020-02-30", *AT, "--basis", "saw"),
        ("claim", "add", *POST, "period=2020-02-30/..", *AT, "--basis", "saw"),
        ("account", "consent", "S-1", f"{LITHUANIA}=yes", "--given", "2020-02-30", "--manner", "signed"),
        ("account", "add", *INTERVIEW, "--when", "2020-02-30", "--means", "writing"),
        ("casefile", "allege", "the captain", "7-1-f", "25-3-b", "--from", "2020-02-30"),
    ],
)
def test_the_thirtieth_of_february_is_refused_wherever_a_date_is_asked(desk: Desk, words: tuple[str, ...]) -> None:
    desk("head", "add", "incident", "x").fine()
    desk("head", "add", "unit", "y").fine()
    before = desk.kept()

    done = desk(*(word.replace("unit=x", "unit=y") for word in words)).refused(11)

    assert "calendar" in done.err
    assert "02-30" not in done.err
    assert desk.kept() == before


@pytest.mark.parametrize("day", ["2020-02-30", "2020", "2020-08-XX", "yesterday"])
def test_a_question_is_asked_as_of_one_day_that_exists(desk: Desk, day: str) -> None:
    desk("head", "add", "unit", "y").fine()

    desk("graph", "ask", "chain", "y", day).refused(11)


LISTS = (
    ("workspace", "status"),
    ("workspace", "policy"),
    ("workspace", "verify"),
    ("source", "list"),
    ("exhibit", "list"),
    ("exhibit", "show", "A-000001"),
    ("account", "list"),
    ("proposal", "list", "A-000001"),
    ("proposal", "list", "A-000001", "--all"),
    ("head", "list"),
    ("claim", "list"),
    ("claim", "forms"),
    ("casefile", "list"),
    ("casefile", "elements", "--forum", "ICC"),
    ("casefile", "coverage"),
    ("disclosure", "list"),
    ("disclosure", "check", "LT-1"),
    ("search", "Zarubavets"),
    ("search", "nobody-has-this-word"),
    ("graph", "check"),
    ("graph", "ask", "incidents"),
    ("graph", "ask", "thin"),
    ("graph", "ask", "held", "the captain"),
    ("doctor",),
)


@pytest.mark.parametrize("words", LISTS, ids=" ".join)
def test_json_is_valid_and_nothing_else_is_on_standard_output(told: Desk, words: tuple[str, ...]) -> None:
    done = told(*words, "--json")

    assert isinstance(json.loads(done.out), list), done.err
    assert "error" not in done.err


def test_json_of_an_intake_with_a_new_source_is_valid(desk: Desk) -> None:
    (desk.home / "one.txt").write_text("new words here", encoding="utf-8")

    done = desk("exhibit", "add", desk.home / "one.txt", "--source", "S-new", "--json").fine()

    assert [row["state"] for row in json.loads(done.out)] == ["read"]
    assert "new source S-new" in done.err

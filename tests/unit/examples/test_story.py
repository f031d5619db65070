"""The invented case holds together: every quote stands where it says, every reference leads somewhere."""

from __future__ import annotations

import io
import re
import subprocess
import sys
import zipfile
from collections import Counter
from functools import cache
from pathlib import Path
from xml.etree import ElementTree

import msgspec
import pypdfium2  # type: ignore[import-untyped]  # ships no types
import pytest

from evidence.law.load import catalogue
from evidence.law.terms import Kind, Scope
from evidence.model.decision import Decision
from evidence.model.heads import Answer, Extent, Means, SourceSort
from evidence.model.statement import AnyStatement
from evidence.model.values import Reliability
from evidence.when import Period, When
from examples.make_files import MAKERS, make_files
from examples.plan import Bearing, Claim, File, Json
from examples.story import STORY

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
FILES = {file.key: file for file in STORY.files}
CLAIMS = {claim.key: claim for claim in STORY.claims}
HEADS = {head.symbol: head for head in STORY.heads}
SOURCES = {source.code: source for source in STORY.sources}
PREFIX = {"person": "per", "unit": "unt", "place": "plc", "incident": "inc", "act": "act"}


@cache
def content(key: str) -> bytes:
    return MAKERS[FILES[key].same_as or key]()


def page_text(file: File, page: int | str) -> str:
    """The words of one page or part, read without any of our readers."""
    raw = content(file.key)
    if file.name.endswith(".pdf"):
        assert isinstance(page, int)
        with pypdfium2.PdfDocument(raw) as document:
            return str(document[page - 1].get_textpage().get_text_bounded())
    if file.name.endswith(".docx"):
        part = {"body": "document", "footnote 1": "footnotes"}[str(page)]
        with zipfile.ZipFile(io.BytesIO(raw)) as archive:
            # Our own file, made a moment ago.
            root = ElementTree.fromstring(archive.read(f"word/{part}.xml"))  # noqa: S314
        return "\n".join("".join(t.text or "" for t in p.iter(f"{_W}t")) for p in root.iter(f"{_W}p"))
    assert page == "whole"
    return raw.decode("cp1251" if file.key == "news" else "utf-8")


def born_digital() -> list[Claim]:
    return [claim for claim in STORY.claims if not any(FILES[quote.file].ocr for quote in claim.cites)]


@pytest.mark.parametrize("claim", born_digital(), ids=lambda claim: claim.key)
def test_a_quote_occurs_exactly_once_on_its_page_and_on_one_line(claim: Claim) -> None:
    for quote in claim.cites:
        assert page_text(FILES[quote.file], quote.page).count(quote.words) == 1
        assert not re.search(r"[\r\n\t]", quote.words)


def symbols(value: object) -> list[str]:
    if isinstance(value, str):
        return [value] if value.startswith("@") else []
    if isinstance(value, dict):
        return [symbol for inner in value.values() for symbol in symbols(inner)]
    if isinstance(value, (list, tuple)):
        return [symbol for inner in value for symbol in symbols(inner)]
    return []


def as_ids(value: Json) -> Json:
    """The value with an id of the right kind in place of every symbol."""
    match value:
        case str() if value.startswith("@"):
            number = f"{list(HEADS).index(value):026d}"
            return f"{PREFIX[HEADS[value].kind]}_{number}"
        case dict():
            return {key: as_ids(inner) for key, inner in value.items()}
        case list():
            return [as_ids(inner) for inner in value]
        case _:
            return value


def _hook(kind: type, value: object) -> object:
    if kind is When:
        return When.parse(str(value))
    if kind is Period:
        assert isinstance(value, list)
        start, end = (None if side is None else When.parse(str(side)) for side in value)
        return Period(start=start, end=end)
    raise NotImplementedError(kind)


@pytest.mark.parametrize("claim", STORY.claims, ids=lambda claim: claim.key)
def test_a_statement_is_one_that_a_record_can_hold(claim: Claim) -> None:
    assert all(symbol in HEADS for symbol in symbols(dict(claim.says)))

    kept = msgspec.convert(as_ids(dict(claim.says)), AnyStatement, dec_hook=_hook)

    assert type(kept).__struct_config__.tag == claim.says["form"]


def test_all_forms_of_the_first_thread_are_told() -> None:
    told = {str(claim.says["form"]) for claim in STORY.claims}

    assert told >= {
        *("named", "attribute", "posted", "part_of", "reports_to", "located", "happened", "did", "took_part"),
        *("held", "says", "crossed", "ordered", "knew", "context"),
    }
    assert len(STORY.claims) >= 60


def test_keys_are_unique_and_references_resolve() -> None:
    for keys in (list(FILES), list(CLAIMS), list(HEADS), list(SOURCES)):
        assert len(keys) == len(set(keys))
    assert len(FILES) == len(STORY.files)
    assert len(CLAIMS) == len(STORY.claims)
    assert len(HEADS) == len(STORY.heads)
    for file in STORY.files:
        assert file.source in SOURCES
    for claim in STORY.claims:
        assert claim.said_by in SOURCES
        assert claim.told_by is None or claim.told_by in SOURCES
        assert claim.replaces is None or claim.replaces in CLAIMS
        assert claim.basis in ("saw", "heard", "told", "read", "inferred")
    for source in STORY.sources:
        assert set(source.derives_from) <= set(SOURCES)


@pytest.mark.parametrize("bearing", STORY.bearings, ids=lambda bearing: f"{bearing.element}-{bearing.claim}")
def test_a_bearing_names_a_live_claim_and_an_element_at_its_own_scope(bearing: Bearing) -> None:
    row = catalogue().row(bearing.element)

    assert bearing.claim in CLAIMS
    assert bearing.claim not in {claim.replaces for claim in STORY.claims}
    assert row.scope.value == bearing.scope["form"]
    assert all(symbol in HEADS for symbol in symbols(dict(bearing.scope)))
    if row.element.kind in (Kind.MENTAL, Kind.CONTEXTUAL_MENTAL):
        assert bearing.inference


def live_roots(claim: str) -> set[str]:
    """The origins of a claim: its source's, and those of whoever told it."""

    def roots(code: str) -> set[str]:
        derived = SOURCES[code].derives_from
        return {code} if not derived else {root for source in derived for root in roots(source)}

    told_by = CLAIMS[claim].told_by
    return roots(CLAIMS[claim].said_by) | (roots(told_by) if told_by else set())


def is_lead(claim: str) -> bool:
    return SOURCES[CLAIMS[claim].said_by].reliability == "F" or CLAIMS[claim].credibility == 6


def state(element: str, scope: str) -> str:
    """The state of one cell, by the definition of the records' design."""
    cell = [
        bearing
        for bearing in STORY.bearings
        if bearing.element == element and scope in (*symbols(dict(bearing.scope)), bearing.scope["form"])
    ]
    usable = [bearing for bearing in cell if not is_lead(bearing.claim)]
    sides = {bearing.side for bearing in usable}
    if sides == {"for", "against"}:
        return "contested"
    if "for" not in sides:
        return "lead_only" if any(bearing.side == "for" for bearing in cell) else "no_evidence"
    claims = [bearing.claim for bearing in usable if bearing.side == "for"]
    disjoint = any(not live_roots(one) & live_roots(other) for one in claims for other in claims)
    return "corroborated" if disjoint else "single_source"


@pytest.mark.parametrize(
    ("element", "scope", "expected"),
    [
        ("f1", "@incident:yard", "contested"),
        ("f2", "@incident:yard", "corroborated"),
        ("f3", "@incident:yard", "single_source"),
        ("f3", "@incident:corridor", "no_evidence"),
        ("lb1", "@person:dubalias", "lead_only"),
        ("ctx_attack", "workspace", "corroborated"),
        ("LT-BK-100.f", "@incident:yard", "contested"),
        ("LT-BK-100.e", "@incident:transfer", "corroborated"),
        ("lt_t2", "@incident:yard", "corroborated"),
        ("PL-KK-118a.2.2", "@incident:yard", "single_source"),
        ("LT-BK-24.25-3-b", "@person:dubalias", "lead_only"),
    ],
)
def test_the_matrix_shows_every_state(element: str, scope: str, expected: str) -> None:
    assert state(element, scope) == expected


def test_two_accounts_contradict_each_other_on_a_date() -> None:
    one, other = (When.parse(str(CLAIMS[key].says["when"])) for key in ("w01_date", "w02_date"))

    assert CLAIMS["w01_date"].says["incident"] == CLAIMS["w02_date"].says["incident"]
    assert one.latest < other.earliest


def test_the_chain_of_command_reaches_the_ministry() -> None:
    parents = {
        str(claim.says["unit"]): str(claim.says["parent"]) for claim in STORY.claims if claim.says["form"] == "part_of"
    } | {
        str(claim.says["subordinate"]): str(claim.says["superior"])
        for claim in STORY.claims
        if claim.says["form"] == "reports_to" and str(claim.says["superior"]).startswith("@unit")
    }
    unit, above = "@unit:shift2", ["@unit:shift2"]
    while unit in parents:
        unit = parents[unit]
        above.append(unit)
    assert above == ["@unit:shift2", "@unit:ivs", "@unit:rovd", "@unit:uvd", "@unit:mvd"]
    assert {str(claim.says["unit"]) for claim in STORY.claims if claim.says.get("commands")} == set(above[:4])


def test_the_draft_rests_on_live_claims_of_files_that_may_go_to_its_recipient() -> None:
    dead = {claim.replaces for claim in STORY.claims} | {gone.claim for gone in STORY.withdrawals}
    refused = {
        consent.source for consent in STORY.consents if consent.answers[f"use:{STORY.case_file.recipient}"] != "yes"
    }
    assert refused == {"W-03"}
    unbound = 0
    for passage in STORY.case_file.passages:
        assert passage.section in catalogue().profile(STORY.case_file.profile).sections
        for sentence in passage.sentences:
            unbound += not sentence.claims
            for key in sentence.claims:
                assert key not in dead
                assert CLAIMS[key].said_by not in refused
                assert not {quote.file for quote in CLAIMS[key].cites} & set(STORY.withheld)
    assert unbound == 1
    assert {account.files[0] for account in STORY.accounts if account.source in refused} <= set(STORY.withheld)


def test_every_relied_on_quote_in_another_language_is_translated_once() -> None:
    translated = Counter(translation.claim for translation in STORY.translations)
    relied = {key for passage in STORY.case_file.passages for s in passage.sentences for key in s.claims}
    foreign = {key for key in relied if FILES[CLAIMS[key].cites[0].file].lang != STORY.case_file.language}

    assert foreign <= set(translated)
    assert set(translated.values()) == {1}
    assert set(translated) <= set(CLAIMS)


def test_allegations_and_consents_use_the_law_datas_words() -> None:
    law = catalogue()
    for allegation in STORY.allegations:
        assert allegation.crime in law.crimes
        assert allegation.mode in law.modes
        assert {*symbols(allegation.person), *symbols(allegation.acts)} <= set(HEADS)
    for consent in STORY.consents:
        for answer in consent.answers:
            dimension, _, value = answer.partition(":")
            assert value in law.consent.dimensions[dimension]
    assert {row.scope for row in law.requirements("LT", ["7-1-f"])} == set(Scope)


def test_closed_words_are_those_that_records_hold() -> None:
    for source in STORY.sources:
        SourceSort(source.sort)
        assert source.reliability is None or Reliability(source.reliability)
    for account in STORY.accounts:
        Extent(account.extent), Means(account.means), When.parse(account.when)
        assert account.source in SOURCES
        assert all(FILES[file].source == account.source for file in account.files)
    for consent in STORY.consents:
        assert {Answer(answer) for answer in consent.answers.values()} <= {Answer.YES, Answer.NO}
        assert FILES[consent.file].source == consent.source
    for judgement in STORY.judgements:
        Decision(judgement.decision)
        assert {judgement.a, judgement.b} <= set(HEADS)
        assert set(judgement.grounds) <= set(CLAIMS)
    for gone in STORY.withdrawals:
        assert gone.claim in CLAIMS
    assert set(STORY.unreviewed) <= set(CLAIMS)
    assert {account.source for account in STORY.accounts} == {consent.source for consent in STORY.consents}


def test_no_witness_is_named_outside_the_consent_forms() -> None:
    words = [word for identity in STORY.identities for name in identity.names for word in name.split()]
    for file in STORY.files:
        if file.key.startswith("consent_"):
            continue
        raw = content(file.key)
        if file.name.endswith(".pdf"):
            with pypdfium2.PdfDocument(raw) as document:
                shown = "".join(page.get_textpage().get_text_bounded() for page in document)
        elif file.name.endswith(".docx"):
            shown = page_text(file, "body") + page_text(file, "footnote 1")
        else:
            shown = page_text(file, "whole")
        assert not [word for word in words if word in shown]
        assert not [word for word in words if word in file.name]


def test_the_files_are_of_the_kinds_and_languages_a_case_has() -> None:
    assert len(STORY.files) >= 14
    assert {file.lang for file in STORY.files} == {"be", "ru", "pl", "lt", "en"}
    assert {Path(file.name).suffix for file in STORY.files} == {".docx", ".pdf", ".txt"}
    assert content("roster") == content("roster_again")
    assert FILES["roster"].source != FILES["roster_again"].source
    assert len({content(key) for key in FILES}) == len(FILES) - 1


def test_the_scan_has_no_text_and_the_broken_letter_has_none_in_its_alphabet() -> None:
    assert page_text(FILES["order"], 1) == ""
    layer = page_text(FILES["letter"], 1)
    assert len(layer) > 200
    assert not re.search("[а-яА-Я]", layer)


def test_the_interview_holds_a_tracked_change_a_comment_and_a_footnote() -> None:
    with zipfile.ZipFile(io.BytesIO(content("interview_w01"))) as archive:
        body = archive.read("word/document.xml").decode()
        assert archive.testzip() is None
        assert "другі сведка" in archive.read("word/comments.xml").decode()
        assert "вады не давалі" in archive.read("word/footnotes.xml").decode()
    assert "<w:del " in body
    assert "<w:ins " in body


def test_another_process_makes_the_same_bytes(tmp_path: Path) -> None:
    mine = make_files(tmp_path / "a")
    command = [sys.executable, "-m", "examples.make_files", str(tmp_path / "b")]
    subprocess.run(command, check=True, capture_output=True)

    for key, path in mine.items():
        assert path.read_bytes() == (tmp_path / "b" / path.relative_to(tmp_path / "a")).read_bytes(), key

"""A document's values refuse what may not be printed; the lint notices what neither Typst nor veraPDF does."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime

import pytest

from evidence.adapters.typst_columns import layout
from evidence.adapters.typst_values import values_of
from evidence.adapters.typst_words import Words
from evidence.casefile.blocks import (
    Block,
    Chronology,
    ChronologyRow,
    Column,
    Commands,
    Figure,
    Matrix,
    Paragraph,
    Row,
    Table,
)
from evidence.casefile.document import Document, Section
from evidence.casefile.glyphs import faces
from evidence.casefile.lint import LANGUAGES, lint
from evidence.casefile.numbering import numbers
from evidence.casefile.runs import (
    Break,
    Cell,
    Digest,
    Plain,
    Ref,
    Sentence,
    State,
    StateMark,
    bound,
    cell,
    fixed,
    plain,
    unbound,
)
from evidence.casefile.tables import as_table, split
from evidence.errors import MalformedError
from tests.support.sample_document import sample
from tests.support.sample_hostile import first_figure, texts
from tests.support.sample_notes import note


def _with(*blocks: Block) -> Document:
    return replace(sample(), sections=(*sample().sections, Section(key="more", title="More", blocks=blocks)))


def _codes(document: Document) -> set[str]:
    return {finding.code for finding in lint(document)}


def test_the_sample_has_no_finding() -> None:
    assert lint(sample()) == ()


def test_a_sentence_is_bound_or_unbound_or_fixed_and_never_two_of_them() -> None:
    with pytest.raises(MalformedError):
        Sentence(words=plain("Nobody says so."))
    with pytest.raises(MalformedError):
        Sentence(words=plain("Both."), notes=(note("T-0101"),), unbound=True)
    assert bound("Said.", note("T-0101")).notes
    assert unbound("Not said.").unbound


def test_a_quote_says_its_language() -> None:
    with pytest.raises(MalformedError):
        replace(note("T-0101"), quote=Plain(text="слова"))


def test_a_digest_is_a_digest() -> None:
    with pytest.raises(MalformedError):
        Digest(hex="ABC")


def test_a_document_is_dated_in_utc_and_whole_seconds() -> None:
    with pytest.raises(MalformedError):
        replace(sample(), at=datetime(2026, 11, 25, 8, 0, 0, 5, tzinfo=UTC))


@pytest.mark.parametrize(
    ("block", "code"),
    [
        (Table(columns=(Column(head=""),), rows=(Row(cells=(cell("x"),)),)), "head"),
        (Table(columns=(), rows=()), "head"),
        (Table(columns=(Column(head="a"),), rows=(Row(cells=(cell("x"), cell("y"))),)), "ragged"),
        (Table(columns=(Column(head="a"),), rows=()), "empty"),
        (Paragraph(sentences=(fixed("слова", "xx"),)), "lang"),
        (Paragraph(sentences=(fixed((Ref(to="nowhere"),)),)), "ref"),
        (Figure(svg="<svg />", alt=" ", caption=plain("c")), "alt"),
        (Figure(svg='<svg xmlns=""><script/></svg>', alt="a", caption=plain("c")), "svg"),
        (Figure(svg='<svg xmlns=""><image href="http://x"/></svg>', alt="a", caption=plain("c")), "svg"),
        (Commands(lines=("x" * 97,)), "command"),
        (Table(columns=(Column(head="a"),), rows=(Row(cells=(cell("x"),)),), caption=plain("c"), key="who"), "key"),
        (Table(columns=(Column(head="a"),), rows=(Row(cells=(cell("x"),)),), caption=plain("c"), key="Q :"), "key"),
    ],
)
def test_the_lint_notices(block: Block, code: str) -> None:
    assert code in _codes(_with(block))


def test_the_lint_notices_a_document_without_language_or_title() -> None:
    assert _codes(replace(sample(), lang="lt-LT")) == {"lang"}
    assert _codes(replace(sample(), title=" ")) == {"title"}


def test_there_are_184_languages_of_two_letters() -> None:
    assert len(LANGUAGES) == 184
    assert {"be", "ru", "lt", "pl", "en", "uk"} <= LANGUAGES


def test_paragraphs_are_counted_through_the_whole_file_and_tables_too() -> None:
    document = sample()
    found = numbers(document)
    paragraphs = [
        found.of(place, at)
        for place, section in enumerate(document.sections)
        for at, block in enumerate(section.blocks)
        if isinstance(block, Paragraph) and block.numbered
    ]

    assert paragraphs == [str(number) for number in range(1, len(paragraphs) + 1)]
    assert found.refs["who"] == "table 1"
    assert found.refs["handover"] == "annex 4"
    assert found.refs["incident-2"].startswith("section ")


def test_a_wide_matrix_is_split_with_nothing_lost() -> None:
    [matrix] = [block for _section, block in sample().blocks() if isinstance(block, Matrix)]
    wide = replace(
        matrix,
        heads=("Element", *(f"Incident {at}" for at in range(20))),
        groups=tuple(
            replace(group, rows=tuple(replace(row, cells=(row.cells[0],) * 20, marks=()) for row in group.rows))
            for group in matrix.groups
        ),
    )

    parts = split(wide)

    assert tuple(head for part in parts for head in part.heads[1:]) == wide.heads[1:]
    assert max(len(part.heads) for part in parts) <= 8
    assert all(len(as_table(part).rows) == len(as_table(wide).rows) for part in parts)


def test_a_chronology_gives_each_day_each_incident_and_each_source_a_line_of_its_own() -> None:
    row = ChronologyRow(
        date="2020-08-10 – 2020-08-12",
        event=cell("Held"),
        relation="incident 1, incident 2",
        sources=("C-0001, A-000001 p. 1", "C-0002, A-000002 p. 2"),
        contested=True,
    )
    table = as_table(Chronology(heads=("a", "b", "c", "d"), rows=(row,), caption=plain("c")))

    [shown] = [row for row in table.rows if isinstance(row, Row)]
    date, _event, relation, sources = (
        ["".join(run.text for run in runs) for runs in _lines(content)] for content in shown.cells
    )
    assert date == ["2020-08-10 –", "2020-08-12"]
    assert relation == ["incident 1,", "incident 2"]
    assert sources == ["C-0001, A-000001 p. 1", "C-0002, A-000002 p. 2 "]
    assert shown.cells[3][0].words[-1] == StateMark(state=State.CONTESTED)


def _lines(content: Cell) -> list[list[Plain]]:
    lines: list[list[Plain]] = [[]]
    for run in content[0].words:
        if isinstance(run, Break):
            lines.append([])
        elif isinstance(run, Plain):
            lines[-1].append(run)
    return lines


def test_a_reference_and_the_mark_of_a_contested_one_fit_their_column_of_the_chronology() -> None:
    row = ChronologyRow(date="2020-08-10 – 2020-08-12", event=cell("x"), relation="incident 10", sources=("C-0001",))
    columns = layout(as_table(Chronology(heads=("Date", "Event", "Relation", "Sources"), rows=(row,), caption=())))

    assert faces().width("C-0142, A-000014 part 1 ◆") * 8.8 / 1000 < columns[3].width
    assert columns[1].width > columns[3].width


def test_every_text_of_the_document_reaches_the_pages() -> None:
    def strings(value: object) -> str:
        if isinstance(value, str):
            return value
        if isinstance(value, dict):
            return "".join(strings(each) for each in value.values())
        return "".join(strings(each) for each in value) if isinstance(value, list) else ""

    document = sample()
    pages = strings(values_of(document))
    # The labels are patterns, and those of other states may not occur; a short digest is a beginning.
    for text in texts((document.cover, *(section.blocks for section in document.sections))):
        if text not in ("short", "full", "brief") and "{" not in text:
            assert text in pages or text.upper() in pages


@pytest.mark.parametrize("before_stop", [True, False])
@pytest.mark.parametrize(
    ("text", "apart"), [("Under Article 113¹.", True), ("Under Article 113¹", True), ("Under Article 113.", False)]
)
def test_a_note_mark_never_stands_directly_after_a_raised_number(*, text: str, apart: bool, before_stop: bool) -> None:
    document = sample()
    labels = replace(document.labels, note_before_stop=before_stop)
    document = replace(document, labels=labels)
    words = Words(document, numbers(document))

    sentence = words.sentence(bound(text, note("T-0101")))

    assert isinstance(sentence, dict)
    shown = "".join(piece[0] for run in sentence["w"] for piece in run["p"])
    # Where the stop stands between the number and the mark, nothing else has to.
    kept_apart = apart and (before_stop or not text.endswith("."))
    assert shown.endswith("\u00a0") == kept_apart
    assert shown.removesuffix("\u00a0") + str(sentence["stop"]) == text


def test_the_figure_is_described_by_every_name_in_it() -> None:
    figure = first_figure(sample())

    assert "Ministry of Internal Affairs" in figure.alt
    assert "de facto [5, 6]" in figure.alt

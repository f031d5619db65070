"""A quote stands exactly where its citation says, letter for letter, in every script and with every odd character."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from evidence.errors import CitationError, InvalidDateError, MalformedError, NotAllowedError, UnknownReferenceError
from evidence.ids import DerivativeId, ExhibitId
from evidence.model import heads
from evidence.model.claim import Citation, Region, Span, Time, Turn
from evidence.model.statement import Attribute, AttributeKey, Happened
from evidence.model.values import HeadId, IncidentId, SourceId
from evidence.when import When
from tests.support.desk import Desk, desk

ODD = (
    "🙂", "\u202e", "𐍈", "и\u0306", "й", "сло\u00adво", "\ufffe", "\u0000", "\ufffd", "\u2028", "\r\n",
    "👩\u200d👩\u200d👧", "\U0010ffff",
)  # fmt: skip
ODD_TEXT = (
    st.lists(st.one_of(st.sampled_from(ODD), st.text("аб ", max_size=3)), min_size=1, max_size=8)
    .map("".join)
    .filter(bool)
)


def at(made: Desk, page: int, start: int, end: int, quote: str) -> Citation:
    return made.hand.cite_selected(made.exhibit, made.text, Span(page=page, start=start, end=end), quote)


@given(page=ODD_TEXT, choice=st.data())
def test_any_stretch_of_any_page_is_cited_as_it_stands_and_nothing_else_is(page: str, choice: st.DataObject) -> None:
    made = desk(page)
    start = choice.draw(st.integers(0, len(page) - 1))
    end = choice.draw(st.integers(start + 1, len(page)))

    claim = made.claim(cites=[at(made, 1, start, end, page[start:end])])

    [cited] = claim.cites
    assert isinstance(cited.at, Span)
    assert page[cited.at.start : cited.at.end] == cited.quote
    for wrong in (page[start:end] + "x", page[start:end].upper() + "y"):
        with pytest.raises(CitationError):
            made.claim(cites=[at(made, 1, start, end, wrong)])


@pytest.mark.parametrize("odd", ODD)
def test_offsets_count_code_points_whatever_stands_before_the_quote(odd: str) -> None:
    made = desk(f"{odd}{odd}слова")

    cited = made.cite("слова")

    assert cited.at == Span(page=1, start=2 * len(odd), end=2 * len(odd) + 5)
    assert made.claim(cites=[cited]).cites == (cited,)


def test_a_decomposed_letter_is_not_the_composed_one() -> None:
    made = desk("май")

    with pytest.raises(CitationError):
        made.cite("маи\u0306")


@pytest.mark.parametrize(
    ("page", "start", "end"),
    [(1, 1, 6), (1, 0, 4), (1, 36, 41), (1, 39, 45), (1, 10_000, 10_005), (2, 0, 5), (10**9, 0, 5)],
)
def test_a_quote_at_another_place_past_the_end_or_on_no_page_is_refused(page: int, start: int, end: int) -> None:
    made = desk()

    with pytest.raises(CitationError):
        made.claim(cites=[at(made, page, start, end, "ўночы")])


@pytest.mark.parametrize(("page", "start", "end"), [(0, 0, 5), (-1, 0, 5), (1, 5, 5), (1, 6, 5), (1, -1, 5)])
def test_a_span_that_no_page_can_have_is_not_even_built(page: int, start: int, end: int) -> None:
    with pytest.raises(MalformedError):
        Span(page=page, start=start, end=end)


def test_words_that_stand_twice_need_their_place_even_where_they_overlap() -> None:
    made = desk("ананана")

    with pytest.raises(CitationError):
        made.cite("анана")
    assert made.hand.cite(made.exhibit, made.text, 1, "анана", start=2).at == Span(page=1, start=2, end=7)
    with pytest.raises(CitationError):
        made.hand.cite(made.exhibit, made.text, 1, "анана", start=1)
    with pytest.raises(CitationError):
        made.hand.cite(made.exhibit, made.text, 1, "анана", start=-5)
    with pytest.raises(CitationError):
        made.cite("")


def test_a_citation_names_a_text_of_its_own_exhibit() -> None:
    made = desk()
    other = made.another("іншыя словы ўночы")
    crossed = Citation(exhibit=made.exhibit, text=other.text, at=Span(page=1, start=13, end=18), quote="ўночы")
    unknown = Citation(
        exhibit=made.exhibit, text=DerivativeId("drv_" + "0" * 26), at=Span(page=1, start=0, end=1), quote="Я"
    )
    nowhere = Citation(exhibit=ExhibitId("exh_" + "0" * 26), text=None, at=Time(from_ms=0, to_ms=1), quote="x")

    for cited, error in ((crossed, CitationError), (unknown, CitationError), (nowhere, UnknownReferenceError)):
        with pytest.raises(error):
            made.claim(cites=[cited])


def test_without_a_text_a_region_is_cited_as_the_person_read_it() -> None:
    made = desk()
    seen = Citation(
        exhibit=made.exhibit, text=None, at=Region(page=3, rects=((0, 0, 100, 100),)), quote="as read by hand"
    )

    assert made.claim(cites=[seen]).cites == (seen,)
    with pytest.raises(MalformedError):
        Citation(exhibit=made.exhibit, text=None, at=Span(page=1, start=0, end=1), quote="Я")
    with pytest.raises(CitationError):
        made.claim(cites=[Citation(exhibit=made.exhibit, text=made.text, at=Turn(n=1, start=0, end=1), quote="Я")])


def test_our_own_analysis_cannot_be_cited_even_where_its_source_became_that_later() -> None:
    made = desk()
    own = SourceId(made.hand.source("OWN", heads.SourceSort.OWN).id)
    analysis = made.another("наш вывад", source=own)
    with pytest.raises(NotAllowedError):
        analysis.claim(cites=[analysis.cite("вывад")])

    source = made.standing.record(made.standing.line(made.source))  # type: ignore[arg-type]  # a source is a record
    assert isinstance(source, heads.Source)
    made.hand.amend(source, sort=heads.SourceSort.OWN)

    with pytest.raises(NotAllowedError):
        made.claim()


@pytest.mark.parametrize(
    "text", ["2020-02-30", "2021-02-29", "2020-13", "2020-8-9", "09.08.2020", "", "2020-08-12/2020-08-09"]
)
def test_a_day_that_no_calendar_has_is_in_no_claim(text: str) -> None:
    made = desk()
    incident = IncidentId(made.hand.head(heads.Incident, "x").id)

    with pytest.raises(InvalidDateError):
        made.claim(Happened(incident=incident, when=When(text)))
    with pytest.raises(InvalidDateError):
        Attribute(entity=HeadId("per_x"), key=AttributeKey.BORN, value=text)


def test_a_lone_surrogate_in_a_record_is_refused() -> None:
    made = desk()

    with pytest.raises(MalformedError):
        made.hand.head(heads.Person, "a\ud800b")

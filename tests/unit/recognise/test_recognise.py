"""Proposals: what the extractors find, what they must not find, and how proposals are kept."""

from __future__ import annotations

import subprocess
import sys
import time
from collections.abc import Sequence
from functools import cache
from pathlib import Path

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from evidence import canonical
from evidence.errors import MalformedError, NewerFormatError
from evidence.ids import DerivativeId, ExhibitId, KeyedIds
from ingest.adapters.spacy_recogniser import SpacyRecogniser
from ingest.recognise.articles import find_articles
from ingest.recognise.gazetteer import GazetteerEntry, Kind, from_rows
from ingest.recognise.proposals import Annotations, Form, Proposal, decode, encode
from ingest.recognise.propose import propose

IDS = KeyedIds(bytes(range(32)))
EXHIBIT = ExhibitId("exh_" + "0" * 26)
TEXT = DerivativeId("drv_" + "0" * 26)
ORGANS = Path(__file__).parents[3] / "evidence" / "law" / "data" / "organs.yaml"


@cache
def recogniser() -> SpacyRecogniser:
    return SpacyRecogniser(from_rows(yaml.safe_load(ORGANS.read_text())))


def proposals(text: str) -> tuple[Proposal, ...]:
    return propose([(1, text)], EXHIBIT, IDS, recogniser())


def found(text: str, form: Form) -> list[tuple[str, str]]:
    return [(one.quote, one.value) for one in proposals(text) if one.form is form]


def quotes(text: str, form: Form) -> list[str]:
    return [quote for quote, _ in found(text, form)]


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("Начальник ИК-15 подполковник милиции Карпенков А. В. доставил его.", ["Карпенков А. В."]),
        ("Следователь Следственного комитета Дудко И.И. вынес решение", ["Дудко И.И."]),
        ("Падпалкоўнік міліцыі КАРПЯНКОЎ Мікалай Пятровіч", ["КАРПЯНКОЎ Мікалай Пятровіч"]),
        ("лейтенант міліції Бондар і слідчий Шевчук Олена", ["Бондар", "Шевчук Олена"]),
        ("podpułkownik milicji Jan Karpienkow", ["Jan Karpienkow"]),
        ("pułkownikowi Wilczkowi", ["Wilczkowi"]),
        ("Papulkininkis Karpenkovas ir tyrėja Ona Butkutė", ["Karpenkovas", "Ona Butkutė"]),
        ("captain Peter Voukau of the GUBOPiK", ["Peter Voukau"]),
        ("А.В. Карпянкоў", ["А.В. Карпянкоў"]),
        ("Иванов И. был там", ["Иванов И."]),
        ("Вчера Иванов И. был там", ["Иванов И."]),
        ("Капі\u00adтан Воў\u00adкаў", ["Воў\u00adкаў"]),
        ("майор мили\u0301ции Пе\u0301тров 😀 שלום", ["Пе\u0301тров"]),
        ("майор Kapпянкоў", ["Kapпянкоў"]),
        ("Мікалай Карпянкоў-Воўк", ["Мікалай Карпянкоў-Воўк"]),
        ("Людзі чакалі. Дарога была доўгай. Иван пришел.", []),
        ("УЧЕРА БЫЛО ТИХО", []),
    ],
)
def test_names_are_found_by_initials_given_names_and_ranks(text: str, names: list[str]) -> None:
    assert quotes(text, Form.PERSON) == names


def test_one_official_in_four_languages_gets_one_value() -> None:
    texts = ("майор Мікалай Карпянкоў", "майор Карпенков Николай", "major Mikołaj Karpienkow")
    assert len({value for text in texts for _, value in found(text, Form.PERSON)}) == 1


def test_a_rank_or_post_is_proposed_only_right_before_a_name() -> None:
    assert found("падпалкоўнік міліцыі Карпянкоў", Form.RANK) == [("падпалкоўнік", "rank_8")]
    assert found("падпалкоўнік сказаў", Form.RANK) == []
    assert [quote for quote, _ in found("судья Дудко И.И.", Form.POST)] == ["судья"]


@pytest.mark.parametrize(
    ("text", "form", "value"),
    [
        ("ИК-15", Form.PLACE, "ik15"),
        ("у ПК № 2", Form.PLACE, "ik2"),
        ("СИЗО-1", Form.PLACE, "sizo1"),
        ("у турме № 8", Form.PLACE, "zhodino"),
        ("Prison No. 8", Form.PLACE, "zhodino"),
        ("aresztu śledczego nr 2", Form.FACILITY, "sizo:2"),
        ("ИК-99", Form.FACILITY, "ik:99"),
        ("в тюрьме", Form.FACILITY, "turma"),
        ("ГУБОПиКа", Form.ORGAN, "by_gubopik"),
        ("Следчым камітэце", Form.ORGAN, "by_sk"),
        ("СЛЕДСТВЕННОГО КОМИТЕТА", Form.ORGAN, "by_sk"),
        ("Окре\u0301стина", Form.PLACE, "okrestina"),
    ],
)
def test_organs_and_places_are_found_in_their_cases_and_by_number(text: str, form: Form, value: str) -> None:
    assert value in [found_value for _, found_value in found(f"Так: {text}, так.", form)]


@pytest.mark.parametrize("text", ["ик 15 раз", "ПК 2.5", "си, как", "в 1 час", "IC and PK", "ПК 215"])
def test_small_letters_and_other_numbers_are_no_places(text: str) -> None:
    assert found(text, Form.PLACE) == []
    assert ("ик", "by_sk") not in found(text, Form.ORGAN)


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("арт. 342 КК", "BY-CC:342"),
        ("ч. 1 ст. 130 УК РБ", "BY-CC:130(1)"),
        ("art. 118a § 2 k.k.", "PL-KK:118a(2)"),
        ("130 str.", "?:130"),
        ("ст. 342 УК", "CC:342"),
        ("статьи 361-1 Уголовного кодекса Республики Беларусь", "BY-CC:361-1"),
        ("ч. 2 арт. 19.11 КаАП", "BY-CAO:19.11(2)"),
        ("Article 342 of the Criminal Code of Belarus", "BY-CC:342"),
        ("BK 100 str.", "LT-BK:100"),
        ("Baltarusijos BK 342 str. 1 d.", "BY-CC:342(1)"),
        ("ст. 130 КК України", "UA-CC:130"),
        ("ЧАСТЬ 1 СТАТЬИ 130 УК РБ", "BY-CC:130(1)"),
        ("арт. 342 К\u00adК", "BY-CC:342"),
        ("ст. 282 УК РФ", "RU-CC:282"),
    ],
)
def test_articles_get_code_number_and_part_and_no_guessed_country(text: str, value: str) -> None:
    [one] = find_articles(f"… {text}; …")
    assert one.value == value
    assert f"… {text}; …"[one.start : one.end] == text


@pytest.mark.parametrize("text", ["best. 5 cats", "part 1 art of war", "342", "арт 5", "рост. 170"])
def test_other_numbers_are_no_articles(text: str) -> None:
    assert list(find_articles(text)) == []


@given(
    st.text(max_size=200)
    | st.lists(
        st.sampled_from(
            [
                "майор",
                "Карпянкоў",
                "А.",
                "ИК-15",
                "10 августа 2020",
                "арт. 342 КК",
                "\n",
                "\u0301",
                "\u00ad",
                "שלום",
                "😀",
                ",",
            ]
        )
    ).map(" ".join)
)
@settings(max_examples=60, deadline=None)
def test_every_proposal_quotes_its_place_and_a_second_run_gives_the_same(text: str) -> None:
    first = proposals(text)
    assert all(text[one.start : one.end] == one.quote for one in first)
    assert first == proposals(text)


def test_the_same_finding_has_one_id_wherever_it_stands() -> None:
    first = propose([(1, "ИК-15"), (7, "… ИК-15")], EXHIBIT, IDS, recogniser())
    assert [one.page for one in first] == [1, 7]
    assert len({one.id for one in first}) == 1


def test_a_cut_of_a_long_page_hides_nothing_and_doubles_nothing() -> None:
    sentence = "Падпалкоўнік міліцыі Карпянкоў М. П. быў у ИК-15 10 августа 2020 г. "
    text = sentence * 3000
    alone = [one for one in proposals(sentence) if one.form in {Form.PERSON, Form.DATE, Form.PLACE}]
    counts = {form: len(quotes(text, form)) for form in (Form.PERSON, Form.DATE)}
    assert len(alone) == 3
    assert counts == {Form.PERSON: 3000, Form.DATE: 3000}


def test_a_page_of_five_million_characters_in_one_line_ends() -> None:
    for text in ("а" * 5_000_000, "Карпянкоў " * 100_000, "ПК 2 " * 50_000):
        began = time.process_time()
        proposals(text)
        assert time.process_time() - began < 60


def test_pages_start_at_one() -> None:
    with pytest.raises(MalformedError):
        propose([(0, "ИК-15")], EXHIBIT, IDS, recogniser())


def test_spacy_is_not_imported_with_the_package() -> None:
    code = "import sys, ingest.recognise.propose, ingest.adapters.spacy_recogniser; sys.exit('spacy' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], timeout=60).returncode == 0


@pytest.mark.parametrize(
    "rows",
    [
        {"organs": {}},
        {"organs": [{"names": {"ru": "суд"}}]},
        {"organs": [{"id": "a", "names": {"ru": 5}}]},
        {"organs": [{"id": "a", "names": {}}, {"id": "a", "names": {}}]},
        {"ranks": []},
        {"ranks": {"systems": []}},
    ],
)
def test_bad_rows_are_refused(rows: dict[str, object]) -> None:
    with pytest.raises(MalformedError):
        from_rows(rows)


def test_an_entry_without_id_or_with_an_empty_form_is_refused() -> None:
    with pytest.raises(MalformedError):
        GazetteerEntry(id="", kind=Kind.ORGAN, label="x", forms=("x",))
    with pytest.raises(MalformedError):
        GazetteerEntry(id="x", kind=Kind.ORGAN, label="x", forms=("\u00ad",))


words = st.text(alphabet=st.characters(exclude_categories=["Cs"]), min_size=1, max_size=12)


@st.composite
def kept(draw: st.DrawFn) -> Proposal:
    quote, value = draw(words), draw(words)
    start, form = draw(st.integers(0, 10**6)), draw(st.sampled_from(Form))
    return Proposal(
        id=IDS.proposal(EXHIBIT, quote, form, value),
        page=draw(st.integers(1, 10**4)),
        start=start,
        end=start + len(quote),
        quote=quote,
        form=form,
        value=value,
        by=draw(words),
        label=draw(st.none() | words),
    )


def run_of(proposed: Sequence[Proposal]) -> Annotations:
    return Annotations(
        text=TEXT, tool="sviedka recognise", version="1", parameters={"gazetteer": "00"}, proposals=tuple(proposed)
    )


@given(st.lists(kept(), max_size=4))
def test_annotations_written_and_read_back_are_equal_in_values_and_in_bytes(proposed: list[Proposal]) -> None:
    written = encode(run_of(proposed))
    assert decode(written) == run_of(proposed)
    assert encode(decode(written)) == written


@given(st.lists(kept(), min_size=1, max_size=2), st.data())
def test_any_other_member_or_kind_of_value_is_refused(proposed: list[Proposal], data: st.DataObject) -> None:
    value = canonical.decode_object(encode(run_of(proposed)))
    rows = value["proposals"]
    assert isinstance(rows, list)
    row = rows[0]
    assert isinstance(row, dict)
    key = data.draw(st.sampled_from(sorted(row)))
    row[key] = data.draw(st.sampled_from([None, True, [], ""]))
    with pytest.raises(MalformedError):
        decode(canonical.encode(value))
    del row[key]
    row["more"] = 1
    with pytest.raises(MalformedError):
        decode(canonical.encode(value))


def test_the_example_of_the_specification_is_what_the_code_reads() -> None:
    page = (Path(__file__).parents[3] / "docs" / "spec" / "annotations.md").read_text()
    example = page.split("```json\n")[1].split("\n```")[0].encode()
    assert encode(decode(example)) == example


def test_a_newer_kind_is_refused_as_newer() -> None:
    value = dict(canonical.decode_object(encode(run_of([]))))
    with pytest.raises(NewerFormatError):
        decode(canonical.encode(value | {"kind": "annotations/2"}))
    with pytest.raises(MalformedError):
        decode(canonical.encode(value | {"kind": "text/1"}))


def test_a_quote_as_long_as_its_place_is_asked_for() -> None:
    with pytest.raises(MalformedError):
        Proposal(
            id=IDS.proposal(EXHIBIT, "ab", "date", "2020"),
            page=1,
            start=0,
            end=3,
            quote="ab",
            form=Form.DATE,
            value="2020",
            by="dates",
        )

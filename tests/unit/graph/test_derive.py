"""From Standing to rows: only what is usable, ids that follow the judgements, and no one behind a code."""

from __future__ import annotations

import random

from evidence.casefile.coverage import Origins
from evidence.casefile.edges import edges
from evidence.ids import DerivativeId, ExhibitId, RecordId
from evidence.model import heads
from evidence.model.claim import Claim
from evidence.model.decision import Bearing, Decision, IncidentScope, Judgement, Side, WorkspaceScope
from evidence.model.output import Allegation
from evidence.model.statement import (
    Did,
    Happened,
    Held,
    PartOf,
    Posted,
    ReportsTo,
    Role,
    Statement,
    TookPart,
)
from evidence.model.values import (
    ActId,
    Basis,
    ElementId,
    HeadId,
    IncidentId,
    PersonId,
    PlaceId,
    Reliability,
    SourceId,
    UnitId,
)
from evidence.when import Period, When
from graph.derive import rows_of
from graph.dump import dump_of
from graph.rows import Rows
from graph.schema import NodeLabel, Relation, RelationType
from tests.support.world import World

PAGE = "Ясь Выдуманы сказаў, што гэта было ўночы."
SECRET = "Сцяпан Неіснуючы"
AUGUST = Period(When.parse("2020-08"), When.parse("2020-08"))


class Case:
    """A small invented case, with what is needed to claim things in it."""

    def __init__(self) -> None:
        self.world = World()
        hand = self.world.hand()
        self.first = SourceId(hand.source("S-1", heads.SourceSort.WITNESS, protected=True).id)
        self.second = SourceId(
            hand.source("S-2", heads.SourceSort.MEDIA, reliability=Reliability.B, derives_from=(self.first,)).id
        )
        self.third = SourceId(hand.source("S-3", heads.SourceSort.OPEN, reliability=Reliability.F).id)
        self.exhibit, self.text = self.world.exhibit(self.first, [PAGE])
        self.hand = self.world.hand()
        self.person = PersonId(self.hand.head(heads.Person, "Мужчына ў масцы").id)
        self.double = PersonId(self.hand.head(heads.Person, "Той самы?").id)
        self.unit = UnitId(self.hand.head(heads.Unit, "Атрад 1").id)
        self.above = UnitId(self.hand.head(heads.Unit, "Управа").id)
        self.place = PlaceId(self.hand.head(heads.Place, "Двор").id)
        self.incident = IncidentId(self.hand.head(heads.Incident, "Ноч").id)
        self.act = ActId(self.hand.head(heads.Act, "Удар").id)

    def claim(
        self,
        says: Statement,
        source: SourceId | None = None,
        credibility: int | None = None,
        told_by: SourceId | None = None,
    ) -> RecordId:
        made = self.hand.record(
            Claim,
            says=says,
            cites=(self.hand.cite(ExhibitId(self.exhibit), DerivativeId(self.text), 1, "ўночы"),),
            said_by=source or self.first,
            basis=Basis.SAW,
            credibility=credibility,
            told_by=told_by,
        )
        return made.id

    def bear(self, claim: RecordId, side: Side = Side.FOR) -> None:
        scope = IncidentScope(incident=self.incident)
        self.hand.record(Bearing, claim=claim, element=ElementId("el-conduct"), scope=scope, side=side)

    def rows(self) -> Rows:
        return rows_of(self.world.standing())


def test_each_derived_edge_of_the_case_file_is_a_relation_with_the_same_fields() -> None:
    case = Case()
    case.claim(Posted(person=case.person, unit=case.unit, title="камандзір", commands=True, period=AUGUST))
    case.claim(PartOf(unit=case.unit, parent=case.above, period=Period(None, None)))
    case.claim(ReportsTo(subordinate=HeadId(case.unit), superior=HeadId(case.above), period=AUGUST, de_facto=True))
    case.claim(Happened(incident=case.incident, when=When.parse("2020-08-09~"), place=case.place))
    case.claim(
        Did(act=case.act, incident=case.incident, act_kind="beating", when=When.parse("2020-08-09"), place=case.place)
    )
    case.claim(TookPart(who=HeadId(case.person), what=HeadId(case.act), role=Role.ALLEGED_PERPETRATOR))
    case.claim(Held(person=case.double, place=case.place, period=AUGUST, cell="15"))
    relations = [each for each in case.rows().relations if "claims" in each.properties]

    found = {
        (each.type.value, each.start, each.end, *sorted((name, str(value)) for name, value in each.properties.items()))
        for each in relations
    }
    wanted = {
        (
            each.type.value,
            each.start,
            each.end,
            *sorted(
                (name, str(value))
                for name, value in {
                    "claims": each.claims,
                    "roots": each.roots,
                    "valid_from": each.valid_from,
                    "valid_to": each.valid_to,
                    "disputed": each.disputed,
                    **dict(each.details),
                }.items()
            ),
        )
        for each in edges(case.world.standing())
    }
    assert len(wanted) == 8
    assert found == wanted


def test_heads_judged_to_be_one_are_one_node_and_come_apart_again() -> None:
    case = Case()
    case.claim(Held(person=case.person, place=case.place, period=AUGUST))
    case.claim(Held(person=case.double, place=case.place, period=AUGUST))
    before = case.rows()
    judged = case.hand.record(
        Judgement, a=HeadId(case.person), b=HeadId(case.double), decision=Decision.SAME, grounds=()
    )
    together = case.rows()

    [one] = [node for node in together.nodes if node.label.value == "Person"]
    assert one.id == min(case.person, case.double)
    assert one.properties["heads"] == sorted([case.person, case.double])
    assert {each.start for each in _of(together, RelationType.HELD_AT)} == {one.id}
    case.hand.undo(judged.id)
    assert {node.id: node.rev for node in case.rows().nodes} == {node.id: node.rev for node in before.nodes}


def test_a_claim_taken_back_leaves_no_trace_in_the_rows() -> None:
    case = Case()
    before = case.rows()
    claim = case.claim(Held(person=case.person, place=case.place, period=AUGUST))
    assert len(_of(case.rows(), RelationType.HELD_AT)) == 1
    case.hand.withdraw(claim, "x")

    after = case.rows()
    assert (after.nodes, after.relations) == (before.nodes, before.relations)


def test_the_order_of_entries_leaves_no_trace_in_the_rows() -> None:
    case = Case()
    case.bear(case.claim(Held(person=case.person, place=case.place, period=AUGUST)))
    case.bear(case.claim(PartOf(unit=case.unit, parent=case.above, period=AUGUST), case.second))
    wanted = dump_of(case.rows())
    entries = list(case.world.entries)
    for seed in range(5):
        random.Random(seed).shuffle(entries)  # noqa: S311 - an order, no secret
        assert dump_of(rows_of(case.world.standing(entries))) == wanted


def test_a_source_enters_as_its_code_and_who_it_is_never_does() -> None:
    case = Case()
    case.claim(Held(person=case.person, place=case.place, period=AUGUST))
    case.hand.record(
        heads.IdentityKey, subject=RecordId(case.first), names=(SECRET,), contact="+375 00", compartment="sealed"
    )
    dump = dump_of(case.rows()).decode()

    assert "S-1" in dump
    assert SECRET not in dump
    assert "+375" not in dump


def test_no_quote_enters_the_graph() -> None:
    case = Case()
    case.claim(Held(person=case.person, place=case.place, period=AUGUST))

    assert "ўночы" not in dump_of(case.rows()).decode()


def test_bearings_carry_origins_and_count_only_what_can_be_judged() -> None:
    case = Case()
    held = Held(person=case.person, place=case.place, period=AUGUST)
    for source in (case.first, case.second, case.third):
        case.bear(case.claim(held, source))
    case.bear(case.claim(held, case.first, credibility=6))
    found = sorted(
        (tuple(each.properties["origins"]), bool(each.properties["counts"]))  # type: ignore[arg-type]  # a list by schema
        for each in _of(case.rows(), RelationType.BEARS)
    )

    assert found == sorted(
        [((case.first,), True), ((case.first,), True), ((case.third,), False), ((case.first,), False)]
    )


def test_origins_of_a_bearing_are_those_by_which_coverage_tells_what_is_independent() -> None:
    case = Case()
    held = Held(person=case.person, place=case.place, period=AUGUST)
    case.hand.record(heads.Consent, source=case.first, given_at=When("2021"), manner="oral", dimensions={})
    taken = heads.Taken(
        when=When("2021"), means=heads.Means.IN_PERSON, place_kind="x", language="be", interviewer=" I-7"
    )
    case.hand.record(heads.Account, source=case.first, exhibits=(case.exhibit,), extent=heads.Extent.FULL, taken=taken)
    # The second source derives from the first, and whoever told the third is the first.
    case.bear(case.claim(held, case.second))
    case.bear(case.claim(held, case.third, told_by=case.first))
    standing = case.world.standing()
    origins = Origins(standing)
    found = {each.start: each.properties["origins"] for each in _of(case.rows(), RelationType.BEARS)}

    assert found == {claim.id: sorted(origins.of(claim)) for claim in standing.usable_claims}
    wanted = ({"asked:i-7", case.first}, {"asked:i-7", case.first, case.third})
    assert sorted(map(str, found.values())) == sorted(str(sorted(one)) for one in wanted)


def test_a_claim_that_another_contradicts_is_marked() -> None:
    case = Case()
    one = Happened(incident=case.incident, when=When("2020-08-09"))
    case.claim(one)
    case.claim(Held(person=case.person, place=case.place, period=AUGUST))
    assert _disputed(case.rows()) == [False, False]

    case.claim(Happened(incident=case.incident, when=When("2020-08-12")), case.second)

    assert _disputed(case.rows()) == [False, True, True]


def _disputed(rows: Rows) -> list[bool]:
    return sorted(node.properties["disputed"] is True for node in rows.nodes if node.label is NodeLabel.CLAIM)


def test_scopes_are_canonical_heads_and_the_whole_situation_is_empty() -> None:
    case = Case()
    claim = case.claim(Happened(incident=case.incident, when=When.parse("2020-08-09")))
    case.bear(claim)
    case.hand.record(
        Bearing, claim=claim, element=ElementId("el-attack"), scope=WorkspaceScope(), side=Side.FOR, inference="pattern"
    )

    scopes = {
        (each.end, each.properties["scope"], each.properties["how"]) for each in _of(case.rows(), RelationType.BEARS)
    }
    assert scopes == {("el-conduct", case.incident, "direct"), ("el-attack", "", "inference")}


def test_allegations_reach_the_elements_of_their_crime() -> None:
    case = Case()
    made = case.hand.record(
        Allegation,
        person=case.person,
        office=None,
        crime="persecution",
        mode="direct",
        period=AUGUST,
        place=None,
        acts=(),
    )
    found = rows_of(case.world.standing(), {"persecution": ["el-conduct", "el-attack"], "murder": ["el-death"]})

    assert {each.end for each in _of(found, RelationType.FOR)} == {"el-conduct", "el-attack"}
    assert [(each.start, each.end) for each in _of(found, RelationType.AGAINST)] == [(made.id, case.person)]
    assert "el-death" in {node.id for node in found.nodes}


def test_the_projection_says_how_much_of_which_logs_it_was_made_from() -> None:
    case = Case()

    assert case.rows().sizes == case.world.standing().sizes


def _of(rows: Rows, kind: RelationType) -> list[Relation]:
    return [relation for relation in rows.relations if relation.type is kind]

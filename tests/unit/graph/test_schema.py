"""Nodes and relations are checked when built, and equal rows have equal revs."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from evidence.errors import MalformedError
from graph.changes import MOST_BYTES, MOST_ROWS, batches, changes
from graph.dump import dump_of
from graph.rows import Rows
from graph.schema import ENDS, Node, NodeLabel, Relation, RelationType, Value
from tests.support.graph_rows import edge, graphs, node, rows

_VALUES: st.SearchStrategy[Value] = st.one_of(
    st.text(max_size=5), st.integers(-(2**53) + 1, 2**53 - 1), st.booleans(), st.lists(st.text(max_size=3), max_size=3)
)


@given(values=st.dictionaries(st.sampled_from(["a", "b", "c"]), _VALUES), data=st.data())
def test_any_other_row_has_another_rev(values: dict[str, Value], data: st.DataObject) -> None:
    one = node("per_a", **values)
    name, value = data.draw(st.tuples(st.sampled_from(["a", "b", "c"]), _VALUES))
    other = node("per_a", **{**values, name: value})

    # Written out, because to Python True equals 1; to a graph they are two things.
    assert (one.rev == other.rev) == (_written(one) == _written(other))


def _written(one: Node) -> set[tuple[str, str]]:
    return {(name, repr(value)) for name, value in one.properties.items()}


@pytest.mark.parametrize("key", ["", "ж", "a\nb", "x" * 201, None, 7])
def test_what_is_no_id_is_refused(key: object) -> None:
    with pytest.raises(MalformedError):
        Node(label=NodeLabel.PERSON, id=key, properties={})  # type: ignore[arg-type]  # that is the point


@pytest.mark.parametrize("value", [None, 1.5, b"x", ["a", 1], {"a": 1}, 2**53, "\ud800", "x" * (1024 * 1024 + 1)])
def test_a_value_that_not_every_engine_gives_back_is_refused(value: object) -> None:
    with pytest.raises(MalformedError):
        node("per_a", x=value)  # type: ignore[arg-type]  # that is the point


@pytest.mark.parametrize("name", ["id", "rev", "Name", "a b", "", "ж", "x" * 41])
def test_a_property_of_another_name_is_refused(name: str) -> None:
    with pytest.raises(MalformedError):
        Node(label=NodeLabel.PERSON, id="per_a", properties={name: "x"})


@pytest.mark.parametrize("instant", ["2020-08-09T12:00:00+03:00", "2020-08-09T12:00:00", "yesterday", "2020-8-9"])
def test_an_instant_that_is_not_utc_is_refused(instant: str) -> None:
    with pytest.raises(MalformedError):
        node("clm_a", said_at=instant)


@pytest.mark.parametrize("instant", ["2020-08-09", "2020-08-09T12:00:00Z", ""])
def test_a_day_and_an_instant_in_utc_pass(instant: str) -> None:
    assert node("clm_a", said_at=instant).row()["said_at"] == instant


@pytest.mark.parametrize(("first", "last"), [("", "2020-01-01"), ("2020-01-02", "2020-01-01"), ("2020", "2021")])
def test_a_period_without_both_days_in_order_is_refused(first: str, last: str) -> None:
    with pytest.raises(MalformedError):
        edge(RelationType.PART_OF, "unt_a", "unt_b", valid_from=first, valid_to=last)


def test_a_relation_between_other_labels_is_refused() -> None:
    for kind, (starts, ends) in ENDS.items():
        if NodeLabel.CASE_FILE not in starts:
            with pytest.raises(MalformedError, match=kind.value):
                edge(kind, "cas_a", "per_a" if NodeLabel.PERSON in ends else "unt_a")


def test_a_derived_relation_without_its_claims_is_refused() -> None:
    with pytest.raises(MalformedError, match="claims"):
        edge(RelationType.PART_OF, "unt_a", "unt_b", claims="clm_a")


def test_rows_that_name_a_node_twice_or_lead_nowhere_are_refused() -> None:
    holds = edge(RelationType.HOLDS, "per_a", "unt_a")
    for nodes, relations in (
        ([node("per_a"), node("per_a")], []),
        ([node("per_a")], [holds]),
        ([node("per_a"), node("unt_a")], [holds, holds]),
    ):
        with pytest.raises(MalformedError):
            Rows(nodes=nodes, relations=relations, sizes={})


@given(rows=graphs(), data=st.data())
def test_the_order_of_rows_leaves_no_trace_in_the_dump(rows: Rows, data: st.DataObject) -> None:
    nodes, relations = data.draw(st.permutations(rows.nodes)), data.draw(st.permutations(rows.relations))

    assert dump_of(Rows(nodes=nodes, relations=relations, sizes=rows.sizes)) == dump_of(rows)


@given(one=graphs(), other=graphs())
def test_changes_turn_one_graph_into_another(one: Rows, other: Rows) -> None:
    nodes = {(each.label.value, each.id): each.rev for each in one.all_nodes()}
    relations = {_key(each) for each in one.relations}
    found = changes([(*key, rev) for key, rev in nodes.items()], relations, other)

    relations -= set(found.relations_gone)
    for label, key, _ in found.nodes_gone:
        del nodes[label, key]
        relations = {each for each in relations if (label, key) not in (each[1:3], each[3:5])}
    nodes |= {(each.label.value, each.id): each.rev for each in (*found.nodes_changed, *found.nodes_new)}
    relations |= {_key(each) for each in found.relations_new}
    assert nodes == {(each.label.value, each.id): each.rev for each in other.all_nodes()}
    assert relations == {_key(each) for each in other.relations}


@given(sizes=st.lists(st.integers(1, MOST_BYTES), max_size=30))
def test_batches_hold_every_row_once_in_order_and_stay_below_both_bounds(sizes: list[int]) -> None:
    found = list(batches((n, size) for n, size in enumerate(sizes)))

    assert [row for batch, _ in found for row in batch] == list(range(len(sizes)))
    assert all(weight <= MOST_BYTES and weight == sum(sizes[row] for row in batch) for batch, weight in found)


def test_a_batch_holds_five_thousand_rows_at_most() -> None:
    found = [len(batch) for batch, _ in batches((n, 1) for n in range(12_001))]

    assert found == [MOST_ROWS, MOST_ROWS, 2_001]


def test_sizes_of_the_logs_stand_on_the_projection() -> None:
    assert rows(sizes={"d-02": 7, "d-01": 3}).projection().properties == {"sizes": ["d-01 3", "d-02 7"]}


def _key(one: Relation) -> tuple[str, str, str, str, str, str]:
    return (one.type.value, one.start_label.value, one.start, one.end_label.value, one.end, one.rev)

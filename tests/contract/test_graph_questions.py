"""The questions give the same rows on every engine and in plain Python."""

from __future__ import annotations

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from graph import questions
from graph.dump import dump_of
from graph.rows import Rows
from tests.support.graph_engines import ENGINES, store_of
from tests.support.graph_reference import Reference
from tests.support.graph_rows import graphs

_FEW = settings(max_examples=20, deadline=None, suppress_health_check=list(HealthCheck))


@pytest.mark.parametrize("engine", ENGINES)
@given(rows=graphs(), day=st.sampled_from(["2020-01-01", "2020-08-10", "2021-01-01"]))
@_FEW
def test_every_question_gives_the_rows_that_plain_python_gives(engine: str, rows: Rows, day: str) -> None:
    store = store_of(engine)
    plain = Reference(rows)
    store.replace(rows)

    assert store.dump() == dump_of(rows)
    for unit in ("unt_0", "unt_1"):
        assert questions.chain_of_command(store, unit, day) == plain.chain_of_command(unit, day)
    for superior in ("per_0", "per_1"):
        lines = questions.perpetrator_to_superior(store, "inc_0", superior, day)
        assert lines == plain.perpetrator_to_superior("inc_0", superior, day)
    persons = ["per_0", "per_1", "per_2"]
    assert questions.held_with(store, persons) == plain.held_with(persons)
    assert questions.incidents_by_unit(store) == plain.incidents_by_unit()
    assert questions.thinly_supported(store) == plain.thinly_supported()

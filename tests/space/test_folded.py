"""What is not drawn is one, and every total stays what it is."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from clusternet.errors import ClusternetError, EmptyNetworkError
from clusternet.network.value_network import from_frames
from clusternet.space import flows
from clusternet.space.folded import REST, ranked
from strategies import flow_tables


@given(flow_tables(), st.integers(0, 8))
def test_totals_are_those_of_the_base(table, places):
    found = ranked(table, places=places)
    assert found.base == table["flow"].sum()
    assert found.intra == table.loc[table["type"] == "intra", "flow"].sum()
    drawn = [name for name in found.table.index if name != REST]
    for side, end in ((found.enable, "source"), (found.input, "target")):
        whole = table.groupby(end)["flow"].sum()
        assert side[drawn].tolist() == [whole.get(name, 0) for name in drawn]
        assert side.sum() == table["flow"].sum()


@pytest.mark.slow
@given(flow_tables(), st.integers(1, 8))
def test_the_places_drawn_are_the_largest_and_the_rest_stands_last(table, places):
    found = ranked(table, places=places)
    all_of_them = ranked(table, places=0).table.index.tolist()
    assert found.square
    assert found.table.index.tolist() == found.table.columns.tolist()
    assert found.table.index.tolist()[:places] == all_of_them[:places]
    assert (found.table.index[-1] == REST) is (len(all_of_them) > places)
    assert found.folded == (max(0, len(all_of_them) - places),) * 2


@given(flow_tables(square=False), st.integers(1, 4))
def test_two_columns_are_ranked_each_by_itself(table, places):
    found = ranked(table, places=places)
    assert not found.square
    assert (found.base, found.intra) == (table["flow"].sum(), 0)
    for side in (found.enable, found.input):
        values = side[[name for name in side.index if name != REST]].tolist()
        assert values == sorted(values, reverse=True)


def test_margins_of_the_matrix_are_the_margins_of_the_figure(village):
    province = {"a": "北京", "b": "广东", "c": "上海", "d": "北京", "e": "江苏"}
    nodes = pd.DataFrame({"id": list(province), "province": list(province.values())})
    ends = village.edges[["source", "target"]].astype(str)
    matrix = flows.matrix(from_frames(ends, nodes))
    found = ranked(flows.largest(matrix, 0), places=2)
    margins = flows.margins(matrix).set_index("place")
    for name in found.table.index[:2]:
        assert found.enable[name] / found.base == margins.at[name, "enable_share"]
        assert found.input[name] / found.base == margins.at[name, "input_share"]


def test_expected_ratio_is_that_of_the_table():
    table = pd.DataFrame({"source": list("aab"), "target": list("aba"), "flow": [6, 2, 2], "type": "inter"})
    ratio = ranked(table).expected_ratio
    assert ratio.loc["a", "b"] == pytest.approx(2 * 10 / (8 * 2))
    assert np.isfinite(ratio.to_numpy()).all()


def test_a_table_that_is_cut_is_refused():
    table = pd.DataFrame({"source": ["a"], "target": ["b"], "flow": [1], "base_n": [2]})
    with pytest.raises(ClusternetError, match=r"1 of a base of 2; it needs all"):
        ranked(table)
    with pytest.raises(ClusternetError, match="no column flow"):
        ranked(table[["source", "target"]])
    with pytest.raises(EmptyNetworkError, match="nothing to draw"):
        ranked(table.head(0))


def test_the_rest_does_not_stand_out_and_what_stays_does():
    table = pd.DataFrame(
        [("a", "b", 5, True), ("b", "a", 4, False), ("a", "a", 3, True), ("c", "a", 1, True)],
        columns=["source", "target", "flow", "stands"],
    ).assign(type=["inter", "inter", "intra", "inter"])
    stands = ranked(table, places=2).stands
    assert stands.loc["a"].tolist() == [True, True, False]
    assert not stands.loc["b"].any()
    assert not stands.loc[REST].any()
    assert ranked(table.drop(columns="stands")).stands is None

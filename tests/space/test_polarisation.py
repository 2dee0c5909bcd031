"""Concentration and the pole table, by hand and by its identities."""

from __future__ import annotations

import math

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from clusternet.errors import ClusternetError, SchemaError
from clusternet.network.resampling import Resampling
from clusternet.network.value_network import ValueNetwork, from_frames
from clusternet.space import flows, polarisation
from clusternet.space.concentration import BETWEEN, MEASURES

PLACES = {"甲": "北京市", "乙": "北京市", "丙": "广东省", "丁": "云南省", "戊": "国外"}
NODES = pd.DataFrame(
    {"id": list(PLACES), "province": list(PLACES.values()), "kind": ["sample"] * 3 + ["partner"] * 2}
)
NONE = Resampling(0)


def network(*ties: tuple[str, str, int]) -> ValueNetwork:
    return from_frames(pd.DataFrame(ties, columns=["source", "target", "year"]), NODES)


def one(table: pd.DataFrame, side: str, period: str = "annual") -> pd.Series:
    return table[table["side"].eq(side) & table["period"].eq(period)].iloc[0]


def test_measures_by_hand():
    net = network(
        ("甲", "乙", 2020), ("甲", "丙", 2020), ("丙", "丁", 2020), ("丁", "甲", 2020), ("甲", "戊", 2020)
    )
    table = polarisation.by_year(net, poles=["北京市"], resampling=NONE)
    enable = one(table, "enable")  # Beijing 2, Guangdong 1, Yunnan 1; what goes abroad is not in the base
    assert enable["base_n"] == 4
    assert enable["units"] == enable["active_units"] == 3
    assert enable["hhi"] == pytest.approx(6 / 16)
    assert enable["hhi_size_corrected"] == pytest.approx((2 * 1) / (4 * 3))
    assert enable["entropy"] == pytest.approx(1.5 * math.log(2))
    assert enable["gini"] == pytest.approx(1 / 6)
    assert enable["top1_share"] == 0.5
    assert enable["top3_share"] == 1
    assert enable["intra_share"] == 0.25
    assert [enable[name] for name in BETWEEN] == [0.25, 0.25, 0.25, 0.25]
    theil = math.log(3) - 1.5 * math.log(2)
    between = 0.5 * math.log(0.5 * 3) + 0.5 * math.log(0.5 * 3 / 2)
    assert theil == pytest.approx(between)  # the rest is equal: no inequality within
    flow = one(table, "flow")
    assert (flow["units"], flow["active_units"], flow["hhi"]) == (9, 4, 0.25)


@pytest.mark.parametrize("unit", [1.0, 1e6, 1e-6])
def test_the_size_correction_of_weights_is_by_relations_whatever_the_unit(unit):
    rows = [("甲", "丙", 2.0), ("甲", "丁", 3.0), ("丙", "丁", 1.0), ("丙", "甲", 4.0)]
    ties = pd.DataFrame(rows, columns=["source", "target", "weight"]).assign(year=2020)
    ties["weight"] *= unit
    table = polarisation.by_year(from_frames(ties, NODES), count="weight", resampling=Resampling(20))
    assert table["hhi_low"].isna().all()  # three firms are too few
    enable = one(table, "enable")  # 5 and 5; the squares of the relations add up to 30
    assert enable["hhi_size_corrected"] == pytest.approx((25 + 25 - 30) / (100 - 30))
    assert enable["hhi_size_corrected"] < enable["hhi"]


@settings(max_examples=15, deadline=None)
@given(
    st.lists(
        st.tuples(st.sampled_from(list(PLACES)), st.sampled_from(list(PLACES)), st.integers(2019, 2020)),
        min_size=1,
        max_size=30,
    ),
    st.sampled_from(["relations", "pairs", "weight"]),
)
def test_identities(ties, count):
    net = network(*ties)
    table = polarisation.by_year(net, poles=["北京市", "广东省"], count=count, resampling=NONE)
    assert len(table) == 2 * 3 * len(net.years)
    for row in table.to_dict("records"):
        part = net.window(row["year"], row["year"]) if row["period"] == "annual" else net.until(row["year"])
        matrix = flows.matrix(part, count=count)
        assert row["base_n"] == matrix.base
        if not row["base_n"]:
            assert np.isnan(row["hhi"])
            continue
        assert sum(row[name] for name in BETWEEN) == pytest.approx(1)
        assert row["intra_share"] == pytest.approx(np.trace(matrix.inside) / matrix.base)
        assert 1 / row["units"] - 1e-9 <= row["hhi"] <= 1 + 1e-9
        assert -1e-9 <= row["gini"] <= 1
        assert row["top1_share"] <= row["top3_share"] + 1e-12
        assert 0 <= row["entropy"] <= math.log(row["units"]) + 1e-9


def test_intervals_hold_the_value_and_come_again_with_the_seed():
    random = np.random.default_rng(5)
    places = random.choice(["北京市", "广东省", "云南省", "四川省"], 40)
    nodes = pd.DataFrame({"id": [f"s{i}" for i in range(40)], "province": places})
    ends = random.integers(0, 40, (300, 2))
    ties = pd.DataFrame([(f"s{a}", f"s{b}", 2019 + i % 2) for i, (a, b) in enumerate(ends)])
    net = from_frames(ties.set_axis(["source", "target", "year"], axis=1), nodes)
    table = polarisation.by_year(net, poles=["北京市"], resampling=Resampling(50, seed=3))
    assert table.equals(polarisation.by_year(net, poles=["北京市"], resampling=Resampling(50, seed=3)))
    assert not table.equals(polarisation.by_year(net, poles=["北京市"], resampling=Resampling(50, seed=4)))
    for name in MEASURES:
        low, high = table[f"{name}_low"], table[f"{name}_high"]
        if name in polarisation.NO_INTERVAL:
            assert low.isna().all()
            assert high.isna().all()
            continue
        assert (low <= table[name]).all(), name
        assert (table[name] <= high).all(), name
        assert (low < high).all() or name == "top3_share"
    assert table["effective_firms"].between(20, 40).all()
    assert (table["effective_firms"] <= table["active_firms"]).all()
    assert table["seed"].eq(3).all()


def test_a_verdict_only_where_the_interval_allows_one():
    firms = pd.DataFrame(
        {"id": [f"s{i}" for i in range(60)] + ["p", "q"], "kind": ["sample"] * 60 + ["partner"] * 2}
    ).assign(province=["北京市"] * 60 + ["北京市", "云南省"])
    ties = [(f"s{i}", "p", 2014) for i in range(60)] + [(f"s{i}", "q", 2022) for i in range(60)]
    net = from_frames(pd.DataFrame(ties, columns=["source", "target", "year"]), firms)
    table = polarisation.changes(net, poles=["北京市"], resampling=Resampling(99)).set_index(
        ["period", "side", "measure"]
    )
    assert table.loc[("annual", "flow", "pole_to_rest"), "verdict"] == "rises"
    assert table.loc[("annual", "flow", "pole_to_pole"), "verdict"] == "falls"
    assert table.loc[("annual", "enable", "hhi"), "verdict"] == "undetermined"
    assert table.loc[("annual", "flow", "pole_to_rest"), ["first", "last"]].tolist() == [0, 1]


def test_poles_of_the_data_set_and_of_cities(shipped):
    net = shipped.relation("technology").until(2015)
    table = polarisation.by_year(net, resampling=NONE)
    assert table["pole_to_pole"].notna().all()
    by_city = polarisation.by_year(net, level="city", resampling=NONE)
    both = one(table, "flow")["pole_to_pole"], one(by_city, "flow")["pole_to_pole"]
    assert both[0] == pytest.approx(both[1])  # a province stands for its cities


def test_no_poles_no_pole_columns_and_what_is_refused():
    net = network(("甲", "丙", 2020))
    assert polarisation.by_year(net, resampling=NONE)[[*BETWEEN, "kanbur_zhang"]].isna().all(axis=None)
    with pytest.raises(ClusternetError, match="pole '火星'"):
        polarisation.by_year(net, poles=["火星"], resampling=NONE)
    with pytest.raises(ClusternetError, match="at least one replicate"):
        polarisation.changes(net, resampling=NONE)
    undated = from_frames(pd.DataFrame({"source": ["甲"], "target": ["乙"]}), NODES)
    with pytest.raises(SchemaError, match="year"):
        polarisation.by_year(undated, resampling=NONE)


def test_years_without_a_counted_flow_are_passed_over():
    net = network(("甲", "戊", 2018), ("甲", "丙", 2019), ("丙", "丁", 2021), ("丁", "戊", 2022))
    table = polarisation.changes(net, poles=["北京市"], resampling=Resampling(9), least=1)
    assert table.loc[
        table["period"].eq("annual"), ["first_year", "last_year"]
    ].drop_duplicates().values.tolist() == [[2019, 2021]]
    assert polarisation.changes(net, poles=["北京市"], resampling=Resampling(9)).empty  # a handful each
    outside = network(("甲", "戊", 2018))
    empty = polarisation.changes(outside, resampling=Resampling(9))
    assert list(empty) == list(polarisation.CHANGES)
    assert empty.empty

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from clusternet.errors import SchemaError
from clusternet.records import comparison

FRAME = pd.DataFrame(
    {
        "indicator": ["talent", "talent", "market", "delay", "none", "debt"],
        "a": [10.0, 26.0, 2130.0, 5.0, np.nan, -2.0],
        "b": [35.0, 28.0, 900.0, 10.0, 1.0, 3.0],
        "period_a": ["2019", "2022", "2023", "2023", "2023", "2023"],
        "period_b": ["2019", "2022", "2023", "2023", "2023", "2023"],
        "measure_a": ["pct", "pct", "CNY", "days", "x", "x"],
        "measure_b": ["pct", "pct", "USD", "days", "x", "x"],
        "direction": ["", "", "", "less", "", ""],
    }
)


def test_rows_by_hand():
    found = comparison.compare(FRAME, names=("CN", "US"))
    assert found["gap"].tolist()[:2] == [-25, -2]
    assert found["ratio"].iloc[0] == pytest.approx(10 / 35)
    assert found["leans_to"].tolist() == ["US", "both", "", "CN", "", ""]
    missing = "a value is missing"
    assert found["reason"].tolist() == ["", "", "measures differ", "", missing, "signs differ"]
    assert found.loc[[2, 4, 5], ["gap", "ratio", "log_ratio"]].isna().all(axis=None)
    assert found.loc[2, ["measure", "a", "b"]].tolist() == ["CNY / USD", 2130, 900]


def test_a_rate_converts_the_rows_whose_measures_differ_and_no_others():
    found = comparison.compare(FRAME, rates={"2023": 7.1})
    assert found.loc[2, ["measure", "a", "reason"]].tolist() == ["USD", 300, ""]
    assert found.loc[2, "ratio"] == pytest.approx(1 / 3)
    assert found.loc[3, "a"] == 5
    assert comparison.compare(FRAME, rates={"2022": 7.1}).loc[2, "reason"] == "measures differ"
    assert comparison.compare(FRAME, rates={"2022": 2, "": 7.1}).loc[2, "a"] == 300
    assert comparison.compare(FRAME, allow=["measure"]).loc[2, "gap"] == 1230


def test_periods_that_differ_are_refused_unless_allowed():
    apart = FRAME.head(1).assign(period_b="2022")
    with pytest.raises(SchemaError, match="no row can be compared: periods differ; --rate"):
        comparison.compare(apart)
    found = comparison.compare(apart, allow=["period"])
    assert found.loc[0, ["period", "gap"]].tolist() == ["2019 / 2022", -25]


def test_of_two_negative_values_the_larger_leads_and_the_logarithm_is_that_of_the_ratio():
    frame = pd.DataFrame({"indicator": ["deficit", "loss"], "a": [-50, -8], "b": [-100, -2]})
    found = comparison.compare(frame)
    assert found["log_ratio"].tolist() == pytest.approx([np.log(0.5), np.log(4)])
    assert found["leans_to"].tolist() == ["a", "b"]
    assert comparison.compare(frame.assign(direction="less"))["leans_to"].tolist() == ["b", "a"]


def test_zeros_lean_and_equal_values_lean_to_both():
    frame = pd.DataFrame({"indicator": list("xyz"), "a": [0, 3, 0], "b": [7, 0, 0]})
    found = comparison.compare(frame)
    assert found["leans_to"].tolist() == ["b", "a", "both"]
    assert found["log_ratio"].tolist() == [-np.inf, np.inf, 0]


@settings(max_examples=25, deadline=None)
@given(
    st.lists(st.tuples(st.floats(0.1, 1e6), st.floats(0.1, 1e6)), min_size=1, max_size=8), st.floats(0.01, 1)
)
def test_swapping_the_units_swaps_the_leaning(values, threshold):
    a, b = map(list, zip(*values, strict=True))
    names = [str(i) for i in range(len(a))]
    one = comparison.compare(pd.DataFrame({"indicator": names, "a": a, "b": b}), threshold=threshold)
    other = comparison.compare(pd.DataFrame({"indicator": names, "a": b, "b": a}), threshold=threshold)
    assert one["leans_to"].map({"a": "b", "b": "a", "both": "both"}).tolist() == other["leans_to"].tolist()
    assert one["gap"].tolist() == (-other["gap"]).tolist()


def test_totals_give_shares():
    frame = pd.DataFrame({"indicator": ["firms"], "a": [13000], "b": [5734], "total": [36000]})
    found = comparison.compare(frame).iloc[0]
    assert found["share_a"] == pytest.approx(13 / 36)
    assert found["share_b"] == pytest.approx(5734 / 36000)


def test_advantage_is_the_share_over_the_share_of_both():
    frame = pd.DataFrame({"indicator": list("xyz"), "a": [10, 20, 30], "b": [40, 50, 50]})
    found = comparison.revealed_advantage(comparison.compare(frame))
    assert found["rca_a"].tolist() == pytest.approx([(10 / 60) / 0.25, (20 / 60) / 0.35, (30 / 60) / 0.4])
    assert found["leans_to_rca"].tolist() == ["b", "b", "a"]
    assert found["rules_differ"].tolist() == [False, False, True]
    share_a = found["a"] / found["a"].sum()
    assert (share_a / found["rca_a"]).sum() == pytest.approx(1)
    even = comparison.revealed_advantage(comparison.compare(frame.assign(b=frame["a"] * 3)))
    assert even["leans_to_rca"].eq("both").all()


@pytest.mark.parametrize(
    "change", [{"measure_a": ["x", "y"], "measure_b": ["x", "y"]}, {"a": [0, 0]}, {"a": [np.nan, 1]}]
)
def test_advantage_needs_parts_of_a_whole(change):
    frame = pd.DataFrame({"indicator": ["x", "y"], "a": [1.0, 2.0], "b": [3.0, 4.0]}).assign(**change)
    with pytest.raises(SchemaError, match="RCA needs"):
        comparison.revealed_advantage(comparison.compare(frame))


def test_over_divides_like_periods_and_measures():
    frame = pd.DataFrame(
        {
            "indicator": ["staff", "firms", "watt"],
            "a": [78000.0, 1078.0, 5.0],
            "b": [39000.0, 592.0, 5.0],
            "measure_a": ["people", "firms", "W"],
            "measure_b": ["people", "firms", "W"],
            "direction": ["", "", "less"],
        }
    )
    found = comparison.over(frame, [("staff", "firms"), ("firms", "watt")])
    assert found["indicator"].tolist()[3:] == ["staff / firms", "firms / watt"]
    assert found.loc[3, ["a", "b"]].tolist() == pytest.approx([72.356, 65.878], abs=1e-3)
    assert found.loc[3, "measure_a"] == "people/firms"
    assert found.loc[4, "direction"] == "more"
    with pytest.raises(SchemaError, match="no indicator 'x'; found: staff, firms, watt"):
        comparison.over(frame, [("x", "firms")])
    dated = frame.assign(period_a=["2023", "2024", "2024"], period_b=["2023", "2024", "2024"])
    with pytest.raises(SchemaError, match="no period in common"):
        comparison.over(dated, [("staff", "firms")])


def test_leaders_of_three():
    frame = pd.DataFrame(
        {
            "indicator": ["speed", "power", "memory", "mixed", "one"],
            "x": [312, 400, 80, 1, 1.0],
            "y": [1979, 700, 80, 2, np.nan],
            "z": [256, 350, np.nan, 3, np.nan],
            "direction": ["more", "less", "", "", ""],
            "measure_a": ["", "", "", "m", ""],
            "measure_b": ["", "", "", "km", ""],
        }
    )
    found = comparison.leaders(frame, ["x", "y", "z"])
    assert found["leader"].tolist() == ["y", "z", "x, y", "", ""]
    assert found["laggard"].tolist() == ["z", "y", "x, y", "", ""]
    assert found.loc[1, ["ratio_x", "ratio_y", "ratio_z"]].tolist() == [0.875, 0.5, 1.0]
    assert found.loc[3, "reason"] == "measures differ"
    assert found.loc[3, ["ratio_x", "ratio_y"]].isna().all()
    with pytest.raises(SchemaError, match="no indicator has comparable values"):
        comparison.leaders(frame.tail(1), ["x", "y", "z"])

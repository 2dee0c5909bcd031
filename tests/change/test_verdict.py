"""Verdicts on series: the rules, and the published yearly tables."""

from __future__ import annotations

import io

import numpy as np
import pandas as pd
import pytest

from clusternet.change import verdict as rules

TABLE2 = """\
year,sample_nodes,partner_nodes,nodes,edges,average_degree,diameter,average_path_length,average_clustering
2014,493,1480,1973,2602,1.319,15,5.465,0.001
2015,688,2169,2857,4007,1.403,15,5.370,0.003
2016,880,2669,3549,5370,1.513,15,5.413,0.006
2017,1238,4422,5660,9658,1.706,14,4.981,0.007
2018,1712,7569,9281,17889,1.927,13,4.753,0.011
2019,2088,11315,13403,28271,2.109,13,4.535,0.008
2020,2205,18697,20902,49781,2.382,13,4.171,0.033
2021,2200,22608,24808,63809,2.572,12,4.080,0.036
2022,2200,28565,30765,83815,2.724,12,3.982,0.040
"""
TABLE6 = """\
year,nodes,edges,average_degree,diameter,average_path_length,average_clustering
2015,1555,2303,1.481,10,4.596,0.005
2017,3414,6102,1.787,10,4.206,0.018
2019,8384,17984,2.145,9,3.804,0.060
2021,17132,43624,2.546,8,3.455,0.078
"""


def printed(table: str) -> pd.DataFrame:
    """Return a table of the report with density and clustering over E / (N (N - 1))."""
    frame = pd.read_csv(io.StringIO(table))
    frame["density"] = frame["edges"] / (frame["nodes"] * (frame["nodes"] - 1))
    return frame.assign(over_random=frame["average_clustering"] / frame["density"])


def said(frame: pd.DataFrame, column: str, breaks: list[int]) -> tuple[str, str]:
    found = rules.judge(frame["year"].tolist(), frame[column].tolist(), period="cumulative", breaks=breaks)
    return found.verdict, found.rule


# -- the published tables ----------------------------------------------------------------------------------
def test_2020_is_the_break_of_the_published_series():
    frame = printed(TABLE2)
    assert rules.breaks(frame["year"], frame["partner_nodes"] / frame["sample_nodes"]) == [2020]


@pytest.mark.parametrize(
    ("column", "verdict", "rule"),
    [
        ("average_degree", "rising", "each step"),
        ("density", "falling", "each step"),
        ("diameter", "falling", "each step"),
        ("average_path_length", "no monotone change", "steps both ways"),  # up in 2016
        ("average_clustering", "no monotone change", "steps both ways"),  # down in 2019
        ("over_random", "no monotone change", "steps both ways"),
    ],
)
def test_verdicts_on_the_published_series(column, verdict, rule):
    assert said(printed(TABLE2), column, [2020]) == (verdict, rule)


def test_most_of_the_published_rise_of_clustering_happens_over_the_break():
    frame = printed(TABLE2)
    found = rules.judge(frame["year"], frame["average_clustering"], period="cumulative", breaks=[2020])
    assert found.change == pytest.approx(0.039)
    assert found.over_breaks == pytest.approx(0.025)
    assert found.stretches == ((2014, 2019), (2020, 2022))


@pytest.mark.parametrize(
    ("column", "verdict"),
    [
        ("average_degree", "rising"),
        ("density", "falling"),
        ("diameter", "falling"),
        ("average_path_length", "falling"),
        ("average_clustering", "rising"),
        ("over_random", "rising"),
    ],
)
def test_verdicts_on_the_published_platforms(column, verdict):
    frame = printed(TABLE6)
    assert said(frame, column, []) == (verdict, "each step")


def test_the_pinned_numbers_are_those_of_the_reference(shared):
    for table, name in (
        (TABLE2, "nankai_table02_structure_by_year"),
        (TABLE6, "nankai_table06_platform_structure_by_year"),
    ):
        other = pd.read_csv(shared / "reference" / f"{name}.csv")
        own = pd.read_csv(io.StringIO(table))
        np.testing.assert_allclose(own.to_numpy(), other.to_numpy())


def test_four_years_show_no_break_whatever_they_do():
    assert rules.breaks(range(4), [1.0, 1.0, 9.0, 9.0]) == []
    assert rules.breaks(range(4), [1.0, 1.0, 1.0, 9.0]) == []


# -- the rules ---------------------------------------------------------------------------------------------
def test_steady_growth_is_no_break_and_a_jump_is_one_in_either_direction():
    steady = 3 * 1.3 ** np.arange(9)
    assert rules.breaks(range(9), steady) == []
    jumped = steady * np.where(np.arange(9) >= 5, 2.0, 1.0)
    assert rules.breaks(range(9), jumped) == [5]
    assert rules.breaks(range(9), 3.0 / np.where(np.arange(9) >= 5, 2.0, 1.0)) == [5]
    assert rules.breaks(range(9), [np.nan, *jumped[1:]]) == [5]
    assert rules.breaks(range(1, 10), np.arange(1.0, 10)) == []  # a fixed sample gathers partners


@pytest.mark.parametrize(
    ("values", "breaks", "verdict", "rule"),
    [
        ([1, 2, 3, 4, 5], [], "rising", "p < 0.05"),
        ([5, 4, 3, 2, 1], [], "falling", "p < 0.05"),
        ([1, 2, 3, 4], [], "undetermined", "too few years"),
        ([1, 3, 2, 5, 4, 3], [], "no monotone change", "p >= 0.05"),
        ([2, 2, 2, 2, 2], [], "no monotone change", "p >= 0.05"),
        ([2, 1, 3, 2, 9, 10, 11, 8], [4], "break", "only over a break"),
        ([1, 2, 3, 4, 9, 10, 11, 12], [4], "rising", "p < 0.05"),
        ([5, 6, 7, 8, 1, 2, 3, 4], [4], "rising", "p < 0.05"),  # whatever happened in between
        ([], [], "undetermined", "too few years"),
    ],
)
def test_annual_verdicts(values, breaks, verdict, rule):
    found = rules.judge(range(len(values)), values, period="annual", breaks=breaks)
    assert (found.verdict, found.rule) == (verdict, rule)
    assert found.years == len(values)


@pytest.mark.parametrize(
    ("values", "breaks", "verdict", "rule", "monotone"),
    [
        ([1, 2, 2, 3], [], "rising", "each step", True),
        ([1, 2, 3], [], "undetermined", "too few years", True),
        ([3, 3, 3, 3], [], "no monotone change", "no change", True),
        ([1, 2, 3, 2], [], "no monotone change", "steps both ways", False),
        ([1, 1, 5, 5], [2], "break", "only over a break", True),
        ([1, 1, 5, 5, 5, 5], [2], "break", "only over a break", True),
        ([1, 2, 3, 1, 2, 3], [3], "rising", "each step", True),
        ([4.0, np.nan, 3.0, 2.0, 1.0], [], "falling", "each step", True),
    ],
)
def test_cumulative_verdicts(values, breaks, verdict, rule, monotone):
    found = rules.judge(range(len(values)), values, period="cumulative", breaks=breaks)
    assert (found.verdict, found.rule, found.monotone, found.p) == (verdict, rule, monotone, None)


def test_a_jump_of_collection_in_noise_is_hardly_ever_called_a_trend():
    rng = np.random.default_rng(2)
    called, naive = [], []
    for _ in range(400):
        values = rng.normal(size=9) + 8 * (np.arange(9) >= 5)
        called.append(rules.judge(range(9), values, period="annual", breaks=[5]).verdict)
        naive.append(rules.judge(range(9), values, period="annual").verdict)
    assert np.mean([word in ("rising", "falling") for word in called]) < 0.07
    assert np.mean([word == "rising" for word in naive]) > 0.5  # where the break is passed over

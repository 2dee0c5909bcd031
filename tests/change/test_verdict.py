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
        ("average_degree", "rising", "p < 0.05"),
        ("density", "falling", "p < 0.05"),
        ("diameter", "undetermined", "too few steps"),  # it moves three times
        ("average_path_length", "no monotone change", "p >= 0.05 within stretches"),  # up in 2016
        ("average_clustering", "no monotone change", "p >= 0.05 within stretches"),  # down in 2019
        ("over_random", "no monotone change", "p >= 0.05 within stretches"),
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


@pytest.mark.parametrize("column", ["average_degree", "density", "average_path_length", "over_random"])
def test_four_years_of_the_published_platforms_are_an_effect_and_no_verdict(column):
    frame = printed(TABLE6)
    assert said(frame, column, []) == ("undetermined", "too few steps")
    found = rules.judge(frame["year"], frame[column], period="cumulative")
    assert found.steps.steps == max(found.steps.rising, found.steps.falling) == 3
    assert abs(found.tau) == pytest.approx(1)


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


@pytest.mark.parametrize("period", ["annual", "cumulative"])
@pytest.mark.parametrize(
    ("values", "breaks", "verdict", "rule", "monotone"),
    [
        ([1, 2, 3, 4, 5, 6, 7], [], "rising", "p < 0.05", True),
        ([7, 6, 5, 4, np.nan, 3, 2, 1], [], "falling", "p < 0.05", True),
        ([1, 2, 3, 4, 5, 6], [], "undetermined", "too few steps", True),
        ([1, 2, 3, 3, 4, 5, 6, 6], [], "undetermined", "too few steps", True),
        ([1, 2, 3, 2, 4, 5, 6], [], "no monotone change", "p >= 0.05", False),
        ([2, 2, 2, 2], [], "no monotone change", "no change", True),
        ([2, 2], [], "undetermined", "too few steps", True),
        ([1, 2, 3, 4, 1, 2, 3, 4], [4], "rising", "p < 0.05", True),  # whatever happened in between
        ([1, 2, 3, 4, 9, 8, 7, 6], [4], "no monotone change", "p >= 0.05 within stretches", False),
        ([0.3, 0.1 + 0.2, 0.3, 0.1 + 0.2], [], "no monotone change", "no change", True),
    ],
)
def test_verdicts(values, breaks, verdict, rule, monotone, period):
    found = rules.judge(range(len(values)), values, period=period, breaks=breaks)
    assert (found.verdict, found.rule, found.monotone) == (verdict, rule, monotone)
    assert found.years == np.isfinite(values).sum()
    assert (found.p_independent is None) == (period == "cumulative")


def test_a_series_without_values():
    found = rules.judge([], [], period="annual")
    assert (found.verdict, found.rule, found.years) == ("undetermined", "too few steps", 0)


def test_a_fall_that_lies_within_the_stretches_is_not_called_one_over_a_break():
    values = [9.0, 8.0, 8.5, 7.0, 6.0, 5.9, 5.0, 5.2, 4.0]  # 0.1 of 5 over the break
    found = rules.judge(range(2014, 2023), values, period="annual", breaks=[2019])
    assert (found.verdict, found.rule) == ("no monotone change", "p >= 0.05 within stretches")
    jump = [5.0, 5.2, 4.9, 5.1, 5.0, 9.0, 9.2, 9.1, 9.3]
    found = rules.judge(range(2014, 2023), jump, period="annual", breaks=[2019])
    assert (found.verdict, found.rule) == ("break", "only over a break")
    assert found.over_breaks / found.change > rules.MOST


@pytest.mark.parametrize("years", [7, 9, 14, 30])
@pytest.mark.parametrize("memory", [0.0, 0.5, 1.0])
def test_false_verdicts_are_within_five_percent_whatever_the_memory(years, memory):
    rng = np.random.default_rng(years)
    called = 0
    for _ in range(300):
        noise = rng.normal(size=years + 20)
        for at in range(1, noise.size):
            noise[at] += memory * noise[at - 1]
        found = rules.judge(range(years), noise[20:], period="annual")
        called += found.verdict in ("rising", "falling")
    assert called / 300 <= 0.05 + 2.5 * np.sqrt(0.05 * 0.95 / 300)


def test_a_jump_of_collection_in_noise_is_hardly_ever_called_a_trend():
    rng = np.random.default_rng(2)
    called = []
    for _ in range(400):
        values = rng.normal(size=9) + 8 * (np.arange(9) >= 5)
        called.append(rules.judge(range(9), values, period="annual", breaks=[5]).verdict)
    assert np.mean([word in ("rising", "falling") for word in called]) < 0.07
    assert np.mean([word == "break" for word in called]) > 0.5

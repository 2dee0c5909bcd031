from __future__ import annotations

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from clusternet.errors import SchemaError
from clusternet.records import counts

SERIES = pd.DataFrame(
    {
        "unit": ["CN", "US", "IN", "CN", "US", "IN", "UK"],
        "year": [2015, 2015, 2015, 2024, 2024, 2024, 2024],
        "count": [1.67, 1.2, 0.5, 13.3, 5.0, 2.0, 2.0],
    }
)


def test_a_ranking_of_one_year_with_growth_up_to_it():
    found = counts.ranked(SERIES, year=2024).set_index("unit")
    assert found["rank"].to_dict() == {"CN": 1, "US": 2, "IN": 3, "UK": 3}
    assert found["share"].sum() == pytest.approx(1)
    assert found.loc["CN", "growth"] == pytest.approx(13.3 / 1.67 - 1)
    assert found.loc["CN", "cagr"] == pytest.approx((13.3 / 1.67) ** (1 / 9) - 1)
    assert found.loc["CN", "intervals"] == 9
    assert np.isnan(found.loc["UK", "growth"])
    early = counts.ranked(SERIES, year=2015)
    assert early["intervals"].eq(0).all()
    assert counts.ranked(SERIES)["count"].iloc[0] == pytest.approx(14.97)


def test_rows_of_one_unit_add_up_and_blanks_do_not_count():
    table = pd.DataFrame({"unit": ["US", "UK", "US", "DE"], "count": [3.0, 5.0, 4.0, np.nan]})
    assert counts.ranked(table)[["unit", "count"]].to_numpy().tolist() == [["US", 7.0], ["UK", 5.0]]


def test_population_of_the_year_asked_for_else_the_latest():
    people = pd.DataFrame(
        {
            "unit": ["CN", "CN", "US"],
            "population": [1.37e9, 1.4e9, 3.4e8],
            "year": [2015, 2024, 2023],
            "source": ["a", "b", "c"],
        }
    )
    late = counts.ranked(SERIES, population=people).set_index("unit")
    assert late.loc["CN", ["population", "population_source"]].tolist() == [1.4e9, "b"]
    assert late.loc["CN", "per_million"] == pytest.approx(14.97 / 1400)
    assert np.isnan(late.loc["IN", "per_million"])
    early = counts.ranked(SERIES, year=2015, population=people).set_index("unit")
    assert early.loc["CN", "population_year"] == 2015
    assert early.loc["US", "population_year"] == 2023
    with pytest.raises(SchemaError, match="population of 'CN' is not above 0"):
        counts.ranked(SERIES, population=people.assign(population=0))


def test_the_implied_population_holds_the_true_one():
    rng = np.random.default_rng(2)
    people, papers = rng.uniform(1e6, 1e9, 50), rng.integers(1000, 9000, 50)
    table = pd.DataFrame(
        {"unit": range(50), "count": papers, "per_million": (papers / people * 1e6).round(1)}
    )
    found = counts.implied_population(table, 1)
    low, high = found["population_low"], found["population_high"]
    kept = high.notna()
    assert ((low <= people + 1) & (people - 1 <= high))[kept].all()


def test_the_leader_against_the_rest():
    found = counts.leader_and_rest(SERIES, last=3)
    assert found["leader"].eq("CN").all()
    assert found["rest"].tolist() == [1.7, 7.0]
    assert found["ratio"].tolist() == pytest.approx([1.67 / 1.7, 13.3 / 7])
    assert found["without_leader"].tolist() == [1.7, 9.0]
    assert found["total"].tolist() == pytest.approx([3.37, 22.3])
    assert found.loc[1, "leader_growth"] == pytest.approx(13.3 / 1.67 - 1)
    assert found.loc[1, "without_growth"] == pytest.approx(7 / 1.7 - 1)  # one came later
    with pytest.raises(SchemaError, match="one unit has no rest"):
        counts.leader_and_rest(SERIES[SERIES["unit"].eq("CN")])


def test_growth_is_over_the_units_that_are_counted_in_both_years():
    table = pd.DataFrame({"unit": list("ABACBA"), "year": [2020, 2020, 2021, 2021, 2022, 2022]})
    table["count"] = [50, 20, 60, 400, 30, 5]
    found = counts.leader_and_rest(table).set_index("year")
    assert found["total"].tolist() == [70, 460, 35]
    assert found["common_units"].tolist() == [2, 1, 2]
    assert found["total_growth"].tolist() == pytest.approx([0, 0.2, -0.5])  # not 460 / 70 - 1
    assert np.isnan(found.loc[2021, "leader_growth"])  # C leads, and was not counted in 2020
    assert found["without_growth"].tolist() == pytest.approx([0, 0.2, -0.5])
    assert found["rest_growth"].tolist() == pytest.approx([0, 0.2, -0.5])


@settings(max_examples=25, deadline=None)
@given(st.lists(st.tuples(st.sampled_from("abcdef"), st.integers(1, 99)), min_size=2, max_size=30))
def test_leader_rest_and_others_make_the_total(rows):
    table = pd.DataFrame(rows, columns=["unit", "count"])
    if table["unit"].nunique() < 2:
        return
    found = counts.leader_and_rest(table, last=99).iloc[0]
    assert found["leader_count"] + found["rest"] == found["total"] == table["count"].sum()
    assert counts.ranked(table)["count"].is_monotonic_decreasing


def test_records_by_one_column_and_crossed_with_means():
    records = pd.DataFrame(
        {
            "journal": ["J", "J", "K", "", "J"],
            "host": ["US", "US", "UK", "US", "UK"],
            "cited": [10.0, np.nan, 3.0, 99.0, 20.0],
            "papers": [5, 6, 7, 8, 9],
        }
    )
    found = counts.by(records, ["journal"], mean=["cited"])
    assert found[["rank", "journal", "count", "mean_cited", "n_cited"]].to_numpy().tolist() == [
        [1, "J", 3, 15.0, 2],
        [2, "K", 1, 3.0, 1],
    ]
    crossed = counts.by(records, ["journal", "host"])
    assert crossed[["journal", "host", "count"]].to_numpy().tolist() == [
        ["J", "US", 2],
        ["J", "UK", 1],
        ["K", "UK", 1],
    ]
    assert crossed["rank"].tolist() == [1, 2, 2]
    assert counts.by(records, ["host"], amount="papers")["count"].tolist() == [19, 16]
    with pytest.raises(SchemaError, match="no column city; found: journal"):
        counts.by(records, ["city"])
    with pytest.raises(SchemaError, match="no record has a value of journal"):
        counts.by(records.assign(journal=""), ["journal"])


def test_quadrants_leave_out_what_has_no_number():
    table = pd.DataFrame({"unit": list("abcd"), "x": [1, 2, 9, np.nan], "y": [5, 5, 2, 1]})
    found = counts.quadrants(table)
    assert found["unit"].tolist() == ["a", "b", "c"]
    assert found[["cut_x", "cut_y"]].iloc[0].tolist() == [4, 4]
    assert found["quadrant"].tolist() == ["low-high", "low-high", "high-low"]
    assert counts.quadrants(table, cut="median")["quadrant"].tolist() == ["low-high", "high-high", "high-low"]
    with pytest.raises(SchemaError, match="1 units have both numbers"):
        counts.quadrants(table.head(1))


def test_what_is_not_there_is_named():
    with pytest.raises(SchemaError, match="no column count; found: unit"):
        counts.ranked(pd.DataFrame({"unit": ["a"]}))
    with pytest.raises(SchemaError, match="no count of 2020; the years are 2015, 2024"):
        counts.ranked(SERIES, year=2020)
    with pytest.raises(SchemaError, match="no column year"):
        counts.ranked(SERIES.drop(columns="year"), year=2020)

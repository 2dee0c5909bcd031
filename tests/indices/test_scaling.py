"""Scales that do not depend on the other units, against published indices."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest

from clusternet.errors import ClusternetError, SchemaError
from clusternet.indices import composite, parse
from clusternet.indices.design import Indicator
from clusternet.indices.scaling import normalise
from clusternet.words.labels import Label

NAME = Label("", "")
HDI = {
    "normalise": "goalposts",
    "aggregate": "geometric",
    "dimension": [{"id": "education", "aggregate": "arithmetic"}],
    "indicator": [
        {"id": "life_expectancy", "goalposts": [20, 85]},
        {"id": "expected_years", "dimension": "education", "goalposts": [0, 18]},
        {"id": "mean_years", "dimension": "education", "goalposts": [0, 15]},
        {"id": "income", "goalposts": [100, 75000], "log": True},
    ],
}


def test_the_human_development_index_of_the_technical_notes():
    """Human Development Report 2014, technical notes: Costa Rica."""
    data = pd.DataFrame(
        {"unit": ["Costa Rica"], "life_expectancy": 79.93, "expected_years": 13.50, "mean_years": 8.37}
    ).assign(income=13011.7)
    row = composite(data, parse(HDI)).table.iloc[0]
    assert round(row["life_expectancy"], 3) == 0.922
    assert round(row["education"], 3) == 0.654
    assert round(row["income"], 3) == 0.735
    assert round(row["score"], 3) == 0.763
    rich = data.assign(income=120_000.0, life_expectancy=90.0, expected_years=22.0, mean_years=15.0)
    assert composite(rich, parse(HDI)).table["score"].tolist() == pytest.approx([1.0])
    none = composite(data.assign(mean_years=0.0, expected_years=0.0), parse(HDI))
    assert none.table["score"].tolist() == [0.0]  # nothing is stretched
    assert not none.stretched


def test_the_global_gender_gap_index():
    """World Economic Forum: health at its benchmarks is 0.9796; Iceland 2017 is 0.878 of four subindices."""
    health = {
        "normalise": "none",
        "indicator": [
            {"id": "sex_ratio", "weight": 0.693, "cap": 0.944},
            {"id": "healthy_life", "weight": 0.307, "cap": 1.06},
        ],
    }
    data = pd.DataFrame({"unit": ["a"], "sex_ratio": [0.95], "healthy_life": [1.08]})
    assert round(composite(data, parse(health)).table["score"][0], 4) == 0.9796
    subindices = {"economy": 0.798, "education": 0.995, "health": 0.969, "politics": 0.750}
    design = parse({"normalise": "none", "indicator": [{"id": name} for name in subindices]})
    found = composite(pd.DataFrame({"unit": ["Iceland"], **{k: [v] for k, v in subindices.items()}}), design)
    assert found.table["score"].tolist() == pytest.approx([0.878])


def test_fixed_scales_do_not_depend_on_the_other_units():
    one, other = np.array([2.0, 5.0, 9.0]), np.array([2.0, 100.0])
    posts = Indicator("a", "a", NAME, goalposts=(1.0, 5.0))
    assert normalise(one, posts, "goalposts").tolist() == [0.25, 1.0, 1.0]
    assert normalise(other, posts, "goalposts")[0] == 0.25
    assert normalise(one, posts, "goalposts", scale=(0, 100)).tolist() == [25.0, 100.0, 100.0]
    less = Indicator("a", "a", NAME, direction="less", goalposts=(1.0, 5.0))
    assert normalise(one, less, "goalposts").tolist() == [0.75, 0.0, 0.0]
    assert normalise(np.array([np.nan, 3.0]), Indicator("a", "a", NAME, cap=2.0), "none").tolist()[1] == 2.0


@pytest.mark.parametrize(
    ("indicator", "said"),
    [
        ({"normalise": "goalposts"}, "needs goalposts"),
        ({"normalise": "none", "direction": "less"}, "does not turn round"),
        ({"normalise": "goalposts", "goalposts": [0, 5], "log": True}, "have no logarithm"),
    ],
)
def test_settings_without_meaning_are_refused(indicator, said):
    with pytest.raises(SchemaError, match=said):
        parse({"indicator": [{"id": "x", **indicator}]})


def test_values_without_meaning_are_refused():
    data = pd.DataFrame({"unit": ["a", "b"], "x": [-1.0, 2.0]})
    with pytest.raises(ClusternetError, match="has the value -1, which has no logarithm"):
        composite(data, parse({"indicator": [{"id": "x", "log": True}]}))
    with pytest.raises(ClusternetError, match="no meaning below 0"):
        composite(data, parse({"normalise": "none", "aggregate": "geometric", "indicator": [{"id": "x"}]}))

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


PUBLISHED = pd.DataFrame(
    [
        ("Norway", 81.6, 17.5, 12.6, 64_992, 0.944),
        ("Australia", 82.4, 20.2, 13.0, 42_261, 0.935),  # more than 18 years of schooling
        ("Switzerland", 83.0, 15.8, 12.8, 56_431, 0.930),
        ("Netherlands", 81.6, 17.9, 11.9, 45_435, 0.922),
        ("United States", 79.1, 16.5, 12.9, 52_947, 0.915),
        ("Singapore", 83.0, 15.4, 10.6, 76_628, 0.912),  # an income above 75,000
    ],
    columns=["unit", "life_expectancy", "expected_years", "mean_years", "income", "printed"],
)
"""Human Development Report 2015, Table 1: values of 2014."""


def test_the_human_development_index_comes_out_to_its_published_digits():
    data = PUBLISHED.drop(columns="printed")
    found = composite(data, parse(HDI)).table.set_index("unit")["score"]
    printed = PUBLISHED.set_index("unit")["printed"]
    assert (found - printed).abs().max() < 0.0015  # years are printed to one decimal
    assert (found.round(3) == printed).sum() == 4
    none = composite(data.assign(mean_years=0.0, expected_years=0.0), parse(HDI))
    assert none.table["score"].tolist() == [0.0] * 6  # nothing is stretched
    assert not none.stretched


def test_the_global_gender_gap_index():
    """Weights of the Global Gender Gap Report 2025, Table B.2; a worked example by the formula."""
    health = {
        "normalise": "none",
        "indicator": [
            {"id": "sex_ratio", "weight": 0.693, "cap": 0.944},
            {"id": "healthy_life", "weight": 0.307, "cap": 1.06},
        ],
    }
    data = pd.DataFrame({"unit": ["a"], "sex_ratio": [0.95], "healthy_life": [1.08]})
    best = 0.693 * 0.944 + 0.307 * 1.06  # 0.9796, what no country exceeds
    assert composite(data, parse(health)).table["score"].tolist() == pytest.approx([best])
    subindices = {"economy": 0.8, "education": 1.0, "health": best, "politics": 0.75}
    design = parse({"normalise": "none", "indicator": [{"id": name} for name in subindices]})
    found = composite(pd.DataFrame({"unit": ["a"], **{k: [v] for k, v in subindices.items()}}), design)
    assert found.table["score"].tolist() == pytest.approx([sum(subindices.values()) / 4])


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

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest

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


def test_series_and_growth():
    compared = comparison.compare(FRAME)
    found = comparison.series(compared)
    assert found["indicator"].eq("talent").all()
    assert found[["change_a", "change_b", "gap_change"]].iloc[1].tolist() == [16, -7, -23]
    assert found["trend"].tolist() == ["", "narrows"]
    grown = comparison.growth(compared).iloc[0]
    assert grown[["first_year", "last_year", "intervals"]].tolist() == [2019, 2022, 3]
    assert grown["growth_a"] == pytest.approx(1.6)
    assert grown["cagr_a"] == pytest.approx(2.6 ** (1 / 3) - 1)
    assert grown["cagr_b"] == pytest.approx(0.8 ** (1 / 3) - 1)
    lone = compared.drop_duplicates("indicator")
    for follow in (comparison.series, comparison.growth):
        with pytest.raises(SchemaError, match="no indicator has two"):
            follow(lone)


def test_trends_have_four_words():
    frame = pd.DataFrame({"indicator": "x", "a": [1.0, 3, 3, 5, 1], "b": [2.0, 2, 2, 9, 2]})
    frame["period_a"] = frame["period_b"] = [str(2000 + i) for i in range(5)]
    found = comparison.series(comparison.compare(frame))
    assert found["trend"].tolist() == ["", "overtakes", "unchanged", "overtakes", "narrows"]


def test_growth_rates_are_undefined_from_nothing():
    assert np.isnan(comparison.growth_rates(0, 5, 3)).all()
    assert np.isnan(comparison.growth_rates(5, 5, 0)).all()

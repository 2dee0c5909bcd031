"""Pies by their artists."""

from __future__ import annotations

import pandas as pd
import pytest

from clusternet.errors import ClusternetError
from clusternet.plot.series.pie import plan
from clusternet.plot.sheet import page


def test_slices_are_shares_and_the_rest_is_one():
    table = pd.DataFrame({"name": ["甲", "乙", "丙", "丁"], "count": [50, 25, 15, 10]})
    for width in (54.0, 144.0):
        with page.context():
            ax = plan(table, width, top=2).draw()
        assert [round(each.theta2 - each.theta1) for each in ax.patches] == [180, 90, 90]
        assert ax.patches[0].theta1 == -90
        said = {text.get_text() for text in ax.texts}
        assert said == {"甲 50.0%", "乙 25.0%", "其他 (2) 25.0%"}


def test_nothing_is_no_pie():
    with pytest.raises(ClusternetError, match="nothing to draw"):
        plan(pd.DataFrame({"name": ["甲"], "count": [0]}), 144.0)

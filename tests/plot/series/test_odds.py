from __future__ import annotations

import numpy as np
import pandas as pd
import pytest

from clusternet.errors import ClusternetError
from clusternet.plot import odds as draw

TABLE = pd.DataFrame(
    {
        "term": ["log_degree", "same_place", "own", "same_category"],
        "odds": [2.0, 0.5, 1.1, 3.0],
        "low": [1.0, 0.25, np.nan, 2.0],
        "high": [4.0, 0.9, np.nan, np.inf],
    }
)


def of(ax, gid: str) -> list:
    return [artist for artist in (*ax.lines, *ax.texts) if artist.get_gid() == gid]


def test_points_and_whiskers_stand_on_a_logarithmic_axis():
    ax = draw(TABLE, language="en")
    (one,) = {float(x) for line in of(ax, "one") for x in line.get_xdata()}
    at = [float(line.get_xdata()[0]) - one for line in of(ax, "odds")]
    assert [x / at[0] for x in at] == pytest.approx(np.log(TABLE["odds"]) / np.log(2))
    first, second, last = (line.get_xdata() - one for line in of(ax, "whisker"))  # one term has none
    assert first / at[0] == pytest.approx([0, 2])
    assert second / at[0] == pytest.approx(np.log([0.25, 0.9]) / np.log(2))
    assert last[0] / at[0] == pytest.approx(np.log(2) / np.log(2))
    assert len(of(ax, "cap")) == 5  # an endless interval has one end
    ticks = {text.get_text(): (text.get_position()[0] - one) / at[0] for text in of(ax, "tick")}
    assert ticks["1"] == 0
    assert [np.log2(float(text.replace(",", ""))) for text in ticks] == pytest.approx([*ticks.values()])


def test_rows_say_their_term_and_numbers_and_what_holds_one_is_hollow():
    ax = draw(TABLE, language="zh")
    assert [text.get_text() for text in of(ax, "name")][1:] == ["同一地区", "own", "同一机构类型"]
    assert [text.get_text() for text in of(ax, "value")][:3] == [
        "2.00 [1.00, 4.00]",
        "0.50 [0.25, 0.90]",
        "1.10",
    ]
    filled = [line.get_markerfacecolor() != "white" for line in of(ax, "odds")]
    assert filled == [False, True, True, True]
    assert of(ax, "odds")[1].get_gid().said == ("同一地区 0.50 [0.25, 0.90]",)


def test_what_cannot_be_drawn():
    with pytest.raises(ClusternetError, match="no column high"):
        draw(TABLE.drop(columns="high"))
    with pytest.raises(ClusternetError, match="nothing to draw"):
        draw(TABLE.iloc[:0])

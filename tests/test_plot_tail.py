from __future__ import annotations

import pandas as pd
import pytest

from clusternet import degree
from clusternet.errors import ClusternetError
from clusternet.plot import tail


def test_points_are_the_table_without_degree_zero(village):
    table = degree.ccdf(village)
    (inner,) = tail(table, language="en").child_axes
    assert inner.get_xscale() == inner.get_yscale() == "log"
    assert [line.get_label() for line in inner.lines] == ["out", "in", "total"]
    for line in inner.lines:
        rows = table[table["direction"].eq(line.get_gid()) & table["degree"].gt(0)]
        assert list(line.get_xdata()) == rows["degree"].tolist()
        assert list(line.get_ydata()) == rows["ccdf"].tolist()


def test_ccdf_starts_at_one_and_falls(village):
    for _, rows in degree.ccdf(village).groupby("direction"):
        assert rows["ccdf"].iat[0] == 1
        assert rows["ccdf"].is_monotonic_decreasing
        assert rows["nodes"].sum() == len(village.nodes)


def test_no_links_no_tail(village):
    with pytest.raises(ClusternetError, match="no node has a link"):
        tail(degree.ccdf(village).query("degree == 0"))


def test_axes_of_less_than_a_decade_are_labelled_in_plain_numbers(caplog):
    ax = tail(pd.DataFrame({"direction": "out", "degree": [1, 2, 3], "ccdf": [1.0, 0.5, 0.25]}))
    ax.get_figure(root=True).canvas.draw()
    inner = ax.child_axes[0]
    shown = {text.get_text() for text in inner.xaxis.get_ticklabels(which="both")}
    assert {"1", "2", "3"} <= shown
    assert not [text for text in shown if "$" in text]
    assert not caplog.records

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest

from clusternet.errors import ClusternetError
from clusternet.plot import tail
from clusternet.structure import degree


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


def test_the_fit_is_a_line_from_where_the_data_stand(shipped):
    net = shipped.until(2022)
    values = degree.degrees(net, "out")
    fit = degree.fit_power_law(values)
    line = degree.fitted_ccdf(fit, largest=int(values.max()))
    table = degree.ccdf(net, directions=["out"])
    (inner,) = tail(table, fits={"out": line}).child_axes
    drawn = next(each for each in inner.lines if each.get_gid() == "fit out")
    assert drawn.get_xdata()[0] == fit.xmin
    at = table[table["degree"].eq(fit.xmin)]["ccdf"].iat[0]
    assert drawn.get_ydata()[0] == pytest.approx(at)
    assert (line["ccdf"].diff().dropna() < 0).all()
    k, share = line["degree"].to_numpy(), line["ccdf"].to_numpy()
    slope = (np.log(share[-1]) - np.log(share[-20])) / (np.log(k[-1]) - np.log(k[-20]))
    assert slope == pytest.approx(1 - fit.alpha, abs=0.02)


def test_no_line_where_there_is_no_fit():
    fit = degree.fit_power_law(np.array([2, 2, 2]))
    assert degree.fitted_ccdf(fit, largest=2).empty

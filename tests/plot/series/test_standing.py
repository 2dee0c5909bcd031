from __future__ import annotations

import numpy as np
import pandas as pd
import pytest

from clusternet.errors import ClusternetError
from clusternet.plot import standing as draw

ROWS = [
    ("rank_degree", 1.0, 0.1, 0.9, 0.85, 0.95),
    ("top_degree", 1.0, 0.1, 0.8, 0.7, 1.0),
    ("rank_pagerank", 1.0, 0.1, 0.7, 0.6, 0.8),
    ("top_pagerank", 1.0, 0.1, np.nan, np.nan, np.nan),
    ("top_share", 0.1, 0.1, 0.2, 0.1, 0.3),
    ("rank_degree", 1.0, 0.05, 0.95, 0.9, 1.0),
    ("top_degree", 1.0, 0.05, 0.9, 0.8, 1.0),
]
TABLE = pd.DataFrame(ROWS, columns=["metric", "whole", "removed_share", "mean", "low", "high"])
TABLE["missing"] = "ties"


def lines(panel) -> dict[str, list[float]]:
    found = [line for line in panel.lines if str(line.get_gid()).startswith("line/")]
    return {line.get_gid()[5:]: line.get_ydata().tolist() for line in found}


def test_lines_run_from_the_whole_through_the_means_in_order_of_shares():
    top, rank = draw(TABLE).child_axes
    assert lines(top) == {
        "degree": [1.0, 0.9, 0.8]
    }  # what is unknown has no line, the share of links no place
    assert lines(rank) == {"degree": [1.0, 0.95, 0.9], "pagerank": [1.0, 0.7]}


def test_whiskers_span_the_quantiles_beside_one_another():
    _, rank = draw(TABLE).child_axes
    degree, other = rank.collections
    assert [segment[:, 1].tolist() for segment in degree.get_segments()] == [[0.9, 1.0], [0.85, 0.95]]
    assert other.get_segments()[0][:, 1].tolist() == [0.6, 0.8]
    apart = other.get_segments()[0][0, 0] - degree.get_segments()[1][0, 0]
    assert 0 < apart < 0.02
    mark = next(line.get_gid() for line in rank.lines if line.get_gid() == "mean/degree")
    assert mark.said[1] == "度数中心度 10%: 0.900 [0.850, 0.950]"


def test_ranks_that_do_not_differ_have_no_panel():
    (top,) = draw(TABLE.assign(mean=TABLE["mean"].mask(TABLE["metric"].str.startswith("rank_")))).child_axes
    assert lines(top) == {"degree": [1.0, 0.9, 0.8]}


def test_names_and_axes_are_in_the_language():
    ax = draw(TABLE.assign(missing="partners"), language="en")
    said = [text.get_text() for each in (ax, *ax.child_axes) for text in each.texts]
    assert {"Share of partners missing", "Rank correlation (Spearman)", "Degree", "80%", "0.90"} <= {*said}


def test_what_cannot_be_drawn():
    with pytest.raises(ClusternetError, match="no column low"):
        draw(TABLE.drop(columns="low"))
    with pytest.raises(ClusternetError, match="nothing to draw"):
        draw(TABLE[TABLE["metric"] == "top_share"])

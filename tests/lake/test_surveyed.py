"""Rows of a survey become the relations that they become in memory."""

from __future__ import annotations

from clusternet import centrality, from_frames, metrics
from clusternet.lake import degrees, open, structure
from lake_engines import engine, frame, same


def test_a_tie_recorded_by_both_firms_counts_once():
    rows = frame(
        "a b enable 2020 x, b a input 2020 y, a c both 2020 x, a b enable 2020 x, a c enable 2021 x,"
        "c a odd 2021 x, b c enable 2020 -",
        "sample partner direction year partner_category",
    )
    columns = ["relations", "sample_nodes", "partner_nodes", "nodes", "edges"]
    good = rows[rows["direction"] != "odd"]
    with open({"edges": rows}, engine("duckdb")) as lake:
        assert (lake.staged.rows, lake.staged.refused) == (7, 1)
        assert [(each.problem, number) for each, number in lake.staged.findings] == [("bad_direction", 1)]
        net = from_frames(good)
        same(structure.by_year(lake, columns=columns), metrics.by_year(net, columns=columns))
        found, wanted = degrees.top(lake), centrality.top(net)
        same(found.drop(columns="category"), wanted.drop(columns="category"))

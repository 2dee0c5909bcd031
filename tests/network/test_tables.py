from __future__ import annotations

import pandas as pd

from clusternet.network.value_network import from_frames


def test_a_sample_that_left_counts_as_partner(village):
    assert village.until(2020).kinds.tolist() == ["sample", "sample"]
    assert village.until(2021).kinds["b"] == "partner"
    assert village.kinds["b"] == "partner"
    assert village.nodes["kind"]["b"] == "sample"


def test_undirected_data_merge_both_ways():
    frame = pd.DataFrame({"source": ["x", "y"], "target": ["y", "x"], "weight": [2, 3]})
    links = from_frames(frame, directed=False).links()
    assert (links.size, links.directed, links.weight.tolist()) == (1, False, [5])


def test_zero_weight_leaves_the_nodes():
    net = from_frames(pd.DataFrame({"source": ["x", "x"], "target": ["y", "z"], "weight": [0, 2]}))
    assert net.links().size == 1
    assert len(net.nodes) == 3

"""In which order ties and partners go."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest

from clusternet.network.value_network import from_frames
from clusternet.structure.missing import orders
from made import market

NET = market()
LINKS = NET.links()


@pytest.mark.parametrize("by", ["random", "degree", "recorder", "year"])
def test_orders_of_ties(by):
    key = orders(NET, LINKS, "ties", by)
    drawn = np.array([key(np.random.default_rng(i)) for i in range(200)])
    early = np.where(np.isfinite(drawn), drawn, 1).mean(axis=0)
    small = np.minimum(LINKS.degree[LINKS.source], LINKS.degree[LINKS.target])
    if by == "degree":
        assert np.corrcoef(early, small)[0, 1] > 0.5
    if by == "random":
        assert abs(np.corrcoef(early, small)[0, 1]) < 0.2
    if by == "year":
        first = NET.edges.assign(pair=NET.edges["source"].astype(str) + " " + NET.edges["target"].astype(str))
        first = first.groupby("pair")["year"].min()
        ids = NET.nodes.index
        year = [first[f"{ids[a]} {ids[b]}"] for a, b in zip(LINKS.source, LINKS.target, strict=True)]
        assert np.corrcoef(early, np.array(year, dtype=float))[0, 1] > 0.7


def test_a_tie_of_two_firms_stays_while_one_of_them_records_it():
    ties = pd.DataFrame({"source": ["a", "a", "b"], "target": ["b", "p", "q"]})
    nodes = pd.DataFrame({"id": list("abpq"), "kind": ["sample", "sample", "partner", "partner"]})
    net = from_frames(ties, nodes)
    key = orders(net, net.links(), "ties", "recorder")
    for seed in range(10):
        both, one, other = key(np.random.default_rng(seed))
        assert both == max(one, other)
        assert min(one, other) == 0


def test_partners_go_with_all_their_ties():
    key = orders(NET, LINKS, "partners", "random")(np.random.default_rng(1))
    partner = NET.kinds.eq("partner").to_numpy()
    touched = partner[LINKS.source] | partner[LINKS.target]
    assert np.isinf(key[~touched]).all()
    for node in np.flatnonzero(partner & (LINKS.degree > 0)):
        mine = key[(LINKS.source == node) | (LINKS.target == node)]
        assert np.unique(mine).size == 1

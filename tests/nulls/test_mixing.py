from __future__ import annotations

import networkx as nx
import numpy as np
import pandas as pd
import pytest

from clusternet.network.links import Links, merge
from clusternet.network.value_network import from_frames
from clusternet.nulls import mixing
from clusternet.nulls.graph import Fixed, Graph


def graph(links: Links, *, rich: list[bool], place: list[int]) -> Graph:
    pairs = links.n * (links.n - 1)
    held = Fixed(
        rich=np.array(rich),
        rich_degree=0,
        place=np.array(place),
        inside=np.ones(links.n, dtype=bool),
        feasible=pairs,
        sampled_paths=False,
        seed=0,
    )
    return Graph(links, held)


@pytest.mark.parametrize("seed", range(8))
def test_links_back_and_between_like_degrees_are_those_of_networkx(seed):
    rng = np.random.default_rng(seed)
    links = merge(60, *rng.integers(0, 60, (2, 260)), np.ones(260)).without_loops()
    found = graph(links, rich=[False] * 60, place=[])
    theirs = nx.DiGraph(list(zip(links.source.tolist(), links.target.tolist(), strict=True)))
    assert mixing.reciprocity(found) == pytest.approx(nx.overall_reciprocity(theirs))
    for one in ("out", "in"):
        for two in ("out", "in"):
            wanted = nx.degree_pearson_correlation_coefficient(theirs, x=one, y=two)
            assert mixing.assortativity(found, one, two) == pytest.approx(wanted)


def test_rich_club_and_places_count_links():
    links = merge(5, np.array([0, 0, 1, 2, 3]), np.array([1, 2, 0, 3, 4]), np.ones(5))
    found = graph(links, rich=[True, True, False, False, False], place=[0, 0, 1, 1, -1])
    assert mixing.rich_club(found) == 0.4  # 0->1, 1->0
    assert mixing.intra_province_share(found) == 0.75  # 0->1, 1->0, 2->3 of four that are located


def test_an_undirected_network_has_one_degree_at_either_end():
    path = pd.DataFrame({"source": ["a", "b", "c"], "target": ["b", "c", "d"]})
    links = from_frames(path, directed=False).links()
    found = graph(links, rich=[False] * 4, place=[])
    wanted = nx.degree_pearson_correlation_coefficient(nx.path_graph(4))
    assert mixing.assortativity(found, "out", "in") == pytest.approx(wanted)
    assert mixing.assortativity(found, "in", "in") == pytest.approx(wanted)

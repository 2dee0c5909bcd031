from __future__ import annotations

import random

import igraph
import networkx
import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from clusternet.community import Search, by_size, detect, modularity
from clusternet.conventions import GEPHI, IGRAPH
from clusternet.errors import ClusternetError
from clusternet.network import from_frames
from strategies import networks


@settings(max_examples=80, deadline=None)
@given(networks(), st.integers(0, 3), st.floats(0.3, 3))
def test_quality_of_a_given_partition(net, shift, resolution):
    membership = (np.arange(len(net.nodes)) + shift) // 2
    groups = [set(np.flatnonzero(membership == label).tolist()) for label in set(membership.tolist())]
    for convention in (GEPHI, IGRAPH):
        links = net.links(convention.undirected())
        if not convention.loops_in_modularity:
            links = links.without_loops()
        if not links.size:
            continue
        graph = networkx.Graph()
        graph.add_nodes_from(range(links.n))
        graph.add_weighted_edges_from(
            zip(links.source.tolist(), links.target.tolist(), links.weight, strict=True)
        )
        wanted = resolution * networkx.community.modularity(graph, groups, resolution=1 / resolution)
        assert modularity(net, membership, convention=convention, resolution=resolution) == pytest.approx(
            wanted
        )


def two_rings():
    ties = [(f"{ring}{i}", f"{ring}{(i + 1) % 5}") for ring in "ab" for i in range(5)] + [("a0", "b0")]
    return from_frames(pd.DataFrame(ties, columns=["source", "target"]))


@pytest.mark.parametrize("algorithm", ["louvain", "leiden"])
def test_two_rings(algorithm):
    found = detect(two_rings(), search=Search(algorithm))
    assert (found.communities, found.algorithm, found.seeds) == (2, algorithm, 10)
    assert found.modularity == pytest.approx(10 / 11 - 0.5)
    assert found.minimum <= found.median <= found.modularity


def test_resolution_is_gephis():
    counts = [detect(two_rings(), search=Search(resolution=r)).communities for r in (0.3, 1.0, 4.0)]
    assert counts == sorted(counts, reverse=True)
    assert counts[0] > 2 >= counts[-1]


def test_same_seed_same_result_and_global_generators_untouched(village):
    random.seed(7)
    expected = random.random()
    random.seed(7)
    first = detect(two_rings(), search=Search(seeds=3, seed=11))
    assert random.random() == expected
    again = detect(two_rings(), search=Search(seeds=3, seed=11))
    assert first.membership.tolist() == again.membership.tolist()
    assert igraph.Graph.Ring(4).ecount() == 4


def test_no_links():
    net = from_frames(pd.DataFrame({"source": ["x"], "target": ["x"]}))
    found = detect(net)
    assert found.communities == 1
    assert np.isnan(found.modularity)


def test_numbered_by_size():
    assert by_size(np.array([5, 2, 2, 9, 9])).tolist() == [2, 0, 0, 1, 1]
    assert by_size(np.array([], dtype=int)).tolist() == []


@pytest.mark.parametrize("wrong", [{"seeds": 0}, {"resolution": 0.0}, {"resolution": float("nan")}])
def test_senseless_searches_are_refused(wrong):
    with pytest.raises(ClusternetError):
        Search(**wrong)

"""Path lengths and paths of the ties that the generator has made so far."""

from __future__ import annotations

from types import SimpleNamespace

import networkx
import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from clusternet.synthetic import steering
from clusternet.synthetic.ledger import RIM, Ledger


def book(ties):
    """A ledger of which nothing but its ties is asked."""
    source, target = np.array(sorted(ties), dtype=np.int64).reshape(-1, 2).T
    return SimpleNamespace(arrays=lambda layer: (source, target), layout=SimpleNamespace(n_nodes=12))


TREE = {(0, 1), (1, 2), (1, 3), (3, 7)}
ties = st.sets(
    st.tuples(st.integers(0, 9), st.integers(0, 9)).filter(lambda pair: pair[0] != pair[1]), min_size=1
).map(lambda found: found | {(0, 1)})


def test_a_small_tree():
    assert steering.mean_hops(book(TREE), RIM) == 13 / 8
    assert steering._too_long(book(TREE), RIM, 2) == [[0, 1, 3, 7]]
    assert steering._too_long(book(TREE), RIM, 3) == []
    graph, ids, hub = steering._graph(book(TREE), RIM)
    assert (ids.tolist(), hub) == ([0, 1, 2, 3, 7], 0)
    assert steering._hops(graph, hub, "out").tolist() == [0, 1, 2, 2, 3]
    assert steering._hops(graph, hub, "in").tolist() == [0, -1, -1, -1, -1]


@settings(max_examples=60, deadline=None)
@given(ties, st.integers(1, 4))
def test_any_ties(found, diameter):
    graph = networkx.DiGraph(sorted(found))
    hops = {
        (a, b): far
        for a, row in networkx.all_pairs_shortest_path_length(graph)
        for b, far in row.items()
        if far
    }
    assert steering.mean_hops(book(found), RIM) == pytest.approx(sum(hops.values()) / len(hops))
    paths = steering._too_long(book(found), RIM, diameter)
    assert bool(paths) == (max(hops.values()) > diameter)
    for path in paths:
        assert len(path) - 1 == hops[path[0], path[-1]] > diameter
        assert path == min(networkx.all_shortest_paths(graph, path[0], path[-1]))


@settings(max_examples=60, deadline=None)
@given(ties)
def test_clustering_is_that_of_each_node(found):
    made = Ledger.clustering(book(found), RIM)
    for node in range(12):
        around = {b for a, b in found if a == node} | {a for a, b in found if b == node}
        linked = sum((a, b) in found for a in around for b in around)
        k = len(around)
        assert made[node] == (linked / (k * (k - 1)) if k > 1 else 0)

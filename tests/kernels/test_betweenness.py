"""Betweenness against igraph, and the same bits at every level and with any number of threads."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from clusternet.kernels import engine
from clusternet.kernels.betweenness import betweenness
from clusternet.kernels.libraries import igraph_graph

pytestmark = pytest.mark.kernels
compiled = pytest.mark.skipif(engine.compiled() is None, reason="the kernels are not compiled")


def _ours(n, source, target, *, directed):
    return betweenness(*_rows(n, source, target, directed=directed), directed=directed)


def _rows(n, source, target, *, directed):
    if not directed:
        proper = source != target
        source, target = np.r_[source, target[proper]], np.r_[target, source[proper]]
    order = np.lexsort((target, source))
    return np.r_[0, np.bincount(source, minlength=n).cumsum()], target[order]


def _igraph(n, source, target, *, directed):
    return np.array(igraph_graph(n, source, target, directed=directed).betweenness(directed=directed))


@st.composite
def graphs(draw):
    """Small graphs with hubs, sources that nothing leads to, twins, leaves and self-loops."""
    n = draw(st.integers(1, 24))
    ends = st.tuples(st.integers(0, n - 1), st.integers(0, n - 1))
    links = sorted(set(draw(st.lists(ends, max_size=3 * n))))
    directed = draw(st.booleans())
    if not directed:
        links = sorted({(min(link), max(link)) for link in links})
    pairs = np.array(links, np.int64).reshape(-1, 2)
    return n, pairs[:, 0], pairs[:, 1], directed


@given(graphs())
@settings(max_examples=150, deadline=None)
def test_it_is_igraphs(graph):
    n, source, target, directed = graph
    found = _ours(n, source, target, directed=directed)
    np.testing.assert_allclose(found, _igraph(n, source, target, directed=directed), rtol=1e-9, atol=1e-9)


def _heavy(n, seed):
    """A directed network with hubs, most nodes with one or two links."""
    draw = np.random.default_rng(seed)
    source = np.minimum(draw.integers(0, n, 3 * n), draw.integers(0, n, 3 * n))
    target = (draw.random(3 * n) ** 3 * n).astype(np.int64)
    pairs = np.unique(np.stack([source, target], axis=1), axis=0)
    return pairs[pairs[:, 0] != pairs[:, 1]].T


@pytest.mark.parametrize("directed", [True, False])
def test_several_blocks_of_batches(directed):
    source, target = _heavy(3000, 1)
    if not directed:
        source, target = np.unique(np.sort(np.stack([source, target], axis=1), axis=1), axis=0).T
    found = _ours(3000, source, target, directed=directed)
    np.testing.assert_allclose(found, _igraph(3000, source, target, directed=directed), rtol=1e-10)


@compiled
def test_the_bits_do_not_depend_on_the_processor_or_the_threads(monkeypatch):
    source, target = _heavy(2000, 7)
    found = set()
    for level in engine.compiled().levels():
        for threads in ("1", "2", "3"):
            monkeypatch.setenv("CLUSTERNET_KERNELS", level)
            monkeypatch.setenv("CLUSTERNET_THREADS", threads)
            found.add(_ours(2000, source, target, directed=True).tobytes())
    assert len(found) == 1


def test_path_counts_beyond_whole_doubles():
    """A chain of 60 diamonds: 2^60 shortest paths from end to end."""
    links = [pair for at in range(60) for pair in _diamond(3 * at)]
    source, target = np.array(links, np.int64).T
    found = _ours(181, source, target, directed=True)
    np.testing.assert_allclose(found, _igraph(181, source, target, directed=True), rtol=1e-12)


def _diamond(at):
    return [(at, at + 1), (at, at + 2), (at + 1, at + 3), (at + 2, at + 3)]


def test_links_there_twice_are_two_paths():
    source, target = np.array([0, 0, 0, 1, 2]), np.array([1, 1, 2, 3, 3])
    assert _ours(4, source, target, directed=True).tolist() == pytest.approx([0, 2 / 3, 1 / 3, 0])


@compiled
def test_nodes_that_are_none_are_refused():
    with pytest.raises(ValueError, match="nodes are 0 to 1"):
        engine.compiled().Betweenness(np.array([0, 1, 1]), np.array([5]))

"""Betweenness against igraph, and the same bits at every level and with any number of threads."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from clusternet.kernels import engine
from clusternet.kernels.betweenness import betweenness, link_betweenness, sampled
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


def _random(seed, *, directed):
    """Self-loops and parallel links, hubs, parts that do not hang together."""
    draw = np.random.default_rng(seed)
    n = int(draw.integers(1, 30))
    source, target = draw.integers(0, n, (2, int(draw.integers(0, 3 * n))))
    if seed % 2:
        source = (n * draw.random(source.size) ** 3).astype(np.int64)
    return n, source, target, directed


@compiled
@pytest.mark.parametrize("directed", [True, False])
@pytest.mark.parametrize("seeds", [range(12), pytest.param(range(12, 512), marks=pytest.mark.slow)])
def test_random_graphs_with_self_loops_and_parallel_links(seeds, directed):
    for seed in seeds:
        n, source, target, _ = _random(seed, directed=directed)
        graph = igraph_graph(n, source, target, directed=directed)
        found = _ours(n, source, target, directed=directed)
        np.testing.assert_allclose(found, graph.betweenness(directed=directed), rtol=1e-9, atol=1e-9)
        indptr, indices = _rows(n, source, target, directed=directed)
        ours = link_betweenness(indptr, indices, directed=directed)
        wanted = dict(
            zip(zip(source, target, strict=True), graph.edge_betweenness(directed=directed), strict=True)
        )
        if not directed:
            wanted |= {(two, one): value for (one, two), value in wanted.items()}
        tails = np.repeat(np.arange(n), np.diff(indptr))
        there = [wanted[pair] for pair in zip(tails, indices, strict=True)]
        np.testing.assert_allclose(ours, there, rtol=1e-9, atol=1e-9)


def test_links_need_not_be_sorted():
    indptr, indices = np.array([0, 3, 4, 5, 5]), np.array([2, 0, 1, 3, 3])
    assert link_betweenness(indptr, indices, directed=True).tolist() == [1.5, 0.0, 1.5, 1.5, 1.5]


def test_more_than_65535_nodes_that_are_not_folded():
    """14,000 parts, each two ways through a ring: no node has the links of another."""
    part = np.array([(0, 1), (0, 2), (1, 3), (2, 3), (3, 4), (4, 0), (1, 4)])
    links = (part + 5 * np.arange(14_000)[:, None, None]).reshape(-1, 2)
    found = _ours(70_000, *links.T, directed=True).reshape(-1, 5)
    one = _igraph(5, *part.T, directed=True)
    np.testing.assert_allclose(found, np.broadcast_to(one, found.shape), rtol=1e-12)


@pytest.mark.parametrize("directed", [True, False])
def test_a_sample_is_as_near_as_it_says(directed):
    source, target = _heavy(3000, 3)
    if not directed:
        source, target = np.unique(np.sort(np.stack([source, target], axis=1), axis=1), axis=0).T
    rows = _rows(3000, source, target, directed=directed)
    exact = betweenness(*rows, directed=directed)
    found = sampled(*rows, directed=directed, error=0.15, seed=4)
    pairs = 3000 * 2998 / (1 if directed else 2)
    assert 0 < found.origins <= 750
    assert abs(found.values - exact).max() <= found.error * pairs <= 0.15 * pairs
    first = np.argsort(-exact)[:20]
    assert 0.2 < (((found.values - exact)[first] / found.deviation[first]) ** 2).mean() < 5
    assert (found.values[exact == 0] == 0).all()
    again = sampled(*rows, directed=directed, error=0.15, seed=4)
    assert again.values.tobytes() == found.values.tobytes()
    other = sampled(*rows, directed=directed, error=0.15, seed=5)
    assert other.values.tobytes() != found.values.tobytes()


@pytest.mark.parametrize("directed", [True, False])
def test_a_sample_without_the_kernels_is_the_same(monkeypatch, directed):
    source, target = _heavy(1000, 3)
    if not directed:
        source, target = np.unique(np.sort(np.stack([source, target], axis=1), axis=1), axis=0).T
    rows = _rows(1000, source, target, directed=directed)
    found = sampled(*rows, directed=directed, error=0.4)
    monkeypatch.setenv("CLUSTERNET_KERNELS", "pure")
    plain = sampled(*rows, directed=directed, error=0.4)
    assert plain.origins == found.origins <= 250
    np.testing.assert_allclose(plain.values, found.values, rtol=1e-9)
    np.testing.assert_allclose(plain.deviation, found.deviation, rtol=1e-6, atol=1e-6)


def test_a_small_error_takes_every_node():
    source, target = _heavy(300, 3)
    rows = _rows(300, source, target, directed=True)
    found = sampled(*rows, directed=True, error=0.001)
    assert (found.error, found.origins, found.deviation.any()) == (0, 300, False)
    assert found.values.tobytes() == betweenness(*rows, directed=True).tobytes()
    with pytest.raises(ValueError, match="above 0"):
        sampled(*rows, directed=True, error=0.0)


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
    source, target = _heavy(1200, 1)
    if not directed:
        source, target = np.unique(np.sort(np.stack([source, target], axis=1), axis=1), axis=0).T
    found = _ours(1200, source, target, directed=directed)
    np.testing.assert_allclose(found, _igraph(1200, source, target, directed=directed), rtol=1e-10)


@compiled
def test_the_bits_do_not_depend_on_the_processor_or_the_threads(monkeypatch):
    source, target = _heavy(2000, 7)
    found = set()
    for level in engine.compiled().levels():
        for threads in ("1", "2", "3"):
            monkeypatch.setenv("CLUSTERNET_KERNELS", level)
            monkeypatch.setenv("CLUSTERNET_THREADS", threads)
            rows = _rows(2000, source, target, directed=True)
            bits = sampled(*rows, directed=True, error=0.2)
            found.add((betweenness(*rows, directed=True).tobytes(), bits.values.tobytes(), bits.error))
    assert len(found) == 1


@compiled
def test_links_the_same_bits_with_any_number_of_threads(monkeypatch):
    source, target = _heavy(600, 7)
    found = set()
    for level in engine.compiled().levels():
        for threads in ("1", "3"):
            monkeypatch.setenv("CLUSTERNET_KERNELS", level)
            monkeypatch.setenv("CLUSTERNET_THREADS", threads)
            rows = _rows(600, source, target, directed=True)
            found.add(link_betweenness(*rows, directed=True).tobytes())
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

"""Every kernel against a slow and obvious reference."""

from __future__ import annotations

from collections import deque
from itertools import combinations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from clusternet.kernels import paths, rounds, triangles
from clusternet.links import Links, merge


@st.composite
def graphs(draw: st.DrawFn, largest: int = 40) -> Links:
    n = draw(st.integers(1, largest))
    ties = draw(st.lists(st.tuples(st.integers(0, n - 1), st.integers(0, n - 1)), max_size=3 * n))
    source, target = (
        np.array(ends, dtype=np.int64) for ends in (zip(*ties, strict=True) if ties else ((), ()))
    )
    links = merge(n, source, target, np.ones(len(ties)))
    return links if draw(st.booleans()) else links.undirected("sum")


def distances(links: Links, start: int) -> dict[int, int]:
    indptr, indices = links.rows
    found, queue = {start: 0}, deque([start])
    while queue:
        node = queue.popleft()
        for other in indices[indptr[node] : indptr[node + 1]].tolist():
            if other not in found:
                found[other] = found[node] + 1
                queue.append(other)
    return {node: steps for node, steps in found.items() if node != start}


@settings(max_examples=150, deadline=None)
@given(graphs(), st.sampled_from([1, 2, 16]))
def test_paths_equal_plain_search(links, words):
    before, paths.BATCH_WORDS = paths.BATCH_WORDS, words
    try:
        found = paths.all_pairs(*links.rows)
    finally:
        paths.BATCH_WORDS = before
    histogram: dict[int, int] = {}
    for node in range(links.n):
        wanted = list(distances(links, node).values())
        assert found.reached[node] == len(wanted)
        assert found.total[node] == sum(wanted)
        assert found.eccentricity[node] == max(wanted, default=0)
        assert found.harmonic[node] == pytest.approx(sum(1 / steps for steps in wanted))
        for steps in wanted:
            histogram[steps] = histogram.get(steps, 0) + 1
    assert {steps: int(count) for steps, count in enumerate(found.histogram) if count} == histogram


def test_paths_over_several_batches():
    n = 3000
    ring = np.arange(n)
    found = paths.all_pairs(np.arange(n + 1), np.roll(ring, -1))
    assert found.histogram[1:].tolist() == [n] * (n - 1)
    assert found.average == n / 2
    assert found.pairs == n * (n - 1)


def test_paths_of_nothing():
    found = paths.all_pairs(np.zeros(4, dtype=np.int64), np.empty(0, dtype=np.int64))
    assert found.pairs == 0
    assert np.isnan(found.average)


@settings(max_examples=150, deadline=None)
@given(graphs(25))
def test_triangles_equal_enumeration(links):
    found = triangles.count(links.n, links.source, links.target)
    arcs = set(zip(links.source.tolist(), links.target.tolist(), strict=True))
    for node in range(links.n):
        around = sorted({a + b - node for a, b in arcs if node in (a, b) and a != b})
        closing = [((a, b) in arcs) + ((b, a) in arcs) for a, b in combinations(around, 2)]
        assert found.neighbours[node] == len(around)
        assert found.links[node] == sum(closing)
        assert found.triangles[node] == sum(count > 0 for count in closing)


def test_triangles_in_small_chunks(monkeypatch):
    rng = np.random.default_rng(5)
    source, target = rng.integers(0, 60, (2, 900))
    links = merge(60, source, target, np.ones(900))
    whole = triangles.count(60, links.source, links.target)
    monkeypatch.setattr(triangles, "CHUNK", 50)
    cut = triangles.count(60, links.source, links.target)
    assert whole.triangles.sum() > 1000
    np.testing.assert_array_equal(whole.triangles, cut.triangles)
    np.testing.assert_array_equal(whole.links, cut.links)


@settings(max_examples=60, deadline=None)
@given(graphs(25))
def test_rounds_end_and_keep_their_sums(links):
    directed = links.directed
    rank = rounds.pagerank(links.n, links.source, links.target, directed=directed)
    assert (rank > 0).all()
    if not links.loops.any():  # a self-loop takes its share of the mass away
        assert rank.sum() == pytest.approx(1)
    for values in rounds.hits(links.n, links.source, links.target, directed=directed):
        assert np.sqrt((values**2).sum()) == pytest.approx(1, abs=1e-5) or not values.any()
    scores = rounds.eigenvector(links.n, links.source, links.target, directed=directed)
    assert scores.max() == (1 if links.size else 0)


def test_hits_stops_where_gephi_stops():
    """Rounding in every round, and not only at the end, would go on for another round here."""
    source = np.array([5, 0, 2, 9, 3, 4, 4, 1, 4, 0, 0, 0, 6, 6, 7, 7])
    target = np.array([1, 3, 4, 0, 4, 7, 3, 5, 2, 2, 6, 9, 7, 0, 4, 6])
    view = merge(10, source, target, np.ones(16)).undirected("sum")
    authority, hub = rounds.hits(10, view.source, view.target, directed=False)
    linked = np.unique(np.concatenate((view.source, view.target)))
    neighbours = np.zeros((10, 10))
    neighbours[view.source, view.target] = neighbours[view.target, view.source] = 1
    neighbours = neighbours[np.ix_(linked, linked)]
    old_a = old_h = np.ones(linked.size)
    still = False
    while not still:
        new_a = neighbours @ old_h / np.linalg.norm(neighbours @ old_h)
        new_h = neighbours @ new_a / np.linalg.norm(neighbours @ new_a)
        moves = (abs(new - old)[old > 0] / old[old > 0] for new, old in ((new_a, old_a), (new_h, old_h)))
        still = all((move < 1e-4).all() for move in moves)
        old_a, old_h = new_a, new_h
    np.testing.assert_allclose(authority[linked], new_a, atol=1e-7)
    np.testing.assert_allclose(hub[linked], new_h, atol=1e-7)

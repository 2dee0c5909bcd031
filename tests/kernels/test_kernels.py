"""Every kernel against a slow and obvious reference."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import oracles
from clusternet.kernels import paths, paths_plain, rounds, triangles
from clusternet.network.links import Links, merge
from strategies import graphs

pytestmark = pytest.mark.kernels


def is_right(found: paths.Paths, links: Links) -> bool:
    wanted = oracles.paths(links.n, *links.rows)
    np.testing.assert_array_equal(found.histogram, wanted.histogram)
    for name in ("reached", "total", "eccentricity"):
        np.testing.assert_array_equal(getattr(found, name), getattr(wanted, name), name)
    np.testing.assert_allclose(found.harmonic, wanted.harmonic, rtol=1e-9)
    return True


@settings(max_examples=150, deadline=None)
@given(graphs(), st.sampled_from([1, 2, 16]))
def test_plain_paths_equal_plain_search(links, words):
    before, paths_plain.BATCH_WORDS = paths_plain.BATCH_WORDS, words
    try:
        assert is_right(paths.Paths(*paths_plain.search(*links.rows)), links)
    finally:
        paths_plain.BATCH_WORDS = before


@settings(max_examples=150, deadline=None)
@given(graphs())
def test_paths_equal_plain_search(links):
    found = paths.all_pairs(*links.rows)
    assert is_right(found, links)
    few, eccentricity = paths.eccentricities(*links.rows)
    for some in (few, paths.lengths(*links.rows)):
        np.testing.assert_array_equal(some.histogram, found.histogram)
        assert (some.pairs, some.diameter) == (found.pairs, found.eccentricity.max(initial=0))
    np.testing.assert_array_equal(eccentricity, found.eccentricity)


@pytest.mark.slow
def test_paths_over_several_batches():
    n = 3000
    ring = np.arange(n)
    indptr, indices = np.arange(n + 1), np.roll(ring, -1)
    for found in (paths.all_pairs(indptr, indices), paths.Paths(*paths_plain.search(indptr, indices))):
        assert found.histogram[1:].tolist() == [n] * (n - 1)
        assert found.average == n / 2
        assert found.pairs == n * (n - 1)


def test_progress_ends_at_the_whole():
    said: list[tuple[float, float]] = []
    paths.lengths(
        np.arange(3001), np.roll(np.arange(3000), -1), progress=lambda share, left: said.append((share, left))
    )
    assert [share for share, _ in said[-1:]] in ([1.0], [])  # NumPy's search says nothing
    assert all(left >= 0 for _, left in said)


def test_paths_of_nothing():
    found = paths.all_pairs(np.zeros(4, dtype=np.int64), np.empty(0, dtype=np.int64))
    assert found.pairs == 0
    assert np.isnan(found.average)


@settings(max_examples=150, deadline=None)
@given(graphs(25))
def test_triangles_equal_enumeration(links):
    wanted = oracles.triangles(links.n, links.source, links.target)
    found = triangles.count(links.n, links.source, links.target)
    plain = triangles.Triangles(*triangles.count_plain(links.n, links.source, links.target))
    for name in ("neighbours", "triangles", "links"):
        for some in (found, plain):
            np.testing.assert_array_equal(getattr(some, name), getattr(wanted, name), name)


def test_triangles_in_small_chunks(monkeypatch):
    rng = np.random.default_rng(5)
    source, target = rng.integers(0, 60, (2, 900))
    links = merge(60, source, target, np.ones(900))
    whole = triangles.count(60, links.source, links.target)
    monkeypatch.setattr(triangles, "CHUNK", 50)
    neighbours, found, closing = triangles.count_plain(60, links.source, links.target)
    assert whole.triangles.sum() > 1000
    np.testing.assert_array_equal(whole.neighbours, neighbours)
    np.testing.assert_array_equal(whole.triangles, found)
    np.testing.assert_array_equal(whole.links, closing)


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

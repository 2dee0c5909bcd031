from __future__ import annotations

import numpy as np
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from scipy import stats

from clusternet.errors import ClusternetError
from clusternet.kernels.maxent import Configuration

pytestmark = pytest.mark.kernels

graphs = st.integers(2, 10).flatmap(
    lambda n: st.tuples(
        st.just(n),
        st.sets(st.tuples(st.integers(0, n - 1), st.integers(0, n - 1)), max_size=50),
        st.lists(st.integers(0, 1), min_size=n, max_size=n),
    )
)


def whole(model: Configuration) -> np.ndarray:
    """The chance of every pair of nodes."""
    chance = model.chance[np.ix_(model.group, model.group)].copy()
    np.fill_diagonal(chance, 0)
    return chance


@settings(max_examples=80, deadline=None)
@given(graphs)
def test_degrees_are_kept_in_expectation_and_the_frame_for_certain(graph):
    n, arcs, kind = graph
    pairs = np.array(sorted(arcs), dtype=np.int64).reshape(-1, 2)
    source, target = pairs[:, 0].copy(), pairs[:, 1].copy()
    model = Configuration(source, target, n, kinds=(np.array(kind)[source], np.array(kind)[target]), seed=1)
    chance = whole(model)
    proper = source != target
    np.testing.assert_allclose(chance.sum(axis=1), np.bincount(source[proper], minlength=n), atol=1e-5)
    np.testing.assert_allclose(chance.sum(axis=0), np.bincount(target[proper], minlength=n), atol=1e-5)
    joined = {(kind[a], kind[b]) for a, b in arcs if a != b}
    for a in range(n):
        for b in range(n):
            if (kind[a], kind[b]) not in joined:
                assert chance[a, b] == 0
    one, two = model.null(0)
    assert (np.diff(one * n + two) > 0).all()
    loops = {a for a, b in arcs if a == b}
    assert set(one[one == two].tolist()) == loops
    assert all(chance[a, b] > 0 for a, b in zip(one.tolist(), two.tolist(), strict=True) if a != b)


def test_every_pair_comes_with_its_chance():
    rng = np.random.default_rng(2)
    source, target = np.nonzero((rng.random((9, 9)) < 0.4) & ~np.eye(9, dtype=bool))
    kind = np.array([0] * 5 + [1] * 4)
    model = Configuration(source, target, 9, kinds=(kind[source], kind[target]), seed=5)
    draws = 4000
    seen = np.zeros((9, 9))
    for number in range(draws):
        seen[model.null(number)] += 1
    chance = whole(model)
    inside = (chance > 0) & (chance < 1 - 1e-9)
    z = (seen - draws * chance)[inside] / np.sqrt(draws * chance * (1 - chance))[inside]
    assert (np.abs(z) < 4.5).all()
    assert 0.7 < z.var() < 1.35


def test_links_of_one_graph_are_independent():
    """Two pairs of one type, which are drawn together."""
    ring = np.arange(6), np.roll(np.arange(6), 1)
    model = Configuration(*ring, 6, seed=3)
    assert model.size.tolist() == [6]
    both = np.zeros((2, 2))
    for number in range(4000):
        links = set(zip(*(end.tolist() for end in model.null(number)), strict=True))
        both[int((0, 1) in links), int((2, 5) in links)] += 1
    assert stats.chi2_contingency(both).pvalue > 0.001
    assert abs(both[1].sum() / 4000 - 0.2) < 0.03


def test_expected_flows_are_sums_of_chances():
    rng = np.random.default_rng(4)
    source, target = np.nonzero((rng.random((12, 12)) < 0.3) & ~np.eye(12, dtype=bool))
    model = Configuration(source, target, 12, kinds=(source % 2, target % 2))
    place = np.array([0, 0, 1, 1, 2, 2, 0, 1, 2, -1, 0, 1])
    mean, variance = model.expected(place, 3)
    chance = whole(model)
    for a in range(3):
        for b in range(3):
            block = chance[np.ix_(place == a, place == b)]
            assert mean[a, b] == pytest.approx(block.sum())
            assert variance[a, b] == pytest.approx((block * (1 - block)).sum())


def test_large_graphs_of_hubs_converge():
    rng = np.random.default_rng(6)
    weight = rng.pareto(1.2, 2000) + 0.5
    weight /= weight.sum()
    key = np.unique(
        rng.choice(2000, 12000, p=weight) * 2000 + rng.choice(2000, 12000, p=rng.permutation(weight))
    )
    model = Configuration(key // 2000, key % 2000, 2000)
    expected = (model.pairs * model.chance).sum(axis=1)
    proper = key // 2000 != key % 2000
    degree = np.bincount((key // 2000)[proper], minlength=2000)
    np.testing.assert_allclose(expected, np.bincount(model.group, weights=degree), atol=1e-3)


def test_degrees_at_their_limits_converge():
    """Dense graphs, in which some nodes are linked to all they may be: parameters without bound."""
    rng = np.random.default_rng(0)
    for _ in range(150):
        n, p = int(rng.integers(2, 30)), rng.random() ** 2
        chance = p * rng.random((n, 1)) * rng.random((1, n)) * 3.6
        source, target = np.nonzero((rng.random((n, n)) < chance) & ~np.eye(n, dtype=bool))
        kind = rng.integers(0, 2, n)
        model = Configuration(source, target, n, kinds=(kind[source], kind[target]))
        np.testing.assert_allclose(whole(model).sum(axis=1), np.bincount(source, minlength=n), atol=1e-5)


def test_graphs_without_links():
    empty = np.empty(0, dtype=np.int64)
    for n in (0, 1, 4):
        model = Configuration(empty, empty, n)
        assert model.null(0)[0].size == 0
    with pytest.raises(ClusternetError, match="seed"):
        Configuration(empty, empty, 2, seed=-1)


SURE = 6, {(0, 1), (1, 2), (0, 4), (0, 3), (0, 2), (0, 5), (1, 0)}, [0] * 6
"""A graph in which one node is linked to all others."""


@settings(max_examples=60, deadline=None)
@given(graphs, st.integers(0, 2**32 - 1), st.booleans())
@example(SURE, 178, True)
def test_links_between_kinds_are_kept_in_expectation(graph, seed, directed):
    """Every link has kinds of its own, so nodes have degrees in both."""
    n, arcs, _ = graph
    arcs = {arc for arc in arcs if arc[0] != arc[1]}
    arcs = arcs if directed else {(min(arc), max(arc)) for arc in arcs}
    pairs = np.array(sorted(arcs), dtype=np.int64).reshape(-1, 2)
    source, target = pairs[:, 0].copy(), pairs[:, 1].copy()
    one, two = np.random.default_rng(seed).integers(0, 2, (2, source.size))
    model = Configuration(source, target, n, kinds=(one, two), directed=directed)
    chance = whole(model)
    ends = (source, target) if directed else (np.concatenate((source, target)),) * 2
    np.testing.assert_allclose(chance.sum(axis=1), np.bincount(ends[0], minlength=n), atol=1e-4)
    np.testing.assert_allclose(chance.sum(axis=0), np.bincount(ends[1], minlength=n), atol=1e-4)
    assert (chance <= 1).all()
    assert directed or (chance == chance.T).all()
    drawn = model.null(0)
    assert (np.diff(drawn[0] * n + drawn[1]) > 0).all()
    assert directed or (drawn[0] <= drawn[1]).all()


def test_the_frame_is_kept_in_expectation():
    rng = np.random.default_rng(8)
    source, target = np.nonzero((rng.random((30, 30)) < 0.2) & ~np.eye(30, dtype=bool))
    kind = (np.arange(30) > 11).astype(np.int64)
    few = (kind[source] & kind[target] == 0) | (rng.random(source.size) < 0.2)
    source, target = source[few], target[few]
    for directed in (True, False):
        if not directed:
            once = source < target
            source, target = source[once], target[once]
        model = Configuration(source, target, 30, kinds=(kind[source], kind[target]), directed=directed)
        chance = whole(model) / (1 if directed else 2)
        inside = (kind[source] & kind[target]).sum()
        assert chance[np.ix_(kind == 1, kind == 1)].sum() == pytest.approx(inside, abs=1e-3)
        plain = whole(Configuration(source, target, 30, directed=directed)) / (1 if directed else 2)
        assert plain[np.ix_(kind == 1, kind == 1)].sum() > 1.5 * inside


def test_undirected_pairs_come_with_their_chances():
    rng = np.random.default_rng(9)
    source, target = np.nonzero(np.triu(rng.random((9, 9)) < 0.4, 1))
    model = Configuration(source, target, 9, directed=False, seed=5)
    draws = 4000
    seen = np.zeros((9, 9))
    for number in range(draws):
        seen[model.null(number)] += 1
    chance = np.triu(whole(model))
    inside = (chance > 0) & (chance < 1 - 1e-9)
    z = (seen - draws * chance)[inside] / np.sqrt(draws * chance * (1 - chance))[inside]
    assert (np.abs(z) < 4.5).all()
    place = np.array([0, 0, 0, 1, 1, 1, 2, -1, 2])
    mean, variance = model.expected(place, 3)
    for a in range(3):
        for b in range(3):
            block = chance[np.ix_(place == a, place == b)] + chance[np.ix_(place == b, place == a)].T * (
                a != b
            )
            assert mean[a, b] == pytest.approx(block.sum() if a <= b else 0)
            assert variance[a, b] == pytest.approx((block * (1 - block)).sum() if a <= b else 0)

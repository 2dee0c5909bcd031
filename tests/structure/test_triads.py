from __future__ import annotations

from itertools import combinations

import numpy as np
from hypothesis import given, settings

from clusternet.network.links import Links
from clusternet.structure import triads
from strategies import graphs


def triangles(pairs: triads.Pairs) -> list[frozenset[int]]:
    return [frozenset(corners) for each in pairs.triangles() for corners in each.corner.T.tolist()]


@settings(max_examples=200, deadline=None)
@given(graphs(12))
def test_every_triangle_once(links):
    pairs = triads.pairs(links)
    tied = {frozenset(pair) for pair in zip(links.source.tolist(), links.target.tolist(), strict=True)}
    wanted = {
        frozenset(three)
        for three in combinations(range(links.n), 3)
        if all(frozenset(two) in tied for two in combinations(three, 2))
    }
    found = triangles(pairs)
    assert len(found) == len(set(found))
    assert set(found) == wanted
    for each in pairs.triangles():
        for x, y, z in ((0, 1, 2), (1, 0, 2), (2, 0, 1)):
            ends = np.sort((pairs.tail[each.side[x]], pairs.head[each.side[x]]), axis=0)
            assert (ends == np.sort((each.corner[y], each.corner[z]), axis=0)).all()
            if y < z:
                assert (pairs.tail[each.side[x]] == each.corner[y]).all()


@settings(max_examples=100, deadline=None)
@given(graphs(12))
def test_pairs_know_their_directions(links):
    pairs = triads.pairs(links)
    arcs = set(zip(links.source.tolist(), links.target.tolist(), strict=True))
    arcs |= set() if links.directed else {(b, a) for a, b in arcs}
    ends = list(zip(pairs.tail.tolist(), pairs.head.tolist(), strict=True))
    assert pairs.forward.tolist() == [(a, b) in arcs for a, b in ends]
    assert pairs.backward.tolist() == [(b, a) in arcs for a, b in ends]
    assert len(ends) == len({frozenset(pair) for pair in arcs if len(set(pair)) == 2})


def test_looking_at_a_few_at_a_time_finds_the_same(monkeypatch):
    random = np.random.default_rng(5)
    ends = np.unique(random.integers(0, 30, (200, 2)), axis=0)
    pairs = triads.pairs(Links(30, ends[:, 0], ends[:, 1], np.ones(len(ends))))
    at_once = triangles(pairs)
    monkeypatch.setattr(triads, "_CHUNK", 3)
    assert triangles(pairs) == at_once
    assert len(at_once) > 100

from __future__ import annotations

import numpy as np
import pytest

from clusternet.network.links import Links, merge


def links(*ties: tuple[int, int, float], n: int = 4) -> Links:
    source, target, weight = (np.array(column) for column in zip(*ties, strict=True))
    return merge(n, source, target, weight.astype(float))


@pytest.mark.parametrize(
    ("rule", "weight"), [("sum", 9), ("average", 3), ("first", 2), ("last", 6), ("min", 1), ("max", 6)]
)
def test_merge_rules(rule, weight):
    found = merge(
        3, np.array([0, 1, 0, 0]), np.array([1, 2, 1, 1]), np.array([2.0, 5.0, 1.0, 6.0]), rule=rule
    )
    assert list(zip(found.source, found.target, found.weight, strict=True)) == [(0, 1, weight), (1, 2, 5)]


def test_degrees_count_a_self_loop_twice():
    found = links((0, 1, 1), (1, 0, 1), (2, 2, 1))
    assert found.degree.tolist() == [2, 2, 2, 0]
    assert found.undirected("sum").degree.tolist() == [1, 1, 2, 0]


def test_mutual_weight_is_that_of_the_later_source():
    found = links((0, 1, 2), (1, 0, 5), (3, 2, 7))
    later = found.undirected("later")
    assert list(zip(later.source, later.target, later.weight, strict=True)) == [(0, 1, 5), (2, 3, 7)]
    assert found.undirected("sum").weight.tolist() == [7, 7]
    assert later.undirected("sum") is later


def test_pairs_have_neither_loops_nor_directions_nor_weights():
    found = links((0, 1, 2), (1, 0, 5), (2, 2, 4), (3, 2, 7)).pairs()
    assert list(zip(found.source, found.target, found.weight, strict=True)) == [(0, 1, 1), (2, 3, 1)]
    assert not found.directed


def test_rows_are_neighbours():
    indptr, indices = links((0, 1, 1), (1, 0, 1), (0, 3, 1)).rows
    assert np.split(indices, indptr[1:-1])[0].tolist() == [1, 3]
    indptr, indices = links((0, 1, 1), (0, 3, 1), (3, 3, 1)).undirected("sum").rows
    assert [part.tolist() for part in np.split(indices, indptr[1:-1])] == [[1, 3], [0], [], [0, 3]]


def test_no_links():
    empty = merge(2, np.empty(0, int), np.empty(0, int), np.empty(0))
    assert empty.size == 0
    assert empty.degree.tolist() == [0, 0]
    assert empty.undirected("later").size == 0


@pytest.mark.parametrize("directed", [True, False])
def test_rows_list_the_neighbours_of_each_node_whatever_order_links_stand_in(directed):
    random = np.random.default_rng(3)
    key = random.permutation(50)[:30]
    source, target = key // 7, key % 7
    if not directed:
        key = np.unique(np.minimum(source, target) * 8 + np.maximum(source, target))
        source, target = key // 8, key % 8
        shuffled = random.permutation(key.size)
        source, target = source[shuffled], target[shuffled]
    indptr, indices = Links(8, source, target, np.ones(source.size), directed).rows
    pairs = {*zip(source.tolist(), target.tolist(), strict=True)}
    pairs |= set() if directed else {(b, a) for a, b in pairs}
    for node in range(8):
        mine = indices[indptr[node] : indptr[node + 1]].tolist()
        assert mine == sorted(b for a, b in pairs if a == node)


@pytest.mark.parametrize("rule", ["sum", "average", "first", "last", "min", "max"])
def test_rows_that_stand_in_order_merge_as_those_that_do_not(rule):
    source, target, weight = np.array([0, 0, 2, 2]), np.array([1, 1, 0, 3]), np.array([3.0, 1.0, 2.0, 5.0])
    moved = np.array([2, 3, 0, 1])
    one = merge(4, source, target, weight, rule=rule)
    other = merge(4, source[moved], target[moved], weight[moved], rule=rule)
    assert [one.source.tolist(), one.target.tolist()] == [[0, 2, 2], [1, 0, 3]]
    for name in ("source", "target", "weight"):
        assert getattr(one, name).tolist() == getattr(other, name).tolist()

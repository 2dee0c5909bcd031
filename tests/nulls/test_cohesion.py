"""Tests of single communities: by hand, planted, and of networks without any."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest

from clusternet.errors import UndefinedError
from clusternet.network.links import Links
from clusternet.network.value_network import ValueNetwork, from_frames
from clusternet.nulls.cohesion import _best, cohesion, table
from clusternet.structure.community import Search, detect, partition_quality

ONCE = Search(seeds=1)


def of_pairs(pairs: np.ndarray) -> ValueNetwork:
    return from_frames(
        pd.DataFrame(np.unique(np.sort(pairs, axis=1), axis=0), columns=["source", "target"]).astype(str)
    )


def random_pairs(rng: np.random.Generator, nodes: int, number: int, first: int = 0) -> np.ndarray:
    pairs = rng.integers(first, first + nodes, (number, 2))
    return pairs[pairs[:, 0] != pairs[:, 1]]


def test_links_inside_by_hand_and_contributions_that_add_up_to_modularity():
    ends = np.array([0, 0, 1, 3, 2]), np.array([1, 2, 2, 4, 3])  # a triangle, a pair, one link between
    links, group = Links(5, *ends, np.ones(5), directed=False), np.array([0, 0, 0, 1, 1])
    found = cohesion(links, group)
    assert (found.pairs.tolist(), found.ends.tolist()) == ([3, 1], [7, 3])
    assert found.inside.tolist() == pytest.approx([6 / 7, 2 / 3])
    assert found.excess.tolist() == pytest.approx([6 / 7 - 0.7, 2 / 3 - 0.3])
    assert (found.excess * found.ends / 10).sum() == pytest.approx(partition_quality(links, group))


def test_the_best_of_like_size_or_the_nearest():
    null = cohesion(Links(3, np.array([0]), np.array([1]), np.ones(1), directed=False), np.array([0, 0, 1]))
    null = null._replace(ends=np.array([10, 20, 100, 0]), excess=np.array([0.5, 0.4, 0.9, np.nan]))
    assert _best(null, np.array([20, 21, 39, 60, 1000, 1])).tolist() == [0.5, 0.4, 0.4, 0.9, 0.9, 0.5]


def test_a_planted_community_stands_out_from_what_is_linked_at_random():
    rng = np.random.default_rng(0)
    planted = random_pairs(rng, 20, 120)
    net = of_pairs(np.concatenate((planted, random_pairs(rng, 200, 500, first=0))))
    found = table(net, replicates=39, search=ONCE)
    inside = detect(net, search=ONCE).membership[[net.nodes.index.get_loc(str(n)) for n in range(20)]]
    home = np.bincount(inside).argmax()
    row = found.set_index("community").loc[home]
    assert row["p"] <= 0.05
    assert row["excess"] > row["null_high"] > row["null_mean"]
    assert (found["q"] >= found["p"]).all()
    assert found["p"].max() > 0.2  # the others are of chance


def test_random_networks_have_no_significant_communities():
    low = []
    for seed in range(8):
        net = of_pairs(random_pairs(np.random.default_rng(seed), 60, 90))
        low.append((table(net, replicates=19, search=Search(seeds=1, seed=seed))["p"] <= 0.1).mean())
    assert np.mean(low) <= 0.1


def test_tiny_communities_are_not_tested():
    with pytest.raises(UndefinedError, match="no community has 3 nodes") as error:
        table(of_pairs(np.array([[0, 1], [2, 3]])), replicates=3)
    assert "没有3个节点" in error.value.zh
    net = of_pairs(np.array([[0, 1], [0, 2], [1, 2], [8, 9]]))
    assert table(net, replicates=3)["nodes"].tolist() == [3]

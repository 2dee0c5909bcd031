"""Small components, left out of maps."""

from __future__ import annotations

import pandas as pd
import pytest

from clusternet.network.value_network import from_frames
from clusternet.notes.structure import fragments_left
from clusternet.structure.fragments import Fragments, least, without_fragments


def star_and_pairs(leaves, pairs):
    source = ["hub"] * leaves + [f"s{place}" for place in range(pairs)]
    target = [f"leaf{place}" for place in range(leaves)] + [f"t{place}" for place in range(pairs)]
    return from_frames(pd.DataFrame({"source": source, "target": target}))


def test_pairs_of_a_large_network_are_left_out_and_told():
    net, gone = without_fragments(star_and_pairs(100, 150))
    assert (len(net.nodes), len(net.edges)) == (101, 100)
    assert gone == Fragments(3, 150, 300, 401)
    (line,) = fragments_left(gone)
    assert line.en == "150 components of fewer than 3 nodes are not drawn (300 nodes, 74.8%)."
    assert "150 个（300 个节点，占 74.8%）" in line.zh


def test_small_networks_are_whole_unless_a_size_is_given():
    net = star_and_pairs(5, 3)
    whole, gone = without_fragments(net)
    assert whole is net
    assert not fragments_left(gone)
    assert len(without_fragments(net, 3)[0].nodes) == 6


@pytest.mark.parametrize("smallest", [None, 50])
def test_where_all_components_are_small_they_stay(smallest):
    net = star_and_pairs(0, 400)
    assert without_fragments(net, smallest)[0] is net


def test_least_grows_with_the_network():
    assert [least(n) for n in (10, 301, 10_000, 1_000_000)] == [1, 3, 4, 10]

from __future__ import annotations

import pandas as pd

from clusternet.network.value_network import ValueNetwork, from_frames
from clusternet.nulls.frame import frame, sampled
from clusternet.nulls.graph import fixed


def network() -> ValueNetwork:
    edges = pd.DataFrame({"source": ["a", "a", "b", "c"], "target": ["b", "c", "d", "a"]})
    nodes = {"id": list("abcd"), "kind": ["sample", "sample", "partner", "partner"]}
    return from_frames(edges, pd.DataFrame(nodes | {"city": ["深圳", "广州", "上海", "东京"]}))


def test_what_is_fixed_follows_from_the_data():
    net = network()
    found = fixed(net, frame(net), seed=7)
    assert found.feasible == 2 * 1 + 2 * 2 * 2
    assert found.inside.tolist() == [True, True, False, False]
    assert fixed(net).feasible == 12
    assert found.rich.tolist() == [True, False, False, False]
    assert found.rich_degree == 3
    assert found.place[0] == found.place[1] != found.place[2]
    assert found.place[3] == -1
    assert sampled(net).tolist() == [True, True, False, False]
    assert not found.sampled_paths
    large = fixed(net, frame(net), networks=10**12)
    assert large.sampled_paths
    assert not fixed(net, frame(net), networks=10**12, exact=True).sampled_paths

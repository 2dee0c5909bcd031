from __future__ import annotations

import pandas as pd

from clusternet.network.value_network import ValueNetwork, from_frames
from clusternet.nulls.attack import BYS, rule


def network(ties: list[tuple[str, str]], sample: str = "") -> ValueNetwork:
    ids = sorted({end for tie in ties for end in tie})
    nodes = pd.DataFrame({"id": ids, "kind": ["sample" if each in sample else "partner" for each in ids]})
    return from_frames(pd.DataFrame(ties, columns=["source", "target"]), nodes if sample else None)


def test_ties_go_by_degree_out_degree_and_id():
    net = network([("b", "x"), ("a", "y"), ("z", "c"), ("d", "d")])
    order = [net.nodes.index[node] for node in rule(net).order(net.links())]
    assert order == ["d", "a", "b", "z", "c", "x", "y"]
    kept = network([("b", "x"), ("a", "y"), ("z", "c")], sample="ac")
    assert [kept.nodes.index[node] for node in rule(kept, kind="sample").order(kept.links())] == ["a", "c"]


def test_betweenness_takes_the_bridge_first():
    ties = [
        ("a", "b"),
        ("b", "a"),
        ("b", "bridge"),
        ("bridge", "c"),
        ("c", "d"),
        ("d", "c"),
        ("a", "e"),
        ("a", "f"),
    ]
    net = network(ties)
    first = {by: net.nodes.index[rule(net, by=by).order(net.links())[0]] for by in BYS}
    assert first == {"degree": "a", "out_degree": "a", "betweenness": "bridge"}

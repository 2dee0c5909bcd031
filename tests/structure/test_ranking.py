from __future__ import annotations

import pandas as pd
import pytest

from clusternet.conventions import GEPHI
from clusternet.errors import ClusternetError, SchemaError
from clusternet.network.value_network import from_frames
from clusternet.structure import centrality


def test_ranking_and_its_ties():
    ties = pd.DataFrame({"source": ["d", "c", "a", "b"], "target": ["x", "x", "y", "y"]})
    top = centrality.top(from_frames(ties), 3)
    assert top[["rank", "id"]].values.tolist() == [[1, "x"], [2, "y"], [3, "a"]]
    assert len(centrality.top(from_frames(ties), 0)) == 6
    assert centrality.top(from_frames(ties), 1, by="out_degree")["id"].tolist() == ["a"]


def test_kinds_are_ranked_apart_but_keep_their_partners(village):
    sample = centrality.top(village, kind="sample")
    assert sample["id"].tolist() == ["a"]
    assert sample["degree"].tolist() == [4]
    assert set(centrality.top(village, kind="partner")["id"]) == set("bcde")
    with pytest.raises(ClusternetError, match="no kinds"):
        centrality.top(from_frames(pd.DataFrame({"source": ["x"], "target": ["y"]})), kind="sample")


def test_shared_ranks_are_told():
    ties = pd.DataFrame({"source": ["d", "c", "a", "b"], "target": ["x", "x", "y", "y"]})
    top = centrality.top(from_frames(ties), 3)
    assert top[["id", "joint_rank", "tied"]].values.tolist() == [["x", 1, 2], ["y", 1, 2], ["a", 3, 4]]
    every = centrality.top(from_frames(ties), 0, by="net_share")
    assert every["joint_rank"].tolist() == [1] * 4 + [5] * 2
    assert every["tied"].tolist() == [4] * 4 + [2] * 2


def test_the_least_constrained_is_first():
    ties = pd.DataFrame({"source": ["a", "a", "b", "z"], "target": ["b", "c", "c", "a"]})
    top = centrality.top(from_frames(ties), 0, by="constraint")
    assert top["constraint"].is_monotonic_increasing
    assert top["id"].iat[0] == "a"


def test_what_the_leading_nodes_are():
    nodes = pd.DataFrame({"id": list("abcd"), "category": ["university", "enterprise", "enterprise", ""]})
    net = from_frames(pd.DataFrame({"source": ["a", "a", "b"], "target": ["b", "c", "d"]}), nodes)
    ranked = centrality.top(net, 0)
    found = centrality.composition(ranked, net, n=3)
    assert found.columns.tolist() == ["category", "count", "share", "base", "base_n", "share_of_all"]
    assert found["category"].tolist() == ["enterprise", "university"]
    assert found["share"].tolist() == pytest.approx([2 / 3, 1 / 3])
    assert found["base"].map(str).tolist() == ["top 3 of all nodes by degree"] * 2
    every = centrality.composition(ranked, net, n=0)
    assert every["category"].tolist() == ["enterprise", "university", None]
    assert every["share"].tolist() == every["share_of_all"].tolist() == [0.5, 0.25, 0.25]
    with pytest.raises(SchemaError, match="no column kind"):
        centrality.composition(ranked, net, "kind")
    with pytest.raises(ClusternetError, match="shares of 'age'; accepted: category, kind"):
        centrality.composition(ranked, net, "age")


def test_weighted_degrees_and_one_category_in_any_of_its_words() -> None:
    ties = {"source": ["a", "b", "d"], "target": ["b", "c", "a"], "weight": [2.0, 3.0, 1.5]}
    nodes = pd.DataFrame({"id": list("abcd"), "category": ["高校", "企业", "大学", None]})
    net = from_frames(pd.DataFrame(ties), nodes)
    found = centrality.top(net, 0, by="weighted_degree", measures=["weighted_in_degree"])
    assert found[["id", "weighted_in_degree", "weighted_degree"]].to_numpy().tolist() == [
        ["b", 2.0, 5.0], ["a", 1.5, 3.5], ["c", 3.0, 3.0], ["d", 0.0, 1.5]
    ]  # fmt: skip
    undirected = centrality.top(net, 1, by="weighted_degree", convention=GEPHI.undirected())
    assert undirected["weighted_degree"].tolist() == [5.0]
    for word in ("university", "高校", "大学"):
        assert centrality.top(net, 0, category=word)["id"].tolist() == ["a", "c"]
    with pytest.raises(
        ClusternetError, match="no node is of category 'bank'; the data have: 企业, 大学, 高校"
    ):
        centrality.top(net, category="bank")

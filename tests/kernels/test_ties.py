import networkx as nx
import numpy as np
import pandas as pd
import pytest

import clusternet
from clusternet.kernels.ties import levelled
from clusternet.records import counts
from clusternet.structure import centrality


def copies(graph: nx.Graph, number: int, rng: np.random.Generator) -> pd.DataFrame:
    """Return copies of a graph, each with its nodes and ties in another order."""
    rows = []
    for copy in range(number):
        label = rng.permutation(len(graph))
        ties = [(f"{copy}_{label[one]:02}", f"{copy}_{label[two]:02}") for one, two in graph.edges]
        rows += [ties[at] for at in rng.permutation(len(ties))]
    return pd.DataFrame(rows, columns=["source", "target"])


def test_what_differs_by_rounding_is_one():
    same = levelled([0.1 + 0.2, 14 / 3, 0.3, 4.666666666666666, np.nan, -np.inf])
    assert same[:2].tolist() == same[2:4].tolist()
    assert np.isnan(same[4])
    assert same[5] == -np.inf


def test_what_differs_by_more_stays_apart():
    apart = [1e9, 1e9 + 1e-2, 0.5, 0.501, -0.5]
    assert levelled(apart).tolist() == apart
    assert levelled([]).tolist() == []
    assert levelled([5e15, 5e15 + 1]).tolist() == [5e15, 5e15 + 1]  # whole numbers are exact


@pytest.mark.parametrize("by", ["betweenness", "pagerank", "eigenvector", "constraint", "closeness"])
def test_nodes_of_copies_share_their_rank(by):
    rng = np.random.default_rng(7)
    for seed in range(6):
        edges = copies(nx.gnm_random_graph(9, 14, seed=seed, directed=True), 3, rng)
        ranked = centrality.top(clusternet.from_frames(edges), 0, by=by)
        ranked = ranked[ranked[by].notna()]
        shared = ranked.groupby("joint_rank")["tied"].agg(["size", "first", "last"])
        assert (shared.nunique(axis=1) == 1).all()
        assert (ranked["tied"] % 3 == 0).all(), seed


def test_sums_share_a_rank_in_whatever_order_they_were_added():
    table = pd.DataFrame({"unit": ["b", "b", "b", "a", "c"], "count": [0.1, 0.2, 0.3, 0.6, 0.5]})
    assert counts.ranked(table)["rank"].tolist() == [1, 1, 3]
    paid = table.rename(columns={"unit": "country", "count": "paid"})
    found = counts.by(paid, ["country"], amount="paid")
    assert found[["rank", "country"]].values.tolist() == [[1, "a"], [1, "b"], [3, "c"]]

from __future__ import annotations

import networkx
import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings

from clusternet.conventions import GEPHI, IGRAPH, NETWORKX
from clusternet.network.value_network import from_frames
from clusternet.notes.structure import sampled_note
from clusternet.structure import centrality
from strategies import networks


@pytest.mark.slow
@settings(max_examples=40, deadline=None)
@given(networks())
def test_networkx_convention_is_networkx(net):
    graph = networkx.DiGraph()
    graph.add_nodes_from(net.nodes.index)
    counts = net.edges.astype(object).groupby(["source", "target"]).size()
    graph.add_weighted_edges_from((a, b, weight) for (a, b), weight in counts.items())
    table = centrality.table(net, measures=["all"], convention=NETWORKX).set_index("id")
    for name, wanted in {
        "closeness": networkx.closeness_centrality(graph),
        "harmonic_closeness": networkx.harmonic_centrality(graph),
        "betweenness": networkx.betweenness_centrality(graph),
        "pagerank": networkx.pagerank(graph),
        "clustering": networkx.clustering(graph),
    }.items():
        assert table[name].to_dict() == pytest.approx(wanted), name


@pytest.mark.slow
@settings(max_examples=40, deadline=None)
@given(networks())
def test_igraph_convention_is_igraph(net):
    graph = net.igraph.simplify(multiple=True, loops=False, combine_edges="first")
    table = centrality.table(net, measures=["all"], convention=IGRAPH)
    np.testing.assert_allclose(table["closeness"], graph.closeness(), equal_nan=True)
    np.testing.assert_allclose(table["harmonic_closeness"], graph.harmonic_centrality(), equal_nan=True)
    np.testing.assert_allclose(table["betweenness"], graph.betweenness())
    np.testing.assert_allclose(table["eccentricity"], graph.eccentricity())
    np.testing.assert_allclose(table["pagerank"], graph.pagerank())
    np.testing.assert_allclose(table["core"], graph.coreness())


def test_a_measure_without_value_says_why():
    reasons = []
    table = centrality.table(
        from_frames(pd.DataFrame({"source": ["x"], "target": ["y"]})),
        measures=["eccentricity"],
        convention=NETWORKX,
        explain=reasons.append,
    )
    assert table["eccentricity"].isna().all()
    assert str(reasons[0]).startswith("eccentricity: networkx: ")


def test_core_is_gephis_filter():
    ties = pd.DataFrame({"source": ["a", "b", "c", "a"], "target": ["b", "c", "a", "d"]})
    table = centrality.table(from_frames(ties), measures=["core"]).set_index("id")
    assert table["core"].to_dict() == {"a": 2, "b": 2, "c": 2, "d": 1}


@pytest.mark.parametrize("convention", [GEPHI, GEPHI.undirected(), IGRAPH])
def test_a_self_loop_adds_2_to_the_degree_that_gephis_filter_looks_at(convention):
    """GraphViewDecorator.getDegree counts a self-loop twice, and KCoreBuilder removes by that degree."""
    ties = pd.DataFrame({"source": ["a", "a", "c"], "target": ["a", "b", "c"]})
    net = from_frames(ties, pd.DataFrame({"id": ["d"]}))
    table = centrality.table(net, measures=["core"], convention=convention).set_index("id")
    assert table["core"].to_dict() == {"a": 2, "b": 1, "c": 2, "d": 0}
    reasons = []
    undefined = centrality.table(net, measures=["core"], convention=NETWORKX, explain=reasons.append)
    assert undefined["core"].isna().all()
    assert "self-loops" in str(reasons[0])


def test_peers_are_reproducible_and_silent():
    pair = pd.DataFrame({"source": ["a", "b", "c"], "target": ["b", "a", "d"], "weight": [0.5, 0.5, 1]})
    for convention in (NETWORKX, IGRAPH, NETWORKX.undirected(), IGRAPH.undirected()):
        tables = [
            centrality.table(from_frames(pair), measures=["all"], convention=convention) for _ in range(3)
        ]
        pd.testing.assert_frame_equal(tables[0], tables[1], check_exact=True)
        pd.testing.assert_frame_equal(tables[0], tables[2], check_exact=True)


def test_a_solver_that_fails_gives_null_and_the_reason():
    net = from_frames(pd.DataFrame({"source": ["a"], "target": ["b"], "weight": [0]}))
    reasons = []
    table = centrality.table(net, measures=["hub"], convention=NETWORKX, explain=reasons.append)
    assert table["hub"].isna().all() or (table["hub"] >= 0).all()
    assert table["hub"].notna().all() or str(reasons[0]).startswith("hub: networkx: ")


def test_hits_of_networkx_that_is_not_unique_is_missing():
    stars = {"source": ["a", "a", "c", "c"], "target": ["b", "d", "e", "f"]}
    reasons = []
    table = centrality.table(
        from_frames(pd.DataFrame(stars)),
        measures=["hub", "authority"],
        convention=NETWORKX.undirected(),
        explain=reasons.append,
    )
    assert table[["hub", "authority"]].isna().all(axis=None)
    assert all("not unique" in str(each) for each in reasons)
    assert len(reasons) == 2
    one = from_frames(pd.DataFrame({"source": ["a", "b", "a"], "target": ["b", "c", "c"]}))
    table = centrality.table(one, measures=["hub"], convention=NETWORKX.undirected())
    assert table["hub"].tolist() == pytest.approx([1 / 3] * 3)


def test_betweenness_is_estimated_where_an_error_is_allowed():
    rng = np.random.default_rng(0)
    ends = np.minimum(rng.integers(0, 900, (2, 2700)), rng.integers(0, 900, (2, 2700))).astype(str)
    net = from_frames(pd.DataFrame({"source": ends[0], "target": ends[1]}))
    found = []
    exact = centrality.table(net, measures=["betweenness"], drawn=found.append)["betweenness"]
    assert found == []
    some = centrality.Sampling(0.3, seed=2)
    table = centrality.table(net, measures=["betweenness"], sampling=some, drawn=found.append)
    (estimate,) = found
    assert table["betweenness"].to_numpy().tobytes() == estimate.values.tobytes()
    n = len(net.nodes)
    off = abs(table["betweenness"] - exact).max()
    assert 0 < off <= estimate.error * n * (n - 2) <= 0.3 * n * (n - 2)
    note = sampled_note(estimate, 2, beyond=None)
    assert f"{estimate.origins:,} origins drawn with replacement from {n:,} nodes (seed 2)." in note.en
    assert "节点多于200,000个时" in sampled_note(estimate, 2, beyond=200_000).zh

"""Graphs of other libraries as networks, and back."""

from __future__ import annotations

import igraph
import networkx
import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings

import clusternet as cn
from clusternet.errors import SchemaError
from strategies import networks


def assert_same(one, two):
    """The same rows, nodes and order, whatever the codes of the categories."""
    assert one.directed == two.directed
    assert one.nodes.index.tolist() == two.nodes.index.tolist()
    for first, second in ((one.nodes, two.nodes), (one.edges, two.edges)):
        assert set(first) == set(second)
        for name in first:
            pd.testing.assert_series_equal(
                first[name].astype(object), second[name].astype(object), check_index=False
            )
    for name in ("source", "target", "weight"):
        assert (getattr(one.links(), name) == getattr(two.links(), name)).all()
    assert one.as_of == two.as_of
    assert (one.about.title, one.about.synthetic) == (two.about.title, two.about.synthetic)


@settings(max_examples=25, deadline=None)
@given(networks())
def test_there_and_back(net):
    assert_same(cn.from_networkx(net.networkx), net)
    assert_same(cn.from_igraph(net.igraph), net)


def test_selections_of_a_data_set_keep_everything(village):
    for net in (village, village.until(2020), village.platforms(), village.touching(["b"])):
        assert_same(cn.from_networkx(net.networkx), net)
        assert_same(cn.from_igraph(net.igraph), net)


def test_the_shipped_network_stays_synthetic(shipped):
    net = shipped.until(2014)
    for back in (cn.from_networkx(net.networkx), cn.from_igraph(net.igraph)):
        assert_same(back, net)
        assert back.about == net.about
        assert back.about.synthetic


def test_undirected_networks_keep_their_ties():
    ties = pd.DataFrame({"source": ["c", "a", "a"], "target": ["a", "b", "b"], "year": [2020, 2021, 2021]})
    net = cn.from_frames(ties, directed=False)
    for back in (cn.from_networkx(net.networkx), cn.from_igraph(net.igraph)):
        assert not back.directed
        assert back.edges["year"].tolist() == [2020, 2021, 2021]
        for name in ("source", "target", "weight"):
            assert (getattr(back.links(), name) == getattr(net.links(), name)).all()


def test_rows_keep_their_order_and_parallel_edges():
    ties = pd.DataFrame(
        {"source": ["b", "a", "b", "a"], "target": ["a", "b", "a", "c"], "weight": [4, 3, 2, 0.125]}
    )
    net = cn.from_frames(ties)
    assert [key for *_, key in net.networkx.edges(keys=True)] == [0, 2, 1, 3]
    back = cn.from_networkx(net.networkx)
    assert back.edges["weight"].tolist() == [4, 3, 2, 0.125]


def test_graphs_made_elsewhere():
    graph = networkx.DiGraph()
    graph.add_node(1, city="上海市", kind="sample")
    graph.add_node("alone")
    graph.add_edge(1, 2, weight=np.float64(2.5), year=2020.0, source="press")
    graph.add_edge(2, 1, year=None, technology="智能芯片")
    net = cn.from_networkx(graph)
    assert net.nodes.index.tolist() == ["1", "alone", "2"]
    assert net.edges["weight"].tolist() == [2.5, 1]
    assert net.years == [2020]
    assert net.edges["source (2)"].iat[0] == "press"
    assert net.kinds["1"] == "sample"
    assert not cn.from_networkx(networkx.karate_club_graph()).directed
    assert len(cn.from_networkx(networkx.les_miserables_graph()).edges) == 254


def test_nodes_called_as_totals_are_nodes():
    net = cn.from_networkx(networkx.DiGraph([("Total", "a"), ("合计", "a")]))
    assert net.nodes.index.tolist() == ["Total", "a", "合计"]


def test_names_of_vertices():
    ends = [(0, 1)]
    assert cn.from_igraph(igraph.Graph(ends)).nodes.index.tolist() == ["0", "1"]
    named = igraph.Graph(ends, directed=True, vertex_attrs={"name": ["x", "y"]})
    assert cn.from_igraph(named).nodes.index.tolist() == ["x", "y"]
    named.vs["id"] = [7, 8]
    net = cn.from_igraph(named)
    assert net.nodes.index.tolist() == ["7", "8"]
    assert net.nodes["name"].tolist() == ["x", "y"]


@pytest.mark.parametrize(
    ("graph", "message"),
    [
        (networkx.Graph(), "no edges"),
        (networkx.DiGraph([(1, "1")]), "nodes 1 and '1' have the same id"),
        (networkx.DiGraph([(" ", "a")]), "without an id"),
        (networkx.DiGraph([("a", "b", {"weight": -1})]), "row 1, column weight"),
        (networkx.DiGraph([("a", "b", {"year": 3000})]), "row 1, column year"),
        (
            networkx.DiGraph([("a", "b", {"points": (1, 2)})]),
            "edge 'a' to 'b': attribute 'points' is a",
        ),
        ("a graph", "str: not a graph of networkx"),
    ],
)
def test_what_cannot_be_read_is_refused(graph, message):
    with pytest.raises(SchemaError, match=message):
        cn.from_networkx(graph)


def test_what_cannot_be_read_of_igraph_is_refused():
    twice = igraph.Graph([(0, 1)], vertex_attrs={"name": ["x", "x"]})
    for graph, message in ((twice, "'name': nodes 'x' and 'x'"), (networkx.Graph(), "not a graph of igraph")):
        with pytest.raises(SchemaError, match=message):
            cn.from_igraph(graph)


def test_files_of_networkx_take_what_a_graph_says_of_itself(village, tmp_path):
    networkx.write_graphml(village.networkx, tmp_path / "a.graphml")
    networkx.write_gexf(village.networkx, tmp_path / "a.gexf")
    back = cn.from_networkx(networkx.read_graphml(tmp_path / "a.graphml", force_multigraph=True))
    assert sorted(back.edges["year"]) == sorted(village.edges["year"])

from __future__ import annotations

import math

import igraph
import networkx
import pandas as pd
import pytest
from hypothesis import given, settings

from clusternet.conventions import GEPHI, IGRAPH, NETWORKX
from clusternet.network.value_network import from_frames
from clusternet.structure import metrics
from clusternet.structure.community import Search
from strategies import networks


def net_of(*ties: str):
    return from_frames(pd.DataFrame([tie.split(">") for tie in ties], columns=["source", "target"]))


def test_networkx_has_no_distances_where_it_raises():
    found = metrics.structure(net_of("A>B", "B>C", "B>D"), NETWORKX)
    for name in ("diameter", "radius", "average_path_length"):
        assert math.isnan(getattr(found, name))
        assert str(found.notes[name]) == "networkx: the graph is not strongly connected (4 components)"


@settings(max_examples=60, deadline=None)
@given(networks())
def test_networkx_convention_is_networkx(net):
    graph = networkx.DiGraph(list(zip(net.edges["source"], net.edges["target"], strict=True)))
    for view, convention in ((graph, NETWORKX), (graph.to_undirected(), NETWORKX.undirected())):
        found = metrics.structure(net, convention, search=Search(seeds=1))
        assert found.average_clustering == pytest.approx(networkx.average_clustering(view))
        assert found.average_degree == pytest.approx(sum(dict(view.degree).values()) / len(view))
        if len(view) > 1:
            assert found.density == pytest.approx(networkx.density(view))
        try:
            wanted = (
                networkx.diameter(view),
                networkx.radius(view),
                networkx.average_shortest_path_length(view),
            )
        except networkx.NetworkXError:
            assert math.isnan(found.diameter)
        else:
            assert (found.diameter, found.radius) == wanted[:2]
            assert len(view) == 1 or found.average_path_length == pytest.approx(wanted[2])


@pytest.mark.slow
@settings(max_examples=60, deadline=None)
@given(networks())
def test_igraph_convention_is_igraph(net):
    links = net.links()
    merged = igraph.Graph(links.n, list(zip(links.source, links.target, strict=True)), directed=True)
    for graph, convention in ((merged, IGRAPH), (merged.as_undirected(), IGRAPH.undirected())):
        found = metrics.structure(net, convention, search=Search(seeds=1))
        assert (found.diameter, found.radius) == (graph.diameter(), graph.radius())
        for ours, theirs in (
            (found.average_path_length, graph.average_path_length()),
            (found.average_clustering, graph.transitivity_avglocal_undirected()),
        ):
            assert ours == pytest.approx(theirs, nan_ok=True)
        assert found.weak_components == len(graph.connected_components(mode="weak"))


def test_pairs_are_counted_in_64_bits():
    hub = from_frames(pd.DataFrame({"source": ["hub"] * 70_000, "target": [f"n{i}" for i in range(70_000)]}))
    found = metrics.structure(
        hub, columns=["density", "reachable_share", "average_path_length", "average_clustering"]
    )
    assert found.density == pytest.approx(1 / 70_001)
    assert found.reachable_share == pytest.approx(1 / 70_001)
    view = metrics.structure(hub, GEPHI.undirected(), columns=["average_clustering", "density"])
    assert (view.average_clustering, view.density) == (0, pytest.approx(2 / 70_001))

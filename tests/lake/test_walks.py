"""PageRank, clustering and distances on an engine are those of the network in memory."""

from __future__ import annotations

import pytest

from clusternet import GEPHI, IGRAPH, ClusternetError, centrality, metrics
from clusternet.lake import degrees, structure, walks
from lake_engines import both, cases, same

UNDIRECTED = GEPHI.undirected()


@pytest.mark.parametrize(("engine", "graph"), cases())
def test_pagerank_and_clustering_are_those_of_the_network_in_memory(engine, graph):
    lake, net = both(engine, graph)
    for convention in (GEPHI, UNDIRECTED):
        options = {"measures": ["pagerank", "clustering"], "convention": convention}
        same(degrees.top(lake, 0, **options), centrality.top(net.counted(), 0, **options))
    same(degrees.top(lake, 3, by="pagerank"), centrality.top(net.counted(), 3, by="pagerank"))


@pytest.mark.parametrize(("engine", "graph"), cases("mixed", "one edge", "star", "chain"))
def test_distances_from_all_nodes_are_exact(engine, graph):
    lake, net = both(engine, graph)
    for convention in (GEPHI, UNDIRECTED):
        wanted = metrics.structure(net.counted(), convention)
        found = walks.distances(lake, convention, sources=None)
        assert found.average.value == pytest.approx(wanted.average_path_length, rel=1e-12)
        assert found.reachable.value == pytest.approx(wanted.reachable_share, rel=1e-12)
        assert (found.longest, found.origins) == (wanted.diameter, found.nodes)


@pytest.mark.parametrize(("engine", "graph"), cases("mixed", quick=False))
def test_costly_columns_are_measured_by_name_for_every_year(engine, graph):
    lake, net = both(engine, graph)
    columns = ["nodes", *structure.COSTLY]
    for convention in (GEPHI, UNDIRECTED):
        found = structure.by_year(lake, convention=convention, columns=columns)
        same(found, metrics.by_year(net, convention=convention, columns=columns))


@pytest.mark.slow
def test_an_estimate_covers_the_exact_value():
    lake, net = both("duckdb", "tail")
    found = walks.distances(lake, sources=16 * 63)
    wanted = metrics.structure(net, columns=["average_path_length", "reachable_share"])
    assert found.origins == 16 * 63
    assert found.average.low < wanted.average_path_length < found.average.high
    assert found.reachable.low < wanted.reachable_share < found.reachable.high


def test_another_tool_s_measures_are_refused():
    lake, _ = both("duckdb", "one edge")
    with pytest.raises(ClusternetError, match="igraph: on an engine"):
        degrees.top(lake, by="pagerank", convention=IGRAPH)

"""Degrees counted on an engine are those of the network in memory, and so is what is said of them."""

from __future__ import annotations

import pytest

from clusternet import GEPHI, ClusternetError, centrality, degree, powerlaw
from clusternet.lake import degrees
from lake_engines import both, cases, same

UNDIRECTED = GEPHI.undirected()


@pytest.mark.parametrize(("engine", "graph"), cases(quick=False))
def test_distributions_are_those_of_the_network_in_memory(engine, graph):
    lake, net = both(engine, graph)
    net = net.counted()
    for convention in (GEPHI, UNDIRECTED):
        found, options = degrees.distribution(lake, convention), {"direction": ["out", "in", "total"]}
        options["convention"] = convention
        same(degree.concentration(found, **options), degree.concentration(net, **options))
        same(degree.lorenz(found, **options), degree.lorenz(net, **options))
        fits = [powerlaw.table(each, bootstrap=0, convention=convention) for each in (found, net)]
        same(*(each.astype({"verdict": str, "alternatives": str}) for each in fits))


@pytest.mark.parametrize(("engine", "graph"), cases())
def test_the_leading_nodes_are_those_of_the_network_in_memory(engine, graph):
    lake, net = both(engine, graph)
    net = net.counted()
    for options in ({}, {"by": "net_share"}, {"by": "in_degree", "convention": UNDIRECTED}, {"n": 0}):
        same(degrees.top(lake, **options), centrality.top(net, **options))
    if net.kinds is not None:
        for options in ({"kind": "sample"}, {"category": "university"}):
            same(degrees.top(lake, 3, **options), centrality.top(net, 3, **options))


def test_what_is_not_there_is_refused_as_in_memory():
    lake, _ = both("duckdb", "one edge")
    with pytest.raises(ClusternetError, match="name no kinds"):
        degrees.top(lake, kind="sample")
    with pytest.raises(ClusternetError, match="betweenness: needs one machine"):
        degrees.top(lake, by="betweenness")
    with pytest.raises(ClusternetError, match="no node is of category"):
        degrees.top(lake, category="university")

from __future__ import annotations

import warnings

import networkx
import numpy as np
import pytest
from hypothesis import given, settings

import oracles
from clusternet.conventions import NETWORKX
from clusternet.kernels import libraries
from clusternet.network.links import Links
from clusternet.structure import centrality
from clusternet.structure.constraint import constraint
from strategies import graphs, networks


@settings(max_examples=150, deadline=None)
@given(graphs(12))
def test_constraint_is_igraphs_and_the_formula(links):
    found = constraint(links)
    np.testing.assert_allclose(found, oracles.constraint(links), equal_nan=True)
    plain = links.without_loops()
    graph = libraries.igraph_graph(links.n, plain.source, plain.target, directed=links.directed)
    np.testing.assert_allclose(found, graph.constraint(), equal_nan=True)


@pytest.mark.slow
@settings(max_examples=80, deadline=None)
@given(networks())
def test_constraint_is_networkxs(net):
    links = net.links(NETWORKX)
    graph = libraries.networkx_graph(
        links.n, links.source, links.target, np.ones(links.size), directed=links.directed
    )
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        wanted = list(networkx.constraint(graph).values())
    found = centrality.table(net, measures=["constraint"], convention=NETWORKX)["constraint"]
    np.testing.assert_allclose(found, wanted, equal_nan=True)


def test_the_club_of_zachary():
    graph = networkx.karate_club_graph()
    low, high = np.sort(np.array(graph.edges), axis=1).T
    found = constraint(Links(34, low, high, np.ones(low.size), directed=False))
    assert found[[0, 33]] == pytest.approx([0.1554233, 0.1564187], abs=1e-7)
    assert found.argmin() == 0


def test_no_links():
    assert np.isnan(constraint(Links(2, np.array([0]), np.array([0]), np.ones(1)))).all()
    assert constraint(Links(0, *np.zeros((2, 0), dtype=np.int64), np.zeros(0))).size == 0

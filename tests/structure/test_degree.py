from __future__ import annotations

import igraph
import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings

from clusternet.conventions import GEPHI
from clusternet.errors import ClusternetError
from clusternet.network.value_network import from_frames
from clusternet.structure import degree
from strategies import networks


@settings(max_examples=60, deadline=None)
@given(networks())
def test_shares_rise_to_one(net):
    for direction in degree.DIRECTIONS:
        found = degree.concentration(net, direction=direction, shares=[0.01, 0.3, 0.7, 1])
        assert found["share_of_links"].is_monotonic_increasing
        assert found["share_of_links"].iat[-1] == 1
        assert found["base_n"].eq(len(net.nodes)).all()
        assert 0 <= found["gini"].iat[0] < 1


@pytest.mark.slow
@settings(max_examples=60, deadline=None)
@given(networks())
def test_gini_is_the_mean_difference(net):
    values = degree.degrees(net, "total")
    wanted = np.abs(values[:, None] - values).mean() / (2 * values.mean())
    assert degree.gini(values) == pytest.approx(wanted)


def test_number_of_nodes_is_rounded():
    ties = [(f"s{place}", "hub") for place in range(24)] + [("hub", "s0")]
    net = from_frames(pd.DataFrame(ties, columns=["source", "target"]))
    found = degree.concentration(net, direction="in", shares=[0.1, 0.05, 0.001])
    assert found["nodes"].tolist() == [2, 1, 1]
    assert found["links"].tolist() == [25, 24, 24]
    positive = degree.concentration(net, direction="in", base="positive", shares=[0.5])
    assert (positive["base_n"].iat[0], str(positive["base"].iat[0])) == (2, "nodes with a positive in-degree")


def test_centralisation_of_a_star_and_of_a_ring():
    star = np.array([4, 0, 0, 0, 0])
    assert degree.centralisation(star, "out") == 1
    assert degree.centralisation(np.array([8, 2, 2, 2, 2]), "total") == 1
    assert degree.centralisation(np.full(5, 2), "total") == 0
    assert np.isnan(degree.centralisation(np.array([1, 1]), "out"))


def test_an_undirected_star_is_as_central_as_can_be():
    ties = [("hub", f"leaf{place}") for place in range(4)]
    star = from_frames(pd.DataFrame([*ties, ("hub", "hub")], columns=["source", "target"]))
    for direction in degree.DIRECTIONS:
        assert degree.centralisation_of(star, direction, convention=GEPHI.undirected()) == 1
    assert degree.centralisation_of(star, "out") == 1
    graph = igraph.Graph.Star(5, mode="undirected")
    assert sum(4 - each for each in graph.degree()) == 4 * 3


def test_ties_at_the_cut_are_told():
    ties = [("a", "x"), ("a", "y"), ("b", "x"), ("c", "x"), ("d", "x"), ("e", "y")]
    found = degree.concentration(
        from_frames(pd.DataFrame(ties, columns=["source", "target"])), shares=[0.4, 0.15, 1]
    )
    assert found["nodes"].tolist() == [3, 1, 7]
    assert found["cut_degree"].tolist() == [1, 2, 0]
    assert found["tied"].tolist() == [4, 1, 2]
    assert found["tied_counted"].tolist() == [2, 1, 2]


def test_nothing_to_count():
    empty = from_frames(pd.DataFrame({"source": ["a"], "target": ["b"], "weight": [0]}))
    found = degree.concentration(empty, base="positive")
    assert found["nodes"].tolist() == found["links"].tolist() == found["base_n"].tolist() == [0, 0, 0]
    assert found[["share_of_links", "gini"]].isna().all(axis=None)
    assert degree.lorenz(empty)["share_of_links"].isna().all()


@pytest.mark.slow
@settings(max_examples=60, deadline=None)
@given(networks())
def test_the_lorenz_curve_holds_the_gini_coefficient(net):
    for base in degree.BASES:
        curve = degree.lorenz(net, direction=degree.DIRECTIONS, base=base)
        table = degree.concentration(net, direction=degree.DIRECTIONS, base=base, shares=[1])
        for direction, gini in zip(table["direction"], table["gini"], strict=True):
            part = curve[curve["direction"].eq(direction)]
            x, y = part["share_of_nodes"].to_numpy(), part["share_of_links"].to_numpy()
            assert (x[0], y[0], x[-1], y[-1]) == (0, 0, 1, 1)
            assert 1 - np.sum(np.diff(x) * (y[1:] + y[:-1])) == pytest.approx(gini, abs=1e-12)
            assert (np.diff(y) / np.diff(x)).tolist() == sorted(np.diff(y) / np.diff(x))


def test_figure_15_of_the_report(shipped):
    net = shipped.relation("technology").platforms().until(2021)
    found = degree.concentration(net)
    assert found["base_n"].eq(17132).all()
    assert found["nodes"].tolist() == [1713, 171, 17]
    for share, published in zip(found["share_of_links"], (0.7260, 0.5420, 0.3150), strict=True):
        assert share == pytest.approx(published, abs=0.005)  # the tolerance the synthetic network was made to


def test_senseless_requests_are_refused(village):
    for options in (
        {"direction": []},
        {"direction": ["out", "up"]},
        {"shares": [0]},
        {"shares": [1.5]},
        {"direction": "up"},
        {"base": "some"},
    ):
        with pytest.raises(ClusternetError):
            degree.concentration(village, **options)

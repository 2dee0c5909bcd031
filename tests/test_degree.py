from __future__ import annotations

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings

from clusternet import degree
from clusternet.errors import ClusternetError
from clusternet.network import from_frames
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
    assert (positive["base_n"].iat[0], positive["base"].iat[0]) == (2, "nodes with a positive in-degree")


def test_centralisation_of_a_star_and_of_a_ring():
    star = np.array([4, 0, 0, 0, 0])
    assert degree.centralisation(star, "out") == 1
    assert degree.centralisation(np.array([8, 2, 2, 2, 2]), "total") == 1
    assert degree.centralisation(np.full(5, 2), "total") == 0
    assert np.isnan(degree.centralisation(np.array([1, 1]), "out"))


def test_senseless_requests_are_refused(village):
    for options in ({"shares": [0]}, {"shares": [1.5]}, {"direction": "up"}, {"base": "some"}):
        with pytest.raises(ClusternetError):
            degree.concentration(village, **options)

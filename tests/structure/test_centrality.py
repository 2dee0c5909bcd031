from __future__ import annotations

import pandas as pd
import pytest
from hypothesis import given, settings

from clusternet.conventions import GEPHI
from clusternet.errors import ClusternetError, SchemaError
from clusternet.network.value_network import from_frames
from clusternet.structure import centrality
from strategies import networks

pytestmark = pytest.mark.kernels


def test_degrees_and_names():
    nodes = pd.DataFrame({"id": ["000020", "b"], "name": ["深华发", ""], "category": ["enterprise", ""]})
    net = from_frames(
        pd.DataFrame({"source": ["000020", "000020", "c"], "target": ["b", "b", "000020"]}), nodes
    )
    table = centrality.table(net)
    assert table["id"].tolist() == ["000020", "b", "c"]
    assert table["name"].tolist() == ["深华发", "b", "c"]
    assert table["degree"].tolist() == [2, 1, 1]
    assert table["net_share"].tolist() == [0, -1, 1]
    assert table["category"].tolist() == ["enterprise", None, None]
    assert table["kind"].tolist() == [None] * 3


def test_brokerage_needs_places(village):
    reasons = []
    found = centrality.table(village, measures=["all"], explain=reasons.append)
    assert found[list(centrality.BROKERAGE)].isna().all(axis=None)
    assert list(map(str, reasons)) == [
        "brokerage: the nodes have no column province or city, so there are no places to count flows between"
    ]
    with pytest.raises(SchemaError, match="no column province"):
        centrality.top(village, by="brokerage_total")


def test_brokerage_is_by_the_level_asked_for():
    cities = {"a": "北京市", "v": "深圳市", "b": "广州市"}
    nodes = pd.DataFrame({"id": list(cities), "city": list(cities.values())})
    net = from_frames(pd.DataFrame({"source": ["a", "v"], "target": ["v", "b"]}), nodes)
    roles = ["brokerage_gatekeeper", "brokerage_liaison"]
    for level, wanted in (("province", [1, 0]), ("city", [0, 1])):
        found = centrality.table(net, measures=[*roles, "brokerage_total"], level=level)
        best = centrality.leading(found, 1, by="brokerage_total")
        assert best["id"].tolist() == ["v"]
        assert best[roles].values.tolist() == [wanted]


def test_unknown_measures_are_named():
    net = from_frames(pd.DataFrame({"source": ["x"], "target": ["y"]}))
    with pytest.raises(
        ClusternetError, match=r"unknown measure 'closenes'; accepted: all, weighted_in_degree, .*, closeness"
    ):
        centrality.table(net, measures=["closenes"])
    with pytest.raises(ClusternetError, match="unknown measure 'size'"):
        centrality.top(net, by="size")


@settings(max_examples=40, deadline=None)
@given(networks())
def test_degrees_add_up(net):
    table = centrality.table(net)
    edges = net.links().size
    assert table["in_degree"].sum() == table["out_degree"].sum() == edges
    assert (table["in_degree"] + table["out_degree"] == table["degree"]).all()
    undirected = centrality.table(net, convention=GEPHI.undirected())
    assert undirected["degree"].sum() == 2 * net.links(GEPHI.undirected()).size

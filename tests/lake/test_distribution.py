"""Distributions counted on an engine are those of the network in memory."""

from __future__ import annotations

import pytest

from clusternet import SchemaError, distribution
from clusternet.lake import distribution as counted
from lake_engines import both, cases, same


@pytest.mark.parametrize(("engine", "graph"), cases("mixed", quick=False))
def test_distributions_are_those_of_the_network_in_memory(engine, graph):
    lake, net = both(engine, graph)
    net = net.counted()
    for options in (
        {"by": "technology"},
        {"by": "category"},
        {"by": "province", "kind": "sample"},
        {"by": "country", "kind": "partner"},
    ):
        same(counted.shares(lake, **options), distribution.shares(net, **options))
        assert counted.unvalued(lake, **options) == distribution.unvalued(net, **options)
        for cumulative in (False, True):
            found = counted.by_year(lake, cumulative=cumulative, **options)
            same(found, distribution.by_year(net, cumulative=cumulative, **options))


def test_what_the_data_lack_is_refused():
    lake, _ = both("duckdb", "one edge")
    for by in ("technology", "category", "province"):
        with pytest.raises(SchemaError, match="have no column"):
            counted.shares(lake, by)

"""Flows, margins and polarisation counted on an engine are those of the network in memory."""

from __future__ import annotations

import pytest

from clusternet import flows, polarisation
from clusternet.lake import places
from clusternet.network.resampling import Resampling
from lake_engines import both, cases, same


@pytest.mark.parametrize(("engine", "graph"), cases("mixed", quick=False))
def test_flows_are_those_of_the_network_in_memory(engine, graph):
    lake, net = both(engine, graph)
    for cut, own in ((lake, net.counted()), (lake.select(relation="technology"), net.relation("technology"))):
        for level, count in (
            ("province", "relations"),
            ("city", "pairs"),
            ("region", "weight"),
            ("country", "relations"),
        ):
            found = places.matrix(cut, level=level, count=count, surveyed=lake)
            wanted = flows.matrix(own, level=level, count=count, surveyed=net)
            same(found.table, wanted.table)
            assert (found.base_name, found.count, found.technology) == (
                wanted.base_name,
                count,
                wanted.technology,
            )
            same(flows.largest(found), flows.largest(wanted))
            same(flows.margins(found), flows.margins(wanted))


@pytest.mark.parametrize(("engine", "graph"), cases("mixed", quick=False))
def test_polarisation_is_that_of_the_network_in_memory(engine, graph):
    lake, net = both(engine, graph)
    for count in ("relations", "pairs", "weight"):
        found = places.polarisation_by_year(lake, poles=["广东省"], count=count)
        wanted = polarisation.by_year(net.counted(), poles=["广东省"], count=count, resampling=Resampling(0))
        firms = ["active_firms", "effective_firms"]
        assert found[firms].isna().all(axis=None)
        same(found.drop(columns=firms), wanted.drop(columns=firms))

"""What is counted of every year on an engine is what is counted in memory."""

from __future__ import annotations

import pandas as pd
import pytest

from clusternet import GEPHI, NETWORKX, ClusternetError, metrics
from clusternet.lake import structure
from lake_engines import both, cases, same

COLUMNS = [name for name in structure.COUNTED if name not in structure.COSTLY]


@pytest.mark.parametrize(("engine", "graph"), cases())
def test_every_year_is_counted_as_in_memory(engine, graph):
    lake, net = both(engine, graph)
    for convention in (GEPHI, NETWORKX, NETWORKX.undirected()):
        found = structure.by_year(lake, convention=convention, columns=COLUMNS)
        same(found, metrics.by_year(net.counted(), convention=convention, columns=COLUMNS))


@pytest.mark.parametrize(("engine", "graph"), cases("mixed"))
def test_a_selection_is_counted_as_in_memory(engine, graph):
    lake, net = both(engine, graph)
    for cut, own in (
        (lake.select(relation="technology", year=2020), net.relation("technology").until(2020)),
        (lake.select(platforms=True, window=(2020, 2021)), net.platforms().window(2020, 2021)),
    ):
        ((_, found),) = structure.snapshots(cut, columns=COLUMNS, whole=True)
        wanted = metrics.structure(own, columns=COLUMNS)
        same(metrics.table([(0, found)], columns=COLUMNS), metrics.table([(0, wanted)], columns=COLUMNS))


def test_reciprocity_counts_a_pair_from_the_year_of_the_second_way():
    found = structure.pairs_by_year(both("duckdb", "mixed")[0])
    assert found["new_edges"].tolist() == [1, 4, 4]
    assert found["mutual_edges"].tolist() == [0, 2, 4]
    assert found["reciprocity"].tolist() == [0, 2 / 4, 4 / 7]


def test_what_needs_one_machine_is_empty_or_refused_with_its_size():
    lake, _ = both("duckdb", "one edge")
    ((_, found),) = structure.snapshots(lake)
    assert found.modularity is None
    assert found.notes["diameter"].en == "needs one machine (--engine local)"
    with pytest.raises(ClusternetError, match="modularity: needs one machine that holds 2 nodes and 1 links"):
        structure.by_year(lake, columns=["modularity"])
    assert pd.isna(structure.by_year(lake)["modularity"]).all()

"""Tables 2 to 10 of the shipped network, counted on an engine; and what has no rows at all."""

from __future__ import annotations

import pandas as pd
import pytest

from clusternet import ClusternetError, flows, from_frames
from clusternet import lake as lakes
from clusternet.lake import degrees, places, structure, walks
from clusternet.report.document import Settings
from clusternet.report.tables import STRUCTURE, tables
from lake_engines import GRAPHS, SPARKS, cases, engine, same, shipped

SHIPPED = cases("shipped", quick=False)
EARLY = (2014, 2015, 2016, 2017, 2018)
PATHS = ("diameter", "average_path_length")


def _table(net, number):
    """Return the rows of a table as it is printed; two panels side by side are one below the other."""
    (made,) = tables(net, [number], settings=Settings(seeds=1, language="zh"))
    return made.frame.set_axis(range(made.frame.shape[1]), axis=1)


def _unfolded(table):
    half = table.shape[1] // 2
    panels = [table.iloc[:, :half], table.iloc[:, half:].set_axis(range(half), axis=1)]
    return pd.concat(panels).dropna(how="all")


def _measured(lake, years, columns):
    """Return columns of each year; path lengths from all nodes are exact, and say the diameter."""
    counted = [name for name in columns if name not in PATHS]
    found = structure.by_year(lake, years, columns=counted).set_index("year")
    for year in years:
        paths = walks.distances(lake, year=year, sources=None)
        found.loc[year, list(PATHS)] = paths.longest, paths.average.value
    return found.reset_index()[["year", *columns]]


@pytest.mark.parametrize(("kind", "name"), SHIPPED)
def test_structure_by_year(kind, name):
    lake, net = shipped(kind)
    wanted = _table(net, 2).set_axis(STRUCTURE, axis=1)
    counted = [each for each in STRUCTURE if each not in PATHS]
    same(structure.by_year(lake, columns=counted[1:])[counted], wanted[counted])
    years = list(EARLY if kind in SPARKS else (*EARLY, 2022))
    same(_measured(lake, years, STRUCTURE[1:]), wanted[wanted["year"].isin(years)])


@pytest.mark.parametrize(("kind", "name"), SHIPPED)
def test_leading_nodes(kind, name):
    lake, net = shipped(kind)
    for number, who in ((3, "sample"), (4, "partner")):
        found = degrees.top(lake, kind=who)[["name", "in_degree", "out_degree", "degree"]]
        assert len(found) == 20
        same(found.set_axis(range(4), axis=1), _unfolded(_table(net, number)))


@pytest.mark.parametrize(("kind", "name"), SHIPPED)
def test_platforms(kind, name):
    lake, net = shipped(kind)
    lake = lake.select(relation="technology", platforms=True)
    ten = ["sample_nodes", "partner_nodes", "nodes", "edges", "average_degree", "diameter", "density",
           "modularity", "average_clustering", "average_path_length"]  # fmt: skip
    wanted = _table(net, 5).iloc[:, 1:].set_axis(ten, axis=1).drop(columns="modularity")
    counted = [each for each in wanted if each not in PATHS]
    same(structure.by_year(lake, [2022], columns=counted)[counted], wanted[counted])
    if kind not in SPARKS:
        same(_measured(lake, [2022], list(wanted))[list(wanted)], wanted)
    plain = ["nodes", "edges", "average_degree", "diameter", "average_path_length", "average_clustering"]
    wanted = _table(net, 6).set_axis(["year", *plain], axis=1)
    counted = ["year", *(each for each in plain if each not in PATHS)]
    same(structure.by_year(lake, columns=counted[1:])[counted], wanted[counted])
    same(_measured(lake, list(EARLY), plain), wanted[wanted["year"].isin(EARLY)])


@pytest.mark.parametrize(("kind", "name"), SHIPPED)
def test_flows_and_margins(kind, name):
    lake, net = shipped(kind)
    own = lake.select(relation="technology")
    for level, of_margins, of_flows in (("province", 7, 8), ("city", 10, 9)):
        found = places.matrix(own, level=level, surveyed=lake)
        margins = flows.margins(found)
        margins = margins[margins["place"].isin(found.places)]
        sides = []
        for side in ("enable", "input"):
            ranked = margins.sort_values([side, "place"], ascending=[False, True]).head(20)
            sides.append(ranked[["place", f"{side}_share"]].reset_index(drop=True))
        same(pd.concat(sides, axis=1).set_axis([1, 2, 4, 5], axis=1), _table(net, of_margins)[[1, 2, 4, 5]])
        wanted = _table(net, of_flows)
        largest = flows.largest(found, len(wanted))
        assert (largest["source"] + "-" + largest["target"]).tolist() == wanted[0].tolist()
        same(largest[["share"]].set_axis([1], axis=1), wanted[[1]])


@pytest.mark.parametrize("kind", ["duckdb"])
def test_no_rows_at_all_are_refused_as_in_memory(kind):
    used = engine(kind)
    edges = pd.DataFrame({"source": [], "target": [], "year": []}, dtype=str)
    for nodes in (None, GRAPHS["mixed"]()[1]):
        given = {"edges": edges} | ({} if nodes is None else {"nodes": nodes})
        with pytest.raises(ClusternetError) as wanted:
            from_frames(edges, nodes)
        with pytest.raises(type(wanted.value)) as found:
            lakes.open(given, used)
        assert str(found.value) == str(wanted.value)

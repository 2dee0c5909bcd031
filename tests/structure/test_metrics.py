from __future__ import annotations

import math

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings

from clusternet.conventions import GEPHI, NETWORKX
from clusternet.errors import ClusternetError
from clusternet.network.links import Links
from clusternet.network.value_network import from_frames
from clusternet.structure import definitions, metrics
from clusternet.structure.community import Search
from strategies import networks

pytestmark = pytest.mark.kernels


def net_of(*ties: str):
    return from_frames(pd.DataFrame([tie.split(">") for tie in ties], columns=["source", "target"]))


def test_worked_values():
    tree = metrics.structure(net_of("A>B", "B>C", "B>D"))
    assert tree.average_path_length == pytest.approx(1.4)
    assert tree.reachable_share == 5 / 12
    ring = metrics.structure(net_of("A>B", "B>C", "C>A"))
    assert (ring.average_clustering, ring.diameter, ring.average_path_length) == (0.5, 2, 1.5)
    star = metrics.structure(net_of("A>B", "A>C", "A>D"))
    assert (star.average_degree, star.average_clustering, star.reachable_share) == (0.75, 0, 0.25)


@pytest.mark.slow
@settings(max_examples=60, deadline=None)
@given(networks())
def test_identities(net):
    found = metrics.structure(net, search=Search(seeds=2))
    assert found.average_degree == pytest.approx(found.edges / found.nodes)
    assert 0 <= found.average_clustering <= 1
    assert found.modularity_min <= found.modularity_median <= found.modularity or math.isnan(found.modularity)
    assert found.weak_components <= found.strong_components <= found.nodes
    assert found.relations >= found.edges >= found.self_loops


def test_by_year(village):
    table = metrics.by_year(village)
    assert table.columns.tolist() == ["year", *metrics.COLUMNS]
    assert table["year"].tolist() == [2020, 2021]
    assert table["sample_nodes"].tolist() == [2, 1]
    assert table["edges"].tolist() == [2, 5]
    assert table["relations"].tolist() == [2, 6]


def test_columns_limit_the_work(village, monkeypatch):
    monkeypatch.setattr(definitions, "lengths", None)
    monkeypatch.setattr(definitions, "of_links", None)
    table = metrics.by_year(village, columns=["edges", "nodes", "density"])
    assert table.columns.tolist() == ["year", "nodes", "edges", "density"]
    with pytest.raises(ClusternetError, match="unknown column 'degre'; accepted: year, relations"):
        metrics.by_year(village, columns=["degre"])


def test_data_without_years_or_kinds_give_one_row():
    table = metrics.by_year(net_of("A>B"))
    assert len(table) == 1
    assert table[["year", "sample_nodes", "partner_nodes"]].isna().all(axis=None)


def test_a_year_without_a_value_says_why():
    ties = pd.DataFrame({"source": ["a", "b"], "target": ["a", "c"], "year": [2020, 2021]})
    rows = metrics.snapshots(from_frames(ties), columns=["average_path_length"])
    table, reasons = metrics.table(rows, columns=["average_path_length"]), metrics.reasons(rows)
    assert table["average_path_length"].isna().tolist() == [True, False]
    assert [why.en.split(":")[0] for why in reasons] == ["2020, average_path_length"]
    assert not table.attrs


def test_the_largest_components_have_sizes() -> None:
    ties = pd.DataFrame({"source": ["a", "b", "c", "e"], "target": ["b", "a", "a", "f"]})
    found = metrics.structure(from_frames(ties))
    assert (found.weak_components, found.largest_weak_component) == (2, 3)
    assert (found.strong_components, found.largest_strong_component) == (4, 2)
    undirected = metrics.structure(from_frames(ties, directed=False))
    assert (undirected.largest_weak_component, undirected.largest_strong_component) == (3, None)


@pytest.mark.parametrize("convention", [GEPHI, GEPHI.undirected(), NETWORKX], ids=lambda each: each.name)
def test_links_alone_measure_as_their_network_does(convention):
    random = np.random.default_rng(5)
    key = np.unique(random.integers(0, 400, 150))
    ids = [f"n{number:02d}" for number in range(20)]
    ends = {"source": [ids[place] for place in key // 20], "target": [ids[place] for place in key % 20]}
    net = from_frames(pd.DataFrame(ends), pd.DataFrame({"id": ids}))
    columns = [name for name in metrics.COLUMNS if name not in definitions.OF_ROWS]
    found = metrics.of_links(net.links(), convention, columns=columns)
    assert repr(found) == repr(metrics.structure(net, convention, columns=columns))


def test_links_alone_say_nothing_of_rows():
    with pytest.raises(ClusternetError, match="links do not say: relations"):
        metrics.of_links(Links(2, np.array([0]), np.array([1]), np.ones(1)), columns=["relations", "nodes"])

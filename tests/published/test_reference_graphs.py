"""Published values of graphs the field knows; the graphs themselves lie outside the project."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from clusternet.conventions import GEPHI, IGRAPH, NETWORKX
from clusternet.io import read
from clusternet.kernels import triangles
from clusternet.structure import centrality, metrics
from clusternet.structure.community import Search, detect

pytestmark = pytest.mark.kernels

VALUES = json.loads((Path(__file__).parent / "reference_values.json").read_text(encoding="utf-8"))


@pytest.mark.slow
def test_wiki_vote(shared, tmp_path):
    descriptor = tmp_path / "dataset.toml"
    descriptor.write_text(
        '[[edges]]\nfile = "wiki-Vote.txt"\ncomment = "#"\nheader = false\ndelimiter = "\\t"\n'
        'columns = { source = "1", target = "2" }\n'
    )
    net = read(descriptor, root=shared / "data" / "reference_graphs")
    wanted = VALUES["snap/wiki-Vote"]
    directed = metrics.structure(net, columns=["nodes", "edges", "diameter", "average_path_length"])
    assert (directed.nodes, directed.edges, directed.diameter) == (wanted["nodes"], wanted["edges"], 10)
    assert directed.average_path_length == pytest.approx(3.341, abs=5e-4)
    view = metrics.structure(
        net, GEPHI.undirected(), columns=["diameter", "average_path_length", "average_clustering"]
    )
    assert view.diameter == wanted["diameter"]
    assert view.average_path_length == pytest.approx(wanted["mean_path_exact"], abs=5e-5)
    assert view.average_clustering == pytest.approx(wanted["avg_clustering_deg_ge_2"], abs=5e-5)
    zeros = metrics.structure(net, NETWORKX.undirected(), columns=["average_clustering"])
    assert zeros.average_clustering == pytest.approx(wanted["avg_clustering_zeros_exact"], abs=5e-5)
    links = net.links()
    found = triangles.count(links.n, links.source, links.target)
    assert found.triangles.sum() == 3 * wanted["triangles"]
    wedges = (found.neighbours * (found.neighbours - 1)).sum() / 2
    assert found.triangles.sum() / wedges == pytest.approx(wanted["transitivity"], abs=5e-5)


def test_polblogs(shared):
    net = read(shared / "data" / "reference_graphs" / "polblogs.edges.csv")
    wanted = VALUES["graphtool/polblogs"]
    found = metrics.structure(net, search=Search(seeds=1))
    assert (found.nodes, found.edges, found.self_loops) == (wanted["nodes"], wanted["edges"], wanted["loops"])
    assert found.diameter == 9
    assert found.average_path_length == pytest.approx(3.390, abs=5e-4)
    view = metrics.structure(net, GEPHI.undirected(), columns=["diameter", "average_path_length"])
    assert view.diameter == wanted["diameter"]
    assert view.average_path_length == pytest.approx(wanted["mean_path_exact"], abs=5e-5)
    degrees = centrality.table(net)
    assert (degrees["out_degree"].max(), degrees["in_degree"].max()) == (wanted["max_out"], wanted["max_in"])


def test_power_grid(shared):
    net = read(shared / "data" / "reference_graphs" / "power.edges.csv")
    wanted = VALUES["graphtool/power"]
    found = metrics.structure(
        net, IGRAPH.undirected(), columns=["nodes", "edges", "diameter", "average_path_length"]
    )
    assert (found.nodes, found.edges, found.diameter) == (
        wanted["nodes"],
        wanted["edges"],
        wanted["diameter"],
    )
    assert found.average_path_length == pytest.approx(wanted["mean_path_exact"], abs=5e-4)


def test_karate_club(shared):
    net = read(shared / "data" / "reference_graphs" / "karate.edges.csv")
    wanted = VALUES["graphtool/karate"]
    found = detect(net, search=Search("leiden", seeds=10))
    assert (len(net.nodes), net.links().size) == (wanted["nodes"], wanted["edges"])
    assert found.modularity == pytest.approx(wanted["modularity_max"], abs=1e-5)

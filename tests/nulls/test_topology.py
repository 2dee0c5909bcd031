from __future__ import annotations

import networkx as nx
import numpy as np
import pytest

from clusternet.conventions import GEPHI
from clusternet.errors import ClusternetError
from clusternet.network.links import Links, merge
from clusternet.nulls import topology
from clusternet.nulls.graph import Fixed, Graph
from clusternet.nulls.topology import measured
from clusternet.structure import clustering


def random_links(seed: int, n: int = 60, m: int = 260, *, loops: bool = True) -> Links:
    rng = np.random.default_rng(seed)
    links = merge(n, *rng.integers(0, n, (2, m)), np.ones(m))
    return links if loops else links.without_loops()


def shared(links: Links, **given: object) -> Fixed:
    values = {
        "rich": np.zeros(links.n, dtype=bool),
        "rich_degree": 0,
        "place": np.empty(0, dtype=np.int64),
        "inside": np.ones(links.n, dtype=bool),
        "feasible": links.n * (links.n - 1),
        "sampled_paths": False,
        "seed": 0,
    }
    return Fixed(**(values | given))  # type: ignore[arg-type]


@pytest.mark.parametrize("seed", range(8))
def test_numbers_are_those_of_networkx(seed):
    links = random_links(seed, loops=False)
    graph = Graph(links, shared(links))
    theirs = nx.DiGraph()
    theirs.add_nodes_from(range(links.n))
    theirs.add_edges_from(zip(links.source.tolist(), links.target.tolist(), strict=True))
    found = measured(graph, topology.MEASURES)
    assert found["average_clustering"] == pytest.approx(clustering.average(links, GEPHI))
    assert found["transitivity"] == pytest.approx(nx.transitivity(theirs.to_undirected()))
    hops = [far for _, row in nx.all_pairs_shortest_path_length(theirs) for far in row.values() if far]
    assert found["average_path_length"] == pytest.approx(np.mean(hops))
    assert found["max_core"] == max(nx.core_number(theirs).values())
    assert found["density"] == found["feasible_density"] == pytest.approx(nx.density(theirs))


@pytest.mark.parametrize("seed", range(4))
def test_clustering_is_gephis_with_self_loops_too(seed):
    links = random_links(seed, n=25)
    assert links.loops.any()
    found = topology.average_clustering(Graph(links, shared(links)))
    assert found == pytest.approx(clustering.average(links, GEPHI))


def test_modularity_is_of_one_run_and_its_seed_that_of_the_network():
    links = random_links(1, n=400, m=1200)
    runs = [topology.modularity(Graph(links, shared(links, seed=3), number)) for number in range(6)]
    assert runs[0] == topology.modularity(Graph(links, shared(links, seed=2), 1))
    assert len(set(runs)) > 1
    assert np.ptp(runs) < 0.05


def test_sampled_distances_are_near_the_exact_ones():
    links = random_links(2, n=3000, m=9000, loops=False)
    exact = topology.average_path_length(Graph(links, shared(links)))
    drawn = topology.average_path_length(Graph(links, shared(links, sampled_paths=True)))
    assert drawn == pytest.approx(exact, rel=0.02)


@pytest.mark.parametrize("n", [0, 1, 3])
def test_networks_without_links_have_no_value(n):
    empty = np.empty(0, dtype=np.int64)
    links = Links(n, empty, empty, np.empty(0))
    found = measured(Graph(links, shared(links)), topology.MEASURES)
    zero = {"max_core": 0.0} | ({"average_clustering": 0.0} if n else {})
    zero |= {"density": 0.0, "feasible_density": 0.0} if n > 1 else {}
    for name, value in found.items():
        assert value == zero[name] if name in zero else np.isnan(value), name


def test_unknown_names_are_refused():
    links = random_links(0)
    with pytest.raises(ClusternetError, match=r"'betweenness'.*accepted: average_clustering"):
        measured(Graph(links, shared(links)), ["betweenness"])

"""What igraph, networkx, NetworKit and graph-tool measure of nodes, for benchmarks/compare.py.

Every library is a table from measures to calls. A call gives the values of the nodes it names, or of all, as
this package defines them where ``SAME`` says that the definition is the same.
graph-tool is the system's, mostly of another Python, so this file runs under that one too: it reads a graph
and writes seconds and values. ``python3 peers.py graph.npz answers.npz`` does that.
"""

from __future__ import annotations

import sys
import time
from typing import Any

import numpy as np

MEASURES = (
    "betweenness", "closeness", "harmonic_closeness", "eccentricity", "pagerank", "authority", "eigenvector",
    "constraint",
)  # fmt: skip
SAME = ("betweenness", "closeness", "harmonic_closeness", "eccentricity", "constraint")
"""Measures defined alike; PageRank, HITS and eigenvector centrality stop after Gephi's rounds."""


def igraph(n: int, source: Any, target: Any, *, directed: bool, some: list[int]) -> dict[str, Any]:
    """Return what igraph measures; distances of some nodes alone."""
    import igraph

    graph = igraph.Graph(n=n, edges=np.column_stack((source, target)), directed=directed)
    return {
        "betweenness": lambda: graph.betweenness(directed=directed),
        "closeness": lambda: graph.closeness(some, mode="out"),
        "harmonic_closeness": lambda: graph.harmonic_centrality(some, mode="out"),
        "eccentricity": lambda: graph.eccentricity(some, mode="out"),
        "pagerank": graph.pagerank,
        "authority": graph.authority_score,
        "eigenvector": graph.eigenvector_centrality,
        "constraint": graph.constraint,
    }


def networkit(n: int, source: Any, target: Any, *, directed: bool, some: list[int]) -> dict[str, Any]:
    """Return what NetworKit measures; betweenness from as many random nodes as ``some``."""
    import networkit

    networkit.setNumberOfThreads(1)
    kit = networkit.GraphFromCoo((source, target), n=n, directed=directed)
    of = networkit.centrality
    whole = of.ClosenessVariant.GENERALIZED  # times the share of the nodes that are reached
    found = {
        "closeness": lambda: of.Closeness(kit, False, whole).run().scores(),
        "betweenness": lambda: of.EstimateBetweenness(kit, len(some)).run().scores() and {},
        "pagerank": lambda: of.PageRank(kit, distributeSinks=of.SinkHandling.DistributeSinks).run().scores(),
        "eigenvector": lambda: of.EigenvectorCentrality(kit).run().scores(),
    }
    if directed:
        found["harmonic_closeness"] = lambda: (
            np.array(of.HarmonicCloseness(kit, False).run().scores()) / (n - 1)
        )
    return found


def networkx(n: int, source: Any, target: Any, *, directed: bool, some: list[int]) -> dict[str, Any]:
    """Return what networkx measures; what takes a search a node, of some nodes alone."""
    import networkx as nx

    graph = nx.DiGraph() if directed else nx.Graph()
    graph.add_nodes_from(range(n))
    graph.add_edges_from(zip(source.tolist(), target.tolist(), strict=True))
    turned = graph.reverse() if directed else graph

    def farthest(node: int) -> int:
        return max(nx.single_source_shortest_path_length(graph, node).values())

    def closeness(node: int) -> float:  # as closeness_centrality, which turns the graph round for every node
        found = nx.single_source_shortest_path_length(graph, node)
        return (len(found) - 1) / (sum(found.values()) or 1)

    def harmonic() -> Any:
        found = nx.harmonic_centrality(turned, nbunch=some)
        return [found[node] / (n - 1) for node in some]

    return {
        "betweenness": lambda: nx.betweenness_centrality_subset(graph, some, range(n)),
        "closeness": lambda: [closeness(node) for node in some],
        "harmonic_closeness": harmonic,
        "eccentricity": lambda: [farthest(node) for node in some],
        "pagerank": lambda: list(nx.pagerank(graph).values()),
        "authority": lambda: list(nx.hits(graph)[1].values()),
        "eigenvector": lambda: list(nx.eigenvector_centrality(graph, 1000).values()),
    }


SEARCHES = ("betweenness", "closeness", "harmonic_closeness", "eccentricity")
"""What takes a search a node: mostly done for some nodes, as all would take minutes to hours."""


def graph_tool(n: int, source: Any, target: Any, *, directed: bool, some: list[int]) -> dict[str, Any]:
    """Return what graph-tool measures; what takes a search a node of some nodes alone."""
    import graph_tool
    from graph_tool import centrality, stats

    graph_tool.openmp_set_num_threads(1)
    graph = graph_tool.Graph(directed=directed)
    graph.add_vertex(n)
    graph.add_edge_list(np.column_stack((source, target)))
    return {
        "betweenness": lambda: centrality.betweenness(graph, pivots=some, norm=False)[0].a[:0],
        "harmonic_closeness": lambda: [
            centrality.closeness(graph, source=graph.vertex(node), norm=False, harmonic=True) / (n - 1)
            for node in some
        ],
        "pagerank": lambda: centrality.pagerank(graph).a,
        "authority": lambda: centrality.hits(graph)[1].a,
        "eigenvector": lambda: centrality.eigenvector(graph)[1].a,
        "histogram": lambda: stats.distance_histogram(graph, bins=[0, 1])[0] if directed else [],
    }


def main() -> None:
    given = np.load(sys.argv[1])
    ends = int(given["n"]), given["source"], given["target"]
    found = {}
    directed, some = bool(given["directed"]), given["some"].tolist()
    for name, call in graph_tool(*ends, directed=directed, some=some).items():
        start = time.process_time()
        values = np.array(call())
        found[name], found[f"{name}_seconds"] = values, np.array(time.process_time() - start)
    np.savez(sys.argv[2], **found)


if __name__ == "__main__":
    main()

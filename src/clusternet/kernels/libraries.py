"""Measures as igraph and networkx return them: algorithms worth borrowing, and the two other conventions.

Every function takes ``n``, ``source`` and ``target`` as :class:`clusternet.links.Links` holds them.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from clusternet.errors import UndefinedError

if TYPE_CHECKING:
    import igraph
    import networkx

Ints = NDArray[np.int64]
Floats = NDArray[np.float64]


def igraph_graph(n: int, source: Ints, target: Ints, *, directed: bool) -> igraph.Graph:
    """Return the links as an ``igraph.Graph``."""
    import igraph

    return igraph.Graph(n=n, edges=np.column_stack((source, target)), directed=directed)


def networkx_graph(n: int, source: Ints, target: Ints, weight: Floats, *, directed: bool) -> networkx.Graph:
    """Return the links as a ``networkx`` graph with the attribute ``weight``."""
    import networkx

    graph = networkx.DiGraph() if directed else networkx.Graph()
    graph.add_nodes_from(range(n))
    graph.add_weighted_edges_from(zip(source.tolist(), target.tolist(), weight.tolist(), strict=True))
    return graph


# -- borrowed algorithms -----------------------------------------------------------------------------------
def components(n: int, source: Ints, target: Ints, *, strong: bool) -> int:
    """Number of weakly, or strongly, connected components; isolated nodes count."""
    graph = igraph_graph(n, source, target, directed=True)
    return len(graph.connected_components(mode="strong" if strong else "weak"))


def betweenness(n: int, source: Ints, target: Ints, *, directed: bool) -> Floats:
    """Shortest paths through each node (Brandes), not normalised; undirected pairs count once."""
    return np.array(igraph_graph(n, source, target, directed=directed).betweenness(directed=directed))


def core(n: int, source: Ints, target: Ints, *, directed: bool) -> Ints:
    """Largest k such that the node stays when nodes of degree under k are removed again and again.

    Degree is in-degree + out-degree, as in Gephi's k-core filter.
    """
    graph = igraph_graph(n, source, target, directed=directed)
    return np.array(graph.coreness(mode="all"), dtype=np.int64)


# -- what igraph returns with default arguments ------------------------------------------------------------
def igraph_local_clustering(n: int, source: Ints, target: Ints, *, directed: bool) -> Floats:
    """``Graph.transitivity_local_undirected()``: NaN for nodes with fewer than two neighbours."""
    return np.array(igraph_graph(n, source, target, directed=directed).transitivity_local_undirected())


def igraph_average_clustering(n: int, source: Ints, target: Ints, *, directed: bool) -> float:
    """``Graph.transitivity_avglocal_undirected()``; NaN where igraph finds nothing to average."""
    return float(igraph_graph(n, source, target, directed=directed).transitivity_avglocal_undirected())


def igraph_measures(n: int, source: Ints, target: Ints, *, directed: bool) -> Mapping[str, Callable[[], Any]]:
    """Return per-node measures by name, each to be called for an array of shape (n,)."""
    graph = igraph_graph(n, source, target, directed=directed)
    return {
        "closeness": graph.closeness,
        "harmonic_closeness": graph.harmonic_centrality,
        "eccentricity": graph.eccentricity,
        "pagerank": graph.pagerank,
        "authority": graph.authority_score,
        "hub": graph.hub_score,
        "eigenvector": lambda: _quiet(graph.eigenvector_centrality),
    }


def _quiet(call: Callable[[], Any]) -> Any:
    """Call without igraph's advice on acyclic graphs, where eigenvector centrality is zero."""
    import warnings

    with warnings.catch_warnings():
        warnings.simplefilter("ignore", RuntimeWarning)
        return call()


# -- what networkx returns with default arguments ----------------------------------------------------------
def networkx_clustering(n: int, source: Ints, target: Ints, *, directed: bool) -> Floats:
    """``networkx.clustering``: Fagiolo's directed coefficient on a directed graph."""
    import networkx

    graph = networkx_graph(n, source, target, np.ones(source.size), directed=directed)
    return np.array(list(networkx.clustering(graph).values()), dtype=float)


def networkx_measures(
    n: int, source: Ints, target: Ints, weight: Floats, *, directed: bool
) -> Mapping[str, Callable[[], Any]]:
    """Return per-node measures by name, each to be called for values in node order.

    Raises
    ------
    UndefinedError
        From the call, where networkx raises.
    """
    import networkx

    graph = networkx_graph(n, source, target, weight, directed=directed)

    def guarded(function: Callable[[], Any]) -> Callable[[], Any]:
        def call() -> Any:
            try:
                return list(function().values())
            except (networkx.NetworkXException, ValueError) as error:
                raise UndefinedError(f"networkx: {error}") from error

        return call

    return {
        "closeness": guarded(lambda: networkx.closeness_centrality(graph)),
        "harmonic_closeness": guarded(lambda: networkx.harmonic_centrality(graph)),
        "eccentricity": guarded(lambda: networkx.eccentricity(graph)),
        "pagerank": guarded(lambda: networkx.pagerank(graph)),
        "authority": guarded(lambda: networkx.hits(graph)[1]),
        "hub": guarded(lambda: networkx.hits(graph)[0]),
        "eigenvector": guarded(lambda: networkx.eigenvector_centrality(graph)),
    }

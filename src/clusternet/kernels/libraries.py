"""Measures as igraph and networkx return them: algorithms worth borrowing, and the two other conventions.

Every function takes ``n``, ``source`` and ``target`` as :class:`clusternet.network.links.Links` holds them.
"""

from __future__ import annotations

import random
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

import numpy as np

from clusternet.errors import UndefinedError
from clusternet.typing import Floats, Ints

if TYPE_CHECKING:
    import igraph
    import networkx


SOLVED = 16
"""Times a solver with a random start is asked before its answer counts."""


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
def core(n: int, source: Ints, target: Ints) -> Ints:
    """Largest k such that the node stays when nodes of degree under k are removed again and again."""
    graph = igraph_graph(n, source, target, directed=True)
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
    calls: dict[str, Callable[[], Any]] = {
        "closeness": graph.closeness,
        "harmonic_closeness": graph.harmonic_centrality,
        "eccentricity": graph.eccentricity,
        "pagerank": graph.pagerank,
        "authority": graph.authority_score,
        "hub": graph.hub_score,
        "eigenvector": graph.eigenvector_centrality,
    }
    solved = ("authority", "hub", "eigenvector")
    return {
        name: _guarded(_agreed(call) if name in solved else call, "igraph") for name, call in calls.items()
    }


def _agreed(call: Callable[[], Any]) -> Callable[[], Floats]:
    """Return a call that solves several times: where the solver's answer depends on chance, it is none."""

    def agreed() -> Floats:
        first, *others = (np.array(call(), dtype=float) for _ in range(SOLVED))
        if not all(np.allclose(first, other, atol=1e-6) for other in others):
            raise ValueError("the solution is not unique (the graph is in several like parts)")
        return np.round(first, 12)

    return agreed


def _guarded(call: Callable[[], Any], library: str) -> Callable[[], Any]:
    """Return a call that is silent, reproducible, and says why where the library finds no value."""

    def guarded() -> Any:
        import warnings

        with warnings.catch_warnings(), seeded(0):
            warnings.simplefilter("ignore")  # advice on disconnected or acyclic graphs
            try:
                return call()
            except Exception as error:  # both raise whatever their solver raises
                said = " ".join(str(error).split())
                raise UndefinedError(f"{library}: {said}", f"{library} 求不出（原文：{said}）") from error

    return guarded


@contextmanager
def seeded(seed: int) -> Iterator[None]:
    """Give igraph a random generator of our own, and its default one back afterwards."""
    import igraph

    igraph.set_random_number_generator(random.Random(seed))
    try:
        yield
    finally:
        igraph.set_random_number_generator(random)


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
    start = _starts(n)
    calls: dict[str, Callable[[], Mapping[int, float]]] = {
        "closeness": lambda: networkx.closeness_centrality(graph),
        "harmonic_closeness": lambda: networkx.harmonic_centrality(graph),
        "eccentricity": lambda: networkx.eccentricity(graph),
        "pagerank": lambda: networkx.pagerank(graph),
        "authority": lambda: networkx.hits(graph, nstart=next(start))[1],
        "hub": lambda: networkx.hits(graph, nstart=next(start))[0],
        "eigenvector": lambda: networkx.eigenvector_centrality(graph),
        "constraint": lambda: networkx.constraint(graph),
    }
    solved = ("authority", "hub")
    return {
        name: _guarded(_agreed(_values(call)) if name in solved else _values(call), "networkx")
        for name, call in calls.items()
    }


def _starts(n: int) -> Iterator[dict[int, float]]:
    """Yield starts of a solver whose own is random: even first, then others, always the same."""
    yield dict.fromkeys(range(n), 1.0)
    rng = np.random.default_rng(0)
    while True:
        yield dict(enumerate(rng.uniform(0.1, 1.0, n).tolist()))


def _values(call: Callable[[], Mapping[int, float]]) -> Callable[[], list[float]]:
    return lambda: list(call().values())

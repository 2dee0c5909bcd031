"""Betweenness of nodes and of links: the shortest paths through each, all or those of drawn origins."""

from __future__ import annotations

from dataclasses import dataclass
from math import log
from typing import Any

import numpy as np

from clusternet.kernels import engine, paths
from clusternet.kernels.libraries import igraph_graph
from clusternet.typing import Floats, Ints

MISSES = 0.05
"""How often a drawing may miss the error that is said of it."""


@dataclass(frozen=True, slots=True)
class Sampled:
    """Betweenness estimated from the paths of drawn origins.

    Attributes
    ----------
    values, deviation : ndarray of float64, shape (n,)
        As :func:`betweenness`, and the standard error of each.
    error
        No value is further off, in 95 of 100 drawings; as a share of the ordered pairs of other nodes,
        n(n - 2). 0 if every node was an origin.
    origins
        How many were drawn.
    """

    values: Floats
    deviation: Floats
    error: float
    origins: int


def betweenness(indptr: Ints, indices: Ints, *, directed: bool) -> Floats:
    r"""Return the shortest paths through each node, not normalised; undirected pairs count once.

    :math:`b(v) = \sum_{s \ne v \ne t} \sigma_{st}(v) / \sigma_{st}` (Brandes, J. Math. Sociol. 25, 2001,
    163-177), with :math:`\sigma_{st}` shortest paths in hops. Self-loops lie on none. The result is the same
    to the last bit at every processor level and with any number of threads; igraph's differs by rounding.

    Parameters
    ----------
    indptr, indices : ndarray of int64
        Compressed rows: the out-neighbours of v, or all neighbours, are
        ``indices[indptr[v]:indptr[v + 1]]``. A neighbour that is there twice is reached by two paths.
    directed
        Whether links lead one way; if not, each is in the rows of both its ends.

    Returns
    -------
    ndarray of float64, shape (n,)

    Examples
    --------
    >>> import numpy as np
    >>> betweenness(np.array([0, 1, 3, 3, 3]), np.array([1, 2, 3]), directed=True).tolist()
    [0.0, 2.0, 0.0, 0.0]
    >>> betweenness(np.array([0, 1, 4, 5, 6]), np.array([1, 0, 2, 3, 1, 1]), directed=False).tolist()
    [0.0, 3.0, 0.0, 0.0]
    """
    extension = engine.compiled()
    if extension is None:
        return np.array(_igraph(indptr, indices, directed=directed).betweenness(directed=directed))
    search = extension.Betweenness(engine.ints(indptr), engine.ints(indices))
    paths.run(search, None)
    found: Floats = search.nodes()
    return found if directed else found / 2


def link_betweenness(indptr: Ints, indices: Ints, *, directed: bool) -> Floats:
    r"""Return the shortest paths over each link, not normalised; undirected pairs count once.

    :math:`b(e) = \sum_{s \ne t} \sigma_{st}(e) / \sigma_{st}` (Girvan and Newman, PNAS 99, 2002, 7821-7826);
    links that are parallel share it, self-loops have none.

    Parameters
    ----------
    indptr, indices, directed
        As in :func:`betweenness`.

    Returns
    -------
    ndarray of float64, shape (len(indices),)
        In the order of ``indices``; both entries of an undirected link have its value.

    Examples
    --------
    >>> import numpy as np
    >>> link_betweenness(np.array([0, 1, 3, 3, 3]), np.array([1, 2, 3]), directed=True).tolist()
    [3.0, 2.0, 2.0]
    """
    n = len(indptr) - 1
    tails = np.repeat(np.arange(n), np.diff(indptr))
    found = np.zeros(len(indices))
    order = np.lexsort((indices, tails))
    order = order[tails[order] != indices[order]]
    extension = engine.compiled()
    if extension is None:
        graph = igraph_graph(n, tails[order], indices[order], directed=True)
        found[order] = graph.edge_betweenness(directed=True)
    else:
        search = extension.Betweenness.unfolded(engine.ints(indptr), engine.ints(indices), np.ones(n), True)
        paths.run(search, None)
        found[order] = search.links()
    if directed:
        return found
    turned = np.lexsort((tails, indices))
    there = np.lexsort((indices, tails))
    found[there] = (found[there] + found[turned]) / 2
    return found


def sampled(indptr: Ints, indices: Ints, *, directed: bool, error: float, seed: int = 0) -> Sampled:
    r"""Estimate betweenness from the paths of as many random origins as the error asks for.

    Origins are drawn with replacement, in rounds that double, until
    :math:`\sqrt{2 V_v L / r} + 7 L / 3(r - 1) \le` ``error`` for every node v, with r origins so far,
    :math:`V_v` the variance between them of their share of pairs through v, and
    :math:`L = \ln(4 n k (k + 1) / 0.05)` in round k (Maurer and Pontil, COLT 2009, theorem 4, at all nodes
    and rounds at once). Where that takes more than a quarter of the nodes, every node is an origin: a search
    from all costs less, as nodes share it.

    Parameters
    ----------
    indptr, indices, directed
        As in :func:`betweenness`.
    error
        Largest error, as a share of the ordered pairs of other nodes.
    seed
        Of the drawing.

    Raises
    ------
    ValueError
        If ``error`` is not above 0.

    Examples
    --------
    >>> import numpy as np
    >>> found = sampled(np.array([0, 1, 3, 3, 3]), np.array([1, 2, 3]), directed=True, error=0.1)
    >>> found.values.tolist(), found.origins, found.error
    ([0.0, 2.0, 0.0, 0.0], 4, 0.0)
    """
    if not error > 0:
        raise ValueError(f"error {error}; accepted: above 0")
    n, rng = len(indptr) - 1, np.random.default_rng(seed)
    sums, squares = np.zeros(n), np.zeros(n)
    origins, wanted, turn = 0, int(10 * log(4 * max(n, 1) * 2 / MISSES) / (3 * error)) + 1, 1
    while wanted <= n / 4:
        drawn = np.bincount(rng.integers(0, n, wanted - origins), minlength=n).astype(float)
        more = _from(indptr, indices, drawn, directed=directed)
        sums, squares, origins = sums + more[0], squares + more[1], wanted
        spread = np.maximum(squares - sums**2 / origins, 0) / (origins - 1)
        level = log(4 * n * turn * (turn + 1) / MISSES)
        bound = np.sqrt(2 * spread.max() * level / origins) / (n - 2) + 7 * level / (3 * (origins - 1))
        if bound <= error:
            scale = n if directed else n / 2
            deviation = scale * np.sqrt(spread / origins)
            return Sampled(scale * sums / origins, deviation, float(bound), origins)
        wanted, turn = 2 * origins, turn + 1
    return Sampled(betweenness(indptr, indices, directed=directed), np.zeros(n), 0.0, n)


def _from(indptr: Ints, indices: Ints, drawn: Floats, *, directed: bool) -> tuple[Floats, Floats]:
    """Return the sums over drawn origins, and of squares, of the ordered pairs through each node."""
    extension = engine.compiled()
    if extension is not None:
        ends = engine.ints(indptr), engine.ints(indices)
        search = extension.Betweenness.unfolded(*ends, drawn, False)
        paths.run(search, None)
        return search.nodes(), search.squares()
    graph = _igraph(indptr, indices, directed=directed)
    sums, squares = np.zeros(drawn.size), np.zeros(drawn.size)
    for origin in np.flatnonzero(drawn).tolist():
        through = np.array(graph.betweenness(directed=directed, sources=[origin]))
        through *= 1 if directed else 2
        sums += drawn[origin] * through
        squares += drawn[origin] * through**2
    return sums, squares


def _igraph(indptr: Ints, indices: Ints, *, directed: bool) -> Any:
    n = len(indptr) - 1
    tails = np.repeat(np.arange(n), np.diff(indptr))
    once = slice(None) if directed else tails < indices
    return igraph_graph(n, tails[once], indices[once], directed=directed)

"""Betweenness of nodes: shortest paths through each, by the kernel, or by igraph where links are parallel."""

from __future__ import annotations

import numpy as np

from clusternet.kernels import engine, paths
from clusternet.kernels.libraries import igraph_graph
from clusternet.typing import Floats, Ints


def betweenness(n: int, source: Ints, target: Ints, *, directed: bool) -> Floats:
    r"""Return the shortest paths through each node, not normalised; undirected pairs count once.

    :math:`b(v) = \sum_{s \ne v \ne t} \sigma_{st}(v) / \sigma_{st}` (Brandes, J. Math. Sociol. 25, 2001,
    163-177), with :math:`\sigma_{st}` shortest paths in hops. Self-loops lie on none. The result is the same
    to the last bit at every processor level and with any number of threads; igraph's differs by rounding.

    Parameters
    ----------
    n
        Number of nodes.
    source, target : ndarray of int64, shape (links,)
        The links, undirected ones once. If any is there twice, igraph counts its paths twice.
    directed
        Whether links lead one way.

    Returns
    -------
    ndarray of float64, shape (n,)

    Examples
    --------
    >>> import numpy as np
    >>> betweenness(4, np.array([0, 1, 1]), np.array([1, 2, 3]), directed=True).tolist()
    [0.0, 2.0, 0.0, 0.0]
    >>> betweenness(4, np.array([0, 1, 1]), np.array([1, 2, 3]), directed=False).tolist()
    [0.0, 3.0, 0.0, 0.0]
    """
    source, target = (np.asarray(each, np.int64) for each in (source, target))
    one, two = (source, target) if directed else (np.minimum(source, target), np.maximum(source, target))
    extension = engine.compiled()
    if extension is None or len(np.unique(one * n + two)) < len(one):
        return np.array(igraph_graph(n, source, target, directed=directed).betweenness(directed=directed))
    if not directed:
        source, target = np.concatenate([one, two]), np.concatenate([two, one])
    order = np.lexsort((target, source))
    indptr = np.concatenate([[0], np.cumsum(np.bincount(source, minlength=n))])
    search = extension.Betweenness(engine.ints(indptr), engine.ints(target[order]))
    paths.run(search, None)
    found: Floats = search.nodes()
    return found if directed else found / 2

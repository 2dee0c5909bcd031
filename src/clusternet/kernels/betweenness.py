"""Betweenness of nodes: shortest paths through each, by the kernel, or by igraph where links are parallel."""

from __future__ import annotations

import numpy as np

from clusternet.kernels import engine, paths
from clusternet.kernels.libraries import igraph_graph
from clusternet.kernels.ordering import distinct
from clusternet.typing import Floats, Ints


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
    n = len(indptr) - 1
    tails = np.repeat(np.arange(n), np.diff(indptr))
    extension = engine.compiled()
    if extension is None or len(distinct(tails * n + indices)) < len(indices):
        once = slice(None) if directed else tails < indices
        graph = igraph_graph(n, tails[once], indices[once], directed=directed)
        return np.array(graph.betweenness(directed=directed))
    search = extension.Betweenness(engine.ints(indptr), engine.ints(indices))
    paths.run(search, None)
    found: Floats = search.nodes()
    return found if directed else found / 2

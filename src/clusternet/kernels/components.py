"""Connected components."""

from __future__ import annotations

import numpy as np

from clusternet.kernels import engine
from clusternet.kernels.libraries import igraph_graph
from clusternet.typing import Ints


def sizes(indptr: Ints, indices: Ints, *, strong: bool) -> Ints:
    """Return the number of nodes in each weakly, or strongly, connected component; an isolated node is one.

    Parameters
    ----------
    indptr, indices : ndarray of int64
        Out-neighbours in compressed rows.
    strong
        Joined by paths in both directions, and not whatever the direction.

    Returns
    -------
    ndarray of int64, shape (components,)
        In no order.

    Examples
    --------
    >>> import numpy as np
    >>> chain = np.array([0, 1, 2, 2]), np.array([1, 0])    # 0->1, 1->0, 2 alone
    >>> np.sort(sizes(*chain, strong=True)).tolist(), sizes(*chain, strong=False).tolist()
    ([1, 2], [2, 1])
    """
    extension = engine.compiled()
    if extension is not None:
        return np.asarray(extension.components(engine.ints(indptr), engine.ints(indices), strong))
    tails = np.repeat(np.arange(indptr.size - 1), np.diff(indptr))
    graph = igraph_graph(indptr.size - 1, tails, indices, directed=True)
    found = graph.connected_components(mode="strong" if strong else "weak")
    return np.array(found.sizes(), dtype=np.int64)


def weak(n: int, source: Ints, target: Ints) -> Ints:
    """Return the number of the weakly connected component of each node.

    Parameters
    ----------
    n
        Number of nodes.
    source, target : ndarray of int64, shape (m,)
        Ends of the links, in any order.

    Returns
    -------
    ndarray of int64, shape (n,)
        From 0, by first node.

    Examples
    --------
    >>> weak(4, np.array([3, 2]), np.array([0, 2])).tolist()
    [0, 1, 2, 0]
    """
    from scipy.sparse import coo_array
    from scipy.sparse.csgraph import connected_components

    matrix = coo_array((np.ones(source.size), (source, target)), shape=(n, n))
    return np.asarray(connected_components(matrix, directed=False)[1], dtype=np.int64)

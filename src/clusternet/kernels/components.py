"""Connected components."""

from __future__ import annotations

import numpy as np

from clusternet.kernels import engine
from clusternet.kernels.libraries import igraph_graph
from clusternet.typing import Ints


def count(indptr: Ints, indices: Ints, *, strong: bool) -> int:
    """Return the number of weakly, or strongly, connected components; isolated nodes count.

    Parameters
    ----------
    indptr, indices : ndarray of int64
        Out-neighbours in compressed rows.
    strong
        Joined by paths in both directions, and not whatever the direction.

    Examples
    --------
    >>> import numpy as np
    >>> chain = np.array([0, 1, 2, 2]), np.array([1, 0])    # 0->1, 1->0, 2 alone
    >>> count(*chain, strong=True), count(np.array([0, 1, 1]), np.array([1]), strong=True)
    (2, 2)
    """
    extension = engine.compiled()
    if extension is not None:
        return int(extension.components(engine.ints(indptr), engine.ints(indices), strong))
    tails = np.repeat(np.arange(indptr.size - 1), np.diff(indptr))
    graph = igraph_graph(indptr.size - 1, tails, indices, directed=True)
    return len(graph.connected_components(mode="strong" if strong else "weak"))


def largest(indptr: Ints, indices: Ints, *, strong: bool) -> int:
    """Return the number of nodes in the largest component; see :func:`count`.

    Examples
    --------
    >>> import numpy as np
    >>> chain = np.array([0, 1, 2, 2]), np.array([1, 0])    # 0->1, 1->0, 2 alone
    >>> largest(*chain, strong=True), largest(np.array([0, 1, 1]), np.array([1]), strong=True)
    (2, 1)
    """
    from scipy.sparse import csr_matrix
    from scipy.sparse.csgraph import connected_components

    n = indptr.size - 1
    graph = csr_matrix((np.ones(indices.size, dtype=np.int8), indices, indptr), shape=(n, n))
    _, part = connected_components(graph, directed=True, connection="strong" if strong else "weak")
    return int(np.bincount(part).max()) if n else 0

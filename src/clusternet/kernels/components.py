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

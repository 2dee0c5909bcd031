"""Cores: how deep in the middle of a graph a node lies."""

from __future__ import annotations

from clusternet.kernels import engine, libraries
from clusternet.typing import Ints


def cores(n: int, source: Ints, target: Ints) -> Ints:
    """Return each node's core number, shape (n,).

    The largest k such that the node stays when nodes of degree under k are removed again and again (Batagelj
    and Zaversnik 2003). Degree is in-degree + out-degree and a self-loop adds 2 to it, as in Gephi's k-core
    filter: a node with a self-loop is in the 2-core, whatever else it has.

    Parameters
    ----------
    n
        Number of nodes.
    source, target : ndarray of int64, shape (m,)
        Distinct ordered pairs, or distinct unordered ones for the cores of an undirected graph.

    Examples
    --------
    >>> import numpy as np
    >>> cores(4, np.array([0, 1, 2, 3]), np.array([1, 2, 0, 0])).tolist()   # a triangle and a leaf
    [2, 2, 2, 1]
    """
    extension = engine.compiled()
    if extension is None:
        return libraries.core(n, source, target)
    found: Ints = extension.cores(n, engine.ints(source), engine.ints(target))
    return found

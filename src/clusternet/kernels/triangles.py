"""Triangles of the undirected view, with the directed links that close them."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from clusternet.kernels import engine, triangles_plain

Ints = NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class Triangles:
    """Per-node counts, each of shape (n,).

    Attributes
    ----------
    neighbours
        Distinct neighbours, whatever the direction, the node itself left out.
    triangles
        Triangles of the undirected view the node belongs to.
    links
        Directed links among its neighbours: a mutual pair is two.
    """

    neighbours: Ints
    triangles: Ints
    links: Ints


def count(n: int, source: Ints, target: Ints) -> Triangles:
    """Count the triangles of every node.

    Parameters
    ----------
    n
        Number of nodes.
    source, target : ndarray of int64, shape (m,)
        Distinct ordered pairs; self-loops are passed over.

    Examples
    --------
    >>> import numpy as np
    >>> ring = count(3, np.array([0, 1, 2]), np.array([1, 2, 0]))
    >>> ring.triangles.tolist(), ring.links.tolist()
    ([1, 1, 1], [1, 1, 1])
    """
    extension = engine.compiled()
    if extension is None:
        return Triangles(*triangles_plain.count(n, source, target))
    return Triangles(*extension.triangles(n, engine.ints(source), engine.ints(target)))

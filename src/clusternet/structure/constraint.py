"""How far the neighbours of a node are tied to one another: Burt's constraint."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from clusternet.network.links import Links
from clusternet.structure import triads

__all__ = ["constraint"]


def constraint(links: Links) -> NDArray[np.float64]:
    """Return Burt's constraint of every node: low where its neighbours are not tied.

    Parameters
    ----------
    links
        The graph; self-loops are left out.

    Returns
    -------
    ndarray of float64, shape (n,)
        NaN for nodes without neighbours.

    Notes
    -----
    Sum over the neighbours j of i of (p_ij + sum_q p_iq p_qj)^2, q their common neighbours, where p_ij is the
    share of i's links, in either direction, that run between i and j (Burt 1992, chapter 2). Links count 1
    whatever their weight, a mutual pair 2.

    Examples
    --------
    >>> import numpy as np
    >>> star = Links(3, np.array([0, 0]), np.array([1, 2]), np.ones(2))
    >>> constraint(star).tolist()
    [0.5, 1.0, 1.0]
    """
    pairs = triads.pairs(links)
    tie = pairs.forward.astype(float) + pairs.backward
    ends = (pairs.tail, pairs.head)
    whole = sum((np.bincount(end, tie, links.n) for end in ends), np.zeros(links.n))
    invested = tie.copy()  # in the neighbour itself, and by way of others
    for found in pairs.triangles():
        for x, y, z in ((0, 1, 2), (1, 2, 0), (2, 0, 1)):
            by_way = tie[found.side[y]] * tie[found.side[z]] / whole[found.corner[x]]
            invested += np.bincount(found.side[x], by_way, tie.size)
    total = sum((np.bincount(end, (invested / whole[end]) ** 2, links.n) for end in ends), np.zeros(links.n))
    return np.where(whole > 0, total, np.nan)

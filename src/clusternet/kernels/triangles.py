"""Triangles of the undirected view, with the directed links that close them."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from clusternet.kernels import engine
from clusternet.typing import Ints


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

    Examples
    --------
    >>> import numpy as np
    >>> found = count(4, np.array([0, 1, 2, 2]), np.array([1, 2, 0, 3]))
    >>> found.triangles.tolist(), found.neighbours.tolist(), found.links.tolist()
    ([1, 1, 1, 0], [2, 2, 3, 1], [1, 1, 1, 0])
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
        return Triangles(*count_plain(n, source, target))
    return Triangles(*extension.triangles(n, engine.ints(source), engine.ints(target)))


CHUNK = 4_000_000
"""Open wedges looked at in one go: about 200 MB of working memory."""


def count_plain(n: int, source: Ints, target: Ints) -> tuple[Ints, Ints, Ints]:
    """Return neighbours, triangles and links of :class:`clusternet.kernels.triangles.Triangles`.

    Parameters
    ----------
    n
        Number of nodes.
    source, target : ndarray of int64, shape (m,)
        Distinct ordered pairs; self-loops are passed over.
    """
    low, high, links = _pairs(n, source, target)
    neighbours = np.bincount(low, minlength=n) + np.bincount(high, minlength=n)
    # Orienting each pair from the smaller to the larger degree keeps the wedges of a hub few.
    rank = np.empty(n, dtype=np.int64)
    rank[np.argsort(neighbours, kind="stable")] = np.arange(n)
    a, b = rank[low], rank[high]
    key = np.minimum(a, b) * n + np.maximum(a, b)
    order = np.argsort(key)
    key, links = key[order], links[order]
    triangles, closing = _close_wedges(n, key, links)
    return neighbours, triangles[rank], closing[rank]


def _pairs(n: int, source: Ints, target: Ints) -> tuple[Ints, Ints, Ints]:
    """Return each unordered pair once, with its number of directed links (1 or 2)."""
    proper = source != target
    low = np.minimum(source, target)[proper]
    high = np.maximum(source, target)[proper]
    key, links = np.unique(low * n + high, return_counts=True)
    return key // n if n else key, key % n if n else key, links


def _close_wedges(n: int, key: Ints, links: Ints) -> tuple[Ints, Ints]:
    """Look up, for every wedge u->v, u->w, whether v->w exists. Nodes are ranks here."""
    triangles = np.zeros(n, dtype=np.int64)
    closing = np.zeros(n, dtype=np.int64)
    if not key.size:
        return triangles, closing
    tail, head = key // n, key % n
    last = np.searchsorted(tail, tail, side="right")
    wedges = last - np.arange(key.size) - 1
    bounds = np.concatenate(([0], np.cumsum(wedges)))
    start = 0
    while start < key.size:
        stop = int(np.searchsorted(bounds, bounds[start] + CHUNK, side="right")) - 1
        stop = min(max(stop, start + 1), key.size)
        first = np.repeat(np.arange(start, stop), wedges[start:stop])
        second = first + 1 + np.arange(first.size) - (bounds[first] - bounds[start])
        found, third = _lookup(key, head[first] * n + head[second])
        first, second = first[found], second[found]
        for node, opposite in ((tail[first], third), (head[first], second), (head[second], first)):
            triangles += np.bincount(node, minlength=n)
            closing += np.bincount(node, weights=links[opposite], minlength=n).astype(np.int64)
        start = stop
    return triangles, closing


def _lookup(key: Ints, wanted: Ints) -> tuple[NDArray[np.bool_], Ints]:
    """Return which wanted keys exist, and where those stand."""
    place = np.searchsorted(key, wanted)
    place[place == key.size] = 0
    found = key[place] == wanted
    return found, place[found]

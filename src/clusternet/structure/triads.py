"""Tied pairs of nodes, and the triangles they close."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

from clusternet.network.links import Links
from clusternet.typing import Ints, Marks

__all__ = ["Pairs", "Triangles", "pairs"]

_CHUNK = 1 << 21
"""Open pairs of ties looked at together."""


@dataclass(frozen=True, eq=False)
class Triangles:
    """Triangles, each once.

    Attributes
    ----------
    corner : ndarray of int64, shape (3, k)
        Nodes, in the order of :attr:`Pairs.rank`.
    side : ndarray of int64, shape (3, k)
        Numbers of the pairs; ``side[x]`` lies opposite ``corner[x]``.

    Examples
    --------
    >>> import numpy as np
    >>> found = pairs(Links(3, np.array([0, 1, 2]), np.array([1, 2, 0]), np.ones(3)))
    >>> next(found.triangles()).corner.tolist()
    [[0], [1], [2]]
    """

    corner: Ints
    side: Ints


@dataclass(frozen=True, eq=False)
class Pairs:
    """Pairs of nodes with a link in either direction, self-loops left out.

    Attributes
    ----------
    n : int
        Number of nodes.
    tail, head : ndarray of int64, shape (m,)
        Ends; the tail is the one with fewer neighbours, and of equal ones the first.
    forward, backward : ndarray of bool, shape (m,)
        Whether a link runs from tail to head, from head to tail. Both where links are undirected.

    Examples
    --------
    >>> import numpy as np
    >>> found = pairs(Links(3, np.array([0, 1, 1]), np.array([1, 0, 2]), np.ones(3)))
    >>> found.tail.tolist(), found.head.tolist(), (found.forward & found.backward).tolist()
    ([0, 2], [1, 1], [True, False])
    """

    n: int
    tail: Ints
    head: Ints
    forward: Marks
    backward: Marks

    @property
    def rank(self) -> Ints:
        """Position of each node by number of neighbours, then by itself; shape (n,)."""
        order = np.lexsort((np.arange(self.n), self.neighbours))
        rank = np.empty(self.n, dtype=np.int64)
        rank[order] = np.arange(self.n)
        return rank

    @property
    def neighbours(self) -> Ints:
        """Number of neighbours of each node, shape (n,)."""
        return np.bincount(np.concatenate((self.tail, self.head)), minlength=self.n)

    def triangles(self) -> Iterator[Triangles]:
        """Yield all triangles, some at a time.

        Yields
        ------
        Triangles

        Notes
        -----
        A triangle is found from its corner with the fewest neighbours, so hubs cost little: no node has more
        than sqrt(2m) neighbours above it.

        Examples
        --------
        >>> import numpy as np
        >>> found = pairs(Links(4, np.array([0, 1, 2, 3]), np.array([1, 2, 0, 0]), np.ones(4)))
        >>> sum(each.corner.shape[1] for each in found.triangles())
        1
        """
        rank = self.rank
        tail, head = rank[self.tail], rank[self.head]
        order = np.lexsort((head, tail))
        key = tail[order] * self.n + head[order]
        end = np.searchsorted(tail[order], tail[order], side="right")
        later = end - np.arange(order.size) - 1
        done = np.concatenate(([0], later.cumsum()))
        start = 0
        while start < order.size:
            stop = max(start + 1, int(np.searchsorted(done, done[start] + _CHUNK, side="right")) - 1)
            first = np.repeat(np.arange(start, stop), later[start:stop])
            second = first + 1 + np.arange(first.size) - (done[first] - done[start])
            closing = head[order[first]] * self.n + head[order[second]]
            third = np.minimum(np.searchsorted(key, closing), key.size - 1)
            closed = key[third] == closing
            side = order[np.stack((third[closed], second[closed], first[closed]))]
            yield Triangles(np.stack((self.tail[side[2]], self.head[side[2]], self.head[side[1]])), side)
            start = stop


def pairs(links: Links) -> Pairs:
    """Return the tied pairs of a graph.

    Parameters
    ----------
    links
        The graph; self-loops are left out.

    Examples
    --------
    >>> import numpy as np
    >>> ring = Links(3, np.array([0, 1, 2]), np.array([1, 2, 0]), np.ones(3))
    >>> found = pairs(ring)
    >>> [each.corner.T.tolist() for each in found.triangles()], found.backward.sum()
    ([[[0, 1, 2]]], np.int64(1))
    """
    plain = links.without_loops()
    low, high = np.minimum(plain.source, plain.target), np.maximum(plain.source, plain.target)
    key, place = np.unique(low * links.n + high, return_inverse=True)
    rises = plain.source < plain.target
    up, down = np.zeros((2, key.size), dtype=bool)
    up[place[rises]] = True
    down[place[~rises]] = True
    if not links.directed:
        up, down = np.ones((2, key.size), dtype=bool)
    low, high = key // max(links.n, 1), key % max(links.n, 1)
    many = np.bincount(np.concatenate((low, high)), minlength=links.n)
    turned = many[low] > many[high]
    return Pairs(
        links.n,
        np.where(turned, high, low),
        np.where(turned, low, high),
        np.where(turned, down, up),
        np.where(turned, up, down),
    )

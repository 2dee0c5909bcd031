"""The merged graph as arrays: what every measure is computed from."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from clusternet.conventions import Merge, MutualWeight
from clusternet.kernels.ordering import distinct, is_sorted, stable_order
from clusternet.typing import Floats, Ints

_HALF = 32
_LOWER = (1 << _HALF) - 1
"""Bits of a node, and a mask of the second of two in one number."""


@dataclass(frozen=True, eq=False)
class Links:
    """Distinct links between nodes 0 ... n-1, sorted by (source, target).

    Attributes
    ----------
    n : int
        Number of nodes, isolated ones included.
    source, target : ndarray of int64, shape (m,)
        Ends. Where ``directed`` is False, ``source <= target`` and each pair stands once.
    weight : ndarray of float64, shape (m,)
    directed : bool

    Examples
    --------
    >>> links = Links(3, np.array([0, 1]), np.array([1, 0]), np.ones(2))
    >>> links.size, links.out_degree.tolist(), links.undirected("sum").weight.tolist()
    (2, [1, 1, 0], [2.0])
    """

    n: int
    source: Ints
    target: Ints
    weight: Floats
    directed: bool = True

    @property
    def size(self) -> int:
        """Number of links, self-loops included."""
        return int(self.source.size)

    @cached_property
    def loops(self) -> NDArray[np.bool_]:
        """Mark the self-loops, shape (m,)."""
        return np.asarray(self.source == self.target)

    @cached_property
    def out_degree(self) -> Ints:
        """Distinct targets of each node; undirected: links at the node, a self-loop twice."""
        counts = np.bincount(self.source, minlength=self.n)
        return counts if self.directed else counts + np.bincount(self.target, minlength=self.n)

    @cached_property
    def in_degree(self) -> Ints:
        """Distinct sources of each node; undirected: the same as the out-degree."""
        return np.bincount(self.target, minlength=self.n) if self.directed else self.out_degree

    @cached_property
    def degree(self) -> Ints:
        """Links at each node: in-degree + out-degree, a self-loop twice."""
        return self.in_degree + self.out_degree if self.directed else self.out_degree

    def weighted_degree(self) -> tuple[Floats, Floats]:
        """Return the sums of the weights of incoming and of outgoing links."""
        incoming, outgoing = (
            np.bincount(end, weights=self.weight, minlength=self.n).astype(float)
            for end in (self.target, self.source)
        )
        if self.directed:
            return incoming, outgoing
        return incoming + outgoing, incoming + outgoing

    @cached_property
    def rows(self) -> tuple[Ints, Ints]:
        """Out-neighbours in compressed rows (``indptr``, ``indices``); undirected: all neighbours."""
        tails, heads = self.source, self.target
        if not self.directed:
            proper = ~self.loops
            tails = np.concatenate((self.source, self.target[proper]))
            heads = np.concatenate((self.target, self.source[proper]))
        indptr = np.concatenate(([0], np.cumsum(np.bincount(tails, minlength=self.n))))
        key = tails.astype(np.int64) * self.n + heads
        if not is_sorted(key):
            key.sort()
            heads = key - np.repeat(np.arange(self.n), np.diff(indptr)) * self.n
        return indptr.astype(np.int64), heads

    def without_loops(self) -> Links:
        """Return the same links less the self-loops."""
        if not self.loops.any():
            return self
        keep = ~self.loops
        return Links(self.n, self.source[keep], self.target[keep], self.weight[keep], self.directed)

    def pairs(self) -> Links:
        """Return the pairs of different nodes that are linked in either direction, each of weight 1."""
        links = self.without_loops()
        low, high = np.minimum(links.source, links.target), np.maximum(links.source, links.target)
        key = distinct(low << _HALF | high)  # a division costs more than the sort
        return Links(self.n, key >> _HALF, key & _LOWER, np.ones(key.size), directed=False)

    def undirected(self, mutual: MutualWeight) -> Links:
        """Return the undirected view: each mutual pair once.

        Parameters
        ----------
        mutual
            ``later`` gives a mutual pair the weight of the link whose source has the larger number, which is
            the node seen later; ``sum`` adds the two.
        """
        if not self.directed:
            return self
        low, high = np.minimum(self.source, self.target), np.maximum(self.source, self.target)
        # Stable, and sorted by (source, target) before: of a mutual pair the later source comes last.
        rule: Merge = "last" if mutual == "later" else "sum"
        merged = merge(self.n, low, high, self.weight, rule=rule)
        return Links(self.n, merged.source, merged.target, merged.weight, directed=False)


def merge(n: int, source: Ints, target: Ints, weight: Floats, *, rule: Merge = "sum") -> Links:
    """Merge the rows that share source and target.

    Parameters
    ----------
    n
        Number of nodes.
    source, target, weight : ndarray, shape (rows,)
        In the order of the file, which ``first`` and ``last`` refer to.
    rule
        How parallel weights become one: sum, average, first, last, min or max.
    """
    key = source.astype(np.int64) * n + target
    if not is_sorted(key):
        order = stable_order(key)
        key, source, target, weight = key[order], source[order], target[order], weight[order]
    new = np.concatenate(([True], key[1:] != key[:-1]))[: key.size]
    if new.all():
        return Links(n, source, target, np.asarray(weight, dtype=float))
    starts = np.flatnonzero(new)
    return Links(n, source[starts], target[starts], _combine(weight, starts, rule))


def _combine(weight: Floats, starts: Ints, rule: Merge) -> Floats:
    ends = np.append(starts[1:], weight.size)
    if not starts.size or rule == "first":
        return np.asarray(weight[starts])
    if rule == "last":
        return np.asarray(weight[ends - 1])
    if rule == "min":
        return np.asarray(np.minimum.reduceat(weight, starts))
    if rule == "max":
        return np.asarray(np.maximum.reduceat(weight, starts))
    total: Floats = np.asarray(np.add.reduceat(weight, starts), dtype=float)
    if rule == "average":
        total /= ends - starts
    return total

"""How far partitions agree."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import combinations

import numpy as np

from clusternet.errors import ClusternetError
from clusternet.typing import Floats, Ints

__all__ = ["Agreement", "agreement", "rand"]

_FAR = 12
"""Standard deviations from the mean at which chance is no longer summed: what is beyond is below rounding."""


@dataclass(frozen=True, slots=True)
class Agreement:
    """How far each two of several partitions agree.

    Attributes
    ----------
    nmi : ndarray of float64, shape (partitions, partitions)
        Normalised mutual information: 2 I(a, b) / (H(a) + H(b)) (Danon and others 2005), from 0 to 1.
    ari : ndarray of float64, shape (partitions, partitions)
        Rand index adjusted for chance (Hubert and Arabie 1985): 1 for equal partitions, 0 as by chance.
    ami : ndarray of float64, shape (partitions, partitions)
        Mutual information adjusted for chance (Vinh, Epps and Bailey 2010), over the mean entropy: 1 for
        equal partitions, 0 as by chance.

    Examples
    --------
    >>> found = agreement([np.array([0, 0, 1, 1]), np.array([1, 1, 0, 0])])
    >>> found.nmi.round(6).tolist()
    [[1.0, 1.0], [1.0, 1.0]]
    """

    nmi: Floats
    ari: Floats
    ami: Floats

    def pairs(self, index: str) -> Floats:
        """Return an index of every two different partitions, each pair once.

        Parameters
        ----------
        index
            ``nmi``, ``ari`` or ``ami``.

        Returns
        -------
        ndarray of float64, shape (pairs,)

        Examples
        --------
        >>> agreement([np.array([0, 0, 1, 1]), np.array([0, 0, 1, 2])]).pairs("ari").round(4).tolist()
        [0.5714]
        """
        table: Floats = getattr(self, index)
        return table[np.triu_indices(len(table), 1)]


def agreement(partitions: Sequence[Ints]) -> Agreement:
    """Return how far partitions of the same nodes agree, each with each.

    Parameters
    ----------
    partitions
        The community of each node in each of them, in any numbering; at least one.

    Returns
    -------
    Agreement
        Two partitions that put all nodes into one community agree fully, and so do two that part all nodes.

    Raises
    ------
    ClusternetError
        If there is no partition, or they are not of the same number of nodes.

    Examples
    --------
    >>> import numpy as np
    >>> halves, crossed = np.array([0, 0, 1, 1]), np.array([0, 1, 0, 1])
    >>> found = agreement([halves, 1 - halves, crossed])
    >>> found.nmi[0].tolist(), found.ari[0].tolist()
    ([1.0, 1.0, 0.0], [1.0, 1.0, -0.5])
    """
    import igraph

    sizes = {np.size(each) for each in partitions}
    if len(sizes) != 1:
        raise ClusternetError.of("partitions_sizes", sizes=str(sorted(sizes)))
    alone = sizes.pop() < 2  # igraph knows no Rand index of fewer than two nodes
    nmi, ari, ami = np.ones((3, len(partitions), len(partitions)))
    for (i, one), (j, two) in combinations(enumerate(each.tolist() for each in partitions), 2):
        nmi[i, j] = nmi[j, i] = igraph.compare_communities(one, two, method="nmi")
        if not alone:
            found = igraph.compare_communities(one, two, method="adjusted_rand")
            ari[i, j] = ari[j, i] = 1.0 if np.isnan(found) else found
        ami[i, j] = ami[j, i] = _adjusted(np.asarray(one), np.asarray(two))
    return Agreement(nmi.round(12), ari.round(12), ami.round(12))  # igraph's further digits are rounding


def rand(one: Ints, other: Ints) -> float:
    """Return the adjusted Rand index of two partitions; 1 where it is undefined, as of one node.

    Parameters
    ----------
    one, other : ndarray of int64, shape (n,)
        Community of each node.

    Examples
    --------
    >>> rand(np.array([0, 0, 1]), np.array([5, 5, 2]))
    1.0
    """
    import igraph

    if one.size < 2:
        return 1.0
    found = igraph.compare_communities(one.tolist(), other.tolist(), method="adjusted_rand")
    return 1.0 if np.isnan(found) else round(float(found), 12)


def _adjusted(one: Ints, two: Ints) -> float:
    """Return mutual information less what it is by chance, over the most it can be less that."""
    n = one.size
    _, one, rows = np.unique(one, return_inverse=True, return_counts=True)
    _, two, columns = np.unique(two, return_inverse=True, return_counts=True)
    if n < 2 or (rows.size == columns.size and rows.size in (1, n)):
        return 1.0
    cells, held = np.unique(one * columns.size + two, return_counts=True)
    size = rows[cells // columns.size] * columns[cells % columns.size]
    shared = float((held / n * np.log(n * held / size)).sum())
    most = -sum(float((each / n * np.log(each / n)).sum()) for each in (rows, columns)) / 2
    chance = _by_chance(rows, columns, n)
    return (shared - chance) / (most - chance) if most - chance > 1e-12 else 0.0


def _by_chance(rows: Ints, columns: Ints, n: int) -> float:
    """Return the mean mutual information of partitions into groups of these sizes, drawn at random."""
    log = _factorials(n)
    (a, many), (b, more) = (np.unique(each, return_counts=True) for each in (rows, columns))
    a, b = np.repeat(a, b.size), np.tile(b, a.size)
    mean = a * b / n  # members in common are hypergeometric: beyond _FAR they have no weight
    spread = _FAR * (np.sqrt(mean) + 1)
    low = np.maximum(np.maximum(1, a + b - n), np.ceil(mean - spread).astype(np.int64))
    high = np.minimum(np.minimum(a, b), np.floor(mean + spread).astype(np.int64))
    size = high - low + 1
    weight = np.repeat(np.outer(many, more).ravel() / n, size)
    fixed = np.repeat(log[a] + log[b] + log[n - a] + log[n - b] - log[n], size)
    k = np.arange(size.sum()) + np.repeat(low - (np.cumsum(size) - size), size)
    a, b, shift = np.repeat(a, size), np.repeat(b, size), np.repeat(np.log(n / (a * b)), size)
    ways = np.exp(fixed - log[k] - log[a - k] - log[b - k] - log[n - a - b + k])
    return float((weight * k * (np.log(k) + shift) * ways).sum())


@lru_cache(maxsize=1)
def _factorials(n: int) -> Floats:
    """Return log k! for k from 0 to n."""
    from scipy.special import gammaln

    return np.asarray(gammaln(np.arange(n + 1) + 1.0))

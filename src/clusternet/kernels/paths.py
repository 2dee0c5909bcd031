"""All-pairs shortest paths in hops, exact."""

from __future__ import annotations

import time
from dataclasses import dataclass
from typing import Any

import numpy as np

from clusternet.kernels import engine, paths_plain
from clusternet.typing import Floats, Ints, Progress


@dataclass(frozen=True, slots=True)
class Lengths:
    """How many pairs of nodes are how far apart, self-pairs left out.

    Attributes
    ----------
    histogram : ndarray of int64, shape (diameter + 1,)
        Ordered pairs at distance 0 (always none), 1, 2, ...
    """

    histogram: Ints

    @property
    def diameter(self) -> int:
        """Largest distance; 0 where no path joins two nodes."""
        return self.histogram.size - 1

    @property
    def pairs(self) -> int:
        """Ordered pairs that a path joins."""
        return int(self.histogram.sum())

    @property
    def average(self) -> float:
        """Mean distance over the joined pairs; NaN where there are none."""
        if not self.pairs:
            return float("nan")
        return float(self.histogram @ np.arange(self.histogram.size)) / self.pairs


@dataclass(frozen=True, slots=True)
class Paths(Lengths):
    """Shortest-path lengths of a graph, self-pairs left out.

    Attributes
    ----------
    histogram : ndarray of int64, shape (diameter + 1,)
        Ordered pairs at distance 0 (always none), 1, 2, ...
    reached, total, eccentricity : ndarray of int64, shape (n,)
        For each node as the origin: nodes reached, sum of their distances, largest distance (0 if none).
    harmonic : ndarray of float64, shape (n,)
        Sum of 1/distance over the nodes reached.

    Examples
    --------
    >>> import numpy as np
    >>> found = all_pairs(np.array([0, 1, 2, 2]), np.array([1, 2]))
    >>> found.histogram.tolist(), found.reached.tolist()
    ([0, 2, 1], [2, 1, 0])
    """

    reached: Ints
    total: Ints
    eccentricity: Ints
    harmonic: Floats


def all_pairs(indptr: Ints, indices: Ints) -> Paths:
    """Return the distances between all ordered pairs of a graph given by its out-neighbours.

    Parameters
    ----------
    indptr, indices : ndarray of int64
        Compressed rows: the out-neighbours of v are ``indices[indptr[v]:indptr[v + 1]]``. Self-loops and
        repeated entries change nothing.

    Examples
    --------
    >>> import numpy as np
    >>> paths = all_pairs(np.array([0, 1, 3, 3, 3]), np.array([1, 2, 3]))   # 0->1, 1->2, 1->3
    >>> paths.average, paths.pairs
    (1.4, 5)
    """
    search = _search(indptr, indices, 2)
    if search is None:
        return Paths(*paths_plain.search(indptr, indices))
    run(search, None)
    return Paths(search.histogram(), *search.nodes())


def lengths(indptr: Ints, indices: Ints, *, progress: Progress | None = None) -> Lengths:
    """Return how many ordered pairs are how far apart: :func:`all_pairs` without the values of each node.

    Parameters
    ----------
    indptr, indices : ndarray of int64
        As in :func:`all_pairs`.
    progress
        Called now and then with the share that is done and the seconds that are left at this pace.

    Examples
    --------
    >>> import numpy as np
    >>> lengths(np.array([0, 1, 3, 3, 3]), np.array([1, 2, 3])).histogram.tolist()
    [0, 3, 2]
    """
    search = _search(indptr, indices, 0)
    if search is None:
        return Lengths(paths_plain.search(indptr, indices)[0])
    run(search, progress)
    return Lengths(search.histogram())


def eccentricities(indptr: Ints, indices: Ints) -> tuple[Lengths, Ints]:
    """Return :func:`lengths`, and each node's largest distance as the origin (0 if none), shape (n,).

    Examples
    --------
    >>> import numpy as np
    >>> eccentricities(np.array([0, 1, 3, 3, 3]), np.array([1, 2, 3]))[1].tolist()
    [2, 1, 0, 0]
    """
    search = _search(indptr, indices, 1)
    if search is None:
        histogram, _, _, eccentricity, _ = paths_plain.search(indptr, indices)
        return Lengths(histogram), eccentricity
    run(search, None)
    return Lengths(search.histogram()), search.nodes()[2]


def _search(indptr: Ints, indices: Ints, detail: int) -> Any:
    """Return the compiled search, or None where there is none."""
    extension = engine.compiled()
    if extension is None:
        return None
    return extension.PathSearch(engine.ints(indptr), engine.ints(indices), detail)


def run(search: Any, progress: Progress | None) -> None:
    """Run every batch of a compiled search, in portions of about a second, so that an interrupt is heeded."""
    level, threads = engine.level(), engine.threads()
    begun = time.monotonic()
    portion = 16 * threads
    while search.done < search.batches:
        start = time.monotonic()
        search.advance(portion, threads, level)
        now = time.monotonic()
        if now - start < 0.5:
            portion *= 2
        if progress is not None:
            share = search.done / search.batches
            progress(share, (now - begun) * (1 / share - 1))

"""All-pairs shortest paths in hops with NumPy alone: breadth-first search over bit rows.

Targets are taken in batches of :data:`BATCH_WORDS` x 64. Row v of the matrix ``reach`` holds one bit for
every target of the batch that v can reach. A round of the search is ``reach[v] |= OR of reach[u]``, u over
the out-neighbours of v, and the bits that are new after round k are the pairs at distance k. The result is
exact.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from clusternet.typing import Floats, Ints

BATCH_WORDS = 16
"""64-bit words in a row: 1,024 targets a batch keeps the gathered rows inside the processor's caches."""


def search(indptr: Ints, indices: Ints, targets: Ints | None = None) -> tuple[Ints, Ints, Ints, Ints, Floats]:
    """Return histogram, reached, total, eccentricity and harmonic of :class:`clusternet.kernels.paths.Paths`.

    Parameters
    ----------
    indptr, indices : ndarray of int64
        Compressed rows: the out-neighbours of v are ``indices[indptr[v]:indptr[v + 1]]``. Self-loops and
        repeated entries change nothing.
    targets
        Distinct nodes that distances are looked at towards; all if None.
    """
    n = indptr.size - 1
    tally = _Tally.empty(n)
    targets = np.unique(indices) if targets is None else targets
    origins = np.flatnonzero(np.diff(indptr))
    for start in range(0, targets.size, BATCH_WORDS * 64):
        batch = targets[start : start + BATCH_WORDS * 64]
        _levels(indptr, indices, origins, batch, tally)
    return tally.close()


def _levels(indptr: Ints, indices: Ints, origins: Ints, batch: Ints, tally: _Tally) -> None:
    """Run every level of the search towards one batch of targets."""
    n = indptr.size - 1
    reach = np.zeros((n, BATCH_WORDS), dtype=np.uint64)
    place = np.arange(batch.size)
    reach[batch, place // 64] = np.uint64(1) << (place % 64).astype(np.uint64)
    changed = np.zeros(n, dtype=bool)
    changed[batch] = True
    distance = 0
    while True:
        distance += 1
        rows, ends, starts = _rows_to_visit(indptr, indices, origins, changed)
        if not rows.size:
            return
        old = reach[rows]
        gathered = np.bitwise_or.reduceat(reach[ends], starts, axis=0)
        gathered &= ~old
        counts = np.bitwise_count(gathered).sum(axis=1, dtype=np.int64)
        reach[rows] = old | gathered
        changed[:] = False
        changed[rows] = counts > 0
        if not counts.any():
            return
        tally.add(distance, rows, counts)


def _rows_to_visit(
    indptr: Ints, indices: Ints, origins: Ints, changed: NDArray[np.bool_]
) -> tuple[Ints, Ints, Ints]:
    """Return the rows with a changed neighbour, those neighbours, and where each row's begin."""
    live = changed[indices]
    before = np.concatenate(([0], np.cumsum(live)))
    begins, ends = before[indptr[origins]], before[indptr[origins + 1]]
    some = ends > begins
    return origins[some], indices[live], begins[some]


@dataclass(slots=True)
class _Tally:
    """Sums that grow as levels are finished."""

    histogram: list[int]
    reached: Ints
    total: Ints
    eccentricity: Ints
    harmonic: Floats

    @classmethod
    def empty(cls, n: int) -> _Tally:
        reached, total, eccentricity = np.zeros((3, n), dtype=np.int64)
        return cls([0], reached, total, eccentricity, np.zeros(n))

    def add(self, distance: int, rows: Ints, counts: Ints) -> None:
        if distance == len(self.histogram):
            self.histogram.append(0)
        self.histogram[distance] += int(counts.sum())
        self.reached[rows] += counts
        self.total[rows] += distance * counts
        self.harmonic[rows] += counts / distance
        far = rows[counts > 0]
        self.eccentricity[far] = np.maximum(self.eccentricity[far], distance)

    def close(self) -> tuple[Ints, Ints, Ints, Ints, Floats]:
        histogram = np.array(self.histogram, dtype=np.int64)
        return (histogram, self.reached, self.total, self.eccentricity, self.harmonic)

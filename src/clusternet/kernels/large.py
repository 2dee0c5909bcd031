"""Distances of graphs too large for all pairs: the exact diameter from bounds, the average from a sample."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from clusternet.kernels import engine, paths_plain
from clusternet.kernels.paths import lengths
from clusternet.typing import Floats, Ints

BATCHES = 16
"""Independent samples that an interval stands on."""

ORIGINS = 512
"""Origins in each."""

PIVOTS = 8

_T = 2.131449545559
"""The 97.5 % point of Student's t with 15 degrees of freedom."""


@dataclass(frozen=True, slots=True)
class Estimate:
    """A value with its 95 % interval; low = high = value where nothing had to be estimated."""

    value: float
    low: float
    high: float


@dataclass(frozen=True, slots=True)
class Sample:
    """What the distances from some origins say of all.

    Attributes
    ----------
    average
        Mean distance over the ordered pairs that a path joins; NaN where none was met.
    reachable
        Share of those among all ordered pairs.
    origins
        Nodes whose distances were looked at.
    """

    average: Estimate
    reachable: Estimate
    origins: int


def diameter(indptr: Ints, indices: Ints) -> int:
    """Return the largest distance between nodes that a path joins, exact; 0 where no path joins two nodes.

    Parameters
    ----------
    indptr, indices : ndarray of int64
        Out-neighbours in compressed rows.

    Notes
    -----
    Searches from a few pivots bound every node's eccentricity from both sides (Takes and Kosters 2011), here
    component by component of a directed graph; only nodes that may still hold a longer path are searched
    from. Without the compiled kernels all pairs are looked at.

    Examples
    --------
    >>> import numpy as np
    >>> diameter(np.array([0, 1, 3, 3, 3]), np.array([1, 2, 3]))   # 0->1, 1->2, 1->3
    2
    """
    extension = engine.compiled()
    if extension is None:
        return lengths(indptr, indices).diameter
    ends = engine.ints(indptr), engine.ints(indices)
    return int(extension.diameter(*ends, PIVOTS, engine.threads(), engine.level())[0])


def sample(indptr: Ints, indices: Ints, *, seed: int = 0) -> Sample:
    """Estimate average distance and reachable share from the distances to or from random nodes.

    ``BATCHES`` x ``ORIGINS`` nodes are drawn without replacement, and the distances from all nodes to these
    are found; the interval is Student's over the batches, of the ratio of their sums (Cochran 1977, 6.4).

    Parameters
    ----------
    indptr, indices : ndarray of int64
        Out-neighbours in compressed rows.
    seed
        Of the draw.

    Examples
    --------
    >>> import numpy as np
    >>> ring = np.arange(101), np.append(np.arange(1, 100), 0)
    >>> sample(*ring).average.value, sample(*ring).reachable.value
    (50.0, 1.0)
    """
    n = indptr.size - 1
    size = min(ORIGINS, n // BATCHES)
    drawn = np.random.default_rng(seed).permutation(n)[: size * BATCHES].astype(np.int64)
    pairs, total = _sums(indptr, indices, drawn, size)
    if not pairs.any():
        return Sample(Estimate(float("nan"), float("nan"), float("nan")), Estimate(0.0, 0.0, 0.0), drawn.size)
    average = float(total.sum() / pairs.sum())
    spread = (total - average * pairs) / pairs.mean()
    share = pairs / (size * (n - 1))
    return Sample(interval(average, spread), interval(float(share.mean()), share), drawn.size)


def interval(value: float, batches: Floats) -> Estimate:
    """Return a value with Student's 95 % interval over batches.

    Parameters
    ----------
    value
        What is estimated.
    batches : ndarray of float64, shape (BATCHES,)
        What each batch says of it, or how far off it is.

    Examples
    --------
    >>> import numpy as np
    >>> interval(0.5, np.full(16, 0.5))
    Estimate(value=0.5, low=0.5, high=0.5)
    """
    half = _T * float(batches.std(ddof=1)) / BATCHES**0.5
    return Estimate(value, value - half, value + half)


def _sums(indptr: Ints, indices: Ints, targets: Ints, size: int) -> tuple[Floats, Floats]:
    """Return pairs and sum of distances towards each batch of targets."""
    extension = engine.compiled()
    batches = [targets[start : start + size] for start in range(0, targets.size, size)] if size else []
    if extension is None or size != ORIGINS:
        found = [paths_plain.search(indptr, indices, batch)[0] for batch in batches]
        pairs = [each.sum() for each in found]
        total = [each @ np.arange(each.size) for each in found]
        return np.array(pairs, dtype=float), np.array(total, dtype=float)
    search = extension.PathSearch.towards(engine.ints(indptr), engine.ints(indices), targets)
    while search.done < search.batches:
        search.advance(engine.threads(), engine.threads(), engine.level())
    one, two = search.batch_sums()
    return one.astype(float), two.astype(float)

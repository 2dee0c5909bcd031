"""The three iterative centralities as Gephi 0.9.2 computes them, round by round.

Each stops where Gephi stops; the values therefore differ from those of solvers that go on to the limit.
"""

from __future__ import annotations

import numpy as np

from clusternet.typing import Floats, Ints


def _gather(values: Floats, tails: Ints, heads: Ints, n: int) -> Floats:
    """Return, for every node, the sum of the values at the other end of the links that come in."""
    return np.bincount(heads, weights=values[tails], minlength=n).astype(float, copy=False)


def pagerank(
    n: int,
    source: Ints,
    target: Ints,
    *,
    directed: bool,
    weight: Floats | None = None,
    damping: float = 0.85,
    tolerance: float = 1e-3,
) -> Floats:
    """PageRank, weights ignored unless given.

    Starts at 1/n and spreads the mass of nodes without out-links evenly. It stops at the first round in which
    no node has grown by ``tolerance`` or more relative to its old value. A self-loop counts in the out-degree
    and carries nothing; the weighted form leaves it out of the weights a node hands on, too.

    Examples
    --------
    >>> import numpy as np
    >>> pagerank(2, np.array([0]), np.array([1]), directed=True).round(4).tolist()
    [0.3508, 0.6492]
    """
    degree = np.bincount(source, minlength=n).astype(float)
    if not directed:
        degree += np.bincount(target, minlength=n)
    dangling = degree == 0
    proper = source != target
    tails, heads = source[proper], target[proper]
    carried = np.ones(tails.size) if weight is None else weight[proper]
    if not directed:
        tails, heads = np.concatenate((tails, heads)), np.concatenate((heads, tails))
        carried = np.concatenate((carried, carried))
    handed = degree if weight is None else np.bincount(tails, weights=carried, minlength=n)
    part = carried / handed[tails]
    rank = np.full(n, 1 / n) if n else np.empty(0)
    while n:
        base = (1 - damping) / n + damping * rank[dangling].sum() / n
        new = base + damping * np.bincount(heads, weights=rank[tails] * part, minlength=n)
        grown = (new - rank) / rank >= tolerance
        rank = new
        if not grown.any():
            break
    return rank


def hits(
    n: int, source: Ints, target: Ints, *, directed: bool, tolerance: float = 1e-4
) -> tuple[Floats, Floats]:
    """Hubs and authorities; weights and self-loops ignored.

    Returns
    -------
    authority, hub : ndarray of float64, shape (n,)
        Each of Euclidean length 1, or all zero in a graph without links; as 32-bit numbers, as Gephi stores.
    """
    proper = source != target
    tails, heads = source[proper], target[proper]
    if not directed:
        tails, heads = np.concatenate((tails, heads)), np.concatenate((heads, tails))
    hub = (np.bincount(tails, minlength=n) > 0).astype(float)
    authority = (np.bincount(heads, minlength=n) > 0).astype(float)
    while True:
        new_authority = _unit(_gather(hub, tails, heads, n))
        new_hub = _unit(_gather(new_authority, heads, tails, n))
        moved = _moved(authority, new_authority, tolerance) or _moved(hub, new_hub, tolerance)
        authority, hub = new_authority, new_hub
        if not moved:
            return _single(authority), _single(hub)


def _unit(values: Floats) -> Floats:
    length = float(np.sqrt(np.add.reduce(values * values)))  # not @: BLAS wakes a thread for each
    return values / length if length > 0 else values


def _single(values: Floats) -> Floats:
    """Round to 32 bits, in which Gephi stores the final values."""
    return values.astype(np.float32).astype(float)


def _moved(old: Floats, new: Floats, tolerance: float) -> bool:
    some = old != 0
    return bool(np.any(np.abs(new[some] - old[some]) / old[some] >= tolerance))


def eigenvector(n: int, source: Ints, target: Ints, *, directed: bool, rounds: int = 100) -> Floats:
    """Eigenvector centrality by Gephi's rounds: sums are added to those of the round before, never reset.

    Every node starts at 1; a round adds to each node the scores of its in-neighbours and divides by the
    largest sum. Other tools solve for the limit of the plain iteration: values differ by up to 0.8.
    """
    tails, heads = source, target
    if not directed:
        proper = source != target
        tails = np.concatenate((source, target[proper]))
        heads = np.concatenate((target, source[proper]))
    score, total = np.ones(n), np.zeros(n)
    for _ in range(rounds):
        total += _gather(score, tails, heads, n)
        largest = total.max(initial=0.0)
        if largest == 0:
            return np.zeros(n)
        score = total / largest
    return score

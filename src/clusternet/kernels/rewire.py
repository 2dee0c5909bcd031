"""Random graphs that keep what a directed graph's degrees and its frame fix: degree-preserving rewiring."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from itertools import islice
from typing import Any

import numpy as np
from numpy.typing import NDArray

from clusternet.errors import ClusternetError
from clusternet.kernels import engine, rewire_plain

Ints = NDArray[np.int64]
Progress = Callable[[float, float], None]

SWEEPS = 20
"""Steps proposed for each link, unless told otherwise."""

_FEWEST = 100
"""A graph with fewer links is rewired as long as if it had so many."""


def rewired(
    source: Ints,
    target: Ints,
    n: int,
    *,
    kind: NDArray[Any] | None = None,
    sweeps: int = SWEEPS,
    seed: int = 0,
) -> tuple[Ints, Ints]:
    """Return one random graph with the same degrees: the first of :func:`nulls`.

    Examples
    --------
    >>> import numpy as np
    >>> source, target = np.array([0, 0, 1, 2, 3]), np.array([1, 2, 2, 3, 0])
    >>> tails, heads = rewired(source, target, 4, seed=1)
    >>> np.bincount(tails).tolist(), np.bincount(heads).tolist()
    ([2, 1, 1, 1], [1, 1, 2, 1])
    """
    return next(nulls(source, target, n, replicates=1, kind=kind, sweeps=sweeps, seed=seed))


def nulls(
    source: Ints,
    target: Ints,
    n: int,
    *,
    replicates: int,
    kind: NDArray[Any] | None = None,
    sweeps: int = SWEEPS,
    seed: int = 0,
    progress: Progress | None = None,
) -> Iterator[tuple[Ints, Ints]]:
    """Yield random graphs with the same degrees, each rewired from the given one.

    Every graph keeps the in- and the out-degree of every node, has no parallel links, and keeps the frame:
    where no link joins one class of nodes to another (or to itself), none does in any graph. Self-loops stay
    where they are. Graphs with these properties are all equally likely in the long run; :func:`overlap` shows
    whether the run was long enough.

    Parameters
    ----------
    source, target : ndarray of int64, shape (m,)
        Distinct ordered pairs of the nodes 0 ... n-1.
    replicates
        Number of graphs.
    kind : ndarray, shape (n,), optional
        Class of each node, at most two different values (sample or not).
    sweeps
        Steps proposed for each link; a proposal that breaks a rule is a step in which nothing happens.
    seed
        From 0 to 2^64 - 1. The same seed gives the same graphs on every machine, compiled or not, whatever
        the number of threads; graph i does not depend on the number of replicates.
    progress
        Called now and then with the share that is done and the seconds that are left at this pace.

    Yields
    ------
    source, target : ndarray of int64, shape (m,)
        Sorted by source, then target.

    Raises
    ------
    ClusternetError
        If links repeat, there are more than two classes, or a number is out of range.

    Notes
    -----
    A step swaps the targets of two links (a->b, c->d become a->d, c->b) or, one time in eight, turns the
    middle of a walk (p->s->t->q becomes p->t->s->q; with p = q it reverses a directed triangle). A step and
    its reverse have the same chance, so the uniform distribution is stationary.

    Swaps alone cannot reverse a directed triangle (Rao, Jana and Bandyopadhyay 1996; Roberts and Coolen
    2012, doi:10.1103/PhysRevE.85.046103); swaps and alternating cycles of six links reach every directed
    graph with the same degrees (Erdos, Miklos and Toroczkai 2010). With a frame there is a second kind of
    cycle that swaps do not reach, the walk p->s->t->q where no link may join p to q. No other is needed: an
    alternating cycle with a chord that is allowed is the work of two shorter ones; in one of eight or more
    links every node has at least two chords as a source, of which one at most is its own self-loop, so all
    are forbidden by class alone, and with two classes that contradicts the links the cycle holds.
    """
    engine_seed, labels = _checked(source, target, n, replicates, kind, sweeps, seed)
    loops = source == target
    tails, heads = engine.ints(source[~loops]), engine.ints(target[~loops])
    order = np.lexsort((heads, tails))
    tails, heads = tails[order], heads[order]
    steps = sweeps * max(tails.size, _FEWEST)
    for moved in _runs(n, tails, heads, labels, steps, engine_seed, replicates, progress):
        yield _with(tails, moved, source[loops])


def overlap(source: Ints, target: Ints, other: tuple[Ints, Ints], n: int) -> float:
    """Return the share of the links that another graph of as many links holds too; NaN without links.

    Self-loops are left out: rewiring keeps them.

    Examples
    --------
    >>> import numpy as np
    >>> overlap(np.array([0, 1]), np.array([1, 2]), (np.array([0, 2]), np.array([1, 1])), 3)
    0.5
    """
    one, two = (_keys(*ends, n) for ends in ((source, target), other))
    if not one.size:
        return float("nan")
    place = np.searchsorted(two, one)
    return float(np.mean(two[np.minimum(place, two.size - 1)] == one)) if two.size else 0.0


def _keys(source: Ints, target: Ints, n: int) -> Ints:
    proper = source != target
    return np.sort(source[proper] * n + target[proper])


def _checked(
    source: Ints, target: Ints, n: int, replicates: int, kind: NDArray[Any] | None, sweeps: int, seed: int
) -> tuple[int, Ints]:
    """Return seed and classes 0 and 1, or raise."""
    if replicates < 0 or sweeps < 0 or not 0 <= seed < 2**64:
        raise ClusternetError(
            f"replicates {replicates}, sweeps {sweeps}, seed {seed}; all are whole numbers from 0 on"
        )
    ends = np.concatenate((source, target))
    if ends.size and not (ends.min() >= 0 and ends.max() < n):
        raise ClusternetError(f"a link ends outside the nodes 0 to {n - 1}")
    if np.unique(source * n + target).size < source.size:
        raise ClusternetError("a link is there twice; rewiring takes distinct pairs")
    if kind is None:
        return seed, np.zeros(n, dtype=np.int64)
    if kind.shape != (n,):
        raise ClusternetError(f"kind has shape {kind.shape}; it is ({n},), one for each node")
    classes, label = np.unique(kind, return_inverse=True)
    if classes.size > 2:
        raise ClusternetError(f"{classes.size} kinds of nodes; a frame has two, sample and partner")
    return seed, label.astype(np.int64)


def _runs(
    n: int,
    source: Ints,
    target: Ints,
    kind: Ints,
    steps: int,
    seed: int,
    replicates: int,
    progress: Progress | None,
) -> Iterator[Ints]:
    """Yield the targets of each null, worked out some at a time, so that an interrupt is heeded."""
    extension = engine.compiled()
    if extension is None:
        made = rewire_plain.runs(n, source, target, kind, steps, seed)
        yield from _watched(islice(made, replicates), replicates, progress)
        return

    def portions() -> Iterator[Ints]:
        threads = engine.threads()
        for first in range(0, replicates, threads):
            count = min(threads, replicates - first)
            yield from extension.rewire(n, source, target, kind, steps, seed, first, count, threads)

    yield from _watched(portions(), replicates, progress)


def _watched(made: Iterator[Ints], replicates: int, progress: Progress | None) -> Iterator[Ints]:
    begun = time.monotonic()
    for done, each in enumerate(made, start=1):
        yield each
        if progress is not None:
            progress(done / replicates, (time.monotonic() - begun) * (replicates / done - 1))


def _with(source: Ints, target: Ints, loops: Ints) -> tuple[Ints, Ints]:
    if not loops.size:
        return source.copy(), target
    tails, heads = np.concatenate((source, loops)), np.concatenate((target, loops))
    order = np.lexsort((heads, tails))
    return tails[order], heads[order]

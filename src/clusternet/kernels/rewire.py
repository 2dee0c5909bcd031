"""Random graphs that keep what a directed graph's degrees and its frame fix: degree-preserving rewiring."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from typing import Any

import numpy as np
from numpy.typing import NDArray

from clusternet.errors import ClusternetError
from clusternet.kernels import engine, rewire_plain

Ints = NDArray[np.int64]
Progress = Callable[[float, float], None]

SWEEPS = 10
"""Steps proposed for each link, unless told otherwise."""

_FEWEST = 100
"""A graph with fewer links is rewired as long as if it had so many."""


class Rewiring:
    """A directed graph, ready to be rewired within its degrees and its frame: see :func:`nulls`.

    Parameters
    ----------
    source, target, n, kind, sweeps, seed
        As in :func:`nulls`.

    Examples
    --------
    >>> import numpy as np
    >>> ring = Rewiring(np.array([0, 1, 2, 3]), np.array([1, 2, 3, 0]), 4, seed=1)
    >>> [each.tolist() for each in ring.null(0)]
    [[0, 1, 2, 3], [3, 2, 1, 0]]
    """

    def __init__(
        self,
        source: Ints,
        target: Ints,
        n: int,
        *,
        kind: NDArray[Any] | None = None,
        sweeps: int = SWEEPS,
        seed: int = 0,
    ) -> None:
        _check(source, target, n, sweeps, seed)
        proper = source != target
        tails, heads = engine.ints(source[proper]), engine.ints(target[proper])
        order = np.lexsort((heads, tails))
        self.n, self.seed, self.kind = n, seed, _classes(kind, n)
        self.source, self.target, self.loops = tails[order], heads[order], source[~proper]
        self.steps = sweeps * max(tails.size, _FEWEST)

    def null(self, number: int) -> tuple[Ints, Ints]:
        """Return source and target of one random graph; may be called by several threads at once."""
        (moved,) = self._moved(number, 1, 1, np.empty(0, dtype=np.int64))
        return self._whole(moved)

    def several(self, first: int, count: int) -> Iterator[tuple[Ints, Ints]]:
        """Yield the graphs ``first``, ``first`` + 1, ... made at the same time by several threads."""
        for moved in self._moved(first, count, engine.threads(), np.empty(0, dtype=np.int64)):
            yield self._whole(moved)

    def lattice(self, ring: Ints) -> tuple[Ints, Ints]:
        """Return the graph with its links drawn to the neighbourhood of a ring (Sporns and Zwi 2004).

        Swaps of targets are made only where they shorten the two links taken together; degrees and frame are
        kept. It is no random graph, but the regular reference of small-world measures.

        Parameters
        ----------
        ring : ndarray of int64, shape (n,)
            Place of each node on the ring, a permutation of 0 ... n-1.
        """
        if not np.array_equal(np.sort(ring), np.arange(self.n)):
            raise ClusternetError(f"the places on a ring are the numbers 0 to {self.n - 1}, each once")
        (moved,) = self._moved(0, 1, 1, engine.ints(ring))
        return self._whole(moved)

    def _moved(self, first: int, count: int, threads: int, ring: Ints) -> list[Ints]:
        extension = engine.compiled()
        given = (self.n, self.source, self.target, self.kind, self.steps, self.seed)
        if extension is None:
            return [rewire_plain.run(*given, number, ring) for number in range(first, first + count)]
        made: list[Ints] = extension.rewire(*given, first, count, threads, ring)
        return made

    def _whole(self, moved: Ints) -> tuple[Ints, Ints]:
        """Return the links with the self-loops in their places."""
        if not self.loops.size:
            return self.source.copy(), moved
        tails = np.concatenate((self.source, self.loops))
        heads = np.concatenate((moved, self.loops))
        order = np.lexsort((heads, tails))
        return tails[order], heads[order]


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
    return Rewiring(source, target, n, kind=kind, sweeps=sweeps, seed=seed).null(0)


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
        Called after each with the share that is done and the seconds that are left at this pace.

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
    if replicates < 0:
        raise ClusternetError(f"replicates {replicates}; a whole number from 0 on")
    graph = Rewiring(source, target, n, kind=kind, sweeps=sweeps, seed=seed)
    begun = time.monotonic()
    done, portion = 0, engine.threads()
    while done < replicates:  # some at a time, so that an interrupt is heeded
        for null in graph.several(done, min(portion, replicates - done)):
            yield null
            done += 1
            if progress is not None:
                progress(done / replicates, (time.monotonic() - begun) * (replicates / done - 1))


def overlap(source: Ints, target: Ints, other: tuple[Ints, Ints], n: int) -> float:
    """Return the share of the links that another graph holds too; NaN without links.

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


def _check(source: Ints, target: Ints, n: int, sweeps: int, seed: int) -> None:
    if sweeps < 0 or not 0 <= seed < 2**64:
        raise ClusternetError(f"sweeps {sweeps}, seed {seed}; both are whole numbers from 0 on")
    ends = np.concatenate((source, target))
    if ends.size and not (ends.min() >= 0 and ends.max() < n):
        raise ClusternetError(f"a link ends outside the nodes 0 to {n - 1}")
    if np.unique(source * n + target).size < source.size:
        raise ClusternetError("a link is there twice; rewiring takes distinct pairs")


def _classes(kind: NDArray[Any] | None, n: int) -> Ints:
    """Return classes 0 and 1, or raise."""
    if kind is None:
        return np.zeros(n, dtype=np.int64)
    if kind.shape != (n,):
        raise ClusternetError(f"kind has shape {kind.shape}; it is ({n},), one for each node")
    classes, label = np.unique(kind, return_inverse=True)
    if classes.size > 2:
        raise ClusternetError(f"{classes.size} kinds of nodes; a frame has two, sample and partner")
    return label.astype(np.int64)

"""Random graphs that keep what a directed graph's degrees and its frame fix: degree-preserving rewiring."""

from __future__ import annotations

import time
from collections.abc import Iterator
from typing import Any

import numpy as np
from numpy.typing import NDArray

from clusternet.errors import ClusternetError
from clusternet.kernels import engine
from clusternet.typing import Ints, Progress

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
            return [_run_plain(*given, number, ring) for number in range(first, first + count)]
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
    n
        Number of nodes.
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

    Examples
    --------
    >>> source, target = np.array([0, 1, 2, 3]), np.array([1, 2, 3, 0])
    >>> [graph[0].tolist() for graph in nulls(source, target, 4, replicates=2)]
    [[0, 1, 2, 3], [0, 1, 2, 3]]
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

    Parameters
    ----------
    source, target : ndarray of int64, shape (m,)
        Links of a graph of the nodes 0 ... n-1; self-loops are left out: rewiring keeps them.
    other
        Source and target of the links of another graph.
    n
        Number of nodes.

    Returns
    -------
    float
        From 0 to 1.

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


_GOLDEN = 0x9E3779B97F4A7C15

_WORD = (1 << 64) - 1

_HALF = (1 << 32) - 1

_WALKS = 8

_DRAWN = 1 << 14


def _run_plain(
    n: int, source: Ints, target: Ints, kind: Ints, steps: int, seed: int, number: int, ring: Ints
) -> Ints:
    """Return the targets of one null; links sorted by source, then target. `ring`: empty, or a lattice."""
    key = _mixed((_mixed(seed) + _GOLDEN * (number + 1)) & _WORD)
    tails, heads = source.tolist(), target.tolist()
    m = len(tails)
    begin = np.concatenate(([0], np.bincount(source, minlength=n).cumsum())).tolist()
    linked = set(zip(tails, heads, strict=True))
    classes = kind.tolist()
    allowed = {(classes[a], classes[b]) for a, b in linked}
    words = _words(key)
    places = ring.tolist()

    def free(a: int, b: int) -> bool:
        return a != b and (classes[a], classes[b]) in allowed and (a, b) not in linked

    def apart(a: int, b: int) -> int:
        way: int = abs(places[a] - places[b])
        return min(way, n - way)

    def turn(place: int, other: int) -> None:
        linked.remove((tails[place], heads[place]))
        heads[place] = other
        linked.add((tails[place], other))

    for _ in range(steps if m > 1 else 0):
        bits = next(words)
        e = ((bits >> 32) * m) >> 32
        if places or bits % _WALKS:
            f = ((bits & _HALF) * m) >> 32
            (a, b), (c, d) = (tails[e], heads[e]), (tails[f], heads[f])
            nearer = not places or apart(a, d) + apart(c, b) < apart(a, b) + apart(c, d)
            if b != d and nearer and free(a, d) and free(c, b):
                turn(e, d)
                turn(f, b)
            continue
        more = _mixed(bits)
        p, s = tails[e], heads[e]
        if begin[s] == begin[s + 1]:
            continue
        f = begin[s] + (((more >> 32) * (begin[s + 1] - begin[s])) >> 32)
        t = heads[f]
        if begin[t] == begin[t + 1]:
            continue
        g = begin[t] + (((more & _HALF) * (begin[t + 1] - begin[t])) >> 32)
        q = heads[g]
        if free(p, t) and free(t, s) and free(s, q):
            turn(e, t)
            turn(g, s)
            turn(f, q)
    moved = np.array(heads, dtype=np.int64)
    return moved[np.lexsort((moved, source))]


def _words(key: int) -> Iterator[int]:
    """Yield SplitMix64's stream from a key."""
    golden = np.uint64(_GOLDEN)
    places = np.arange(1, _DRAWN + 1, dtype=np.uint64) * golden
    start = np.array([key], dtype=np.uint64)
    while True:
        z = start + places
        start = z[-1:]
        z = (z ^ (z >> np.uint64(30))) * np.uint64(0xBF58476D1CE4E5B9)
        z = (z ^ (z >> np.uint64(27))) * np.uint64(0x94D049BB133111EB)
        yield from (z ^ (z >> np.uint64(31))).tolist()


def _mixed(z: int) -> int:
    z = ((z ^ (z >> 30)) * 0xBF58476D1CE4E5B9) & _WORD
    z = ((z ^ (z >> 27)) * 0x94D049BB133111EB) & _WORD
    return z ^ (z >> 31)

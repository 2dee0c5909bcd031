"""Random graphs that keep a graph's degrees and its frame: degree-preserving rewiring."""

from __future__ import annotations

import time
from collections.abc import Iterator
from typing import Any

import numpy as np
from numpy.typing import NDArray

from clusternet.errors import ClusternetError
from clusternet.kernels import engine, rewire_plain
from clusternet.kernels.ordering import distinct, is_sorted, stable_order
from clusternet.typing import Ints, Progress

Kinds = tuple[NDArray[Any], NDArray[Any]]

SWEEPS = 10
"""Steps proposed for each link, unless told otherwise."""

_FEWEST = 100
"""A graph with fewer links is rewired as long as if it had so many."""

OUTSIDE = 1 / 16
"""About the share of the steps that a chain spends outside the frame, to come back elsewhere."""


class Rewiring:
    """A graph, ready to be rewired within its degrees and its frame: see :func:`nulls`.

    Parameters
    ----------
    source, target, n, kinds, directed, sweeps, seed
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
        kinds: Kinds | None = None,
        directed: bool = True,
        sweeps: int = SWEEPS,
        seed: int = 0,
    ) -> None:
        one, two = (engine.ints(end) for end in (source, target))
        if not directed:
            one, two = np.minimum(source, target), np.maximum(source, target)
        _check(one, two, n, sweeps, seed)
        kind = numbered(kinds, source.shape)
        if not directed:
            kind = np.where(source <= target, *kind), np.where(source <= target, *kind[::-1])
        proper = np.flatnonzero(one != two)
        rows = proper[np.lexsort((two[proper], kind[0][proper], one[proper]))]
        self.n, self.seed, self.directed, self.loops = n, seed, directed, one[one == two]
        self.source = one[rows]
        tails, heads = 2 * self.source + kind[0][rows], 2 * two[rows] + kind[1][rows]
        self.steps = sweeps * max(self.source.size, _FEWEST)
        given = (n, np.column_stack((tails, heads)).ravel(), *_gates(tails, heads, directed), directed)
        extension = engine.compiled()
        self._graph = rewire_plain.Graph(*given) if extension is None else extension.Rewiring(*given)

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
        made: list[Ints] = self._graph.run(ring, self.steps, self.seed, first, count, threads)
        return made

    def _whole(self, moved: Ints) -> tuple[Ints, Ints]:
        """Return the links with the self-loops in their places."""
        tails, heads = (self.source.copy(), moved) if self.directed else np.split(moved, 2)
        if not self.loops.size:
            return tails, heads
        tails, heads = np.concatenate((tails, self.loops)), np.concatenate((heads, self.loops))
        order = stable_order(tails * self.n + heads)
        return tails[order], heads[order]


def rewired(source: Ints, target: Ints, n: int, **options: Any) -> tuple[Ints, Ints]:
    """Return one random graph with the same degrees: the first of :func:`nulls`, which has the same options.

    Examples
    --------
    >>> import numpy as np
    >>> source, target = np.array([0, 0, 1, 2, 3]), np.array([1, 2, 2, 3, 0])
    >>> tails, heads = rewired(source, target, 4, seed=1)
    >>> np.bincount(tails).tolist(), np.bincount(heads).tolist()
    ([2, 1, 1, 1], [1, 1, 2, 1])
    """
    return Rewiring(source, target, n, **options).null(0)


def nulls(
    source: Ints,
    target: Ints,
    n: int,
    *,
    replicates: int,
    progress: Progress | None = None,
    **options: Any,
) -> Iterator[tuple[Ints, Ints]]:
    """Yield random graphs with the same degrees, each rewired from the given one.

    Every graph keeps the degrees of every node (directed: in and out), has no parallel links, and keeps the
    frame: as many links from kind to kind. Self-loops stay where they are. Graphs with these properties are
    all equally likely in the long run; :func:`overlap` shows whether the run was long enough.

    Parameters
    ----------
    n
        Number of nodes.
    source, target : ndarray of int64, shape (m,)
        Distinct pairs of the nodes 0 ... n-1.
    replicates
        Number of graphs.
    progress
        Called after each with the share that is done and the seconds that are left at this pace.
    **options
        ``kinds``: kind of the source and of the target of each link, two arrays of shape (m,) that hold at
        most two different values; none by default. ``directed``: True by default. ``sweeps``: steps proposed
        for each link; a proposal that breaks a rule is a step in which nothing happens. ``seed``: from 0 to
        2^64 - 1; the same seed gives the same graphs on every machine, compiled or not, whatever the number
        of threads, and graph i does not depend on the number of replicates.

    Yields
    ------
    source, target : ndarray of int64, shape (m,)
        Sorted by source, then target; the source of an undirected link is the lower.

    Raises
    ------
    ClusternetError
        If links repeat, there are more than two kinds, or a number is out of range.

    Notes
    -----
    A node whose links are of both kinds keeps its degrees in each: a graph is a set of links between nodes in
    their kinds, at most one from node to node, and these are what is equally likely.

    A step swaps the targets of two links (a->b, c->d become a->d, c->b; undirected links either end) or, of
    directed links one time in eight, turns the middle of a walk (p->s->t->q becomes p->t->s->q; with p = q it
    reverses a directed triangle). A step and its reverse have the same chance.

    Without a frame, swaps and reversed triangles reach every directed graph with the same degrees (Rao, Jana
    and Bandyopadhyay 1996; Erdos, Miklos and Toroczkai 2010), swaps every undirected one (Taylor 1981).
    Between the links of one node, or to one node, they also exchange kinds in every way.

    In a frame the steps that keep it do not suffice. With degrees in each kind given, it has one number left
    that may vary: the links inside one kind. So the chain may leave, in steps that change this number by one;
    each is made with a chance that depends on the number alone (steps towards the frame always), which makes
    a graph outside as likely as its number of such links says and all with the same number equally likely.
    Only the graphs met in the frame are looked at: that chain is symmetric, since a way out and back is as
    likely as its reverse, and connected, since the whole one is. The chances are chosen such that about
    :data:`OUTSIDE` of the steps are spent outside; ways that do not come back within a number of steps drawn
    beforehand (4 for each link, doubled with chance one half again and again) are undone.

    Where a kind has no link to another, or to itself, and no node has two kinds, the chain of directed graphs
    never leaves: swaps and turned walks reach all. An alternating cycle with a chord that is allowed is the
    work of two shorter ones; in one of eight or more links every node has at least two chords as a source, of
    which one at most is its own self-loop, so all are forbidden by kind alone, and with two kinds that
    contradicts the links the cycle holds.

    Examples
    --------
    >>> source, target = np.array([0, 1, 2, 3]), np.array([1, 2, 3, 0])
    >>> [graph[0].tolist() for graph in nulls(source, target, 4, replicates=2)]
    [[0, 1, 2, 3], [0, 1, 2, 3]]
    """
    if replicates < 0:
        raise ClusternetError.of("replicates_number", replicates=replicates)
    graph = Rewiring(source, target, n, **options)
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
        Distinct links of a graph of the nodes 0 ... n-1; self-loops are left out: rewiring keeps them.
    other
        Source and target of the distinct links of another graph.
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
    both = np.concatenate((one, two))
    both.sort(kind="stable")  # two runs in order are merged
    return int(np.count_nonzero(both[1:] == both[:-1])) / one.size


def _keys(source: Ints, target: Ints, n: int) -> Ints:
    proper = source != target
    keys: Ints = source[proper] * n + target[proper]
    return keys if is_sorted(keys) else np.sort(keys)


def _check(source: Ints, target: Ints, n: int, sweeps: int, seed: int) -> None:
    if sweeps < 0 or not 0 <= seed < 2**64:
        raise ClusternetError.of("sweeps_numbers", sweeps=sweeps, seed=seed)
    ends = np.concatenate((source, target))
    if ends.size and not (ends.min() >= 0 and ends.max() < n):
        raise ClusternetError(f"a link ends outside the nodes 0 to {n - 1}")
    if distinct(source * n + target).size < source.size:
        raise ClusternetError("a link is there twice; rewiring takes distinct pairs")


def numbered(kinds: Kinds | None, shape: tuple[int, ...]) -> tuple[Ints, Ints]:
    """Return kinds 0 and 1, or raise."""
    if kinds is None:
        return np.zeros(shape, dtype=np.int64), np.zeros(shape, dtype=np.int64)
    if any(kind.shape != shape for kind in kinds):
        raise ClusternetError(f"kinds have shapes {kinds[0].shape}, {kinds[1].shape}; links have {shape}")
    found, label = np.unique(np.concatenate(kinds), return_inverse=True)
    if found.size > 2:
        raise ClusternetError(f"{found.size} kinds of nodes; a frame has two, sample and partner")
    one, two = np.split(label.ravel().astype(np.int64), 2)
    return one, two


def _gates(source: Ints, target: Ints, directed: bool) -> tuple[Ints, int]:
    """Return how often steps out of the frame are made, in 2^32 of them, and the links inside kind 1.

    Between i and i + 1 of these links, for i from the least number that the degrees allow; none, where
    the steps within the frame suffice. A step that makes one more is proposed as many times as often as one
    that takes it back as there are graphs with one more for each without, about: their weight is the inverse.
    """
    m, kind = source.size, (source & 1, target & 1)
    inside, out, into = (int(each.sum()) for each in (kind[0] & kind[1], *kind))
    most = min(out, into) if directed else (out + into) // 2
    least = max(0, out + into - m)
    if most == least or (directed and inside in (least, most) and not _of_both_kinds(source, target)):
        return np.empty(0, dtype=np.int64), 0
    level = np.arange(least, most)
    mixed = (out - level) * (into - level) if directed else _pairs(out + into - 2 * level) / 2
    up = mixed / ((level + 1) * (m - out - into + level + 1))
    chance = np.minimum(OUTSIDE / np.where(level >= inside, up, 1 / up), 1)
    return np.maximum(chance * 2**32, 1).astype(np.int64), inside - least


def _pairs(number: Ints) -> Ints:
    return number * (number - 1) // 2


def _of_both_kinds(source: Ints, target: Ints) -> bool:
    """Whether a node has links in both kinds."""
    ends = distinct(np.concatenate((source, target)))
    return bool((np.diff(ends >> 1) == 0).any())

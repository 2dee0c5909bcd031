"""Random networks that keep the degrees and the frame of a network, and how far it lies from them.

Any number of a network can be compared with the same nulls::

    nulls = ensemble(net, replicates=199, seed=0)
    values = nulls.map(lambda null: share(null))        # or: [share(null) for null in nulls]
    found = compare(share(net), values)                 # found.null_mean, .null_sd, .z, .ratio, .p
"""

from __future__ import annotations

import time
from collections import deque
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, replace
from itertools import islice
from typing import Any, Literal, Protocol, TypeVar

import numpy as np
import pandas as pd

from clusternet.errors import ClusternetError
from clusternet.kernels import engine
from clusternet.kernels.maxent import Configuration
from clusternet.kernels.rewire import SWEEPS, Rewiring
from clusternet.network.links import Links
from clusternet.network.value_network import ValueNetwork
from clusternet.nulls.compared import Comparison, compare
from clusternet.nulls.frame import Frame, frame, sampled, simple
from clusternet.typing import Ints, Progress

__all__ = [
    "NULLS",
    "REPLICATES",
    "Comparison",
    "Ensemble",
    "Frame",
    "Graphs",
    "Null",
    "compare",
    "ensemble",
    "frame",
    "rewiring",
    "sampled",
    "simple",
]

Null = Literal["swap", "dcm"]
T = TypeVar("T")

NULLS: tuple[Null, ...] = ("swap", "dcm")
_AHEAD = 4
"""Nulls for each thread that are asked for before the first is done."""
REPLICATES = 199
"""Random networks, unless told otherwise."""


class Graphs(Protocol):
    """Random graphs by number; any class with a method ``null`` will do."""

    def null(self, number: int) -> tuple[Ints, Ints]:
        """Return one of the graphs.

        Parameters
        ----------
        number
            Of the null, from 0.

        Returns
        -------
        source, target : ndarray of int64, shape (links,)
            Sorted.

        Examples
        --------
        >>> class Same:
        ...     def null(self, number):
        ...         return np.array([0, 1]), np.array([1, 2])
        >>> Same().null(0)[0].tolist()
        [0, 1]
        """
        ...


@dataclass(frozen=True, eq=False)
class Ensemble:
    """Random networks on the nodes of a network; iterating yields each as a :class:`ValueNetwork`.

    Attributes
    ----------
    net : ValueNetwork
        The network itself.
    null : {"swap", "dcm"}
    replicates : int
    seed : int
    graphs
        Makes null i, whatever was made before.
    frame : Frame or None
        What is kept of the links between kinds of nodes; None if nothing.

    Examples
    --------
    >>> from clusternet.network.value_network import from_frames
    >>> rows = pd.DataFrame({"source": ["a", "b", "c", "d"], "target": ["b", "c", "d", "a"]})
    >>> nulls = ensemble(from_frames(rows), replicates=3)
    >>> [len(net.edges) for net in nulls]
    [4, 4, 4]
    """

    net: ValueNetwork
    null: Null
    replicates: int
    seed: int
    graphs: Graphs
    frame: Frame | None = None

    def __len__(self) -> int:
        return self.replicates

    def __iter__(self) -> Iterator[ValueNetwork]:
        return (self.network(number) for number in range(self.replicates))

    def links(self, number: int) -> Links:
        """Return null `number` as links of weight 1.

        Parameters
        ----------
        number
            Of the null, from 0.

        Examples
        --------
        >>> from clusternet.network.value_network import from_frames
        >>> ties = pd.DataFrame({"source": ["a", "b"], "target": ["b", "c"]})
        >>> ensemble(from_frames(ties), replicates=3).links(0).size
        2
        """
        source, target = self.graphs.null(number)
        return Links(len(self.net.nodes), source, target, np.ones(source.size), self.net.directed)

    def network(self, number: int) -> ValueNetwork:
        """Return null `number` as a network: the same nodes, one row per link, weight 1.

        Parameters
        ----------
        number
            Of the null, from 0.

        Examples
        --------
        >>> from clusternet.network.value_network import from_frames
        >>> ties = pd.DataFrame({"source": ["a", "b"], "target": ["b", "c"]})
        >>> ensemble(from_frames(ties), replicates=3).network(0)
        <ValueNetwork: 3 nodes, 2 relations>
        """
        links = self.links(number)
        ids = self.net.nodes.index
        ends = (pd.Categorical.from_codes(codes, categories=ids) for codes in (links.source, links.target))
        edges = pd.DataFrame(dict(zip(("source", "target"), ends, strict=True)) | {"weight": links.weight})
        return replace(self.net, edges=edges, members=None)

    def map(self, work: Callable[[ValueNetwork], T], *, progress: Progress | None = None) -> list[T]:
        """Return what `work` finds in each null, in order; nulls are made and looked at by several threads.

        Parameters
        ----------
        work
            Called with one network at a time; it must not change what others see.
        progress
            Called now and then with the share that is done and the seconds that are left at this pace.

        Returns
        -------
        list
            What ``work`` returned, a null each.

        Examples
        --------
        >>> from clusternet.network.value_network import from_frames
        >>> ties = pd.DataFrame({"source": ["a", "b"], "target": ["b", "c"]})
        >>> ensemble(from_frames(ties), replicates=3).map(lambda net: len(net.edges))
        [2, 2, 2]
        """
        return self.over(lambda number: work(self.network(number)), progress=progress)

    def over(self, work: Callable[[int], T], *, progress: Progress | None = None) -> list[T]:
        """Return what `work` finds for each number of a null.

        Parameters
        ----------
        work
            Called with one number at a time.
        progress
            As in :meth:`map`.

        Returns
        -------
        list
            What ``work`` returned, a null each.

        Examples
        --------
        >>> from clusternet.network.value_network import from_frames
        >>> ties = pd.DataFrame({"source": ["a", "b"], "target": ["b", "c"]})
        >>> nulls = ensemble(from_frames(ties), replicates=3)
        >>> nulls.over(lambda number: nulls.links(number).size)
        [2, 2, 2]
        """
        begun = time.monotonic()
        found: list[T] = []
        threads = 1 if engine.compiled() is None else engine.threads()  # igraph's generator is one for all
        pool, left = ThreadPoolExecutor(threads), iter(range(self.replicates))
        try:
            waiting = deque(pool.submit(work, number) for number in islice(left, _AHEAD * threads))
            while waiting:
                found.append(waiting.popleft().result())
                waiting.extend(pool.submit(work, number) for number in islice(left, 1))
                if progress is not None:
                    share = len(found) / self.replicates
                    progress(share, (time.monotonic() - begun) * (1 / share - 1))
        finally:
            pool.shutdown(wait=False, cancel_futures=True)  # an interrupt does not wait for what is at work
        return found


def ensemble(
    net: ValueNetwork,
    *,
    null: Null = "swap",
    replicates: int = REPLICATES,
    seed: int = 0,
    sweeps: int = SWEEPS,
    framed: bool = True,
) -> Ensemble:
    """Return random networks with the degrees and the frame of a network.

    Parameters
    ----------
    net
        A network or a selection of it. Its links are distinct pairs, ordered ones where it is directed;
        weights are left out.
    null
        ``swap``: every node keeps its degrees (:func:`clusternet.kernels.rewire.nulls`). ``dcm``: in
        expectation (:class:`clusternet.kernels.maxent.Configuration`).
    replicates
        Number of networks. They are made when asked for.
    seed
        From 0. Null i depends on the seed and i alone.
    sweeps
        Of ``swap``: steps for each link.
    framed
        Whether the frame is kept.

    Notes
    -----
    The frame: a null has as many links from sample to sample, sample to partner, partner to sample and
    partner to partner nodes as the data (``dcm``: in expectation). What counts is the kind of a node when the
    tie was recorded, see :class:`clusternet.nulls.frame.Frame`; a node that changed it keeps its degrees in
    each. Nodes that are not known to be in the sample are partners; data that name no kinds have no frame.
    Self-loops stay where they are, and there are no parallel links.

    Raises
    ------
    ClusternetError
        If a number or name is not accepted.

    Examples
    --------
    >>> import clusternet
    >>> net = clusternet.read(clusternet.shipped()).until(2014)
    >>> nulls = ensemble(net, replicates=9, seed=1)
    >>> largest = [int(null.links().in_degree.max()) for null in nulls]
    >>> set(largest) == {int(net.links().in_degree.max())}
    True
    """
    if null not in NULLS:
        raise ClusternetError.of("no_choice", what="null", value=null, accepted=NULLS)
    if replicates < 1 or not 0 <= seed < 2**63:
        raise ClusternetError.of("ensemble_numbers", replicates=replicates, seed=seed)
    held = frame(net) if framed else None
    graphs: Graphs
    if null == "swap":
        graphs = rewiring(net, held, sweeps=sweeps, seed=seed)
    else:
        graphs = Configuration(*simple(net), len(net.nodes), **_kept(net, held), seed=seed)
    return Ensemble(net, null, replicates, seed, graphs, held)


def rewiring(net: ValueNetwork, held: Frame | None, *, sweeps: int = SWEEPS, seed: int = 0) -> Rewiring:
    """Return a network ready to be rewired.

    Parameters
    ----------
    net
        The network.
    held
        Its frame; None to keep the degrees alone.
    sweeps, seed
        As in :func:`ensemble`.

    Examples
    --------
    >>> from clusternet.network.value_network import from_frames
    >>> rewiring(from_frames(pd.DataFrame({"source": ["a"], "target": ["b"]})), None).null(0)[0].tolist()
    [0]
    """
    return Rewiring(*simple(net), len(net.nodes), **_kept(net, held), sweeps=sweeps, seed=seed)


def _kept(net: ValueNetwork, held: Frame | None) -> dict[str, Any]:
    kinds = None if held is None else (~held.source, ~held.target)
    return {"kinds": kinds, "directed": net.directed}

"""Random networks that keep the degrees and the frame of a network, and how far it lies from them.

Any number of a network can be compared with the same nulls::

    nulls = ensemble(net, replicates=199, seed=0)
    values = nulls.map(lambda null: share(null))        # or: [share(null) for null in nulls]
    found = compare(share(net), values)                 # found.null_mean, .null_sd, .z, .ratio, .p
"""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, replace
from typing import Literal, Protocol, TypeVar

import numpy as np
import pandas as pd

from clusternet.errors import ClusternetError, SchemaError
from clusternet.kernels import engine
from clusternet.kernels.maxent import Configuration
from clusternet.kernels.rewire import SWEEPS, Rewiring
from clusternet.network.links import Links
from clusternet.network.value_network import ValueNetwork
from clusternet.nulls.compared import Comparison, compare
from clusternet.nulls.frame import beyond_frame, is_framed, sampled, simple
from clusternet.typing import Ints, Progress

__all__ = [
    "NULLS",
    "REPLICATES",
    "Comparison",
    "Ensemble",
    "Graphs",
    "Null",
    "beyond_frame",
    "compare",
    "ensemble",
    "is_framed",
    "sampled",
    "simple",
]

Null = Literal["swap", "dcm"]
T = TypeVar("T")

NULLS: tuple[Null, ...] = ("swap", "dcm")
REPLICATES = 199
"""Random networks, unless told otherwise."""
_NONE = np.empty(0, dtype=np.int64)


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
    held : tuple of ndarray of int64
        Source and target of the links outside the frame, which every null has as they are.

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
    held: tuple[Ints, Ints] = (_NONE, _NONE)

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
        if self.held[0].size:
            source, target = np.append(source, self.held[0]), np.append(target, self.held[1])
            order = np.lexsort((target, source))
            source, target = source[order], target[order]
        return Links(len(self.net.nodes), source, target, np.ones(source.size))

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
        pool = ThreadPoolExecutor(threads)
        try:
            for done, each in enumerate(pool.map(work, range(self.replicates)), start=1):
                found.append(each)
                if progress is not None:
                    share = done / self.replicates
                    progress(share, (time.monotonic() - begun) * (1 / share - 1))
        finally:
            pool.shutdown(cancel_futures=True)
        return found


def ensemble(
    net: ValueNetwork,
    *,
    null: Null = "swap",
    replicates: int = REPLICATES,
    seed: int = 0,
    sweeps: int = SWEEPS,
) -> Ensemble:
    """Return random networks with the degrees and the frame of a network.

    Parameters
    ----------
    net
        A directed network or a selection of it. Its links are distinct ordered pairs; weights are left out.
    null
        ``swap``: every node keeps its in- and out-degree (:func:`clusternet.kernels.rewire.nulls`). ``dcm``:
        in expectation (:class:`clusternet.kernels.maxent.Configuration`).
    replicates
        Number of networks. They are made when asked for.
    seed
        From 0. Null i depends on the seed and i alone.
    sweeps
        Of ``swap``: steps for each link.

    Notes
    -----
    The frame: where no link of the data joins two partner nodes, none does in any null (likewise any other
    combination of sample and partner). A few links between partner nodes
    (:data:`clusternet.nulls.frame.HELD` of all at most) do not undo it: they stay where they are, so every
    null has as many links from kind to kind as the data. Nodes that are not known to be in the sample are
    partners; data that name no kinds have no frame. Self-loops stay where they are, and there are no parallel
    links.

    Raises
    ------
    ClusternetError
        If the network is undirected, or a number or name is not accepted.

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
        raise ClusternetError(f"null {null!r}; accepted: {', '.join(NULLS)}")
    if replicates < 1 or not 0 <= seed < 2**63:
        raise ClusternetError(f"replicates {replicates}, seed {seed}; accepted: from 1, from 0")
    if not net.directed:
        raise SchemaError("the data are undirected; the null models keep in- and out-degrees apart")
    source, target = simple(net)
    outside = beyond_frame(net)
    held = source[outside], target[outside]
    source, target = source[~outside], target[~outside]
    kind = sampled(net).astype(np.int64)
    graphs: Graphs
    if null == "swap":
        graphs = Rewiring(source, target, len(net.nodes), kind=kind, sweeps=sweeps, seed=seed)
    else:
        graphs = Configuration(source, target, len(net.nodes), kind=kind, seed=seed)
    return Ensemble(net, null, replicates, seed, graphs, held)
